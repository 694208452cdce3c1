"""What a register says of a paper, column by column.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu sổ đăng ký văn bản đi, which asks for at least ten columns: số, ký hiệu
văn bản; ngày tháng văn bản; tên loại và trích yếu nội dung; người ký; nơi nhận; đơn vị, người nhận bản lưu; số lượng bản;
ngày chuyển; ký nhận; ghi chú. No form of the Party's own was found; Quy định 693-QĐ/VPTW (15/12/2021) on the Party's
paperwork builds on the same decree. "Ký nhận" is signed by hand on the printed page and is no data.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from dvapp.domain.register.register_errors import EntryFieldMissing
from dvapp.domain.register.series import Run

CORRECTABLE = ("signer", "recipients", "keeper", "copies", "sent", "note")
"""What may be said anew of a paper that is issued: number, symbol, date and subject stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One line of the register.

    :param symbol: what stands after the number ("-BC/BDVQU", "/BC-UBND").
    :param issued: the day on the paper.
    :param document_type: tên loại ("Báo cáo"); empty for a công văn. :param excerpt: trích yếu.
    :param recipients: nơi nhận. :param keeper: who keeps the copy of the archive (đơn vị, người nhận bản lưu).
    :param copies: how many were made; ``None`` while nobody said.
    :param sent: the day it went out (ngày chuyển); ``None`` while it did not.
    """

    symbol: str
    issued: date
    excerpt: str
    document_type: str = ""
    signer: str = ""
    recipients: str = ""
    keeper: str = ""
    copies: int | None = None
    sent: date | None = None
    note: str = ""

    @property
    def subject(self) -> str:
        """Tên loại và trích yếu, as the register's column has them."""
        return " ".join(text for text in (self.document_type, self.excerpt) if text)

    @property
    def words(self) -> str:
        """All that a search looks at, but the number."""
        return f"{self.subject} {self.symbol} {self.signer} {self.recipients} {self.keeper} {self.note}"


def tidy(entry: RegisterEntry) -> RegisterEntry:
    """The same with single spaces in NFC. :raises EntryFieldMissing: it does not say what the paper is about."""
    made = replace(
        entry,
        symbol=one_line(entry.symbol),
        excerpt=one_line(entry.excerpt),
        document_type=one_line(entry.document_type),
        signer=one_line(entry.signer),
        recipients=one_line(entry.recipients),
        keeper=one_line(entry.keeper),
        note=one_line(entry.note),
    )
    for name in ("symbol", "excerpt"):
        if not getattr(made, name):
            raise EntryFieldMissing(where=name)
    return made


def one_line(text: str) -> str:
    """A text in NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def symbol_of(type_: str, body: str, run: Run) -> str:
    """What stands after a number: ``-BC/BDVQU`` on Party papers, ``/BC-UBND`` on those of the state (format.md).

    :param body: symbol of the issuing body; those of a joint paper are joined already.
    """
    return f"-{type_}/{body}" if run is Run.TERM else f"/{type_}-{body}"


def symbol_as_written(text: str, run: Run) -> str:
    """A symbol that somebody wrote, with the sign between number and symbol where he left it out ("BC/BDVQU-MTTQ")."""
    symbol = one_line(text)
    return f"{'-' if run is Run.TERM else '/'}{symbol}" if symbol[:1].isalnum() else symbol


def numbered(number: int, symbol: str) -> str:
    """Number and symbol as the register has them: ``05-BC/BDVQU``; below 10 padded, as on the paper."""
    return f"{number:02d}{symbol}"
