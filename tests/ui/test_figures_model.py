from datetime import date

import pytest
from tests.ui.reporting_world import YEAR, add, make_session

from dvapp.domain.papers.reports import FigureState
from dvapp.domain.values import DateSpan
from dvapp.host.i18n import set_language
from dvapp.services.recording.records import remove_record
from dvapp.ui.figures.figures_model import arrange, as_tsv, detail, load_figures, span_words


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("vi")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    made = make_session(tmp_path_factory.mktemp("board"))
    yield made
    made.store.close()


@pytest.fixture
def added(session):
    ids = []

    def keep(*what, **values):
        ids.append(add(session, *what, **values))
        return ids[-1]

    yield keep
    for record in ids:
        remove_record(record, session=session)


def codes(groups):
    return [row.code for group in groups for row in group.rows]


def test_every_figure_of_the_pack_stands_in_its_group(session):
    data = load_figures(session, YEAR)
    assert codes(arrange(data)) == list(session.pack.indicators)


def test_words_without_accents_find_words_with_them(session):
    data = load_figures(session, YEAR)
    assert "B01" in codes(arrange(data, search="dot xuat"))
    assert codes(arrange(data, search="b01")) == ["B01"]
    assert codes(arrange(data, search="đột xuất không có thật")) == []


def test_the_filter_leaves_figures_with_data_only(session):
    groups = arrange(load_figures(session, YEAR), only_known=True)
    assert groups
    assert all(row.state is FigureState.KNOWN for group in groups for row in group.rows)
    assert all(group.known <= group.total for group in groups)


def test_blank_zero_and_not_applicable_never_look_alike(session):
    rows = {str(row.code): row for group in arrange(load_figures(session, YEAR)) for row in group.rows}
    by_state = {state: {r.value for r in rows.values() if r.state is state} for state in FigureState}
    assert by_state[FigureState.BLANK] == {"no data yet"}
    assert by_state[FigureState.NOT_APPLICABLE] <= {"not applicable", "–"}
    assert rows["B08"].value == "0"


def test_a_computed_figure_shows_its_formula_with_numbers_and_its_parts(session):
    found = detail(load_figures(session, YEAR), "A13")
    assert found is not None
    assert found.formula == "3 : 30 × 100 = 10"
    assert [part.code for part in found.parts] == ["A12", "A11"]
    assert found.records


def test_a_blank_total_names_the_records_that_lack_the_number(session, added):
    blank = added("inspection", "2018-06-05", form="surprise", theme="Kiểm tra chưa có số")
    found = detail(load_figures(session, YEAR), "B05")
    assert found is not None
    assert found.row.state is FigureState.BLANK
    assert [line.id for line in found.missing] == [blank]
    assert blank not in [line.id for line in found.records]


def test_rows_for_excel_carry_no_grouping_and_no_stray_tabs(session, added):
    added("commendation", "2018-07-01", level="city", collectives=1234, individuals=0)
    rows = [row for group in arrange(load_figures(session, YEAR)) for row in group.rows]
    lines = as_tsv(rows).split("\n")
    assert all(line.count("\t") == 4 for line in lines)
    assert len(lines) == len(rows)
    assert "1,234" not in as_tsv(rows)


def test_a_month_and_a_year_are_said_shortly():
    assert span_words(DateSpan(since=date(2018, 7, 1), until=date(2018, 7, 31))) == "07/2018"
    assert span_words(DateSpan(since=date(2018, 1, 1), until=date(2018, 12, 31))) == "2018"
    assert span_words(DateSpan(since=date(2018, 5, 29), until=date(2018, 5, 29))) == "29/05/2018"
    assert span_words(DateSpan(since=date(2018, 5, 29), until=date(2018, 6, 1))) == "29/05/2018 – 01/06/2018"
