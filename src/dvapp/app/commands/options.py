"""``dvappctl report options``: what a report's layout carries beside its text; shown, changed, taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.services.reports.options import Chosen


@click.command(
    help=_(
        "Show the settings of a report's layout (urgency, addressees, who signs, a second body …), or change them for "
        "this report alone. Items of a list are separated by semicolons."
    )
)
@click.option("--kind", required=True, help=_("Report kind, such as BC06."))
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help=_("Change a setting; repeatable."))
@click.option(
    "--unset", "dropped", multiple=True, metavar="NAME", help=_("Let a setting follow the pack; repeatable.")
)
@json_option
@store_options
def options(
    kind: str,
    period: str,
    given: tuple[str, ...],
    dropped: tuple[str, ...],
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Show or change settings; nothing is kept when one of them is refused."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.reports.options import change_options, options_of

    wanted = parse_period(period)
    texts = dict(_pair(text) for text in given)
    with opened(own_store, own_password) as session:
        if texts or dropped:
            chosen = change_options(session, kind=kind, period=wanted, given=texts, dropped=dropped)
        else:
            chosen = options_of(session, kind=kind, period=wanted)
    _print(chosen, as_json=as_json)


def _pair(text: str) -> tuple[str, str]:
    """A name and its value; a name alone is an empty value.

    :raises OptionUnknown: there is no setting of that name.
    """
    from dvapp.domain.papers.options import option_spec

    name, _equals, value = text.partition("=")
    return option_spec(name.strip()).name, value


def _print(chosen: "Chosen", *, as_json: bool) -> None:
    from dvapp.domain.papers.options import OPTIONS, plain_options
    from dvapp.ui.report.option_words import option_words, setting_words

    if as_json:
        values = plain_options(chosen.given)
        print_json(
            {
                spec.name: {"value": values.get(spec.name), "from": chosen.source(spec) or None}
                for spec in OPTIONS
            }
        )
        return
    sources = {"report": _("this report"), "pack": _("the pack"), "": ""}
    rows = [
        (
            spec.name,
            option_words(spec.name),
            setting_words(spec.name, chosen.given.value(spec.name)),
            sources[chosen.source(spec)],
        )
        for spec in OPTIONS
    ]
    print_table((_("Name"), _("Setting"), _("Value"), _("From")), rows)
