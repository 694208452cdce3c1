"""Files made to break a reader, or that hold no text: a sentence, never a crash and never a wait without end."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from tests.reporting.lint.made_docx import make_docx
from tests.reporting.lint.made_pdf import make_pdf
from tests.reporting.lint.recipe import PARTY
from tests.reporting.samples import DATA, paragraph, report

from dvapp.domain.errors import Cancelled, DocxUnreadable, PaperUnknown, PdfUnreadable
from dvapp.domain.words import Wording
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.pages import ReportPages

PDF, DOCX = make_pdf(PARTY), make_docx(PARTY)


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    out = io.BytesIO()
    pdf.save(out, encryption=encryption or False)
    return out.getvalue()


def locked(password: str) -> bytes:
    how = pikepdf.Encryption(owner="chủ", user=password)
    return saved(pikepdf.open(io.BytesIO(PDF)), encryption=how)


def blank(pages: int) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    return made


def repacked(change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == part else data)
    return out.getvalue()


def with_entity(xml: str, declared: str, entity: str) -> str:
    at = xml.index("?>") + 2
    return f"{xml[:at]}<!DOCTYPE r [{declared}]>{xml[at:].replace('BÁO CÁO', entity, 1)}"


def test_a_pdf_that_wants_a_password_is_refused_and_says_so(linter: PaperLinter):
    with pytest.raises(PdfUnreadable) as refused:
        linter.inspect(locked("mật khẩu"))
    reason = refused.value.details["reason"]
    assert isinstance(reason, Wording)
    assert reason.vi == "tệp đặt mật khẩu mở"


def test_a_pdf_that_only_forbids_changes_is_judged(linter: PaperLinter):
    assert linter.inspect(locked(""), profile="party-2026").clean


def test_a_pdf_without_pages_is_refused(linter: PaperLinter):
    with pytest.raises(PdfUnreadable):
        linter.inspect(saved(pikepdf.new()))


@pytest.mark.parametrize("pages", [1, 300])
def test_of_pages_without_letters_only_that_is_told(linter: PaperLinter, pages: int):
    found = linter.inspect(saved(blank(pages)))
    assert (found.pages, [finding.rule for finding in found.findings]) == (pages, ["body.missing"])


def test_a_page_as_large_as_a_house_is_refused(linter: PaperLinter):
    made = blank(1)
    made.pages[0].MediaBox = [0, 0, 1_000_000, 1_000_000]
    with pytest.raises(PdfUnreadable):
        linter.inspect(saved(made))


@pytest.mark.parametrize("left", [0.2, 0.5, 0.9])
def test_half_a_file_is_refused_or_judged(linter: PaperLinter, left: float):
    for whole in (PDF, DOCX):
        try:
            assert linter.inspect(whole[: int(len(whole) * left)]).pages > 0
        except (PdfUnreadable, DocxUnreadable, PaperUnknown) as refused:
            assert refused.code  # noqa: PT017  # either way out is right


def test_entities_that_grow_without_end_are_refused(linter: PaperLinter):
    declared = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(DocxUnreadable):
        linter.inspect(repacked(lambda xml: with_entity(xml, declared, "&a9;")))


def test_an_entity_that_reads_another_file_is_refused(linter: PaperLinter):
    with pytest.raises(DocxUnreadable):
        linter.inspect(
            repacked(lambda xml: with_entity(xml, '<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;"))
        )


def test_elements_in_each_other_without_end_are_refused(linter: PaperLinter):
    deep = 20_000
    with pytest.raises(DocxUnreadable):
        linter.inspect(
            repacked(
                lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:sdt>" * deep + "</w:sdt>" * deep, 1)
            )
        )


def test_a_file_of_more_paragraphs_than_any_paper_has_is_refused(linter: PaperLinter):
    with pytest.raises(DocxUnreadable) as refused:
        linter.inspect(repacked(lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:p/>" * 80_001, 1)))
    reason = refused.value.details["reason"]
    assert isinstance(reason, Wording)
    assert reason.vi == "tệp quá lớn"


def test_a_word_file_of_the_old_kind_is_no_paper(linter: PaperLinter):
    with pytest.raises(PaperUnknown):
        linter.inspect(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000))


def test_reading_tells_how_far_it_is_and_can_be_stopped(linter: PaperLinter, pages: ReportPages):
    pdf = pages.draw(report(profile="party-2026", blocks=(paragraph("Đã làm."),)), DATA)
    told: list[tuple[int, int]] = []
    linter.inspect(pdf, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        linter.inspect(pdf, progress=stop)
