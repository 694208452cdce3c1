"""Small PDFs as a report drawer leaves them: four prepared fields, an attachment, an embedded font."""

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dvapp.services.reports.paging import FieldFill, Fields

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "Tinos-Regular.ttf"
DATA = '{"report":"Báo cáo","figures":{"36":574}}'.encode()

RECTANGLES = {
    Fields.NUMBER: (120, 720, 200, 740),
    Fields.DATE: (320, 720, 540, 740),
    Fields.LEADER: (330, 120, 530, 200),
    Fields.SEAL: (300, 110, 385, 195),
}


def _size(name: str) -> tuple[float, float]:
    left, bottom, right, top = RECTANGLES[name]
    return right - left, top - bottom


def _drawn(
    lines: list[str], width: float, height: float, *, at: tuple[float, float], size: float = 12
) -> bytes:
    if "Tinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Tinos", FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, initialFontName="Tinos")  # type: ignore[arg-type]
    canvas.setFont("Tinos", size)
    for number, line in enumerate(lines):
        canvas.drawString(at[0], at[1] - number * size * 1.2, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def stamp(text: str, field: str = Fields.LEADER) -> bytes:
    """A one-page PDF as large as the field."""
    width, height = _size(field)
    return _drawn([text], width, height, at=(4, height / 2), size=9)


def fills(number: str = "12", date: str = "ngày 15 tháng 01 năm 2019") -> tuple[FieldFill, FieldFill]:
    """What the clerk fills in."""
    return (
        FieldFill(name=Fields.NUMBER, text=number, appearance=stamp(number, Fields.NUMBER)),
        FieldFill(name=Fields.DATE, text=date, appearance=stamp(date, Fields.DATE)),
    )


def plain_pdf() -> bytes:
    """A page without any form."""
    return _drawn(
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Kết quả thực hiện Năm dân vận chính quyền"], 595, 842, at=(85, 800)
    )


def prepared_pdf(*, lock: bool = True, packed: bool = False) -> bytes:
    """A page with the four fields, empty, and :data:`DATA` attached.

    :param lock: the seal's field asks that nothing may change once it is signed.
    :param packed: with object streams, as small files are written.
    """
    with Pdf.open(BytesIO(plain_pdf())) as pdf:
        page = pdf.pages[0]
        widgets = [pdf.make_indirect(_field(name, page, lock=lock)) for name in RECTANGLES]
        page.Annots = Array(widgets)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=0))
        attachment = pikepdf.AttachedFileSpec(
            pdf,
            DATA,
            filename="bao-cao.json",
            mime_type="application/json",
            description="",
            creation_date="",
            mod_date="",
        )
        attachment.relationship = Name.Data
        pdf.attachments["bao-cao.json"] = attachment
        pdf.Root.AF = Array([attachment.obj])
        out = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        pdf.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=mode)
    return out.getvalue()


def _field(name: str, page: pikepdf.Page, *, lock: bool) -> Dictionary:
    is_text = name in (Fields.NUMBER, Fields.DATE)
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx if is_text else Name.Sig,
        T=String(name),
        Rect=Array(RECTANGLES[name]),
        F=4 if is_text else 132,
        P=page.obj,
    )
    if is_text:
        field.DA = String("/Tinos 12 Tf 0 g")
    if lock and name == Fields.SEAL:
        field.Lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
    return field
