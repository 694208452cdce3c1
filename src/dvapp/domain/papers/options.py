"""What a report's layout can carry beside its text, chosen by the pack and, for one report, by the officer.

Every setting has a name (the same on the command line, in packs and in the store), a form and a group. ``None`` follows
whoever was asked before: the officer's choice stands over the pack's for the board's level, and that over the pack's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from dvapp.domain.errors import OptionInvalid, OptionTooLong, OptionUnknown
from dvapp.domain.language.folding import folded
from dvapp.domain.places.units import Unit

Setting = str | int | bool | tuple[str, ...]
"""A setting's value: a text or choice, a number, a yes or no, a list of texts."""

LONGEST_TEXT = 300
LONGEST_LIST = 30
LAST_DRAFT = 99

URGENCIES = ("khan", "thuong_khan", "hoa_toc")
"""Mức độ khẩn, the least first (Hướng dẫn 36-HD/VPTW; Nghị định 30/2020, Điều 8); "" is none."""

URGENCY_WORDS = ("KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC")
"""The same as papers print them."""

PARTY, STATE = LAYOUTS = ("party", "state")
"""Whose rules the layout follows: the Party's guide in force on the report's day, or the state's decree. Papers of the state
are numbered by the calendar year (``run_of``).
"""

ROLES = ("leader", "deputy")
AUTHORITIES = ("own", "acting", "for_head", "on_behalf", "by_order")
"""By what right somebody signs (``Authority``); "" follows the role."""


class OptionForm(Enum):
    """What a setting holds."""

    TEXT = "text"
    LIST = "list"
    NUMBER = "number"
    CHOICE = "choice"
    SWITCH = "switch"


class OptionGroup(Enum):
    """What belongs together on a screen."""

    HEAD = "head"
    OPENING = "opening"
    SIGNER = "signer"
    FOOT = "foot"
    JOINT = "joint"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSpec:
    """One setting.

    :param choices: of a choice, without the empty one; ``default``: the choice where nobody made one, if there is one.
    :param in_packs: whether a pack may set it; what concerns one paper only (a draft's number, a name) it may not.
    """

    name: str
    form: OptionForm
    group: OptionGroup
    choices: tuple[str, ...] = ()
    default: str = ""
    in_packs: bool = True


def _text(name: str, group: OptionGroup, *, in_packs: bool = True) -> OptionSpec:
    return OptionSpec(name=name, form=OptionForm.TEXT, group=group, in_packs=in_packs)


def _choice(name: str, group: OptionGroup, choices: tuple[str, ...], default: str = "") -> OptionSpec:
    return OptionSpec(name=name, form=OptionForm.CHOICE, group=group, choices=choices, default=default)


def _list(name: str, group: OptionGroup, *, in_packs: bool = True) -> OptionSpec:
    return OptionSpec(name=name, form=OptionForm.LIST, group=group, in_packs=in_packs)


OPTIONS = (
    _choice("layout", OptionGroup.HEAD, LAYOUTS, default=PARTY),
    _choice("urgency", OptionGroup.HEAD, URGENCIES),
    _text("circulation", OptionGroup.HEAD),
    OptionSpec(name="draft_number", form=OptionForm.NUMBER, group=OptionGroup.HEAD, in_packs=False),
    _list("addressees", OptionGroup.OPENING),
    _list("grounds", OptionGroup.OPENING),
    _choice("role", OptionGroup.SIGNER, ROLES, default=ROLES[0]),
    _choice("authority", OptionGroup.SIGNER, AUTHORITIES),
    _text("behalf", OptionGroup.SIGNER),
    _text("signer", OptionGroup.SIGNER, in_packs=False),
    _list("recipients", OptionGroup.FOOT, in_packs=False),  # a pack has a key of its own for them
    _text("typist", OptionGroup.FOOT),
    _text("contact", OptionGroup.FOOT),
    OptionSpec(name="duplex", form=OptionForm.SWITCH, group=OptionGroup.FOOT),
    OptionSpec(name="qr", form=OptionForm.SWITCH, group=OptionGroup.FOOT),
    OptionSpec(name="joint", form=OptionForm.SWITCH, group=OptionGroup.JOINT),
    _text("second_name", OptionGroup.JOINT),
    _text("second_superior", OptionGroup.JOINT),
    _text("second_issuer", OptionGroup.JOINT),
    _text("second_symbol", OptionGroup.JOINT),
    _text("second_head_title", OptionGroup.JOINT),
    _text("second_deputy_title", OptionGroup.JOINT),
    _choice("second_role", OptionGroup.JOINT, ROLES, default=ROLES[0]),
    _choice("second_authority", OptionGroup.JOINT, AUTHORITIES),
    _text("second_behalf", OptionGroup.JOINT),
    _text("second_signer", OptionGroup.JOINT, in_packs=False),
)
"""Every setting, in the order in which people meet them on the paper."""

_BY_NAME = {spec.name: spec for spec in OPTIONS}
_YES, _NO = frozenset({"1", "yes", "true", "on", "co"}), frozenset({"0", "no", "false", "off", "khong"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """Settings by name; each means what the field of ``Report`` with that name says, texts as somebody typed them.

    :param layout: one of :data:`LAYOUTS`.
    :param role: "leader" or "deputy": who is to sign, ``signer`` his name where it is known before he signs.
    :param authority: one of :data:`AUTHORITIES`.
    :param joint: whether the body that the ``second_*`` settings describe issues the paper too.
    """

    layout: str | None = None
    urgency: str | None = None
    circulation: str | None = None
    draft_number: int | None = None
    addressees: tuple[str, ...] | None = None
    grounds: tuple[str, ...] | None = None
    role: str | None = None
    authority: str | None = None
    behalf: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] | None = None
    typist: str | None = None
    contact: str | None = None
    duplex: bool | None = None
    qr: bool | None = None
    joint: bool | None = None
    second_name: str | None = None
    second_superior: str | None = None
    second_issuer: str | None = None
    second_symbol: str | None = None
    second_head_title: str | None = None
    second_deputy_title: str | None = None
    second_role: str | None = None
    second_authority: str | None = None
    second_behalf: str | None = None
    second_signer: str | None = None

    def value(self, name: str) -> Setting | None:
        """The setting of that name; ``None``: it follows whoever was asked before."""
        found: Setting | None = getattr(self, name)
        return found

    @property
    def given(self) -> dict[str, Setting]:
        """The settings that are given, by name, in their order."""
        values = ((spec.name, self.value(spec.name)) for spec in OPTIONS)
        return {name: value for name, value in values if value is not None}

    def over(self, before: "ReportOptions") -> "ReportOptions":
        """These settings, and those of ``before`` where nothing is given here."""
        return replace(before, **self.given)  # type: ignore[arg-type]  # names and values come from the same class

    def with_value(self, name: str, value: Setting | None) -> "ReportOptions":
        """The same with one setting changed; ``None`` lets it follow again."""
        return replace(self, **{name: value})  # type: ignore[arg-type]  # callers give what the form holds


NO_OPTIONS = ReportOptions()


def option_spec(name: str) -> OptionSpec:
    """The setting of that name.

    :raises OptionUnknown: there is none.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise OptionUnknown(where=name, option=name, known=", ".join(_BY_NAME)) from None


def read_option(name: str, text: str) -> Setting:
    """A setting from what somebody typed. Items of a list end with a line or a semicolon.

    :raises OptionUnknown: there is no such setting.
    :raises OptionInvalid, OptionTooLong: it cannot hold this.
    """
    spec = option_spec(name)
    match spec.form:
        case OptionForm.LIST:
            return _items(spec, text.replace(";", "\n").splitlines())
        case OptionForm.NUMBER:
            return _number(spec, text)
        case OptionForm.CHOICE:
            return _chosen(spec, text)
        case OptionForm.SWITCH:
            return _switch(spec, text)
        case OptionForm.TEXT:
            return _line(spec, text)


def plain_options(options: ReportOptions) -> dict[str, object]:
    """The given settings as JSON can hold them."""
    return {name: list(v) if isinstance(v, tuple) else v for name, v in options.given.items()}


def read_options(plain: Mapping[str, object]) -> ReportOptions:
    """What :func:`plain_options` wrote.

    :raises ValueError: a value is not what its setting holds.
    """
    kinds = {OptionForm.NUMBER: int, OptionForm.SWITCH: bool, OptionForm.LIST: list}
    found: dict[str, Setting] = {}
    for name, value in plain.items():
        spec = _BY_NAME.get(name)
        if spec is None or type(value) is not kinds.get(spec.form, str):
            raise ValueError(f"option {name}")
        found[name] = tuple(str(item) for item in value) if isinstance(value, list) else value  # type: ignore[assignment]  # its type was compared
    return NO_OPTIONS.over(ReportOptions(**found))  # type: ignore[arg-type]  # each was compared with its form


def named_for(options: ReportOptions, unit: Unit) -> ReportOptions:
    """A pack's settings with the unit's name where they say {@unit} ("quận Cầu Giấy") or {@UNIT} (in capitals)."""
    name = f"{unit.kind} {unit.short_name}"

    def filled(value: Setting) -> Setting:
        match value:
            case str():
                return value.replace("{@unit}", name).replace("{@UNIT}", name.upper())
            case tuple():
                return tuple(str(filled(item)) for item in value)
            case _:
                return value

    return ReportOptions(**{key: filled(value) for key, value in options.given.items()})  # type: ignore[arg-type]  # each keeps its type


def lacking_of_second(options: ReportOptions) -> tuple[str, ...]:
    """Names of the settings without which a second body cannot issue a paper."""
    needed = ["second_name", "second_issuer", "second_symbol", "second_head_title"]
    if options.second_role == "deputy":
        needed.append("second_deputy_title")
    return tuple(name for name in needed if not options.value(name))


def clean_items(items: Iterable[str]) -> tuple[str, ...]:
    """Items of a list as the layout wants them: without dash and end mark, which are its own; empty ones left out."""
    bare = (item.strip().removeprefix("- ").rstrip(" ,;.").strip() for item in items)
    return tuple(item for item in bare if item)


def _line(spec: OptionSpec, text: str) -> str:
    """One line: whatever would break it becomes a space."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(clean) > LONGEST_TEXT:
        raise OptionTooLong(where=spec.name, option=spec.name, longest=LONGEST_TEXT)
    return clean


def _items(spec: OptionSpec, lines: Iterable[str]) -> tuple[str, ...]:
    items = tuple(item for line in lines if (item := _line(spec, line)))
    if len(items) > LONGEST_LIST:
        raise OptionInvalid(
            where=spec.name, option=spec.name, text=str(len(items)), known=f"≤ {LONGEST_LIST}"
        )
    return items


def _number(spec: OptionSpec, text: str) -> int:
    clean = text.strip()
    if not (clean.isascii() and clean.isdigit() and 1 <= int(clean[:9]) <= LAST_DRAFT):
        raise OptionInvalid(where=spec.name, option=spec.name, text=text, known=f"1–{LAST_DRAFT}")
    return int(clean)


def _chosen(spec: OptionSpec, text: str) -> str:
    """A choice by its code or, of an urgency, by its words."""
    wished = folded(text).replace(" ", "_").strip("_")
    if not wished:
        return ""
    if wished not in spec.choices:
        raise OptionInvalid(where=spec.name, option=spec.name, text=text, known=", ".join(spec.choices))
    return wished


def _switch(spec: OptionSpec, text: str) -> bool:
    wished = folded(text).strip()
    if wished not in _YES | _NO:
        raise OptionInvalid(where=spec.name, option=spec.name, text=text, known="yes, no")
    return wished in _YES
