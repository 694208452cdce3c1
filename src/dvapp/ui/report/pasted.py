"""What comes in from other programs: paragraphs with bold, italic and list items, and nothing else of their dress."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from dvapp.domain.language.old_letters import OldFont, OldLetters, font_letters, suspected, to_unicode
from dvapp.domain.papers.paragraphs import ParagraphStyle, with_style, without_style
from dvapp.domain.papers.text import Words, write_runs
from dvapp.ui.report.plain_words import clean

_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
    }
    | {"pre", "section", "article", "hr"}
)
_SILENT = frozenset({"style", "script", "head", "title", "xml", "del", "template", "noscript"})
_VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "source"})
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_SYMBOL = re.compile(r"^\s*[·•●○▪■§–-]\s+")
_ENTITY_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of pasted words in one style. ``font``: of old letters, if it was shown by one."""

    text: str
    bold: bool = False
    italic: bool = False
    font: OldFont | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What is to be put into the text, in notation.

    :param converted: the same with its old letters in Unicode; ``None`` where nothing speaks for old letters.
    """

    paragraphs: tuple[str, ...]
    letters: OldLetters | None = None
    converted: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    pieces: tuple[Piece, ...]
    style: ParagraphStyle = ParagraphStyle.PLAIN
    ordinal: int = 1


def from_words(text: str) -> Pasted:
    """Plain text: a paragraph for each line."""
    return _pasted([_Line(pieces=(Piece(text=line),)) for line in text.splitlines()])


def from_html(html: str) -> Pasted:
    """What Word, LibreOffice, mail and browsers put on the clipboard."""
    reader = _Reader(_sheet_of(html))
    inner = _FRAGMENT.search(html)
    reader.feed(inner[1] if inner else html)
    reader.close()
    return _pasted(reader.lines())


def _pasted(lines: Sequence[_Line]) -> Pasted:
    lines = [line for line in lines if clean("".join(piece.text for piece in line.pieces)).strip()]
    as_is = tuple(_written(line, lambda piece: piece.text) for line in lines)
    letters = _letters_of(lines)
    if letters is None:
        return Pasted(paragraphs=as_is)
    new = tuple(_written(line, lambda piece: _converted(piece, letters)) for line in lines)
    return (
        Pasted(paragraphs=as_is, letters=letters, converted=new) if new != as_is else Pasted(paragraphs=as_is)
    )


def _letters_of(lines: Sequence[_Line]) -> OldLetters | None:
    pieces = [piece for line in lines for piece in line.pieces]
    for letters in OldLetters:
        dressed = " ".join(p.text for p in pieces if p.font is not None and p.font.letters is letters)
        if suspected(dressed, letters) is letters:
            return letters
    return suspected("\n".join("".join(p.text for p in line.pieces) for line in lines if not _modern(line)))


def _modern(line: _Line) -> bool:
    """Whether a line has letters that no old encoding knows, among old ones in other lines."""
    return any(
        ord(letter) > 0x2122 or 0x100 <= ord(letter) < 0x2000 for p in line.pieces for letter in p.text
    )


def _converted(piece: Piece, letters: OldLetters) -> str:
    if any(ord(letter) > 0xFF and letter.isalpha() for letter in piece.text):
        return piece.text
    font = piece.font
    if font is None:
        return to_unicode(piece.text, letters)
    return to_unicode(piece.text, font.letters, capitals=font.capitals)


def _written(line: _Line, words: Callable[[Piece], str]) -> str:
    runs = _joined(Words(text=clean(words(p)), bold=p.bold, italic=p.italic) for p in line.pieces)
    text = write_runs(tuple(runs)).strip()
    if line.style is ParagraphStyle.PLAIN:
        return text
    return with_style(without_style(_SYMBOL.sub("", text)), line.style, ordinal=line.ordinal)


def _joined(runs: Iterator[Words]) -> Iterator[Words]:
    """Runs of one style together, spaces between words once, none at the ends."""
    joined: list[Words] = []
    for run in runs:
        if joined and (joined[-1].bold, joined[-1].italic) == (run.bold, run.italic):
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    before = " "
    for run in joined:
        text = re.sub(" {2,}", " ", run.text)
        text = text.lstrip(" ") if before == " " else text
        if text:
            before = text[-1]
            yield replace(run, text=text)


# --- HTML ------------------------------------------------------------------------------------------------------------


def _sheet_of(html: str) -> Mapping[str, str]:
    """The rules of a document's style sheets, by class and element."""
    found: dict[str, str] = {}
    for sheet in _SHEET.findall(html):
        for selectors, rules in _RULE.findall(re.sub(r"<!--|-->|/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            for selector in selectors.split(","):
                name = selector.strip().split()[-1:] or [""]
                found[name[0].lower()] = rules
    return found


def _rules(text: str) -> dict[str, str]:
    pairs = (rule.partition(":") for rule in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _colon, value in pairs if value.strip()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dress:
    """How the words inside an element look."""

    tag: str = ""
    bold: bool = False
    italic: bool = False
    font: OldFont | None = None
    silent: bool = False
    marker: bool = False


@dataclass(slots=True, kw_only=True)
class _List:
    style: ParagraphStyle
    count: int = 0


class _Reader(HTMLParser):
    """Collects lines. It never fails: what it does not know it reads as words."""

    def __init__(self, sheet: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._sheet = sheet
        self._open: list[_Dress] = [_Dress()]
        self._lists: list[_List] = []
        self._cells = 0
        self._pieces: list[Piece] = []
        self._style, self._ordinal = ParagraphStyle.PLAIN, 1
        self._lines: list[_Line] = []

    def lines(self) -> list[_Line]:
        """What was read."""
        self._break()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or tag == "br":
            self._begin(tag, told)
        elif tag in {"td", "th"}:
            self._cells += 1
            self._add(" ")
        if tag not in _VOID:
            self._open.append(self._dressed(tag, told))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tags = [dress.tag for dress in self._open]
        if tag in tags[1:]:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]
        if tag in {"td", "th"}:
            self._cells = max(0, self._cells - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _begin(self, tag: str, told: Mapping[str, str]) -> None:
        if self._cells:  # what stands in a row of a table is one line
            self._add(" ")
            return
        if tag != "p" or self._style is ParagraphStyle.PLAIN or self._has_words:
            self._break()
        if tag in {"ul", "ol"}:
            self._lists.append(_List(style=self._list_style(tag, told)))
        elif tag == "li" and self._lists:
            now = self._lists[-1]
            now.count += 1
            self._style, self._ordinal = now.style, now.count

    def _end(self, tag: str) -> None:
        if self._cells and tag != "tr":
            self._add(" ")
        else:
            self._break()

    def _list_style(self, tag: str, told: Mapping[str, str]) -> ParagraphStyle:
        if tag == "ul":
            return ParagraphStyle.PLUS if self._lists else ParagraphStyle.DASH
        kind = told.get("type", "") or _rules(told.get("style", "")).get("list-style-type", "")
        return (
            ParagraphStyle.LETTER
            if kind in {"a", "A", "lower-alpha", "upper-alpha"}
            else ParagraphStyle.NUMBER
        )

    @property
    def _has_words(self) -> bool:
        return any(piece.text.strip() for piece in self._pieces)

    def _add(self, data: str) -> None:
        dress = self._open[-1]
        if dress.silent:
            return
        text = _ENTITY_SPACES.sub(" ", data)
        if dress.marker and (mark := text.strip(" \u00a0")):
            # Word draws its bullets with signs of Symbol and Wingdings.
            text = "- " if mark in "·§o•ØüvqwF" else f"{mark} "
        self._pieces.append(Piece(text=text, bold=dress.bold, italic=dress.italic, font=dress.font))

    def _break(self) -> None:
        if self._has_words:
            self._lines.append(_Line(pieces=tuple(self._pieces), style=self._style, ordinal=self._ordinal))
        self._pieces, self._style, self._ordinal = [], ParagraphStyle.PLAIN, 1

    def _dressed(self, tag: str, told: Mapping[str, str]) -> _Dress:
        around = self._open[-1]
        rules = _rules(self._sheet.get(tag, ""))
        for name in told.get("class", "").split():
            rules |= _rules(self._sheet.get(f".{name}".lower(), self._sheet.get(f"{tag}.{name}".lower(), "")))
        rules |= _rules(told.get("style", ""))
        family = (
            told.get("face", "") or rules.get("font-family", "") or rules.get("font", "").rpartition("pt ")[2]
        )
        hidden = rules.get("display") == "none" or rules.get("mso-hide") == "all"
        return _Dress(
            tag=tag,
            bold=_switched(rules.get("font-weight"), on=around.bold or tag in {"b", "strong", "th"}),
            italic=_slanted(rules.get("font-style"), on=around.italic or tag in {"i", "em"}),
            font=font_letters(family) if family else around.font,
            silent=around.silent or tag in _SILENT or hidden,
            marker=around.marker or rules.get("mso-list", "").lower() == "ignore",
        )


def _switched(weight: str | None, *, on: bool) -> bool:
    if weight is None:
        return on
    return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)


def _slanted(style: str | None, *, on: bool) -> bool:
    return on if style is None else style in {"italic", "oblique"}
