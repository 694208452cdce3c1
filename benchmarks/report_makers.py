"""One program sets the report, in a process of its own: ``report_makers.py PROGRAM PAGES cold|warm OUT FONTS``.

Prints a line of JSON: the seconds it took and the bytes. ``warm``: after another, small report, so that all code and fonts
are there already, but nothing of this report is. Started by ``benchmarks/reports.py``.
"""

import importlib
import importlib.metadata
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.report_content import ANNEX, COLUMNS, DATA_NAME, TITLE, Content, content

Maker = Callable[[], bytes]


def dvapp(made: Content, fonts: Path) -> Maker:
    """Ours: the report as the program itself draws it, with head, signature block and prepared fields."""
    from datetime import date

    from dvapp.domain.calendar.periods import Period, PeriodKind
    from dvapp.domain.codes import IndicatorCode, ProfileCode, ReportKindCode, UnitCode
    from dvapp.domain.papers.reports import (
        AnnexTable,
        Heading,
        Issuer,
        Paragraph,
        Report,
        Role,
        ShownWords,
        Signatory,
        Stage,
        TableRow,
    )
    from dvapp.reporting.pages import ReportPages

    blocks = tuple(
        Heading(level=1, text=words)
        if heading
        else Paragraph(runs=(ShownWords(text=words),), section="S", number=n)
        for n, (heading, words) in enumerate(made.text)
    )
    rows = tuple(TableRow(code=IndicatorCode("B01"), cells=row) for row in made.rows)
    report = Report(
        kind=ReportKindCode("BC06"),
        document_type="BÁO CÁO",
        type_symbol="BC",
        title=TITLE,
        period=Period(kind=PeriodKind.YEAR, year=2018),
        as_of=date(2018, 12, 31),
        stage=Stage.FOR_SIGNATURE,
        profile=ProfileCode("party-2018"),
        issuer=Issuer(
            board=UnitCode("hn"),
            name="Ban Dân vận Thành uỷ Hà Nội",
            superior="THÀNH UỶ HÀ NỘI",
            issuer="BAN DÂN VẬN",
            symbol="BDVTU",
            place="Hà Nội",
        ),
        signatory=Signatory(
            role=Role.LEADER, head_title="TRƯỞNG BAN", deputy_title="PHÓ TRƯỞNG BAN", name=None
        ),
        blocks=blocks,
        annexes=(AnnexTable(number=1, title=ANNEX, columns=COLUMNS, rows=rows),),
        recipients=("Ban Dân vận Trung ương", "Các ban của Thành uỷ"),
        archive="Lưu Ban Dân vận",
        figures=(),
        pack="ha-noi-2018",
        pack_version="1",
    )
    pages = ReportPages(fonts.parent)
    return lambda: pages.draw(report, made.data)


def typst(made: Content, fonts: Path) -> Maker:
    """Typst, through its Python package: PDF/A-3a, data attached."""
    program = importlib.import_module("typst")
    folder = Path(tempfile.mkdtemp())
    (folder / DATA_NAME).write_bytes(made.data)
    lines = [
        '#set document(title: [Báo cáo], author: "Ban Dân vận", date: datetime(year: 2018, month: 12, day: 31))',
        '#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm), numbering: "1")',
        '#set text(font: "Tinos", size: 15pt, lang: "vi")',
        "#set par(justify: true, first-line-indent: (amount: 10mm, all: true), leading: 0.61em, spacing: 1.24em)",
        "#show heading: set text(size: 15pt)",
        f'#pdf.attach("{DATA_NAME}", relationship: "data", mime-type: "application/json", description: "data")',
        f"#align(center)[*BÁO CÁO* \\ *{TITLE}*]",
    ]
    lines += [f"= {words}" if heading else f"{words}\n" for heading, words in made.text]
    lines += [
        "#pagebreak()",
        f"#align(center)[*Phụ lục 1* \\ *{ANNEX}*]",
        "#set text(size: 13pt)",
        "#set par(justify: false, first-line-indent: 0pt, leading: 0.5em)",
        "#table(columns: (15mm, 1fr, 30mm, 25mm), inset: (x: 5pt, y: 6.7pt), align: (center, left, center, right),",
        "table.header(" + ", ".join(f"[*{head}*]" for head in COLUMNS) + "),",
        *(", ".join(f"[{cell}]" for cell in row) + "," for row in made.rows),
        ")",
    ]
    source = folder / "report.typ"
    source.write_text("\n".join(lines), encoding="utf-8")
    return lambda: program.compile(
        str(source), font_paths=[str(fonts)], ignore_system_fonts=True, pdf_standards=["a-3a"]
    )


def weasyprint(made: Content, fonts: Path) -> Maker:
    """WeasyPrint: PDF/A-3a, data attached."""
    program = importlib.import_module("weasyprint")
    fontwork = importlib.import_module("weasyprint.text.fonts")
    faces = "".join(
        f"@font-face {{ font-family: Tinos; font-weight: {weight}; src: url('{(fonts / name).as_uri()}') }}"
        for weight, name in (("normal", "Tinos-Regular.ttf"), ("bold", "Tinos-Bold.ttf"))
    )
    style = faces + (
        "@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); font: 14pt Tinos } }"
        "body { font: 15pt/19pt Tinos } p { text-align: justify; text-indent: 10mm; margin: 0 0 9.4pt }"
        "h1 { font-size: 15pt; margin: 0 0 9.4pt; text-indent: 10mm } .c { text-align: center; font-weight: bold }"
        "table { page-break-before: always; border-collapse: collapse; width: 165mm; table-layout: fixed;"
        " font: 13pt/15.6pt Tinos } td, th { border: 0.5pt solid black; padding: 1.1mm 1.5mm }"
        "td:nth-child(1), td:nth-child(3) { text-align: center } td:nth-child(4) { text-align: right }"
    )
    widths = "".join(f'<col style="width: {width}mm">' for width in (15, 95, 30, 25))
    heads = "".join(f"<th>{escape(head)}</th>" for head in COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in made.rows
    )
    text = "".join(
        f"<h1>{escape(words)}</h1>" if heading else f"<p>{escape(words)}</p>" for heading, words in made.text
    )
    page = (
        f'<html lang="vi"><head><title>Báo cáo</title></head><body><div class="c">BÁO CÁO<br>{escape(TITLE)}</div>{text}'
        f"<table><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></body></html>"
    )

    def make() -> bytes:
        known = fontwork.FontConfiguration()
        attached = program.Attachment(string=made.data, name=DATA_NAME, relationship="Data")
        sheet = program.CSS(string=style, font_config=known)
        return bytes(
            program.HTML(string=page).write_pdf(
                stylesheets=[sheet], font_config=known, pdf_variant="pdf/a-3a", attachments=[attached]
            )
        )

    return make


def fpdf2(made: Content, fonts: Path) -> Maker:
    """fpdf2: PDF/A-3b (it makes no tags), data attached."""
    program = importlib.import_module("fpdf")

    def number(paper: Any) -> None:
        paper.set_font("Tinos", size=14)
        paper.cell(0, 8, str(paper.page_no()), align="C", new_x="LMARGIN", new_y="NEXT")

    numbered = type("Numbered", (program.FPDF,), {"header": number})

    def make() -> bytes:
        paper = numbered(format="A4", enforce_compliance="PDF/A-3B")
        paper.set_margins(30, 12, 15)
        paper.set_auto_page_break(True, margin=20)
        paper.set_title("Báo cáo")
        paper.set_lang("vi")
        for style, name in (("", "Tinos-Regular.ttf"), ("B", "Tinos-Bold.ttf")):
            paper.add_font("Tinos", style, fonts / name)
        paper.add_page()
        paper.set_font("Tinos", "B", 15)
        paper.multi_cell(0, 6.35, f"BÁO CÁO\n{TITLE}", align="C", new_x="LMARGIN", new_y="NEXT")
        for heading, words in made.text:
            paper.set_font("Tinos", "B" if heading else "", 15)
            paper.multi_cell(0, 6.7, words, align="J", new_x="LMARGIN", new_y="NEXT")
            paper.ln(3.3)
        paper.add_page()
        paper.set_font("Tinos", "B", 14)
        paper.multi_cell(0, 6, f"Phụ lục 1\n{ANNEX}", align="C", new_x="LMARGIN", new_y="NEXT")
        paper.set_font("Tinos", size=13)
        with paper.table(
            col_widths=(15, 95, 30, 25),
            text_align=("CENTER", "LEFT", "CENTER", "RIGHT"),
            line_height=5.5,
            padding=1.1,
            headings_style=program.FontFace(emphasis="BOLD"),
        ) as table:
            table.row(COLUMNS)
            for row in made.rows:
                table.row(row)
        paper.embed_file(
            bytes=made.data,
            basename=DATA_NAME,
            mime_type="application/json",
            associated_file_relationship="DATA",
        )
        return bytes(paper.output())

    return make


def libreoffice(made: Content, fonts: Path) -> Maker:
    """LibreOffice Writer without a window, from a flat ODT: PDF/A-3b and tags; it has no way to attach data here."""
    folder = Path(tempfile.mkdtemp())
    (folder / "report.fodt").write_text(_flat_odt(made), encoding="utf-8")
    known = folder / "fonts.conf"
    known.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{folder}/fonts</cachedir></fontconfig>'
    )
    options = {
        "SelectPdfVersion": {"type": "long", "value": "3"},
        "UseTaggedPDF": {"type": "boolean", "value": "true"},
    }
    command = [
        "soffice",
        "--headless",
        "--norestore",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(folder),
        str(folder / "report.fodt"),
    ]

    def make() -> bytes:
        environment = os.environ | {"FONTCONFIG_FILE": str(known)}
        subprocess.run(
            command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return (folder / "report.pdf").read_bytes()

    return make


def _flat_odt(made: Content) -> str:
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    }

    def style(name: str, size: int, text: str = "", paragraph: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
            f'<style:text-properties style:font-name="Tinos" fo:font-family="Tinos" fo:font-size="{size}pt" {text}/></style:style>'
        )

    bold = 'fo:font-weight="bold"'
    indent = 'fo:text-indent="10mm" fo:margin-bottom="9.4pt" fo:line-height="19pt"'
    styles = (
        style("P", 15, "", f'fo:text-align="justify" {indent}')
        + style("H", 15, bold, indent)
        + style("T", 15, bold, 'fo:text-align="center"')
        + style("B", 14, bold, 'fo:text-align="center" fo:break-before="page"')
        + style("N", 14, "", 'fo:text-align="center"')
        + "".join(
            style(f"C{n}", 13, "", f'fo:text-align="{side}"')
            for n, side in enumerate(("center", "left", "center", "end"))
        )
        + style("CH", 13, bold, 'fo:text-align="center"')
        + "".join(
            f'<style:style style:name="W{n}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
            for n, width in enumerate((15, 95, 30, 25))
        )
        + '<style:style style:name="X" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1.1mm"/></style:style>'
    )
    text = "".join(
        f'<text:h text:style-name="H" text:outline-level="1">{escape(words)}</text:h>'
        if heading
        else f'<text:p text:style-name="P">{escape(words)}</text:p>'
        for heading, words in made.text
    )

    def row(cells: tuple[str, ...], names: tuple[str, ...]) -> str:
        inner = "".join(
            f'<table:table-cell table:style-name="X" office:value-type="string">'
            f'<text:p text:style-name="{name}">{escape(cell)}</text:p></table:table-cell>'
            for cell, name in zip(cells, names, strict=True)
        )
        return f"<table:table-row>{inner}</table:table-row>"

    columns = "".join(f'<table:table-column table:style-name="W{n}"/>' for n in range(4))
    heads = row(COLUMNS, ("CH",) * 4)
    rows = "".join(row(cells, ("C0", "C1", "C2", "C3")) for cells in made.rows)
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in spaces.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        f'{styles}<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" fo:margin-top="12mm" fo:margin-bottom="20mm" fo:margin-left="30mm" fo:margin-right="15mm"/>'
        "<style:header-style/></style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="L"><style:header><text:p text:style-name="N">'
        "<text:page-number/></text:p></style:header></style:master-page></office:master-styles><office:body><office:text>"
        f'<text:p text:style-name="T">BÁO CÁO</text:p><text:p text:style-name="T">{escape(TITLE)}</text:p>{text}'
        f'<text:p text:style-name="B">Phụ lục 1. {escape(ANNEX)}</text:p><table:table table:name="A">{columns}'
        f"<table:table-header-rows>{heads}</table:table-header-rows>{rows}</table:table></office:text></office:body>"
        "</office:document>"
    )


MAKERS: dict[str, Callable[[Content, Path], Maker]] = {
    "dvapp": dvapp,
    "typst": typst,
    "fpdf2": fpdf2,
    "weasyprint": weasyprint,
    "libreoffice": libreoffice,
}


def version(program: str) -> str:
    """The version of a program."""
    if program == "libreoffice":
        told = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=False).stdout
        return " ".join(told.split()[1:2])
    return importlib.metadata.version(program)


def peak_memory(program: str) -> int:
    """KiB that the program had at most: this process, or where it works for us, its own."""
    if program == "libreoffice":
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # Not ru_maxrss, which a new process inherits from the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    assert found is not None, "Linux tells it of every process"
    return int(found[1])


def main() -> None:
    """Make the report and tell of it."""
    if sys.argv[1] == "--version":
        print(version(sys.argv[2]))
        return
    program, pages, state, out, fonts = sys.argv[1:]
    if state == "warm":
        MAKERS[program](content(2), Path(fonts))()
    make = MAKERS[program](content(int(pages)), Path(fonts))
    begun = time.perf_counter()
    pdf = make()
    seconds = time.perf_counter() - begun
    Path(out).write_bytes(pdf)
    json.dump({"seconds": seconds, "bytes": len(pdf), "memory": peak_memory(program)}, sys.stdout)


if __name__ == "__main__":
    main()
