"""What was typed into the forms of the catalogues and not kept as an entry yet, with the way back to each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dvapp.domain.catalogue.entries import Catalogue
from dvapp.host.i18n import _
from dvapp.ui.catalogue.model import TYPED, Mode, mode_words
from dvapp.ui.catalogue_messages import catalogue_words
from dvapp.ui.widgets import FlowLayout, button, clear_layout, label

_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class UnkeptForm:
    """A form with words in it. ``name``: of what it is about, as far as it is known."""

    catalogue: Catalogue
    mode: Mode
    code: str
    entry: str
    name: str

    @classmethod
    def read(cls, place: str, texts: Mapping[str, str]) -> Self | None:
        """The form that words were typed into; ``None``: a form of another version of the program."""
        catalogue, _slash, rest = place.removeprefix(TYPED).partition("/")
        mode, _slash, rest = rest.partition("/")
        code, _slash, entry = rest.rpartition("/")
        if catalogue not in {c.value for c in Catalogue} or mode not in {m.value for m in Mode}:
            return None
        name = texts.get("name") or texts.get("label") or code
        return cls(catalogue=Catalogue(catalogue), mode=Mode(mode), code=code, entry=entry, name=name)

    @property
    def words(self) -> str:
        """What it is about."""
        if self.mode is Mode.NEW:
            new = mode_words(self.mode, self.catalogue)
            return f"{new}: {self.name}" if self.name else new
        return f"{catalogue_words(self.catalogue)}: {self.name}"


class UnkeptStrip(QFrame):
    """``wanted`` carries the :class:`UnkeptForm` to go on with."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "info")
        self._forms: tuple[UnkeptForm, ...] = ()
        self._title = label("", "label", wrap=True)
        self._links = FlowLayout(spacing=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addLayout(self._links)
        self.hide()

    def show_forms(self, forms: Sequence[UnkeptForm]) -> None:
        """Show which forms have words in them; none hides the strip."""
        if tuple(forms) != self._forms:
            self._forms = tuple(forms)
            self.retranslate()
        self.setVisible(bool(forms))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Typed and not kept as an entry yet; it counts nowhere until it is kept:"))
        self.setAccessibleName(self._title.text())
        clear_layout(self._links)
        for form in self._forms[-_SHOWN:]:
            self._links.addWidget(button(form.words, "link", clicked=partial(self.wanted.emit, form)))
