"""The few fixed phrases of a paper: number line, date line, titles of who signs. Patterns come from the profile."""

from datetime import date

from dvapp.domain.reports import Report, Role
from dvapp.reporting.profile import DateLine, Profile


def number_line(report: Report, profile: Profile, number: int | None) -> str:
    """``Số 12-BC/BDVTU``, below 10 padded; with ``None`` the form to be filled, ``Số      -BC/BDVTU``."""
    shape = profile.number
    shown = shape.blank if number is None else f"{number:0{shape.digits}d}"
    return shape.words.format(number=shown, type=report.type_symbol, body=report.issuer.symbol)


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
    """Lines over a signature, each with whether it is bold: ``TRƯỞNG BAN``, or K/T over the deputy's own title."""
    shape, signatory = profile.signature, report.signatory
    deputy = signatory.role is Role.DEPUTY
    lines = shape.deputy_lines if deputy else shape.head_lines
    bold = shape.deputy_bold if deputy else shape.head_bold
    texts = (line.format(head=signatory.head_title, deputy=signatory.deputy_title) for line in lines)
    return tuple(zip(texts, bold, strict=True))


def annex_reference(report: Report, profile: Profile) -> str:
    """The line that ties an annex to its report, or ``""`` where the layout has none."""
    kind = report.document_type.capitalize()
    return profile.annex.reference.format(type=kind, issuer=report.issuer.name)


def punctuated(items: tuple[str, ...], archive: str, profile: Profile) -> tuple[str, ...]:
    """Items of Nơi nhận as printed: each with its dash and separator, the archive last with the full stop."""
    shape = profile.recipients
    shown = [f"{shape.dash}{item}{shape.separator}" for item in items]
    return (*shown, f"{shape.dash}{archive}{shape.end}")
