"""What a layout profile tells: one shape for each component of a paper.

Positions are millimetres from the top left corner of the page; ``*_drop`` is millimetres down from the line before;
sizes and ``*_points`` are points; ``*_share`` is a part of a length, 0 where a layout has no such thing.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShape:
    """The sheet, its margins, and the page number from the second page on.

    :param back_left: with ``back_right`` the side margins of the back of a sheet that is printed on both sides.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    back_left: float
    back_right: float
    number_size: float
    number_baseline: float

    @property
    def text_width(self) -> float:
        """Millimetres between the side margins."""
        return self.width - self.left - self.right

    @property
    def text_centre(self) -> float:
        """The middle of the text, from the left edge."""
        return self.left + self.text_width / 2

    @property
    def text_bottom(self) -> float:
        """Where the text ends, from the top edge."""
        return self.height - self.bottom

    @property
    def back(self) -> "PageShape":
        """The same sheet's back."""
        return replace(self, left=self.back_left, right=self.back_right)


@dataclass(frozen=True, slots=True, kw_only=True)
class SidewaysShape:
    """Margins of a page whose long side lies at the top, as one reads it."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftHead:
    """Superior body, issuing body, the mark or rule below them, and the drop to the number line.

    :param mark: signs on a line of their own, or empty.
    :param rule_share: length of a rule, of the last line above it; 0 for none.
    :param joint: what stands between two bodies that issue together.
    """

    centre: float
    width: float
    size: float
    issuer_size: float
    baseline: float
    pitch: float
    mark: str
    mark_drop: float
    rule_share: float
    rule_drop: float
    rule_thickness: float
    number_drop: float
    joint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightHead:
    """The line at the top right, the motto below it (or none), a rule as long as the last one, and the date line.

    :param edge: no date line goes beyond it.
    """

    centre: float
    text: str
    size: float
    baseline: float
    motto: str
    motto_size: float
    motto_drop: float
    rule_drop: float
    rule_thickness: float
    date_baseline: float
    date_size: float
    date_gap: float
    edge: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """Number and symbol: ``words`` with {number}, {type}, {body}. ``joint``: between the symbols of two bodies."""

    words: str
    digits: int
    blank: str
    size: float
    joint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """Place and date: ``words`` with {place}, {day}, {month}, {year}."""

    words: str
    padded_days_below: int
    padded_months_below: int
    blank_day: str
    blank_month: str
    blank_year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShape:
    """How far a prepared line's place reaches above and below its baseline."""

    above: float
    below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleShape:
    """Tên loại, trích yếu and the mark or rule below.

    :param clearance: least drop from a note at the left (urgency, draft) to the tên loại.
    """

    type_size: float
    type_baseline: float
    summary_size: float
    summary_baseline: float
    pitch: float
    width: float
    mark: str
    mark_size: float
    mark_drop: float
    rule_share: float
    rule_drop: float
    rule_thickness: float
    body_drop: float
    clearance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShape:
    """A công văn: it has no tên loại, and its trích yếu stands under the number line.

    :param types: symbols of the document types that are written so.
    :param number: the number line's words, as ``NumberLine`` has them.
    :param prefix: what the trích yếu begins with, or empty: then it begins with a capital.
    :param drop: from the number line to the first line of the trích yếu.
    :param body_drop: from the lowest line of the head to the first line below it.
    """

    types: tuple[str, ...]
    number: str
    prefix: str
    size: float
    italic: bool
    drop: float
    pitch: float
    width: float
    body_drop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingStyle:
    """How a heading of one level looks."""

    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyShape:
    """Paragraphs, headings by level, and the two centred lines of a part.

    :param ascent: share of the pitch above the baseline.
    :param part_gap: free room before a part, beside the usual gap.
    """

    size: float
    pitch_points: float
    ascent: float
    gap: float
    indent: float
    headings: tuple[HeadingStyle, ...]
    part_size: float
    part_pitch: float
    part_gap: float

    @property
    def pitch(self) -> float:
        """Line to line, millimetres."""
        return self.pitch_points * 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleForm:
    """The lines over a signature of one authority and role, with {head}, {deputy}, {behalf}; which of them are bold."""

    authority: str
    role: str
    lines: tuple[str, ...]
    bold: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureShape:
    """The signature block; on a joint paper the second body's stands left of it and Nơi nhận below both.

    :param joint_drop: from the end of the lower block to Nơi nhận.
    """

    centre: float
    width: float
    size: float
    pitch: float
    drop: float
    name_drop: float
    tail: float
    forms: tuple[TitleForm, ...]
    name_bold: bool
    second_centre: float
    joint_width: float
    joint_drop: float

    def form(self, authority: str, role: str) -> TitleForm:
        """How such a signature is titled.

        :raises LookupError: the layout does not say (a fault of the installation).
        """
        for form in self.forms:
            if (form.authority, form.role) == (authority, role):
                return form
        raise LookupError(f"signature.forms: {authority}, {role}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientsShape:
    """Nơi nhận.

    :param archive_start: how the last item begins in this layout (or empty for any); one that does not is written as
        ``archive`` with {body}, the issuing body's symbol.
    :param kept_whole: lines up to which the list never goes over a page.
    """

    label: str
    label_end: str
    label_x: float
    label_size: float
    label_bold: bool
    label_italic: bool
    label_underlined: bool
    list_x: float
    list_right: float
    list_size: float
    first_drop: float
    pitch: float
    hanging: float
    dash: str
    separator: str
    end: str
    archive_start: str
    archive: str
    kept_whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexShape:
    """Annexes and their tables.

    :param label: with {number}; ``only_label`` where the report has no second annex.
    :param roman: whether numbers are Roman.
    :param title_caps: whether titles are set in capitals.
    :param reference: a line with {type} and {issuer}, or empty for none.
    :param inset: least room between a title and the side margins.
    :param table_least_size: down to which a table's letters may shrink, by whole points, before it is refused as too wide.
    :param continued: a line with {label} over a table that goes on from the page before, or empty for none.
    """

    label: str
    only_label: str
    roman: bool
    label_size: float
    title_size: float
    title_caps: bool
    pitch: float
    inset: float
    reference: str
    reference_size: float
    continued: str
    continued_size: float
    table_drop: float
    restart_numbers: bool
    table_size: float
    table_least_size: float
    table_pitch: float
    table_ascent: float
    table_padding: float
    table_padding_above: float
    line_thickness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartShape:
    """Charts of an annex. What depends on letters is given for those of ``size`` and shrinks with them.

    :param label: the title with {number} and {title}; ``unit`` the line below it with {unit}.
    :param continued: the title with {number} of a piece that goes on, where a chart is too high for a page.
    :param gap: above a chart; ``drop``: from its title to the picture.
    :param least_size: down to which letters shrink, by whole points, before a chart is divided.
    :param pitch: line to line, and bar to bar of one group; ``bar_share``: the part of it that a bar is thick.
    :param bar_gap: from one group of bars to the next.
    :param label_share: part of the width that labels beside bars have at most.
    :param plot_height: of standing columns and of lines over the months; ``share_height``: of the bar of a whole.
    :param line: thickness of axes and outlines; ``curve``: of the line over the months.
    """

    label: str
    continued: str
    title_size: float
    title_pitch: float
    unit: str
    unit_size: float
    gap: float
    drop: float
    size: float
    least_size: float
    pitch: float
    bar_share: float
    bar_gap: float
    label_share: float
    plot_height: float
    share_height: float
    line: float
    curve: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShape:
    """The words at the head of a draft and the pale mark under its text (angle in degrees, grey 0 to 1).

    :param numbered: the words with {number} where drafts are counted.
    """

    words: str
    numbered: str
    size: float
    drop: float
    mark: str
    mark_size: float
    mark_angle: float
    mark_grey: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StampShape:
    """The places of the leader's stamp and of the seal, between the title line and the name.

    :param picture_width: most that a picture of the leader's signature takes, as ``picture_height``; the seal lies over
        the left third of it (format.md).
    :param picture_text_size: largest size of the words below a picture.
    """

    leader_left: float
    leader_right: float
    leader_drop: float
    leader_height: float
    text_left: float
    text_size: float
    text_least_size: float
    seal_centre: float
    seal_size: float
    picture_width: float
    picture_height: float
    picture_text_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShape:
    """A short notice in capitals: under the number line (urgency) or under the date line (circulation).

    :param frame: thickness of the frame around it; 0 for none.
    :param frame_padding: room between the words and their frame.
    """

    size: float
    drop: float
    frame: float
    frame_padding: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseesShape:
    """Kính gửi, between head and text.

    :param types: symbols of the document types that have it; a report of another type never shows it.
    :param beside: whether the first of several stands on the label's line.
    """

    label: str
    label_end: str
    label_italic: bool
    size: float
    pitch: float
    width: float
    dash: str
    separator: str
    end: str
    beside: bool
    tail: float
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsShape:
    """Căn cứ: each a paragraph of its own before the text."""

    dash: str
    separator: str
    end: str
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FootShape:
    """The small things: the typist's mark below Nơi nhận, the issuing body's address at the foot of the first page."""

    typist_size: float
    typist_drop: float
    contact_size: float
    contact_pitch: float
    contact_rule: float
