"""The indicator catalogue of a pack: ``indicators.csv``, one figure a line."""

import re

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import RuleInvalid
from dvapp.domain.expressions import names_in
from dvapp.domain.figures.indicators import CATALOGUES, Accumulation, Indicator
from dvapp.domain.places.units import Level
from dvapp.domain.words import Wording
from dvapp.exchange.pack_rules import circle_in, expression_faults
from dvapp.exchange.pack_yaml import PackFault
from dvapp.exchange.tables import TableRefused, TextTable, read_table
from dvapp.host.i18n import _

NAME = "indicators.csv"
COLUMNS = (
    "code",
    "group_vi",
    "group_en",
    "label_vi",
    "label_en",
    "unit_vi",
    "unit_en",
    "accumulation",
    "formula",
    "catalogue",
    "levels",
    "note",
)
_CODE = re.compile(r"[A-Z]{1,2}[0-9]{2,3}")
_CARRIED = re.compile(r"last\((?P<code>[A-Z]{1,2}[0-9]{2,3})\) \+ (?P<change>.+)")
"""A balance: ``last(B13) + B05 - B10`` is what the period before left, and what this one adds to it."""
_LEVELS = {"city": Level.CITY, "district": Level.DISTRICT}

Row = tuple[int, dict[str, str]]


def read_indicators(content: bytes, faults: list[PackFault]) -> dict[IndicatorCode, Indicator]:
    """The indicators in the order of the file; what is wrong is added to ``faults``, each with its line."""
    try:
        table = read_table(NAME, content, COLUMNS)
    except TableRefused as refused:
        faults.append(PackFault(where=refused.where, reason=refused.reason))
        return {}
    rows: dict[str, Row] = {}
    for line, cells in table.rows:
        found = list(_row_faults(cells, rows))
        faults.extend(table_fault(table, line, reason) for reason in found)
        if not found:
            rows[cells["code"]] = (line, cells)
    faults.extend(_formula_faults(table, rows))
    return {IndicatorCode(code): _indicator(cells) for code, (_line, cells) in rows.items()}


def table_fault(table: TextTable, line: int, reason: str) -> PackFault:
    """A fault on a line of a table."""
    return PackFault(where=f"{table.name}:{line}", reason=reason)


def _row_faults(cells: dict[str, str], before: dict[str, Row]) -> list[str]:
    code, faults = cells["code"], []
    if not _CODE.fullmatch(code):
        faults.append(_("“{value}” is no code of a figure (A01)").format(value=code))
    if code in before:
        faults.append(
            _("the figure {code} stands on line {line} already").format(code=code, line=before[code][0])
        )
    if not cells["label_vi"] or not cells["group_vi"]:
        faults.append(_("the figure {code} has no label or no group").format(code=code))
    if cells["accumulation"] not in {a.value for a in Accumulation}:
        known = ", ".join(a.value for a in Accumulation)
        faults.append(_("“{value}” is none of: {known}").format(value=cells["accumulation"], known=known))
    if cells["catalogue"] and cells["catalogue"] not in CATALOGUES:
        known = ", ".join(CATALOGUES)
        faults.append(_("“{value}” is none of: {known}").format(value=cells["catalogue"], known=known))
    if cells["catalogue"] and cells["formula"]:
        faults.append(
            _("the figure {code} has a formula and is taken from the catalogue, too").format(code=code)
        )
    if (found := _CARRIED.fullmatch(cells["formula"])) and (
        found["code"] != code or cells["accumulation"] != Accumulation.STOCK.value
    ):
        faults.append(
            _("last({value}) stands in the formula of the stock {value} alone").format(value=found["code"])
        )
    unknown = [level for level in cells["levels"].split() if level not in _LEVELS]
    if unknown or not cells["levels"]:
        known = ", ".join(_LEVELS)
        faults.append(_("“{value}” is none of: {known}").format(value=" ".join(unknown), known=known))
    return faults


def _formula_faults(table: TextTable, rows: dict[str, Row]) -> list[PackFault]:
    counted = {c for c, (_line, cells) in rows.items() if cells["accumulation"] != Accumulation.FACT.value}
    faults = [
        table_fault(table, line, reason)
        for line, cells in rows.values()
        if cells["formula"]
        for reason in expression_faults(_change(cells), counted)
    ]
    circle = circle_in(
        {code: _change(cells) for code, (_line, cells) in rows.items() if _parses(_change(cells))}
    )
    if circle:
        reason = _("the formulas go in a circle: {circle}").format(circle=" → ".join(circle))
        faults.append(table_fault(table, rows[circle[0]][0], reason))
    return faults


def _change(cells: dict[str, str]) -> str:
    """The formula without what is carried over."""
    found = _CARRIED.fullmatch(cells["formula"])
    return found["change"] if found else cells["formula"]


def _parses(formula: str) -> bool:
    try:
        names_in(formula)
    except RuleInvalid:
        return False
    return True


def _indicator(cells: dict[str, str]) -> Indicator:
    return Indicator(
        code=IndicatorCode(cells["code"]),
        group=Wording(cells["group_vi"], cells["group_en"]),
        label=Wording(cells["label_vi"], cells["label_en"]),
        unit=Wording(cells["unit_vi"], cells["unit_en"]),
        accumulation=Accumulation(cells["accumulation"]),
        formula=_change(cells),
        carried=_CARRIED.fullmatch(cells["formula"]) is not None,
        catalogue=cells["catalogue"],
        levels=frozenset(_LEVELS[level] for level in cells["levels"].split()),
        source=cells["note"],
    )
