"""What is said around a table and not in it: whose rows are that name no unit, and what columns of periods count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from dvapp.domain.codes import UnitCode
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.head import UNIT, Head
from dvapp.domain.sheets.headers import is_series, known_target
from dvapp.domain.sheets.period_columns import unnamed
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.sheet_errors import ColumnTargetUnknown, UnitOfSheetUnknown
from dvapp.domain.sheets.titles import title_series, title_unit
from dvapp.domain.sheets.unit_names import units_called
from dvapp.domain.sheets.wide import Shape, shape_of
from dvapp.services.sheets.sheet_files import OpenedFile

if TYPE_CHECKING:
    from dvapp.services.sheets.importing import ImportOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """As the order says, else as titles do; ``None``: neither.

    :param series: the target of what columns of periods count.
    """

    unit: UnitCode | None = None
    unit_from_title: bool = False
    series: str | None = None
    series_from_title: bool = False

    @classmethod
    def of(
        cls,
        order: "ImportOrder",
        kind: RecordKind,
        sheet: Sheet,
        head: Head,
        opened: OpenedFile,
        *,
        units: Sequence[Unit],
        board: UnitCode,
    ) -> Self:
        """What is said around one table.

        :raises ColumnTargetUnknown, UnitOfSheetUnknown: the order names what is not there.
        """
        unit, series = _unit(order, opened), _series(order, kind, opened)
        unit_told = series_told = None
        rows_say = UNIT in head.columns.values() or shape_of(head.columns) is Shape.BY_UNITS
        if unit is None and not rows_say and (kind.by_month or kind.by_period):
            below = [one for one in units if one.code != board]
            unit_told = title_unit(sheet, head, below, below=order.below)
        if series is None and unnamed(head.columns):
            series_told = title_series(sheet, head, kind, below=order.below)
        return cls(
            unit=unit or unit_told,
            unit_from_title=unit_told is not None,
            series=series or series_told,
            series_from_title=series_told is not None,
        )


def _unit(order: "ImportOrder", opened: OpenedFile) -> UnitCode | None:
    if order.unit is None:
        return None
    codes = units_called(order.unit, opened.units)
    if len(codes) != 1:
        raise UnitOfSheetUnknown(where=order.unit)
    return codes[0]


def _series(order: "ImportOrder", kind: RecordKind, opened: OpenedFile) -> str | None:
    if order.figure is None:
        return None
    target = known_target(order.figure, kind, opened.units)
    if not target or not is_series(target, kind):
        raise ColumnTargetUnknown(where=str(order.path.name), target=order.figure, kind=kind.name.vi)
    return target
