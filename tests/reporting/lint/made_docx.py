"""A recipe as DOCX, written by python-docx as an office would set it: header table, styles, fields."""

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tests.reporting.lint.recipe import Para, Recipe, Side

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


class Maker:
    def __init__(self, recipe: Recipe) -> None:
        self.r = recipe
        self.document = docx.Document()
        normal: Any = self.document.styles["Normal"]
        normal.font.name = recipe.font
        normal.font.size = Pt(recipe.size)
        normal.paragraph_format.space_after = Pt(0)

    def make(self) -> bytes:
        self._section(self.document.sections[0])
        self._head()
        self._title()
        for para in self.r.body:
            self._para(para)
        self._ending()
        for annex in self.r.annexes:
            self._annex(annex)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _section(self, section: Any, *, landscape: bool = False) -> None:
        r = self.r
        section.page_width, section.page_height = Mm(r.width), Mm(r.height)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(r.height), Mm(r.width)
        section.top_margin, section.bottom_margin = Mm(r.top), Mm(r.bottom)
        section.left_margin, section.right_margin = Mm(r.left), Mm(r.right)
        section.header_distance = Mm(7.2)
        if not r.numbers:
            return
        is_annex = len(self.document.sections) > 1
        section.different_first_page_header_footer = r.restart if is_annex else not r.number_first
        if is_annex:
            if r.restart:
                start = OxmlElement("w:pgNumType")
                start.set(qn("w:start"), "1")
                section._sectPr.append(start)
            return  # the header goes on from the section before
        holder = section.header if r.number_at == "top" else section.footer
        paragraph = holder.paragraphs[0]
        paragraph.alignment = CENTRE if not r.number_shift else WD_ALIGN_PARAGRAPH.RIGHT
        before, after = r.number_words.split("{}")
        nodes = [("w:fldChar", "begin"), ("w:instrText", " PAGE "), ("w:fldChar", "end")]
        for text in (before, *nodes, after):
            run = paragraph.add_run(text if isinstance(text, str) else "")
            run.font.size = Pt(r.page_number_size)
            if isinstance(text, tuple):
                node = OxmlElement(text[0])
                if text[0] == "w:fldChar":
                    node.set(qn("w:fldCharType"), text[1])
                else:
                    node.text = text[1]
                run._r.append(node)

    def _bare_table(self) -> Any:
        return self.document.add_table(rows=1, cols=2)

    def _put(
        self,
        where: Any,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        align: Any = CENTRE,
        first: bool = False,
    ) -> Any:
        paragraph = where.paragraphs[0] if first else where.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        return paragraph

    def _head(self) -> None:
        r = self.r
        left, right = self._bare_table().rows[0].cells
        self._put(left, r.superior, r.left_size, bold=r.superior_bold, first=True)
        if r.issuer:
            self._put(left, " - ".join((r.issuer, *r.second[1:2])), r.left_size, bold=r.issuer_bold)
        if r.mark:
            self._put(left, r.mark, 14)
        if r.number:
            self._put(left, r.number, r.number_size, bold=r.number_bold)
        if r.draft:
            self._put(left, r.draft, 14, italic=r.draft_italic)
        for n, (text, size) in enumerate(zip(r.motto, r.motto_sizes, strict=False)):
            line = self._put(right, text, size, bold=r.motto_bold, first=n == 0)
            line.runs[0].underline = bool(r.rule_length) and n == len(r.motto) - 1
        self._put(right, r.date, r.date_size, italic=r.date_italic, first=not r.motto)
        for text, at, size, bold in (
            (r.urgency, r.urgency_at, r.urgency_size, r.urgency_bold),
            (r.circulation, r.circulation_at, r.circulation_size, r.circulation_bold),
        ):
            if text:
                self._put(left if at == "left" else right, text, size, bold=bold)
        if r.contact:
            section = self.document.sections[0]
            self._put(section.first_page_footer, r.contact, r.contact_size, first=True)

    def _title(self) -> None:
        r = self.r
        align = CENTRE if r.centred else WD_ALIGN_PARAGRAPH.LEFT
        document: Any = self.document
        self._put(document, "", 14)
        if r.kind:
            self._put(document, r.kind, r.kind_size, bold=r.kind_bold, align=align)
        if r.summary:
            self._put(document, r.summary, r.summary_size, bold=r.summary_bold, align=align)
        if r.hyphens:
            self._put(document, r.hyphens, 14)
        if r.address:
            self._address()
        self._put(document, "", 14)

    def _address(self) -> None:
        r, document = self.r, self.document
        label, colon, rest = r.address.partition(":")
        listed = bool(r.addressees)
        line: Any = self._put(
            document, label, r.size, italic=r.address_italic, align=None if listed else CENTRE
        )
        line.add_run(colon + rest).font.size = Pt(r.size)
        if listed:
            line.paragraph_format.left_indent = Mm(35)
        for item in r.addressees:
            self._put(document, item, r.size, align=None).paragraph_format.left_indent = Mm(55)

    def _para(self, para: Para) -> None:
        r = self.r
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(para.text)
        run.font.size, run.bold, run.italic = Pt(para.size or r.size), para.bold, para.italic
        if para.font:
            run.font.name = para.font
        if para.large:
            paragraph.add_run(para.large).font.size = Pt(r.size + 3)
        shape = paragraph.paragraph_format
        shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if para.justified else WD_ALIGN_PARAGRAPH.LEFT
        shape.first_line_indent = Mm(r.indent if para.indent is None else para.indent)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(r.pitch)
        shape.space_before = Pt(r.gap)

    def _ending(self) -> None:
        r = self.r
        left, right = self._bare_table().rows[0].cells
        start = WD_ALIGN_PARAGRAPH.LEFT
        if r.second:
            self._put(left, r.second[2], r.sign_size, bold=True, first=True)
            self._put(left, r.second[3], r.sign_size, bold=True)
            left = self.document.add_table(rows=1, cols=1).rows[0].cells[0]
        if r.label:
            line = self._put(left, "", r.label_size, align=start, first=True)
            line.runs[0]._r.getparent().remove(line.runs[0]._r)
            rest = r.label.removeprefix(r.underlined) if r.underlined else r.label
            for text, under in ((r.underlined, True), (rest, False)):
                if text:
                    run = line.add_run(text)
                    run.font.size, run.underline = Pt(r.label_size), under
                    run.bold, run.italic = "bold" in r.label_look, "italic" in r.label_look
        for item in r.items:
            self._put(left, item, r.items_size, align=start)
        if r.typist:
            self._put(left, r.typist, r.typist_size, align=start)
        for n, (text, bold) in enumerate(r.titles):
            self._put(right, text, r.sign_size, bold=bold, first=n == 0)
        for _ in range(4):
            right.add_paragraph()
        if r.signed:
            self._put(right, r.signed, r.sign_size, bold=r.name_bold)

    def _annex(self, annex: Side) -> None:
        document: Any = self.document
        section = document.add_section()
        self._section(section, landscape=annex.landscape)
        if annex.label:
            self._put(document, annex.label, annex.size, bold=annex.bold)
        if annex.title:
            self._put(document, annex.title, annex.size, bold=True)
        if annex.reference:
            self._put(document, annex.reference, 14, italic=True)
        table = document.add_table(rows=0, cols=len(annex.cells[0]), style="Table Grid")
        for row in annex.cells:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text


def make_docx(recipe: Recipe) -> bytes:
    return Maker(recipe).make()
