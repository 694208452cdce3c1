"""What our writer writes, others read: values, many objects, streams; the same bytes each time."""

import io
import math

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvapp.reporting.pdf.colour import srgb_profile
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.values import Name, Raw, Ref, Value, number, spelled

names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
texts = st.text(st.characters(codec="utf-8"), max_size=30)
numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**31), 2**31 - 1), numbers, texts, st.binary(max_size=20)
)


def file_of(*values: Value) -> bytes:
    """A file whose catalogue holds these values under /V."""
    pdf = PdfFile()
    refs = [pdf.add(value) for value in values]
    tree = pdf.add({"Type": Name("Pages"), "Kids": [], "Count": 0})
    root = pdf.add({"Type": Name("Catalog"), "Pages": tree, "V": refs})
    return pdf.written(root=root, info=pdf.add({}))


@settings(max_examples=60, deadline=None)
@given(found=st.lists(texts, max_size=8))
def test_texts_are_read_back_as_they_were(found: list[str]):
    with pikepdf.open(io.BytesIO(file_of(*found))) as opened:
        assert [str(value) for value in opened.Root.V] == found


@settings(max_examples=60, deadline=None)
@given(found=st.lists(st.lists(scalars, max_size=5), max_size=5))
def test_any_values_make_a_file_without_faults(found: list[list[Value]]):
    with pikepdf.open(io.BytesIO(file_of(*found))) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.Root.V) == len(found)


@given(name=names)
def test_names_are_read_back_whatever_stands_in_them(name: str):
    with pikepdf.open(io.BytesIO(file_of([Name(name)]))) as opened:
        assert str(opened.Root.V[0][0]) == "/" + name


@given(value=st.floats(-1e9, 1e9))
def test_numbers_have_four_decimals_and_no_exponent(value: float):
    text = number(value)
    assert "e" not in text
    assert text != "-0"
    assert math.isclose(float(text), value, abs_tol=0.000051, rel_tol=1e-12)


def test_a_thousand_objects_lie_in_a_few_streams_and_are_all_there():
    written = file_of(*({"N": n} for n in range(1000)))
    with pikepdf.open(io.BytesIO(written)) as opened:
        assert [int(value.N) for value in opened.Root.V] == list(range(1000))
    assert written.count(b"/ObjStm") == 6
    assert len(written) < 20_000


def test_streams_are_read_back_packed_or_not():
    pdf = PdfFile()
    data = "Dân vận ".encode() * 100
    streams = [pdf.stream(data, {"K": 1}), pdf.stream(data, packed=False)]
    tree = pdf.add({"Type": Name("Pages"), "Kids": [], "Count": 0})
    root = pdf.add({"Type": Name("Catalog"), "Pages": tree, "V": streams})
    written = pdf.written(root=root, info=pdf.add({}))
    assert written.count(data) == 1
    with pikepdf.open(io.BytesIO(written)) as opened:
        assert [value.read_bytes() for value in opened.Root.V] == [data, data]
        assert int(opened.Root.V[0].K) == 1


def test_the_same_objects_give_the_same_bytes_and_others_another_identifier():
    assert file_of("a", 1) == file_of("a", 1)
    identifiers = []
    for word in ("a", "b"):
        with pikepdf.open(io.BytesIO(file_of(word))) as opened:
            identifiers.append(bytes(opened.trailer.ID[0]))
    assert identifiers[0] != identifiers[1]
    assert {len(identifier) for identifier in identifiers} == {16}


def test_what_no_pdf_knows_is_refused():
    with pytest.raises(TypeError):
        spelled(object())  # type: ignore[arg-type]
    assert spelled([Raw("<</A 1>>"), Ref(3), None]) == "[<</A 1>> 3 0 R null]"


def test_the_colour_profile_tells_its_own_length_and_is_the_same_each_time():
    profile = srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile) == 536
    assert profile[36:40] == b"acsp"
    assert profile == srgb_profile()
