"""Words for every refusal code and every fault of a record. Qt-free: the command line uses them too."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from dvapp.domain.catalogue.catalogue_errors import EntryRefused
from dvapp.domain.errors import CertificateUnsuitable, DvError, PdfUnreadable, StoreDamaged
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.plain import plain_value
from dvapp.domain.recording.records import Fault, InvalidRecord
from dvapp.domain.signing.timestamp_errors import TimestampUnavailable
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.ui.account_words import account_refusals, account_values
from dvapp.ui.catalogue_messages import catalogue_faults, catalogue_refusals, entry_field_words
from dvapp.ui.chain_words import chain_damage, chain_refusals, chain_values
from dvapp.ui.evidence_words import damage_of_files, evidence_refusals
from dvapp.ui.printing.words import printing_refusals
from dvapp.ui.qr.words import qr_refusals
from dvapp.ui.register_words import register_damage, register_refusals, register_values
from dvapp.ui.return_words import return_faults_words
from dvapp.ui.search_words import search_refusals
from dvapp.ui.signed_words import stamp_refusals
from dvapp.ui.token_words import timestamp_reason, token_refusals
from dvapp.ui.trust.words import trust_refusals, uses_words
from dvapp.ui.unit_figure_words import unit_figure_faults, unit_figure_refusals
from dvapp.ui.verify.refusals import verify_refusals


def refusal_words(error: DvError) -> str:
    """One sentence for a refusal, in the language in use: what is wrong, where, and what mends it."""
    if isinstance(error, InvalidRecord):
        return _record_words(error)
    if isinstance(error, EntryRefused):
        faults = "; ".join(
            f"{entry_field_words(error.catalogue, fault.field)}: {fault_words(fault).rstrip('.')}"
            for fault in error.faults
        )
        return catalogue_refusals()[error.code].format(where=error.where, faults=f"{faults}.")
    values = {"where": error.where, **{name: shown(value) for name, value in error.details.items()}}
    if isinstance(error, StoreDamaged):
        values["reason"] = ", ".join(damage_words(code) for code in values.get("reason", "").split(", "))
    if isinstance(error, TimestampUnavailable):
        values["reason"] = timestamp_reason(values.get("reason", ""))
    if isinstance(error, CertificateUnsuitable):
        values["usage"] = uses_words(values.get("usage", ""))
    if isinstance(error, PdfUnreadable) and values.get("reason"):
        return _fill(_("{where} cannot be used as a PDF: {reason}."), values)
    values = chain_values(error.code, register_values(error.code, account_values(error.code, values)))
    return _fill(
        _refusals().get(error.code, _("This cannot be done: {code}.")), {**values, "code": error.code}
    )


def damage_words(code: str) -> str:
    """What a check of a store found, from its code (``db/health.py``); other reasons as they are."""
    name, _colon, where = code.partition(":")
    words = {
        "page_damaged": _("a page of the file is damaged"),
        "keyring_damaged": _("one of its two keyrings is damaged"),
        "link_broken": _("an entry refers to one that is gone"),
        "audit_broken": _("the audit trail is broken"),
        "row_unreadable": _("an entry cannot be read"),
        "record_unreadable": _("a record cannot be read: {where}"),
        "draft_unreadable": _("a draft cannot be read: {where}"),
        "text_unreadable": _("a report text cannot be read: {where}"),
        "record_altered": _("a record was changed outside the program: {where}"),
        "draft_altered": _("a draft was changed outside the program: {where}"),
        "import_unreadable": _("an import cannot be read: {where}"),
        "catalogue_unreadable": _("an entry of the catalogues cannot be read: {where}"),
        "catalogue_altered": _("an entry of the catalogues was changed outside the program: {where}"),
        "mapping_unreadable": _("agreed columns cannot be read: {where}"),
        "import_altered": _("an import was changed outside the program: {where}"),
        "mapping_altered": _("agreed columns were changed outside the program: {where}"),
        "account_unreadable": _("an account cannot be read: {where}"),
        "account_altered": _("an account was changed outside the program: {where}"),
        "filter_unreadable": _("a saved filter cannot be read: {where}"),
        "filter_altered": _("a saved filter was changed outside the program: {where}"),
        "typed_unreadable": _("words that were typed and not given cannot be read: {where}"),
        "picture_altered": _("the picture of a signature or seal was changed outside the program: {where}"),
        "typed_altered": _("words that were typed and not given were changed outside the program: {where}"),
        "search_differs": _(
            "the search index does not agree with the records; it is made anew at the next opening"
        ),
        "text_altered": _("a report text was changed outside the program: {where}"),
        "store_altered": _("the store's own entry was changed outside the program"),
        **damage_of_files(),
        **register_damage(),
        **chain_damage(),
        "rows_lost": _("an upgrade would have lost entries of {where}"),
    }
    return words[name].format(where=where) if name in words else code


def known_codes() -> frozenset[str]:
    """Every refusal code that has words; a test compares it with the classes there are."""
    return frozenset(_refusals()) | {InvalidRecord.code}


def fault_words(fault: Fault) -> str:
    """One sentence for a fault, without the field's name: it is shown beside the field."""
    message = fault.details.get("message")
    raw = fault.code.startswith("not_")  # what could not be read is quoted as it was written
    values = {n: as_written(v) if raw else shown(v) for n, v in fault.details.items() if n != "message"}
    if isinstance(message, Wording):
        return _fill(message.said_in(language()), values)
    return _fill(_faults().get(fault.code, fault.code), values)


def as_written(value: object) -> str:
    """A value that could not be read, as its sender wrote it; a number that was read has its comma again."""
    if isinstance(value, Decimal):
        return shown(value)
    if isinstance(value, tuple | list | Mapping):
        return json.dumps(plain_value(value), ensure_ascii=False)
    return str(value)


def known_faults() -> frozenset[str]:
    """Every fault code that has words."""
    return frozenset(_faults()) | {"check_failed"}


def field_words(fault: Fault, kind: RecordKind) -> str:
    """The name of the place a fault stands at: a field's label, with row and column for a table's cell."""
    head, _bracket, rest = fault.field.partition("[")
    definition = kind.field(head)
    if definition is None:
        frame = {"unit": _("Unit"), "happened": kind.happened.said_in(language()), "values": "values"}
        return frame.get(head, head)
    label = definition.label.said_in(language())
    if not rest:
        return label
    row, _dot, column = rest.partition("].")
    cell = next((c.label.said_in(language()) for c in definition.columns if c.code == column), column)
    return _("{label}, row {row}, {cell}").format(label=label, row=int(row) + 1, cell=cell)


def shown(value: object) -> str:
    """A value as a sentence shows it."""
    formats = LocaleFormats(language())
    match value:
        case Wording():
            return value.said_in(language())
        case bool() | None:
            return str(value)
        case int() | Decimal():
            return formats.number(value)
        case datetime():
            return formats.screen_day(value.date())
        case date():
            return formats.screen_day(value)
        case _:
            return str(value)


def _record_words(error: InvalidRecord) -> str:
    count = len(error.faults)
    return ngettext(
        "The record has {count} fault and was not kept: {faults}",
        "The record has {count} faults and was not kept: {faults}",
        count,
    ).format(
        count=count, faults="; ".join(f"{f.field}: {fault_words(f).rstrip('.')}" for f in error.faults) + "."
    )


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _fill(template: str, values: Mapping[str, str]) -> str:
    return template.format_map(_Blank(values))


def _faults() -> Mapping[str, str]:
    return {
        **catalogue_faults(),
        **unit_figure_faults(),
        **return_faults_words(),
        "required": _("Please fill this in."),
        "unknown_field": _("This kind of record has no such field."),
        "computed": _("The program computes this; leave it out."),
        "must_apply": _("“Not applicable” is not an answer here; leave it blank if there is no figure yet."),
        "not_a_whole_number": _("“{value}” is not a whole number; write digits only, such as 36."),
        "not_a_number": _("“{value}” is not a number; write it such as 1,234.5."),
        "too_small": _("{value} is too small: at least {least}."),
        "too_large": _("{value} is too large: at most {most}."),
        "not_a_text": _("A text is expected here, not “{value}”."),
        "too_long": _("The text has {length} characters; at most {most}."),
        "control_character": _("The text holds an invisible control character; please type it again."),
        "unknown_choice": _("“{value}” is not one of the answers ({known})."),
        "not_a_date": _("“{value}” is not a day; write it such as 29/05/2018."),
        "not_a_plain_date": _("“{value}” is not a day; in JSON it is written such as 2018-05-29."),
        "unknown_unit": _("The catalogue has no unit “{value}” on that day."),
        "not_a_month": _("“{value}” is not a month; write it such as 07/2018."),
        "ends_before_it_begins": _("The last day lies before the first one."),
        "not_a_unit_list": _("A list of unit codes is expected here, not “{value}”."),
        "unit_twice": _("“{value}” is named twice."),
        "row_twice": _("This row says the same as row {row}; it would be counted twice."),
        "row_elsewhere": _(
            "Another record of the same days has this row already; it would be counted twice."
        ),
        "outside_year": _(
            "{day} is outside this store’s year {year}; only {year}, and {before} to compare with, is kept."
        ),
        "cell_not_a_number": _("“{value}” is not a number; write digits only, with the unit in the head."),
        "cell_not_whole": _("“{value}” is not a whole number, and this is a count."),
        "cell_two_ways": _(
            "“{value}” can be read in two ways; write 1.234 for a thousand and more, 2,5 for two and a half."
        ),
        "cell_code": _("“{value}” begins with zeros as a code does; write the number without them."),
        "cell_dash": _(
            "“{value}” may be zero or nothing known; write 0, or leave the cell blank, or “không áp dụng”."
        ),
        "cell_not_a_day": _("“{value}” is not a day; write it such as 29/05/2018."),
        "cell_serial_day": _("“{value}” is a bare number; give the cell the format of a date."),
        "cell_formula": _(
            "A formula whose result was never stored; open the file, save it again and import that."
        ),
        "cell_merged": _(
            "“{value}” stands in a cell merged over several rows or columns; write each of them its own number."
        ),
        "cell_percent": _(
            "“{value}” is a percentage, and this is no field of percents; write the number itself."
        ),
        "cell_fraction": _("“{value}” may be a share of one or a percentage; write percents such as 28,5."),
        "cell_no_unit": _("The row does not say whose figures these are; write the unit."),
        "row_again": _("Row {row} is of the same unit and month; both would be counted."),
        "period_no_figure": _(
            "“{value}” is a period, and nothing says what is counted; choose it for one of these columns (or with --figure)."
        ),
        "column_missing": _("No column gives “{name}”, which every row must have."),
        "row_held": _("It belongs to the same record as row {row}, which has a fault."),
        "cell_error": _("The cell shows the error {value}; mend its formula."),
        "cell_unknown_unit": _("“{value}” is no unit of this board in that year."),
        "cell_two_units": _("More than one unit is called “{value}”; write its code."),
        "cell_unknown_choice": _("“{value}” is not one of the answers of this field."),
        "total_differs": _("The total says {total}, but the rows above add up to {sum}."),
        "total_differs_across": _("The total says {total}, but the units of its row add up to {sum}."),
        "total_differs_periods": _(
            "The total says {total}, but the shorter periods of its row add up to {sum}."
        ),
        "not_a_table": _("A list of rows is expected here, not “{value}”."),
        "not_an_object": _("An object with field names is expected here."),
        "sum_differs": _("{parts} = {made}, but “{label}” says {total}."),
        "part_exceeds_whole": _("{part} is more than {whole}: “{label}” cannot exceed “{of}”."),
    }


def _refusals() -> Mapping[str, str]:
    return {
        **catalogue_refusals(),
        **evidence_refusals(),
        **search_refusals(),
        **account_refusals(),
        **chain_refusals(),
        **stamp_refusals(),
        **token_refusals(),
        **register_refusals(),
        **trust_refusals(),
        **qr_refusals(),
        **printing_refusals(),
        **unit_figure_refusals(),
        **_file_words(),
        **_store_words(),
        **_content_words(),
        **_signing_words(),
        **verify_refusals(),
    }


def _file_words() -> Mapping[str, str]:
    return {
        "cancelled": _("Stopped as you wished; nothing was kept."),
        "file_missing": _("There is no file {where}."),
        "file_unreadable": _("The file {where} cannot be read: {reason}."),
        "file_unwritable": _("The file {where} cannot be written: {reason}."),
        "disk_full": _("The disk is full: {where} was not written. Free some space and try again."),
        "output_taken": _("{where} is a file of another kind and is not overwritten; choose another name."),
        "output_is_input": _("{where} would overwrite the file it is made from; choose another name."),
        "json_invalid": _("{where} is not the JSON expected: {reason}."),
    }


def _store_words() -> Mapping[str, str]:
    return {
        "store_exists": _("{where} exists already; choose another name for the new store."),
        "store_not_given": _("Name the store: dvappctl --store FILE …"),
        "not_a_store": _("{where} is not a dvapp store."),
        "store_damaged": _("The store {where} is damaged ({reason}); restore it from the latest backup."),
        "store_newer": _(
            "A newer version of dvapp wrote the store {where}; update this computer's dvapp first."
        ),
        "store_busy": _("Another program holds the store {where}; close it and try again."),
        "store_place_refused": _(
            "{where} lies on a network drive or in a cloud folder, where stores get damaged; choose a local folder."
        ),
        "wrong_password": _("The password does not open {where}."),
        "password_too_short": _("The password is too short: at least {least} characters."),
        "password_not_given": _(
            "A password is needed: name a file with --password-file, or type it at a terminal."
        ),
    }


def _content_words() -> Mapping[str, str]:
    return {
        "board_unknown": _("There is no board with the code “{board}” in {year}."),
        "period_invalid": _("“{text}” is not a period; write 2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."),
        "period_not_offered": _("Report {kind} is not made for the period {text}; it is made for: {known}."),
        "pack_exists": _("{where} exists already; a new pack needs a folder of its own."),
        "pack_name_invalid": _(
            "“{text}” cannot be the name of a pack: small letters without marks, digits and hyphens, at most 40."
        ),
        "pack_invalid": _("The template pack is faulty at {where}: {reason}."),
        "pack_unknown": _("This installation has no template pack “{pack}”."),
        "kind_unknown": _("There is no record kind “{kind}”; there are: {known}."),
        "report_kind_unknown": _("There is no report kind “{kind}”; there are: {known}."),
        "profile_unknown": _("There is no layout profile “{profile}”; there are: {known}."),
        "option_unknown": _("A report has no setting “{option}”; there are: {known}."),
        "option_invalid": _("The setting “{option}” cannot be “{text}”; it can be: {known}."),
        "option_too_long": _("The setting “{option}” may have at most {longest} characters."),
        "joint_incomplete": _("A joint paper needs more about the second body; give: {lacking}."),
        "record_missing": _("There is no record {where}."),
        "record_changed": _(
            "The record was changed in another window or on another computer meanwhile; nothing was overwritten."
        ),
        "field_changed": _("“{field}” was changed again since, so it stays as it is."),
        "text_changed": _(
            "The section “{where}” was changed in another window or on another computer meanwhile; nothing was overwritten."
        ),
        "rule_invalid": _("The rule “{where}” cannot be computed: {reason}."),
        "glyph_missing": _(
            "The report's font lacks the character {character} ({codepoint}), near “{where}”."
        ),
        "table_too_wide": _(
            "The table “{where}” is too wide: its {columns} columns need {wanted} mm, a page has {room} mm. "
            "Divide it into two annexes."
        ),
        "table_head_too_tall": _(
            "The headings of the table “{where}” would fill most of every page. Shorten them."
        ),
        "table_uneven": _(
            "Row {row} of the table “{where}” has {cells} cells, but the table has only {columns} columns."
        ),
        "head_too_tall": _(
            "The title “{where}…” or the names of the issuing bodies are so long that the first page has no room for text."
        ),
        "breach_unknown": _(
            "The report does not break the rule “{rule}”; warnings that want a reason: {known}."
        ),
        "breach_is_error": _("“{rule}” is an error and must be mended, not explained: {sentence}."),
        "reason_empty": _("Write a reason for “{rule}”."),
        "text_invalid": _(
            "In the text at {where} a brace is not closed, or what stands in braces is neither a figure nor a name: {reason}."
        ),
        "section_unknown": _("This report has no section “{section}”; there are: {known}."),
        "change_unknown": _("“{reference}” has not changed there; what has changed: {known}."),
        "report_not_ready": _(
            "The report cannot be submitted yet. Places that need an answer: {count}; the first in “{place}”: {first}. A draft "
            "can be made at any time."
        ),
        "export_unknown": _("A report cannot be exported as “{where}”: the name must end in {known}."),
        "cell_too_long": _(
            "The text at {where} has {length} characters; a cell of a workbook holds {most}. Shorten it."
        ),
        "sheet_file_too_large": _("{where} is too large to be a sheet of records ({reason})."),
        "sheet_file_unreadable": _(
            "{where} cannot be read as a spreadsheet: it is damaged, locked with a password, or of another kind."
        ),
        "sheet_file_web_page": _(
            "{where} is a web page or XML under the name of a sheet. Open it in Excel or LibreOffice, save it as .xlsx, and "
            "import that."
        ),
        "sheet_file_quote": _(
            "In {where} a quotation mark is opened and never closed, so the rest of the file would be one cell. Close or "
            "remove it, then import the file again."
        ),
        "sheet_file_locked": _(
            "{where} is locked with a password, which this program does not ask for. Open it in Excel or LibreOffice with its "
            "password, save a copy without one, and import the copy."
        ),
        "sheet_unknown": _("{where} has no visible sheet called “{sheet}”."),
        "table_head_not_found": _(
            "No sheet of {where} has a head whose columns belong to “{kind}”; name them with --map."
        ),
        "column_target_unknown": _(
            "The column “{where}” cannot be filled into “{target}”: “{kind}” has no such field, figure or unit."
        ),
        "kind_not_named": _(
            "{where} is none of this program’s own forms; say with --kind what its rows are."
        ),
        "period_not_month": _(
            "“{kind}” is recorded by month; {where} is no month. Write it such as 2018-07."
        ),
        "import_unknown": _("The store remembers no import “{where}”."),
        "cells_changed": _(
            "This cannot be undone or done again: {count} of its cells were changed in the meantime."
        ),
        "import_undone": _("The import of {where} was taken back already."),
        "import_not_undoable": _(
            "The import cannot be taken back: {count} of its records were changed since ({records})."
        ),
        "unit_of_sheet_unknown": _("“{where}” is not the name or code of one unit of this board."),
        "import_refused": _("Nothing was imported: {count} cells could not be read, the first is {where}."),
        "import_outdated": _(
            "Nothing was imported from {where}: {count} records of this kind were changed or removed after the trial. Look at "
            "the trial again."
        ),
        "sheet_too_long": _(
            "The table “{where}” has more than {most} rows, which a sheet of a workbook cannot hold."
        ),
    }


def _signing_words() -> Mapping[str, str]:
    return {
        "key_unreadable": _("{where} is not a key file (PKCS#12) with a private key."),
        "key_password_wrong": _("The password does not open the key file {where}."),
        "certificate_expired": _("The certificate of {where} expired on {until}; nothing was signed."),
        "certificate_not_yet_valid": _(
            "The certificate of {where} is valid only from {since}; nothing was signed."
        ),
        "certificate_unsuitable": _("The certificate of {where} may not sign documents ({usage})."),
        "trust_unreadable": _("{where} holds no certificate of an authority."),
        "pdf_unreadable": _("{where} is not a readable PDF."),
        "docx_unreadable": _("{where} is not a readable Word document (DOCX)."),
        "paper_unknown": _("{where} is neither a PDF nor a Word document (DOCX)."),
        "not_our_report": _("{where} is a PDF without the data of a dvapp report."),
        "report_altered": _(
            "{where} was changed after dvapp made it, or another version made it; compose it again."
        ),
        "report_is_draft": _("{where} is a draft; compose the copy for signature first."),
        "already_signed": _("{where} is signed already."),
        "not_signed": _("{where} is not signed by the leader yet."),
        "already_issued": _("{where} is numbered and sealed already."),
        "not_joint": _("{where} is issued by one body alone; there is no second body to sign or seal it."),
        "signer_unnamed": _(
            "{where}: who signs for the other body is not on the pages. Compose the report again with the setting “{option}”."
        ),
        "signer_unexpected": _(
            "The pages name {expected} as the signer, but the key belongs to {holder}. Use that person's key, or compose "
            "the report again."
        ),
        "role_contradicts": _(
            "{where} is made for the signing form “{authority}”; nobody can sign it as {role}."
        ),
        "second_not_signed": _("{where} is not signed by the second body ({body}) yet."),
        "second_not_sealed": _("{where} is not sealed by the second body ({body}) yet."),
        "already_sealed": _("{where} is sealed by the second body already."),
        "signature_broken": _("A signature in {where} does not hold; the document was changed after it."),
        "number_invalid": _("“{text}” is not a document number: a whole number from 1 to 99999."),
        "date_invalid": _("“{text}” is not a calendar day; write it such as 2019-01-15."),
        "date_too_early": _("The report closes on {closing}; it cannot be issued on {issued}."),
    }
