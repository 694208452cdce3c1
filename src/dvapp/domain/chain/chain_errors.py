"""Refusals on the way of a paper; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class PaperNotFound(DvError):
    """No paper of the store is meant by that. Placeholders: ``where``."""

    code = "paper_not_found"


class PaperAmbiguous(DvError):
    """Several papers are meant by that. Placeholders: ``where``, ``known`` (their names)."""

    code = "paper_ambiguous"


class StepNotNow(DvError):
    """The paper does not stand where this step begins. where: the paper. Placeholders: ``where``, ``step``, ``state``, ``fitting`` (states)."""

    code = "step_not_now"


class NotTheSamePerson(DvError):
    """Who took one step may not take the other. where: the paper. Placeholders: ``where``, ``step``, ``before``, ``login``."""

    code = "not_the_same_person"


class WhyMissing(DvError):
    """A step that nobody takes without saying why. where: the paper. Placeholders: ``where``, ``step``."""

    code = "why_missing"


class PlaceUnknown(DvError):
    """The report has no such section, sentence, or cell. where: the place. Placeholders: ``where``, ``known``."""

    code = "place_unknown"


class DeadlinePast(DvError):
    """A day by which nothing can be mended any more. Placeholders: ``day``, ``today``."""

    code = "deadline_past"


class PaperIssuedAlready(DvError):
    """The report has gone out; only a correction or a replacement may follow. where: the paper. Placeholders: ``where``."""

    code = "paper_issued_already"


class PaperDrifted(DvError):
    """Figures or sentences are no longer those that were submitted or approved. where: the paper. Placeholders: ``where``, ``count``, ``first``, ``state``."""

    code = "paper_drifted"


class FiguresLocked(DvError):
    """The figures of these days stand fast, as a paper reports them. where: the paper. Placeholders: ``where``, ``since``, ``until``, ``state``."""

    code = "figures_locked"


class TextLocked(DvError):
    """The text of a report stands fast, as its paper was approved. where: the paper. Placeholders: ``where``, ``state``."""

    code = "text_locked"


class PaperHasNoFile(DvError):
    """No file of the paper is kept for that step. where: the paper. Placeholders: ``where``."""

    code = "paper_has_no_file"


class PaperContentDamaged(DvError):
    """What was kept of a paper is not what was kept. where: the paper. Placeholders: ``where``."""

    code = "paper_content_damaged"


class NotThisPaper(DvError):
    """A signed file that is not the paper that was approved. where: the file. Placeholders: ``where``, ``paper``, ``count``, ``first``."""

    code = "not_this_paper"


class NothingNew(DvError):
    """A file that bears no signature more than the one that is kept. where: the file. Placeholders: ``where``, ``paper``."""

    code = "nothing_new"


class NotItsTimestamp(DvError):
    """A file with a timestamp that does not go on from the paper's own byte for byte. where: the file. Placeholders: ``where``, ``paper``."""

    code = "not_its_timestamp"


class NoNewTimestamp(DvError):
    """A file that bears no timestamp over everything more than the one that is kept. where: the file. Placeholders: ``where``, ``paper``."""

    code = "no_new_timestamp"


class FormNotClean(DvError):
    """The paper departs from its layout, and nobody said why that may stay. where: the paper. Placeholders: ``where``, ``count``, ``first``."""

    code = "form_not_clean"


class NothingCorrected(DvError):
    """A correction that says what the issued paper says already. where: the paper. Placeholders: ``where``, ``number``."""

    code = "nothing_corrected"


class DayIsGiven(DvError):
    """The paper was dated with its number, and bears another day. where: the paper. Placeholders: ``where``, ``day``, ``wanted``."""

    code = "day_is_given"


class NotIssuedYet(DvError):
    """Only an issued paper is corrected or replaced. where: the paper. Placeholders: ``where``, ``state``."""

    code = "not_issued_yet"


class PaperFollowed(DvError):
    """The paper was corrected or replaced already; the newest one is to be corrected. where: the paper. Placeholders: ``where``, ``by``."""

    code = "paper_followed"
