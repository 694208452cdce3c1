"""How Vietnamese letters are written: NFC, one tone style, no boxes, no remains of old encodings."""

import re
import unicodedata
from collections.abc import Iterator

from dvapp.reporting.lint.model import Piece
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.text import around, lines

_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_BOXES = re.compile("[\ufffd\u25a0\u25a1\u25af\u2610\ue000-\uf8ff\u0000-\u0008\u000e-\u001f]")

_FAR_LETTER = re.compile("[\u2190-\uffff\U00010000-\U0010ffff]")
_REGULAR = (False, False)
_DRAWN = {"So", "Lo", "Cn", "Co", "Cs"}

_ON_FIRST = re.compile(r"\b[^\W\d_]*?(?:[óòỏõọ][ae]|(?<![qQ])[úùủũụ]y)\b", re.IGNORECASE)
_ON_SECOND = re.compile(r"\b[^\W\d_]*?(?:o[áàảãạéèẻẽẹ]|(?<![qQ])u[ýỳỷỹỵ])\b", re.IGNORECASE)

_SYMBOLS = "µ¶·¸¹¨»¼½¾¬«ª®©¡¢§£¤¥¦\u00ad"
_NOT_VIETNAMESE = "äåæçëïîñöûüÿßþðøÄÅÆÇËÏÎÑÖÛÜÞÐØ÷×"
_OLD_WORD = re.compile(rf"[A-Za-z{_SYMBOLS}{_NOT_VIETNAMESE}\u00c0-\u00ff]+")
_OLD_SIGN = re.compile(f"[{_SYMBOLS}{_NOT_VIETNAMESE}ôöõ]")
"""A line without any of these holds no word of an old encoding."""

_OLD_FONT = re.compile(
    r"\.?vn(?:time|arial|3d|avant|bodoni|book|helve|times|clarendon|aristote)|\.vn|vni-", re.IGNORECASE
)


@rule("text.nfd", "Chữ tổ hợp rời (NFD)", "Decomposed letters (NFD)")
def nfd(case: Case) -> Iterator[Hit]:
    """Each letter one character, else it is drawn broken and not found."""
    for piece in lines(case):
        found = re.search(rf"[^\W\d_][{_MARKS}]+", piece.text)
        if found is not None:
            whole = unicodedata.normalize("NFC", found.group())
            yield hit(piece, around(piece.text, *found.span()), quoted(whole))


@rule("text.boxes", "Ô vuông, ký tự thay thế", "Boxes and replacement characters")
def boxes(case: Case) -> Iterator[Hit]:
    """A sign that no letter stands for, or a letter that Times does not have: another machine draws a box for it."""
    for piece in lines(case):
        found = _BOXES.search(piece.text) or _foreign(piece.text, case)
        if found is not None:
            code = f"U+{ord(found.group()[0]):04X}"
            yield hit(
                piece,
                f"{code} {around(piece.text, *found.span())}",
                say("chữ hoặc dấu câu", "letters and signs"),
            )


def _foreign(text: str, case: Case) -> re.Match[str] | None:
    """The first picture or foreign letter (emoji, Han) that the font of official papers lacks."""
    for found in _FAR_LETTER.finditer(text):
        letter = found.group()
        if unicodedata.category(letter) in _DRAWN and case.advance(letter, *_REGULAR) is None:
            return found
    return None


@rule("text.tone_style", "Hai kiểu bỏ dấu (hoà/hòa)", "Mixed tone styles (hoà/hòa)")
def tone_style(case: Case) -> Iterator[Hit]:
    """One of the two in a paper. Names keep theirs."""
    first = list(_words(case, _ON_FIRST))
    second = list(_words(case, _ON_SECOND))
    if first and second:
        few, sample = (first, second[0][1]) if len(first) <= len(second) else (second, first[0][1])
        for piece, word in few:
            yield hit(
                piece, quoted(word), say(f"một kiểu, như {quoted(sample)}", f"one style, as {quoted(sample)}")
            )


def _words(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Piece, str]]:
    motto = case.parts.head.motto  # fixed words, whatever the rest of the paper writes
    for piece in lines(case):
        if piece in motto:
            continue
        for found in pattern.finditer(unicodedata.normalize("NFC", piece.text)):
            word = found.group()
            # A capital inside a sentence begins a name, but for the commonest word of all.
            if (
                word[0].islower()
                or word.isupper()
                or word[1:] in {"ỷ", "ủy"}
                or word.casefold() in {"uỷ", "ủy"}
            ):
                yield piece, word


@rule("text.old_encoding", "Dấu vết TCVN3, VNI", "Remains of TCVN3 or VNI")
def old_encoding(case: Case) -> Iterator[Hit]:
    """Letters of an old encoding, which Unicode shows as signs."""
    for font in case.paper.fonts:
        if _OLD_FONT.match(font.name):
            yield hit(font.spot, font.name, say("phông chữ Unicode", "a Unicode font"))
    for piece in lines(case):
        text = unicodedata.normalize("NFC", piece.text)
        if _OLD_SIGN.search(text) is None:
            continue
        for found in _OLD_WORD.finditer(text):
            if _is_old(found.group()):
                yield hit(piece, quoted(found.group()), say("chữ Unicode", "Unicode letters"))
                break


def _is_old(word: str) -> bool:
    """Signs among letters, or two letters no Vietnamese word has."""
    inner = word.strip("®©«»·¸")
    if re.search(rf"[A-Za-z\u00c0-\u00ff][{_SYMBOLS}]|[{_SYMBOLS}][A-Za-z]", inner):
        return True
    return (
        len(re.findall(rf"[{_NOT_VIETNAMESE}]", inner)) >= 1
        and re.search(r"[a-zA-Z]", inner) is not None
        and (
            re.search(r"[aeiouyAEIOUY][äåæçëïîñöûüøùúõàáâã]|[ñÑ][aeiouôöAEIOU]|[öô][ïøùûõ]", inner)
            is not None
        )
    )
