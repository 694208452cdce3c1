"""Which keys are on the tokens that are in: asked beside the window, offered in a menu under the key's field."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.signing.tokens import Examinable, FoundKey
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.last_keys import LastKey
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import KeyField
from dvapp.ui.token_words import key_lines, subject_words


class TokenMenu:
    """Asks and offers; choosing puts the key into the form's field.

    :param form: which the field belongs to. :param keys: looks for them, through one driver or all known ones.
    :param examine: leads to the doctor of tokens.
    """

    def __init__(
        self,
        form: QWidget,
        field: KeyField,
        keys: Callable[[Path | None], tuple[FoundKey, ...]],
        jobs: OwnedJobs,
        examine: Callable[[], None],
    ) -> None:
        self._form = form
        self._key_field = field
        self._keys = keys
        self._jobs = jobs
        self._examine = examine
        self.menu = QMenu(form)
        self.menu.setToolTipsVisible(True)

    def ask(self, driver: Path | None = None) -> None:
        """Look for tokens, through one driver or all known ones. Drivers may take seconds: not on the window's thread."""
        self._jobs.run(
            _("Looking for tokens"),
            lambda _watch: self._keys(driver),
            self._offer,
            self._refused,
        )

    @property
    def _field(self) -> KeyField | None:
        return self._key_field if isValid(self._form) and isValid(self._key_field) else None

    def _offer(self, found: tuple[FoundKey, ...]) -> None:
        field = self._field
        if field is None:
            return
        self.menu.clear()
        for one, line in zip(found, key_lines(found), strict=True):
            until = _("Valid until {day}.").format(day=f"{one.key.holder.valid_to:%d/%m/%Y}")
            words = line if one.key.may_sign else subject_words(Examinable(token=one.token, key=one.key))
            action = self.menu.addAction(words, partial(field.set_token, one))
            action.setToolTip(until)
            action.setEnabled(one.key.may_sign)
        if not found:
            self.menu.addAction(_("No token is in, or its driver is not known")).setEnabled(
                False
            )  # Qt's signature
        self.menu.addSeparator()
        self.menu.addAction(_("Choose the driver’s file…"), self._choose_driver)
        self.menu.addAction(_("Examine the device…"), self._examine)
        self.menu.popup(field.ask.mapToGlobal(QPoint(0, field.ask.height())))

    def _refused(self, refusal: DvError) -> None:
        if (field := self._field) is not None:
            field.say_fault(refusal_words(refusal))

    def _choose_driver(self) -> None:
        kinds = _("Drivers (*.dll *.so *.so.* *.dylib);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self._form, _("Driver of the token"), "", kinds)
        if chosen:
            self.ask(Path(chosen))


def propose_key(
    field: KeyField,
    last: LastKey | None,
    keys: Callable[[Path | None], tuple[FoundKey, ...]],
    jobs: OwnedJobs,
) -> None:
    """Put the key that was used last into an empty field; a token is looked for beside the window, and told when it is out.

    :param keys: as of :class:`TokenMenu`.
    """
    if last is None or field.edit.text():
        return
    if last.file is not None:
        if last.file.is_file():
            field.set_path(last.file)
        return

    def found(keys: tuple[FoundKey, ...]) -> None:
        if not isValid(field) or field.edit.text():
            return  # another one was chosen meanwhile
        one = last.among(keys)
        if one is not None and one.key.may_sign:
            field.set_token(one)
        else:
            field.say_note(_("Used last and not in now: {key}").format(key=last.words), "dim")

    jobs.run(_("Looking for tokens"), lambda _watch: keys(None), found, lambda _refusal: found(()))
