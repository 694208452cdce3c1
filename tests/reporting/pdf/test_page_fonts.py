"""Fonts in a file: the letters keep their shapes and widths, come back as text, and no file is too rich in letters."""

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.reading import page_texts
from tests.reporting.samples import RESOURCES

from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.lines import Line, Piece, break_lines
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.pagefont import PageFont
from dvapp.reporting.pdf.truetype import TrueType, simple_cmap
from dvapp.reporting.pdf.values import Name, Value

TYPEFACE = Typeface(RESOURCES / "fonts")
VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:()/%–“”\\" + VIETNAMESE
LETTERS += "".join(letter.upper() for letter in LETTERS if letter.upper() != letter)


def file_of(face: Face) -> Path:
    return RESOURCES / "fonts" / f"{face.font_name}.ttf"


@pytest.mark.parametrize("face", list(Face))
def test_every_letter_has_the_glyph_and_the_width_that_others_read(face: Face):
    ours, theirs = TrueType(file_of(face)), TTFont(file_of(face))
    known = theirs.getBestCmap()
    for code in range(0x3000):
        glyph = ours.glyph(code)
        assert glyph == (theirs.getGlyphID(known[code]) if code in known else 0)
        assert ours.advance(glyph) == theirs["hmtx"][theirs.getGlyphName(glyph)][0]


def outline(font: TTFont, glyph: str) -> list[object]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("face", list(Face))
def test_a_font_of_a_few_letters_draws_them_as_the_whole_one_does(face: Face):
    ours, theirs = TrueType(file_of(face)), TTFont(file_of(face))
    glyphs = [0, *dict.fromkeys(ours.glyph(ord(letter)) for letter in LETTERS)]
    small = TTFont(io.BytesIO(ours.with_glyphs(glyphs, simple_cmap([0]))), checkChecksums=2)
    assert small["maxp"].numGlyphs >= len(glyphs)
    for number, glyph in enumerate(glyphs):
        here, there = small.getGlyphName(number), theirs.getGlyphName(glyph)
        assert outline(small, here) == outline(theirs, there)
        assert small["hmtx"][here] == theirs["hmtx"][there]


def test_what_is_no_font_is_told(tmp_path: Path):
    broken = tmp_path / "a.ttf"
    broken.write_bytes(b"OTTO and so on")
    with pytest.raises(ValueError, match=r"a\.ttf"):
        TrueType(broken).glyph(65)


def page_with(text: str) -> bytes:
    """A page with words in one face."""
    pdf, font = PdfFile(), PageFont(TYPEFACE.files[Face.REGULAR], key="FA", name="Tinos")
    shown = "".join(f"/{key} 4 Tf ({codes}) Tj " for key, codes in font.encoded(text))
    content = pdf.stream(f"BT 10 50 Td {shown} ET".encode("latin-1"))
    tree = pdf.reserve()
    page: dict[str, Value] = {"Type": Name("Page"), "Parent": tree, "MediaBox": [0, 0, 2000, 100]}
    page |= {"Resources": {"Font": font.embedded(pdf)}, "Contents": content}
    pdf.put(tree, {"Type": Name("Pages"), "Kids": [pdf.add(page)], "Count": 1})
    return pdf.written(root=pdf.add({"Type": Name("Catalog"), "Pages": tree}), info=pdf.add({}))


def test_more_letters_than_a_font_of_a_pdf_can_hold_make_another_one():
    text = "".join(dict.fromkeys(LETTERS + "".join(map(chr, range(0x0410, 0x0450)))))
    assert len(text) > 223
    written = page_with(f"{text} {text[0]}{text[-1]}")
    assert page_texts(written)[0].strip() == f"{text} {text[0]}{text[-1]}"
    with pikepdf.open(io.BytesIO(written)) as opened:
        assert len(opened.pages[0].Resources.Font) == 2


def naive(pieces: list[Piece], size: float, width: float, indent: float) -> list[str]:
    """Lines word by word, each measured as a whole."""
    words: list[list[Piece]] = [[]]
    for text, face in pieces:
        for n, part in enumerate(text.split(" ")):
            if n:
                words.append([])
            if part:
                words[-1].append((part, face))
    lines: list[list[list[Piece]]] = [[]]

    def measured(line: list[list[Piece]]) -> float:
        spaces = sum(TYPEFACE.width(" ", word[-1][1], size) for word in line[:-1])
        return spaces + sum(TYPEFACE.width(text, face, size) for word in line for text, face in word)

    for word in filter(None, words):
        room = width - (indent if len(lines) == 1 else 0.0)
        if lines[-1] and measured([*lines[-1], word]) > room + 1e-6:
            lines.append([])
        lines[-1].append(word)
    return [" ".join("".join(text for text, _ in word) for word in line) for line in lines]


def told(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line.pieces) for line in lines]


word = st.text(st.sampled_from("aăệgwMỹ,"), min_size=1, max_size=7)
piece = st.tuples(st.lists(word, max_size=25).map(" ".join), st.sampled_from(list(Face)))


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(piece, min_size=1, max_size=3),
    size=st.sampled_from([12.0, 13.0, 15.0]),
    width=st.floats(60, 180),
    indent=st.sampled_from([0.0, 10.0, -4.0]),
)
def test_lines_break_where_measuring_word_by_word_would_break_them(
    pieces: list[Piece], size: float, width: float, indent: float
):
    lines = break_lines(pieces, typeface=TYPEFACE, size=size, width=width, indent=indent)
    assert told(lines) == naive(pieces, size, width, indent)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]
    for line in lines:
        whole = sum(TYPEFACE.width(text, face, size) for text, face in line.pieces)
        assert line.width == pytest.approx(whole, abs=1e-9)
