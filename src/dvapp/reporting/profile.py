"""Layout profiles: every millimetre and point of a paper's layout, read from ``resources/profiles/*.toml``.

A profile is data. No code may ask for a profile's name; what differs between two layouts is a value here.
"""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from dvapp.domain.errors import ProfileUnknown
from dvapp.reporting.shapes import (
    AddresseesShape,
    AnnexShape,
    BodyShape,
    ChartShape,
    DateLine,
    DraftShape,
    FieldShape,
    FootShape,
    GroundsShape,
    HeadingStyle,
    LeftHead,
    LetterShape,
    NoticeShape,
    NumberLine,
    PageShape,
    RecipientsShape,
    RightHead,
    SidewaysShape,
    SignatureShape,
    StampShape,
    TitleForm,
    TitleShape,
)

__all__ = [
    "AddresseesShape",
    "AnnexShape",
    "BodyShape",
    "ChartShape",
    "DateLine",
    "DraftShape",
    "FieldShape",
    "FootShape",
    "GroundsShape",
    "HeadingStyle",
    "LeftHead",
    "LetterShape",
    "NoticeShape",
    "NumberLine",
    "PageShape",
    "Profile",
    "ProfileBroken",
    "RecipientsShape",
    "RightHead",
    "SidewaysShape",
    "SignatureShape",
    "StampShape",
    "TitleForm",
    "TitleShape",
    "profile_codes",
    "read_profile",
]


class ProfileBroken(ValueError):
    """A profile file of this installation does not say what it must; names file and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One official layout, complete."""

    code: str
    page: PageShape
    sideways: SidewaysShape
    left_head: LeftHead
    right_head: RightHead
    number: NumberLine
    date: DateLine
    fields: FieldShape
    title: TitleShape
    letter: LetterShape
    urgency: NoticeShape
    circulation: NoticeShape
    addressees: AddresseesShape
    grounds: GroundsShape
    body: BodyShape
    signature: SignatureShape
    recipients: RecipientsShape
    annex: AnnexShape
    chart: ChartShape
    draft: DraftShape
    foot: FootShape
    stamp: StampShape

    @property
    def sideways_page(self) -> PageShape:
        """The sheet lying on its long side."""
        page, margins = self.page, self.sideways
        return replace(
            page,
            width=page.height,
            height=page.width,
            top=margins.top,
            bottom=margins.bottom,
            left=margins.left,
            right=margins.right,
        )


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
