"""Which form is open, noted on this computer, so that a program that was cut off goes on where it was.

The note holds ids and times only, never words: those lie in the store.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.codes import RecordId
from dvapp.host.settings import Settings

_NAME = "open_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """A form that was open when the program ended without closing its store.

    :param field: where one typed last; ``""`` when nowhere yet.
    :param kept: when it was kept last, as HH:MM on a day.
    """

    record: RecordId
    field: str
    kept: str


def note_open(settings: Settings, store: Path, form: LeftOpen) -> None:
    """Remember the form that is open now."""
    note = {"store": str(store), "record": form.record, "field": form.field, "kept": form.kept}
    settings.put(_NAME, json.dumps(note, ensure_ascii=False, sort_keys=True))


def left_open(settings: Settings, store: Path) -> LeftOpen | None:
    """The form that was open in this store when the program was cut off; ``None`` after an orderly end."""
    try:
        note = json.loads(settings.get(_NAME) or "null")
    except ValueError:
        return None
    if not isinstance(note, Mapping) or note.get("store") != str(store) or not note.get("record"):
        return None
    return LeftOpen(
        record=RecordId(str(note["record"])), field=str(note.get("field", "")), kept=str(note.get("kept", ""))
    )


def forget_open(settings: Settings, store: Path) -> None:
    """The store is being closed in good order; what another window has open stays noted."""
    if left_open(settings, store) is not None:
        settings.put(_NAME, "")
