"""Changed figures over the text: how many sentences, the one looked at with old and new, and the officer's answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dvapp.domain.papers.living import Change
from dvapp.host.i18n import _, ngettext
from dvapp.ui.report.living_model import told
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import FlowLayout, button, icon_button, label, name_icon_button, row

_MOST = 4
"""Changes of one sentence that are told one by one."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ReviewBar(QFrame):
    """One changed sentence at a time. Nothing opens over the window: the reason is asked for in the bar.

    ``step``: 1 to the next sentence, -1 back. ``kept`` carries the reason.
    """

    step = Signal(int)
    accepted = Signal()
    edit_wanted = Signal()
    kept = Signal(str)
    all_accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "warn")
        self._changes: tuple[Change, ...] = ()
        self._waits = False
        self._name: Callable[[Change], str] = str
        self._at, self._of, self._place = 0, 0, ""
        self.typed: TypedKeeper | None = None
        self._typed_at = ""
        self._title = label("", "", wrap=True, state="warn")
        self._where, self.words = label("", "small", wrap=True), label("", "", wrap=True)
        self._back = icon_button("chevron-left", "", clicked=lambda: self.step.emit(-1))
        self._on = icon_button("chevron-right", "", clicked=lambda: self.step.emit(1))
        self._all = button("", "mini", clicked=self.all_accepted.emit)
        self.accept_button = button("", "primary", clicked=self.accepted.emit)
        self.edit_button = button("", clicked=self.edit_wanted.emit)
        self.keep_button = button("", clicked=self.ask_reason)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.installEventFilter(self)
        self.reason.textEdited.connect(self._typed)
        self._fault = label("", "fault", wrap=True)
        self.keep_now_button = button("", "primary", clicked=self._keep)
        self._not_now = button("", clicked=self.forget_reason)
        self._answers, self._asking = QWidget(), QWidget()
        self._build()
        self.retranslate()
        self.hide()

    def _build(self) -> None:
        answers = FlowLayout(self._answers, spacing=6)
        for made in (self.accept_button, self.edit_button, self.keep_button):
            answers.addWidget(made)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(4)
        asking.addWidget(self.reason)
        asking.addWidget(self._fault)
        asking.addLayout(row(self.keep_now_button, self._not_now, None, spacing=6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 8)
        layout.setSpacing(3)
        head = row(self._title, self._back, self._on, self._all, spacing=2)
        head.setStretch(0, 1)
        layout.addLayout(head)
        for part in (self._where, self.words, self._answers, self._asking):
            layout.addWidget(part)
        self._asking.hide()
        self._fault.hide()

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_sentence(
        self,
        changes: Sequence[Change],
        name: Callable[[Change], str],
        *,
        at: int,
        of: int,
        place: str,
        typed_at: str = "",
    ) -> None:
        """Show the changes of one sentence; nothing for none.

        :param name: what a change's figure is called.
        :param at: which changed sentence it is, from 1; ``of``: how many there are. ``place``: its section's heading.
        :param typed_at: where a reason that is being typed for it is kept.
        """
        if self._changes != tuple(changes):
            self._changes, self._typed_at = tuple(changes), typed_at
            self._end_asking()
            if typed_at and self.typed is not None and (words := self.typed.text(typed_at)):
                self._show_asking(words)
        self._name, self._at, self._of, self._place = name, at, of, place
        self.retranslate()
        self._show()

    def wait(self, on: bool) -> None:
        """Stand back while something graver is asked over the same text; there is no room for both."""
        self._waits = on
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._changes) and not self._waits)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        count = self._of
        counted = ngettext(
            "{count} sentence has figures that changed", "{count} sentences have figures that changed", count
        )
        self._title.setText(counted.format(count=count))
        place = self._place or _("Opening")
        self._where.setText(
            _("Sentence {at} of {count} · {section}").format(at=self._at, count=count, section=place)
        )
        self.words.setText("\n".join(self._told()))
        self.setAccessibleName(f"{self._title.text()}. {self.words.text()}")
        name_icon_button(self._back, _("Previous change (Shift+F8)"))
        name_icon_button(self._on, _("Next change (F8)"))
        for made, words, tip in (
            (self._all, _("Accept all"), _("All sentences say the new figures")),
            (self.accept_button, _("Accept"), _("The sentence says the new figure (Enter, Alt+A)")),
            (self.edit_button, _("Edit the sentence"), _("Go into the sentence")),
            (
                self.keep_button,
                _("Keep the old one…"),
                _("Print the old figure and say why; the reason is printed too"),
            ),
            (self.keep_now_button, _("Keep the old figure"), _("Print the old figure with this reason")),
            (self._not_now, _("Cancel"), _("Back to the three answers")),
        ):
            made.setText(words)
            made.setToolTip(tip)
            made.setAccessibleName(words)
        self.reason.setPlaceholderText(_("Reason for keeping the old figure"))
        self.reason.setAccessibleName(_("Reason for keeping the old figure"))

    def _told(self) -> list[str]:
        lines = [
            _("{figure}: {change}").format(figure=self._name(c), change=told(c))
            for c in self._changes[:_MOST]
        ]
        left = len(self._changes) - len(lines)
        if left > 0:
            lines.append(
                ngettext("and {count} more figure", "and {count} more figures", left).format(count=left)
            )
        return lines

    # --- the reason ------------------------------------------------------------------------------------------------

    def ask_reason(self) -> None:
        """Ask for the reason in place of the three answers."""
        self._show_asking(self.reason.text())
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_asking(self, words: str) -> None:
        self.reason.setText(words)
        self._answers.hide()
        self._asking.show()

    def _typed(self, words: str) -> None:
        if self.typed is not None and self._typed_at:
            self.typed.put_line(self._typed_at, words)

    def forget_reason(self) -> None:
        """Keep nothing; back to the three answers."""
        self.typed_given(self._typed_at)
        self._end_asking()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed_given(self, place: str) -> None:
        """A reason was given, or is not wanted."""
        if self.typed is not None and place:
            self.typed.drop(place)

    def _end_asking(self) -> None:
        self.reason.clear()
        self._say_fault("")
        self._asking.hide()
        self._answers.show()

    @property
    def asking(self) -> bool:
        """Whether the reason is being asked for."""
        return not self._asking.isHidden()

    def _keep(self) -> None:
        if any(letter.isalpha() for letter in self.reason.text()):
            self.kept.emit(self.reason.text())
        else:
            self._say_fault(_("Write why the old figure is to be kept."))
            self.reason.setFocus()

    def _say_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    # --- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the focus, as Space does; Escape goes back into the text."""
        focus = self.focusWidget()
        if event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.edit_wanted.emit()
            return
        super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """In the reason's line Enter keeps and Escape gives up."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            self._keep()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.forget_reason()
            return True
        return False
