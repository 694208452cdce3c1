"""The officer's way through changed figures: from sentence to sentence, answering each, or all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from dvapp.domain.papers.living import Change
from dvapp.ui.report.living_model import LivingModel
from dvapp.ui.report.report_model import ReportModel
from dvapp.ui.report.review_bar import ReviewBar
from dvapp.ui.report.section_editor import SectionEditor
from dvapp.ui.typed_keeper import keep_place


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSentence:
    """A paragraph with the changes in it, each reference once."""

    section: str
    paragraph: int
    changes: tuple[Change, ...]


class ChangesDesk(QObject):
    """Shows the model's changes in the sections and the bar, and takes the answers. ``answered``: something was."""

    answered = Signal()

    def __init__(self, model: ReportModel, sections: Mapping[str, SectionEditor], bar: ReviewBar) -> None:
        super().__init__()
        self._model = model
        self._sections = sections
        self._bar = bar
        self._sentences: tuple[ChangedSentence, ...] = ()
        self._at: tuple[str, int] | None = None
        bar.step.connect(self.step)
        bar.accepted.connect(self.accept)
        bar.edit_wanted.connect(self.edit)
        bar.kept.connect(self.keep)
        bar.all_accepted.connect(self.accept_all)

    @property
    def _living(self) -> LivingModel | None:
        return self._model.living

    # --- showing ---------------------------------------------------------------------------------------------------

    def show(self) -> bool:
        """Show the changes there are; whether they are others than before."""
        before = self._sentences
        living = self._living
        for code, editor in self._sections.items():
            editor.mark_changed(living.paragraphs(code) if living else frozenset())
        self._sentences = _sentences(living.changes) if living else ()
        self._show_sentence()
        return self._sentences != before

    def _show_sentence(self) -> None:
        number = self._number
        if number is None:
            self._bar.show_sentence((), str, at=0, of=0, place="")
            return
        sentence, section = self._sentences[number], self._model.section(self._sentences[number].section)
        self._bar.show_sentence(
            sentence.changes,
            self._living.label if self._living else str,
            at=number + 1,
            of=len(self._sentences),
            place=section.heading if section else "",
            typed_at=self._typed_at(sentence),
        )

    def _typed_at(self, sentence: ChangedSentence) -> str:
        work = self._model.work
        first = sentence.changes[0]
        if work is None:
            return ""
        return keep_place(work.kind, work.period.written, first.section, first.reference)

    @property
    def _number(self) -> int | None:
        """Which of the sentences is looked at: the one gone to, else the first."""
        places = [(s.section, s.paragraph) for s in self._sentences]
        if not places:
            return None
        return places.index(self._at) if self._at in places else 0

    @property
    def sentence(self) -> ChangedSentence | None:
        """The changed sentence that is looked at."""
        return None if self._number is None else self._sentences[self._number]

    def text_changed(self, code: str) -> None:
        """The text of a section was edited: a changed figure may have left it, or moved."""
        living = self._living
        if living is not None and living.of_section(code) and living.recount(self._model.sections):
            self.show()

    def caret_at(self, code: str, paragraph: int | None) -> None:
        """The caret came into a paragraph: if it changed, it is the one looked at."""
        here = (code, paragraph if paragraph is not None else -1)
        changed = here in [(s.section, s.paragraph) for s in self._sentences]
        if changed and here != self._at and not self._bar.asking:
            self._at = here
            self._show_sentence()

    # --- the way through -------------------------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) changed sentence, round the end; the first time to the one shown."""
        number = self._number
        if number is None:
            return
        if self._at is not None:
            number = (number + step) % len(self._sentences)
        self._go(number)

    def _go(self, number: int) -> None:
        sentence = self._sentences[number]
        self._at = (sentence.section, sentence.paragraph)
        self._show_sentence()
        self._sections[sentence.section].edit.show_paragraph(sentence.paragraph)
        self._bar.accept_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def edit(self) -> None:
        """Go into the sentence."""
        if (sentence := self.sentence) is not None:
            edit = self._sections[sentence.section].edit
            edit.show_paragraph(sentence.paragraph)
            edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- answers ---------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Agree to every change of the sentence looked at, and go on to the next one."""
        if (sentence := self.sentence) is not None:
            self._answer(sentence, lambda living, change: living.accept(change.section, change.reference))

    def keep(self, reason: str) -> None:
        """Keep the old words of the sentence looked at, and go on to the next one."""
        if (sentence := self.sentence) is not None:
            self._answer(sentence, lambda living, change: living.keep(change, reason))
            self._bar.typed_given(self._typed_at(sentence))

    def _answer(self, sentence: ChangedSentence, how: Callable[[LivingModel, Change], None]) -> None:
        living = self._living
        if living is None:
            return
        for change in sentence.changes:
            how(living, change)
        self._told(sentence)

    def accept_all(self) -> None:
        """Agree to every change."""
        if self._living is not None:
            self._living.accept()
            self._told(self.sentence)

    def accept_one(self, code: str, notation: str) -> None:
        """Agree to what one figure shows now, also where an old one was kept."""
        if self._living is not None:
            self._living.accept(code, notation[1:-1])
            self._told(None)

    def _told(self, sentence: ChangedSentence | None) -> None:
        """Show what is left; the focus goes on to the next sentence, or back into the text."""
        number = self._number or 0
        if self._living is not None:
            self._living.recount(self._model.sections)
        self._at = None
        self.show()
        self.answered.emit()
        if sentence is None:
            return
        if self._sentences:
            self._go(min(number, len(self._sentences) - 1))
        else:
            self._sections[sentence.section].edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _sentences(changes: tuple[Change, ...]) -> tuple[ChangedSentence, ...]:
    found: dict[tuple[str, int], dict[str, Change]] = {}
    for change in changes:
        found.setdefault((change.section, change.paragraph), {}).setdefault(change.reference, change)
    return tuple(
        ChangedSentence(section=section, paragraph=paragraph, changes=tuple(of.values()))
        for (section, paragraph), of in found.items()
    )
