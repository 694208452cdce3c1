import pkgutil
import re
import string
from importlib import import_module

import pytest
from tests import make

import dvapp.domain
from dvapp.domain import errors
from dvapp.domain.errors import DvError
from dvapp.domain.recording.records import Fault, InvalidRecord, check
from dvapp.domain.sheets import sheet_errors
from dvapp.domain.words import Wording
from dvapp.host.i18n import set_language
from dvapp.ui import messages


@pytest.fixture(autouse=True, params=["vi", "en"])
def language(request: pytest.FixtureRequest):
    set_language(request.param)
    yield request.param
    set_language("vi")


def classes(of: type[DvError] = DvError) -> list[type[DvError]]:
    return [of, *(deeper for child in of.__subclasses__() for deeper in classes(child))]


def test_every_refusal_has_words_and_every_word_a_refusal() -> None:
    for module in pkgutil.walk_packages(dvapp.domain.__path__, "dvapp.domain."):
        if module.name.endswith("errors"):
            import_module(module.name)
    codes = {c.code for c in classes() if c is not DvError}
    assert codes == messages.known_codes()
    assert (errors.DvError.code, sheet_errors.ImportUnknown.code) == ("refused", "import_unknown")


def test_every_fault_that_a_record_can_have_has_words() -> None:
    source = re.findall(r'code="([a-z_]+)"', _source_of_faults())
    assert set(source) <= messages.known_faults()


def _source_of_faults() -> str:
    from pathlib import Path

    import dvapp.domain.recording.plain
    import dvapp.domain.recording.records

    return "".join(
        Path(m.__file__ or "").read_text("utf-8")
        for m in (dvapp.domain.recording.plain, dvapp.domain.recording.records)
    )


def test_a_refusal_is_one_sentence_with_its_place(language: str) -> None:
    told = messages.refusal_words(errors.WrongPassword(where="board.dvapp"))
    assert "board.dvapp" in told
    assert told.endswith(".")
    assert ("Mật khẩu" in told) == (language == "vi")


def test_every_placeholder_of_a_refusal_is_told_by_its_class() -> None:
    """A class says in its docstring which details it carries; a sentence may name no others."""
    words = messages._refusals()
    for refusal in classes():
        names = {name for _t, name, _f, _c in string.Formatter().parse(words.get(refusal.code, "")) if name}
        told = set(re.findall(r"[a-z_]+", refusal.__doc__ or ""))
        assert names <= told | {"where"}, refusal


def test_the_arithmetic_of_a_fault_is_shown() -> None:
    values = {"form": "self", "conduct": 1, "hours": 2, "found": 4}
    found = list(check(make.visit_kind(), values))  # type: ignore[arg-type]
    assert messages.fault_words(found[0]).startswith("1 + 2 = 3")


def test_a_check_of_the_pack_speaks_with_the_packs_words(language: str) -> None:
    fault = Fault(
        field="a", code="check_failed", details={"message": Wording("Có {a}.", "Has {a}."), "a": 1200}
    )
    assert messages.fault_words(fault) == {"vi": "Có 1.200.", "en": "Has 1,200."}[language]


def test_all_faults_of_a_record_are_told_in_one_sentence() -> None:
    faults = (Fault(field="a", code="required"), Fault(field="b", code="required"))
    told = messages.refusal_words(InvalidRecord(faults, where="visit"))
    assert "\n" not in told
    assert "a:" in told
    assert "b:" in told


def test_the_place_of_a_table_cell_is_told_with_row_and_column() -> None:
    told = messages.field_words(Fault(field="rows[1].b", code="required"), make.visit_kind())
    assert "2" in told
    assert "B" in told


def test_what_a_certificate_is_made_for_is_told_in_words(language: str) -> None:
    refusal = errors.CertificateUnsuitable(where="A", usage="ca, key_encipherment, server_auth")
    told = messages.refusal_words(refusal)
    assert "_" not in told
    assert ("mã hoá khoá" if language == "vi" else "encrypting keys") in told
