"""The doctor of tokens in the window: choose a driver and a key, look at everything, and with the PIN sign a trial page."""

import unicodedata
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QWidget,
)

from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.signing.tokens import Driver, Health, PinState, Symptom, Token
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.ports import Tools
from dvapp.services.signing.tokens import Examinable
from dvapp.ui.chooser import Chooser
from dvapp.ui.jobs import Job, Jobs, Watch
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import password_field
from dvapp.ui.settings.finding_rows import SIGNS, FindingRows
from dvapp.ui.settings.token_model import Answer, DoctorWish, TokenDoctorModel
from dvapp.ui.theme import restyle
from dvapp.ui.token_report import Examined, examined_text, summary_words, worst
from dvapp.ui.token_words import subject_lines
from dvapp.ui.widgets import button, card, column, label, row

_SETTLED = 80
"""Milliseconds after which what was just shown stands in its place."""

_CHECKS = 12
"""About how many findings an examination has, for its progress."""


class TokenDoctor(QWidget):
    """Nothing is loaded before somebody asks. The PIN is forgotten as soon as it was given; it is never part of a copy."""

    def __init__(self, tools: Tools, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self._model, self._jobs = TokenDoctorModel(tools, settings), OwnedJobs(jobs, self)
        self._job: Job[Answer] | Job[tuple[Examinable, ...]] | None = None
        self._present: tuple[Examinable, ...] = ()
        self._chosen_file: Path | None = None
        self._found: list[Symptom] = []
        self._examined: Examined | None = None
        self._title, self._intro = label("", "heading"), label("", "dim", wrap=True)
        self._names = {name: label("", "label") for name in ("driver", "key")}
        self.drivers, self.keys = Chooser(), Chooser()
        self.choose_file = button("", clicked=self._choose_file)
        self.look = button("", icon="refresh-cw", clicked=self._look)
        self.pin, self.pad, self.online = password_field(""), QCheckBox(), QCheckBox()
        self.check = button("", "primary", clicked=self.examine)
        self.stop = button("", "ghost", clicked=self._stop)
        self._bar, self._said = QProgressBar(), label("", "fault", wrap=True)
        self._key_fault = label("", "fault", wrap=True)
        self._bar.setTextVisible(False)
        self.rows = FindingRows()
        self.copy = button("", "ghost", icon="copy", clicked=self.copy_result)
        self.confirm = button("", clicked=self._confirm)
        self._confirmed = label("", "small", wrap=True, state="ok")
        self._build()
        self.retranslate()
        self.refresh()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        frame, inside = card()
        inside.addWidget(self._title)
        inside.addWidget(self._intro)
        for name, chooser, beside in (
            ("driver", self.drivers, self.choose_file),
            ("key", self.keys, self.look),
        ):
            self._names[name].setBuddy(chooser)
            chooser.setMinimumContentsLength(12)
            chooser.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            across = row(chooser, beside)
            across.setStretch(0, 1)
            inside.addLayout(column(self._names[name], across, spacing=3))
        inside.addWidget(self._key_fault)
        for part in (self.pin, self.pad, self.online):
            inside.addWidget(part)
        self._bar.setFixedWidth(220)
        inside.addLayout(row(self.check, self.stop, self._bar, None, spacing=8))
        inside.addWidget(self._said)
        inside.addWidget(self._result_head())
        inside.addWidget(self.rows)
        inside.addLayout(row(self.confirm, None))
        inside.addWidget(self._confirmed)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)
        self.drivers.currentIndexChanged.connect(self._driver_changed)
        self.keys.currentIndexChanged.connect(self._key_changed)
        self.pin.edit.returnPressed.connect(self.examine)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.copy_result)
        self._idle()
        for hidden in (self.pad, self._head, self.confirm, self._confirmed):
            hidden.hide()

    def _result_head(self) -> QFrame:
        self._head, self._summary = QFrame(), label("", wrap=True)
        self._head.setProperty("role", "note")
        inside = QHBoxLayout(self._head)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.addWidget(self._summary, 1)
        inside.addWidget(self.copy)
        return self._head

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Examine a signing device"))
        self._intro.setText(
            _(
                "Whether driver, token, PIN, certificate and clock are fit to sign, each with what mends it. Nothing is "
                "written on the token."
            )
        )
        for name, chooser, words in (
            ("driver", self.drivers, _("Driver")),
            ("key", self.keys, _("Token and key")),
        ):
            self._names[name].setText(words)
            chooser.setAccessibleName(words)
        self.choose_file.setText(_("Choose the driver’s file…"))
        self.look.setText(_("Find devices"))
        self.pin.call(_("PIN of the token (may stay blank)"))
        self.pin.edit.setPlaceholderText(_("to sign a page that is thrown away at once"))
        self.pad.setText(_("Sign a page that is thrown away at once; the PIN is typed on the device"))
        self.online.setText(_("Ask over the network whether the place that tells about revocation answers"))
        self.check.setText(_("Examine"))
        self.stop.setText(_("Stop"))
        self.copy.setText(_("Copy the result"))
        self.copy.setToolTip(_("As text, for whoever looks after the computer; without the PIN (Ctrl+C)"))
        self.confirm.setText(_("The right PIN was taken in the token maker’s program"))
        self._offer_drivers()
        self._offer_keys(self._subject())
        self._say("")
        if self._examined is not None:
            self.rows.clear()
            self._show_examined(self._examined)

    def begin(self) -> None:
        """Lead the keyboard here."""
        if (area := self._area()) is not None:
            for after in (0, _SETTLED):
                QTimer.singleShot(after, self, partial(area.ensureWidgetVisible, self.keys, 0, 200))
        self.keys.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """A driver may have been installed meanwhile."""
        self._offer_drivers()

    # --- choosing ----------------------------------------------------------------------------------------------------

    def _offer_drivers(self) -> None:
        held, known = self._driver(), list(self._model.drivers())
        if self._chosen_file is not None and self._chosen_file not in {one.path for one in known}:
            known.append(Driver(path=self._chosen_file))
        with QSignalBlocker(self.drivers):
            self.drivers.clear()
            self.drivers.addItem(_("All that this computer knows"), None)
            for one in known:
                self.drivers.addItem(f"{one.maker} ({one.path})" if one.maker else str(one.path), one.path)
            at = next((at for at in range(self.drivers.count()) if self.drivers.itemData(at) == held), 0)
            self.drivers.setCurrentIndex(at)

    def _offer_keys(self, held: Examinable | None) -> None:
        with QSignalBlocker(self.keys):
            self.keys.clear()
            self.keys.addItem(_("The one that is in"), None)
            for words, one in zip(subject_lines(self._present), self._present, strict=True):
                self.keys.addItem(words, one)
            places = [one.place for one in self._present]
            self.keys.setCurrentIndex(places.index(held.place) + 1 if held and held.place in places else 0)
        self._key_changed()

    def _driver(self) -> Path | None:
        chosen = self.drivers.currentData()
        return chosen if isinstance(chosen, Path) else None

    def _subject(self) -> Examinable | None:
        chosen = self.keys.currentData()
        return chosen if isinstance(chosen, Examinable) else None

    def _driver_changed(self, _at: int = 0) -> None:
        self._present = ()
        self._offer_keys(None)

    def _key_changed(self, _at: int = 0) -> None:
        subject = self._subject()
        own_pad = subject is not None and subject.token.own_pad
        self.pad.setVisible(own_pad)
        self.pin.setVisible(not own_pad)
        self._say("")

    def _choose_file(self) -> None:
        kinds = _("Drivers (*.dll *.so *.so.* *.dylib);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Driver of the token"), "", kinds)
        if chosen:
            self.use_driver(Path(chosen))

    def use_driver(self, path: Path) -> None:
        """Take a driver by its file."""
        self._chosen_file = path
        self._offer_drivers()
        at = next(at for at in range(self.drivers.count()) if self.drivers.itemData(at) == path)
        self.drivers.setCurrentIndex(at)

    def _look(self) -> None:
        if self._job is not None:
            return
        driver, model = self._driver(), self._model

        def work(watch: Watch) -> tuple[Examinable, ...]:
            found = model.look(driver)
            watch.step(0, 0)
            return found

        self._working()
        self._job = self._jobs.run(_("Looking for tokens"), work, self._looked, self._refused)

    def _looked(self, present: tuple[Examinable, ...]) -> None:
        held = self._subject()
        self._idle()
        self._offer_drivers()
        self._take_present(present, held)
        if not present:
            self._say_of_key(_("No token is in, or its driver is not known"))

    def _take_present(self, present: tuple[Examinable, ...], held: Examinable | None) -> None:
        self._present = present
        self._offer_keys(held or (present[0] if len(present) == 1 else None))

    # --- examining ---------------------------------------------------------------------------------------------------

    def examine(self) -> None:
        """Look at everything, beside the window."""
        if self._job is not None:
            return
        wish = self._wish()
        self._found, self._examined = [], None
        self.rows.clear()
        for part in (self._head, self.confirm, self._confirmed):
            part.hide()
        self._working()
        found, model = self._found, self._model

        def work(watch: Watch) -> Answer:
            def told(symptom: Symptom) -> None:
                found.append(symptom)
                watch.step(len(found), _CHECKS)

            watch.step(0, _CHECKS)
            return model.examine(wish, told)

        job = self._jobs.run(_("Examining the signing device"), work, self._answered, self._refused)
        job.progressed.connect(self._progressed)
        self._job = job

    def _wish(self) -> DoctorWish:
        subject = self._subject()
        typed = unicodedata.normalize("NFC", self.pin.edit.text())
        pin: str | None = typed or None
        if subject is not None and subject.token.own_pad:
            pin = "" if self.pad.isChecked() else None
        return DoctorWish(driver=self._driver(), subject=subject, pin=pin, ask=self.online.isChecked())

    def _progressed(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self.rows.show_symptoms(self._found[:done])

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setText(_("Stopping…"))

    def _answered(self, answer: Answer) -> None:
        held = self._subject()
        self._idle()
        self._offer_drivers()
        examined = answer.examined
        self._take_present(answer.present, held or (examined.subject if examined is not None else None))
        if examined is None:
            self._say_of_key(_("More than one key is in; choose the one to examine."))
            self.keys.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.pin.edit.clear()
        self._examined = examined
        self._show_examined(examined)
        self._bring_into_sight()

    def _show_examined(self, examined: Examined) -> None:
        self.rows.show_symptoms(examined.symptoms)
        health = worst(examined.symptoms)
        self._summary.setText(summary_words(examined.symptoms))
        restyle(self._head, state=SIGNS[health][1])
        restyle(self._summary, state=SIGNS[health][1])
        self._head.setVisible(True)
        spared = any(one.health is Health.BAD and one.code == "pin_last_try" for one in examined.symptoms)
        subject = examined.subject
        self.confirm.setVisible(spared and subject is not None and subject.token.pin is not PinState.LAST)

    def _bring_into_sight(self) -> None:
        """Show what was found, and lead the keyboard to what must be mended first, if nobody took it elsewhere."""
        first = self.rows.worst()
        if first is None:
            return
        if (area := self._area()) is not None:
            for after in (0, _SETTLED):  # rows learn their height when they are laid out
                QTimer.singleShot(after, first, partial(area.ensureWidgetVisible, first, 0, 60))
        if self._has_keyboard():
            self.rows.stop_at(first)

    def _refused(self, refusal: DvError) -> None:
        self._idle()
        self.pin.edit.clear()
        if isinstance(refusal, Cancelled):
            self._say(_("Stopped; what was found by then stands here."))
        else:
            self._say(refusal_words(refusal))

    # --- afterwards --------------------------------------------------------------------------------------------------

    def copy_result(self) -> None:
        """Put what was found on the clipboard, as text."""
        if self._examined is not None:
            QGuiApplication.clipboard().setText(examined_text(self._examined))

    def _confirm(self) -> None:
        subject = self._examined.subject if self._examined is not None else None
        if subject is None:
            return
        self.confirm.setEnabled(False)

        def confirmed(token: Token) -> None:
            self._confirmed.setText(
                _("The PIN of the token {token} may be given here again.").format(token=token.label)
            )
            self._confirmed.show()
            self.confirm.setEnabled(True)
            self.confirm.hide()

        def refused(refusal: DvError) -> None:
            self.confirm.setEnabled(True)
            self._say(refusal_words(refusal))

        self._jobs.run(
            _("Looking for tokens"), lambda _watch: self._model.confirm(subject), confirmed, refused
        )

    # --- states ------------------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self._say_of_key("")
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _say_of_key(self, words: str) -> None:
        self._key_fault.setText(words)
        self._key_fault.setVisible(bool(words))
        restyle(self.keys, state="error" if words else "")

    def _area(self) -> QScrollArea | None:
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _working(self) -> None:
        self._say("")
        self._bar.setRange(0, 0)
        self._bar.show()
        self.stop.setEnabled(True)
        self.stop.show()
        if self._has_keyboard():
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)  # what had it cannot be used now
        for part in self._asked():
            part.setEnabled(False)

    def _idle(self) -> None:
        self._job = None
        for part in self._asked():
            part.setEnabled(True)
        if self._has_keyboard():
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop.setText(_("Stop"))
        self.stop.hide()
        self._bar.hide()

    def _asked(self) -> tuple[QWidget, ...]:
        return (
            self.drivers, self.choose_file, self.keys, self.look, self.pin, self.pad, self.online, self.check,
        )  # fmt: skip
