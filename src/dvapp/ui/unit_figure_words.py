"""Words for what can be wrong with typed figures, in a form, in a sheet, or in a cell of the grid."""

from collections.abc import Mapping

from dvapp.host.i18n import _


def unit_figure_faults() -> Mapping[str, str]:
    """Fault code to sentence; "computed" has its words with the faults of fields."""
    return {
        "not_a_period": _(
            "“{value}” is not a whole month, quarter, half-year, nine months or year of the calendar."
        ),
        "not_whole": _("“{value}” is not a whole number, and this figure counts whole things."),
        "other_period": _(
            "{number} is given for {period} already; both together would be counted twice or contradict each other."
        ),
        "catalogue": _(
            "The program takes this figure from the catalogue of units and the register of reports."
        ),
        "text": _("This figure is a text or a day, which records give."),
        "distinct": _("This figure counts units by name, which only records give."),
        "records": _("The unit’s own records give this figure; a number beside them would be counted twice."),
        "level": _("This figure is not asked of such a unit."),
        "pack": _("The template pack in use has no kind of record for typed figures."),
        "unknown_indicator": _("The template pack has no figure “{value}”."),
        "unit_elsewhere": _("“{value}” is neither the board’s own unit nor below it."),
        "note_needs_number": _("A note needs a number, or “không phát sinh”, beside it."),
        "changed_since": _(
            "Somebody else has changed this number in the meantime; nothing was written over."
        ),
    }


def unit_figure_refusals() -> Mapping[str, str]:
    """Refusal code to sentence."""
    return {
        "unit_not_in_grid": _("“{where}” is neither the board’s own unit nor below it; there are: {known}."),
        "figure_unknown": _("The template pack has no figure “{where}”."),
    }
