"""The numbers of a wide table as rows of the long form: unit, figure, number."""

from dataclasses import dataclass, replace

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.figures.unit_figures import typed_table_of
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.importing import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class WideTable:
    """Where the numbers of a wide table go: a table of the kind, its column of figures, and that of numbers."""

    field: str
    indicator: str
    number: str

    def names_figure(self, row: Row) -> bool:
        """Whether a row says which figure its numbers are of."""
        return any(self.indicator in part for part in row.parts.get(self.field, ()))

    def row(
        self,
        row: Row,
        column: int,
        plain: object,
        *,
        figure: IndicatorCode | None,
        unit: UnitCode | None,
        period: Period | None = None,
    ) -> Row:
        """One number of a row, as a row of the long form would say it.

        :param row: what else the row says: days, note, and of a table with a column for each unit its figure.
        :param figure, unit, period: what the column says.
        """
        values = dict(row.plain["values"])  # type: ignore[call-overload]  # made by the reader
        (said,) = values.pop(self.field, None) or [{}]
        told = {**said, self.number: plain}
        if figure is not None:
            told[self.indicator] = str(figure)
        places = {name: place for part in row.parts.get(self.field, ()) for name, place in part.items()}
        here = (row.number, column)
        places |= {self.number: here, self.indicator: places.get(self.indicator, here)}
        frame = {(row.number, other) for other in row.columns.values()}
        return replace(
            row,
            plain={
                "unit": unit or row.plain["unit"],
                "happened": period.written if period is not None else row.plain["happened"],
                "values": {**values, self.field: [told]},
            },
            parts={self.field: (places,)},
            cells=frozenset({here, *frame}),
        )


def wide_table(kind: RecordKind) -> WideTable:
    """Where a wide table's numbers go; only of kinds that hold typed figures."""
    table = typed_table_of(kind)
    assert table is not None, "only such kinds have wide heads"
    return WideTable(field=table.field, indicator=table.indicator, number=table.number)
