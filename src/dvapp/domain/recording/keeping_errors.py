"""Refusals of keeping what several people, or several windows, work on at once; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class RecordChanged(DvError):
    """A record, or what is typed of it, is no longer as it was when the work on it began. where: the record's id."""

    code = "record_changed"


class TextChanged(DvError):
    """A report's section is no longer as it was when the work on it began. where: the section's code."""

    code = "text_changed"


class FieldChanged(DvError):
    """What would be undone was changed since, so it stays. where: the record's id; field: its label."""

    code = "field_changed"
