"""The check panel: what changed, what the figures break, what the layout departs from; and any other file's layout."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.judging.rules import Breach
from dvapp.domain.papers.findings import Finding, Inspection
from dvapp.domain.papers.living import Change
from dvapp.host.i18n import _, ngettext
from dvapp.ui.report.check_cards import CheckCard, GroupBox, ReasonField
from dvapp.ui.report.check_model import MOST_SHOWN, CheckModel, Group, is_error
from dvapp.ui.report.check_words import (
    breach_need,
    change_words,
    file_words,
    finding_words,
    group_intro,
    group_said,
    group_title,
    picture_words,
)
from dvapp.ui.report.slide_panel import SlidePanel
from dvapp.ui.rules.card import RuleCard
from dvapp.ui.rules.words import level_state
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import button, clear_layout, icon_button, label, line, name_icon_button, row, scrolled


def _nowhere(_finding: Finding) -> tuple[str, int] | None:
    """Before anything is drawn no finding has a place in the text."""
    return None


class CheckPanel(SlidePanel):
    """Signals carry the thing meant: a change, a breach, a finding, and the reason where one is given.

    ``place_of`` tells the section and paragraph that a finding belongs to, if any.
    """

    closed = Signal()
    paragraph_wanted = Signal(str, int)
    figure_wanted = Signal(str)
    record_wanted = Signal(str)
    spot_wanted = Signal(object)
    text_of_spot_wanted = Signal(object)
    accepted = Signal(object)
    kept = Signal(object, str)
    explained = Signal(object, str)
    recheck_wanted = Signal()
    cancel_wanted = Signal()
    file_wanted = Signal()
    file_left = Signal()

    def __init__(self, model: CheckModel, below: QWidget, typed: TypedKeeper) -> None:
        super().__init__(below)
        self.model, self.typed = model, typed
        self._headings: dict[str, str] = {}
        self._fields: dict[str, ReasonField] = {}
        self._spots: list[tuple[Finding, CheckCard]] = []
        self._file: tuple[str, Inspection] | None = None
        self.place_of: Callable[[Finding], tuple[str, int] | None] = _nowhere
        self.groups = {group: GroupBox() for group in Group}
        self._build()
        self.hide()
        self.retranslate()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = label("", "heading")
        self._close = icon_button("x", "", clicked=self.close_panel)
        self._accept_all = button("", "link", clicked=lambda: self.accepted.emit(None))
        self._recheck = button("", "link", clicked=self.recheck_wanted.emit)
        self._cancel = button("", "link", clicked=self.cancel_wanted.emit)
        self.progress = QProgressBar()
        self.progress.hide()
        self.groups[Group.CHANGES].tools.addWidget(self._accept_all)
        layout_tools = self.groups[Group.LAYOUT].tools
        for widget in (self._recheck, self._cancel):
            layout_tools.addWidget(widget)
        layout_tools.addWidget(self.progress, 1)
        for box in self.groups.values():
            box.tools.addStretch(1)
        self._report_page, self._file_page = QWidget(), QWidget()
        groups = QVBoxLayout(self._report_page)
        groups.setContentsMargins(14, 12, 14, 12)
        groups.setSpacing(12)
        for box in self.groups.values():
            groups.addWidget(box)
        groups.addStretch(1)
        self._file_said, self._file_hint = label("", "", wrap=True), label("", "small", wrap=True)
        self._back = button("", "link", clicked=self.leave_file)
        self._file_cards = QVBoxLayout()
        self._file_cards.setSpacing(6)
        of_file = QVBoxLayout(self._file_page)
        of_file.setContentsMargins(14, 12, 14, 12)
        of_file.setSpacing(8)
        of_file.addLayout(row(self._back, None))
        of_file.addWidget(self._file_said)
        of_file.addWidget(self._file_hint)
        of_file.addLayout(self._file_cards)
        of_file.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self._report_page))
        self._stack.addWidget(scrolled(self._file_page))
        self._other = button("", icon="folder-open", clicked=self.file_wanted.emit)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 10, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.addWidget(self._other)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        for part in (head, line(), self._stack, line(), foot):
            if isinstance(part, QHBoxLayout):
                whole.addLayout(part)
            else:
                whole.addWidget(part, 1 if part is self._stack else 0)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Check"))
        name_icon_button(self._close, _("Close (Esc)"))
        self._accept_all.setText(_("Accept all"))
        self._recheck.setText(_("Check the layout again"))
        self._cancel.setText(_("Stop"))
        self.progress.setAccessibleName(_("Checking the layout"))
        self._other.setText(_("Check another file…"))
        self._other.setToolTip(_("The layout of any PDF or DOCX on this computer"))
        self._back.setText(_("Back to the report in work"))
        self.show_all()
        if self._file is not None:
            self.show_file(*self._file)

    # --- opening ---------------------------------------------------------------------------------------------------

    def open_panel(self) -> None:
        """Come into sight on the report's own check."""
        self.leave_file()
        self.slide_in()
        self._other.setFocus()

    def close_panel(self) -> None:
        """Slide away; what was looked at is left."""
        if self.is_open:
            self.leave_file()
            self.slide_out()
            self.closed.emit()

    def leave_file(self) -> None:
        """From another file's findings to the report's own."""
        if self._file is not None:
            self._file = None
            self._stack.setCurrentIndex(0)
            self.file_left.emit()

    # --- content ---------------------------------------------------------------------------------------------------

    def name_sections(self, headings: dict[str, str]) -> None:
        """The headings by which places are told."""
        self._headings = headings

    def show_all(self) -> None:
        """Show what the model knows now."""
        self.typed.reread()
        self._show_changes()
        self._show_rules()
        self.show_layout()

    def _say(self, group: Group) -> None:
        said, state = group_said(self.model, group)
        self.groups[group].say(group_title(group), group_intro(group), said, state)

    def _show_changes(self) -> None:
        self._say(Group.CHANGES)
        box, answers = self.groups[Group.CHANGES], self.model.answers
        clear_layout(box.cards)
        found = answers.changes if answers is not None else ()
        self._accept_all.setVisible(len(found) > 1)
        for change in found:
            box.cards.addWidget(self._change_card(change, self.typed_at(change)))
        for one in answers.kept if answers is not None else ():
            title, place = change_words(one.change, self._headings)
            card = CheckCard(title, _("{place}. Kept: {reason}").format(place=place, reason=one.reason), "ok")
            self._add_change_links(card, one.change)
            box.cards.addWidget(card)

    def typed_at(self, about: Change | Breach) -> str:
        """Where the reason for a change or a breach is typed."""
        answers = self.model.answers
        assert answers is not None, "only what was found has a reason"
        return answers.keep_place(about) if isinstance(about, Change) else answers.reason_place(about)

    def _change_card(self, change: Change, place: str) -> CheckCard:
        card = CheckCard(*change_words(change, self._headings), "error")
        self._add_change_links(card, change)
        key = f"{change.section}/{change.reference}"
        field = self._reason(key, place, _("Reason to keep “{old}”").format(old=change.old), _("Keep"))
        field.given.connect(lambda text: self.kept.emit(change, text))
        card.inner.addWidget(field)
        return card

    def _add_change_links(self, card: CheckCard, change: Change) -> None:
        card.add_links(
            (_("Go to the paragraph"), lambda: self.paragraph_wanted.emit(change.section, change.paragraph)),
            (_("Accept the new words"), lambda: self.accepted.emit(change)),
        )

    def _show_rules(self) -> None:
        self._say(Group.RULES)
        box, answers = self.groups[Group.RULES], self.model.answers
        clear_layout(box.cards)
        for breach in answers.breaches if answers is not None else ():
            box.cards.addWidget(self._breach_card(breach))

    def _breach_card(self, breach: Breach) -> RuleCard:
        card = RuleCard(breach, state=level_state(breach), need=breach_need(breach))
        card.add_ways(lambda: self.model.records_behind(breach))
        card.figure_wanted.connect(self.figure_wanted)
        card.record_wanted.connect(self.record_wanted)
        if not is_error(breach):
            act = _("Give the reason") if not breach.confirmed else _("Change the reason")
            field = self._reason(breach.rule, self.typed_at(breach), _("Reason"), act, breach.reason)
            field.given.connect(lambda text: self.explained.emit(breach, text))
            card.inner.addWidget(field)
        return card

    def _reason(self, key: str, place: str, name: str, act: str, text: str = "") -> ReasonField:
        """A field for a reason, with what was begun there and not given yet."""
        field = ReasonField(name, act, self.typed.text(place, text))
        self.typed.watch(field.edit, place, given=text)
        self._fields[key] = field
        return field

    def say_reason_fault(self, key: str, words: str) -> None:
        """Say what is wrong with a reason, beside it."""
        if key in self._fields:
            self._fields[key].say_fault(words)

    def show_layout(self) -> None:
        """Show the layout's findings, or how far their search is."""
        self._say(Group.LAYOUT)
        busy = self.model.inspecting
        self.progress.setVisible(busy)
        self._cancel.setVisible(busy)
        self._recheck.setVisible(not busy)
        box = self.groups[Group.LAYOUT]
        clear_layout(box.cards)
        found = self.model.inspection
        self._spots = self._add_findings(box.cards, found) if found is not None else []

    def _add_findings(self, cards: QVBoxLayout, found: Inspection) -> list[tuple[Finding, CheckCard]]:
        made: list[tuple[Finding, CheckCard]] = []
        for finding in found.findings[:MOST_SHOWN]:
            card = CheckCard(*finding_words(finding), "warn")
            links = [(_("Show the place"), lambda finding=finding: self._choose(finding))]
            if self._file is None and self.place_of(finding) is not None:
                links.append(
                    (_("Edit the text"), lambda finding=finding: self.text_of_spot_wanted.emit(finding))
                )
            card.add_links(*links)
            cards.addWidget(card)
            made.append((finding, card))
        more = len(found.findings) - len(made)
        if more > 0:
            words = ngettext("{count} more of them.", "{count} more of them.", more)
            cards.addWidget(label(words.format(count=more), "small", wrap=True))
        return made

    def _choose(self, finding: Finding) -> None:
        for one, card in self._spots:
            card.mark_chosen(chosen=one is finding)
        self.spot_wanted.emit(finding)

    def say_progress(self, done: int, of: int) -> None:
        """How far the look at the layout is."""
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def show_file(self, name: str, found: Inspection) -> None:
        """Show another file's findings."""
        self._file = (name, found)
        self._file_said.setText(file_words(name, found))
        self._file_hint.setText(picture_words(found))
        clear_layout(self._file_cards)
        self._spots = self._add_findings(self._file_cards, found)
        self._stack.setCurrentIndex(1)

    @property
    def file_cards(self) -> list[CheckCard]:
        """The cards of the findings in sight."""
        return [card for _finding, card in self._spots]
