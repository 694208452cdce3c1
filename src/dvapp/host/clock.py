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
