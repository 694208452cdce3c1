"""What can be refused. Each refusal has a code; its words are chosen in ``ui/messages.py``."""

from typing import ClassVar


class DvError(Exception):
    """An expected refusal: said to the user in one sentence, never shown as a traceback.

    :param where: the place the user must look at (file, field, line), in his own terms; ``""`` when there is none.
    :param details: values that the sentence names, by placeholder name.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, *, where: str = "", **details: object) -> None:
        super().__init__(self.code, where, details)
        self.where = where
        self.details = details

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code} at {self.where!r} ({told})" if told else f"{self.code} at {self.where!r}"


class Cancelled(DvError):
    """The user stopped a long piece of work; nothing was kept of it."""

    code = "cancelled"


# --- files -----------------------------------------------------------------------------------------------------------


class FileMissing(DvError):
    """A file the user named is not there. where: the path."""

    code = "file_missing"


class FileUnreadable(DvError):
    """A file is there but cannot be read. where: the path; reason: the system's words."""

    code = "file_unreadable"


class FileUnwritable(DvError):
    """A file cannot be written at that place. where: the path; reason: the system's words."""

    code = "file_unwritable"


class DiskFull(DvError):
    """No room is left for a file; nothing half-written stays behind. where: the path."""

    code = "disk_full"


class OutputTaken(DvError):
    """The result would overwrite a file of another kind: a store, a key, a password. where: the path."""

    code = "output_taken"


class OutputIsInput(DvError):
    """The result would overwrite the file it is made from. where: the path."""

    code = "output_is_input"


# --- store -----------------------------------------------------------------------------------------------------------


class StoreExists(DvError):
    """A store would be created over an existing file. where: the path."""

    code = "store_exists"


class StoreNotGiven(DvError):
    """The command needs a store and none was named."""

    code = "store_not_given"


class NotAStore(DvError):
    """The file is not a dvapp store. where: the path."""

    code = "not_a_store"


class StoreDamaged(DvError):
    """The password is right but the content does not check. where: the path; reason: what failed."""

    code = "store_damaged"


class StoreNewer(DvError):
    """A newer version of the program wrote the store. where: the path."""

    code = "store_newer"


class StoreBusy(DvError):
    """Another program holds the store for too long. where: the path."""

    code = "store_busy"


class StorePlaceRefused(DvError):
    """The folder is a network drive or a cloud folder, where stores are known to break. where: the path."""

    code = "store_place_refused"


class WrongPassword(DvError):
    """The password does not open the store. where: the path."""

    code = "wrong_password"


class PasswordTooShort(DvError):
    """A new password has fewer characters than the program asks. least: that number."""

    code = "password_too_short"


class PasswordNotGiven(DvError):
    """No password file was named and nobody is there to type one."""

    code = "password_not_given"


# --- catalogue, pack, records ----------------------------------------------------------------------------------------


class BoardUnknown(DvError):
    """No board has that code in that year. board, year."""

    code = "board_unknown"


class PeriodInvalid(DvError):
    """A period is written in a form the program does not know. text."""

    code = "period_invalid"


class PeriodNotOffered(DvError):
    """A report of this kind is not made for that period. kind, text: the period; known: the periods it is made for."""

    code = "period_not_offered"


class PackInvalid(DvError):
    """A template pack breaks its schema or a rule in it does not parse. where: file:line; reason."""

    code = "pack_invalid"


class PackUnknown(DvError):
    """The store names a pack that this installation lacks. pack."""

    code = "pack_unknown"


class PackExists(DvError):
    """A new pack would be made where something stands already. where: the path."""

    code = "pack_exists"


class PackNameInvalid(DvError):
    """A pack cannot be called so. text."""

    code = "pack_name_invalid"


class KindUnknown(DvError):
    """The pack has no such record kind. kind; known: the codes it has."""

    code = "kind_unknown"


class ReportKindUnknown(DvError):
    """The pack has no such report kind. kind; known: the codes it has."""

    code = "report_kind_unknown"


class ProfileUnknown(DvError):
    """There is no such layout profile. profile; known: the codes there are."""

    code = "profile_unknown"


class JsonInvalid(DvError):
    """A text is not the JSON that is expected. where: file and line or pointer; reason."""

    code = "json_invalid"


class RecordMissing(DvError):
    """No record has that id. where: the id."""

    code = "record_missing"


class RuleInvalid(DvError):
    """An expression of a pack cannot be read or computed. where: the rule; reason."""

    code = "rule_invalid"


# --- report ----------------------------------------------------------------------------------------------------------


class GlyphMissing(DvError):
    """The report's font lacks a character. where: the text around it; character: its name; codepoint."""

    code = "glyph_missing"


class TableTooWide(DvError):
    """A table does not fit any page without breaking figures. where: the annex's title; columns; wanted, room: mm."""

    code = "table_too_wide"


class TableHeadTooTall(DvError):
    """The head of a table would take most of each page. where: the annex's title."""

    code = "table_head_too_tall"


class TableUneven(DvError):
    """A row has more cells than its table has columns. where: the annex's title; row: from 1; cells; columns."""

    code = "table_uneven"


class HeadTooTall(DvError):
    """Names and title leave no room for text on the first page. where: the beginning of the title."""

    code = "head_too_tall"


class TextInvalid(DvError):
    """A report text names a figure that does not exist or is not closed. where: the place; reason."""

    code = "text_invalid"


class OptionUnknown(DvError):
    """A report has no such setting. option; known: the settings there are."""

    code = "option_unknown"


class OptionInvalid(DvError):
    """A report's setting cannot hold this. option: its name; text: what was given; known: what it can hold."""

    code = "option_invalid"


class OptionTooLong(DvError):
    """A report's setting is longer than a paper can carry. option: its name; longest: characters allowed."""

    code = "option_too_long"


class JointIncomplete(DvError):
    """A joint paper lacks something of its second body. where, lacking: names of the settings."""

    code = "joint_incomplete"


class BreachUnknown(DvError):
    """A reason was given for a rule that the report does not break. rule; known: codes of the warnings there are."""

    code = "breach_unknown"


class BreachIsError(DvError):
    """A reason was given for an error, which must be mended instead. rule: its code; sentence: what is wrong."""

    code = "breach_is_error"


class SectionUnknown(DvError):
    """A report has no such section. section; known: the codes there are."""

    code = "section_unknown"


class ChangeUnknown(DvError):
    """No figure of that name has changed there. where: the section; reference; known: those that have."""

    code = "change_unknown"


class ReportNotReady(DvError):
    """Something stands in the way of a copy for signature. count; place: the section of the first; first: what it is."""

    code = "report_not_ready"


class ReasonEmpty(DvError):
    """A giải trình says nothing. rule: what it was for."""

    code = "reason_empty"


class ExportUnknown(DvError):
    """A report cannot be exported into a file of that name. where: the path; known: the endings there are."""

    code = "export_unknown"


class CellTooLong(DvError):
    """A text is too long for a cell of a workbook. where: sheet and row; length; most."""

    code = "cell_too_long"


class SheetTooLong(DvError):
    """A table has more rows than a sheet of a workbook. where: its title; most."""

    code = "sheet_too_long"


# --- keys and signatures ---------------------------------------------------------------------------------------------


class KeyUnreadable(DvError):
    """The key file is not a PKCS#12 container, or holds no private key. where: the path."""

    code = "key_unreadable"


class KeyPasswordWrong(DvError):
    """The password does not open the key file. where: the path."""

    code = "key_password_wrong"


class CertificateExpired(DvError):
    """The certificate's time is over. where: the holder; until: date."""

    code = "certificate_expired"


class CertificateNotYetValid(DvError):
    """The certificate's time has not begun. where: the holder; since: date."""

    code = "certificate_not_yet_valid"


class CertificateUnsuitable(DvError):
    """The certificate may not be used to sign documents. where: the holder; usage: what it allows."""

    code = "certificate_unsuitable"


class TrustUnreadable(DvError):
    """The file of trusted authorities holds no certificate. where: the path."""

    code = "trust_unreadable"


class PdfUnreadable(DvError):
    """The file is not a PDF or is broken beyond reading. where: the path; reason: what is wrong, where that is known."""

    code = "pdf_unreadable"


class DocxUnreadable(DvError):
    """The file is not a DOCX or is broken beyond reading. where: the path."""

    code = "docx_unreadable"


class PaperUnknown(DvError):
    """The file is neither PDF nor DOCX, so nothing can be said of its layout. where: the path."""

    code = "paper_unknown"


class NotOurReport(DvError):
    """The PDF carries no dvapp report data. where: the path."""

    code = "not_our_report"


class ReportAltered(DvError):
    """The pages of the PDF are not what its own data draw. where: the path."""

    code = "report_altered"


class ReportIsDraft(DvError):
    """A draft cannot be signed. where: the path."""

    code = "report_is_draft"


class AlreadySigned(DvError):
    """The leader's place is already signed. where: the path."""

    code = "already_signed"


class NotSigned(DvError):
    """The clerk's step needs a document that the leader has signed. where: the path."""

    code = "not_signed"


class AlreadyIssued(DvError):
    """The document is already numbered and sealed. where: the path."""

    code = "already_issued"


class NotJoint(DvError):
    """A second body was to sign or seal a paper that one body alone issues. where: the path."""

    code = "not_joint"


class SignerUnnamed(DvError):
    """Who signs for the other body of a joint paper is not on its pages. where: the path; option: the setting for it."""

    code = "signer_unnamed"


class SignerUnexpected(DvError):
    """The pages name somebody else than the key's holder. expected: the name on the page; holder: the key's."""

    code = "signer_unexpected"


class RoleContradicts(DvError):
    """Somebody signs in a role that the authority over his signature excludes. where: the path; role, authority."""

    code = "role_contradicts"


class SecondNotSigned(DvError):
    """The second body of a joint paper has not signed yet. where: the path; body: its name."""

    code = "second_not_signed"


class SecondNotSealed(DvError):
    """The second body of a joint paper has not sealed yet. where: the path; body: its name."""

    code = "second_not_sealed"


class AlreadySealed(DvError):
    """The second body has sealed this paper already. where: the path."""

    code = "already_sealed"


class SignatureBroken(DvError):
    """A signature in the document does not hold; nothing may be built upon it. where: the path."""

    code = "signature_broken"


class NumberInvalid(DvError):
    """A document number must be a whole number from 1 to 99999. text."""

    code = "number_invalid"


class DateInvalid(DvError):
    """A date is not a calendar date, or not in the form YYYY-MM-DD. text."""

    code = "date_invalid"


class DateTooEarly(DvError):
    """A report cannot be issued before the day its figures close. issued, closing."""

    code = "date_too_early"
