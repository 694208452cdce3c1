"""Broken papers that our own drawer makes, from altered reports and altered layouts; and pages without letters."""

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from tests.reporting.samples import CITY, DATA, RESOURCES, paragraph, report

from dvapp.domain.papers.reports import Heading, Report
from dvapp.reporting.pages import ReportPages


@dataclass(frozen=True, kw_only=True)
class Drawn:
    name: str
    rule: str
    make: Callable[[Path], bytes]
    profile: str = "party-2026"


def _drawn(name: str, rule: str, made: Report) -> Drawn:
    return Drawn(
        name=name, rule=rule, make=lambda _: ReportPages(RESOURCES).draw(made, DATA), profile=made.profile
    )


def _laid_out(name: str, rule: str, old: str, new: str) -> Drawn:
    """Our drawer with another value in the layout."""

    def make(folder: Path) -> bytes:
        for part in ("fonts", "profiles"):
            shutil.copytree(RESOURCES / part, folder / part, dirs_exist_ok=True)
        file = folder / "profiles" / "party-2018.toml"
        text = file.read_text("utf-8")
        assert old in text, "the layout changed: change this defect with it"
        file.write_text(text.replace(old, new), "utf-8")
        return ReportPages(folder).draw(report(profile="party-2026"), DATA)

    return Drawn(name=name, rule=rule, make=make)


def _scan(_: Path) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.3, 841.9))
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _party(**changes: object) -> Report:
    return report(profile="party-2026", **changes)  # type: ignore[arg-type]


BLOCKS = report(profile="party-2026").blocks

DRAWN: tuple[Drawn, ...] = (
    Drawn(name="a scan", rule="body.missing", make=_scan),
    _drawn("a typed double comma", "text.doubled_sign", _party(blocks=(*BLOCKS, paragraph("Đề nghị các cấp uỷ,, chính quyền quan tâm.")))),
    _drawn("the old ending", "ending.old", _party(blocks=(*BLOCKS, paragraph("Trân trọng báo cáo./.")))),
    _drawn("no stop at the end", "ending.stop", _party(blocks=(*BLOCKS, paragraph("Trân trọng báo cáo")))),
    _drawn("a heading that comes twice", "heading.sequence", _party(blocks=(Heading(level=1, text="I- MỞ ĐẦU"), *BLOCKS))),
    _drawn("a heading in the State's form", "heading.form", _party(blocks=(Heading(level=1, text="I. MỞ ĐẦU"), paragraph("Đã làm.")))),
    _drawn("both tone styles", "text.tone_style", _party(blocks=(*BLOCKS, paragraph("Hội đồng ủy quyền; công tác hòa giải.")))),
    _drawn("an English number", "number.thousands", _party(blocks=(*BLOCKS, paragraph("Có 12,345 người tham gia.")))),
    _drawn("a summary with a stop", "summary.case", _party(title="kết quả công tác dân vận.")),
    _drawn("a name in capitals", "signer.name", _party(name="NGUYỄN THỊ HẠNH")),
    _drawn("a degree before the name", "signer.degree", _party(name="TS. Nguyễn Thị Hạnh")),
    _drawn("an issuer in small letters", "issuer.caps", _party(issuer=replace(CITY, issuer="Ban Dân vận"))),
    _drawn("a symbol of another type", "number.kind", _party(type_symbol="KH")),
    _drawn("an archive that is none", "recipients.archive", _party(archive="Ban Dân vận")),
    _laid_out("an indent of half an inch", "body.indent", "indent = 10.0", "indent = 12.7"),
    _laid_out("a pitch of 16 points", "body.pitch", "pitch_points = 19.0", "pitch_points = 16.0"),
    _laid_out("no room between paragraphs", "body.gap", "gap = 3.3", "gap = 0.3"),
    _laid_out("a colon after Số", "number.form", 'words = "Số {number}', 'words = "Số: {number}'),
    _laid_out("an annex in capitals", "annex.label", 'label = "Phụ lục {number}"', 'label = "PHỤ LỤC {number}"'),
    _laid_out("hyphens of another length", "title.mark", 'mark = "-----"', 'mark = "---"'),
)  # fmt: skip
