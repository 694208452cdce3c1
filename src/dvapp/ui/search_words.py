"""Words for the refusals of saved filters and of lists that are written to files."""

from collections.abc import Mapping

from dvapp.host.i18n import _


def search_refusals() -> Mapping[str, str]:
    """Code to one sentence, in the language in use."""
    return {
        "filter_name_taken": _("There is a saved filter called “{where}” already; choose another name."),
        "filter_name_invalid": _("A saved filter needs a name of at most {most} characters."),
        "filter_unknown": _("There is no saved filter “{where}”. There are: {known}."),
        "unit_unknown": _("No unit of any time has the code {where}."),
        "list_empty": _("The filter lets no record pass, so nothing was written to {where}."),
        "list_too_long": _("{where} would have {count} lines; a sheet holds {most}. Narrow the filter."),
        "list_form_unknown": _("A list is written to a file ending in {known}, not to {where}."),
    }
