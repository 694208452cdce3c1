"""Every way to break a pack is refused with the file, the line, and a plain reason."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dvapp.domain.errors import PackInvalid
from dvapp.exchange.pack_rules import circle_in, expression_faults
from dvapp.exchange.packs import PackFolder
from dvapp.host import i18n
from dvapp.host.resources import resources_folder

NAME = "ha-noi-2018"


@pytest.fixture(autouse=True)
def _english():
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    for part in ("packs", "schemas"):
        shutil.copytree(resources_folder() / part, tmp_path / part)
    (tmp_path / "icons").mkdir()
    for icon in (resources_folder() / "icons").glob("*.svg"):
        (tmp_path / "icons" / icon.name).touch()
    return tmp_path


def replace(resources: Path, name: str, old: str, new: str) -> int:
    """Change the first ``old`` in a file of the pack; the line on which it stood."""
    file = resources / "packs" / NAME / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer has {old!r}: the test breaks nothing"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refused(resources: Path) -> PackInvalid:
    with pytest.raises(PackInvalid) as caught:
        PackFolder(resources).read(NAME)
    return caught.value


INSPECTION, BC06, CSV = "kinds/inspection.yaml", "reports/BC06.yaml", "indicators.csv"
TYPED = "kinds/unit_figures.yaml"
BC05, BC15, BC16, RULES = "reports/BC05.yaml", "reports/BC15.yaml", "reports/BC16.yaml", "rules.yaml"

BROKEN = {
    # rules on figures
    "a rule that does not parse": (RULES, "A04 <= A03", "A04 <== A03", 0, "cannot be read"),
    "a rule on a figure nobody knows": (RULES, "A04 <= A03", "A04 <= A99", 0, "A99"),
    "an earlier figure nobody knows": (RULES, "last(D12)", "last(D99)", 0, "last_D99"),
    "a rule that calls something": (RULES, "A04 <= A03", "eval(A04)", 0, "formulas do not have"),
    "a wish for files that says nothing of them": (INSPECTION, "  wished: true", "  wanted: true", 0, "wanted"),
    "a rule that asks nothing": (RULES, "A04 <= A03", "A04 + A03", 0, "no condition"),
    "a rule on no figure": (RULES, "A04 <= A03", "1 > 2", 0, "names no figure"),
    "a rule that divides": (RULES, "A04 <= A03", "A04 / 2 <= A03", 0, "uses /, which"),
    "a clause with half a place": (RULES, "(A01 = {A01})", "(A01 = {A01)", 0, "has no partner"),
    "words that name a figure nobody knows": (RULES, "{A07} lượt", "{A99} lượt", 0, "A99"),
    "a rule without its thresholds": (RULES, "    percent: 10\n", "", -5, "“percent” is missing"),
    "a key of another form": (RULES, "    form: months\n", "    form: months\n    percent: 9\n", 1, "has no “percent”"),
    "an outlier without its distance": (RULES, "    distance: 4\n", "", -4, "“distance” is missing"),
    "an outlier that needs more of the past than it sees": (RULES, "    earlier: 12", "    earlier: 4", 0, "than are needed (5)"),
    "figures that move together with nobody": (RULES, "      - [A06, A07]", "      - [A06, A99]", 0, "no figure A99"),
    "a group of one": (RULES, "      - [A06, A07]", "      - [A06]", 0, "at least two"),
    "a change that has a distance": (RULES, "    percent: 10\n", "    percent: 10\n    distance: 4\n", 1, "has no “distance”"),
    "a rule that the program judges by itself": (RULES, "code: boards_with_plan", "code: typed_differs", 0, "by itself"),
    "a level that is none": (RULES, "level: E", "level: F", 0, "none of: E, W"),
    "a rule twice": (RULES, "code: boards_with_plan", "code: communes_with_plan", 0, "there twice"),
    "a reason that is a number": (RULES, "reason_from: C14", "reason_from: C13x", 0, "does not have the form"),
    "a reason from a count": (RULES, "reason_from: C14", "reason_from: C10", 0, "no figure that is a text"),
    # holidays, the register of reports from below, forms
    "a day that is none": ("holidays.csv", "2018-02-14,", "2018-02-30,", 0, "not in the calendar"),
    "a kind of holiday that is none": ("holidays.csv", ",off,", ",free,", 0, "none of: off, worked, yearly"),
    "a holiday that ends before it begins": ("holidays.csv", "2018-02-20", "2018-02-10", 0, "before it begins"),
    "a register of another kind": ("pack.yaml", "  kind: commune_return", "  kind: commune_returns", 0, "no record kind"),
    "a register without its days": ("pack.yaml", "received: received", "received: note", 0, "of the type date"),
    "a due day of no report": ("pack.yaml", "district: [BC16]", "district: [BC99]", 0, "no report “BC99”"),
    "a form that compares": (BC16, "    blank: true\n", "    blank: true\n    compare: [last]\n", 0, "left blank"),
    "a closing day that is none": (BC16, "periods: [T, Q,", "closing: 32\nperiods: [T, Q,", 0, "larger than 31"),
    # what YAML is not
    "yaml syntax": (INSPECTION, "groups:\n", "groups: [\n", 2, "the YAML cannot be read"),
    "a key given twice": (INSPECTION, "icon: clipboard-check\n", "icon: table\nicon: award\n", 1, "given twice"),
    "an alias": (INSPECTION, "icon: clipboard-check\n", "icon: &a table\nicons: *a\n", 0, "aliases are not used"),
    "a tag that would run code": (INSPECTION, "icon: clipboard-check", "icon: !!python/name:os.system", 0, "tags"),
    "a tab for indentation": (INSPECTION, "  about: {vi: Cuộc", "\tabout: {vi: Cuộc", 0, "the YAML cannot be read"),
    # what the schemas say
    "a list for a text": (INSPECTION, "icon: clipboard-check", "icon: [a, b]", 0, "where a text is needed"),
    "a text for a number": (INSPECTION, "minimum: 0", "minimum: none", 0, "where a whole number is needed"),
    "yes for true": (INSPECTION, "required: true", "required: yes", 0, "where a true or false is needed"),
    "a type nobody knows": (INSPECTION, "type: integer", "type: number", 0, "is none of: integer"),
    "an unknown key": (INSPECTION, "    required: true", "    requred: true", 0, "unknown key “requred”"),
    "an empty label": (INSPECTION, "label: {vi: Hình thức, en: Form}", 'label: {vi: "", en: Form}', 0, "nothing is given"),
    "a wrong feed": (INSPECTION, "{indicator: B01, form: sum", "{indicator: B01, form: mean", 0, "is none of: sum"),
    "a key missing": (INSPECTION, "summary: theme\n", "", -999, "“summary” is missing"),
    # names that do not meet
    "an icon that is not drawn": (INSPECTION, "icon: clipboard-check", "icon: rocket", 0, "no icon “rocket”"),
    "a feed of an unknown figure": (INSPECTION, "indicator: B01", "indicator: B99", 0, "no figure B99"),
    "a feed of a computed figure": (INSPECTION, "indicator: B11", "indicator: B10", 0, "is computed"),
    "a feed of a ratio": (INSPECTION, "indicator: B11", "indicator: F09", 0, "F09 is computed"),
    "a feed from an unknown field": (INSPECTION, "field: harassment}", "field: harrasment}", 0, "no field “harrasment”"),
    "a sum of texts": (INSPECTION, "form: sum, field: conduct}", "form: sum, field: theme}", 0, "cannot come from"),
    "a choice nobody offers": (INSPECTION, "when: {form: self}", "when: {form: own}", 0, "“own” is no choice"),
    "a condition on no choice": (INSPECTION, "when: {form: self}", "when: {theme: self}", 0, "no choice field"),
    "a check of an unknown field": (INSPECTION, "parts: [units_count]", "parts: [unit_count]", 0, "“unit_count” is no field"),
    "a check without its total": (INSPECTION, ", parts: [units_count], total: visits}", ", parts: [units_count]}", 0, "a total"),
    "a message about nothing": (INSPECTION, "Đã xử lý {reminded}", "Đã xử lý {remembered}", None, "“remembered”"),
    "a column in the list": (INSPECTION, "listed: [form,", "listed: [rows,", 0, "no field “rows” to list"),
    "no such summary": (INSPECTION, "summary: theme", "summary: topic", 0, "no field “topic”"),
    "a group without heading": (INSPECTION, "place: {group: about, row: 1, span: 4}", "place: {group: abuot, row: 1, span: 4}", 0, "no group"),
    "a field defined twice": (INSPECTION, "- code: theme", "- code: deciding_body", 0, "defined twice"),
    "a field called like a function": (INSPECTION, "- code: theme", "- code: percent", 0, "cannot be the name"),
    "a table in a kind without": ("kinds/monthly_evaluation.yaml", "form: sum, table: rows", "form: sum, table: lines", 0, "no table"),
    "an unknown column": ("kinds/monthly_evaluation.yaml", "column: not_graded", "column: ungraded", 0, "no column"),
    "two ways to feed one figure": (INSPECTION, "{indicator: B11, form: sum, field: reminded}", "{indicator: B12, form: count}", None, "is fed as"),
    # typed figures
    "choices of something else": (TYPED, "choices: indicators", "choices: units", 0, "does not have the form"),
    "a typed feed of every figure by another column": (
        TYPED, 'rows: {indicator: "*"}', 'rows: {note: "*"}', 0, "no choice column “note”"),
    "a typed feed without rows": (TYPED, ', rows: {indicator: "*"}', "", 0, "a typed feed names a table"),
    "every figure summed": (TYPED, "form: typed", "form: sum", 0, "for feeds of the form typed only"),
    "a typed feed from words": (TYPED, "column: number", "column: note", 0, "cannot come from the field “note”"),
    "an example of no whole period": (TYPED, "2018-09-30", "2018-09-29", None, "not_a_period"),
    "an example with a computed figure": (TYPED, "indicator: A06", "indicator: B10", None, "unknown_choice"),
    "rows of no table": (
        INSPECTION, "{indicator: B05, form: sum, field: found}",
        "{indicator: B05, form: sum, field: found, rows: {form: self}}", 0, "no choice column “form”"),
    # formulas
    "a formula that does not parse": (INSPECTION, "shown: found - reminded", "shown: found - * reminded", 0, "cannot be read"),
    "an attribute": (INSPECTION, "must: reminded + disciplined <= found", "must: found.bit_length", 0, "uses found.bit_length"),
    "a call": (INSPECTION, "must: reminded + disciplined <= found", "must: open('x') == 1", 0, "uses open('x')"),
    "a power": (INSPECTION, "must: reminded + disciplined <= found", "must: found ** 9 == 1", 0, "uses"),
    "a lambda": (INSPECTION, "must: reminded + disciplined <= found", '"must": "(lambda: 1)() == 1"', 0, "uses"),
    "an unknown name": (INSPECTION, "shown: found - reminded", "shown: found - remembered", 0, "names remembered"),
    "a function with too few parts": ("kinds/satisfaction_survey.yaml", "percent(satisfied, returned)", "percent(satisfied)", 0, "cannot be computed"),
    # the example
    "an example that does not add up": (INSPECTION, "    found: 6\n", "    found: 7\n", 0, "found (sum_differs)"),
    "an example without its date": (INSPECTION, 'from: "2018-05-28"', 'from: "2018-05-32"', 0, "happened (not_a_plain_date)"),
    "an example with an unknown field": (INSPECTION, "    found: 6\n", "    findings: 6\n", 0, "findings (unknown_field)"),
    # the report
    "a figure that does not exist": (BC06, "với {B01:unit}", "với {B98:unit}", 0, "no figure B98"),
    "a brace left open": (BC06, "với {B01:unit}", "với {B01:unit", 0, "in braces"),
    "a name that does not exist": (BC06, "{@city_theme}", "{@mayor}", 0, "in braces"),
    "an unknown row in the annex": (BC06, "[P01, P02]", "[P01, P99]", 0, "no figure P99"),
    "a section twice": (BC06, "- code: tasks", "- code: leadership", 0, "there twice"),
    "a section called opening": (BC06, "- code: tasks", "- code: opening", 0, "there twice"),
    "a recipient with its full stop": (BC06, "- Uỷ ban nhân dân cùng cấp", "- Uỷ ban nhân dân cùng cấp.", 0, "form"),
    "a level nobody has": (BC06, "levels: [city]", "levels: [commune]", 0, "is none of: city, district"),
    "a setting nobody has": (BC06, "options:\n  addressees", "options:\n  colour: x\n  addressees", 1, "unknown key “colour”"),
    "an urgency nobody knows": (BC06, "  second_symbol: UBND\n", "  urgency: gap\n", 0, "is none of: khan"),
    "an addressee with its comma": (BC06, "    - Thường trực Thành uỷ\n", "    - Thường trực Thành uỷ,\n", 0, "form"),
    "a name that a setting has not": (BC06, "  second_name: Uỷ ban nhân dân {@unit}", "  second_name: Uỷ ban {@board}", 0, "{@unit}"),
    "a signer's name in a pack": (BC06, "  second_symbol: UBND\n", "  signer: Nguyễn Văn Một\n", 0, "unknown key “signer”"),
    "a joint paper without its symbol": (BC06, "  second_symbol: UBND\n", "  joint: true\n", 0, "second_symbol"),
    "a period nobody has": (BC06, "periods: [6T1, N]", "periods: [5T, N]", 0, "form"),
    "a due day of another period": (BC06, "{periods: [N], day", "{periods: [Q], day", 0, "not made for this period"),
    "a due day out of the month": (BC06, "day: 30, month: 11", "day: 32, month: 11", 0, "larger than 31"),
    "a comparison of a text": (BC06, "số {A14}", "số {A14:vs_last}", 0, "cannot be compared"),
    "a comparison nobody makes": (BC06, "với {B01:unit}", "với {B01:vs_next}", 0, "in braces"),
    "an empty section": (BC06, "if_blank: \"Kết quả vận động giải phóng mặt bằng: chưa có số liệu.\"", "levels: [city]", None, "empty for boards of: district"),
    "a part without colon": (BC05, "PHẦN THỨ HAI: ", "PHẦN THỨ HAI ", -1, "has a colon"),
    "an annex of nothing": (BC15, "    records:\n", "    record:\n", 0, "unknown key “record”"),
    "records of an unknown kind": (BC15, "kind: monthly_evaluation", "kind: evaluation", 0, "no record kind “evaluation”"),
    "records of no table": (BC15, "table: rows", "table: lines", 0, "no table “lines”"),
    "records of an unknown column": (BC15, "field: not_graded", "field: ungraded", 0, "no column “ungraded”"),
    "records with an unknown total": (BC15, "total: C07", "total: C77", 0, "no figure C77"),
    # indicators
    "a code twice": (CSV, "\nA02,", "\nA01,", 1, "A01 stands on line 2 already"),
    "a formula with unknown figures": (CSV, "B11 + B12", "B11 + B99", 0, "names B99"),
    "a circle of formulas": (CSV, "B05 - B10", "B13 - B10", 0, "circle: B13 → B13"),
    "a formula of a text": (CSV, "B05 - B10", "B05 - A14", 0, "names A14"),
    "an unknown accumulation": (CSV, ",flow,", ",sum,", 0, "“sum” is none of"),
    "a cell too many": (CSV, ",flow,", ",flow,,", 0, "cells, not 12"),
    "an unknown level": (CSV, "city district", "city ward", 0, "“ward” is none of"),
    "another first line": (CSV, "code,group_vi", "code,group", 0, "must name the columns"),
    # boards and the pack itself
    "a board without symbol": ("boards.yaml", "    symbol: BDVTU\n", "", -3, "“symbol” is missing"),
    "a day that is not": ("boards.yaml", "    symbol: BDVTU\n", '    symbol: BDVTU\n    valid_from: "2018-02-30"\n', None, "calendar"),
    "a newer format": ("pack.yaml", "format: 1", "format: 2", 0, "the pack has format 2"),
    "another name": ("pack.yaml", "name: ha-noi-2018", "name: ha-noi-2019", 0, "like its folder"),
    "two programmes for a year": ("pack.yaml", "year: 2019", "year: 2018", None, "two programmes"),
    "a kind without a file": ("pack.yaml", "- commendation", "- praise", None, "the file cannot be read"),
}  # fmt: skip
"""name: (file, what stands there, what is put there, lines between there and the fault or None, words of the reason)"""


@pytest.mark.parametrize("case", list(BROKEN))
def test_a_broken_pack_is_refused_with_place_and_reason(resources: Path, case: str):
    file, old, new, shift, words = BROKEN[case]
    line = replace(resources, file, old, new)
    found = refused(resources)
    where, _, number = found.where.rpartition(":")
    assert words in str(found.details["reason"]), found
    if shift is not None:
        assert where == file
        assert int(number) == max(1, line + shift), found


def test_two_files_may_not_define_the_same_kind(resources: Path):
    replace(resources, "kinds/commendation.yaml", "code: commendation", "code: inspection")
    found = refused(resources)
    assert "defines another" in str(found.details["reason"])


def test_all_faults_are_told_not_only_the_first(resources: Path):
    replace(resources, INSPECTION, "indicator: B01", "indicator: B99")
    replace(resources, "kinds/commendation.yaml", "icon: award", "icon: rocket")
    replace(resources, BC06, "với {B01:unit}", "với {B98:unit}")
    faults = refused(resources).details["faults"]
    assert isinstance(faults, tuple)
    assert [f.where.partition(":")[0] for f in faults] == [INSPECTION, "kinds/commendation.yaml", BC06]


def test_a_circle_over_several_figures_is_named_whole(resources: Path):
    replace(resources, CSV, "B11 + B12", "B13 + B12")
    assert "B10 → B13 → B10" in str(refused(resources).details["reason"])


@pytest.mark.parametrize("name", ["pack.yaml", "boards.yaml", CSV, INSPECTION, BC06])
def test_a_file_that_is_missing_is_named(resources: Path, name: str):
    (resources / "packs" / NAME / name).unlink()
    found = refused(resources)
    assert found.where == f"{name}:1"


@pytest.mark.parametrize("name", ["pack.yaml", "boards.yaml", CSV, INSPECTION, BC06])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- just\n- a list\n", b"\x00", b"{" * 5000])
def test_a_file_of_something_else_is_refused_and_never_a_crash(resources: Path, name: str, content: bytes):
    (resources / "packs" / NAME / name).write_bytes(content)
    assert refused(resources).where.startswith(name)


def test_an_outline_that_passed_is_checked_again_when_the_catalogue_changes(resources: Path):
    """Its own bytes are the same, and yet a figure it names is gone."""
    replace(resources, CSV, "\nR05,", "\nR95,")
    found = refused(resources)
    assert found.where.startswith("reports/")
    assert "no figure R05" in str(found.details["reason"])


def test_a_pack_in_decomposed_letters_reads_as_composed(resources: Path):
    import unicodedata

    whole = PackFolder(resources).read(NAME)
    for file in (resources / "packs" / NAME).rglob("*.*"):
        file.write_text(unicodedata.normalize("NFD", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert PackFolder(resources).read(NAME) == whole


@pytest.mark.parametrize(
    "expression",
    ["a", "a + b - 2 * a", "percent(a, b)", "a <= b", "a < b and b < 9 or a == b", "a if a > b else b", "-a"],
)
def test_the_small_language_has_these_forms(expression: str):
    assert list(expression_faults(expression, {"a", "b"})) == []


@pytest.mark.parametrize(
    "expression",
    ["a.b", "a[0]", "f(a)", "a / b", "a ** b", "[a]", "{a}", "a := 1", "not a", "a is b", "None", "True", "1.5", "f'{a}'",
     "lambda: a", "(a for a in b)", "percent(*a)", "percent(a, whole=b)", "__import__('os')", "", "a b", "a" * 600],
)  # fmt: skip
def test_the_small_language_has_no_other(expression: str):
    assert len(list(expression_faults(expression, {"a", "b"}))) == 1


def test_a_chain_of_formulas_is_no_circle():
    assert circle_in({"A": "B + C", "B": "C + D", "C": "D", "D": ""}) == ()
    assert circle_in({"A": "B", "B": "C", "C": "B"}) == ("B", "C", "B")


READERS: list[Callable[[PackFolder], object]] = [lambda f: f.read(NAME), lambda f: f.marks(NAME)]


@pytest.mark.parametrize("read", READERS)
def test_a_pack_whole_again_is_read(resources: Path, read: Callable[[PackFolder], object]):
    """A refused pack is not remembered: once it is mended, the next reading takes it."""
    folder = PackFolder(resources)
    replace(resources, INSPECTION, "icon: clipboard-check", "icon: rocket")
    with pytest.raises(PackInvalid):
        read(folder)
    replace(resources, INSPECTION, "icon: rocket", "icon: clipboard-check")
    assert read(folder)
