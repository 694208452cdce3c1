"""The commands of ``dvappctl``, one module a group."""

from dvapp.app.commands.root import cli

__all__ = ["cli"]
