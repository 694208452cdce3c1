"""What a profile allows in a finished paper, read from ``resources/lint/*.toml``: ranges where a layout has one value.

A profile is data: no rule may ask for its code; what differs between two of them is a value here.
"""

import dataclasses
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from dvapp.domain.errors import ProfileUnknown

Span = tuple[float, ...]
"""Least and most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNorm:
    """Sheet, margins and page number."""

    width: float
    height: float
    top: Span
    bottom: Span
    left: Span
    right: Span
    number_size: Span
    number_middle: float
    annexes_restart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadNorm:
    """Both blocks at the head. ``mark``: below the issuer; empty: a rule stands there instead."""

    motto: tuple[str, ...]
    motto_sizes: tuple[Span, ...]
    superior_size: Span
    issuer_size: Span
    mark: str
    number_size: Span
    number_pattern: str
    number_example: str
    date_size: Span
    draft_size: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleNorm:
    """Tên loại and trích yếu. ``address``: whether a báo cáo has a Kính gửi: never, always, or either."""

    type_size: Span
    summary_size: Span
    mark: str
    rule_below: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNorm:
    """Paragraphs: pitch in points; ``old_end`` must not stand at the end (empty: it may)."""

    size: Span
    indent: Span
    pitch: Span
    gap: float
    end: str
    old_end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingNorm:
    """A rung of the ladder. ``loose``: what looks like it but is written otherwise; ``styled``: its style is fixed."""

    pattern: str
    loose: str
    example: str
    bold: bool
    italic: bool
    styled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerNorm:
    """The block of who signs."""

    size: Span
    form_wrong: str
    form_example: str
    own_title_bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientsNorm:
    """Nơi nhận."""

    label: str
    label_size: Span
    label_underlined: bool
    label_bold_italic: bool
    size: Span
    separator: str
    last: str
    last_example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexNorm:
    """Annexes. ``reference``: the line that ties one to its report, empty for none."""

    label: str
    label_example: str
    roman: bool
    label_size: Span
    title_size: Span
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeNorm:
    """Urgency or circulation. ``words``: what may stand there, a pattern; ``framed``: in a frame."""

    words: str
    example: str
    size: Span
    framed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressNorm:
    """Kính gửi: its label, and the list when there are several."""

    label_italic: bool
    size: Span
    separator: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsNorm:
    """Căn cứ. ``dash``: before each, empty for none."""

    dash: str
    separator: str
    end: str
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FootNorm:
    """The typist's sign below Nơi nhận, and the contact at the foot of the first page."""

    typist_size: Span
    contact_size: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """All that one profile allows."""

    code: str
    page: PageNorm
    head: HeadNorm
    title: TitleNorm
    urgency: NoticeNorm
    circulation: NoticeNorm
    addressees: AddressNorm
    grounds: GroundsNorm
    foot: FootNorm
    body: BodyNorm
    headings: tuple[HeadingNorm, ...]
    signer: SignerNorm
    recipients: RecipientsNorm
    annex: AnnexNorm


def norm_codes(folder: Path) -> tuple[str, ...]:
    """Codes of the profiles there are norms for."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@lru_cache(maxsize=8)
def read_norms(folder: Path, code: str) -> Norms:
    """The norms of a profile.

    :raises ProfileUnknown: there are none of that code.
    :raises ValueError: their file is incomplete (a fault of the installation).
    """
    known = norm_codes(folder)
    if code not in known:
        raise ProfileUnknown(where=code, profile=code, known=", ".join(known))
    norms: Norms = _value(Norms, _table(folder, code), code)
    return norms


def _table(folder: Path, code: str) -> dict[str, Any]:
    own = tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
    base = own.pop("based_on", None)
    if base is None:
        return own
    table = _table(folder, base)
    for key, value in own.items():
        table[key] = {**table[key], **value} if isinstance(value, dict) else value
    return table


def _value(kind: Any, value: Any, where: str) -> Any:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        kinds = get_type_hints(kind)
        if odd := sorted(kinds.keys() ^ value.keys()):
            raise ValueError(f"{where}: {', '.join(odd)}: missing or unknown")
        return kind(**{key: _value(kinds[key], item, f"{where}: {key}") for key, item in value.items()})
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(inner, item, where) for item in value)
    if type(value) is not kind:
        raise ValueError(f"{where}: {value!r} is not {kind}")
    return value
