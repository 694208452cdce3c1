"""Words of attached files: their kinds, sizes, what is told of them, and the refusals. Qt-free: the command line uses them."""

from collections.abc import Mapping
from decimal import Decimal

from dvapp.domain.recording.evidence import Evidence
from dvapp.domain.recording.evidence_media import MediaGroup, Remark
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext

_KILO, _MEGA = 1024, 1024 * 1024


def size_words(size: int) -> str:
    """Bytes as people say them: "1,2 MB"."""
    number = LocaleFormats(language()).number
    if size < _KILO:
        return f"{number(size)} B"
    if size < _MEGA:
        return f"{number(round(size / _KILO))} KB"
    return f"{number(Decimal(size / _MEGA).quantize(Decimal('0.1')))} MB"


def files_words(count: int) -> str:
    """How many files there are."""
    return ngettext("{count} file", "{count} files", count).format(count=count)


def group_words(group: MediaGroup) -> str:
    """What people call a file."""
    return {
        MediaGroup.PICTURE: _("Picture"),
        MediaGroup.PDF: _("PDF document"),
        MediaGroup.TEXT: _("Document"),
        MediaGroup.SHEET: _("Spreadsheet"),
        MediaGroup.SLIDES: _("Presentation"),
        MediaGroup.MAIL: _("E-mail"),
        MediaGroup.SOUND: _("Sound recording"),
        MediaGroup.FILM: _("Film"),
        MediaGroup.ARCHIVE: _("Archive"),
        MediaGroup.OTHER: _("File"),
    }[group]


def remark_words(remark: Remark) -> str:
    """What is told of a file that is kept."""
    return {
        Remark.MACROS: _("holds macros: do not allow them when it opens unless you know its sender"),
        Remark.NAMED_OTHERWISE: _("its name says another kind than its content; it opens as what it is"),
        Remark.NOT_LOOKED_INTO: _("an archive the program cannot look into: unpack it with care"),
    }[remark]


def described(evidence: Evidence) -> str:
    """A file in one line, as a screen reader says it."""
    parts = [evidence.name, group_words(evidence.media.group), size_words(evidence.size)]
    return ", ".join([*parts, *map(remark_words, evidence.remarks)])


def evidence_refusals() -> Mapping[str, str]:
    """The sentence of each refusal of a file."""
    return {
        "evidence_too_large": _(
            "“{where}” has {size} MB; a file may have {most} MB. Scan it with fewer dots per inch, or divide it."
        ),
        "evidence_empty": _("“{where}” is empty; look whether it was copied whole."),
        "evidence_is_store": _("{where} is the store itself; it cannot be attached to one of its records."),
        "evidence_is_program": _(
            "“{where}” is a program or a script, or holds one ({what}), and is not attached. Save what it shows as PDF."
        ),
        "evidence_too_many": _(
            "A record may have {most} files, so “{where}” was not attached. Put several pages into one PDF."
        ),
        "evidence_total_too_large": _(
            "With “{where}” the record's files would have {size} MB; they may have {most} MB. Remove or shrink some."
        ),
        "evidence_name_invalid": _(
            "“{where}” cannot be a file's name: 1 to {most} characters, not only dots."
        ),
        "evidence_unknown": _("The record has no file “{where}”, or more than one begins so."),
        "evidence_damaged": _(
            "What the store holds of “{where}” is not what was attached; restore the store from the latest backup."
        ),
        "evidence_erased": _("“{where}” cannot be brought back: it was erased for good. Attach it again."),
    }


def damage_of_files() -> Mapping[str, str]:
    """What a check of a store found wrong with files, by code."""
    return {
        "evidence_damaged": _("a file is not what was attached: {where}"),
        "evidence_orphaned": _("a file belongs to no record: {where}"),
        "evidence_altered": _("a file was changed outside the program: {where}"),
        "evidence_unreadable": _("a file's entry cannot be read: {where}"),
    }
