"""From what was typed for an entry of a catalogue to the entry, or to everything that is wrong with the typing itself."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dvapp.domain.catalogue.entries import (
    FIELDS,
    GONE,
    HOLIDAY_KINDS,
    NOTE,
    ORDINARY,
    SUCCESSORS,
    Catalogue,
    Entry,
    choice_path,
)
from dvapp.domain.places.units import Level
from dvapp.domain.recording.plain import iso_day
from dvapp.domain.recording.records import Fault
from dvapp.domain.validity import ALWAYS, Validity

SINCE, UNTIL = "valid_from", "valid_to"
"""Names of the two days among the texts of a wish."""

LONGEST = 200
LONGEST_NOTE = 500
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR = re.compile(r"(19[4-9]\d|20\d\d)")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,15}")
_ANSWER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SYMBOL = re.compile(r"[0-9A-ZÀ-ỸĐ][0-9A-ZÀ-ỸĐ.&-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall be kept.

    :param texts: as typed: the two days (29/05/2018 or 2018-05-29) and the texts of :data:`~dvapp.domain.catalogue.entries.FIELDS`.
    :param gone: the thing does not exist on these days.
    :param new: the code shall stand for something that there is not yet.
    :param entry: the entry that shall be changed, with the version it was read in; ``None``: a new one.
    """

    catalogue: Catalogue
    code: str
    texts: Mapping[str, str]
    gone: bool = False
    new: bool = False
    entry: Entry | None = None

    @property
    def clean(self) -> dict[str, str]:
        """The texts that say something, in one form of Unicode and without spaces around them."""
        cleaned = {name: " ".join(unicodedata.normalize("NFC", t).split()) for name, t in self.texts.items()}
        return {name: text for name, text in cleaned.items() if text}


def read_wish(wish: Wish, entry_id: str) -> tuple[Entry | None, tuple[Fault, ...]]:
    """The entry that a wish describes, or ``None`` with all faults of the typing."""
    faults = [*_code_faults(wish), *_day_faults(wish), *_text_faults(wish)]
    if faults:
        return None, tuple(faults)
    content = {name: text for name, text in wish.clean.items() if name not in {SINCE, UNTIL}}
    if wish.gone:
        content = {name: content[name] for name in (NOTE, SUCCESSORS) if name in content}
        content[GONE] = "1"
    return Entry(
        id=entry_id,
        catalogue=wish.catalogue,
        code=wish.code,
        days=_days(wish),
        content=content,
        version=wish.entry.version if wish.entry is not None else 0,
    ), ()


def read_typed_day(text: str) -> date | None:
    """A day as typed, 29/05/2018 or 2018-05-29; ``None`` if it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return iso_day(text.strip())
    return iso_day(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}")


def _days(wish: Wish) -> Validity:
    if wish.catalogue is Catalogue.THEMES:
        return ALWAYS
    clean = wish.clean
    since = read_typed_day(clean[SINCE]) if SINCE in clean else None
    until = read_typed_day(clean[UNTIL]) if UNTIL in clean else None
    if wish.catalogue is Catalogue.HOLIDAYS:
        since = iso_day(wish.code)
        until = until or since
    return Validity(since=since, until=until)


# --- what can be wrong with the typing -------------------------------------------------------------------------------


def _code_faults(wish: Wish) -> Iterator[Fault]:
    code = wish.code
    match wish.catalogue:
        case Catalogue.THEMES if not _YEAR.fullmatch(code):
            yield Fault(field="code", code="not_a_year", details={"value": code})
        case Catalogue.HOLIDAYS if iso_day(code) is None:
            yield Fault(field="code", code="not_a_date", details={"value": code})
        case Catalogue.UNITS | Catalogue.BOARDS if not _CODE.fullmatch(code):
            yield Fault(field="code", code="code_invalid", details={"value": code})
        case Catalogue.CHOICES:
            path = choice_path(code)
            if path is None:
                yield Fault(field="code", code="answer_path_invalid", details={"value": code})
            elif not _ANSWER.fullmatch(path.choice):
                yield Fault(field="code", code="answer_code_invalid", details={"value": path.choice})
        case _:
            return


def _day_faults(wish: Wish) -> Iterator[Fault]:
    if wish.catalogue is Catalogue.THEMES:
        return
    clean, read = wish.clean, {}
    for name in (SINCE, UNTIL):
        if name in clean:
            read[name] = read_typed_day(clean[name])
            if read[name] is None:
                yield Fault(field=name, code="not_a_date", details={"value": clean[name]})
    if wish.gone and SINCE not in clean:
        yield Fault(field=SINCE, code="required")
    since, until = read.get(SINCE), read.get(UNTIL)
    if wish.catalogue is Catalogue.HOLIDAYS:
        since = iso_day(wish.code)
    if since is not None and until is not None and until < since:
        yield Fault(field=UNTIL, code="ends_before_it_begins")


_REQUIRED = {
    Catalogue.THEMES: ("central_theme",),
    Catalogue.BOARDS: (),
    Catalogue.UNITS: ("name", "kind", "level"),
    Catalogue.CHOICES: ("label",),
    Catalogue.HOLIDAYS: ("kind",),
}


def _text_faults(wish: Wish) -> Iterator[Fault]:
    clean = wish.clean
    known = {*FIELDS[wish.catalogue], NOTE, SUCCESSORS, SINCE, UNTIL}
    for name in clean:
        if name not in known:
            texts = ", ".join(FIELDS[wish.catalogue])
            yield Fault(field=name, code="entry_field_unknown", details={"known": texts})
    for name, text in clean.items():
        most = LONGEST_NOTE if name in {NOTE, SUCCESSORS} else LONGEST
        if len(text) > most:
            yield Fault(field=name, code="too_long", details={"length": len(text), "most": most})
        elif not text.isprintable():
            yield Fault(field=name, code="control_character")
    if wish.gone:
        return
    for name in _REQUIRED[wish.catalogue]:
        if name not in clean:
            yield Fault(field=name, code="required")
    yield from _own_faults(wish.catalogue, clean)


def _own_faults(catalogue: Catalogue, clean: Mapping[str, str]) -> Iterator[Fault]:
    match catalogue:
        case Catalogue.BOARDS:
            if not any(name in clean for name in FIELDS[catalogue]):
                yield Fault(field="name", code="nothing_said")
            if "symbol" in clean and not _SYMBOL.fullmatch(clean["symbol"]):
                yield Fault(field="symbol", code="symbol_invalid", details={"value": clean["symbol"]})
        case Catalogue.UNITS:
            levels = [level.value for level in Level]
            if clean.get("level", levels[0]) not in levels:
                yield _not_one_of("level", clean["level"], levels)
            elif clean.get("level") in {Level.DISTRICT.value, Level.COMMUNE.value} and "parent" not in clean:
                yield Fault(field="parent", code="required")
        case Catalogue.HOLIDAYS:
            if clean.get("kind", ORDINARY) not in HOLIDAY_KINDS:
                yield _not_one_of("kind", clean["kind"], HOLIDAY_KINDS)
            elif clean.get("kind", ORDINARY) != ORDINARY and "name" not in clean:
                yield Fault(field="name", code="required")
        case _:
            return


def _not_one_of(field: str, value: str, known: "list[str] | tuple[str, ...]") -> Fault:
    return Fault(field=field, code="unknown_choice", details={"value": value, "known": ", ".join(known)})
