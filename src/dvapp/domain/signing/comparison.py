"""A signed state of a document beside its present one: which pages look different, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on a page, in points (1/72 inch) from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPage:
    """A page of both states, or of one of them alone.

    :param before: its number in the signed state, from 1; ``None`` for a page that was added.
    :param now: its number in the present file, from 1; ``None`` for one that was removed.
    :param boxes: what looks different; empty where nothing does, or the page stands in one state alone.
    :param resized: whether its size or direction is another one.
    """

    before: int | None
    now: int | None
    boxes: tuple[Box, ...] = ()
    resized: bool = False

    @property
    def differs(self) -> bool:
        """Whether a reader sees a difference."""
        return bool(self.boxes) or self.resized or self.before is None or self.now is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All pages, in the order of the present file; removed ones stand where they stood.

    :param whole: whether every page was looked at; else the first ones were.
    """

    pages: tuple[ComparedPage, ...]
    whole: bool = True

    @property
    def different(self) -> tuple[int, ...]:
        """Places of the pages that differ, from 0."""
        return tuple(place for place, page in enumerate(self.pages) if page.differs)
