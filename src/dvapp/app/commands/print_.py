"""``dvappctl print``: a paper as it is, to a printer of the system or into a PDF."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import json_option, print_json
from dvapp.host.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from dvapp.services.ports import Tools
    from dvapp.services.reports.printing import PaperToPrint, PrintOrder

_FILE = click.Path(path_type=Path)


@click.command(
    name="print",
    help=_(
        "Print a PDF as it is, stamps and seals included, at its real size. Without --printer the system’s usual one is taken."
    ),
)
@click.argument("file", type=_FILE)
@click.option("--printer", "name", default="", metavar="NAME", help=_("Name of the printer."))
@click.option(
    "--out", type=_FILE, metavar="FILE", help=_("Write a PDF of pictures instead; it bears no signature.")
)
@click.option("--pages", default="", metavar="PAGES", help=_("Such as 1-3, 5; all unless given."))
@click.option("--copies", type=click.IntRange(1, 999), default=1, help=_("How many copies."))
@click.option("--both-sides", is_flag=True, help=_("On both sides of the paper."))
@click.option(
    "--mirrored/--not-mirrored",
    default=None,
    help=_(
        "With both sides: move even pages, so that the wide margin lies at the binding; done for our own layouts."
    ),
)
@json_option
def print_(
    file: Path,
    name: str,
    out: Path | None,
    pages: str,
    copies: int,
    both_sides: bool,
    mirrored: bool | None,
    as_json: bool,
) -> None:
    """Print."""
    from dvapp.app.tools import make_tools
    from dvapp.services.reports.printing import PrintOrder, file_to_print, read_pages
    from dvapp.ui.printing.words import printed_words

    if name and out is not None:
        raise click.UsageError(_("Give either --printer or --out."))
    tools = make_tools()
    paper = file_to_print(file, tools)
    order = PrintOrder(
        pages=read_pages(pages, len(paper.sizes)),
        copies=copies,
        both_sides=both_sides,
        mirrored=both_sides and (paper.is_ours if mirrored is None else mirrored),
    )
    count = (
        _into_file(paper, order, file, out, tools) if out is not None else _print(paper, order, name, tools)
    )
    if as_json:
        print_json({"file": str(file), "sides": count, "copies": copies})
    elif out is not None:
        words = ngettext(
            "{count} page side written to {file}.", "{count} page sides written to {file}.", count
        )
        click.echo(words.format(count=count, file=out))
    else:
        click.echo(printed_words(count, copies=copies))


def _print(paper: "PaperToPrint", order: "PrintOrder", name: str, tools: "Tools") -> int:
    """:raises NoPrinter, PrinterUnknown: there is none, or none of that name."""
    _need_application()
    from dvapp.ui.printing.painting import named_printer

    return _go(paper, order, named_printer(name), tools)


def _into_file(paper: "PaperToPrint", order: "PrintOrder", file: Path, out: Path, tools: "Tools") -> int:
    from dvapp.services.places import PDF, require_output

    require_output(out, file, start=PDF, files=tools.files)
    _need_application()
    from dvapp.ui.printing.painting import lay_paper, printer_into

    with tempfile.TemporaryDirectory(prefix="dvapp-print-") as folder:
        drawn = Path(folder) / "print.pdf"
        printer = printer_into(drawn)
        lay_paper(printer, paper.sizes[order.pages[0]])
        count = _go(paper, order, printer, tools)
        tools.files.write(out, tools.files.read(drawn))
    return count


def _go(paper: "PaperToPrint", order: "PrintOrder", printer: "QPrinter", tools: "Tools") -> int:
    from threading import Event

    from dvapp.ui.jobs import Watch
    from dvapp.ui.printing.painting import duplex_of, print_paper

    printer.setDuplex(duplex_of(order))
    return print_paper(paper, order, printer, tools.pages, Watch(lambda _done, _of: None, Event()))


def _need_application() -> None:
    """Qt prints only where there is an application; without a screen it does without."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux") and not (
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        ):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _APPLICATION.append(QGuiApplication(sys.argv[:1]))


_APPLICATION: list[object] = []
"""Kept until the program ends: Qt's printers need it."""
