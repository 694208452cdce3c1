"""Two windows, or two computers, on one record: the second is told, sees both, and chooses; nobody is overwritten."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.ui.conftest import PASSWORD
from tests.ui.desk import nameless, settle, type_text
from tests.ui.test_records_screen import example

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.keeping_errors import RecordChanged
from dvapp.services.ports import Draft
from dvapp.services.recording.records import (
    Standing,
    keep_draft,
    list_records,
    put_back,
    remove_record,
    save_record,
    standing_of,
)
from dvapp.services.session import Session, new_record_id
from dvapp.services.stores import create_store, open_session
from dvapp.ui.records.screen import RecordsScreen


@pytest.fixture(scope="module")
def other_session(empty_store):
    """The same file, opened a second time, as another program on it does."""
    session = open_session(empty_store.store.path, PASSWORD, tools=empty_store.tools)
    yield session
    session.store.close()


@dataclass
class Two:
    """Two windows on one store."""

    here: Any
    there: Any
    record: Any


@pytest.fixture
def two(qtbot, board, other_session, jobs):
    record = example(board, "inspection")
    save_record(record, session=board)
    made = []
    for session in (board, other_session):
        screen = RecordsScreen(session, jobs)
        qtbot.addWidget(screen)
        screen.resize(1200, 820)
        screen.show()
        screen.refresh()
        settle(qtbot, jobs)
        screen.open_record(record.id)
        session.store.changed_elsewhere()
        made.append(screen)
    yield Two(here=made[0], there=made[1], record=record)
    for screen in made:
        screen.close_down()
        screen.form.close_record()


def write(screen: Any, code: str, text: str) -> None:
    edit = screen.form.field(code).editor.target()
    edit.selectAll()
    type_text(edit, text)


def stored(session: Session, record_id: str) -> Any:
    return next((one for one in list_records(session) if one.id == record_id), None)


# --- services --------------------------------------------------------------------------------------------------------


def test_a_record_that_somebody_else_saved_is_not_overwritten(board, other_session):
    record = example(board, "commendation")
    base = save_record(record, session=board)
    theirs = example(other_session, "commendation")
    theirs = type(record)(
        id=record.id,
        kind=record.kind,
        unit=record.unit,
        happened=record.happened,
        values={**theirs.values, "collectives": 99},
    )
    save_record(theirs, session=other_session, based_on=base)
    with pytest.raises(RecordChanged):
        save_record(record, session=board, based_on=base)
    with pytest.raises(RecordChanged):
        keep_draft(Draft(id=record.id, kind=record.kind.code, texts={}), session=board, based_on=base)
    with pytest.raises(RecordChanged):
        remove_record(record.id, session=board, based_on=base)
    assert stored(board, record.id).record.values["collectives"] == 99


def test_saving_what_is_there_already_is_no_news_to_others(board, other_session):
    record = example(board, "commendation")
    base = save_record(record, session=board)
    save_record(record, session=other_session, based_on=base)
    kept = save_record(record, session=board, based_on=base)
    assert kept.same(base)


def test_a_removed_record_comes_back_whole_unless_its_place_is_taken(board):
    record = example(board, "commendation")
    save_record(record, session=board)
    keep_draft(Draft(id=record.id, kind=record.kind.code, texts={"collectives": "mười"}), session=board)
    before = standing_of(record.id, session=board)
    taken = remove_record(record.id, session=board)
    assert standing_of(record.id, session=board).nothing
    assert put_back(taken, session=board).same(before)
    with pytest.raises(RecordChanged):
        put_back(taken, session=board)


def test_a_record_that_is_new_meets_nothing_in_its_place(board):
    record_id = RecordId(new_record_id())
    keep_draft(
        Draft(id=record_id, kind=example(board, "commendation").kind.code, texts={"a": "1"}), session=board
    )
    with pytest.raises(RecordChanged):
        keep_draft(
            Draft(id=record_id, kind=example(board, "commendation").kind.code, texts={"a": "2"}),
            session=board,
            based_on=Standing(id=record_id),
        )


def test_a_store_hears_of_others_and_not_of_itself(tmp_path, board):
    """Two stores of their own: windows of other tests listen to the common one."""
    path = tmp_path / "hai.dvapp"
    one = create_store(path, board="005", year=2018, password=PASSWORD, tools=board.tools)
    other = open_session(path, PASSWORD, tools=board.tools)
    one.store.changed_elsewhere()
    other.store.changed_elsewhere()
    record = example(one, "commendation")
    save_record(record, session=one)
    remove_record(record.id, session=one)
    assert not one.store.changed_elsewhere()
    assert other.store.changed_elsewhere()
    assert not other.store.changed_elsewhere()
    save_record(record, session=other)
    save_record(example(one, "commendation"), session=one)
    assert one.store.changed_elsewhere()
    assert other.store.changed_elsewhere()
    other.store.close()
    one.store.close()


# --- windows ---------------------------------------------------------------------------------------------------------


def test_the_second_is_told_and_sees_both_and_nothing_is_lost(two):
    write(two.here, "theme", "Kỷ luật, kỷ cương")
    two.here.keep_now()
    write(two.there, "theme", "Cải cách hành chính")
    two.there.keep_now()
    panel = two.there.desk.conflict
    assert panel.isVisible()
    assert nameless(two.there) == []
    (one,) = panel.conflict.differences
    assert (one.code, one.mine, one.theirs, one.proposal) == (
        "theme",
        {"theme": "Cải cách hành chính"},
        {"theme": "Kỷ luật, kỷ cương"},
        None,
    )
    assert not panel.keep_button.isEnabled()
    assert panel.keep_button.toolTip()
    assert stored(two.here._session, two.record.id).record.values["theme"] == "Kỷ luật, kỷ cương"
    aside: list[Any] = [x for x in list_records(two.here._session) if x.id != two.record.id]
    assert [x.draft.texts["theme"] for x in aside] == ["Cải cách hành chính"], (
        "mine is safe in the store, too"
    )
    mine, _theirs = panel.options("theme")
    mine.click()
    panel.keep_button.click()
    assert not panel.isVisible()
    assert stored(two.here._session, two.record.id).record.values["theme"] == "Cải cách hành chính"
    assert len(list_records(two.here._session)) == 1


def test_fields_that_only_one_side_changed_are_proposed_and_kept_together(two):
    write(two.here, "theme", "Kỷ luật, kỷ cương")
    two.here.keep_now()
    write(two.there, "visits", "11")
    two.there.keep_now()
    panel = two.there.desk.conflict
    assert panel.keep_button.isEnabled()
    panel.keep_button.click()
    values = stored(two.here._session, two.record.id).record.values
    assert (values["theme"], values["visits"]) == ("Kỷ luật, kỷ cương", 11)
    assert two.there.form.field("theme").editor.target().text() == "Kỷ luật, kỷ cương"


def test_all_theirs_gives_up_what_was_typed_here(two):
    write(two.here, "visits", "7")
    two.here.keep_now()
    write(two.there, "visits", "8")
    two.there.keep_now()
    two.there.desk.conflict.theirs_button.click()
    assert two.there.form.field("visits").editor.target().text() == "7"
    assert len(list_records(two.here._session)) == 1
    assert not two.there.desk.conflict.isVisible()


def test_both_made_drafts_of_a_wrong_value(two):
    write(two.here, "visits", "bảy")
    two.here.keep_now()
    write(two.there, "visits", "tám")
    two.there.keep_now()
    two.there.desk.conflict.mine_button.click()
    assert stored(two.here._session, two.record.id).draft.texts["visits"] == "tám"
    two.here.changed_elsewhere()
    assert two.here.form.field("visits").editor.target().text() == "tám"


def test_the_other_one_deleted_it_and_mine_can_be_kept(two):
    two.here.remove_current()
    write(two.there, "theme", "Vẫn còn đây")
    two.there.keep_now()
    panel = two.there.desk.conflict
    assert panel.isVisible()
    assert panel.conflict.gone
    assert not panel.keep_button.isVisible()
    panel.mine_button.click()
    assert stored(two.here._session, two.record.id).record.values["theme"] == "Vẫn còn đây"
    assert len(list_records(two.here._session)) == 1


def test_the_other_one_deleted_it_and_so_be_it(two, qtbot, jobs):
    two.here.remove_current()
    two.there.changed_elsewhere()
    assert two.there.desk.conflict.isVisible()
    two.there.desk.conflict.theirs_button.click()
    settle(qtbot, jobs)
    assert two.there.form.model is None
    assert list_records(two.here._session) == ()


def test_an_idle_form_follows_without_losing_its_place(two, qtbot, jobs):
    edit = two.there.form.field("theme").editor.target()
    edit.setFocus()
    write(two.here, "visits", "21")
    two.here.keep_now()
    assert two.there._session.store.changed_elsewhere()
    two.there.changed_elsewhere()
    settle(qtbot, jobs)
    assert two.there.form.field("visits").editor.target().text() == "21"
    assert not two.there.desk.conflict.isVisible()
    assert two.there.list.current() == two.record.id
    write(two.there, "visits", "22")
    two.there.keep_now()
    assert stored(two.here._session, two.record.id).record.values["visits"] == 22


def test_words_that_are_not_kept_yet_are_not_replaced_by_another_ones(two, qtbot):
    write(two.here, "visits", "21")
    two.here.keep_now()
    write(two.there, "visits", "22")
    two.there.changed_elsewhere()
    assert two.there.form.field("visits").editor.target().text() == "22"
    qtbot.waitUntil(two.there.desk.conflict.isVisible, timeout=2_000)


def test_typing_goes_on_while_the_choice_is_open(two):
    write(two.here, "visits", "21")
    two.here.keep_now()
    write(two.there, "visits", "22")
    two.there.keep_now()
    write(two.there, "theme", "Thêm một dòng")
    two.there.keep_now()
    panel = two.there.desk.conflict
    assert {one.code for one in panel.conflict.differences} == {"visits", "theme"}
    panel.options("visits")[0].click()
    panel.keep_button.click()
    values = stored(two.here._session, two.record.id).record.values
    assert (values["visits"], values["theme"]) == (22, "Thêm một dòng")


def test_the_other_one_goes_on_while_the_choice_is_open(two):
    write(two.here, "visits", "21")
    two.here.keep_now()
    write(two.there, "visits", "22")
    two.there.keep_now()
    write(two.here, "visits", "23")
    two.here.keep_now()
    panel = two.there.desk.conflict
    panel.options("visits")[0].click()
    panel.keep_button.click()
    assert panel.isVisible(), "it is asked again, about what is there now"
    assert stored(two.here._session, two.record.id).record.values["visits"] == 23
    assert panel.conflict.differences[0].theirs == {"visits": "23"}


def test_a_choice_that_was_open_when_the_program_ended_is_asked_again(two, qtbot, jobs, other_session):
    write(two.here, "visits", "21")
    two.here.keep_now()
    write(two.there, "visits", "22")
    two.there.keep_now()
    (aside,) = [x for x in list_records(two.here._session) if x.id != two.record.id]
    again: Any = RecordsScreen(other_session, jobs)
    qtbot.addWidget(again)
    again.show()
    again.refresh()
    settle(qtbot, jobs)
    again.open_record(aside.id)
    panel = again.desk.conflict
    assert panel.isVisible()
    assert panel.conflict.differences[0].mine == {"visits": "22"}
    panel.mine_button.click()
    settle(qtbot, jobs)
    kept: Any
    (kept,) = list_records(two.here._session)
    assert (kept.id, kept.record.values["visits"]) == (two.record.id, 22)
    again.form.close_record()
