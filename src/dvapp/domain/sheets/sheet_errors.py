"""Refusals of other people's sheets and of importing them; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class SheetFileTooLarge(DvError):
    """A spreadsheet file is, or would unpack to be, larger than a sheet of records. where: the file; reason: how large, or its last cell."""

    code = "sheet_file_too_large"


class SheetFileUnreadable(DvError):
    """A file is no spreadsheet that can be read. where: the file; reason: damaged or kind."""

    code = "sheet_file_unreadable"


class SheetFileLocked(SheetFileUnreadable):
    """A spreadsheet opens only with its password. where: the file; reason: password."""

    code = "sheet_file_locked"


class SheetFileWebPage(SheetFileUnreadable):
    """A web page or other XML stands under the name of a sheet. where: the file; reason: web_page."""

    code = "sheet_file_web_page"


class SheetFileQuote(SheetFileUnreadable):
    """In a text file a quotation mark is opened and never closed: the rest would be one cell. where: the file; reason: quote."""

    code = "sheet_file_quote"


class SheetUnknown(DvError):
    """A file has no visible sheet of that name. where: the file; sheet: the name."""

    code = "sheet_unknown"


class TableHeadNotFound(DvError):
    """No sheet of a file has a head that names columns of the kind. where: the file; kind: the kind's name."""

    code = "table_head_not_found"


class ColumnTargetUnknown(DvError):
    """A column shall be filled into something that the kind does not have. where: its words; target: what was named; kind: the kind's name."""

    code = "column_target_unknown"


class UnitOfSheetUnknown(DvError):
    """The rows of a sheet shall be of a unit that the board does not have, or that two share a name with. where: as named."""

    code = "unit_of_sheet_unknown"


class ImportRefused(DvError):
    """Cells could not be read, so nothing was imported. where: the first cell; count: how many cells."""

    code = "import_refused"


class ImportOutdated(DvError):
    """Records of the kind were changed after the trial, so nothing was imported. where: the file; count: how many records."""

    code = "import_outdated"


class ImportUnknown(DvError):
    """The store remembers no such import, or more than one begins so. where: the id as given."""

    code = "import_unknown"


class ImportUndone(DvError):
    """An import was taken back already. where: the name of its file."""

    code = "import_undone"


class ImportNotUndoable(DvError):
    """Records of an import were changed since. where: the first; count: how many; records: all of them."""

    code = "import_not_undoable"


class KindNotNamed(DvError):
    """A sheet is not one of our own forms, and nobody said what its rows are. where: the file."""

    code = "kind_not_named"


class PeriodNotMonth(DvError):
    """Records of a kind stand for whole months, and the period is none. where: the period; kind: the kind's name."""

    code = "period_not_month"
