"""Several files on their way into the store, each with its own state; without a widget."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.sheets.imports import Import
from dvapp.domain.sheets.sheet_errors import ImportOutdated, KindNotNamed, TableHeadNotFound
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.sheets.importing import ImportPlan
from dvapp.ui.importing.model import ImportModel, Wishes
from dvapp.ui.messages import refusal_words

Progress = Callable[[int, int], None]


class FileState(Enum):
    """How far a file is. ``ASKS``: nobody said yet what its columns mean."""

    WAITS = "waits"
    ASKS = "asks"
    READY = "ready"
    REFUSED = "refused"
    SAME = "same"
    BROKEN = "broken"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedFile:
    """A file of the queue.

    :param plan: what importing it would do, where that is known.
    :param said: why it is refused, or what was kept of it.
    """

    path: Path
    state: FileState = FileState.WAITS
    plan: ImportPlan | None = None
    said: str = ""

    @property
    def kind(self) -> str:
        """What its rows are, or ``""``."""
        return self.plan.kind.name.said_in(language()) if self.plan is not None else ""

    @property
    def words(self) -> str:
        """Its state, in a line."""
        told = {
            FileState.WAITS: _("waits to be read"),
            FileState.ASKS: _("needs its columns named"),
            FileState.READY: _("ready"),
            FileState.REFUSED: _("cells refused"),
            FileState.SAME: _("the store has all of it"),
            FileState.BROKEN: _("cannot be read"),
            FileState.KEPT: _("imported"),
        }[self.state]
        return ": ".join(filter(None, (told, self.said)))


class FileQueue:
    """The files, in the order in which they were given."""

    def __init__(self) -> None:
        self._files: dict[Path, QueuedFile] = {}

    @property
    def files(self) -> tuple[QueuedFile, ...]:
        """All of them."""
        return tuple(self._files.values())

    @property
    def ready(self) -> tuple[QueuedFile, ...]:
        """Those that can be imported as they are."""
        return tuple(one for one in self.files if one.state is FileState.READY)

    def add(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Take more files in; one that is there already is read anew. Returns those to be read."""
        wanted = tuple(dict.fromkeys(path.absolute() for path in paths))
        for path in wanted:
            self._files[path] = QueuedFile(path=path)
        return wanted

    def put(self, file: QueuedFile) -> None:
        """A file has come further. One that was put away stays away, and one that was imported stays so until it is
        added again: what others import after it must not make it ready anew.
        """
        held = self._files.get(file.path)
        if held is not None and held.state is not FileState.KEPT:
            self._files[file.path] = file

    def put_away(self, path: Path) -> None:
        """Take a file out of the queue; it stays where it lies."""
        self._files.pop(path, None)

    def asking(self) -> tuple[Path, ...]:
        """Files that what was agreed for another one may answer."""
        return tuple(one.path for one in self.files if one.state is FileState.ASKS)


def planned(path: Path, plan: ImportPlan) -> QueuedFile:
    """A file as its trial says."""
    state = FileState.READY if plan.fresh or plan.changed else FileState.SAME
    if plan.refused:
        state = FileState.REFUSED
    return QueuedFile(path=path, state=state, plan=plan, said=_counted(plan))


def _counted(plan: ImportPlan) -> str:
    """What there is of each sort, in short; sorts of which there is none are left out."""
    sorts = (
        (len(plan.fresh), _("{count} new")),
        (len(plan.changed), _("{count} changed")),
        (len(plan.refused), ngettext("{count} cell", "{count} cells", len(plan.refused))),
    )
    return ", ".join(words.format(count=count) for count, words in sorts if count)


def kept(file: QueuedFile, done: Import | None) -> QueuedFile:
    """A file after its import."""
    count = done.count if done is not None else 0
    said = ngettext("{count} record", "{count} records", count).format(count=count)
    return replace(file, state=FileState.KEPT, plan=None, said=said)


def looked_at(model: ImportModel, path: Path, progress: Progress) -> QueuedFile:
    """Read a file and try it, as far as it goes without a question. :raises Cancelled: by ``progress``."""
    try:
        opened, kind = model.read(path)
        if not kind:
            return QueuedFile(path=path, state=FileState.ASKS)
        return planned(path, model.tried(opened, Wishes(kind=kind), progress))
    except (KindNotNamed, TableHeadNotFound):
        return QueuedFile(path=path, state=FileState.ASKS)
    except Cancelled:
        raise
    except DvError as refusal:
        said = refusal_words(refusal).replace(str(path), path.name)  # the folder is the same for all of them
        return QueuedFile(path=path, state=FileState.BROKEN, said=said)


def carried_out(model: ImportModel, file: QueuedFile, progress: Progress) -> tuple[QueuedFile, Import | None]:
    """Import a file that is ready, if its trial still holds; else say what a new one says.

    :raises Cancelled: by ``progress``; nothing is kept of it then.
    """
    assert file.plan is not None, "a file that is ready was tried"
    try:
        done = model.keep_again(file.plan, good_only=False, progress=progress)
    except (
        ImportOutdated
    ):  # another file of the queue changed the same records: what that means is shown first
        return looked_at(model, file.path, progress), None
    except Cancelled:
        raise
    except DvError as refusal:
        return replace(file, state=FileState.BROKEN, plan=None, said=refusal_words(refusal)), None
    return kept(file, done), done
