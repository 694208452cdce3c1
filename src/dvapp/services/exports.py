"""Taking a report out of the program: as DOCX to be edited elsewhere, as a workbook to be counted again."""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import ExportUnknown
from dvapp.domain.reports import Figure, Report
from dvapp.services.figures import figure_table
from dvapp.services.session import Session


class ExportForm(Enum):
    """What a report can be exported as; the value is the ending of the file's name."""

    DOCUMENT = ".docx"
    WORKBOOK = ".xlsx"


def export_form(path: Path) -> ExportForm:
    """What a file of that name will hold; capitals in the ending do not matter.

    :raises ExportUnknown: the name ends otherwise.
    """
    try:
        return ExportForm(path.suffix.lower())
    except ValueError:
        known = ", ".join(form.value for form in ExportForm)
        raise ExportUnknown(where=str(path), known=known) from None


def export_report(session: Session, report: Report, path: Path) -> ExportForm:
    """Write a report as DOCX or XLSX, as the name of the file says, whole or not at all.

    :raises ExportUnknown: the name ends neither in .docx nor in .xlsx.
    :raises GlyphMissing, CellTooLong, SheetTooLong: as the makers say (``services/ports.py``).
    :raises DiskFull, FileUnwritable: as they say.
    """
    form = export_form(path)
    tools = session.tools
    match form:
        case ExportForm.DOCUMENT:
            content = tools.documents.document(report)
        case ExportForm.WORKBOOK:
            content = tools.workbooks.workbook(report, _with_parts(session, report), _expressions(session))
    tools.files.write(path, content)
    return form


def _with_parts(session: Session, report: Report) -> tuple[Figure, ...]:
    """The report's figures and, through all formulas, what they are computed from, in the order of the pack."""
    found = {figure.code: figure for figure in report.figures}
    open_parts = [part for figure in report.figures for part in figure.parts]
    if open_parts:
        table = figure_table(session, report.period)
        while open_parts:
            code = open_parts.pop()
            if code not in found and code in session.pack.indicators:
                found[code] = table.figure(code)
                open_parts.extend(found[code].parts)
    ordered = [found[code] for code in session.pack.indicators if code in found]
    return (*ordered, *(f for code, f in found.items() if code not in session.pack.indicators))


def _expressions(session: Session) -> Mapping[IndicatorCode, str]:
    return {code: i.formula for code, i in session.pack.indicators.items() if i.formula}
