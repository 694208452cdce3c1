"""The register's forms, Qt-free: what is asked, what was typed, what is wrong with it, and how it is kept."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dvapp.domain.accounts.account_errors import AccountUnknown, LoginNeeded
from dvapp.domain.catalogue.reading import read_typed_day
from dvapp.domain.errors import DvError, WrongPassword
from dvapp.domain.register.entries import RegisterEntry, symbol_of
from dvapp.domain.register.numbers import Number
from dvapp.domain.register.register_errors import EntryFieldMissing, NumberReasonEmpty
from dvapp.domain.register.series import Run
from dvapp.host.i18n import _
from dvapp.services.register.handing_over import take_over
from dvapp.services.register.lines import amend_line
from dvapp.services.register.numbering import NumberWish, enter_paper, return_number
from dvapp.services.register.series import begin_series, list_series, next_numbers, proposed_term
from dvapp.services.session import Session
from dvapp.ui.messages import refusal_words, shown
from dvapp.ui.register_words import column_words, run_words

TYPES = {
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "QĐ": "Quyết định",
    "CTr": "Chương trình",
    "TTr": "Tờ trình",
    "CV": "",
}
"""Usual symbols of document types and their names in the register; a công văn has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field. ``form``: "line", "long", "day", "number", "choice" or "secret". ``hint``: shown while it is blank."""

    name: str
    words: str
    form: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


class Form(ABC):
    """What somebody writes into the register. ``place``: where its words are kept until they are given."""

    place: str

    def __init__(self, session: Session) -> None:
        self.session = session
        self.texts: dict[str, str] = dict(self.began())

    @property
    @abstractmethod
    def title(self) -> str:
        """What the form does."""

    @property
    @abstractmethod
    def act(self) -> str:
        """Words of the button that gives it."""

    @abstractmethod
    def fields(self) -> tuple[Asked, ...]:
        """What is asked, in order."""

    @abstractmethod
    def began(self) -> Mapping[str, str]:
        """What stands there before anybody typed."""

    @abstractmethod
    def keep(self) -> Number | None:
        """Give it. :raises DvError: it cannot be kept; ``where`` names the field where one is at fault."""

    @property
    def changed(self) -> bool:
        """Whether somebody typed something."""
        before = self.began()
        return any(text != before.get(name, "") for name, text in self.texts.items())

    @property
    def done(self) -> str:
        """Words for what came of it, where that is no number."""
        return _("The series was begun.")

    @property
    def worth_keeping(self) -> dict[str, str]:
        """What was typed, to be kept until it is given; nothing secret is among it."""
        secret = {one.name for one in self.fields() if one.form == "secret"}
        return {name: text for name, text in self.texts.items() if name not in secret} if self.changed else {}

    def faults(self) -> dict[str, str]:
        """What cannot be read, by field."""
        found = {}
        for one in self.fields():
            text = self.texts.get(one.name, "").strip()
            if one.form == "day" and text and read_typed_day(text) is None:
                found[one.name] = _("Write a day such as 04/06/2018.")
            if one.form == "number" and text and not (text.isascii() and text.isdigit()):
                found[one.name] = _("Write digits only.")
        return found

    def at(self, error: DvError) -> tuple[str, str]:
        """The field that a refusal is about, or "", and its words."""
        names = {one.name for one in self.fields()}
        match error:
            case EntryFieldMissing() if error.where in names:
                return error.where, _("Please fill this in.")
            case NumberReasonEmpty():
                return "reason", _("Please write why; the register keeps the reason.")
            case _:
                return "", refusal_words(error)

    def _text(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def _day(self, name: str) -> date | None:
        return read_typed_day(self._text(name)) if self._text(name) else None

    def _number(self, name: str) -> int | None:
        return int(self._text(name)) if self._text(name) else None


def _about_the_sending() -> tuple[Asked, ...]:
    return (
        Asked(name="signer", words=column_words("signer")),
        Asked(name="recipients", words=column_words("recipients"), form="long"),
        Asked(name="keeper", words=column_words("keeper")),
        Asked(name="copies", words=column_words("copies"), form="number"),
        Asked(name="sent", words=column_words("sent"), form="day"),
        Asked(name="note", words=column_words("note")),
    )


class EnterForm(Form):
    """A paper that was issued outside the program."""

    place = "register/enter"

    @property
    def title(self) -> str:
        """As :class:`Form`."""
        return _("Enter a paper issued outside the program")

    @property
    def act(self) -> str:
        """As :class:`Form`."""
        return _("Enter it in the register")

    def began(self) -> Mapping[str, str]:
        """As :class:`Form`."""
        offered = self._series()
        chosen = offered[0][0] if offered else ""
        return {"series": chosen, "document_type": TYPES.get(chosen.partition("/")[0], "")}

    def put_series(self, code: str) -> None:
        """Another series was chosen: its type's name follows, unless somebody wrote another one."""
        before = TYPES.get(self._text("series").partition("/")[0], "")
        if self._text("document_type") == before:
            self.texts["document_type"] = TYPES.get(code.partition("/")[0], "")
        self.texts["series"] = code

    def fields(self) -> tuple[Asked, ...]:
        """As :class:`Form`."""
        coming = self._coming()
        hint = _("{number} comes next").format(number=coming) if coming is not None else ""
        return (
            Asked(name="series", words=_("Papers"), form="choice", choices=self._series()),
            Asked(name="number", words=_("Number on the paper"), form="number", hint=hint),
            Asked(name="issued", words=column_words("issued"), form="day"),
            Asked(name="document_type", words=column_words("document_type")),
            Asked(name="excerpt", words=column_words("excerpt"), form="long"),
            *_about_the_sending(),
        )

    def keep(self) -> Number:
        """As :class:`Form`."""
        type_, _slash, run = self._text("series").partition("/")
        issued = self._day("issued")
        if issued is None:
            raise EntryFieldMissing(where="issued")
        symbol = symbol_of(type_, self.session.board_on(issued).symbol, Run(run))
        entry = RegisterEntry(
            symbol=symbol,
            issued=issued,
            document_type=self._text("document_type"),
            excerpt=self._text("excerpt"),
            signer=self._text("signer"),
            recipients=self._text("recipients"),
            keeper=self._text("keeper"),
            copies=self._number("copies"),
            sent=self._day("sent"),
            note=self._text("note"),
        )
        wish = NumberWish(type=type_, run=Run(run), symbol=symbol, day=issued)
        return enter_paper(self.session, wish, entry, number=self._number("number"))

    def _series(self) -> tuple[tuple[str, str], ...]:
        found = {
            f"{one.type}/{one.run.value}": f"{one.type} · {run_words(one.run)}"
            for one in list_series(self.session)
        }
        return tuple(found.items())

    def _coming(self) -> int | None:
        type_, _slash, run = self._text("series").partition("/")
        alike = [one for one in list_series(self.session) if (one.type, one.run.value) == (type_, run)]
        return next_numbers(self.session)[alike[-1].id] if alike else None


class BeginForm(Form):
    """Where a series begins."""

    place = "register/begin"

    @property
    def title(self) -> str:
        """As :class:`Form`."""
        return _("Begin a series of numbers")

    @property
    def act(self) -> str:
        """As :class:`Form`."""
        return _("Begin the series")

    def began(self) -> Mapping[str, str]:
        """As :class:`Form`."""
        begun = {one.type for one in list_series(self.session)}
        type_ = next((symbol for symbol in TYPES if symbol not in begun), "BC")
        term = proposed_term(self.session, Run.TERM, self.session.tools.clock.today())
        return {
            "type": type_,
            "run": Run.TERM.value,
            "since": shown(term.since) if term is not None else "",
            "until": shown(term.until) if term is not None and term.until is not None else "",
            "first": "1",
        }

    def fields(self) -> tuple[Asked, ...]:
        """As :class:`Form`."""
        runs = tuple((run.value, run_words(run)) for run in Run)
        return (
            Asked(name="type", words=_("Symbol of the document type"), hint="BC, KH, TB, CV"),
            Asked(name="run", words=_("Numbers run through"), form="choice", choices=runs),
            Asked(name="since", words=_("First day of the term or year"), form="day"),
            Asked(name="until", words=_("Last day, where it is known"), form="day"),
            Asked(name="first", words=_("First number in this store"), form="number"),
            Asked(
                name="reason",
                words=_("Why it does not begin with 1"),
                hint=_("for example: 37 reports stand in the paper register"),
            ),
        )

    def keep(self) -> None:
        """As :class:`Form`."""
        begin_series(
            self.session,
            self._text("type"),
            run=Run(self._text("run") or Run.TERM.value),
            since=self._day("since"),
            until=self._day("until"),
            first=self._number("first") or 0,
            reason=self._text("reason"),
        )


class TakeOverForm(Form):
    """Series that are gone on with here, and were numbered in another store of the board."""

    place = "register/take-over"

    def __init__(self, session: Session, path: Path) -> None:
        self.path = path
        super().__init__(session)

    @property
    def title(self) -> str:
        """As :class:`Form`."""
        return _("Take the series of numbers over from {file}").format(file=self.path.name)

    @property
    def act(self) -> str:
        """As :class:`Form`."""
        return _("Take over")

    @property
    def done(self) -> str:
        """As :class:`Form`."""
        return _("The series of numbers are gone on with here.")

    def began(self) -> Mapping[str, str]:
        """As :class:`Form`."""
        return {"login": "" if self.session.actor.alone else self.session.actor.login}

    def fields(self) -> tuple[Asked, ...]:
        """As :class:`Form`."""
        return (
            Asked(
                name="login",
                words=_("The clerk’s login in that store"),
                hint=_("blank where it has one account"),
            ),
            Asked(name="password", words=_("The clerk’s password in that store"), form="secret"),
        )

    def at(self, error: DvError) -> tuple[str, str]:
        """As :class:`Form`."""
        match error:
            case WrongPassword():
                return "password", refusal_words(error)
            case AccountUnknown() | LoginNeeded():
                return "login", refusal_words(error)
            case _:
                return super().at(error)

    def keep(self) -> None:
        """As :class:`Form`."""
        login = self._text("login").lower() or None
        password = unicodedata.normalize("NFC", self.texts.get("password", ""))
        take_over(self.session, self.path, password=password, login=login)


class AmendForm(Form):
    """A line that is corrected or completed."""

    def __init__(self, session: Session, line: Number) -> None:
        assert line.entry is not None, "only an issued paper has a line"
        self.line, self.entry = line, line.entry
        self.place = f"register/amend/{line.series}/{line.number}"
        super().__init__(session)

    @property
    def title(self) -> str:
        """As :class:`Form`."""
        return _("Complete or correct {number}").format(number=self.line.label)

    @property
    def act(self) -> str:
        """As :class:`Form`."""
        return _("Keep the line")

    def began(self) -> Mapping[str, str]:
        """As :class:`Form`."""
        entry = self.entry
        return {
            "signer": entry.signer,
            "recipients": entry.recipients,
            "keeper": entry.keeper,
            "copies": "" if entry.copies is None else str(entry.copies),
            "sent": shown(entry.sent) if entry.sent is not None else "",
            "note": entry.note,
        }

    def fields(self) -> tuple[Asked, ...]:
        """As :class:`Form`."""
        why = Asked(name="reason", words=_("Why, for the history"), hint=_("for example: sent by post"))
        return (*_about_the_sending(), why)

    def keep(self) -> Number:
        """As :class:`Form`."""
        readers: dict[str, Callable[[str], object]] = {"copies": self._number, "sent": self._day}
        names = [one.name for one in _about_the_sending()]
        changes = {name: readers.get(name, self._text)(name) for name in names}
        return amend_line(
            self.session, self.line.series, self.line.number, changes, reason=self._text("reason")
        )


class ReturnForm(Form):
    """A number that is given back."""

    def __init__(self, session: Session, line: Number) -> None:
        self.line = line
        self.place = f"register/return/{line.series}/{line.number}"
        super().__init__(session)

    @property
    def title(self) -> str:
        """As :class:`Form`."""
        return _("Give number {number} back").format(number=self.line.label)

    @property
    def act(self) -> str:
        """As :class:`Form`."""
        return _("Give it back")

    def began(self) -> Mapping[str, str]:
        """As :class:`Form`."""
        return {}

    def fields(self) -> tuple[Asked, ...]:
        """As :class:`Form`."""
        hint = _("for example: the paper was withdrawn before it was signed")
        return (Asked(name="reason", words=_("Why, for the history"), form="long", hint=hint),)

    def keep(self) -> Number:
        """As :class:`Form`."""
        return return_number(self.session, self.line.series, self.line.number, reason=self._text("reason"))
