"""What was chosen for a file and not imported yet, kept as typed words are: under the digest of the file's content."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dvapp.services.sheets.sheet_files import OpenedFile
from dvapp.ui.importing.model import Wishes
from dvapp.ui.typed_keeper import TypedKeeper

_BEGINNING = "import/"
_MOST = 20
"""Files whose choices are kept; the oldest go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftFile:
    """A file whose columns somebody was choosing."""

    path: Path
    place: str


class KeptChoices:
    """The choices of one screen."""

    def __init__(self, keeper: TypedKeeper) -> None:
        self._keeper = keeper

    def put(self, opened: OpenedFile, wishes: Wishes) -> None:
        """Somebody chose: keep it within a second."""
        self._keeper.put(_place(opened), _texts(opened.path, wishes))
        for place in self._keeper.places(_BEGINNING)[:-_MOST]:
            self._keeper.put(place, {})

    def of(self, opened: OpenedFile) -> Wishes | None:
        """What was chosen for a file of that content, or for what stood at its place before a cell of it was mended.

        :returns: ``None``: nothing.
        """
        texts = self._keeper.texts(_place(opened))
        return _wishes(texts or next(iter(self._of_path(opened.path).values()), {}))

    def drop(self, opened: OpenedFile) -> None:
        """It was imported, or is not wanted any more."""
        for place in {_place(opened), *self._of_path(opened.path)}:
            self._keeper.drop(place)

    def _of_path(self, path: Path) -> Mapping[str, Mapping[str, str]]:
        """What was chosen for files at a place, the last first."""
        known = {place: self._keeper.texts(place) for place in reversed(self._keeper.places(_BEGINNING))}
        return {place: texts for place, texts in known.items() if texts.get("path") == str(path.absolute())}

    def keep_now(self) -> bool:
        """Keep what is not kept yet; whether everything is safe then."""
        return self._keeper.keep_now()

    def left(self) -> LeftFile | None:
        """The file chosen for last that is still where it was."""
        self._keeper.reread()
        for place in reversed(self._keeper.places(_BEGINNING)):
            path = Path(self._keeper.texts(place).get("path", ""))
            if path.is_file():
                return LeftFile(path=path, place=place)
        return None

    def forget(self, left: LeftFile) -> None:
        """Do not offer it any more."""
        self._keeper.drop(left.place)


def _place(opened: OpenedFile) -> str:
    return _BEGINNING + opened.sha256


def _texts(path: Path, wishes: Wishes) -> dict[str, str]:
    columns = None if wishes.columns is None else {str(c): target for c, target in wishes.columns.items()}
    return {
        "path": str(path.absolute()),
        "kind": wishes.kind,
        "sheet": wishes.sheet,
        "head": _number(wishes.head),
        "first": _number(wishes.first),
        "columns": json.dumps(columns, ensure_ascii=False, sort_keys=True) if columns is not None else "",
        "time": wishes.time,
        "letters": "kept" if wishes.keep_letters else "",
    }


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _wishes(texts: Mapping[str, str]) -> Wishes | None:
    """What was chosen; nothing where it is not of our writing."""
    if not texts.get("kind"):
        return None
    try:
        read = json.loads(texts.get("columns") or "null")
        columns = None if read is None else {int(column): str(target) for column, target in read.items()}
        head, first = (int(said) if (said := texts.get(name, "")) else None for name in ("head", "first"))
    except (ValueError, AttributeError):
        return None
    return Wishes(
        kind=texts["kind"],
        sheet=texts.get("sheet", ""),
        head=head,
        first=first,
        columns=columns,
        time=texts.get("time", ""),
        keep_letters=texts.get("letters") == "kept",
    )
