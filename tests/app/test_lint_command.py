"""``dvappctl lint`` on the command line."""

from tests.app.ctl import Ctl
from tests.reporting.lint.made_docx import make_docx
from tests.reporting.lint.made_pdf import make_pdf
from tests.reporting.lint.recipe import OLD, PARTY


def test_a_right_paper_leaves_with_nothing_found(ctl: Ctl) -> None:
    said = ctl.done("lint", ctl.write("báo cáo.pdf", make_pdf(PARTY)))
    assert "party-2026" in said.out
    assert ctl.done("lint", ctl.write("báo cáo.docx", make_docx(OLD)), "--json").json["findings"] == []


def test_a_departure_is_told_with_its_place_in_both_languages(ctl: Ctl) -> None:
    wrong = ctl.write("sai.pdf", make_pdf(PARTY.paragraph(0, "Trân  trọng báo cáo.")))
    said = ctl.run("lint", wrong, "--json")
    assert said.code == 6
    (found,) = said.json["findings"]
    assert (found["rule"], found["page"], found["x_mm"]) == ("text.double_space", 1, 40.0)
    assert found["expected"] == "một dấu cách"
    english = ctl.run("--lang", "en", "lint", wrong)
    assert english.code == 6
    assert "one space" in english.out


def test_another_profile_judges_otherwise(ctl: Ctl) -> None:
    paper = ctl.write("a.pdf", make_pdf(OLD))
    rules = {f["rule"] for f in ctl.run("lint", paper, "--profile", "party-2026", "--json").json["findings"]}
    assert rules == {"recipients.separator", "page_number.sequence", "annex.reference"}


def test_what_cannot_be_judged_is_refused_in_a_sentence(ctl: Ctl) -> None:
    assert ctl.refused("lint", ctl.folder / "không có.pdf") == "file_missing"
    assert ctl.refused("lint", ctl.write("a.txt", "Kính gửi")) == "paper_unknown"
    assert ctl.refused("lint", ctl.write("a.pdf", b"%PDF-1.7")) == "pdf_unreadable"
    assert ctl.refused("lint", ctl.write("a.docx", b"PK\x03\x04")) == "docx_unreadable"
    paper = ctl.write("b.pdf", make_pdf(PARTY))
    assert ctl.refused("lint", paper, "--profile", "nobody") == "profile_unknown"
