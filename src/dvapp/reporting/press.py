"""Sheets into a whole PDF/A-3 file (ISO 19005-3): pages, bookmarks, data, metadata and prepared fields in one go.

Same sheets, same bytes. Nothing is read back or written twice, so that a report of hundreds of pages costs no more a page
than one of five.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from dvapp.reporting.archive import DATA_NAME, DATA_TYPE
from dvapp.reporting.content import Content, Letters
from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import MM_PER_POINT, Typeface
from dvapp.reporting.ink import Picture, Stop, Stroke, Tag, Words
from dvapp.reporting.paper import LANGUAGE, PROGRAM, About
from dvapp.reporting.pdf.colour import CONDITION, srgb_profile
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.metadata import Told, pdf_date, xmp_packet
from dvapp.reporting.pdf.values import Name, Ref, Value
from dvapp.reporting.profile import DraftShape
from dvapp.reporting.tags import Ladder, Tree

Page = dict[str, Value]
"""A page's dictionary, being filled."""


class Addition(Protocol):
    """What is added to a file besides its pages: prepared fields."""

    def __call__(self, pdf: PdfFile, root: dict[str, Value], pages: Sequence[tuple[Ref, Page]]) -> None:
        """Add it to the pages and to the document's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The data inside the file, under which name, and the time that the file tells."""

    data: bytes
    when: datetime
    name: str = DATA_NAME


def print_report(
    sheets: Sequence[Sheet],
    *,
    typeface: Typeface,
    about: About,
    attached: Attached,
    draft: DraftShape | None = None,
    addition: Addition | None = None,
    on_screen: bool = False,
) -> bytes:
    """The sheets as a tagged PDF/A-3a; with ``draft``, its pale mark lies under the words of every page.

    :param on_screen: whether only pictures are made of it: then it looks the same, but is neither tagged nor small.
    """
    pdf = PdfFile(small=not on_screen)
    letters, structure = Letters(typeface), Tree()
    tree, resources = pdf.reserve(), pdf.reserve()
    pages: list[tuple[Ref, Page]] = []
    for number, sheet in enumerate(sheets):
        content = _content(sheet, letters, typeface, draft, structure)
        page: Page = {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": [0, 0, sheet.page.width / MM_PER_POINT, sheet.page.height / MM_PER_POINT],
            "Resources": resources,
            "Contents": pdf.stream(content.written()),
            "StructParents": number,
            "Tabs": Name("S"),
        }
        pages.append((pdf.reserve(), page))
    pdf.put(resources, {"Font": dict(letters.embedded(pdf))})
    root: dict[str, Value] = {
        "Type": Name("Catalog"),
        "Pages": tree,
        "Lang": LANGUAGE,
        "ViewerPreferences": {"DisplayDocTitle": True},
        "MarkInfo": {"Marked": True},
    }
    if not on_screen:
        root["StructTreeRoot"] = structure.write(pdf, [ref for ref, _ in pages])
    _add_outline(pdf, root, sheets, [ref for ref, _ in pages])
    _add_data(pdf, root, attached)
    _add_colour(pdf, root)
    if addition is not None:
        addition(pdf, root, pages)
    for ref, page in pages:
        pdf.put(ref, page)
    pdf.put(tree, {"Type": Name("Pages"), "Kids": [ref for ref, _ in pages], "Count": len(pages)})
    info = _add_description(pdf, root, about, attached.when)
    return pdf.written(root=pdf.add(root), info=info)


def _content(
    sheet: Sheet, letters: Letters, typeface: Typeface, draft: DraftShape | None, structure: Tree
) -> Content:
    page = sheet.page
    content = Content(letters, page.height, sheet.across)
    if draft is not None:
        content.watermark(
            typeface.clean(draft.mark),
            draft.mark_size,
            x=page.text_centre,
            y=page.height / 2,
            angle=draft.mark_angle,
            grey=draft.mark_grey,
        )
    operators = content.operators
    structure.begin_page()
    for down, strip in sheet.strips:
        structure.begin_strip()
        for mark in strip:
            match mark:
                case Words():
                    if structure.pending:
                        operators.append(structure.opened())
                    labelled = structure.label
                    content.write(
                        _labelled(mark, down, content, letters, structure) if labelled else mark, down
                    )
                case Tag():
                    structure.tag(mark)
                case Stroke():
                    content.rule(mark, down)
                case Picture():
                    operators.append(structure.figure(mark.alternative, content.box(mark, down)))
                    content.picture(mark, down)
                    operators.append(structure.closed())
    operators.append(structure.closed())
    content.ruled()
    return content


def _labelled(words: Words, down: float, content: Content, letters: Letters, structure: Tree) -> Words:
    """Write an item's dash or number, and return what comes after it."""
    label, rest = words.text[: structure.label], words.text[structure.label :]
    content.write(words._replace(text=label, goes_on=False), down)
    content.operators.append(structure.labelled())
    wide = letters.width(label, words.face, words.size)
    wide += words.stretch * (label.count(" ") + label.count("\u00a0")) * MM_PER_POINT
    return words._replace(text=rest, x=words.x + wide)


def _add_outline(pdf: PdfFile, root: dict[str, Value], sheets: Sequence[Sheet], pages: Sequence[Ref]) -> None:
    """Bookmarks, all of them open (12.3.3)."""
    top = _Entry(pdf.reserve(), {"Type": Name("Outlines")})
    path, entries, ladder = [top], [top], Ladder()
    for sheet, page in zip(sheets, pages, strict=True):
        for down, sign in sheet.signs:
            if isinstance(sign, Stop):
                del path[ladder.step(sign.level) :]
                up = (sheet.page.height - down) / MM_PER_POINT
                about: dict[str, Value] = {
                    "Title": sign.title,
                    "Parent": path[-1].ref,
                    "Dest": [page, Name("FitH"), up],
                }
                entry = _Entry(pdf.reserve(), about)
                path[-1].inner.append(entry)
                path.append(entry)
                entries.append(entry)
    if top.inner:
        for entry in entries:
            pdf.put(entry.ref, entry.value())
        root["Outlines"] = top.ref


@dataclass(slots=True)
class _Entry:
    """A bookmark, or the root of all."""

    ref: Ref
    about: dict[str, Value]
    inner: "list[_Entry]" = field(default_factory=list)

    def value(self) -> Value:
        """Its dictionary, linked to those below it, which are linked to each other."""
        inner = self.inner
        for before, after in pairwise(inner):
            before.about["Next"], after.about["Prev"] = after.ref, before.ref
        if inner:
            self.about |= {"First": inner[0].ref, "Last": inner[-1].ref, "Count": self.count()}
        return self.about

    def count(self) -> int:
        """How many bookmarks stand below it."""
        return sum(1 + entry.count() for entry in self.inner)


def _add_data(pdf: PdfFile, root: dict[str, Value], attached: Attached) -> None:
    when = pdf_date(attached.when)
    times: dict[str, Value] = {"Size": len(attached.data), "CreationDate": when, "ModDate": when}
    file = pdf.stream(
        attached.data, {"Type": Name("EmbeddedFile"), "Subtype": Name(DATA_TYPE), "Params": times}
    )
    spec = pdf.add(
        {
            "Type": Name("Filespec"),
            "F": attached.name,
            "UF": attached.name,
            "AFRelationship": Name("Data"),
            "EF": {"F": file, "UF": file},
        }
    )
    root["AF"] = [spec]
    root["Names"] = {"EmbeddedFiles": {"Names": [attached.name, spec]}}


def _add_colour(pdf: PdfFile, root: dict[str, Value]) -> None:
    root["OutputIntents"] = [
        {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": CONDITION,
            "Info": CONDITION,
            "DestOutputProfile": pdf.stream(srgb_profile(), {"N": 3}),
        }
    ]


def _add_description(pdf: PdfFile, root: dict[str, Value], about: About, when: datetime) -> Ref:
    """What the file tells of itself, once for old readers and once for new ones."""
    told = Told(
        title=about.title, author=about.author, language=LANGUAGE, program=PROGRAM, when=when, conformance="A"
    )
    entries: dict[str, Value] = {"Type": Name("Metadata"), "Subtype": Name("XML")}
    root["Metadata"] = pdf.stream(xmp_packet(told), entries, packed=False)
    return pdf.add(
        {
            "Title": about.title,
            "Author": about.author,
            "Creator": PROGRAM,
            "Producer": PROGRAM,
            "CreationDate": pdf_date(when),
            "ModDate": pdf_date(when),
        }
    )
