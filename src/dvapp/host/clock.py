"""What time it is, in Việt Nam."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Official papers carry Vietnamese time wherever the computer believes to be."""


class SystemClock:
    """The computer's clock, told in Vietnamese time."""

    def now(self) -> datetime:
        """Present time, +07:00."""
        return datetime.now(ZONE)

    def today(self) -> date:
        """Present day in Việt Nam."""
        return self.now().date()


class FixedClock:
    """A clock that stands at a moment somebody asks about.

    :param moment: aware.
    """

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(ZONE)

    def now(self) -> datetime:
        """That moment, +07:00."""
        return self._moment

    def today(self) -> date:
        """Its day in Việt Nam."""
        return self._moment.date()
