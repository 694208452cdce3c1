"""``dvappctl deadlines``: a table, an object, and a calendar file."""

import json
from datetime import datetime

from icalendar import Calendar
from openpyxl import load_workbook
from tests.app.ctl import Ctl


def test_deadlines_are_listed_as_seen_from_a_day(ctl: Ctl):
    store = ctl.store(board="005")
    said = ctl.done(*ctl.on(store, "deadlines", "--on", "2018-06-12", "--json")).json
    assert said["year"] == 2018
    assert said["calendar"] is None
    (found,) = (d for d in said["deadlines"] if d["kind"] == "BC06" and d["period"] == "2018-H1")
    assert found["working"] == found["named"] == "2018-06-15"
    assert (found["side"], found["state"], found["days"], found["returns"]) == ("own", "soon", 3, None)
    (moved,) = (d for d in said["deadlines"] if d["kind"] == "BC03")
    assert (moved["named"], moved["working"], moved["state"]) == ("2018-06-10", "2018-06-11", "past")
    assert [d["kind"] for d in said["without_day"]] == ["BC12", "BC14", "BC17"]


def test_communes_that_sent_are_told_from_those_that_did_not(ctl: Ctl):
    store = ctl.store(board="005")
    values = {"report": "periodic", "received": "2018-05-21", "units": ["00157"]}
    ctl.add(store, "commune_return", values, happened={"from": "2018-05-01", "to": "2018-05-31"})
    said = ctl.done(*ctl.on(store, "deadlines", "--on", "2018-05-22", "--json")).json
    (may,) = (d["returns"] for d in said["deadlines"] if d["period"] == "2018-05" and d["side"] == "below")
    assert may["registered"] is True
    assert (may["in_time"], may["late"], may["missing"], may["awaited"]) == (0, 1, 7, 0)
    (late,) = (unit for unit in may["units"] if unit["standing"] == "late")
    assert (late["code"], late["received"], late["days_late"]) == ("00157", "2018-05-21", 4)


def test_the_page_of_all_units_says_who_sent_what(ctl: Ctl):
    store = ctl.store(board="005")
    values = {"report": "periodic", "received": "2018-05-21", "units": ["00157"]}
    ctl.add(store, "commune_return", values, happened={"from": "2018-05-01", "to": "2018-05-31"})
    figures = {"figures": [{"indicator": "F04", "number": 3}]}
    plain = json.dumps({"unit": "00160", "happened": "2018-05", "values": figures})
    ctl.done(*ctl.on(store, "record", "add", "unit_figures", ctl.write("số liệu.json", plain)))
    said = ctl.done(*ctl.on(store, "deadlines", "--on", "2018-05-22", "--matrix")).out
    assert "+4" in said
    assert "1/8" in said
    assert said.count("◆") == 2  # one cell, and what it means


def test_who_sent_what_is_written_as_a_sheet_with_days_and_words(ctl: Ctl):
    store, file = ctl.store(board="009"), ctl.folder / "sổ nhận.xlsx"
    values = {"report": "periodic", "received": "2018-05-21", "units": ["00373"]}
    ctl.add(store, "commune_return", values, happened={"from": "2018-05-01", "to": "2018-05-31"})
    said = ctl.done(*ctl.on(store, "deadlines", "--on", "2018-05-22", "--out", file))
    assert file.name in said.out
    page, lines = load_workbook(file).worksheets
    heads = [str(cell.value) for cell in page[1]]
    (may,) = (n for n, head in enumerate(heads) if "5" in head.split(",")[0].split())
    day = {row[1].value: row[may].value for row in page.iter_rows(min_row=2)}
    assert day["Phường Kim Giang"] == datetime(2018, 5, 21)  # noqa: DTZ001  # sheets know no zones
    assert isinstance(day["Phường Hạ Đình"], str)
    (late,) = (row for row in lines.iter_rows(min_row=2, values_only=True) if row[6])
    assert (late[0], late[5], late[6]) == ("00373", datetime(2018, 5, 21), 4)  # noqa: DTZ001
    assert ctl.refused(*ctl.on(store, "deadlines", "--out", ctl.folder / "a.pdf")) == "list_form_unknown"


def test_a_calendar_file_is_written_beside_the_table(ctl: Ctl):
    store, file = ctl.store(board="005"), ctl.folder / "hạn báo cáo.ics"
    said = ctl.done(*ctl.on(store, "deadlines", "--ics", file))
    assert file.name in said.out
    assert len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == 61


def test_a_calendar_that_cannot_be_written_is_one_sentence(ctl: Ctl):
    store = ctl.store(board="005")
    assert (
        ctl.refused(*ctl.on(store, "deadlines", "--ics", ctl.folder / "không có" / "a.ics"))
        == "file_unwritable"
    )


def test_a_day_that_is_none_is_refused(ctl: Ctl):
    store = ctl.store(board="005")
    assert ctl.refused(*ctl.on(store, "deadlines", "--on", "2018-02-30")) == "date_invalid"
