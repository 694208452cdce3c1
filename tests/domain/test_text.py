import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.text import FigureForm, FigureRef, Words, figures_in, parse_runs, write_runs

plain = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), max_size=30)


@given(plain)
def test_any_words_come_back_from_their_notation(words: str) -> None:
    runs = (Words(text=words),) if words else ()
    assert parse_runs(write_runs(runs)) == runs


def test_figures_styles_and_words_come_back_from_their_notation() -> None:
    notation = "Có {B01:unit}, **{A12/A11}** và __{B03:pad}__ {{không}} phải số, {@theme}."
    runs = parse_runs(notation)
    assert write_runs(runs) == notation
    assert figures_in(runs) == ("B01", "A12", "A11", "B03")
    assert FigureRef(code=runs[1].code, form=FigureForm.UNIT) == runs[1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "notation", ["{", "}", "{B01", "B01}", "{b01}", "{B01:x}", "{@nobody}", "{}", "{B01/}"]
)
def test_a_reference_that_cannot_be_read_is_refused_with_its_place(notation: str) -> None:
    with pytest.raises(TextInvalid) as refused:
        parse_runs(notation, where="II:2")
    assert refused.value.where == "II:2"
