"""Two versions of one form that grew from the same beginning, field by field. Knows no widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.kinds import RecordKind
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import BASE, BESIDE, LANGUAGE, SINCE, UNIT, UNTIL, Texts, rewritten
from dvapp.ui.records.row_merging import RowPlace, keyed, merged_rows, row_places, same_row

HAPPENED = "happened"


class Side(StrEnum):
    """Whose words."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that the two versions do not agree on.

    :param code: the field's, ``happened`` for the days, ``unit`` for whose record it is.
    :param mine: its texts in one's own version; ``theirs``: in the other's.
    :param proposal: the side that alone changed it; ``None`` when both did, or nobody knows where they began.
    :param row: the row of a table that this is about, where its rows can be told apart; else the whole field is meant.
    """

    code: str
    mine: Mapping[str, object]
    theirs: Mapping[str, object]
    proposal: Side | None
    row: RowPlace | None = None


def places(kind: RecordKind) -> dict[str, tuple[str, ...]]:
    """What is chosen as one, in the form's order: a place's code to the keys of its texts."""
    fields = {str(field.code): (str(field.code),) for field in kind.fields if not field.shown}
    return {HAPPENED: (SINCE, UNTIL), "unit": (UNIT,), **fields}


def differences(
    kind: RecordKind,
    *,
    base: Mapping[str, object] | None,
    mine: Mapping[str, object],
    theirs: Mapping[str, object],
) -> tuple[Difference, ...]:
    """Where two versions differ, in the form's order. What only looks different (1234 and 1.234) is the same.

    :param base: what both began from; ``None`` when that is not known.
    """
    language = str(mine.get(LANGUAGE, "vi"))
    own = _read(kind, mine, language)
    other = _read(kind, theirs, language)
    begun = _read(kind, base, language) if base is not None else None
    found: list[Difference] = []
    for code, keys in places(kind).items():
        if own.same(other, code, keys):
            continue
        rows = row_places(kind, code, own.texts.get(code), other.texts.get(code))
        if rows is not None:
            found.extend(_row_difference(kind, one, begun) for one in rows)
            continue
        proposal = None
        if begun is not None and begun.same(other, code, keys):
            proposal = Side.MINE
        elif begun is not None and begun.same(own, code, keys):
            proposal = Side.THEIRS
        found.append(Difference(code=code, mine=own.part(keys), theirs=other.part(keys), proposal=proposal))
    return tuple(found)


def _row_difference(kind: RecordKind, place: RowPlace, begun: "_Version | None") -> Difference:
    own, other = place.mine.get(place.key), place.theirs.get(place.key)
    was = keyed(kind, place.field, begun.texts.get(place.field)) if begun is not None else None
    proposal = None
    if was is not None and same_row(was.get(place.key), other):
        proposal = Side.MINE
    elif was is not None and same_row(was.get(place.key), own):
        proposal = Side.THEIRS
    return Difference(
        code=f"{place.field}/{'/'.join(place.key)}",
        mine={place.field: [own] if own is not None else ""},
        theirs={place.field: [other] if other is not None else ""},
        proposal=proposal,
        row=place,
    )


def merged(mine: Mapping[str, object], found: tuple[Difference, ...], choices: Mapping[str, Side]) -> Texts:
    """One's own version with the other's words where they were chosen.

    :param choices: a side for every difference, by its code.
    """
    texts: Texts = {key: value for key, value in mine.items() if key not in {BESIDE, BASE}}
    rows: dict[str, list[Difference]] = {}
    for one in found:
        if one.row is not None:
            rows.setdefault(one.row.field, []).append(one)
            continue
        part = one.mine if choices[one.code] is Side.MINE else one.theirs
        for key, value in part.items():
            if value:
                texts[key] = value
            else:
                texts.pop(key, None)
    for field, ones in rows.items():
        taken = [one.row.key for one in ones if one.row is not None and choices[one.code] is Side.THEIRS]
        place = ones[0].row
        assert place is not None, "these are differences of rows"
        texts.pop(field, None)
        if left := merged_rows(place, taken, len(ones)):
            texts[field] = left
    return texts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    texts: Texts
    model: FormModel

    def part(self, keys: tuple[str, ...]) -> Texts:
        return {key: self.texts.get(key, "") for key in keys}

    def same(self, other: "_Version", code: str, keys: tuple[str, ...]) -> bool:
        if self.part(keys) == other.part(keys):
            return True
        if code == HAPPENED:
            span = self.model.reading().span
            return span is not None and span == other.model.reading().span
        field = self.model.kind.field(code)
        if field is None:
            return False
        values = self.model.reading().values
        value = values.get(field.code)
        return value is not None and value == other.model.reading().values.get(field.code)


def _read(kind: RecordKind, texts: Mapping[str, object], language: str) -> _Version:
    spoken = rewritten(kind, texts, language)
    model = FormModel(kind, record_id=RecordId(""), texts=spoken, language=language)
    return _Version(texts=spoken, model=model)
