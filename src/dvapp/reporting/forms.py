"""Prepared places of a copy for signature: number line, date line, the leader's signature and the seal (AcroForm).

The leader signs while number and date are empty; filling fields is the one change his signature allows (ISO 32000-1,
12.8.2.2). So both lines are whole fields with the unfilled form as their appearance, and the pages never change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dvapp.domain.papers.reports import Report
from dvapp.reporting.fieldfont import FieldFont, embed_field_font
from dvapp.reporting.fonts import MM_PER_POINT, Typeface
from dvapp.reporting.head import Slot
from dvapp.reporting.ink import Place
from dvapp.reporting.layout import Layout
from dvapp.reporting.lettering import date_line, number_line
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.values import Name, Ref, Value
from dvapp.reporting.profile import Profile
from dvapp.services.reports.paging import Fields

_PRINT = 4
"""Annotation flag: the field is printed (ISO 32000-1, table 165; PDF/A asks for it)."""

_LOCKED = 128
"""Annotation flag: viewers do not let people move or remove the field (table 165)."""

_READ_ONLY = 1
"""Field flag: viewers do not let people type here; the clerk's step fills it (table 221)."""

_CENTRED = 1
"""Quadding of a field's text (table 222)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A text field to be: where, in which font, under which name, showing what, telling what."""

    slot: Slot
    font: FieldFont
    font_name: str
    shown: str
    tip: str


def add_fields(
    pdf: PdfFile,
    root: dict[str, Value],
    pages: Sequence[tuple[Ref, dict[str, Value]]],
    *,
    report: Report,
    layout: Layout,
    profile: Profile,
    typeface: Typeface,
) -> None:
    """Add the prepared fields to a file in the making: to its pages and to its root."""
    texts = (number_line(report, profile, None), date_line(report, profile, None))
    lines = []
    for slot, text, name, tip in (
        (layout.head.number, texts[0], "TinosNumber", "Số và ký hiệu"),
        (layout.head.date, texts[1], "TinosDate", "Ngày ban hành"),
    ):
        font = embed_field_font(pdf, typeface, slot.face, [text])
        lines.append(_Line(slot=slot, font=font, font_name=name, shown=text, tip=tip))
    by_name = {line.slot.place.name: line for line in lines}
    fields: list[Value] = []
    for (ref, page), sheet in zip(pages, layout.sheets, strict=True):
        own: list[Value] = []
        for place in sheet.places:
            line = by_name.get(place.name)
            field = _text_field(pdf, line, typeface) if line else _signature_field(pdf, place)
            field |= {"Rect": _rectangle(place, sheet.page.height), "P": ref}
            if place.name == Fields.SEAL:
                # Of two seals the one of the body in charge comes last, and closes everything.
                field["Lock"] = pdf.add(_LOCK)
            own.append(pdf.add(field))
        if own:
            page["Annots"] = own
            fields += own
    fonts: Value = {line.font_name: line.font.font for line in lines}
    root["AcroForm"] = pdf.add({"Fields": fields, "DR": {"Font": fonts}})


def _rectangle(place: Place, height: float) -> Sequence[float]:
    corners = (place.left, height - place.bottom, place.right, height - place.top)
    return [round(value / MM_PER_POINT, 3) for value in corners]


def _text_field(pdf: PdfFile, line: _Line, typeface: Typeface) -> dict[str, Value]:
    return {
        "Type": Name("Annot"),
        "Subtype": Name("Widget"),
        "FT": Name("Tx"),
        "T": line.slot.place.name,
        "TU": line.tip,
        "Ff": _READ_ONLY,
        "F": _PRINT,
        "Q": _CENTRED,
        "DA": f"/{line.font_name} {line.slot.size:.2f} Tf 0 g",
        "AP": {"N": _shown(pdf, line, typeface)},
    }


def _shown(pdf: PdfFile, line: _Line, typeface: Typeface) -> Ref:
    """The unfilled form as the field's appearance (marked content as ISO 32000-1, 12.7.3.3 wants it)."""
    slot, place = line.slot, line.slot.place
    words = slot.words(line.shown, typeface)
    x = (words.x - place.left) / MM_PER_POINT
    y = (place.bottom - slot.baseline) / MM_PER_POINT
    codes = line.font.encoded(line.shown).hex().upper()
    content = f"/Tx BMC\nq\nBT\n/{line.font_name} {slot.size:.2f} Tf\n0 g\n{x:.3f} {y:.3f} Td\n<{codes}> Tj\nET\nQ\nEMC\n"
    return _form(pdf, place, content.encode("ascii"), {"Font": {line.font_name: line.font.font}})


def _signature_field(pdf: PdfFile, place: Place) -> dict[str, Value]:
    """An empty signature field. PDF/A wants an appearance even of what shows nothing yet (ISO 19005-2, 6.3.3)."""
    return {
        "Type": Name("Annot"),
        "Subtype": Name("Widget"),
        "FT": Name("Sig"),
        "T": place.name,
        "F": _PRINT | _LOCKED,
        "AP": {"N": _form(pdf, place, b"", {})},
    }


_LOCK: Value = {"Type": Name("SigFieldLock"), "Action": Name("All"), "P": 1}
"""What the seal asks for, being the last signature: all fields are closed, nothing changes any more.

ISO 32000-2, 12.7.5.5, table 236; readers of ISO 32000-1 know all of it but ``/P``.
"""


def _form(pdf: PdfFile, place: Place, content: bytes, resources: Value) -> Ref:
    box = [0, 0, round(place.width / MM_PER_POINT, 3), round(place.height / MM_PER_POINT, 3)]
    about: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Form"),
        "BBox": box,
        "Resources": resources,
    }
    return pdf.stream(content, about)
