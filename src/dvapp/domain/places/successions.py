"""Which units took over from which, as far as the lists tell: nothing here is guessed."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from dvapp.domain.codes import UnitCode


class Extent(Enum):
    """What is known of a taking over.

    ``WHOLE``: only this unit is named as taking over. ``PART``: several are, each a part. ``CODE``: the code went on under
    a new name. ``AREA``: the new unit lies mostly on the land of the old district.
    """

    WHOLE = "whole"
    PART = "part"
    CODE = "code"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """A unit that ended on ``until`` and one that took over from ``since`` on.

    :param source: what says so (a resolution, a list).
    """

    before: UnitCode
    until: date
    after: UnitCode
    since: date
    extent: Extent
    source: str = ""
