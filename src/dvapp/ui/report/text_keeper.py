"""Keeping the text of a report while it is typed: in time, again when that failed, and never over another one's words.

A section that somebody else changed meanwhile is kept aside with what both began from, so that a kill loses nothing and
the question is asked again.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from dvapp.domain.errors import DvError
from dvapp.domain.recording.keeping_errors import TextChanged
from dvapp.host.i18n import _
from dvapp.services.reports.composing import SectionBefore
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.report.editor import EditorPanel
from dvapp.ui.report.report_model import ReportModel
from dvapp.ui.report.section_conflict import SectionConflict
from dvapp.ui.report.section_versions import Paragraphs, pieces
from dvapp.ui.typed_keeper import LINE, TypedKeeper

KEEP_AFTER, KEEP_AT_LATEST, TRY_AGAIN = 400, 800, 3000
"""Milliseconds after the last keystroke, after the first unkept one, and after a try that failed."""
_BASE = "base"
"""The name of what both versions began from, in the words that are kept aside."""


class TextKeeper(QObject):
    """``kept``: the store has something new of the text. ``recovered``: it has, after it could not for a while.

    :ivar trouble: why the last words are not kept; ``None`` while everything is.
    """

    kept = Signal()
    recovered = Signal()
    said = Signal(object)

    def __init__(self, model: ReportModel, editor: EditorPanel, typed: TypedKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._editor, self._typed = model, editor, typed
        self._unkept: set[str] = set()
        self._asked: list[str] = []
        self.trouble: DvError | None = None
        self.conflict = SectionConflict()
        self.conflict.chosen.connect(self._choose)
        self.conflict.asking.connect(editor.review.wait)
        editor.hold_above(self.conflict)
        self._soon, self._latest = self._timer(KEEP_AFTER), self._timer(KEEP_AT_LATEST)
        self._again = self._timer(TRY_AGAIN)

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self.keep_now)
        return timer

    # --- keeping -----------------------------------------------------------------------------------------------------

    def changed(self, code: str) -> None:
        """Somebody types in a section."""
        self._unkept.add(code)
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    def keep_now(self) -> bool:
        """Keep what was typed and is not kept yet; whether everything is safe then."""
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        unkept, done = sorted(self._unkept), False
        for code in unkept:
            try:
                done = self._keep(code) or done
            except DvError as refusal:
                self._not_kept(refusal)
                return False
            self._unkept.discard(code)
        recovered, self.trouble = self.trouble is not None, None
        if done:
            self.kept.emit()
            self.said.emit(Notice.saved(_("Report text saved"), ok=True))
        if recovered:
            self.recovered.emit()
        return self._typed.keep_now()

    def _keep(self, code: str) -> bool:
        """Keep a section, or its words aside while a choice is open; whether the text of the report is another one now."""
        if code not in self._asked:
            try:
                self._model.keep(code)
            except TextChanged:
                self._asked.append(code)
                words = _("Somebody else changed this section: choose what stays.")
                self.said.emit(Notice(words=words, state="warn", quiet=True))
            else:
                self._typed.drop(self._place(code))
                return True
        self._keep_aside(code)
        self._ask()
        return False

    def _not_kept(self, refusal: DvError) -> None:
        """The words stay in the text, and it is tried again."""
        first, self.trouble = self.trouble is None, refusal
        self._again.start()
        if first:
            words = _("Not kept yet, it is tried again by itself: {reason}")
            self.said.emit(Notice(words=words.format(reason=refusal_words(refusal)), state="error"))

    # --- what somebody else changed too ------------------------------------------------------------------------------

    def _place(self, code: str) -> str:
        work = self._model.work
        assert work is not None, "a text is loaded before it is kept"
        return f"section/{work.kind}/{work.period.written}/{code}"

    def _keep_aside(self, code: str) -> None:
        section = self._model.section(code)
        assert section is not None
        before = self._model.before(code).paragraphs
        base = {_BASE: "\n".join(before)} if before is not None else {}
        self._typed.put(self._place(code), {LINE: "\n".join(section.paragraphs), "aside": "1", **base})

    def resume(self) -> None:
        """A report was read: what was kept aside of it stands in its sections again, and is asked about again.

        To be called before its sections are shown.
        """
        self._asked, self._unkept = [], set()
        self.conflict.answered()
        self._typed.reread()
        beginning = self._place("")
        for place in self._typed.places(beginning):
            code, texts = place.removeprefix(beginning), self._typed.texts(place)
            if self._model.section(code) is None:
                continue
            before = tuple(texts[_BASE].split("\n")) if _BASE in texts else None
            self._model.base_on(code, SectionBefore(paragraphs=before))
            self._model.change(code, _paragraphs(texts.get(LINE, "")))
            self._unkept.add(code)
        if self._unkept:
            self._soon.start()

    def _ask(self) -> None:
        """Ask about the first section that waits for a choice."""
        while self._asked:
            code = self._asked[0]
            section = self._model.section(code)
            if section is not None:
                theirs = self._model.theirs(code)
                base = self._model.before(code).paragraphs
                found = pieces(
                    self._model.pack_text(code) if base is None else base,
                    section.paragraphs,
                    theirs.paragraphs,
                )
                if any(piece.differs for piece in found):
                    self.conflict.ask(code, section.heading or _("Opening"), found)
                    return
                self._model.base_on(code, self._model.as_before(theirs))  # both wrote the same
                self._typed.drop(self._place(code))
            self._asked.pop(0)
        self.conflict.answered()

    def _choose(self, code: str, paragraphs: Paragraphs) -> None:
        theirs = self._model.theirs(code)
        self._model.base_on(code, self._model.as_before(theirs))
        if code in self._asked:
            self._asked.remove(code)
        self.conflict.answered()
        editor = self._editor.sections.get(code)
        if editor is not None and editor.edit.paragraphs() != paragraphs:
            editor.edit.replace_all(paragraphs)
        self._model.change(code, paragraphs)
        self._unkept.add(code)
        self.keep_now()
        self._ask()
        if editor is not None:
            editor.edit.setFocus()


def _paragraphs(text: str) -> Paragraphs:
    return tuple(text.split("\n")) if text else ()
