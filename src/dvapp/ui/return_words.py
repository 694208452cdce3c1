"""Words for what is wrong, or worth a look, in the register of reports received."""

from collections.abc import Mapping

from dvapp.host.i18n import _


def return_faults_words() -> Mapping[str, str]:
    """Fault or remark code to sentence; "not_a_period" has its words with the typed figures."""
    return {
        "unit_not_below": _(
            "“{value}” does not belong to this board on {day}; only units below it report to it."
        ),
        "received_before": _("{received} lies before the period reported, which begins on {since}."),
        "received_early": _("Received before the period ended ({until}); please look at the period again."),
        "received_early_due": _(
            "Received before the period ended ({until}). The due day of this period is {due}."
        ),
        "nobody_reported": _("No unit is chosen, so nobody counts as having reported."),
        "received_later": _("{received} is still to come; please look at the day again."),
    }
