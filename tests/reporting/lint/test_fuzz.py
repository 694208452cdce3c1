"""Damaged files are refused or judged, never a crash."""

import io
import random
import zipfile

import pytest
from tests.reporting.lint.made_docx import make_docx
from tests.reporting.lint.made_pdf import make_pdf
from tests.reporting.lint.recipe import PARTY

from dvapp.domain.errors import DocxUnreadable, PaperUnknown, PdfUnreadable
from dvapp.reporting.lint.linter import PaperLinter

ROUNDS = 160


def _mutated(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    match chance.randrange(5):
        case 0:
            del out[chance.randrange(len(out)) :]
        case 1:
            at = chance.randrange(len(out))
            del out[at : at + chance.randrange(1, 400)]
        case 2:
            at, back = chance.randrange(len(out)), chance.randrange(len(out))
            out[at:at] = out[back : back + chance.randrange(1, 400)]
        case _:
            for _ in range(chance.randrange(1, 60)):
                out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _judged(linter: PaperLinter, content: bytes) -> bool:
    """Whether it was judged; a refusal is the only other way out."""
    try:
        found = linter.inspect(content)
    except (PdfUnreadable, DocxUnreadable, PaperUnknown):
        return False
    assert found.pages >= 1
    return True


@pytest.mark.slow
def test_mutated_pdfs_are_refused_or_judged(linter: PaperLinter):
    chance, good = random.Random(1), make_pdf(PARTY)
    judged = sum(_judged(linter, _mutated(good, chance)) for _ in range(ROUNDS))
    assert judged > 0


@pytest.mark.slow
def test_mutated_docx_packages_are_refused_or_judged(linter: PaperLinter):
    chance, good = random.Random(2), make_docx(PARTY)
    for _ in range(ROUNDS):
        _judged(linter, _mutated(good, chance))


@pytest.mark.slow
def test_mutated_parts_inside_a_docx_are_refused_or_judged(linter: PaperLinter):
    """The package is whole, the XML in it is not."""
    chance, good = random.Random(3), make_docx(PARTY)
    names = (
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/header1.xml",
    )
    judged = 0
    for n in range(ROUNDS):
        judged += _judged(linter, _repacked(good, names[n % len(names)], chance))
    assert judged > 0


def _repacked(content: bytes, name: str, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            data = old.read(item)
            if item == name:
                # Values rather than brackets, so that much of it stays XML.
                digits = [at for at, byte in enumerate(data) if chr(byte).isdigit()]
                spoiled = bytearray(data)
                for at in chance.sample(digits, min(len(digits), 40)):
                    spoiled[at] = ord(chance.choice("0123456789x-"))
                data = bytes(spoiled)
            new.writestr(item, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 99]
)
def test_what_is_no_paper_is_refused(linter: PaperLinter, content: bytes):
    assert not _judged(linter, content)


def test_a_zip_that_is_no_docx_is_refused(linter: PaperLinter):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("thư.txt", "x")
    with pytest.raises(DocxUnreadable):
        linter.inspect(out.getvalue())


def test_a_docx_that_unpacks_without_end_is_refused(linter: PaperLinter):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(210_000_000))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(DocxUnreadable):
        linter.inspect(out.getvalue())
