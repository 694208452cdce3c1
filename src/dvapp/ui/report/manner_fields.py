"""How a step signs: which picture stands on the page, and whether a timestamp is asked for. Knows no rules."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dvapp.domain.signing.choices import SigningChoices, Stamping
from dvapp.host.i18n import _
from dvapp.services.reports.paging import StampPicture
from dvapp.services.signing.manner import Manner
from dvapp.ui.report.step_fields import FileField, StepField
from dvapp.ui.settings.signing import picture_kinds
from dvapp.ui.widgets import button, label, row


class MannerFields(QWidget):
    """``changed`` on every change; ``preview_wanted``: show the page with its stamp; ``settings_wanted``: go there.

    :param seal: whether the picture is a seal's.
    :param kept: the picture that the store keeps for whoever signs; shown unless he names another one, or none.
    """

    changed = Signal()
    preview_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, choices: SigningChoices, *, seal: bool, kept: StampPicture | None = None) -> None:
        super().__init__()
        self._choices, self._kept = choices, kept
        words = _("Picture of the seal") if seal else _("Picture of the signature")
        self.picture = FileField(words, picture_kinds())
        self.picture.edit.setPlaceholderText(
            _("none: the seal is drawn") if seal else _("none: the words of the signature alone")
        )
        if kept is None:
            self.picture.set_path(choices.seal_picture if seal else choices.signature_picture)
        self.own = QCheckBox(_("The picture kept for your account"))
        self.own.setChecked(kept is not None)
        self.own.setVisible(kept is not None)
        self.clear = QCheckBox(_("Clear its white ground"))
        self.seal_width = StepField(_("Real width of the seal, in millimetres"), QLineEdit())
        self.seal_width.edit.setPlaceholderText(_("as scanned"))
        self.seal_width.edit.setText(f"{choices.seal_size:g}" if choices.seal_size else "")
        self.timestamp = QCheckBox(_("Ask for a timestamp"))
        authorities = choices.stamping.authorities
        self.timestamp.setChecked(bool(authorities))
        self.timestamp.setEnabled(bool(authorities))
        why = (
            authorities[0]
            if authorities
            else _("No timestamp authority stands in the settings: nobody is asked.")
        )
        self._why = label(why, "small", wrap=True)
        self._settings = button(_("Settings of signing"), "link", clicked=self.settings_wanted.emit)
        self.preview = button(
            _("Show the page before signing"), "", icon="eye", clicked=self.preview_wanted.emit
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.picture)
        layout.addWidget(self.own)
        layout.addWidget(self.clear)
        layout.addWidget(self.seal_width)
        self.seal_width.setVisible(seal)
        layout.addWidget(self.timestamp)
        layout.addWidget(self._why)
        layout.addLayout(row(self._settings, None))
        layout.addLayout(row(self.preview, None))
        self.picture.changed.connect(self._picture_changed)
        self.seal_width.changed.connect(self.changed)
        self.clear.toggled.connect(self._picture_changed)
        self.own.toggled.connect(self._picture_changed)
        self.timestamp.toggled.connect(self.changed)
        self._picture_changed()

    def _picture_changed(self) -> None:
        has_picture = self._path() is not None
        self.clear.setEnabled(has_picture)
        self.clear.setToolTip("" if has_picture else _("There is no picture."))
        self.picture.say_fault("")
        self.own.setEnabled(not has_picture)
        self.own.setToolTip(_("Another file is named above.") if has_picture else "")
        self.seal_width.setEnabled(has_picture or self._shown_kept() is not None)
        self.changed.emit()

    def _shown_kept(self) -> StampPicture | None:
        return self._kept if self.own.isChecked() and self._path() is None else None

    def _path(self) -> Path | None:
        return self.picture.path()

    def manner(self) -> Manner:
        """What stands there now. A width that is no number counts as unsaid; :meth:`fault` tells it."""
        return Manner(
            stamping=self._choices.stamping if self.timestamp.isChecked() else Stamping(),
            online=self._choices.online,
            picture=self._path(),
            kept=self._shown_kept(),
            clear_ground=self.clear.isChecked(),
            picture_size=self._width() if self._has_picture() else None,
        )

    def fault(self) -> str:
        """What keeps it from being used; empty when nothing does."""
        if self._has_picture() and self.seal_width.edit.text().strip() and self._width() is None:
            return _("The width of the seal is a number of millimetres.")
        return ""

    def _has_picture(self) -> bool:
        return self._path() is not None or self._shown_kept() is not None

    def _width(self) -> float | None:
        try:
            size = float(self.seal_width.edit.text().strip().replace(",", "."))
        except ValueError:
            return None
        return size if size > 0 else None
