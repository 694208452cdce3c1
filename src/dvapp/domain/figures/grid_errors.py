"""Refusals of the figures grid; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class CellsChanged(DvError):
    """A step on the grid cannot be undone or done again: its cells say something else by now. count: how many."""

    code = "cells_changed"
