"""The few fixed phrases of a paper: number line, date line, titles of who signs. Patterns come from the profile."""

import re
from datetime import date

from dvapp.domain.papers.reports import AnnexTable, Issuer, Report, Signatory
from dvapp.reporting.profile import DateLine, Profile

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def number_line(report: Report, profile: Profile, number: int | None) -> str:
    """``Số 12-BC/BDVTU``, below 10 padded; with ``None`` the form to be filled, ``Số      -BC/BDVTU``."""
    shape = profile.number
    shown = shape.blank if number is None else f"{number:0{shape.digits}d}"
    symbols = [body.symbol for body in issuers(report)]
    words = profile.letter.number if is_letter(report, profile) else shape.words
    return words.format(number=shown, type=report.type_symbol, body=shape.joint.join(symbols))


def is_letter(report: Report, profile: Profile) -> bool:
    """Whether it is a công văn, which has no tên loại and its trích yếu under the number line."""
    return report.type_symbol in profile.letter.types


def letter_subject(report: Report, profile: Profile) -> str:
    """The trích yếu of a công văn: ``V/v …``, or the bare words beginning with a capital."""
    bare = re.sub(r"^(?:v/v|về việc)\s+", "", report.title.strip(), flags=re.IGNORECASE)
    return f"{profile.letter.prefix}{bare}" if profile.letter.prefix else bare[:1].upper() + bare[1:]


def issuers(report: Report) -> tuple[Issuer, ...]:
    """Who issues: the body in charge, and the second one of a joint paper."""
    return (report.issuer,) if report.second is None else (report.issuer, report.second.issuer)


def issued_by(report: Report) -> str:
    """The names of those who issue, as a sentence has them."""
    return " và ".join(body.name for body in issuers(report))


def date_line(report: Report, profile: Profile, issued: date | None) -> str:
    """``Hà Nội, ngày 15 tháng 01 năm 2019``; with ``None`` the form to be filled.

    The year stays open too: a report closed in December is often issued in January.
    """
    shape = profile.date
    return shape.words.format(place=report.issuer.place, **_parts(shape, issued))


def widest_date_line(report: Report, profile: Profile) -> str:
    """A date line as long as any (all digits are equally wide), so that every date gets the same place and size."""
    return date_line(report, profile, date(2030, 12, 30))


def _parts(shape: DateLine, issued: date | None) -> dict[str, str]:
    if issued is None:
        return {"day": shape.blank_day, "month": shape.blank_month, "year": shape.blank_year}
    return {
        "day": f"{issued.day:0{2 if issued.day < shape.padded_days_below else 1}d}",
        "month": f"{issued.month:0{2 if issued.month < shape.padded_months_below else 1}d}",
        "year": str(issued.year),
    }


def title_lines(report: Report, profile: Profile) -> tuple[tuple[str, bool], ...]:
    """Lines over the signature of the body in charge, each with whether it is bold."""
    return signatory_lines(report.signatory, profile)


def signatory_lines(signatory: Signatory, profile: Profile) -> tuple[tuple[str, bool], ...]:
    """Lines over a signature: ``TRƯỞNG BAN``, or K/T over the deputy's own title; each with whether it is bold."""
    authority, role = signatory.signs_as
    form = profile.signature.form(authority.value, role.value)
    behalf = signatory.behalf or signatory.head_title
    words = {"head": signatory.head_title, "deputy": signatory.deputy_title, "behalf": behalf}
    return tuple(zip((line.format(**words) for line in form.lines), form.bold, strict=True))


def annex_label(annex: AnnexTable, report: Report, profile: Profile) -> str:
    """``Phụ lục 1``, ``Phụ lục II``, or ``Phụ lục`` where the layout does not number a single one."""
    shape = profile.annex
    words = shape.label if len(report.annexes) > 1 else shape.only_label
    return words.format(number=roman(annex.number) if shape.roman else annex.number)


def roman(number: int) -> str:
    """A whole number from 1 in Roman figures."""
    shown = ""
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        shown += figure * times
    return shown


def annex_reference(report: Report, profile: Profile) -> str:
    """The line that ties an annex to its report, or ``""`` where the layout has none."""
    kind = report.document_type.capitalize()
    return profile.annex.reference.format(type=kind, issuer=issued_by(report))


def draft_words(report: Report, profile: Profile) -> str:
    """``Dự thảo``, or ``Dự thảo lần 2`` where drafts are counted."""
    shape = profile.draft
    return shape.words if report.draft_number is None else shape.numbered.format(number=report.draft_number)


def grounds(report: Report, profile: Profile) -> tuple[str, ...]:
    """Căn cứ as printed, each with its dash and end mark."""
    shape = profile.grounds
    return _ended(report.grounds, shape.dash, shape.separator, shape.end)


def addressees(report: Report, profile: Profile) -> tuple[str, ...]:
    """Kính gửi as printed: a single one plain, several with dash and end mark; none where this type has none."""
    shape = profile.addressees
    if report.type_symbol not in shape.types:
        return ()
    if len(report.addressees) == 1:
        return report.addressees
    return _ended(report.addressees, shape.dash, shape.separator, shape.end)


def archive_item(report: Report, profile: Profile) -> str:
    """The last item of Nơi nhận: the report's own words if they are in this layout's form, else the layout's."""
    shape = profile.recipients
    if report.archive.startswith(shape.archive_start):
        return report.archive
    return shape.archive.format(body=report.issuer.symbol)


def _ended(items: tuple[str, ...], dash: str, separator: str, end: str) -> tuple[str, ...]:
    """Each item with the dash before it and the mark after it, the last one with the end mark."""
    last = len(items) - 1
    return tuple(f"{dash}{item}{end if n == last else separator}" for n, item in enumerate(items))


def punctuated(items: tuple[str, ...], archive: str, profile: Profile) -> tuple[str, ...]:
    """Items of Nơi nhận as printed: each with its dash and separator, the archive last with the full stop."""
    shape = profile.recipients
    return _ended((*items, archive), shape.dash, shape.separator, shape.end)
