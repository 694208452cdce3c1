"""What the QR code of a printed page says: which report, which data, which page.

``DVAPP2:BC06-2018-Q3-005:A1B2…:3/12`` is the report's kind, period and board, the first 128 bits of the SHA-256 of the
attached ``bao-cao.json`` in hexadecimal, and the page of all pages. Every sign belongs to the small set of QR's
alphanumeric mode (ISO/IEC 18004, 7.4.4), which needs a third less room than bytes do. Until version 1 of this program's
code (``dvapp1:…``, lower case) there was one on the first page only, without page and count; those are read as well.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from dvapp.domain.papers.qr_errors import CodeForeign
from dvapp.domain.papers.reports import Report

DIGITS = 32
"""Hexadecimal digits of the digest: 128 bits."""

_FORM = re.compile(
    r"dvapp(?P<version>[12]):(?P<name>[^:\s]{1,80}):(?P<digest>[0-9a-f]{32})(?::(?P<page>[0-9]{1,4})/(?P<pages>[0-9]{1,4}))?"
)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCode:
    """A page's code, in lower case. ``page`` (from 1) and ``pages`` are ``None`` in the older form."""

    name: str
    digest: str
    page: int | None = None
    pages: int | None = None

    @property
    def written(self) -> str:
        """As it is printed."""
        place = f":{self.page}/{self.pages}" if self.page is not None else ""
        return f"dvapp2:{self.name}:{self.digest}{place}".upper()


def name_of(report: Report) -> str:
    """What a code calls a report."""
    return f"{report.kind}-{report.period.written}-{report.issuer.board}".lower()


def digest_of(data: bytes) -> str:
    """The digest that a code carries of a report's data."""
    return sha256(data).hexdigest()[:DIGITS]


def page_code(report: Report, data: bytes, page: int, pages: int) -> PageCode:
    """The code of page ``page`` (from 1) of ``pages``."""
    return PageCode(name=name_of(report), digest=digest_of(data), page=page, pages=pages)


def read_code(text: str) -> PageCode:
    """What a scanner read; whitespace around and within is read over, capitals are as good as others.

    :raises CodeForeign: it is no code of a page of this program.
    """
    squeezed = "".join(text.split())
    found = _FORM.fullmatch(squeezed.lower())
    if found is None:
        raise CodeForeign(where=text.strip()[:_SHOWN])
    page, pages = found["page"], found["pages"]
    if page is not None and not 1 <= int(page) <= int(pages):
        raise CodeForeign(where=text.strip()[:_SHOWN])
    return PageCode(
        name=found["name"],
        digest=found["digest"],
        page=int(page) if page is not None else None,
        pages=int(pages) if pages is not None else None,
    )
