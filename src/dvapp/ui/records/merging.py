"""Two versions of one form that grew from the same beginning, field by field. Knows no widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.kinds import RecordKind
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import BASE, BESIDE, LANGUAGE, SINCE, UNIT, UNTIL, Texts, rewritten

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
    """

    code: str
    mine: Mapping[str, object]
    theirs: Mapping[str, object]
    proposal: Side | None


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
    found = []
    for code, keys in places(kind).items():
        if own.same(other, code, keys):
            continue
        proposal = None
        if begun is not None and begun.same(other, code, keys):
            proposal = Side.MINE
        elif begun is not None and begun.same(own, code, keys):
            proposal = Side.THEIRS
        found.append(Difference(code=code, mine=own.part(keys), theirs=other.part(keys), proposal=proposal))
    return tuple(found)


def merged(mine: Mapping[str, object], found: tuple[Difference, ...], choices: Mapping[str, Side]) -> Texts:
    """One's own version with the other's words where they were chosen.

    :param choices: a side for every difference, by its code.
    """
    texts: Texts = {key: value for key, value in mine.items() if key not in {BESIDE, BASE}}
    for one in found:
        part = one.mine if choices[one.code] is Side.MINE else one.theirs
        for key, value in part.items():
            if value:
                texts[key] = value
            else:
                texts.pop(key, None)
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
