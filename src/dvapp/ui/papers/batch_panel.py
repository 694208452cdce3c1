"""Several papers signed, or sealed, with one PIN: which of them, how, and what became of each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import StepKind
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, ngettext
from dvapp.services.chain.batch import Fate
from dvapp.ui.icons import icon
from dvapp.ui.messages import refusal_words
from dvapp.ui.papers.step_form import PaperStepForm
from dvapp.ui.papers.words import state_words
from dvapp.ui.shell.periods import in_year_words
from dvapp.ui.signed_words import doubt_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import label, scrolled

_LEAST_ROWS, _MOST_ROWS = 4, 9
"""Rows that the list shows before it scrolls."""
_BOX = 64
"""Pixels of a row's box and of what is around its words."""


class BatchPanel(QWidget):
    """``wanted`` carries the papers that are to be taken; ``looked_at`` the one in sight; ``closed``: back to one paper.

    :param make_form: makes the fields of the step, with the key and its PIN.
    """

    wanted = Signal(object)
    looked_at = Signal(object)
    preview_wanted = Signal(object)
    closed = Signal()

    def __init__(
        self, kind: StepKind, papers: Sequence[Paper], make_form: Callable[[StepKind], PaperStepForm]
    ) -> None:
        super().__init__()
        self.kind = kind
        self._papers = {paper.id: paper for paper in papers}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._title = label(batch_words(kind), "heading", wrap=True)
        self._lead = label(
            _(
                "Each paper is looked at, signed and kept by itself; what one is refused for keeps no other back."
            ),
            "dim",
            wrap=True,
        )
        self.all = QCheckBox(_("All of them"))
        self.list = QTreeWidget()
        self.form = make_form(kind)
        self._said = label("", "", wrap=True)
        self._said.hide()
        self._build(papers)
        self._count()

    def _build(self, papers: Sequence[Paper]) -> None:
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([_("Paper"), _("Period"), _("Outcome")])
        self.list.setAccessibleName(batch_words(self.kind))
        for paper in papers:
            item = QTreeWidgetItem([paper.number or str(paper.kind), in_year_words(paper.period), ""])
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setToolTip(0, paper.title or paper.name)
            item.setData(0, Qt.ItemDataRole.UserRole, paper.id)
            self.list.addTopLevelItem(item)
            self._items[paper.id] = item
        head = self.list.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setColumnWidth(0, self.list.fontMetrics().horizontalAdvance("00-BC/BDVQU") + _BOX)
        rows = min(max(len(papers), _LEAST_ROWS), _MOST_ROWS)
        self.list.setFixedHeight((rows + 1) * (self.list.sizeHintForRow(0) + 1) + 12)
        self.all.setChecked(True)
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(10)
        for part in (self._title, self._lead, self.all, self.list, self._said, self.form):
            body.addWidget(part)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page))
        self.all.clicked.connect(self._choose_all)
        self.list.itemChanged.connect(lambda _item, column: self._count() if column == 0 else None)
        self.list.currentItemChanged.connect(lambda _now, _before: self._look())
        self.form.submitted.connect(self._submit)
        self.form.dropped.connect(self.closed)
        self.form.preview_wanted.connect(self._preview)

    def begin(self) -> None:
        """Show the first paper, and put the focus where one types first."""
        self.list.setCurrentItem(next(iter(self._items.values())))
        self.form.begin()

    # --- which ---------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[Paper, ...]:
        """The papers that are to be taken, in their order."""
        return tuple(
            self._papers[key]
            for key, item in self._items.items()
            if item.checkState(0) is Qt.CheckState.Checked and not item.isDisabled()
        )

    @property
    def current(self) -> Paper | None:
        """The paper in sight."""
        item = self.list.currentItem()
        return self._papers.get(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else None

    def _choose_all(self, wanted: bool) -> None:  # a slot
        state = Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
        for item in self._items.values():
            if not item.isDisabled():
                item.setCheckState(0, state)

    def _count(self) -> None:
        chosen, left = len(self.chosen), sum(not item.isDisabled() for item in self._items.values())
        with QSignalBlocker(self.all):
            self.all.setChecked(0 < left == chosen)
        self.all.setEnabled(left > 0)
        self.form.act.setText(act_words(self.kind, chosen))
        self.form.act.setEnabled(chosen > 0)
        self.form.act.setToolTip("" if chosen else _("No paper is chosen."))

    def _look(self) -> None:
        if (paper := self.current) is not None:
            self.looked_at.emit(paper)

    # --- doing ---------------------------------------------------------------------------------------------------------

    def _submit(self) -> None:
        lacks = self.form.lacks_to_act() or ("" if self.chosen else _("No paper is chosen."))
        self.form.say_fault(lacks)
        if not lacks:
            self._said.hide()
            self.work(busy=True)
            self.wanted.emit(self.chosen)

    def _preview(self) -> None:
        paper = self.current or next(iter(self.chosen), None)
        lacks = self.form.lacks() or ("" if paper is not None else _("No paper is chosen."))
        self.form.say_fault(lacks)
        if not lacks:
            self.preview_wanted.emit(paper)

    def work(self, *, busy: bool) -> None:
        """Whether the papers are being taken: nothing is changed meanwhile."""
        for part in (self.form, self.all):
            part.setEnabled(not busy)

    def refuse(self, refusal: DvError) -> None:
        """Nothing was taken: say why beside the field it concerns."""
        self.work(busy=False)
        self.form.refuse(refusal)

    def show_fates(self, fates: Sequence[Fate]) -> None:
        """What became of some papers so far."""
        for fate in fates:
            item = self._items[fate.paper.id]
            self._papers[fate.paper.id] = fate.paper
            words, state = fate_words(fate)
            item.setText(2, words)
            item.setToolTip(2, words)
            if fate.signed is None and fate.refusal is None:
                continue
            item.setIcon(2, icon("circle-check" if state != "error" else "circle-alert", state))
            if fate.signed is not None:
                item.setCheckState(0, Qt.CheckState.Unchecked)
                item.setDisabled(True)

    def finish(self, fates: Sequence[Fate]) -> None:
        """Say what became of all; a key's secret is forgotten."""
        self.work(busy=False)
        asked = [
            one.refusal for one in fates if one.refusal is not None and one.refusal.code == "signer_differs"
        ]
        if asked:
            self.form.refuse(asked[0])
        else:
            self.form.forget_secret()  # a key that waits for a word still needs its PIN
        self.show_fates(fates)
        self._count()
        done = [fate for fate in fates if fate.signed is not None]
        left = len(fates) - len(done)
        doubts = dict.fromkeys(
            words for fate in done if fate.signed is not None for words in doubt_words(fate.signed)
        )
        words = [_("Done: {count} of {total}.").format(count=len(done), total=len(fates)), *doubts]
        if left:
            words.insert(1, _("The others are as they were; what stands beside each says why."))
        self._said.setText("\n".join(words))
        restyle(self._said, state="warn" if left or doubts else "ok")
        self._said.show()


def batch_words(kind: StepKind) -> str:
    """What is done with several papers."""
    return _("Seal several papers") if kind is StepKind.SEAL else _("Sign several papers")


def act_words(kind: StepKind, count: int) -> str:
    """The button that does it."""
    words = (
        ngettext("Seal {count} paper", "Seal {count} papers", count)
        if kind is StepKind.SEAL
        else ngettext("Sign {count} paper", "Sign {count} papers", count)
    )
    return words.format(count=count)


def fate_words(fate: Fate) -> tuple[str, str]:
    """What became of a paper, and the colour of that."""
    if fate.refusal is not None:
        return refusal_words(fate.refusal), "error"
    if fate.signed is None:
        return _("not done"), ""
    doubts = doubt_words(fate.signed)
    return " · ".join((state_words(fate.paper.state), *doubts)), "warn" if doubts else "ok"
