"""What is known of one thing of a catalogue: its form, the own entries, the history, for units the neighbours in time."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.catalogue.entries import Catalogue, Entry, in_force
from dvapp.domain.catalogue.items import texts_on
from dvapp.host.i18n import _
from dvapp.services.catalogue.lists import history, unit_story
from dvapp.services.session import Session
from dvapp.ui.catalogue.entry_form import EntryForm
from dvapp.ui.catalogue.model import Mode
from dvapp.ui.catalogue.next_year import NextYearPanel
from dvapp.ui.catalogue.story import StoryPanel
from dvapp.ui.catalogue.versions import VersionsPanel
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import shown
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import Segmented, label, row, scrolled

_ENDING = frozenset({Catalogue.UNITS, Catalogue.CHOICES})
_DATED = _ENDING | {Catalogue.BOARDS}


class DetailPanel(QFrame):
    """``mode_wanted`` carries the form that shall be shown.

    :ivar subject: catalogue, code and day of what is shown; ``None``: nothing, or something new.
    :ivar entries: the own entries of the subject that count.
    """

    mode_wanted = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(330)
        self._session = session
        self.subject: tuple[Catalogue, str, date] | None = None
        self.entries: tuple[Entry, ...] = ()
        self._new: Catalogue | None = None
        self._nothing = ""
        self._name = label("", "heading", wrap=True)
        self._about = label("", "small", wrap=True)
        self._origin = label("", "chip")
        self.modes = Segmented()
        self.form = EntryForm()
        self.versions = VersionsPanel()
        self.story = StoryPanel()
        self.next_year = NextYearPanel(session, jobs)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(18, 16, 18, 16)
        inner.setSpacing(10)
        inner.addWidget(self._name)
        inner.addLayout(row(self._origin, None))
        inner.addWidget(self._about)
        inner.addLayout(row(self.modes, None))
        inner.addWidget(self.form)
        inner.addWidget(self.versions)
        inner.addWidget(self.story)
        inner.addWidget(self.next_year)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(scrolled(page))
        self.modes.chosen.connect(lambda code: self.mode_wanted.emit(Mode(code)))

    def show_subject(self, catalogue: Catalogue, code: str, day: date) -> None:
        """Speak of one thing on a day."""
        self.subject, self._new, self._nothing = (catalogue, code, day), None, ""
        session = self._session
        found = in_force(session.entries, catalogue)
        if catalogue is Catalogue.HOLIDAYS:
            self.entries = tuple(e for e in found if e.days.holds(day))
        else:
            self.entries = tuple(e for e in found if e.code == code)
        codes = {e.code for e in self.entries} | {code}
        versions = [v for v in history(session, catalogue=catalogue) if v.code in codes]
        self.versions.show_entries(self.entries, versions)
        self.story.show_story(unit_story(session, code) if catalogue is Catalogue.UNITS else (), day)
        self._say()

    def show_new(self, catalogue: Catalogue) -> None:
        """Speak of something that there is not yet."""
        self.subject, self._new, self._nothing, self.entries = None, catalogue, "", ()
        self.versions.show_entries((), ())
        self.story.show_story((), date.min)
        self._say()

    def show_nothing(self, words: str) -> None:
        """Say why there is no form."""
        self.subject, self._new, self._nothing, self.entries = None, None, words, ()
        self.form.show_model(None)
        self.versions.show_entries((), ())
        self.story.show_story((), date.min)
        self._say()

    def show_mode(self, mode: Mode) -> None:
        """Mark the form in sight."""
        self.modes.choose(mode.value)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._offer_modes()
        self.form.retranslate()
        self.versions.retranslate()
        self.story.retranslate()
        self.next_year.retranslate()
        self._say()

    @property
    def covering(self) -> Entry | None:
        """The own entry that counts on the day of the subject and can be edited."""
        day = self.subject[2] if self.subject is not None else date.min
        return next((e for e in self.entries if e.days.holds(day) and not e.gone), None)

    def _offer_modes(self) -> None:
        catalogue = self.subject[0] if self.subject is not None else None
        offered = [("edit", _("Edit"))] if self.covering is not None else []
        if catalogue in _DATED:
            offered.append(("change", _("Change from a day on")))
        if catalogue in _ENDING:
            offered.append(("end", _("End")))
        self.modes.offer(offered)
        self.modes.setVisible(len(offered) > 1)

    def _say(self) -> None:
        subject = self.subject
        self._offer_modes()
        this_year = str(self._session.year)
        self.next_year.setVisible(subject is not None and subject[:2] == (Catalogue.THEMES, this_year))
        self._origin.setVisible(subject is not None)
        self._about.setVisible(subject is not None or bool(self._nothing))
        self._name.setVisible(subject is not None)
        if subject is None:
            self._about.setText(self._nothing)
            return
        catalogue, code, day = subject
        texts = (
            texts_on(catalogue, code, Ground(pack=self._session.pack, units=self._session.units), day) or {}
        )
        self._name.setText(_named(catalogue, code, texts.get("name") or texts.get("label", "")))
        own = any(entry.days.holds(day) for entry in self.entries)
        self._origin.setText(_("the board's own entry") if own else _("as it ships"))
        restyle(self._origin, state="info" if own else "draft")
        self._about.setText(_about(catalogue, code, day))
        self._about.setVisible(bool(self._about.text()))


def _named(catalogue: Catalogue, code: str, name: str) -> str:
    if catalogue is Catalogue.THEMES:
        return _("Programme year {year}").format(year=code)
    if catalogue is Catalogue.HOLIDAYS:
        return name or _("A day without a holiday")
    return name or code


def _about(catalogue: Catalogue, code: str, day: date) -> str:
    match catalogue:
        case Catalogue.UNITS:
            return _("Code {code}, as on {day}").format(code=code, day=shown(day))
        case Catalogue.BOARDS:
            return _("As on {day}. A blank text follows the rule of the template pack.").format(
                day=shown(day)
            )
        case Catalogue.CHOICES:
            return _("As on {day}. An answer that ended can still be read in old records.").format(
                day=shown(day)
            )
        case _:
            return ""
