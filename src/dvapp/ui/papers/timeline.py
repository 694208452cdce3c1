"""The steps of a paper, newest first: who, when, why, where; and what each changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.chain.differences import Difference
from dvapp.domain.chain.papers import Paper, Step
from dvapp.domain.chain.steps import REASONED, StepKind
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.ui.icons import set_icon
from dvapp.ui.papers.model import compared_with
from dvapp.ui.papers.places import PaperPlaces, place_said
from dvapp.ui.papers.words import done_words, who_words
from dvapp.ui.widgets import button, card, clear_layout, label, row


class Timeline(QWidget):
    """``changes_wanted`` carries the number of a step, ``place_wanted`` the place that a step names."""

    changes_wanted = Signal(int)
    place_wanted = Signal(object)

    def __init__(self, places: Callable[[Paper], PaperPlaces]) -> None:
        super().__init__()
        self._places_of = places
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._places: dict[int, QVBoxLayout] = {}

    def show_paper(self, paper: Paper) -> None:
        """The steps of a paper."""
        clear_layout(self._rows)
        self._places = {}
        for step in reversed(paper.steps):
            self._rows.addWidget(self._card(paper, step))

    def _card(self, paper: Paper, step: Step) -> QWidget:
        frame, body = card("card", margins=12, spacing=3)
        mark = label()
        set_icon(mark, "circle-check", "ok" if step is paper.last else "dim", size=16)
        said = label(done_words(step), "group", wrap=True)
        head = row(mark, said)
        head.setStretch(1, 1)
        body.addLayout(head)
        body.addWidget(label(who_words(step), "small", wrap=True))
        for words in self._more(step):
            body.addWidget(label(words, "", wrap=True))
        if step.place is not None and not step.place.nowhere:
            place = step.place
            words = _("Where: {place}").format(place=place_said(place, self._places_of(paper)))
            body.addWidget(label(words, "", wrap=True))
            go = button(_("Go there"), "link", clicked=lambda: self.place_wanted.emit(place))
            go.setAccessibleName(_("Go to {place}").format(place=place.code or place.section))
            body.addLayout(row(go, None))
        if step.data is not None and step.seq > 1:
            seq = step.seq
            again = compared_with(paper, seq) is not None
            asked = _("What changed since it was submitted before") if again else _("What changed")
            link = button(asked, "link", clicked=lambda: self.changes_wanted.emit(seq))
            body.addLayout(row(link, None))
            below = QVBoxLayout()
            below.setSpacing(4)
            body.addLayout(below)
            self._places[seq] = below
        return frame

    @staticmethod
    def _more(step: Step) -> list[str]:
        found = []
        if step.reason:
            words = _("Why: {reason}") if step.kind in REASONED else _("Note: {reason}")
            found.append(words.format(reason=step.reason))
        if step.deadline is not None:
            day = LocaleFormats(language()).screen_day(step.deadline)
            found.append(_("To be mended by {day}").format(day=day))
        if step.findings:
            found.append(_("Departures from the layout: {count}").format(count=step.findings))
        if step.received and step.kind is StepKind.TIMESTAMP:
            found.append(_("Added on another computer and taken in"))
        elif step.received:
            found.append(_("Signed on another computer and taken in"))
        return found

    def show_changes(self, seq: int, found: Sequence[Difference]) -> None:
        """What a step changed, below it."""
        place = self._places.get(seq)
        if place is None:
            return
        clear_layout(place)
        if not found:
            place.addWidget(label(_("Nothing changed."), "dim", wrap=True))
        for one in found:
            old = one.old if one.old is not None else _("(nothing)")
            new = one.new if one.new is not None else _("(nothing)")
            place.addWidget(label(one.label, "label", wrap=True))
            place.addWidget(label(f"{old} → {new}", "", wrap=True))
