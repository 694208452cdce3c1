"""A strict judge of a tagged PDF, read back by pikepdf: every mark told or an artifact, every way back right.

The rules are those of ISO 32000-1, 14.7 and 14.8, on which ISO 19005-3 (level A) and ISO 14289-1 rest.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

PAINTING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"}
"""Operators after which something is to be seen."""

HEADINGS = {f"H{n}" for n in range(1, 7)}
BLOCKS = {"P", "L", "Table", "Figure", "Sect", *HEADINGS}
INSIDE = {
    "Document": BLOCKS,
    "Sect": BLOCKS,
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "LBody": {"L"},
    "Table": {"THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
"""What may stand directly in what; nothing else has parts of its own."""

WORDED = {"P", "Lbl", "LBody", "TH", "TD", "Figure", *HEADINGS}
"""What may have content of its own."""


@dataclass(slots=True)
class Element:
    """An element with its parts in reading order, and its words.

    :param raw: its dictionary, while the file is open; ``scope``, ``reach`` and ``alternative`` stay.
    """

    kind: str
    raw: pikepdf.Object
    scope: str = ""
    reach: int = 1
    alternative: str = ""
    parts: "list[Element]" = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""

    def all(self) -> "Iterator[Element]":
        """The element and everything in it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.all()

    def of(self, *kinds: str) -> "list[Element]":
        """Everything in it of some kinds."""
        return [element for element in self.all() if element.kind in kinds]

    @property
    def words(self) -> str:
        """Its words and those of its parts."""
        return " ".join(e.text.strip() for e in self.all() if e.text.strip())


def judged(pdf: bytes) -> Element:
    """The document's element, after every rule here was found to hold."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return _judged(opened)


def _judged(pdf: pikepdf.Pdf) -> Element:
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "vi-VN"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title)
    tree = root.StructTreeRoot
    assert tree.Type == Name.StructTreeRoot
    mapped = {key[1:]: str(kind)[1:] for key, kind in tree.get("/RoleMap", {}).items()}
    assert not mapped.keys() & (BLOCKS | WORDED), "a standard type is never mapped to another"
    sheets = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
    document = _element(tree.K, tree, mapped, sheets)
    assert document.kind == "Document"
    _judge_nesting(document)
    _judge_headings(document)
    _judge_tables(document)
    owners = {piece: element for element in document.all() for piece in element.pieces}
    assert len(owners) == sum(len(element.pieces) for element in document.all()), "a piece told twice"
    back = _numbers(tree.ParentTree)
    for n, page in enumerate(pdf.pages):
        assert page.obj.Tabs == Name.S
        ways = back.pop(int(page.obj.StructParents))
        told = _judge_content(page, mapped)
        assert sorted(told) == list(range(len(ways)))
        for piece, (kind, text) in told.items():
            assert (n, piece) in owners, "content that belongs to nothing"
            element = owners.pop((n, piece))
            assert ways[piece].objgen == element.raw.objgen
            assert kind == element.kind
            element.text += text
        for annotation in page.obj.get("/Annots", []):
            assert "/StructParent" not in annotation, "prepared fields stay outside of the structure"
    assert not owners, "content that is not there"
    assert not back
    return document


def _element(
    raw: pikepdf.Object, parent: pikepdf.Object, mapped: dict[str, str], sheets: dict[tuple[int, int], int]
) -> Element:
    assert raw.is_indirect
    assert raw.P.objgen == parent.objgen
    kind = str(raw.S)[1:]
    about = raw.get("/A", pikepdf.Dictionary())
    made = Element(
        mapped.get(kind, kind),
        raw,
        scope=str(about.get("/Scope", "")),
        reach=int(about.get("/ColSpan", 1)),
        alternative=str(raw.get("/Alt", "")),
    )
    kids = raw.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            made.pieces.append((sheets[raw.Pg.objgen], kid))
        elif kid.get("/Type") == Name.MCR:
            made.pieces.append((sheets[kid.Pg.objgen], int(kid.MCID)))
        else:
            made.parts.append(_element(kid, raw, mapped, sheets))
    assert made.pieces == sorted(made.pieces), "the words of one element stand in reading order"
    return made


def _judge_nesting(document: Element) -> None:
    for element in document.all():
        for part in element.parts:
            assert part.kind in INSIDE.get(element.kind, set()), (element.kind, part.kind)
        assert element.kind in WORDED or not element.pieces, element.kind
        if element.kind not in {"TD", "TH"}:
            assert element.parts or element.pieces, f"an empty {element.kind}"
        if element.kind == "LI":
            assert [part.kind for part in element.parts] in (["Lbl", "LBody"], ["LBody"])
        if element.kind == "Figure":
            assert element.alternative.strip()
            left, bottom, right, top = element.raw.A.BBox
            assert left < right
            assert bottom < top


def _judge_headings(document: Element) -> None:
    before = 0
    for heading in document.of(*HEADINGS):
        level = int(heading.kind[1:])
        assert level <= before + 1, f"H{level} after H{before}"
        before = level


def _judge_tables(document: Element) -> None:
    for table in document.of("Table"):
        assert [part.kind for part in table.parts] in (["THead", "TBody"], ["THead"])
        widths = set()
        for row in table.of("TR"):
            widths.add(sum(cell.reach for cell in row.parts))
        assert len(widths) == 1, f"rows of unequal width: {widths}"
        for head in table.of("TH"):
            assert str(head.raw.A.O) == "/Table"
            assert head.scope in {"/Column", "/Row"}


def _numbers(tree: pikepdf.Object) -> dict[int, pikepdf.Object]:
    """A number tree; its keys rise."""
    flat = list(tree.Nums)
    keys = [int(key) for key in flat[::2]]
    assert keys == sorted(set(keys))
    return dict(zip(keys, flat[1::2], strict=True))


def _judge_content(page: pikepdf.Page, mapped: dict[str, str]) -> dict[int, tuple[str, str]]:
    """Type and words of every piece of content of a page; nothing is painted outside of a piece or an artifact."""
    fonts = {key: _letters(font) for key, font in page.obj.Resources.Font.items()}
    told: dict[int, tuple[str, str]] = {}
    path: list[int | None] = []  # pieces, and None for an artifact
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BDC" | "BMC":
                assert not path, "neither pieces nor artifacts contain others"
                tag = str(operands[0])[1:]
                if tag == "Artifact":
                    path.append(None)
                else:
                    piece = int(operands[1].MCID)
                    assert piece not in told
                    told[piece] = (mapped.get(tag, tag), "")
                    path.append(piece)
            case "EMC":
                path.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case operator if operator in PAINTING:
                assert path, f"{operator} neither told nor an artifact"
                if operator == "Tj" and path[-1] is not None:
                    kind, text = told[path[-1]]
                    told[path[-1]] = kind, text + "".join(letters[code] for code in bytes(operands[0]))
            case _:
                pass
    assert not path
    return told


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Characters by their codes, none of them the one that stands for none (ISO 19005-3, 6.2.11.7.2)."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>$", cmap, re.MULTILINE)
    found = {int(code, 16): bytes.fromhex(char).decode("utf-16-be") for code, char in pairs}
    assert found
    assert not set(found.values()) & {"\0", "\ufeff", "\ufffe"}
    return found
