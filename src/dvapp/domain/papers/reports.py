"""The report: one frozen value that is drawn, signed with its data, verified and read back. It only travels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from enum import Enum

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, ProfileCode, RecordId, ReportKindCode, UnitCode
from dvapp.domain.papers.charts import Chart
from dvapp.domain.papers.options import NO_OPTIONS, ReportOptions
from dvapp.domain.words import Wording


class FigureState(Enum):
    """Three states that no total and no page may mix up."""

    KNOWN = "known"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of one board and period, with the way back to its records.

    :param value: number, day or text when ``state`` is known, else ``None``.
    :param records: ids of the records that it counts, directly or through its parts.
    :param missing: ids of records that should have given a number and are blank there.
    :param parts: the indicators in its formula.
    :param formula: its formula with the numbers in ("36 + 11 + 527 = 574"), empty for fed figures.
    :param givers: units that gave a number or said that none applies; of a formula, those that gave every part. It is
        told on screens only: reports carry no such list, and read back they are the same report.
    """

    code: IndicatorCode
    label: Wording
    unit: Wording
    state: FigureState
    value: int | Decimal | date | str | None
    is_ratio: bool = False
    records: Sequence[RecordId] = ()
    missing: Sequence[RecordId] = ()
    parts: tuple[IndicatorCode, ...] = ()
    formula: str = ""
    givers: tuple[UnitCode, ...] = made(default=(), compare=False)


class Stage(Enum):
    """Whether the pages are a draft (with its mark) or the copy made for signature (without)."""

    DRAFT = "draft"
    FOR_SIGNATURE = "for_signature"


class Role(Enum):
    """Who signs for the board."""

    LEADER = "leader"
    DEPUTY = "deputy"


class Authority(Enum):
    """By what right somebody signs (quyền hạn); the layout knows how it is written."""

    OWN = "own"
    ACTING = "acting"
    FOR_HEAD = "for_head"
    ON_BEHALF = "on_behalf"
    BY_ORDER = "by_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs and how the block is titled.

    :param name: ``None`` until the key that signs is known.
    :param authority: ``None`` follows the role: a leader signs in his own right, a deputy for the head (ký thay).
    :param behalf: on whose behalf (thay mặt, "BAN THƯỜNG VỤ") or by whose order (thừa lệnh) he signs.
    """

    role: Role
    head_title: str
    deputy_title: str
    name: str | None = None
    authority: Authority | None = None
    behalf: str = ""

    @property
    def signs_as(self) -> tuple[Authority, Role]:
        """The form of the lines over his name.

        Only a head can be acting and only a deputy signs for one: those two decide the role where it contradicts.
        """
        match self.authority:
            case None:
                deputy = self.role is Role.DEPUTY
                return (Authority.FOR_HEAD if deputy else Authority.OWN, self.role)
            case Authority.ACTING:
                return Authority.ACTING, Role.LEADER
            case Authority.FOR_HEAD:
                return Authority.FOR_HEAD, Role.DEPUTY
            case authority:
                return authority, self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWords:
    """A run as printed. ``figures`` names what it was filled from; empty for plain words."""

    text: str
    bold: bool = False
    italic: bool = False
    figures: tuple[IndicatorCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1–6 (I, 1, 1.1, 1.1.1, a, -), number included."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a long report: "Phần I" over its title, which is printed in capitals."""

    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A justified paragraph. ``section``: the outline's section code it belongs to; ``number``: from 0 within it.

    :param item: the mark it begins with where it is an item of a list ("-", "+", "a)", "1)"); its runs hold the mark too.
    """

    runs: tuple[ShownWords, ...]
    section: str = ""
    number: int = 0
    item: str = ""

    @property
    def text(self) -> str:
        """Its words without styles."""
        return "".join(run.text for run in self.runs)


Block = Part | Heading | Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of an annex table: the figure it shows, or (``code`` is ``None``) a group heading over all columns.

    :param total: whether it sums up the rows before it: printed bold, and never alone at the head of a page.
    """

    code: IndicatorCode | None
    cells: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """An annex of one table. ``columns`` are headings; every figure row has as many cells.

    :param landscape: whether its pages lie on their long side; ``None``: only if the table needs it.
    :param charts: printed below the table, or alone where there is none.
    """

    number: int
    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    landscape: bool | None = None
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The board as it signs this report, in the words of the report's time (format.md)."""

    board: UnitCode
    name: str
    superior: str
    issuer: str
    symbol: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointBody:
    """The second body of a joint paper, and who signs for it."""

    issuer: Issuer
    signatory: Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A giải trình that the reader must see: what departs from the figures or rules, and why.

    :param subject: what is explained, as printed: a clause without end mark.
    :param reason: in the words of the officer who gave it.
    """

    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the pages and the data inside them need; nothing else is read when it is drawn.

    :param as_of: the day the figures close, printed and used as the file's date.
    :param archive: the last item of Nơi nhận ("Lưu Ban Dân vận").
    :param urgency: mức độ khẩn ("KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC"); empty for none, as are the next three.
    :param circulation: phạm vi lưu hành ("LƯU HÀNH NỘI BỘ").
    :param typist: ký hiệu người đánh máy và số lượng bản phát hành.
    :param contact: thông tin liên hệ of the issuing body.
    :param draft_number: which draft it is ("Dự thảo lần 2"), from 1; only drafts show it.
    :param addressees: kính gửi; shown only where the layout has it for this type of document.
    :param grounds: căn cứ, each without dash and end mark, which are the layout's.
    :param second: the other body of a joint paper; ``issuer`` and ``signatory`` are those of the body in charge.
    :param duplex: whether it is to be printed on both sides, with mirrored margins.
    :param qr: whether a QR code in the bottom margin names the report and a digest of its data; no layout knows one.
    :param explanations: each giải trình; they are printed by the last of ``blocks``, and stand here for those who check.
    """

    kind: ReportKindCode
    document_type: str
    type_symbol: str
    title: str
    period: Period
    as_of: date
    stage: Stage
    profile: ProfileCode
    issuer: Issuer
    signatory: Signatory
    blocks: tuple[Block, ...]
    annexes: tuple[AnnexTable, ...]
    recipients: tuple[str, ...]
    archive: str
    figures: tuple[Figure, ...]
    pack: str
    pack_version: str
    urgency: str = ""
    circulation: str = ""
    typist: str = ""
    contact: str = ""
    draft_number: int | None = None
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    second: JointBody | None = None
    duplex: bool = False
    qr: bool = False
    explanations: tuple[Explanation, ...] = ()

    def signed_by(self, role: Role, name: str) -> "Report":
        """The same report with its signature block filled in."""
        return replace(self, signatory=replace(self.signatory, role=role, name=name))

    def second_signed_by(self, role: Role, name: str) -> "Report":
        """The same joint report with the second body's signature block filled in; any other report unchanged."""
        if self.second is None:
            return self
        signatory = replace(self.second.signatory, role=role, name=name)
        return replace(self, second=replace(self.second, signatory=signatory))

    def figure(self, code: str) -> Figure | None:
        """The figure with that code, if the report has it."""
        return next((f for f in self.figures if f.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A section as the officer left it: paragraphs in notation, in the outline's place ``code``."""

    code: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the officer said of what a reference shows: accepted, or kept against newer words with a reason.

    :param shown: the words he agreed to; the ones printed while a kept answer holds.
    :param against: the newer words he decided against; ``None``: nothing was kept.
    :param reason: why, never empty when something was kept.
    """

    shown: str
    against: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The officer's giải trình of a rule that the figures break (``domain/judging/rules.py``).

    :param text: why it is so.
    :param told: what the rule said, numbers included, when he wrote it; for other numbers it must be confirmed anew.
    """

    text: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """What the officer changed in a report's text: only edited sections; the others follow the pack.

    :param accepted: his answers by section code and reference (``domain/papers/living.py``), for any section, edited or not.
    :param options: settings of the layout for this report alone; the others follow the pack.
    :param reasons: by code of the breach that each explains.
    """

    kind: ReportKindCode
    period: Period
    sections: Mapping[str, SectionText]
    accepted: Mapping[str, Mapping[str, Answer]] = made(default_factory=dict)
    options: ReportOptions = NO_OPTIONS
    reasons: Mapping[str, Reason] = made(default_factory=dict)
