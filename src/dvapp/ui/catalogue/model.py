"""An entry's form, Qt-free: which texts it asks for, what stands in them, what is wrong with them."""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum

from dvapp.domain.catalogue.entries import FIELDS, NOTE, SUCCESSORS, Catalogue, Entry
from dvapp.domain.catalogue.reading import SINCE, UNTIL, Wish, read_typed_day
from dvapp.domain.language.folding import folded
from dvapp.domain.places.units import Level
from dvapp.domain.recording.records import Fault
from dvapp.host.i18n import _
from dvapp.services.catalogue.entries import check_entry
from dvapp.services.catalogue.lists import begin_texts
from dvapp.services.session import Session
from dvapp.ui.messages import fault_words, shown

TYPED = "catalogue/"
"""How the places begin at which the words of these forms are kept as typed."""

LIST = "list"
"""The list that a new answer belongs to; a text of the form that no entry has."""

KINDS = ("quận", "huyện", "thị xã", "thành phố", "phường", "xã", "thị trấn", "đặc khu")
"""Kinds of units that the form offers; the level follows from them."""

_DISTRICT, _COMMUNE = str(Level.DISTRICT.value), str(Level.COMMUNE.value)
_DISTRICTS = frozenset({"quận", "huyện", "thị xã", "thành phố"})


class Mode(Enum):
    """What the form is for: something new, other words from a day on, an own entry, an end."""

    NEW = "new"
    CHANGE = "change"
    EDIT = "edit"
    END = "end"


class EntryModel:
    """What stands in the form of one entry.

    :param code: what it is about; "" for something new.
    :param entry: the own entry that is edited, in the mode EDIT.
    :param day: the day that the list shows; a change begins with it.
    """

    def __init__(
        self,
        session: Session,
        catalogue: Catalogue,
        mode: Mode,
        *,
        code: str = "",
        entry: Entry | None = None,
        day: date,
    ) -> None:
        self.session, self.catalogue, self.mode = session, catalogue, mode
        self.code, self.entry, self.day = code, entry, day
        self.visited: set[str] = set()
        self.texts: dict[str, str] = self._begin()
        self.began = dict(self.texts)
        self.refused: tuple[Fault, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Tells forms apart, so that what is typed in one is found again."""
        entry = self.entry.id if self.entry is not None else ""
        return (self.catalogue.value, self.mode.value, self.code, entry)

    @property
    def place(self) -> str:
        """Where what is typed in the form is kept until it counts."""
        return TYPED + "/".join(self.key)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.texts != self.began

    # --- what it asks for --------------------------------------------------------------------------------------------

    @property
    def fields(self) -> tuple[str, ...]:
        """The texts of the form, in order."""
        catalogue, new = self.catalogue, self.mode is Mode.NEW
        if self.mode is Mode.END:
            more = (SUCCESSORS,) if catalogue is Catalogue.UNITS else ()
            return (SINCE, *more, NOTE)
        match catalogue:
            case Catalogue.THEMES:
                return (*(("code",) if new else ()), *FIELDS[catalogue], NOTE)
            case Catalogue.HOLIDAYS:
                return ("code", UNTIL, *FIELDS[catalogue])
            case Catalogue.UNITS:
                return (*(("code",) if new else ()), "name", "kind", "parent", SINCE, UNTIL, NOTE)
            case Catalogue.CHOICES:
                return (*((LIST,) if new else ()), *FIELDS[catalogue], SINCE, UNTIL, NOTE)
            case Catalogue.BOARDS:
                return (*FIELDS[catalogue], SINCE, UNTIL, NOTE)

    def _begin(self) -> dict[str, str]:
        if self.entry is not None:
            texts = dict(self.entry.content or {})
            for name, day in ((SINCE, self.entry.days.since), (UNTIL, self.entry.days.until)):
                if day is not None:
                    texts[name] = shown(day)
        elif self.mode in {Mode.CHANGE, Mode.END} and self.catalogue is not Catalogue.BOARDS:
            texts = begin_texts(self.session, self.catalogue, self.code, self.day.isoformat())
            if UNTIL in texts:
                texts[UNTIL] = shown(date.fromisoformat(texts[UNTIL]))
        else:
            texts = {}
        dated = self.catalogue in {Catalogue.UNITS, Catalogue.BOARDS, Catalogue.CHOICES}
        if dated and self.entry is None:
            texts[SINCE] = shown(self.day)
        if self.catalogue is Catalogue.HOLIDAYS:
            first = read_typed_day(self.code)
            texts["code"] = shown(first) if first is not None else texts.get("code", "")
            texts.setdefault("kind", "off")
        return {name: text for name, text in texts.items() if text}

    def put(self, name: str, text: str) -> None:
        """Keep what was typed."""
        self.refused = ()
        if text:
            self.texts[name] = text
        else:
            self.texts.pop(name, None)

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.texts.get(name, "")

    def placeholder(self, name: str) -> str:
        """What counts when a text of a board is left blank."""
        if self.catalogue is not Catalogue.BOARDS or name not in FIELDS[self.catalogue] or not self.code:
            return ""
        said = begin_texts(self.session, self.catalogue, self.code, self.day.isoformat())
        return said.get(name, "")

    # --- what it says ------------------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        """What shall be kept."""
        texts = {name: text for name, text in self.texts.items() if name not in {LIST, "code"}}
        if self.catalogue is Catalogue.UNITS and self.mode is not Mode.END:
            texts["level"] = self._level()
        return Wish(
            catalogue=self.catalogue,
            code=self._code(),
            texts=texts,
            gone=self.mode is Mode.END,
            new=self.mode is Mode.NEW and self.catalogue is not Catalogue.HOLIDAYS,
            entry=self.entry,
        )

    def _level(self) -> str:
        kind = self.text("kind").casefold()
        if not kind:
            return ""
        return _DISTRICT if kind in _DISTRICTS else _COMMUNE

    def _code(self) -> str:
        if self.catalogue is Catalogue.HOLIDAYS:
            first = read_typed_day(self.text("code"))
            return first.isoformat() if first is not None else self.text("code")
        if self.mode is not Mode.NEW:
            return self.code
        if self.catalogue is Catalogue.CHOICES:
            made = re.sub(r"[^a-z0-9]+", "_", folded(self.text("label")))[:30].strip("_") or "x"
            made = made if made[0].isalpha() else f"a_{made}"
            return f"{self.text(LIST)}/{made}"
        return self.text("code").strip()

    # --- what is wrong -----------------------------------------------------------------------------------------------

    def faults(self, *, all_of_them: bool = False) -> Mapping[str, str]:
        """Words for what is wrong, by field; of fields that were visited, unless all are wanted."""
        found = self.refused or check_entry(self.wish(), session=self.session)
        said: dict[str, list[str]] = {}
        for fault in found:
            name = self._place(fault.field)
            if all_of_them or self.refused or name in self.visited:
                said.setdefault(name, []).append(fault_words(fault))
        return {name: "\n".join(dict.fromkeys(words)) for name, words in said.items()}

    def _place(self, name: str) -> str:
        """The field beside which a fault is said; a fault of the code or level stands where the form has it."""
        if name in self.fields:
            return name
        stand_ins = {
            "code": ("code", LIST, "label", SINCE),
            "level": ("kind",),
            SINCE: ("code",),
            "kind": ("name",),
        }
        return next((other for other in stand_ins.get(name, ()) if other in self.fields), self.fields[0])


def mode_words(mode: Mode, catalogue: Catalogue) -> str:
    """The heading of a form."""
    if mode is Mode.EDIT:
        return _("Edit the own entry")
    if mode is Mode.END:
        return _("No more from a day on")
    if mode is Mode.NEW:
        return {
            Catalogue.THEMES: _("A new programme year"),
            Catalogue.UNITS: _("A new unit"),
            Catalogue.CHOICES: _("A new answer"),
            Catalogue.HOLIDAYS: _("A holiday or working day"),
            Catalogue.BOARDS: _("A board"),
        }[catalogue]
    if catalogue in {Catalogue.THEMES, Catalogue.HOLIDAYS}:
        return _("Change")
    return _("Change from a day on")
