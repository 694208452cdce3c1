"""Which answers a choice field offers, and how they are called."""

from datetime import date

from dvapp.domain.recording.kinds import Field
from dvapp.host.i18n import language


def offered(field: Field, year: int, present: object) -> list[tuple[str, str]]:
    """The answers given in a year, as (code, words), and the present one even if it is none any more."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        (choice.code, choice.label_on(last).said_in(language()))
        for choice in field.choices
        if choice.code == present or choice.given_within(first, last)
    ]
