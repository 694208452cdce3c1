"""Refusals of the grid of figures; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class UnitNotInGrid(DvError):
    """A unit is neither the board's own nor below it. where: its code; known: the codes that there are."""

    code = "unit_not_in_grid"


class FigureUnknown(DvError):
    """The pack has no figure with that code. where: the code."""

    code = "figure_unknown"
