"""A report's settings while they are changed, without a widget: values, faults, undo; each change is kept at once."""

from collections.abc import Sequence

from dvapp.domain.errors import DvError
from dvapp.domain.papers.options import (
    NO_OPTIONS,
    OptionForm,
    ReportOptions,
    Setting,
    lacking_of_second,
    option_spec,
    read_option,
)
from dvapp.services.reports.options import Chosen, options_of, save_options
from dvapp.services.session import Session
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.report_model import Work

_MOST_STEPS = 200
"""Steps back that are remembered."""


class OptionsModel:
    """The settings of the report in work. What cannot be kept stays in its field and is told beside it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._work: Work | None = None
        self._chosen = Chosen(pack=NO_OPTIONS, own=NO_OPTIONS, recipients=())
        self._back: list[tuple[str, ReportOptions]] = []
        self._forth: list[ReportOptions] = []
        self.faults: dict[str, str] = {}

    def load(self, work: Work) -> None:
        """Read the settings of a report; the way back begins here."""
        self._work = work
        self._chosen = options_of(self._session, kind=work.kind, period=work.period)
        self._back.clear()
        self._forth.clear()
        self.faults.clear()

    # --- what stands there -----------------------------------------------------------------------------------------

    def value(self, name: str) -> Setting | None:
        """What the report goes by."""
        return self._chosen.given.value(name)

    def is_own(self, name: str) -> bool:
        """Whether it was chosen for this report."""
        return self._chosen.own.value(name) is not None

    @property
    def own_count(self) -> int:
        """How many settings were chosen for this report."""
        return len(self._chosen.own.given)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a joint paper still lacks; nothing where it is none."""
        return lacking_of_second(self._chosen.given) if self.value("joint") else ()

    @property
    def can_undo(self) -> bool:
        """Whether there is a way back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._forth)

    # --- changing --------------------------------------------------------------------------------------------------

    def put(self, name: str, typed: str | bool | Sequence[str]) -> bool:
        """Take what was typed or chosen; whether that changed the report."""
        try:
            value = _read(name, typed)
        except DvError as refusal:
            self.faults[name] = refusal_words(refusal)
            return False
        self.faults.pop(name, None)
        follows = self._chosen.own.with_value(name, None)
        before = self._following(name)
        return self._take(name, follows if value == before else follows.with_value(name, value))

    def follow(self, name: str) -> bool:
        """Let a setting follow the pack again; whether that changed anything."""
        self.faults.pop(name, None)
        return self._take("", self._chosen.own.with_value(name, None))

    def undo(self) -> None:
        """One step back."""
        if self._back:
            _name, options = self._back.pop()
            self._forth.append(self._chosen.own)
            self._keep(options)

    def redo(self) -> None:
        """One step forth again."""
        if self._forth:
            self._back.append(("", self._chosen.own))
            self._keep(self._forth.pop())

    def _following(self, name: str) -> Setting:
        """What the setting is without the officer's choice; empty rather than nothing."""
        empty: dict[OptionForm, Setting] = {
            OptionForm.LIST: (),
            OptionForm.SWITCH: False,
            OptionForm.NUMBER: 0,
        }
        given = Chosen(pack=self._chosen.pack, own=NO_OPTIONS, recipients=self._chosen.recipients).given
        found = given.value(name)
        spec = option_spec(name)
        return empty.get(spec.form, spec.default) if found is None else found

    def _take(self, name: str, options: ReportOptions) -> bool:
        if options == self._chosen.own:
            return False
        if not (name and self._back and self._back[-1][0] == name):  # typing in one field is one step
            self._back.append((name, self._chosen.own))
            del self._back[:-_MOST_STEPS]
        self._forth.clear()
        self._keep(options)
        return True

    def _keep(self, options: ReportOptions) -> None:
        assert self._work is not None, "settings are loaded before they are changed"
        self.faults.clear()
        save_options(self._session, kind=self._work.kind, period=self._work.period, options=options)
        self._chosen = Chosen(pack=self._chosen.pack, own=options, recipients=self._chosen.recipients)


def _read(name: str, typed: str | bool | Sequence[str]) -> Setting:
    spec = option_spec(name)
    if isinstance(typed, bool):
        return typed
    if isinstance(typed, str):
        return 0 if spec.form is OptionForm.NUMBER and not typed.strip() else read_option(name, typed)
    # A line of its own is an item, whatever signs are in it.
    return tuple(item for line in typed for item in _item(name, line))


def _item(name: str, line: str) -> tuple[str, ...]:
    found = read_option(name, line.replace(";", "\uff1b"))
    return tuple(item.replace("\uff1b", ";") for item in found) if isinstance(found, tuple) else ()
