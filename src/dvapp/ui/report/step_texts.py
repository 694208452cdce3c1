"""The words of the steps from the text to the issued document."""

from dvapp.host.i18n import _
from dvapp.services.signing.sign import Body
from dvapp.ui.report.steps_model import Entries, Step


def titles() -> dict[Step, str]:
    """What a step is called."""
    return {
        Step.SAVE: _("Save the PDF"),
        Step.SIGN: _("Sign"),
        Step.ISSUE: _("Number, date and seal"),
        Step.VERIFY: _("Verify"),
    }


def acts() -> dict[Step, str]:
    """The button that does it."""
    return {
        Step.SAVE: _("Save the PDF"),
        Step.SIGN: _("Sign"),
        Step.ISSUE: _("Number and seal"),
        Step.VERIFY: _("Verify"),
    }


def intros() -> dict[Step, str]:
    """What a step is about."""
    return {
        Step.SAVE: _(
            "The copy for signature has no draft mark; number and date stay empty until the document is issued."
        ),
        Step.SIGN: _(
            "The head or a deputy signs. The input file is not touched; the signed document is a new file."
        ),
        Step.ISSUE: _(
            "The clerk fills in number and date and seals the document. Nothing may change after that."
        ),
        Step.VERIFY: _(
            "Look at the document as its receiver will: only the authorities you choose are trusted."
        ),
    }


def results(draft: bool) -> dict[Step, str]:  # two wordings
    """What came of it; the file's name is to be filled in."""
    return {
        Step.SAVE: _("The draft was saved: {file}")
        if draft
        else _("The copy for signature was saved: {file}"),
        Step.SIGN: _("Signed: {file}"),
        Step.ISSUE: _("Numbered and sealed: {file}"),
    }


def onward(step: Step, entries: Entries) -> str:
    """Where one goes on from there; empty for nowhere."""
    if step is Step.SAVE:
        return "" if entries.draft else _("Go on to signing")
    if entries.joint and (step is Step.SIGN or entries.body is Body.SECOND):
        return _("Go on to the next step")
    return _("Go on to number and seal") if step is Step.SIGN else _("Verify it")
