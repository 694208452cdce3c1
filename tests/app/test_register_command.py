"""``dvappctl register``: everything the window does with the register, for people and for programs."""

import csv

import pytest
from tests.app.ctl import Ctl

TERM = ("--since", "2015-08-01")
BY_HAND = ("--date", "2018-06-04", "--excerpt", "công tác dân vận tháng 5", "--document-type", "Báo cáo")


@pytest.fixture
def on(ctl: Ctl):
    store = ctl.store()

    def made(*arguments: object) -> tuple[object, ...]:
        return ctl.on(store, "register", *arguments)

    return made


def test_a_register_from_its_beginning_to_the_printed_book(ctl, on, tmp_path):
    assert ctl.refused(*on("enter", *BY_HAND)) == "series_not_begun"
    assert ctl.refused(*on("begin", *TERM, "--first", 38)) == "number_reason_empty"
    begun = ctl.done(*on("begin", *TERM, "--first", 38, "--reason", "sổ giấy", "--json")).json
    assert (begun["type"], begun["first"]) == ("BC", 38)
    entered = ctl.done(*on("enter", *BY_HAND, "--copies", 0, "--json")).json
    assert (entered["label"], entered["copies"], entered["sent"]) == ("38-BC/BDVTU", 0, None)
    held = ctl.done(*on("lease", "--paper", "p1", "--json")).json
    assert (held["number"], held["state"], held["paper"]) == (39, "leased", "p1")
    assert ctl.refused(*on("return", 38, "--reason", "x")) == "number_used"
    assert ctl.refused(*on("return", 40, "--reason", "x")) == "number_unknown"
    assert ctl.done(*on("return", 39, "--reason", "văn bản rút lại", "--json")).json["state"] == "returned"
    assert ctl.done(*on("series", "--json")).json[0]["next"] == 39
    assert ctl.refused(*on("enter", *BY_HAND, "--number", 41)) == "number_out_of_turn"
    amended = ctl.done(*on("amend", 38, "--sent", "2018-06-05", "--reason", "đã gửi", "--json")).json
    assert amended["sent"] == "2018-06-05"
    shown = ctl.done(*on("show", 38, "--json")).json
    assert [event["what"] for event in shown["history"]] == ["leased", "used", "amended"]
    assert [one["number"] for one in ctl.done(*on("list", "--json")).json] == [38, 39]
    assert ctl.done(*on("list", "--words", "dan van", "--state", "used", "--json")).json[0]["number"] == 38
    book, lines = tmp_path / "sổ.pdf", tmp_path / "sổ.csv"
    assert ctl.done(*on("print", "--out", book, "--json")).json["lines"] == 2
    assert book.read_bytes().startswith(b"%PDF-")
    ctl.done(*on("export", "--out", lines))
    rows = list(csv.reader(lines.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1][:3] == ["38", "38-BC/BDVTU", "04/06/2018"]


def test_people_read_the_register_too(ctl, on):
    assert ctl.done(*on("list")).out.strip()
    ctl.done(*on("begin", "--run", "year", "--type", "CV", "--since", "2018-01-01"))
    ctl.done(*on("enter", "--run", "year", "--type", "CV", *BY_HAND, "--reason", "văn bản giấy"))
    assert "01/CV-BDVTU" in ctl.done(*on("list")).out
    assert (
        "văn bản giấy" in ctl.done(*on("show", 1, "--run", "year", "--type", "CV", "--on", "2018-05-01")).out
    )
    assert "CV" in ctl.done(*on("series")).out
    assert ctl.refused(*on("show", 1)) == "series_unknown"
    assert ctl.refused(*on("list", "--since", "hôm qua")) == "date_invalid"
    assert ctl.refused(*on("begin", "--type", "B C", *TERM)) == "type_invalid"


def test_the_next_years_store_takes_the_series_over(ctl, tmp_path):
    old, new, password = ctl.store(), tmp_path / "2019.dvapp", ctl.password
    ctl.done("store", "next-year", old, new, "--without-records", "--password-file", password)
    take = ("register", "take-over", old, "--old-password-file", password)
    assert ctl.refused(*ctl.on(new, *take)) == "series_not_taken"
    ctl.done(*ctl.on(old, "register", "begin", *TERM))
    ctl.done(*ctl.on(old, "register", "enter", *BY_HAND))
    (taken,) = ctl.done(*ctl.on(new, *take, "--json")).json
    assert (taken["type"], taken["since"], taken["next"]) == ("BC", "2015-08-01", 2)
    assert "2019.dvapp" in ctl.done(*ctl.on(old, "register", "series")).out
    assert ctl.refused(*ctl.on(old, "register", "enter", *BY_HAND)) == "series_handed_over"
    assert ctl.done(*ctl.on(new, "register", "enter", *BY_HAND, "--json")).json["number"] == 2
