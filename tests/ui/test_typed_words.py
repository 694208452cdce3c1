"""Reasons, notes, entries of the catalogues, cells: what is typed and not given is in the store within a second.

What another opening of the same file finds is what a program would find that starts after a kill.
"""

from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from tests.ui.desk import forget_typed, settle, type_text

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import DiskFull
from dvapp.services.figures.grid import unit_grid
from dvapp.services.figures.grid_typing import CellEdit, type_figures
from dvapp.services.recording.records import list_records, remove_record
from dvapp.services.recording.typed_drafts import typed_drafts
from dvapp.ui.catalogue.screen import CatalogueScreen
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.grid.sheet import Place
from dvapp.ui.records.filter_panel import FilterPanel
from dvapp.ui.rules.panel import RulesPanel
from dvapp.ui.typed_keeper import KEEP_AFTER, TypedKeeper

Q3 = parse_period("2018-Q3")
SOON = 1_000
A06 = IndicatorCode("A06")


@pytest.fixture
def here(pair):
    yield pair[0]
    forget_typed(pair[0])
    for listed in list_records(pair[0]):
        remove_record(listed.id, session=pair[0])


@pytest.fixture
def there(pair):
    return pair[1]


def waiting(there) -> dict[str, dict[str, str]]:
    return {one.place: dict(one.texts) for one in typed_drafts(there)}


def shown(qtbot, jobs, widget) -> Any:
    qtbot.addWidget(widget)
    widget.resize(1300, 820)
    widget.show()
    settle(qtbot, jobs)
    return widget


# --- the keeper ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(qtbot, here):
    parent = QObject()
    yield TypedKeeper(here, parent)
    parent.deleteLater()


def test_who_never_pauses_is_kept_too(qtbot, keeper, there):
    for letter in range(12):
        keeper.put_line("x/1", "a" * (letter + 1))
        qtbot.wait(KEEP_AFTER // 5)
    assert len(waiting(there)["x/1"][""]) >= 8


def test_what_counts_already_needs_no_keeping_and_what_is_given_is_dropped(keeper, there):
    keeper.put_line("x/1", "như cũ", "như cũ")
    assert keeper.keep_now()
    assert waiting(there) == {}
    keeper.put_line("x/1", "mới", "như cũ")
    assert keeper.text("x/1") == "mới"
    keeper.drop("x/1")
    assert waiting(there) == {}
    assert keeper.text("x/1", "như cũ") == "như cũ"


def test_words_that_could_not_be_kept_are_tried_again_until_they_are(qtbot, keeper, here, there, monkeypatch):
    whole = type(here.store).unit_of_work

    def full(*_args, **_more):
        raise DiskFull(where="x")

    monkeypatch.setattr(type(here.store), "unit_of_work", full)
    keeper.put_line("x/1", "lời")
    assert not keeper.keep_now()
    assert isinstance(keeper.trouble, DiskFull)
    assert keeper.text("x/1") == "lời"
    monkeypatch.setattr(type(here.store), "unit_of_work", whole)
    qtbot.waitUntil(lambda: keeper.trouble is None, timeout=4_000)
    assert waiting(there) == {"x/1": {"": "lời"}}


# --- the screens ---------------------------------------------------------------------------------------------------------


def broken(session):
    """Numbers of a ward that break a rule which wants a reason."""
    for quarter, number in (("2018-Q1", 10), ("2018-Q2", 12), ("2018-Q3", 240)):
        edit = CellEdit(unit=wards(session)[0], indicator=A06, number=number)
        type_figures(session, parse_period(quarter), [edit])


def wards(session):
    return [unit.code for unit in unit_grid(session, Q3).units[1:]]


def rules_panel(qtbot, jobs, session):
    panel = RulesPanel(session, jobs)
    panel.load(Q3)
    return shown(qtbot, jobs, panel)


def test_a_reason_that_is_typed_beside_the_figures_is_there_again_and_gone_when_it_is_given(
    qtbot, jobs, here, there
):
    broken(here)
    panel = rules_panel(qtbot, jobs, here)
    card = next(card for card in panel.cards if card.reason is not None)
    type_text(card.reason.edit, "Đã kiểm tra lại")
    qtbot.waitUntil(lambda: len(waiting(there)) == 1, timeout=SOON)
    again = rules_panel(qtbot, jobs, there)
    found = next(one for one in again.cards if one.breach.rule == card.breach.rule)
    assert found.reason.edit.text() == "Đã kiểm tra lại"
    found.reason.given.emit(found.reason.edit.text())
    settle(qtbot, jobs)
    assert waiting(here) == {}


def test_an_entry_that_is_typed_is_named_above_the_list_and_stands_in_its_form_again(
    qtbot, jobs, here, there
):
    screen = shown(qtbot, jobs, CatalogueScreen(here, jobs))
    screen.show_argument("units:00160")
    name = screen.detail.form.editors["name"]
    name.put("Phường Nghĩa Tân Mới")
    name.edited.emit("Phường Nghĩa Tân Mới")
    qtbot.waitUntil(lambda: len(waiting(there)) == 1, timeout=SOON)
    again = shown(qtbot, jobs, CatalogueScreen(there, jobs))
    assert not again.unkept.isHidden()
    again.unkept.wanted.emit(again.unkept._forms[0])
    assert again.detail.form.editors["name"].edit.text() == "Phường Nghĩa Tân Mới"
    assert again.detail.form.keep.isEnabled()
    assert again.unkept.isHidden()  # it is in sight
    again.detail.form.forget.click()
    assert waiting(here) == {}


def grid_of(qtbot, jobs, session) -> Any:
    grid = GridScreen(session, jobs)
    grid.set_period(Q3)
    return shown(qtbot, jobs, grid)


def test_a_note_beside_the_grid_is_there_again(qtbot, jobs, here, there):
    ward = wards(here)[0]
    type_figures(here, Q3, [CellEdit(unit=ward, indicator=A06, number=4)])
    grid = grid_of(qtbot, jobs, here)
    grid.show_place(Place(ward, A06, Q3))
    grid.follower.show_detail()
    type_text(grid.panel.note, "theo báo cáo của phường")
    qtbot.waitUntil(lambda: len(waiting(there)) == 1, timeout=SOON)
    again = grid_of(qtbot, jobs, there)
    again.show_place(Place(ward, A06, Q3))
    again.follower.show_detail()
    assert again.panel.note.text() == "theo báo cáo của phường"
    again.keep_now()
    settle(qtbot, jobs)
    typed = unit_grid(here, Q3).cell(ward, A06).typed
    assert typed is not None
    assert typed.note == "theo báo cáo của phường"
    assert waiting(here) == {}


def test_what_a_cell_did_not_take_and_what_stands_in_its_editor_is_there_again(qtbot, jobs, here, there):
    one, other = wards(here)[:2]
    grid = grid_of(qtbot, jobs, here)
    for ward, text in ((one, "ba"), (other, "12")):
        grid.show_place(Place(ward, A06, Q3))
        grid.view.setFocus()
        QTest.keyClicks(grid.view, text[:1])
        editor = grid.view.delegate._editor
        QTest.keyClicks(editor, text[1:])
        if ward == one:
            grid.view.keep_now()
    qtbot.waitUntil(lambda: len(waiting(there)) == 2, timeout=SOON)
    again = grid_of(qtbot, jobs, there)
    refused = {place.unit: told.text for place, told in again.typist.desk.refused.items()}
    assert refused == {one: "ba", other: "12"}
    assert not again.strip.isHidden()
    again.typist.put_away()
    assert waiting(here) == {}
    grid.view.delegate.leave_editor()


def test_the_name_of_a_filter_is_there_again_until_the_filter_is_saved(qtbot, here, there):
    panel = FilterPanel(here, ())
    qtbot.addWidget(panel)
    type_text(panel.name, "Quý III")
    qtbot.waitUntil(lambda: bool(waiting(there)), timeout=SOON)
    again = FilterPanel(there, ())
    qtbot.addWidget(again)
    assert again.name.text() == "Quý III"
    again.save()
    assert waiting(here) == {}
