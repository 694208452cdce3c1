"""How one wants to sign: timestamps, questions asked online, pictures of signature and seal. Kept as soon as it is typed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.domain.signing.choices import Stamping
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import keep_choice, kept_choice, signing_choices
from dvapp.services.reports.paging import StampPicture, Tone
from dvapp.services.session import Session
from dvapp.services.signing.own_pictures import forget_own_picture, keep_own_picture, own_picture
from dvapp.services.signing.picture_ports import Purpose
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import FileField, StepField
from dvapp.ui.settings.token_doctor import TokenDoctor
from dvapp.ui.settings.words import choice_fault
from dvapp.ui.widgets import button, card, label, row

_SEEN = QSize(220, 96)
"""Pixels of a picture's sample."""


class SigningSection(QWidget):
    """Fields named as the choices of ``host/signing_choices.py``; pictures are kept in the store, for one account."""

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self._session, self._tools, self._settings = session, session.tools, settings
        self._jobs = OwnedJobs(jobs, self)
        self.fields: dict[str, StepField] = {}
        self._samples: dict[str, QLabel] = {}
        self._shown: dict[str, str] = {}
        self.clear: dict[str, QCheckBox] = {}
        self.remove: dict[str, QPushButton] = {}
        self._heads = {name: label("", "heading") for name in ("time", "online", "pictures")}
        self._busy = False
        self._notes = {name: label("", "dim", wrap=True) for name in ("time", "online", "pictures")}
        self.online = QCheckBox()
        self.online.toggled.connect(self._online_changed)
        self.try_it = button("", "", clicked=self._try)
        self._tried = label("", "small", wrap=True)
        self.doctor = TokenDoctor(session.tools, jobs, settings)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self.doctor)
        body.addWidget(self._time())
        body.addWidget(self._revocation())
        body.addWidget(self._pictures())
        body.addStretch(1)
        for name, field in self.fields.items():
            field.left.connect(partial(self._keep, name))
        self.retranslate()
        self.refresh()

    # --- building ----------------------------------------------------------------------------------------------------

    def _time(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(self._heads["time"])
        inside.addWidget(self._notes["time"])
        for name in ("tsa", "tsa-seconds", "tsa-tries"):
            self.fields[name] = StepField("", QLineEdit())
        inside.addWidget(self.fields["tsa"])
        both = row(self.fields["tsa-seconds"], self.fields["tsa-tries"], spacing=12)
        for name in ("tsa-seconds", "tsa-tries"):
            both.setAlignment(self.fields[name], Qt.AlignmentFlag.AlignTop)
        inside.addLayout(both)
        trying = row(self.try_it, self._tried, spacing=12)
        trying.setStretch(1, 1)
        inside.addLayout(trying)
        return frame

    def _revocation(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(self._heads["online"])
        inside.addWidget(self._notes["online"])
        inside.addWidget(self.online)
        return frame

    def _pictures(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(self._heads["pictures"])
        inside.addWidget(self._notes["pictures"])
        for name in ("signature-image", "seal-image"):
            self.fields[name] = FileField("", "")
            sample = self._samples[name] = QLabel()
            sample.setFixedSize(_SEEN)
            sample.setAlignment(Qt.AlignmentFlag.AlignCenter)
            sample.hide()
            self.clear[name] = QCheckBox()
            self.remove[name] = button("", "ghost", icon="trash-2", clicked=partial(self._forget, name))
            inside.addWidget(self.fields[name])
            inside.addWidget(self.clear[name])
            inside.addLayout(row(sample, self.remove[name], None))
        self.fields["seal-size"] = StepField("", QLineEdit())
        inside.addWidget(self.fields["seal-size"])
        return frame

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.doctor.retranslate()
        self._heads["time"].setText(_("Timestamps"))
        self._notes["time"].setText(
            _(
                "A timestamp proves when a paper was signed. An authority is asked at each signing, and only if one "
                "stands here; it gets a digest and nothing of the document. If it does not answer, the signature holds "
                "all the same and the timestamp can be added later."
            )
        )
        self.fields["tsa"].call(_("Addresses of timestamp authorities, parted by spaces"))
        self.fields["tsa"].edit.setPlaceholderText("http://tsa.…")
        self.fields["tsa-seconds"].call(_("Seconds to wait for an answer"))
        self.fields["tsa-seconds"].edit.setPlaceholderText(str(Stamping().patience))
        self.fields["tsa-tries"].call(_("How often it is asked"))
        self.fields["tsa-tries"].edit.setPlaceholderText(str(Stamping().tries))
        self.try_it.setText(_("Ask for the time now"))
        self._heads["online"].setText(_("Revocation"))
        self._notes["online"].setText(
            _(
                "Before a signature the revocation lists kept here are looked at. Whether somebody may be asked over the "
                "network as well, you decide."
            )
        )
        self.online.setText(_("Ask the places that a certificate names whether it was revoked"))
        self._heads["pictures"].setText(_("Pictures on the page"))
        self._notes["pictures"].setText(
            _(
                "The signature blue, the seal red, both PNG with a transparent ground. The signature stands over the name; "
                "the seal covers its left third. Without a picture the seal is drawn. A picture is kept inside the store, "
                "encrypted and for your account alone; its file is not needed any more."
            )
        )
        self._name_file("signature-image", _("Picture of your signature"))
        self._name_file("seal-image", _("Picture of the body’s seal"))
        self.fields["seal-size"].call(_("Real width of the seal, in millimetres"))
        self.fields["seal-size"].edit.setPlaceholderText(_("as scanned"))

    def _name_file(self, name: str, words: str) -> None:
        field = self.fields[name]
        if isinstance(field, FileField):
            field.rename(words, picture_kinds())
        self.clear[name].setText(_("Clear the white ground of the next picture"))
        self.clear[name].setAccessibleName(f"{words}: {self.clear[name].text()}")
        self.remove[name].setText(_("Remove the picture"))
        self.remove[name].setAccessibleName(f"{words}: {self.remove[name].text()}")

    # --- content -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what is kept."""
        self.doctor.refresh()
        for name, field in self.fields.items():
            if name in _PURPOSES:
                continue
            kept = self._shown[name] = kept_choice(self._settings, name)
            if field.edit.text() != kept and not field.fault:
                field.edit.setText(kept)
        with QSignalBlocker(self.online):
            self.online.setChecked(signing_choices(self._settings).online)
        for name in _PURPOSES:
            self._look_at(name)
        self._may_try()

    def show_part(self, part: str) -> None:
        """Lead to a part of it: ``token``, the doctor of tokens."""
        if part == "token":
            self.doctor.begin()

    def keep_now(self) -> None:
        """Keep what is still being typed."""
        for name in self.fields:
            self._keep(name)

    def _keep(self, name: str) -> None:
        field = self.fields[name]
        text = field.edit.text()
        if name in _PURPOSES:
            self._keep_picture(name, text.strip())
            return
        if text.strip() == self._shown.get(name):
            return  # nobody typed here; another program may have changed it meanwhile
        try:
            self._shown[name] = keep_choice(self._settings, name, text)
        except DvError:
            field.say_fault(choice_fault(name, text))
            return
        self._tried.setText("")
        self._may_try()

    def _online_changed(self, wanted: bool) -> None:  # a slot
        keep_choice(self._settings, "revocation-online", "yes" if wanted else "no")

    # --- trying ------------------------------------------------------------------------------------------------------

    def _may_try(self) -> None:
        stamping = signing_choices(self._settings).stamping
        self.try_it.setEnabled(bool(stamping.authorities))
        self.try_it.setToolTip("" if stamping.authorities else _("No address stands above."))

    def _try(self) -> None:
        self._keep("tsa")
        stamping = signing_choices(self._settings).stamping
        if not stamping.authorities:
            return
        once = Stamping(authorities=stamping.authorities, patience=stamping.patience, tries=1)
        self._tried.setText(_("Asking…"))
        self.try_it.setEnabled(False)

        def answered(words: str) -> None:
            self._tried.setText(words)
            self._may_try()

        self._jobs.run(
            _("Asking for a timestamp"),
            lambda watch: self._tools.signatures.ask_time(once, lambda: watch.step(0, 0)),
            lambda time: answered(
                _("It answered: {time}.").format(
                    time=LocaleFormats(language()).screen_moment(time, seconds=True)
                )
            ),
            lambda refusal: answered(refusal_words(refusal)),
        )

    # --- pictures ----------------------------------------------------------------------------------------------------

    def _look_at(self, name: str) -> None:
        """Show the picture that is kept as a stamp will, if there is one."""
        session, purpose = self._session, _PURPOSES[name]
        self._jobs.run(
            _("Looking at the picture"),
            lambda _watch: own_picture(session, purpose),
            lambda picture: self._show_picture(name, picture),
            lambda refusal: self.fields[name].say_fault(refusal_words(refusal)),
        )

    def _keep_picture(self, name: str, text: str) -> None:
        """Take a picture into the store as soon as its file is named."""
        field, session, purpose = self.fields[name], self._session, _PURPOSES[name]
        if not text or field.fault or self._busy:
            return
        self._busy = True
        path, clear = Path(text).expanduser(), self.clear[name].isChecked()

        def taken(picture: StampPicture) -> None:
            self._busy = False
            field.edit.clear()
            self._show_picture(name, picture)
            field.say_note(*_said_of(name, picture))

        def refused(refusal: DvError) -> None:
            self._busy = False
            field.say_fault(refusal_words(refusal))

        self._jobs.run(
            _("Looking at the picture"),
            lambda _watch: keep_own_picture(session, purpose, path, clear_ground=clear),
            taken,
            refused,
        )

    def _forget(self, name: str) -> None:
        session, purpose = self._session, _PURPOSES[name]
        self._jobs.run(
            _("Remove the picture"),
            lambda _watch: forget_own_picture(session, purpose),
            lambda _none: self._show_picture(name, None),
        )

    def _show_picture(self, name: str, picture: StampPicture | None) -> None:
        field, sample = self.fields[name], self._samples[name]
        sample.setVisible(picture is not None)
        self.remove[name].setVisible(picture is not None)
        field.edit.setPlaceholderText(
            _("a picture is kept; name a file to replace it") if picture is not None else _("none")
        )
        if picture is not None:
            sample.setPixmap(on_paper(picture, _SEEN))
            sample.setAccessibleName(field.edit.accessibleName())


_PURPOSES = {"signature-image": Purpose.SIGNATURE, "seal-image": Purpose.SEAL}
"""The pictures, by the names of their choices."""


def on_paper(picture: StampPicture, size: QSize) -> QPixmap:
    """A picture on white paper of that size, as a page shows it in light and dark windows alike."""
    drawn = QPixmap()
    drawn.loadFromData(picture.png)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    drawn = drawn.scaled(size - QSize(16, 12), keep, smooth)
    paper = QPixmap(size)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawPixmap((size.width() - drawn.width()) // 2, (size.height() - drawn.height()) // 2, drawn)
    painter.end()
    return paper


def picture_kinds() -> str:
    """The file dialog's filter for pictures of signatures and seals."""
    return _("Pictures (*.png *.jpg *.jpeg)")


def _said_of(name: str, picture: StampPicture) -> tuple[str, str]:
    """Words about a picture that can be used, and their state."""
    if name == "signature-image":
        fit, doubt = picture.tone is Tone.BLUE, _("The official layout wants the signature blue.")
    else:
        fit, doubt = picture.tone is Tone.RED, _("The official layout wants the seal red.")
    return (_("It can be used."), "ok") if fit else (doubt, "warn")
