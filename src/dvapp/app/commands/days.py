"""Days and moments on the command line: read as people write them, shown as lists show them. JSON has them as ISO 8601."""

from datetime import date, datetime

from dvapp.domain.errors import DateInvalid


def day_of(text: str | None) -> date | None:
    """A day of an option: 2018-05-29, or 29/5/2018. :raises DateInvalid: it is none."""
    from dvapp.host.formats import LocaleFormats, NotADay

    if text is None:
        return None
    try:
        return LocaleFormats().read_day(text)
    except NotADay:
        raise DateInvalid(where="date", text=text) from None


def day_words(day: date | None) -> str:
    """29/05/2018; empty for none."""
    from dvapp.host.formats import LocaleFormats

    return "" if day is None else LocaleFormats().screen_day(day)


def moment_words(at: datetime | None, *, seconds: bool = False) -> str:
    """29/05/2018 14:05, in Vietnamese time wherever the computer believes to be; empty for none."""
    from dvapp.host.formats import LocaleFormats

    return "" if at is None else LocaleFormats().screen_moment(at, seconds=seconds)
