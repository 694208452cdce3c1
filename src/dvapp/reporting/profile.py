"""Layout profiles: every millimetre and point of a paper's layout, read from ``resources/profiles/*.toml``.

A profile is data. No code may ask for a profile's name; what differs between two layouts is a value here.
Positions are millimetres from the top left corner of the page; ``*_drop`` is millimetres down from the line before;
sizes and ``*_points`` are points.
"""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from dvapp.domain.errors import ProfileUnknown


class ProfileBroken(ValueError):
    """A profile file of this installation does not say what it must; names file and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShape:
    """The sheet, its margins, and the page number from the second page on."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftHead:
    """Superior body, issuing body, the mark below them, and the drop to the number line."""

    centre: float
    width: float
    size: float
    baseline: float
    pitch: float
    mark: str
    mark_drop: float
    number_drop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RightHead:
    """The line at the top right with its rule, and the date line. ``edge``: no date line goes beyond it."""

    centre: float
    text: str
    size: float
    baseline: float
    rule_drop: float
    rule_thickness: float
    date_baseline: float
    date_size: float
    date_gap: float
    edge: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """Number and symbol: ``words`` with {number}, {type}, {body}."""

    words: str
    digits: int
    blank: str
    size: float


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
    """Tên loại, trích yếu and the mark below."""

    type_size: float
    type_baseline: float
    summary_size: float
    summary_baseline: float
    pitch: float
    width: float
    mark: str
    mark_size: float
    mark_drop: float
    body_drop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingStyle:
    """How a heading of one level looks."""

    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyShape:
    """Paragraphs and headings. ``ascent``: share of the pitch above the baseline."""

    size: float
    pitch_points: float
    ascent: float
    gap: float
    indent: float
    headings: tuple[HeadingStyle, ...]

    @property
    def pitch(self) -> float:
        """Line to line, millimetres."""
        return self.pitch_points * 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureShape:
    """The signature block; the title lines with {head} and {deputy}, and which of them are bold."""

    centre: float
    width: float
    size: float
    pitch: float
    drop: float
    name_drop: float
    tail: float
    head_lines: tuple[str, ...]
    deputy_lines: tuple[str, ...]
    head_bold: tuple[bool, ...]
    deputy_bold: tuple[bool, ...]
    name_bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientsShape:
    """Nơi nhận. ``kept_whole``: lines up to which the list never goes over a page."""

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
    kept_whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexShape:
    """Annexes. ``reference``: a line with {type} and {issuer}, or empty for none."""

    label: str
    label_size: float
    title_size: float
    pitch: float
    width: float
    reference: str
    reference_size: float
    table_drop: float
    restart_numbers: bool
    table_size: float
    table_pitch: float
    table_ascent: float
    table_padding: float
    table_padding_above: float
    line_thickness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShape:
    """The words at the head of a draft and the pale mark under its text (angle in degrees, grey 0 to 1)."""

    words: str
    size: float
    drop: float
    mark: str
    mark_size: float
    mark_angle: float
    mark_grey: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StampShape:
    """The places of the leader's stamp and of the seal, between the title line and the name."""

    leader_left: float
    leader_right: float
    leader_drop: float
    leader_height: float
    text_left: float
    text_size: float
    text_least_size: float
    seal_centre: float
    seal_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One official layout, complete."""

    code: str
    page: PageShape
    left_head: LeftHead
    right_head: RightHead
    number: NumberLine
    date: DateLine
    fields: FieldShape
    title: TitleShape
    body: BodyShape
    signature: SignatureShape
    recipients: RecipientsShape
    annex: AnnexShape
    draft: DraftShape
    stamp: StampShape


def profile_codes(folder: Path) -> tuple[str, ...]:
    """Codes of the profiles in ``folder``, in order of their names."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def read_profile(folder: Path, code: str) -> Profile:
    """The profile of that code.

    :raises ProfileUnknown: ``folder`` has none of that code.
    :raises ProfileBroken: its file is incomplete or has a wrong type somewhere (a fault of the installation).
    """
    known = profile_codes(folder)
    if code not in known:
        raise ProfileUnknown(where=code, profile=code, known=", ".join(known))
    profile: Profile = _value(Profile, _table(folder, code, ()), f"{code}.toml")
    if profile.code != code:
        raise ProfileBroken(f"{code}.toml: code: {profile.code!r}")
    return profile


def _table(folder: Path, code: str, heirs: tuple[str, ...]) -> dict[str, Any]:
    if code in heirs:
        raise ProfileBroken(f"{code}.toml: based_on: goes round in a circle")
    table = tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
    base = table.pop("based_on", None)
    return table if base is None else _merged(_table(folder, base, (*heirs, code)), table)


def _merged(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _value(kind: Any, value: Any, where: str) -> Any:
    """``value`` as ``kind``: a dataclass from a table, a tuple from a list, a float also from a whole number."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(value, dict):
        kinds = get_type_hints(kind)
        if odd := sorted(kinds.keys() ^ value.keys()):
            raise ProfileBroken(f"{where}: {', '.join(odd)}: missing or unknown")
        return kind(**{key: _value(kinds[key], item, f"{where}: {key}") for key, item in value.items()})
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_value(get_args(kind)[0], item, f"{where}[{n}]") for n, item in enumerate(value))
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ProfileBroken(f"{where}: {value!r} is not {kind}")
    return value
