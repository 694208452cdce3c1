"""Beside and below a table: what its figures and totals give when they are computed again, and whether that agrees."""

from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.papers.comparing import is_share
from dvapp.domain.papers.reports import Figure
from dvapp.domain.papers.showing import UNDEFINED_RATIO
from dvapp.exchange import xlsx_comparisons as comparing
from dvapp.exchange import xlsx_formulas as formulas
from dvapp.exchange.xlsx_cells import Look, Looks, Value, figure_value, put
from dvapp.exchange.xlsx_sheets import Desk, Written

CHECK_HEADS = ("Công thức", "Tính lại", "Đối chiếu")
COLUMN_SUM = "Cộng cột (tính lại)"

_CHECK_HEAD = Look(bold=True, italic=True, align="center", fill="#DDEBF7", middle=True)
_CHECK = Look(italic=True)
_REACH = 16
"""Columns right of a table in which verdicts may stand."""


@dataclass(slots=True)
class Tally:
    """How many places were checked, and in how many the sum is another one."""

    checked: int = 0
    differing: int = 0

    def add(self, stated: object, again: float | str) -> str:
        """Count a check and return its verdict."""
        verdict = formulas.verdict(stated, again)
        self.checked += 1
        self.differing += verdict == formulas.DIFFERS
        return verdict

    def add_all(self, pairs: list[tuple[object, float | str]]) -> str:
        """Count several values checked as one and return their verdict."""
        told = [formulas.verdict(stated, again) for stated, again in pairs]
        verdict = formulas.DIFFERS if formulas.DIFFERS in told else formulas.AGREES
        self.checked += 1
        self.differing += verdict == formulas.DIFFERS
        return verdict


def write_checks(done: Written, desk: Desk) -> Tally:
    """Write, right of a table, what each computed figure gives when it is computed again, and whether that agrees."""
    sheet, tally = done.sheet, Tally()
    cells = desk.cells(sheet.get_name())
    for code, row in done.rows:
        figure = desk.figures[code]
        expression = desk.expressions.get(code, "")
        if not expression or not _exact(figure):
            continue
        formula = formulas.recomputed(expression, cells, is_ratio=figure.is_ratio)
        if formula is not None:
            value = formulas.expected(expression, desk.figures, is_ratio=figure.is_ratio)
            _check_figure(done, row, figure, (cells[code], expression, formula, value), desk, tally)
    if tally.checked:
        for n, head in enumerate(CHECK_HEADS):
            put(sheet, done.first, done.width + n, Value(content=head), _CHECK_HEAD, desk.looks)
        sheet.set_column(done.width, done.width, 34)
        sheet.set_column(done.width + 1, done.width + 2, 16)
    _check_columns(done, desk, tally)
    _check_comparisons(done, desk, tally)
    if tally.checked:
        _warn(done, desk.looks)
    return tally


def _check_figure(
    done: Written,
    row: int,
    figure: Figure,
    check: tuple[str, str, str, float | str],
    desk: Desk,
    tally: Tally,
) -> None:
    """One figure's three cells: its formula in codes, what it gives, and the verdict."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell, expression, formula, value = check
    sheet, looks, column = done.sheet, desk.looks, done.width
    shown = figure_value(figure)
    put(sheet, row, column, Value(content=formulas.in_words(figure.code, expression)), _CHECK, looks)
    style = looks.get(Look(italic=True, align="right", number=shown.number or "#,##0.##"))
    sheet.write_formula(row, column + 1, "=" + formula, style, value)
    pair = cell, xl_rowcol_to_cell(row, column + 1)
    verdict = tally.add(shown.content, value)
    style = looks.get(Look(italic=True, align="center"))
    sheet.write_formula(row, column + 2, "=" + formulas.compared(*pair), style, verdict)


def _check_columns(done: Written, desk: Desk, tally: Tally) -> None:
    """Below typed rows with a total: the columns added up again, and whether the totals agree."""
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    if not done.sums:
        return
    sheet, row = done.sheet, done.last + 2
    put(sheet, row, 0, Value(content=COLUMN_SUM), _CHECK, desk.looks)
    put(sheet, row + 1, 0, Value(content=CHECK_HEADS[2]), _CHECK, desk.looks)
    right = desk.looks.get(Look(italic=True, align="right", number="#,##0.##"))
    for sum_ in done.sums:
        column = sum_.column
        formula = formulas.summed(xl_range(sum_.first, column, sum_.last, column))
        sheet.write_formula(row, column, "=" + formula, right, sum_.value)
        pair = xl_rowcol_to_cell(sum_.total, column), xl_rowcol_to_cell(row, column)
        verdict = tally.add(sum_.stated, sum_.value)
        sheet.write_formula(row + 1, column, "=" + formulas.compared(*pair), right, verdict)


def _check_comparisons(done: Written, desk: Desk, tally: Tally) -> None:
    """Right of all: the differences from earlier periods computed again, and whether they agree."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    if done.table is None or done.values is None:
        return
    sheet, column = done.sheet, done.width + len(CHECK_HEADS)
    right = desk.looks.get(Look(italic=True, align="right", number="#,##0.##"))
    centre = desk.looks.get(Look(italic=True, align="center"))
    for one in comparing.comparisons(done.table):
        for n, head in enumerate(comparing.HEADS):
            words = Value(content=head.format(head=one.head))
            put(sheet, done.first, column + n, words, _CHECK_HEAD, desk.looks)
        sheet.set_column(column, column + 2, 18)
        for code, row in done.rows:
            figure = desk.figures[code]
            if not _exact(figure):
                continue
            cells = done.table.rows[row - done.first - 1].cells
            before, difference, percent = (said.content for said in comparing.stated(cells, one))
            again = comparing.expected(figure, figure_value(figure).content, before)
            now, was = xl_rowcol_to_cell(row, done.values), xl_rowcol_to_cell(row, one.before)
            share = comparing.percent(now, was) if not is_share(figure) else f'"{UNDEFINED_RATIO}"'
            sheet.write_formula(row, column, "=" + comparing.difference(now, was), right, again[0])
            sheet.write_formula(row, column + 1, "=" + share, right, again[1])
            told = tally.add_all([(difference, again[0]), (percent, again[1])])
            pairs = [
                (xl_rowcol_to_cell(row, one.before + n), xl_rowcol_to_cell(row, column + n - 1))
                for n in (1, 2)
            ]
            sheet.write_formula(row, column + 2, "=" + formulas.both_agree(pairs), centre, told)
        column += len(comparing.HEADS)


def _warn(done: Written, looks: Looks) -> None:
    red = looks.book.add_format({"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"})
    rule = {"type": "cell", "criteria": "==", "value": f'"{formulas.DIFFERS}"', "format": red}
    done.sheet.conditional_format(done.first + 1, 0, done.last + 3, done.width + _REACH, rule)


def _exact(figure: Figure) -> bool:
    value = figure.value
    return not isinstance(value, int | Decimal) or formulas.fits_exactly(value)
