"""The register as a book to be printed, and as a list for spreadsheets."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dvapp.domain.register.numbers import Event, Number, State
from dvapp.domain.register.printed import BookPart, RegisterBook
from dvapp.domain.register.register_errors import RegisterEmpty
from dvapp.domain.register.series import Run, Series, run_of
from dvapp.services.list_files import list_lines, require_list_file
from dvapp.services.places import PDF, require_output
from dvapp.services.register.lines import find_numbers, series_by_id, without_paper
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.searching.search_ports import ListColumn, ListSheet
from dvapp.services.session import Session

_Why = Mapping[tuple[str, int], Event]
"""What happened last to a number that no paper has, by series and number."""

_UNUSED = {
    State.RETURNED: "(Số đã trả lại, chưa dùng)",
    State.LEASED: "(Số đang giữ cho văn bản chưa phát hành)",
}


def book_of(session: Session, wanted: NumberFilter | None = None) -> RegisterBook:
    """The lines that a filter lets pass as the official form has them. Numbers that no paper has stand among them, so that
    whoever reads the book sees that none is missing.

    :raises NotAllowed: as of :attr:`Action.READ`. :raises RegisterEmpty: there is nothing to print.
    """
    wanted = wanted or NumberFilter()
    found = find_numbers(session, wanted)
    if not found:
        raise RegisterEmpty
    series, why = series_by_id(session), without_paper(session, found)
    parts = tuple(
        BookPart(
            title=_title(session, series[key]),
            lines=tuple(_cells(session, one, why) for one in found if one.series == key),
        )
        for key in dict.fromkeys(one.series for one in found)
    )
    now = session.tools.clock.now()
    return RegisterBook(
        profile=_layout(session),
        superior=session.board.superior,
        board=session.board.issuer,
        facts=tuple(_facts(session, found, series, wanted)),
        made=f"In lúc {now:%H:%M}, ngày {session.tools.formats.day(now.date())}; {len(found)} dòng.",
        parts=parts,
        data=_data(found, series, why),
        made_at=now.replace(microsecond=0),
    )


def print_register(session: Session, wanted: NumberFilter | None = None) -> bytes:
    """The register as tagged PDF/A in its official layout.

    :raises NotAllowed, RegisterEmpty: as :func:`book_of`.
    """
    return session.tools.registers.print_register(book_of(session, wanted))


def save_register(session: Session, out: Path, wanted: NumberFilter | None = None) -> int:
    """As :func:`print_register`, into a file.

    :returns: how many lines it has.
    :raises OutputIsInput, OutputTaken, DiskFull, FileUnwritable: the file.
    """
    require_output(out, session.store.path, start=PDF, files=session.tools.files)
    book = book_of(session, wanted)
    session.tools.files.write(out, session.tools.registers.print_register(book))
    return sum(len(part.lines) for part in book.parts)


def _layout(session: Session) -> str:
    """The newest layout of the state's papers: the register's form is a decree's."""
    return max(code for code in session.tools.pages.profiles() if run_of(code) is Run.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterWords:
    """Words of an exported register, in the language in use. ``columns``: by name; ``states``: what a number is."""

    title: str
    columns: Mapping[str, str]
    states: Mapping[State, str]


EXPORTED = (
    "number",
    "symbol",
    "issued",
    "document_type",
    "excerpt",
    "signer",
    "recipients",
    "keeper",
    "copies",
    "sent",
    "note",
    "state",
)
"""Columns of an exported register."""

_WIDE = {"excerpt": 60, "recipients": 40, "signer": 24, "keeper": 24, "note": 24, "symbol": 18}


def export_register(
    session: Session, path: Path, *, words: RegisterWords, wanted: NumberFilter | None = None
) -> int:
    """Write lines to XLSX or CSV, numbers as numbers and days as days.

    :returns: how many lines were written.
    :raises NotAllowed: as of :attr:`Action.READ`.
    :raises RegisterEmpty, ListFormUnknown, OutputIsInput, OutputTaken, DiskFull, FileUnwritable: as they say.
    """
    require_list_file(session, path)
    found = find_numbers(session, wanted or NumberFilter())
    if not found:
        raise RegisterEmpty
    columns = tuple(ListColumn(title=words.columns[name], wide=_WIDE.get(name, 12)) for name in EXPORTED)
    sheet = ListSheet(code="register", title=words.title, columns=columns)
    why = without_paper(session, found)
    with list_lines(session, path, [sheet]) as lines:
        for one in found:
            lines.add(sheet.code, _exported(one, words, why))
    return len(found)


def _exported(one: Number, words: RegisterWords, why: _Why) -> list[object]:
    entry, state = one.entry, words.states[one.state]
    if entry is None:
        event = why.get((one.series, one.number))
        reason = event.reason or None if event is not None else None
        return [one.number, one.label, *[None] * (len(EXPORTED) - 4), reason, state]
    return [
        one.number,
        one.label,
        entry.issued,
        entry.document_type,
        entry.excerpt,
        entry.signer,
        entry.recipients,
        entry.keeper,
        entry.copies,
        entry.sent,
        entry.note,
        state,
    ]


def _cells(session: Session, one: Number, why: _Why) -> tuple[str, ...]:
    entry = one.entry
    if entry is None:
        note = _unused_note(session, one, why.get((one.series, one.number)))
        return (one.label, "", _UNUSED[one.state], *[""] * 6, note)
    return (
        one.label,
        _day(session, entry.issued),
        entry.subject,
        entry.signer,
        entry.recipients,
        entry.keeper,
        "" if entry.copies is None else str(entry.copies),
        _day(session, entry.sent),
        "",
        entry.note,
    )


def _unused_note(session: Session, one: Number, event: Event | None) -> str:
    """Since when a number has no paper, and why."""
    if event is None or event.at is None:
        return ""
    verb = "Trả lại" if one.state is State.RETURNED else "Giữ từ"
    day = _day(session, event.at.astimezone(session.tools.clock.now().tzinfo).date())
    return f"{verb} ngày {day}: {event.reason}" if event.reason else f"{verb} ngày {day}"


def _title(session: Session, series: Series) -> str:
    return f"Văn bản có ký hiệu {series.type}, {_years(session, series)}"


def _years(session: Session, series: Series) -> str:
    if series.run is Run.YEAR:
        return f"năm {series.since.year}"
    until = f" đến ngày {_day(session, series.until)}" if series.until is not None else ""
    return f"nhiệm kỳ từ ngày {_day(session, series.since)}{until}"


def _facts(
    session: Session, found: Sequence[Number], series: Mapping[str, Series], wanted: NumberFilter
) -> Iterator[str]:
    """Lines of the cover. Whoever binds the book writes its volume by hand."""
    used = sorted({one.series for one in found}, key=lambda key: series[key].since)
    if len(used) == 1:
        yield _title(session, series[used[0]])
    days = [one.entry.issued for one in found if one.entry is not None]
    if days and len(used) > 1:
        years = sorted({day.year for day in days})
        yield f"Năm {years[0]}" if len(years) == 1 else f"Các năm {years[0]} - {years[-1]}"
    if days:
        yield f"Từ ngày {_day(session, min(days))} đến ngày {_day(session, max(days))}"
    if len(used) == 1:
        yield f"Từ số {found[0].label} đến số {found[-1].label}"
    if wanted.words.strip():
        yield f"Trích các văn bản có: “{wanted.words.strip()}”"
    yield "Quyển số: ………"


def _day(session: Session, day: date | None) -> str:
    return "" if day is None else session.tools.formats.day(day)


def _data(found: Sequence[Number], series: Mapping[str, Series], why: _Why) -> bytes:
    """The lines for programs: what is printed, and what each number is."""
    lines = []
    for one in found:
        entry = one.entry
        own = series[one.series]
        line: dict[str, object] = {
            "type": own.type,
            "run": own.run.value,
            "since": own.since.isoformat(),
            "number": one.number,
            "symbol": one.symbol,
            "state": one.state.value,
        }
        event = why.get((one.series, one.number))
        if event is not None:
            line["reason"] = event.reason
        if entry is not None:
            line |= {
                "issued": entry.issued.isoformat(),
                "document_type": entry.document_type,
                "excerpt": entry.excerpt,
                "signer": entry.signer,
                "recipients": entry.recipients,
                "keeper": entry.keeper,
                "copies": entry.copies,
                "sent": entry.sent.isoformat() if entry.sent else None,
                "note": entry.note,
            }
        lines.append(line)
    return json.dumps({"register": lines}, ensure_ascii=False, sort_keys=True).encode()
