"""The check of a period beside whatever a screen shows of it: a button that tells the count, and the panel it opens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from dvapp.domain.calendar.periods import Period
from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.ui.icons import set_icon
from dvapp.ui.jobs import Jobs
from dvapp.ui.rules.panel import RulesPanel
from dvapp.ui.rules.words import count_words
from dvapp.ui.widgets import button

_WIDTH = 410
"""Pixels that the panel takes at first."""


class RulesBeside(QSplitter):
    """``figure_wanted`` carries a code, ``record_wanted`` a record's id. F8 opens and closes the panel."""

    figure_wanted = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(14)
        self.setChildrenCollapsible(False)
        self.panel = RulesPanel(session, jobs)
        self.panel.setMinimumWidth(370)
        self.panel.hide()
        self.button = button("", icon="circle-check", clicked=self._toggle)
        self.button.setCheckable(True)
        self._counts: tuple[int, int] | None = None
        self._gives_way: QWidget | None = None
        self.panel.counted.connect(self._counted)
        self.panel.closed.connect(self.close_panel)
        self.panel.figure_wanted.connect(self.figure_wanted)
        self.panel.record_wanted.connect(self.record_wanted)

    def hold(self, inner: QWidget, gives_way: QWidget, *, screen: QWidget) -> None:
        """Stand beside ``inner``; ``gives_way`` is a part of it that leaves its room to the open panel.

        :param screen: where F8 is heard.
        """
        self._gives_way = gives_way
        self.addWidget(inner)
        self.addWidget(self.panel)
        self.setStretchFactor(0, 1)
        for keys, act in (("F8", self._toggle), ("Esc", self.close_panel)):
            shortcut = QShortcut(QKeySequence(keys), screen if keys == "F8" else self.panel)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def load(self, period: Period) -> None:
        """Judge a period anew."""
        self.panel.load(period)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.panel.retranslate()
        self._say()

    def _counted(self, errors: int, waiting: int) -> None:
        self._counts = (errors, waiting)
        self._say()

    def _say(self) -> None:
        self.button.setToolTip(_("What the figures of the period break (F8)"))
        if self._counts is None:
            self.button.setText(_("Check"))
            self.button.setAccessibleName(self.button.toolTip())
            return
        errors, waiting = self._counts
        state = "error" if errors else "warn" if waiting else "ok"
        sign = {"error": "circle-alert", "warn": "triangle-alert", "ok": "circle-check"}[state]
        set_icon(self.button, sign, state, gap=5)
        self.button.setText(_("Check: {words}").format(words=count_words(errors, waiting)))
        self.button.setAccessibleName(f"{self.button.text()}. {self.button.toolTip()}")

    # --- open and closed ---------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the panel is in sight."""
        return not self.panel.isHidden()

    def open_panel(self) -> None:
        """Show the panel; what gives way goes."""
        if self._gives_way is not None:
            self._gives_way.hide()
        self.panel.show_panel()
        self.button.setChecked(True)
        self.setSizes([max(self.width() - _WIDTH, _WIDTH), _WIDTH])
        self.panel.filter.setFocus()

    def close_panel(self) -> None:
        """Hide the panel; what gave way is back, and the focus at the button."""
        had_focus = self.panel.isAncestorOf(QApplication.focusWidget() or self)
        self.panel.hide()
        if self._gives_way is not None:
            self._gives_way.show()
        self.button.setChecked(False)
        if had_focus:
            self.button.setFocus()

    def _toggle(self) -> None:
        if self.is_open:
            self.close_panel()
        else:
            self.open_panel()
