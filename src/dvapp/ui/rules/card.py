"""The card of one breach: its sentence, what it needs, the ways to its figures and records, and room for the reason."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dvapp.domain.judging.rules import Breach
from dvapp.host.i18n import _, ngettext
from dvapp.ui.figures.figures_model import RecordLine
from dvapp.ui.icons import set_icon
from dvapp.ui.report.check_cards import ReasonField
from dvapp.ui.rules.sentence import RuleSentence
from dvapp.ui.rules.words import figure_tip, figure_words, sentence_words
from dvapp.ui.widgets import FlowLayout, button, label, row

_SIGNS = {"error": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}
_FIGURES_SHOWN = 8
_RECORDS_SHOWN = 15


class RuleCard(QFrame):
    """One breach. ``figure_wanted`` carries a code, ``record_wanted`` a record's id, ``reason_given`` its words."""

    figure_wanted = Signal(str)
    record_wanted = Signal(str)
    reason_given = Signal(str)

    def __init__(
        self, breach: Breach, *, state: str, need: str, chips: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self.breach = breach
        self.setProperty("role", "note")
        self.setProperty("state", state)
        self.state = state
        self._reason: ReasonField | None = None
        sign = label()
        set_icon(sign, _SIGNS[state], state, size=16)
        self.sentence = RuleSentence()
        self.sentence.say(sentence_words(breach), breach.figures)
        self.sentence.figure_wanted.connect(self.figure_wanted)
        self.need = label(need, "small", wrap=True)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(4)
        if chips:
            self.inner.addWidget(_chips(chips))
        self.inner.addWidget(self.sentence)
        if need:
            self.inner.addWidget(self.need)
        across = row(sign, self.inner, spacing=10)
        across.setStretch(1, 1)
        across.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.addLayout(across)
        self.setAccessibleName(self.sentence.words)

    def add_ways(self, lines: Callable[[], Sequence[RecordLine]]) -> None:
        """Links to each figure, and one to the records behind them, which are read when they are asked for."""
        holder = QWidget()
        flow = FlowLayout(holder, spacing=10)
        for figure in self.breach.figures[:_FIGURES_SHOWN]:
            code = str(figure.code)
            way = button(figure_words(figure), "link", clicked=partial(self.figure_wanted.emit, code))
            way.setToolTip(figure_tip(figure))
            way.setAccessibleName(_("Go to figure {code}").format(code=figure_tip(figure)))
            flow.addWidget(way)
        count = self.record_count
        if count:
            words = ngettext("{count} record behind it", "{count} records behind it", count)
            behind = button(words.format(count=count), "link", icon="link")
            behind.clicked.connect(lambda: self._offer(behind, lines()))
            behind.setAccessibleName(f"{behind.text()}: {self.sentence.words}")
            flow.addWidget(behind)
        self.inner.addWidget(holder)

    @property
    def record_count(self) -> int:
        """How many records the breach speaks of."""
        behind = (record for figure in self.breach.figures for record in figure.records)
        return len({*self.breach.records, *behind})

    def _offer(self, under: QWidget, lines: Sequence[RecordLine]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in lines[:_RECORDS_SHOWN]:
            words = f"{one.day} · {one.kind}" + (f" · {one.summary[:60]}" if one.summary else "")
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, record=str(one.id): self.record_wanted.emit(record))
        more = len(lines) - _RECORDS_SHOWN
        if more > 0:
            words = ngettext("and {count} more: see the figure", "and {count} more: see the figure", more)
            rest = menu.addAction(words.format(count=more))
            rest.triggered.connect(lambda: self.figure_wanted.emit(str(self.breach.codes[0])))
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def ask_reason(self, act: str, text: str = "") -> ReasonField:
        """Room for the reason."""
        self._reason = ReasonField(_("Reason"), act, text)
        self._reason.given.connect(self.reason_given)
        self.inner.addWidget(self._reason)
        return self._reason

    @property
    def reason(self) -> ReasonField | None:
        """The room for the reason, where one is asked for."""
        return self._reason

    def say_reason_fault(self, words: str) -> None:
        """Say what is wrong with the reason, beside it."""
        if self._reason is not None:
            self._reason.say_fault(words)


def _chips(chips: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(6)
    for words, state in chips:
        across.addWidget(label(words, "label" if state else "small"))
    across.addStretch(1)
    return holder
