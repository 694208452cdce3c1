"""A signed file as of one of its states, by digests of what makes it up. Imports pyHanko; load it late."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.signing.revisions import FormField, fields_of

MAX_PAGES = 5_000
"""Pages beyond these are not told apart: the longest report known has some 500."""

ACTIONS = ("/OpenAction", "/AA", "/JavaScript")

_DEEPEST = 24
_BACKWARDS = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Popup", "/IRT", "/Data"})
"""Entries that lead up or to a neighbour: what lies there is looked at in its own place."""
_LOOKS = ("/AP", "/AS", "/F", "/Ff", "/DA", "/Q", "/V", "/I", "/MK", "/BS", "/Rect")
"""What says how a widget looks. Nothing in it leads back to a page."""
_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_ELSEWHERE = frozenset(
    {
        "/Pages",
        "/AcroForm",
        "/AF",
        "/Names",
        "/Metadata",
        "/OCProperties",
        "/Perms",
        "/DSS",
        "/Extensions",
        "/Version",
    }
    | set(ACTIONS)
)
"""Entries of the catalogue that are named apart, and those that long-term validation adds."""

_Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """Digests of what makes up a page."""

    key: object
    content: bytes
    fonts: bytes
    shape: bytes
    notes: bytes
    actions: bytes
    widgets: frozenset[_Key]


class State:
    """The file as of one revision (from 0).

    :param wary: a verdict hangs on the digests, so nothing is passed over because of the name that somebody gave it, and
        what lies too deep is never like anything else.
    """

    def __init__(self, reader: PdfFileReader, revision: int, *, wary: bool = False) -> None:
        self._digests: dict[_Key, bytes] = {}
        self._wary = wary
        self._deep = b"deep %d" % revision if wary else b"deep"
        self.root = reader.get_historical_root(revision)
        self.fields = fields_of(reader, revision)

    @cached_property
    def pages(self) -> tuple[PageState, ...]:
        """In their order."""
        return tuple(self._page(*entry) for entry in _leaves(self.root))

    def _page(self, key: object, page: Any, inherited: Mapping[str, Any]) -> PageState:
        resources: Any = _entry(page, "/Resources") or inherited.get("/Resources") or {}
        fonts = _raw(resources, "/Font")
        rest = [(name, resources.raw_get(name)) for name in sorted(resources) if name != "/Font"]
        notes = list(self._annotations(page))
        boxes = [_entry(page, name) or inherited.get(name) for name in _BOXES]
        return PageState(
            key=key,
            content=self.digest([_raw(page, "/Contents"), *(value for _, value in rest)]),
            fonts=self.digest(fonts),
            shape=self.digest(boxes),
            notes=self.digest([note for note, widget in notes if not widget]),
            actions=self.digest(_raw(page, "/AA")),
            widgets=frozenset(
                (note.idnum, note.generation)
                for note, widget in notes
                if widget and isinstance(note, generic.IndirectObject)
            ),
        )

    def _annotations(self, page: Any) -> Iterator[tuple[Any, bool]]:
        entries: Any = _entry(page, "/Annots")
        for number in range(len(entries) if isinstance(entries, generic.ArrayObject) else 0):
            note = entries.raw_get(number)
            seen = _object(note)
            yield note, isinstance(seen, generic.DictionaryObject) and _entry(seen, "/Subtype") == "/Widget"

    def entry(self, *path: str) -> bytes:
        """A digest of an entry of the catalogue, reached through dictionaries; the empty one where there is none."""
        found: Any = self.root
        for name in path:
            found = _entry(found, name) if isinstance(found, generic.DictionaryObject) else None
        return self.digest(found)

    def rest(self) -> bytes:
        """A digest of what the catalogue says beside what is named apart."""
        return self.digest(
            [(name, _raw(self.root, name)) for name in sorted(self.root) if name not in _ELSEWHERE]
        )

    def pages_of(self, field: FormField) -> tuple[int, ...]:
        """On which pages a field is seen, from 1."""
        widgets = self.widgets_of(field)
        return tuple(number for number, page in enumerate(self.pages, 1) if page.widgets & widgets)

    def widgets_of(self, field: FormField) -> set[_Key]:
        """What shows a field on pages: itself, or what hangs below it."""
        seen = _object(field.reference)
        widgets = {(field.reference.idnum, field.reference.generation)}
        kids: Any = _entry(seen, "/Kids") if isinstance(seen, generic.DictionaryObject) else None
        for number in range(len(kids) if isinstance(kids, generic.ArrayObject) else 0):
            kid = kids.raw_get(number)
            if isinstance(kid, generic.IndirectObject):
                widgets.add((kid.idnum, kid.generation))
        return widgets

    def look_of(self, field: FormField) -> bytes:
        """A digest of what a field, and what shows it, look like."""
        seen = _object(field.reference)
        kids: Any = _entry(seen, "/Kids") or ()
        widgets = [seen, *(_object(kids.raw_get(number)) for number in range(len(kids)))]
        # What a signature itself says leads to the whole file, and is not for a later state to change anyway.
        names = [name for name in _LOOKS if not (name == "/V" and field.is_signature)]
        return self.digest([[(name, _raw(widget, name)) for name in names] for widget in widgets])

    def digest(self, value: Any) -> bytes:
        """A digest of a value and all it leads to."""
        return self._digest(value, 0, ())

    def _digest(self, value: Any, depth: int, above: tuple[_Key, ...]) -> bytes:
        if depth > _DEEPEST:
            return self._deep
        if isinstance(value, generic.IndirectObject):
            key = value.idnum, value.generation
            if key in above:
                return b"again"
            if key not in self._digests:
                self._digests[key] = self._digest(_found(value), depth + 1, (*above, key))
            return self._digests[key]
        return hashlib.sha256(b"\0".join(self._parts(value, depth, above))).digest()

    def _parts(self, value: Any, depth: int, above: tuple[_Key, ...]) -> Iterator[bytes]:
        is_page = isinstance(value, generic.DictionaryObject) and _entry(value, "/Type") == "/Page"
        if is_page and not self._wary:
            yield b"page"  # bookmarks and tags lead to pages, which are looked at by themselves
        elif isinstance(value, generic.DictionaryObject):
            yield b"<<"
            for name in sorted(value):
                if self._wary or name not in _BACKWARDS:
                    yield name.encode("utf-8", "replace")
                    yield self._digest(value.raw_get(name), depth + 1, above)
            if isinstance(value, generic.StreamObject):
                yield hashlib.sha256(value.encoded_data).digest()
        elif isinstance(value, generic.ArrayObject):
            yield b"["
            for number in range(len(value)):
                yield self._digest(value.raw_get(number), depth + 1, above)
        elif isinstance(value, (list, tuple)):
            yield b"("
            for part in value:
                yield self._digest(part, depth + 1, above)
        else:
            yield type(value).__name__.encode() + repr(value).encode("utf-8", "replace")


def _leaves(root: Any) -> Iterator[tuple[object, Any, dict[str, Any]]]:
    """Pages in order: a key that stays the same over revisions, the page, what it inherits."""
    waiting: list[tuple[Any, dict[str, Any], tuple[object, ...]]] = [(_raw(root, "/Pages"), {}, ())]
    count = 0
    while waiting and count < MAX_PAGES:
        entry, inherited, above = waiting.pop()
        key = (entry.idnum, entry.generation) if isinstance(entry, generic.IndirectObject) else id(entry)
        node = _object(entry)
        if not isinstance(node, generic.DictionaryObject) or key in above or len(above) > _DEEPEST:
            continue
        kids = _entry(node, "/Kids")
        if isinstance(kids, generic.ArrayObject):
            known = {name: _entry(node, name) for name in (*_BOXES, "/Resources") if name in node}
            inner = reversed(range(len(kids)))
            waiting.extend((kids.raw_get(number), inherited | known, (*above, key)) for number in inner)
        else:
            count += 1
            yield key, node, inherited


def _raw(dictionary: Any, key: str) -> Any:
    return dictionary.raw_get(key) if key in dictionary else None


def _object(value: Any) -> Any:
    return value.get_object() if isinstance(value, generic.IndirectObject) else value


def _found(reference: generic.IndirectObject) -> Any:
    """What a reference leads to; nothing where a state of the file says that it is not there any more."""
    try:
        return reference.get_object()
    except PdfReadError:
        return None


def _entry(dictionary: Any, key: str) -> Any:
    """An entry's object, ``None`` when it is absent or null."""
    if not isinstance(dictionary, generic.DictionaryObject) or key not in dictionary:
        return None
    value = dictionary[key]
    return None if isinstance(value, generic.NullObject) else value
