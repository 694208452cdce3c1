"""``dvappctl figures grid`` and ``dvappctl figures type``: figures by unit, and typing them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dvapp.domain.figures.indicators import Indicator
    from dvapp.domain.papers.reports import Figure
    from dvapp.domain.places.units import Unit
    from dvapp.services.figures.grid import CellSource, GridCell, UnitGrid
    from dvapp.services.figures.grid_export import GridWords
    from dvapp.services.figures.grid_typing import CellEdit, CellRefusal, Typed


@click.command(help=_("The figures of a period by unit: typed, from records, or computed."))
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--unit", "units", multiple=True, metavar="CODE", help=_("Only this unit; may be repeated."))
@click.option(
    "--indicator", "codes", multiple=True, metavar="CODE", help=_("Only this figure; may be repeated.")
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help=_("Write it to a file: .xlsx or .csv.")
)
@json_option
@store_options
def grid(
    period: str,
    units: tuple[str, ...],
    codes: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Print or write the grid."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.figures.grid import unit_grid
    from dvapp.services.figures.grid_export import export_grid

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        found = unit_grid(session, wanted)
        chosen, indicators = _chosen(found, units, codes)
        if out is not None:
            written = export_grid(
                session, found, out, words=_grid_words(), units=chosen, indicators=indicators
            )
            told = {"file": str(out), "figures": written, "units": len(chosen)}
            words = _("Written to {file}: {figures} figures of {units} units.")
            print_json(told) if as_json else click.echo(words.format(**told))
        elif as_json:
            print_json(_plain(found, chosen, indicators))
        elif units or codes:
            _print_cells(found, chosen, indicators)
        else:
            _print_units(found)


def _chosen(
    found: "UnitGrid", units: "Sequence[str]", codes: "Sequence[str]"
) -> "tuple[Sequence[Unit], Sequence[Indicator]]":
    """The units and figures that were named.

    :raises UnitNotInGrid, FigureUnknown: a code that the grid does not have.
    """
    from dvapp.domain.figures.unit_figure_errors import FigureUnknown, UnitNotInGrid
    from dvapp.services.figures.grid_export import chosen_indicators, chosen_units

    chosen, indicators = chosen_units(found, units), chosen_indicators(found, codes)
    for code in set(units) - {unit.code for unit in chosen}:
        raise UnitNotInGrid(where=code, known=", ".join(unit.code for unit in found.units))
    for code in set(codes) - {one.code for one in indicators}:
        raise FigureUnknown(where=code)
    return chosen, indicators


@click.command(
    name="type",
    help=_(
        "Type figures of a unit for a period, such as F02=4, A10=kps (nothing occurred), F03= (blank again). The good "
        "ones are kept, each other one is told with its reason."
    ),
)
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option(
    "--unit", required=True, metavar="CODE", help=_("Whose figures; of the board itself, its own code.")
)
@click.option("--note", "notes", multiple=True, metavar="CODE=TEXT", help=_("A note on one of the numbers."))
@click.argument("numbers", nargs=-1, required=True, metavar="CODE=NUMBER…")
@json_option
@store_options
@click.pass_context
def type_(
    context: click.Context,
    period: str,
    unit: str,
    notes: tuple[str, ...],
    numbers: tuple[str, ...],
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Exit 0 when every number was kept, 1 when one was not."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.figures.grid_typing import Typed, type_figures

    wanted = parse_period(period)
    edits, unread = _edits(unit, _pairs(numbers), dict(_pairs(notes)))
    with opened(own_store, own_password) as session:
        typed = type_figures(session, wanted, edits)
    typed = Typed(kept=typed.kept, refused=(*unread, *typed.refused), undo=typed.undo)
    if as_json:
        print_json({"kept": typed.kept, "refused": [_plain_refusal(one) for one in typed.refused]})
    else:
        _print_typed(typed)
    context.exit(1 if typed.refused else 0)


def _pairs(texts: "Sequence[str]") -> list[tuple[str, str]]:
    """:raises click.BadParameter: a text has no "=", or a code stands there twice."""
    pairs: list[tuple[str, str]] = []
    for text in texts:
        code, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(_("“{text}” is not of the form CODE=NUMBER.").format(text=text))
        if code.strip().upper() in dict(pairs):
            raise click.BadParameter(_("{code} is given twice.").format(code=code.strip().upper()))
        pairs.append((code.strip().upper(), value.strip()))
    return pairs


def _edits(
    unit: str, numbers: "Sequence[tuple[str, str]]", notes: dict[str, str]
) -> "tuple[list[CellEdit], list[CellRefusal]]":
    """What can be read as edits, and what cannot be read as a number."""
    from dvapp.domain.codes import IndicatorCode, UnitCode
    from dvapp.domain.sheets.cells import Unread
    from dvapp.services.figures.grid_typing import CellEdit, CellRefusal
    from dvapp.ui.grid.reading import read_typed

    edits: list[CellEdit] = []
    unread: list[CellRefusal] = []
    for code, text in numbers:
        number = read_typed(text, language())
        edit = CellEdit(
            unit=UnitCode(unit),
            indicator=IndicatorCode(code),
            number=None if isinstance(number, Unread) else number,
            note=notes.pop(code, None),
        )
        if isinstance(number, Unread):
            unread.append(CellRefusal(edit=edit, code=number.code, details={"value": text}))
        else:
            edits.append(edit)
    if notes:
        raise click.BadParameter(
            _("A note is given for {code}, but no number.").format(code=next(iter(notes)))
        )
    return edits, unread


# --- words -----------------------------------------------------------------------------------------------------------


def _print_typed(typed: "Typed") -> None:
    words = ngettext("{count} number kept.", "{count} numbers kept.", typed.kept)
    click.echo(words.format(count=typed.kept))
    for one in typed.refused:
        click.echo(f"{one.edit.unit} {one.edit.indicator}: {_refused(one)}", err=True)


def _refused(one: "CellRefusal") -> str:
    from dvapp.domain.recording.records import Fault
    from dvapp.ui.messages import fault_words

    return fault_words(Fault(field=one.edit.indicator, code=one.code, details=one.details))


def _plain_refusal(one: "CellRefusal") -> dict[str, Any]:
    return {
        "unit": one.edit.unit,
        "indicator": one.edit.indicator,
        "code": one.code,
        "message": _refused(one),
    }


def _print_units(found: "UnitGrid") -> None:
    conflicts = [cell.unit for cell in found.conflicts()]
    rows = []
    for unit in found.units:
        known, asked = found.filled(unit.code)
        rows.append([unit.code, unit.name, f"{known}/{asked}", str(conflicts.count(unit.code) or "")])
    print_table([_("Code"), _("Unit"), _("Filled"), _("Conflicts")], rows)


def _print_cells(found: "UnitGrid", units: "Sequence[Unit]", indicators: "Sequence[Indicator]") -> None:
    rows = []
    for one in indicators:
        for unit in units:
            cell = found.cell(unit.code, one.code)
            number, before, year_before = map(_shown, (cell.figure, cell.before, cell.year_before))
            label, source = one.label.said_in(language()), _source(cell)
            rows.append([unit.short_name, one.code, label, number, source, before, year_before, _note(cell)])
    heads = [_("Unit"), _("Code"), _("Figure"), _("Value"), _("Where from")]
    print_table([*heads, _("Period before"), _("Year before"), _("Note")], rows)


def _shown(figure: "Figure") -> str:
    from dvapp.domain.papers.reports import FigureState
    from dvapp.ui.messages import shown

    words = {FigureState.BLANK: _("no figure yet"), FigureState.NOT_APPLICABLE: _("not applicable")}
    return words.get(figure.state) or shown(figure.value)


def _note(cell: "GridCell") -> str:
    return cell.typed.note if cell.typed is not None else ""


def _source(cell: "GridCell") -> str:
    return _("conflict: records count") if cell.conflict else _sources()[cell.source]


def _sources() -> "dict[CellSource, str]":
    from dvapp.services.figures.grid import CellSource

    return {
        CellSource.NONE: "",
        CellSource.TYPED: _("typed"),
        CellSource.RECORDS: _("records"),
        CellSource.COMPUTED: _("computed"),
        CellSource.CATALOGUE: _("catalogue"),
    }


def _grid_words() -> "GridWords":
    from dvapp.services.figures.grid_export import GridWords

    return GridWords(
        table=_("Figures by unit"),
        cells=_("In detail"),
        code=_("Code"),
        figure=_("Figure"),
        counted_in=_("Unit of count"),
        all_units=_("Whole board"),
        unit=_("Unit"),
        number=_("Value"),
        source=_("Where from"),
        note=_("Note"),
        before=_("Period before"),
        year_before=_("Year before"),
        sources=_sources(),
        language=language(),
    )


def _plain(found: "UnitGrid", units: "Sequence[Unit]", indicators: "Sequence[Indicator]") -> dict[str, Any]:
    from dvapp.app.commands.record import plain_figure

    heads = []
    for unit in units:
        known, asked = found.filled(unit.code)
        heads.append({"code": unit.code, "name": unit.name, "filled": known, "asked": asked})
    figures = []
    for one in indicators:
        total = found.total(one.code)
        cells = [_plain_cell(found.cell(unit.code, one.code)) for unit in units]
        figures.append({**plain_figure(total), "givers": list(total.givers), "cells": cells})
    return {"period": found.period.written, "units": heads, "figures": figures}


def _plain_cell(cell: "GridCell") -> dict[str, Any]:
    from dvapp.app.commands.record import plain_figure

    figure, before, year_before = map(plain_figure, (cell.figure, cell.before, cell.year_before))
    return {
        "unit": cell.unit,
        "state": figure["state"],
        "value": figure["value"],
        "formula": figure["formula"],
        "records": figure["records"],
        "source": cell.source.value,
        "typed": None if cell.typed is None else _plain_number(cell.typed.number),
        "note": _note(cell) or None,
        "conflict": cell.conflict,
        "why_fixed": cell.why_fixed or None,
        "before": before["value"],
        "before_state": before["state"],
        "year_before": year_before["value"],
        "year_before_state": year_before["state"],
    }


def _plain_number(number: object) -> object:
    from decimal import Decimal

    from dvapp.domain.recording.plain import plain_value

    return float(number) if isinstance(number, Decimal) else plain_value(number)
