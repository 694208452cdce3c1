"""Taking a report out of the program: as DOCX to be edited elsewhere, as a workbook to be counted again."""

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import ExportUnknown
from dvapp.domain.expressions import names_in
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure, Report, Stage
from dvapp.domain.recording.kinds import Check, CheckForm, Feed, FeedForm, RecordKind
from dvapp.services.figures.period_figures import report_table
from dvapp.services.places import ZIP, require_output
from dvapp.services.reports.submission import require_submittable
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

    A workbook is for those who count again, so that it may be made at any time.

    :raises ExportUnknown: the name ends neither in .docx nor in .xlsx.
    :raises ReportNotReady: a document that is no draft, and something in the report is to be answered first.
    :raises GlyphMissing, CellTooLong, SheetTooLong: as the makers say (``services/ports.py``).
    :raises DiskFull, FileUnwritable: as they say.
    """
    form = export_form(path)
    if form is ExportForm.DOCUMENT and report.stage is Stage.FOR_SIGNATURE:
        require_submittable(session, kind=report.kind, period=report.period)
    require_output(path, session.store.path, start=ZIP, files=session.tools.files)
    session.tools.files.write(path, _content(session, report, form))
    return form


def _content(session: Session, report: Report, form: ExportForm) -> bytes:
    tools = session.tools
    match form:
        case ExportForm.DOCUMENT:
            return tools.documents.document(report)
        case ExportForm.WORKBOOK:
            expressions = check_expressions(session.pack)
            return tools.workbooks.workbook(report, _with_parts(session, report, expressions), expressions)


def check_expressions(pack: Pack) -> Mapping[IndicatorCode, str]:
    """What each figure must be equal to: its formula, or the parts that its records' own checks add up to it.

    A record says how many cases were found and, of these, how many of each sort; its kind holds that they add up. Then
    so do the figures that are the sums of those fields.
    """
    sums = {
        total: " + ".join(parts)
        for kind in pack.kinds.values()
        for check in kind.checks
        if check.form is CheckForm.SUM
        for total, parts in _summed_figures(pack, kind, check)
    }
    # A balance needs the periods before, which no workbook of one period has.
    return sums | {code: i.formula for code, i in pack.indicators.items() if i.formula and not i.carried}


def _summed_figures(
    pack: Pack, kind: RecordKind, check: Check
) -> Iterator[tuple[IndicatorCode, list[IndicatorCode]]]:
    """The figure fed by a check's total, with those fed by its parts from the same records and over the same time."""
    fed: dict[str, Feed] = {}
    for feed in kind.feeds:
        if feed.form is FeedForm.SUM and _alone(pack, feed.indicator):
            field = feed.field if check.table is None else feed.column
            if field is not None and (feed.field == check.table if check.table else feed.column is None):
                fed[field] = feed
    if check.total not in fed or any(part not in fed for part in check.parts):
        return
    total, parts = fed[check.total], [fed[part] for part in check.parts]
    grows = pack.indicators[total.indicator].accumulation
    if all(p.when == total.when and pack.indicators[p.indicator].accumulation is grows for p in parts):
        yield total.indicator, [part.indicator for part in parts]


def _alone(pack: Pack, code: IndicatorCode) -> bool:
    """Whether an indicator is fed from one place only, apart from numbers that units give of all figures alike."""
    feeds = [feed for kind in pack.kinds.values() for feed in kind.feeds if feed.form is not FeedForm.TYPED]
    return sum(feed.indicator == code for feed in feeds) == 1


def _with_parts(
    session: Session, report: Report, expressions: Mapping[IndicatorCode, str]
) -> tuple[Figure, ...]:
    """The report's figures and, through all expressions, what they are computed from, in the order of the pack."""
    found = {figure.code: figure for figure in report.figures}
    table = report_table(session, report.kind, report.period)
    waiting = list(found)
    while waiting:
        for name in names_in(expressions.get(waiting.pop(), "0")):
            code = IndicatorCode(name)
            if code not in found and code in session.pack.indicators:
                found[code] = table.figure(code)
                waiting.append(code)
    order = {code: n for n, code in enumerate(session.pack.indicators)}
    return tuple(sorted(found.values(), key=lambda figure: order.get(figure.code, len(order))))
