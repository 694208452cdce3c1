"""The structure of a document: what its words are and in which order they are read (ISO 32000-1, 14.7 and 14.8).

Whoever prints walks over the marks and tells each of them here; here it is told which operators enclose the words. Words
without a role, lines and everything that stands again at the head of a page are artifacts: seen, never read.

A paragraph, a list item or a cell that goes on over pages stays one element with several pieces of content. Headings form a
ladder without missing rungs, whatever levels they came with. The prepared fields stay outside: a signature over a structure
that later signers would have to change could not be told from one over a forged document.
"""

from array import array
from collections.abc import Iterator, Sequence

from dvapp.reporting.ink import Role, Tag
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.values import Raw, Ref, spelled

_DECORATION, _PAGINATION = -1, -2
_ARTIFACTS = {_DECORATION: "/Artifact BMC", _PAGINATION: "/Artifact <</Type/Pagination>> BDC"}

_TITLE, _ANNEX = -2, -1
"""Ranks above those of parts (0) and headings (from 1)."""

_DEEPEST = 6
"""Readers know headings down to H6; what lies deeper is mapped to that (ISO 32000-1, 14.8.4.3.2)."""

_COLUMN = "/A<</O/Table/Scope/Column>>"
_LABEL = "/A<</O/Table/Scope/Row>>"

_TABLE = frozenset({Role.HEAD, Role.ROW, Role.COLUMN, Role.GROUP, Role.LABEL, Role.CELL})

_NONE = -1
_PAGE = 1 << 20
"""More pieces of content than a page can have: page and number of a piece as one whole number."""

Kind = tuple[str, str]
"""An element's type, and what its dictionary says besides."""

_PLAIN: dict[str, Kind] = {
    name: (name, "")
    for name in ("Document", "Sect", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TD")
}
_COLUMN_HEAD, _ROW_HEAD = ("TH", _COLUMN), ("TH", _LABEL)


class Ladder:
    """Levels of headings without gaps: whatever stands below another one stands one rung below it."""

    def __init__(self) -> None:
        self._ranks: list[int] = []

    def step(self, rank: int) -> int:
        """The rung of a heading of ``rank``, from 1; a heading of lower rank stands above."""
        while self._ranks and self._ranks[-1] >= rank:
            self._ranks.pop()
        self._ranks.append(rank)
        return len(self._ranks)


class Tree:
    """The structure of a document being printed.

    :ivar pending: whether :meth:`opened` has something to say before the next words.
    :ivar label: how many characters of the next words are an item's dash or number; :meth:`labelled` stands after them.
    """

    __slots__ = (
        "_asked",
        "_at",
        "_cells",
        "_contacts",
        "_first",
        "_in_head",
        "_kinds",
        "_ladder",
        "_last",
        "_leaf",
        "_lists",
        "_next",
        "_open",
        "_pages",
        "_parents",
        "_part",
        "_row",
        "_section",
        "_table",
        "_turns",
        "_wanted",
        "label",
        "pending",
    )

    def __init__(self) -> None:
        self.pending = True
        self.label = 0
        # The elements, by number; the document itself is 0. A report has tens of thousands: each is a few whole numbers.
        self._kinds = [_PLAIN["Document"]]
        self._parents = array("l", [0])
        self._first, self._last, self._next = (array("l", [_NONE]) for _ in range(3))
        self._pages: list[array[int]] = []
        self._wanted = _DECORATION
        self._asked: Tag | None = None
        self._open: int | None = None
        self._leaf: dict[Role, int] = {}
        self._section = 0
        self._ladder = Ladder()
        self._contacts: list[int] = []
        self._lists: list[tuple[str, int, int]] = []
        self._table = self._part = self._row = 0
        self._in_head = False
        self._cells: list[int] = []
        self._at = 0
        self._turns = {
            Role.TEXT: self._text,
            Role.TITLE: self._heading,
            Role.HEADING: self._heading,
            Role.ANNEX: self._heading,
            Role.ITEM: self._item,
            Role.CONTACT: self._contact,
            Role.HEAD: self._table_row,
            Role.ROW: self._table_row,
            Role.COLUMN: self._cell,
            Role.GROUP: self._cell,
            Role.LABEL: self._cell,
            Role.CELL: self._cell,
        }

    # --- told by the printer ---------------------------------------------------------------------------------------

    def begin_page(self) -> None:
        """A new page; what was open on the last one has been :meth:`closed`."""
        self._pages.append(array("l"))

    def begin_strip(self) -> None:
        """A new row of marks, whose words are decoration until a tag says otherwise."""
        self._wanted = _DECORATION
        self._asked = None
        self.pending = True

    def tag(self, tag: Tag) -> None:
        """The next words belong to a thing of this role. Without words there will be no such thing, but for cells."""
        role = tag.role
        self._asked = None
        if role in _TABLE:
            self._wanted = self._turns[role](tag)
        elif role in self._turns:
            self._asked = tag
        else:
            self._wanted = _PAGINATION if role is Role.PAGINATION else _DECORATION
        self.pending = True

    def opened(self) -> str:
        """Operators before words: the end of what was open, and the beginning of what they belong to."""
        self.pending = False
        if self._asked is not None:
            self._wanted = self._turns[self._asked.role](self._asked)
            self._asked = None
        return self._turn(self._wanted)

    def labelled(self) -> str:
        """Operators between an item's label and its text."""
        self.label = 0
        return self._turn(self._leaf[Role.ITEM])

    def closed(self) -> str:
        """Operators after the last words of a page, and around what is no words."""
        self.pending = True
        if self._open is None:
            return ""
        self._open = None
        return "EMC"

    def figure(self, alternative: str, box: Sequence[float]) -> str:
        """Operators before a picture, whatever is in it; :meth:`closed` stands after it.

        :param alternative: what it shows; without words it is an artifact.
        :param box: left, bottom, right and top in points.
        """
        if not alternative:
            return self._turn(_PAGINATION)
        self._leave()
        sides = " ".join(f"{side:.2f}" for side in box)
        layout = f"/A<</O/Layout/Placement/Block/BBox[{sides}]>>/Alt {spelled(alternative)}"
        return self._turn(self._element("Figure", self._section, layout))

    # --- roles -----------------------------------------------------------------------------------------------------

    def _text(self, tag: Tag) -> int:
        if tag.begins or Role.TEXT not in self._leaf:
            self._leave()
            self._leaf[Role.TEXT] = self._element("P", self._section)
        return self._leaf[Role.TEXT]

    def _heading(self, tag: Tag) -> int:
        role = tag.role
        if tag.begins or role not in self._leaf:
            self._leave()
            if role is Role.ANNEX:
                self._place_contacts()
                self._section = self._element("Sect", 0)
            rank = {Role.TITLE: _TITLE, Role.ANNEX: _ANNEX}.get(role, tag.rank)
            self._leaf[role] = self._element(f"H{self._ladder.step(rank)}", self._section)
        return self._leaf[role]

    def _item(self, tag: Tag) -> int:
        if not tag.begins and Role.ITEM in self._leaf:
            return self._leaf[Role.ITEM]
        self._table = 0
        lists = self._lists
        if tag.kind in {kind for kind, _, _ in lists}:
            while lists[-1][0] != tag.kind:
                lists.pop()
            _, whole, _ = lists.pop()
        else:
            whole = self._element("L", lists[-1][2] if lists else self._section)
        item = self._element("LI", whole)
        label = self._element("Lbl", item) if tag.label else 0
        body = self._element("LBody", item)
        lists.append((tag.kind, whole, body))
        self._leaf[Role.ITEM] = body
        self.label = tag.label
        return label or body

    def _contact(self, tag: Tag) -> int:
        if tag.begins or Role.CONTACT not in self._leaf:
            self._leaf[Role.CONTACT] = self._element("P", _NONE)
            self._contacts.append(self._leaf[Role.CONTACT])
        return self._leaf[Role.CONTACT]

    def _table_row(self, tag: Tag) -> int:
        """A row has no words of its own: what stands before its first cell is decoration."""
        self._at = 0
        if not tag.begins and self._table:
            return _DECORATION
        head = tag.role is Role.HEAD
        if not self._table or (head and not self._in_head):
            self._leave()
            self._table = self._element("Table", self._section)
            self._part = 0
        if not self._part or head is not self._in_head:
            self._part = self._element("THead" if head else "TBody", self._table)
            self._in_head = head
        self._row = self._element("TR", self._part)
        self._cells = []
        return _DECORATION

    def _cell(self, tag: Tag) -> int:
        """A cell is there even if it is empty: else those after it would be taken for it."""
        at = self._at
        self._at += 1
        if not tag.begins and at < len(self._cells):
            return self._cells[at]
        role = tag.role
        if role is Role.CELL:
            kind = _PLAIN["TD"]
        elif role is Role.GROUP and tag.rank > 1:
            kind = ("TH", f"/A<</O/Table/Scope/Column/ColSpan {tag.rank}>>")
        else:
            kind = _ROW_HEAD if role is Role.LABEL else _COLUMN_HEAD
        cell = self._element_of(kind, self._row)
        self._cells.append(cell)
        return cell

    def _leave(self) -> None:
        """What was going on as list or table is over."""
        self._table = 0
        self._lists.clear()

    def _place_contacts(self) -> None:
        """What stands at the foot of the first page is read at the end of the text."""
        for number in self._contacts:
            self._link(number, 0)
        self._contacts.clear()

    # --- elements and content --------------------------------------------------------------------------------------

    def _element(self, name: str, parent: int, more: str = "") -> int:
        return self._element_of((name, more) if more else _PLAIN.get(name, (name, "")), parent)

    def _element_of(self, kind: Kind, parent: int) -> int:
        number = len(self._kinds)
        self._kinds.append(kind)
        self._parents.append(_NONE)
        for links in (self._first, self._last, self._next):
            links.append(_NONE)
        if parent != _NONE:
            self._link(number, parent)
        return number

    def _link(self, number: int, parent: int) -> None:
        """Make an element the last one in another."""
        self._parents[number] = parent
        before = self._last[parent]
        if before == _NONE:
            self._first[parent] = number
        else:
            self._next[before] = number
        self._last[parent] = number

    def _turn(self, wanted: int) -> str:
        if wanted == self._open:
            return ""
        end = "" if self._open is None else "EMC "
        self._open = wanted
        if wanted < 0:
            return end + _ARTIFACTS[wanted]
        pieces = self._pages[-1]
        number = len(pieces)
        pieces.append(wanted)
        return f"{end}/{self._kinds[wanted][0]} <</MCID {number}>> BDC"

    # --- at the end ------------------------------------------------------------------------------------------------

    def write(self, pdf: PdfFile, pages: Sequence[Ref]) -> Ref:
        """The elements and the way back from each page's content to them as objects of ``pdf``.

        :param pages: the pages, in the order in which they were printed; ``StructParents`` of each is its index.
        :return: the root, for the catalog's ``StructTreeRoot``.
        """
        self._place_contacts()
        root = pdf.reserve()
        numbers = pdf.reserve_run(len(self._kinds))
        sheets = [page.number for page in pages]
        pdf.put_run(numbers, self._spelled(root.number, numbers.start, sheets))
        ways = pdf.reserve_run(len(self._pages))
        pdf.put_run(ways, (_references(pieces, numbers.start) for pieces in self._pages))
        back = " ".join([f"{n} {way} 0 R" for n, way in enumerate(ways)])
        deep = sorted({name for name, _ in self._kinds if name[0] == "H" and int(name[1:]) > _DEEPEST})
        mapped = "".join(f"/{name}/H{_DEEPEST}" for name in deep)
        pdf.put(
            root,
            Raw(
                f"<</Type/StructTreeRoot/K {numbers.start} 0 R/ParentTree<</Nums[{back}]>>"
                f"/ParentTreeNextKey {len(ways)}{f'/RoleMap<<{mapped}>>' if mapped else ''}>>"
            ),
        )
        return root

    def _spelled(self, root: int, base: int, sheets: Sequence[int]) -> Iterator[str]:
        """The elements as dictionaries. Words of its own stand before the elements within one."""
        pieces, after = self._pieces()
        for n, (name, more) in enumerate(self._kinds):
            parent = base + self._parents[n] if n else root
            where, own, kids, piece = "", _NONE, [], pieces[n]
            while piece != _NONE:
                page, number = divmod(piece, _PAGE)
                if not where:
                    own, where = page, f"/Pg {sheets[page]} 0 R"
                kids.append(
                    str(number) if page == own else f"<</Type/MCR/Pg {sheets[page]} 0 R/MCID {number}>>"
                )
                piece = after.get(piece, _NONE)
            kid = self._first[n]
            while kid != _NONE:
                kids.append(f"{base + kid} 0 R")
                kid = self._next[kid]
            inner = f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]" if kids else ""
            yield f"<</S/{name}/P {parent} 0 R{more}{where}{inner}>>"

    def _pieces(self) -> "tuple[array[int], dict[int, int]]":
        """The first piece of content of each element, and the next one of pieces that are not their element's last."""
        first = array("l", [_NONE]) * len(self._kinds)
        after: dict[int, int] = {}
        for page in range(len(self._pages) - 1, -1, -1):
            owners = self._pages[page]
            for number in range(len(owners) - 1, -1, -1):
                piece, owner = page * _PAGE + number, owners[number]
                if first[owner] != _NONE:
                    after[piece] = first[owner]
                first[owner] = piece
        return first, after


def _references(pieces: Sequence[int], base: int) -> str:
    """The elements to which the pieces of a page belong."""
    return f"[{' '.join([f'{base + piece} 0 R' for piece in pieces])}]"
