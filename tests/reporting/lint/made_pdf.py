"""A recipe as PDF, drawn by ReportLab after the positions measured on the official specimen (format.md)."""

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tests.reporting.lint.recipe import Para, Recipe, Side
from tests.reporting.samples import RESOURCES

MM = 72 / 25.4
_BUILT_IN = {"Helvetica", "Courier", "Times-Roman"}


def _register() -> None:
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        name = f"Made-{style}"
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(RESOURCES / "fonts" / f"Tinos-{style}.ttf")))


class Maker:
    def __init__(self, recipe: Recipe) -> None:
        _register()
        self.r = recipe
        self.buffer = io.BytesIO()
        first = "Made-Regular"
        self.canvas = Canvas(
            self.buffer,
            pagesize=(recipe.width * MM, recipe.height * MM),
            initialFontName=first,  # type: ignore[arg-type]
            invariant=1,
        )
        self.height = recipe.height
        self.page = 1
        self.counted = 1
        self.y = 0.0

    def make(self) -> bytes:
        if self.r.number_first:
            self._page_number()
        self._head()
        self._title()
        for para in self.r.body:
            self._para(para)
        self._ending()
        for n, annex in enumerate(self.r.annexes):
            self._annex(annex, n)
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def font(self, *, bold: bool = False, italic: bool = False, name: str | None = None) -> str:
        name = name or self.r.font
        if name in _BUILT_IN:
            return name
        return (
            "Made-"
            + ({(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bold, italic])
        )

    def put(self, x: float, y: float, text: str, size: float, font: str, *, stretch: float = 0.0) -> float:
        out = self.canvas.beginText(x * MM, (self.height - y) * MM)
        out.setFont(font, size)
        out.setWordSpace(stretch)
        out.textOut(text)
        out.setWordSpace(0)
        self.canvas.drawText(out)
        return float(pdfmetrics.stringWidth(text, font, size)) / MM

    def centred(self, centre: float, y: float, text: str, size: float, font: str) -> tuple[float, float]:
        width = pdfmetrics.stringWidth(text, font, size) / MM
        self.put(centre - width / 2, y, text, size, font)
        return centre - width / 2, centre + width / 2

    def line(self, x1: float, x2: float, y: float) -> None:
        self.canvas.setLineWidth(0.7)
        self.canvas.line(x1 * MM, (self.height - y) * MM, x2 * MM, (self.height - y) * MM)

    @property
    def text_right(self) -> float:
        return self.r.width - self.r.right

    @property
    def middle(self) -> float:
        return (self.r.left + self.text_right) / 2

    def _head(self) -> None:
        r = self.r
        y = 21.9
        for text, size in zip(r.motto, r.motto_sizes, strict=False):
            left, right = self.centred(155.0, y, text, size, self.font(bold=r.motto_bold))
            y += 5.6
            if text is r.motto[-1] and r.rule_length:
                self.line(left, left + (right - left) * r.rule_length, y - 5.6 + 1.3)
        self.centred(
            155.0, 34.0 if len(r.motto) > 1 else 30.7, r.date, r.date_size, self.font(italic=r.date_italic)
        )
        y = 21.6
        if r.superior:
            self.centred(66.7, y, r.superior, r.left_size, self.font(bold=r.superior_bold))
        y += 5.7
        if r.issuer:
            issuer = " - ".join((r.issuer, *r.second[1:2]))
            left, right = self.centred(66.7, y, issuer, r.left_size, self.font(bold=r.issuer_bold))
            if not r.mark and r.profile == "state-2020":
                self.line(left + 8, right - 8, y + 1.5)
        if r.mark:
            self.centred(66.7, y + 5.4, r.mark, 14, self.font())
        if r.number:
            self.centred(66.7, 38.5, r.number, r.number_size, self.font(bold=r.number_bold))
        if r.draft:
            self.centred(66.7, 44.5, r.draft, 14, self.font(italic=r.draft_italic))
        self._notices()

    def _notices(self) -> None:
        r = self.r
        for text, at, size, bold in (
            (r.urgency, r.urgency_at, r.urgency_size, r.urgency_bold),
            (r.circulation, r.circulation_at, r.circulation_size, r.circulation_bold),
        ):
            if text:
                y = 44.5 if at == "left" else 39.5 if len(r.motto) == 1 else 42.5
                left, right = self.centred(66.7 if at == "left" else 155, y, text, size, self.font(bold=bold))
                if r.framed:
                    self.canvas.rect(
                        (left - 1.5) * MM, (self.height - y - 2) * MM, (right - left + 3) * MM, 7 * MM
                    )
        if r.contact:
            self.line(30, 195, 271)
            self.centred(112.5, 275.5, r.contact, r.contact_size, self.font())

    def _title(self) -> None:
        r = self.r
        at = self.middle if r.centred else 70.0
        if r.kind:
            self.centred(at, 52.4, r.kind, r.kind_size, self.font(bold=r.kind_bold))
        left = right = at
        if r.summary:
            left, right = self.centred(at, 59.4, r.summary, r.summary_size, self.font(bold=r.summary_bold))
        if r.hyphens:
            self.centred(at, 66.1, r.hyphens, 14, self.font())
        elif r.profile == "state-2020":
            self.line(left + 30, right - 30, 61.4)
        if r.address:
            self._address()
        below = 6.3 * len(r.addressees)
        self.y = 80.5 + below - self._step() - r.gap / MM

    def _address(self) -> None:
        r = self.r
        label, colon, rest = r.address.partition(":")
        if not r.addressees:
            rest = colon + rest
            colon = ""
        x = 65.0
        x += self.put(x, 71.0, label, r.size, self.font(italic=r.address_italic))
        x += self.put(x, 71.0, colon + rest, r.size, self.font())
        for n, item in enumerate(r.addressees, start=1):
            self.put(85.0, 71.0 + n * 6.3, item, r.size, self.font())

    def _step(self) -> float:
        return self.r.pitch / MM

    def _next(self, down: float) -> None:
        self.y += down
        foot = 10 if self.r.contact and self.page == 1 else 0
        if self.y > self.r.height - self.r.bottom - 2 - foot:
            self._new_page()
            self.y = self.r.top + 5.2

    def _new_page(self, *, counted: int | None = None, landscape: bool = False) -> None:
        self.canvas.showPage()
        width, height = self.r.width, self.r.height
        if landscape:
            width, height = height, width
        self.canvas.setPageSize((width * MM, height * MM))
        self.height = height
        self.page += 1
        self.counted = self.counted + self.r.number_step if counted is None else counted
        if self.r.numbers and self.counted > 1:
            self._page_number(width)

    def _page_number(self, width: float | None = None) -> None:
        r = self.r
        centre = self.middle if width in {None, r.width} else (width or 0) / 2
        y = 11.5 if r.number_at == "top" else self.height - 10
        self.centred(
            centre + r.number_shift, y, r.number_words.format(self.counted), r.page_number_size, self.font()
        )

    def _para(self, para: Para) -> None:
        r, size = self.r, para.size or self.r.size
        font = self.font(bold=para.bold, italic=para.italic, name=para.font)
        indent = r.indent if para.indent is None else para.indent
        for n, (words, last) in enumerate(self._broken(para.text, font, size, indent)):
            self._next(self._step() + (r.gap / MM if n == 0 else 0.0))
            x = r.left + (indent if n == 0 else 0.0)
            room = self.text_right - x - pdfmetrics.stringWidth(words, font, size) / MM
            spaces = words.count(" ")
            stretch = room / spaces * MM if para.justified and not last and spaces else 0.0
            self.put(x, self.y, words, size, font, stretch=stretch)

    def _broken(self, text: str, font: str, size: float, indent: float) -> list[tuple[str, bool]]:
        lines: list[str] = []
        words = text.split(" ")
        line, room = words[0], self.text_right - self.r.left - indent
        for word in words[1:]:
            if pdfmetrics.stringWidth(f"{line} {word}", font, size) / MM > room:
                lines.append(line)
                line, room = word, self.text_right - self.r.left
            else:
                line = f"{line} {word}"
        return [*((line_, False) for line_ in lines), (line, True)]

    def _ending(self) -> None:
        r = self.r
        if self.y > 205:
            self._new_page()
            self.y = r.top
        first = self.y + 14
        y = first
        for text, bold in r.titles:
            self.centred(155, y, text, r.sign_size, self.font(bold=bold))
            y += 5.6
        if r.signed:
            self.centred(155, y - 5.6 + 40, r.signed, r.sign_size, self.font(bold=r.name_bold))
        if r.second:
            self.centred(70, first, r.second[2], r.sign_size, self.font(bold=True))
            self.centred(70, y - 5.6 + 40, r.second[3], r.sign_size, self.font(bold=True))
            first += 50
        if r.label:
            font = self.font(bold="bold" in r.label_look, italic="italic" in r.label_look)
            self.put(33, first, r.label, r.label_size, font)
            if r.underlined:
                width = pdfmetrics.stringWidth(r.underlined, font, r.label_size) / MM
                self.line(33, 33 + width, first + 0.6)
        y = first + 5.4
        for item in r.items:
            self.put(30.2, y, item, r.items_size, self.font())
            y += 4.9
        if r.typist:
            self.put(30.2, y + 2, r.typist, r.typist_size, self.font())

    def _annex(self, annex: Side, n: int) -> None:
        restart = self.r.restart
        self._new_page(counted=1 if restart else None, landscape=annex.landscape)
        middle = 148.5 if annex.landscape else self.middle
        y = 25.2
        if annex.label:
            self.centred(middle, y, annex.label, annex.size, self.font(bold=annex.bold))
        for text, size, bold in ((annex.title, annex.size, True), (annex.reference, 14, False)):
            if text:
                y += 6.7
                for line in self._halves(text, size):
                    self.centred(middle, y, line, size, self.font(bold=bold, italic=not bold))
                    y += 6.7
                y -= 6.7
        y += 6
        columns = (30, 45, 150, 195)
        for row in annex.cells:
            self.line(columns[0], columns[-1], y)
            for x, cell in zip(columns, row, strict=False):
                self.put(x + 2, y + 5, cell, 13, self.font())
            for x in columns:
                self.canvas.line(x * MM, (self.height - y) * MM, x * MM, (self.height - y - 7) * MM)
            y += 7
        self.line(columns[0], columns[-1], y)

    def _halves(self, text: str, size: float) -> list[str]:
        if pdfmetrics.stringWidth(text, "Made-Bold", size) / MM < 150:
            return [text]
        words = text.split(" ")
        return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]


def make_pdf(recipe: Recipe) -> bytes:
    return Maker(recipe).make()
