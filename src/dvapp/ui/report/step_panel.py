"""The panel of one step: it slides over the text, says refusals beside the fields, and what came of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.signing.signers import OtherName
from dvapp.domain.signing.verification import KeyHolder, Verification
from dvapp.host.i18n import _
from dvapp.host.paths import documents_folder
from dvapp.services.signing.previewing import Preview as SigningPreview
from dvapp.services.signing.sign import Body
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.slide_panel import SlidePanel
from dvapp.ui.report.step_fields import KeyField
from dvapp.ui.report.step_form import StepForm
from dvapp.ui.report.step_texts import acts, intros, onward, results, titles
from dvapp.ui.report.steps_model import Entries, Step, StepsModel, holder_words, place_of
from dvapp.ui.report.token_menu import TokenMenu, propose_key
from dvapp.ui.signed_words import doubt_words
from dvapp.ui.theme import restyle
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.verify.verify_model import banner
from dvapp.ui.widgets import (
    FlowLayout,
    button,
    column,
    icon_button,
    label,
    line,
    name_icon_button,
    scrolled,
)


class StepPanel(SlidePanel):
    """``made`` carries the step and its file; ``verified`` the verification and the trust file.

    ``previewed``: the pages as they will look, the page of the stamp, and how many points down it stands.
    ``settings_wanted``: the settings of signing are to be shown; ``doctor_wanted``: the doctor of tokens among them.
    ``print_wanted``: the file that was made is to be printed.
    ``check_wanted``: what stands in the way of a copy for signature is to be shown.
    """

    made = Signal(object, object)
    looked_at = Signal(object)
    verified = Signal(object)
    details_wanted = Signal(object, object)
    closed = Signal()
    next_wanted = Signal(object)
    check_wanted = Signal()
    previewed = Signal(object, int, float)
    settings_wanted = Signal()
    doctor_wanted = Signal()
    print_wanted = Signal(object)

    def __init__(
        self,
        model: StepsModel,
        jobs: Jobs,
        in_work: Callable[[], tuple[Work, ReportText | None, str]],
        parent: QWidget,
        typed: TypedKeeper,
    ) -> None:
        super().__init__(parent)
        self._typed = typed
        self._model, self._in_work = model, in_work
        self._jobs = OwnedJobs(jobs, self)
        self.step: Step | None = None
        self.form: StepForm | None = None
        self._busy = self._is_done = False
        self._day = ""
        self._trust: Path | None = None
        self._folder: Path | None = None
        self._made_file: Path | None = None
        self._token_menu: TokenMenu | None = None
        self._try_key = QTimer(self)
        self._try_key.setSingleShot(True)
        self._try_key.setInterval(500)
        self._try_key.timeout.connect(lambda: self._check_key(aloud=False))
        self._build()
        self.hide()

    def _build(self) -> None:
        self._title, self._intro = label("", "heading"), label("", "dim", wrap=True)
        self._close = icon_button("x", "", clicked=self.close_panel)
        self._page = QWidget()
        self._place = QVBoxLayout(self._page)
        self._place.setContentsMargins(14, 12, 14, 12)
        self._place.setSpacing(12)
        self._result, self._result_words = QFrame(), label("", wrap=True)
        self._result.setProperty("role", "note")
        inside = QVBoxLayout(self._result)
        inside.setContentsMargins(12, 10, 12, 10)
        self._onward = button("", "link", clicked=self._go_on)
        self._folder_button = button("", "link", clicked=self._open_folder)
        self._print = button("", "link", clicked=self._ask_print)
        inside.addWidget(self._result_words)
        self._stamp = button("", "link", clicked=self._preserve)
        links = FlowLayout()
        for link in (self._onward, self._stamp, self._print, self._folder_button):
            links.addWidget(link)
        inside.addLayout(links)
        self._place.addWidget(self._intro)
        self._place.addWidget(self._result)
        self._place.addStretch(1)
        self._act = button("", "primary", clicked=self.act)
        self._why = label("", "small", wrap=True)
        self._to_check = button("", "link", clicked=self.check_wanted.emit)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 10, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(12)
        foot.addWidget(self._act)
        foot.addLayout(column(self._why, self._to_check, spacing=0), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(line())
        self._area = scrolled(self._page)
        layout.addWidget(self._area, 1)
        layout.addWidget(line())
        layout.addLayout(foot)

    # --- opening and closing ---------------------------------------------------------------------------------------

    def open_step(self, step: Step) -> None:
        """Show a step's fields, filled with what is known."""
        work, _text, _refusal = self._in_work()
        start = self._model.start(step, self._folder or documents_folder(), work)
        if step is Step.ISSUE:
            kept = self._typed.texts(self._typed_place(work))
            self._day = start.issued
            start = replace(
                start, number=kept.get("number", start.number), issued=kept.get("issued", start.issued)
            )
        self._set_form(step, replace(start, trust=self._trust))
        self.retranslate()
        self._say_result("", "")
        self._is_done = False
        self._update()
        self.slide_in()
        assert self.form is not None, "set above"
        if (
            isinstance(field := self.form.fields.get("key"), KeyField) and not start.joint
        ):  # each body has its own
            propose_key(field, self._model.last_key(step), self._model.keys_on_tokens, self._jobs)
        (self.form.first_empty() or self._act).setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _typed_place(work: Work) -> str:
        """Where number and date are kept as typed until the report is issued."""
        return f"issue/{work.kind}/{work.period.written}"

    def close_panel(self) -> None:
        """Slide away; what was typed as password is gone."""
        if self.step is None:
            return
        self.step = None
        if self.form is not None:
            self.form.forget_password()
        self.slide_out()
        self.closed.emit()

    def _set_form(self, step: Step, start: Entries) -> None:
        if self.form is not None:
            self.form.forget_password()
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.step = step
        self.form = StepForm(step, start)
        self.form.changed.connect(self._changed)
        self.form.key_ready.connect(self._key_ready)
        self.form.tokens_wanted.connect(self._ask_tokens)
        self.form.source_changed.connect(self._source_changed)
        self.form.submitted.connect(self.act)
        self.form.preview_wanted.connect(self._preview)
        self.form.settings_wanted.connect(self.settings_wanted)
        self._place.insertWidget(1, self.form)

    def retranslate(self) -> None:
        """Say everything in the language in use; the fields keep theirs until they are opened again."""
        name_icon_button(self._close, _("Close (Esc)"))
        self._folder_button.setText(_("Open the folder"))
        self._print.setText(_("Print…"))
        self._stamp.setText(_("Add a timestamp now"))
        self._to_check.setText(_("See what is to be answered"))
        if self.step is not None:
            self._title.setText(titles()[self.step])
            self._intro.setText(intros()[self.step])
            self._act.setText(acts()[self.step])

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is tried any more."""
        self._try_key.stop()
        super().hideEvent(event)

    # --- while it is filled in -------------------------------------------------------------------------------------

    def _changed(self) -> None:
        assert self.form is not None, "only a form changes"
        entries = self.form.entries()
        if self.step is Step.ISSUE:
            work, _text, _refusal = self._in_work()
            some = entries.number.strip() or entries.issued != self._day
            typed = {"number": entries.number, "issued": entries.issued} if some else {}
            self._typed.put(self._typed_place(work), typed)
        if self.step is Step.SAVE and entries.out is not None:
            named = self._model.draft_name(entries.out, draft=entries.draft)
            if named != entries.out:
                self.form.set_out(replace(entries, out=named))
        self._say_result("", "")
        self._is_done = False
        self._update()

    def _source_changed(self) -> None:
        if self.form is None or self.step is None or self._busy:
            return
        entries = self.form.entries()
        if self.step in {Step.SIGN, Step.ISSUE} and entries.out is None and entries.source is not None:
            self.form.set_out(replace(entries, out=self._model.result_name(self.step, entries.source)))
        if entries.source is not None:
            self.looked_at.emit(entries.source)

    def _update(self) -> None:
        if self.form is None or self.step is None:
            return
        _work, _text, refusal = self._in_work()
        lacks = self._model.lacks(self.step, self.form.entries(), refusal=refusal)
        self._act.setEnabled(not lacks and not self._busy)
        self._why.setText(_("Working…") if self._busy else ("" if self._is_done else lacks))
        waits = self._model.obstacles > 0 and self.step in {Step.SAVE, Step.SIGN}
        self._to_check.setVisible(waits and not self._busy and not self._is_done)

    def refusal_changed(self) -> None:
        """The text in work can, or can no longer, be drawn or submitted."""
        self._update()

    # --- whose key -------------------------------------------------------------------------------------------------

    def _key_ready(self, aloud: bool) -> None:  # a slot
        self._try_key.stop()
        if aloud:
            self._check_key(aloud=True)
        else:
            self._try_key.start()

    def _check_key(self, *, aloud: bool) -> None:
        form = self.form
        if form is None or self._busy:
            return
        entries = form.entries()
        if entries.token is None and (entries.key is None or not entries.password):
            return
        if form.fields["password"].note:
            return
        if entries.token is not None and form.check.holder == entries.token.key.holder.name:
            return

        def looked() -> tuple[KeyHolder, tuple[OtherName, ...]]:
            holder = self._model.holder(
                entries
            )  # a token tells it; its PIN is never tried for the sake of a name
            return holder, self._model.others(entries, holder) if self.step is Step.SIGN else ()

        def found(told: tuple[KeyHolder, tuple[OtherName, ...]]) -> None:
            holder, others = told
            if form is self.form and _same_key(form.entries(), entries):
                if entries.token is None:
                    form.fields["password"].say_note(holder_words(holder))
                form.check.ask(holder.name, others)

        def refused(refusal: DvError) -> None:
            still = form is self.form and form.entries().password == entries.password
            if still and (aloud or refusal.code != "key_password_wrong"):
                form.say_fault(place_of(refusal, entries), refusal_words(refusal))

        self._jobs.run(_("Opening the key"), lambda _watch: looked(), found, refused)

    def _ask_tokens(self) -> None:
        field = self.form.fields.get("key") if self.form is not None else None
        if self.form is not None and isinstance(field, KeyField):
            self._token_menu = TokenMenu(
                self.form, field, self._model.keys_on_tokens, self._jobs, self.doctor_wanted.emit
            )
            self._token_menu.ask()

    # --- doing -----------------------------------------------------------------------------------------------------

    def act(self) -> None:
        """Do the step, unless something is missing."""
        if self.form is None or self.step is None or self._busy or not self._act.isEnabled():
            return
        self._try_key.stop()
        step, entries = self.step, self.form.entries()
        work, text, _refusal = self._in_work()
        self._busy = True
        self._update()
        if step is Step.VERIFY:
            self._trust = entries.trust
            self._jobs.run(
                _("Verifying"), lambda _watch: self._model.verify(entries), self._verified,
                lambda refusal: self._refused(refusal, entries),
            )  # fmt: skip
            return
        do: dict[Step, Callable[[Watch], Path]] = {
            Step.SAVE: lambda _watch: self._model.save(work, text, entries),
            Step.SIGN: lambda watch: self._model.sign(entries, lambda: watch.step(0, 0)),
            Step.ISSUE: lambda watch: self._model.issue(entries, lambda: watch.step(0, 0)),
        }
        self._jobs.run(
            titles()[step], do[step], lambda path: self._done(step, path, entries),
            lambda refusal: self._refused(refusal, entries),
        )  # fmt: skip

    def _preview(self) -> None:
        """Show the page with its stamp; nothing is signed, and a token's PIN is not used."""
        if self.form is None or self.step is None or self._busy:
            return
        step, entries, tools = self.step, self.form.entries(), self._model.tools
        if lacks := self._model.lacks_for_preview(entries):
            self._say_result(lacks, "warn")
            return

        def drawn(watch: Watch) -> tuple[PagesSeen, SigningPreview]:
            made = self._model.preview(step, entries)
            return glance(tools.pages, made.pdf, watch), made

        def shown(found: tuple[PagesSeen, SigningPreview]) -> None:
            seen, made = found
            self._say_result("", "")
            if self.form is not None and step is Step.SIGN:
                self.form.check.ask(made.holder, made.others)
            self.previewed.emit(seen, made.place.page, made.place.top * 72 / 25.4)

        self._jobs.run(_("Drawing pages"), drawn, shown, lambda refusal: self._refused(refusal, entries))

    def _preserve(self) -> None:
        """Add the timestamp that did not come, or what lets a paper be verified for years."""
        made = self._made_file
        if made is None or self._busy or self.step is None:
            return
        step, entries = self.step, self.form.entries() if self.form is not None else Entries()
        self._busy = True
        self._update()

        def stamped(path: Path) -> None:
            self._busy = False
            self._made_file = None
            self._model.made(step, path, body=entries.body)
            self._say_result(_("With a timestamp: {file}").format(file=path.name), "ok")
            self._update()
            self.made.emit(step, path)

        self._jobs.run(
            _("Asking for a timestamp"),
            lambda watch: self._model.preserve(made, lambda: watch.step(0, 0)),
            stamped,
            lambda refusal: self._refused(refusal, entries),
        )

    def _done(self, step: Step, path: Path, entries: Entries) -> None:
        self._busy = False
        self._model.made(step, path, draft=entries.draft, body=entries.body)
        self._folder = path.parent
        self._model.keep_key(step, entries)
        if step is Step.ISSUE and entries.body is Body.LEAD:
            work, _text, _refusal = self._in_work()
            self._typed.drop(self._typed_place(work))
        if self.form is not None and step is self.step:
            self.form.forget_password()
            self._is_done = True
            self._made_file = path
            said, state = self._told(step, entries).format(file=path.name), "ok"
            if step in {Step.SIGN, Step.ISSUE} and self._model.signed is not None:
                doubts = doubt_words(self._model.signed)
                said, state = "\n".join((said, *doubts)), "warn" if doubts else "ok"
            self._say_result(said, state, onward=onward(step, entries), made=True)
        self._update()
        self.made.emit(step, path)

    def _told(self, step: Step, entries: Entries) -> str:
        """What came of a step."""
        if step is Step.ISSUE and entries.body is Body.SECOND:
            return _("Sealed {file} for the second body.")
        return results(entries.draft)[step]

    def _verified(self, found: Verification) -> None:
        self._busy = False
        said = banner(found)
        self._say_result(
            f"{said.word}: {said.title}. {said.words}", said.state, onward=_("See every signature")
        )
        self._folder_button.hide()
        self._print.hide()
        self._update()
        self.verified.emit(found)

    def _refused(self, refusal: DvError, entries: Entries) -> None:
        self._busy = False
        self._update()
        if self.form is None:
            return
        if self.form.check.ask_for(refusal):
            return
        if refusal.code in {"key_password_wrong", "pin_wrong"}:
            self.form.forget_password()
            self._update()
        if not self.form.say_fault(place_of(refusal, entries), refusal_words(refusal)):
            self._say_result(refusal_words(refusal), "error")

    def _say_result(self, words: str, state: str, *, onward: str = "", made: bool = False) -> None:
        self._result_words.setText(words)
        self._result.setVisible(bool(words))
        self._onward.setText(onward)
        self._onward.setVisible(bool(onward))
        self._folder_button.setVisible(made or state == "ok")
        self._print.setVisible(made)
        signed = self.step is Step.ISSUE and made and bool(self._model.choices.stamping.authorities)
        self._stamp.setVisible(signed)
        restyle(self._result, state=state)
        restyle(self._result_words, state=state)
        if words:  # below long fields it would be out of sight
            QTimer.singleShot(0, self, self._show_result)

    def _show_result(self) -> None:
        self._area.ensureVisible(0, self._result.geometry().bottom(), 0, 0)

    @property
    def result(self) -> str:
        """What is said about what came of the step."""
        return self._result_words.text()

    def _go_on(self) -> None:
        match self.step:
            case Step.VERIFY if self.form is not None:
                self.details_wanted.emit(self.form.entries().source, self._trust)
            case Step.SAVE:
                self.next_wanted.emit(Step.SIGN)
            case Step.SIGN:
                work, _text, _refusal = self._in_work()
                self.next_wanted.emit(Step.SIGN if self._model.next_body(work) else Step.ISSUE)
            case Step.ISSUE if self.form is not None and self.form.entries().body is Body.SECOND:
                self.next_wanted.emit(Step.ISSUE)
            case Step.ISSUE:
                self.next_wanted.emit(Step.VERIFY)
            case _:
                pass

    def _ask_print(self) -> None:
        if self._made_file is not None:
            self.print_wanted.emit(self._made_file)

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _same_key(one: Entries, other: Entries) -> bool:
    """Whether the same key stands there, with the same password."""
    return (one.key, one.token, one.password if one.token is None else "") == (
        other.key, other.token, other.password if other.token is None else "",
    )  # fmt: skip
