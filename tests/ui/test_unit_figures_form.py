"""Typed figures in the form of records: a whole period is chosen, and no other days can be."""

from PySide6.QtWidgets import QLabel
from tests.ui.desk import settle

from dvapp.domain.calendar.periods import parse_period
from dvapp.services.recording.records import list_records
from dvapp.ui.records.screen import RecordsScreen


def test_the_form_offers_whole_periods_and_keeps_what_is_typed_for_one(qtbot, board, jobs):
    screen = RecordsScreen(board, jobs)
    qtbot.addWidget(screen)
    screen.resize(1200, 820)
    screen.show()
    screen.refresh()
    settle(qtbot, jobs)
    before = {listed.id for listed in list_records(board, kind="unit_figures")}
    screen.new_record("unit_figures")
    span = screen.form.frame.span
    assert span.period.isVisible()
    assert not span.mode.isVisible()
    offered = [span.period.combo.itemData(n) for n in range(span.period.combo.count())]
    assert len(offered) == 1 + 2 * 20
    span.period.put("2018-Q4")
    span.period.combo.activated.emit(span.period.combo.currentIndex())
    model = screen.form.model
    assert model is not None
    model.put("figures", [{"indicator": "F03", "number": "4", "note": ""}])
    assert model.reading().faults == ()
    screen.form.open(model)
    assert all(label.text() not in {"Total", "Tổng"} for label in screen.form.findChildren(QLabel))
    assert model.reading().span == parse_period("2018-Q4").span
    screen.form.close_record()
    settle(qtbot, jobs)
    assert len({listed.id for listed in list_records(board, kind="unit_figures")} - before) <= 1


def test_days_that_are_no_period_are_named_beside_the_period(qtbot, board, jobs):
    screen = RecordsScreen(board, jobs)
    qtbot.addWidget(screen)
    screen.refresh()
    settle(qtbot, jobs)
    screen.new_record("unit_figures")
    model = screen.form.model
    assert model is not None
    model.put_all({"@since": "02/07/2018", "@until": "30/09/2018"})
    assert [fault.code for fault in model.reading().faults if fault.field == "happened"] == ["not_a_period"]
    screen.form.close_record()
