"""The template pack that ships with the program: it reads, it says what it should, and its parts meet."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.errors import PackUnknown
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.figures.unit_figures import typed_table
from dvapp.domain.packs import Pack
from dvapp.domain.papers.outline import Outline, Sentence
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.papers.text import NameRef, figures_in, parse_runs
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import Record
from dvapp.domain.words import Wording
from dvapp.exchange.pack_marks import PASSED
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.samples import read_sample
from dvapp.host.resources import resources_folder

NAME = "ha-noi-2018"
FIVE = ["coordination_plan", "inspection", "monthly_evaluation", "satisfaction_survey", "commendation"]
BOTH = {Level.CITY, Level.DISTRICT}
OLD_TONES = re.compile(r"[òóỏõọÒÓỎÕỌ][aeAE](?!\w)|(?<![qQ])[ùúủũụÙÚỦŨỤ][yY](?!\w)")


@pytest.fixture(scope="module")
def folder() -> PackFolder:
    return PackFolder(resources_folder())


@pytest.fixture(scope="module")
def pack(folder: PackFolder) -> Pack:
    return folder.read(NAME)


@pytest.fixture(scope="module")
def outline(pack: Pack) -> Outline:
    return pack.outline("BC06")


@pytest.fixture(scope="module")
def sentences(pack: Pack) -> list[Sentence]:
    return [s for outline in pack.outlines.values() for s in sentences_of(outline)]


def sentences_of(outline: Outline) -> list[Sentence]:
    return [*outline.opening, *(s for section in outline.sections for s in section.sentences)]


def sample(pack: Pack, name: str, board: str) -> tuple[Record, ...]:
    return tuple(
        read_record(pack.kind(s.kind), s.record, record_id=RecordId(str(n)), board=UnitCode(board))
        for n, s in enumerate(read_sample(resources_folder(), name))
    )


def test_the_pack_begins_with_the_five_kinds_the_article_names(pack: Pack):
    assert list(pack.kinds)[:5] == FIVE
    assert next(iter(pack.outlines)) == "BC06", "the window proposes the first report"


def test_a_pack_is_read_once(folder: PackFolder):
    assert folder.read(NAME) is folder.read(NAME)


@pytest.mark.parametrize("name", ["nowhere", "../packs/ha-noi-2018", "", "Ha-Noi", "."])
def test_a_pack_that_is_not_there_is_unknown(folder: PackFolder, name: str):
    with pytest.raises(PackUnknown) as refused:
        folder.read(name)
    assert refused.value.details["pack"] == name


def test_the_marks_of_passed_files_are_fresh(folder: PackFolder):
    """Stale marks only cost time. Renew them: write what ``PackFolder.marks`` returns into ``passed.sha256``."""
    file = resources_folder() / "packs" / NAME / PASSED
    assert file.read_text(encoding="ascii") == folder.marks(NAME)


def test_an_unchanged_pack_reads_without_the_schema_validator():
    """It takes longer to load than everything else that a command needs."""
    code = (
        "import sys; from dvapp.exchange.packs import PackFolder; from dvapp.host.resources import resources_folder;"
        f"PackFolder(resources_folder()).read({NAME!r}); sys.exit('jsonschema' in sys.modules)"
    )
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=os.environ | paths, check=False).returncode == 0


def test_without_marks_the_pack_reads_the_same(pack: Pack, tmp_path: Path):
    for part in ("packs", "schemas", "icons"):
        shutil.copytree(resources_folder() / part, tmp_path / part)
    (tmp_path / "packs" / NAME / PASSED).unlink()
    assert PackFolder(tmp_path).read(NAME) == pack


# --- indicators ------------------------------------------------------------------------------------------------------


def test_every_indicator_of_the_catalogue_is_there_and_eight_more(pack: Pack):
    added = {"A11", "A12", "A13", "A14", "C13", "C14", "H16", "N05"}
    assert added <= set(pack.indicators)
    assert len(pack.indicators) == 134 + len(added)


def test_every_figure_has_a_record_kind_a_formula_or_a_catalogue_behind_it(pack: Pack):
    fed = {feed.indicator for kind in pack.kinds.values() for feed in kind.feeds}
    nothing = {i.code for i in pack.indicators.values() if not (i.formula or i.catalogue or i.code in fed)}
    assert nothing <= {"R02", "R03", "R05"}, "corrections come with the register of documents"


def test_every_indicator_speaks_both_languages(pack: Pack):
    for indicator in pack.indicators.values():
        assert all((indicator.label.vi, indicator.label.en, indicator.group.vi, indicator.group.en)), (
            indicator.code
        )
        assert bool(indicator.unit.vi) == bool(indicator.unit.en), indicator.code


def test_units_and_unit_visits_are_kept_apart(pack: Pack):
    units = {code: pack.indicators[IndicatorCode(code)].unit.vi for code in ("B01", "B02", "B03", "B04")}
    assert units == {
        "B01": "cơ quan, đơn vị",
        "B02": "địa phương, cơ quan, đơn vị",
        "B03": "lượt đơn vị",
        "B04": "lượt đơn vị",
    }


@pytest.mark.parametrize("code", ["A03", "A04", "A05"])
def test_coverage_of_communes_is_a_matter_of_districts(pack: Pack, code: str):
    assert pack.indicators[IndicatorCode(code)].levels == {Level.DISTRICT}


@pytest.mark.parametrize("code", ["A11", "A12", "A13"])
def test_coverage_of_districts_is_a_matter_of_the_city(pack: Pack, code: str):
    assert pack.indicators[IndicatorCode(code)].levels == {Level.CITY}


# --- kinds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FIVE)
def test_an_example_is_a_record(pack: Pack, code: str):
    kind = pack.kind(code)
    record = read_record(kind, kind.example, record_id=RecordId("one"), board=UnitCode("hn"))
    assert record.happened.since.year == 2018
    shown = {f.code for f in kind.fields if f.shown}
    assert not shown & set(record.values)


def words_of(kind: RecordKind) -> list[Wording]:
    words = [kind.name, kind.plural, kind.help, kind.happened, *kind.groups.values()]
    words.extend(check.message for check in kind.checks if check.message)
    fields: list[Field] = [*kind.fields, *(c for f in kind.fields for c in f.columns)]
    for field in fields:
        words.extend([field.label, field.help, *([field.unit] if field.unit else [])])
        words.extend(choice.label for choice in field.choices)
    return words


@pytest.mark.parametrize("code", FIVE)
def test_every_word_of_a_form_is_there_in_both_languages(pack: Pack, code: str):
    for words in words_of(pack.kind(code)):
        assert all((words.vi, words.en)), words


@pytest.mark.parametrize("code", FIVE)
def test_what_counts_names_its_unit(pack: Pack, code: str):
    kind = pack.kind(code)
    fields = [*kind.fields, *(c for f in kind.fields for c in f.columns)]
    assert all(f.unit for f in fields if f.type.numeric or f.type is FieldType.UNITS)


@pytest.mark.parametrize("code", FIVE)
def test_no_row_of_a_form_is_wider_than_twelve(pack: Pack, code: str):
    rows: dict[tuple[str, int], int] = {}
    for field in pack.kind(code).fields:
        place = (field.place.group, field.place.row)
        rows[place] = rows.get(place, 0) + field.place.span
    assert all(width <= 12 for width in rows.values()), rows


@pytest.mark.parametrize("code", FIVE)
def test_fields_stand_in_the_order_of_their_groups_and_rows(pack: Pack, code: str):
    kind = pack.kind(code)
    order = list(kind.groups)
    places = [(order.index(f.place.group), f.place.row) for f in kind.fields]
    assert places == sorted(places)


def test_the_packs_own_words_follow_one_spelling(pack: Pack, outline: Outline):
    words = [w.vi for kind in pack.kinds.values() for w in words_of(kind)]
    words += [
        text for i in pack.indicators.values() for text in (i.label.vi, i.group.vi, i.source, i.unit.vi)
    ]
    words += [s.say + s.if_blank for s in sentences_of(outline)]
    words += [section.heading + section.guidance.vi for section in outline.sections]
    assert [text for text in words if OLD_TONES.search(text)] == []


# --- report ----------------------------------------------------------------------------------------------------------


def test_the_title_follows_the_theme_of_the_year(outline: Outline):
    assert [r.name for r in parse_runs(outline.title) if isinstance(r, NameRef)] == ["theme", "year"]


def test_the_outline_has_the_sections_of_the_report_kind(outline: Outline):
    numbers = [s.heading.partition(" ")[0] for s in outline.sections]
    assert numbers == ["I-", "II-", *(f"{n}." for n in range(1, 11)), "III-", "IV-"]


def test_a_sentence_fits_boards_for_which_its_figures_apply(pack: Pack, sentences: list[Sentence]):
    for sentence in sentences:
        levels = sentence.levels or BOTH
        for code in figures_in(parse_runs(sentence.say)):
            assert levels <= pack.indicators[code].levels, (code, sentence.say)


def test_a_figure_in_running_words_has_words_for_its_absence(sentences: list[Sentence]):
    """A comparison brings its own: "…, chưa có số liệu để so sánh"."""
    for sentence in sentences:
        alone = re.sub(r", \{[A-Z]\d+:vs_\w+\}", "", sentence.say)
        before = re.split(r"\{[A-Z][^}]*\}", alone)[:-1]
        safe = [part.rstrip().endswith((":", "(")) for part in before]
        assert all(safe) or (len(safe) == 1 and sentence.if_blank), sentence.say


def test_words_for_absence_hold_no_figure(sentences: list[Sentence]):
    for sentence in sentences:
        assert figures_in(parse_runs(sentence.if_blank)) == ()
        assert not sentence.if_blank or sentence.if_blank.endswith("chưa có số liệu.")


def test_the_annex_repeats_no_figure(outline: Outline):
    annex, _charts = outline.annexes
    codes = [code for _heading, rows in annex.groups for code in rows]
    assert len(codes) == len(set(codes))
    assert {code[0] for code in codes} == set("ABCDEFGHIP")


def test_each_level_has_its_own_recipients(outline: Outline):
    assert "Ban Dân vận Trung ương (để báo cáo)" in outline.recipients_of(Level.CITY)
    assert "Ban Dân vận Thành uỷ (để báo cáo)" in outline.recipients_of(Level.DISTRICT)
    assert outline.archive == "Lưu Ban Dân vận"


def test_themes_belong_to_years(pack: Pack):
    assert (
        pack.programmes[2018].central_theme
        == pack.programmes[2019].central_theme
        == "Năm dân vận chính quyền"
    )
    assert pack.programmes[2020].central_theme == "Năm dân vận khéo"
    assert pack.programme(2017) is None


# --- samples ---------------------------------------------------------------------------------------------------------


def figures(folder: PackFolder, name: str, board: str) -> dict[str, object]:
    pack = folder.read(NAME)
    table = FigureTable(
        pack=pack,
        board=UnitCode(board),
        units=folder.units(),
        records=sample(pack, name, board),
        period=parse_period("2018"),
    )
    return {f.code: f.value for f in table.all() if f.state is FigureState.KNOWN}


def test_the_article_gives_these_figures_and_no_others(folder: PackFolder):
    found = figures(folder, "ha-noi-2018", "hn")
    assert found.pop("A13") == 100
    assert found == {
        "A02": 1,
        "A11": 30,
        "A12": 30,
        "A14": "109",
        "B01": 36,
        "B02": 11,
        "B03": 527,
        "R01": 30,
        "C13": date(2018, 7, 1),
    }


def test_every_fact_of_the_article_names_its_paragraph():
    rows = read_sample(resources_folder(), "ha-noi-2018")
    assert {row.paragraph for row in rows} == {1, 2, 3, 4}
    assert all(row.fact for row in rows)


def test_the_invented_board_has_every_kind_and_consistent_figures(folder: PackFolder):
    rows = read_sample(resources_folder(), "cau-giay-2018")
    assert {row.kind for row in rows} >= {*FIVE, "document", "petitions", "skilful_model", "organisation"}
    assert {row.paragraph for row in rows} == {0}
    found = figures(folder, "cau-giay-2018", "005")
    assert (found["A03"], found["A04"]) == (8, 8)
    assert found["B05"] == sum(int(str(found[c])) for c in ("B06", "B07", "B08", "B09"))
    assert found["D15"] == sum(int(str(found[c])) for c in ("D16", "D17", "D18"))
    assert found["I01"] == found["I06"] + found["I07"] == 6  # type: ignore[operator]
    assert (found["N03"], found["N05"]) == (6, 6), "the last count of the year holds"
    assert found["E09"] == 7, "what was carried over is that of January, never a sum of months"


def test_a_kind_may_say_which_files_belong_to_its_records(folder):
    kinds = folder.read(NAME).kinds
    wish = kinds[KindCode("inspection")].evidence
    assert wish is not None
    assert wish.wished
    assert "Biên bản" in wish.help.vi
    assert kinds[KindCode("monthly_evaluation")].evidence is None


def test_every_number_that_the_program_does_not_make_itself_can_be_given_by_a_unit(folder: PackFolder):
    pack = folder.read(NAME)
    table = typed_table(pack)
    assert table is not None
    made = {c for c, one in pack.indicators.items() if one.formula or one.catalogue}
    facts = {c for c, one in pack.indicators.items() if one.accumulation is Accumulation.FACT}
    assert set(pack.indicators) - table.codes == {*made, *facts, "A04", "A12", "F10"}
    assert [kind.code for kind in pack.kinds.values() if kind.by_period] == ["unit_figures"]
