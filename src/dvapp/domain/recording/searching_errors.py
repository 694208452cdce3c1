"""Refusals of saved filters and of lists that are written to files."""

from dvapp.domain.errors import DvError


class FilterNameTaken(DvError):
    """Another saved filter has that name already. where: the name."""

    code = "filter_name_taken"


class FilterNameInvalid(DvError):
    """A saved filter's name is empty or too long. where: the name; most: characters it may have."""

    code = "filter_name_invalid"


class FilterUnknown(DvError):
    """There is no saved filter of that name. where: the name; known: the names there are."""

    code = "filter_unknown"


class UnitUnknown(DvError):
    """No unit of any time has that code. where: the code."""

    code = "unit_unknown"


class ListEmpty(DvError):
    """A filter lets no record pass, so there is nothing to write. where: the file."""

    code = "list_empty"


class ListTooLong(DvError):
    """More records than a sheet has rows. where: the file; count: how many records; most: how many a sheet holds."""

    code = "list_too_long"


class ListFormUnknown(DvError):
    """A list can be written as something else only. where: the file; known: the endings there are."""

    code = "list_form_unknown"
