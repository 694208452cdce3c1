"""Names what differs between two states of one file, and on which pages. Imports pyHanko; load it late.

It judges nothing: whether a later state is permitted is told by pyHanko's analysis and by our own rules. This only finds
words for a reader, so it may be cheap: streams are compared as they stand, packed.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.signing.verification import Change
from dvapp.signing.description import is_told_alike
from dvapp.signing.revisions import FormField, fields_of

MAX_PAGES = 5_000
"""Pages beyond these are not told apart: the longest report known has some 500."""

_LONGEST_VALUE = 200
_DEEPEST = 24
_BACKWARDS = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Popup", "/IRT", "/Data"})
"""Entries that lead up or to a neighbour: what lies there is looked at in its own place."""
_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_ACTIONS = ("/OpenAction", "/AA", "/JavaScript")
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
    | set(_ACTIONS)
)
"""Entries of the catalogue that are named apart, and those that long-term validation adds."""

_Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Digests of what makes up a page."""

    key: object
    content: bytes
    fonts: bytes
    shape: bytes
    notes: bytes
    actions: bytes
    widgets: frozenset[_Key]


class _State:
    """The file as of one revision (from 0)."""

    def __init__(self, reader: PdfFileReader, revision: int) -> None:
        self._digests: dict[_Key, bytes] = {}
        self._revision = revision
        self.root = reader.get_historical_root(revision)
        self.fields = fields_of(reader, revision)
        self.pages = tuple(self._page(*entry) for entry in _leaves(self.root))

    def _page(self, key: object, page: Any, inherited: Mapping[str, Any]) -> _Page:
        resources: Any = _entry(page, "/Resources") or inherited.get("/Resources") or {}
        fonts = _raw(resources, "/Font")
        rest = [(name, resources.raw_get(name)) for name in sorted(resources) if name != "/Font"]
        notes = list(self._annotations(page))
        boxes = [_entry(page, name) or inherited.get(name) for name in _BOXES]
        return _Page(
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
        seen = _object(field.reference)
        widgets = {(field.reference.idnum, field.reference.generation)}
        kids: Any = _entry(seen, "/Kids") if isinstance(seen, generic.DictionaryObject) else None
        for number in range(len(kids) if isinstance(kids, generic.ArrayObject) else 0):
            kid = kids.raw_get(number)
            if isinstance(kid, generic.IndirectObject):
                widgets.add((kid.idnum, kid.generation))
        return tuple(number for number, page in enumerate(self.pages, 1) if page.widgets & widgets)

    def digest(self, value: Any) -> bytes:
        """A digest of a value and all it leads to."""
        return self._digest(value, 0, ())

    def _digest(self, value: Any, depth: int, above: tuple[_Key, ...]) -> bytes:
        if depth > _DEEPEST:
            return b"deep"
        if isinstance(value, generic.IndirectObject):
            key = value.idnum, value.generation
            if key in above:
                return b"again"
            if key not in self._digests:
                self._digests[key] = self._digest(_found(value), depth + 1, (*above, key))
            return self._digests[key]
        return hashlib.sha256(b"\0".join(self._parts(value, depth, above))).digest()

    def _parts(self, value: Any, depth: int, above: tuple[_Key, ...]) -> Iterator[bytes]:
        if isinstance(value, generic.DictionaryObject) and _entry(value, "/Type") == "/Page":
            yield b"page"  # bookmarks and tags lead to pages, which are looked at by themselves
        elif isinstance(value, generic.DictionaryObject):
            yield b"<<"
            for name in sorted(value):
                if name not in _BACKWARDS:
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


def pages_of_fields(reader: PdfFileReader, names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """On which pages of the present file fields are seen, from 1."""
    wanted = list(names)
    if not wanted:
        return {}
    state = _State(reader, reader.total_revisions - 1)
    return {name: state.pages_of(state.fields[name]) for name in wanted if name in state.fields}


def differences(reader: PdfFileReader, revision: int, explained: frozenset[str]) -> tuple[Change, ...]:
    """What differs between ``revision`` (from 0) and the present file.

    :param explained: names of fields that are told elsewhere.
    """
    before, now = _State(reader, revision), _State(reader, reader.total_revisions - 1)
    return (
        *_of_pages(before.pages, now.pages),
        *_of_fields(before, now, explained),
        *_of_document(before, now),
        *(() if is_told_alike(reader, revision) else (Change(code="description"),)),
    )


def _of_pages(before: Sequence[_Page], now: Sequence[_Page]) -> Iterator[Change]:
    old, new = {page.key for page in before}, {page.key for page in now}
    added = tuple(number for number, page in enumerate(now, 1) if page.key not in old)
    removed = tuple(number for number, page in enumerate(before, 1) if page.key not in new)
    if len(now) > len(before) and not added:  # a page that stands there twice
        added = tuple(range(len(before) + 1, len(now) + 1))
    if added:
        yield Change(code="pages_added", pages=added)
    if removed:
        yield Change(code="pages_removed", pages=removed)
    known = {page.key: page for page in before}
    for code, part in (
        ("content", "content"), ("fonts", "fonts"), ("page_shape", "shape"), ("annotations", "notes"),
        ("actions", "actions"),
    ):  # fmt: skip
        pages = tuple(
            number
            for number, page in enumerate(now, 1)
            if page.key in known and getattr(page, part) != getattr(known[page.key], part)
        )
        if pages:
            yield Change(code=code, pages=pages)
    bare = tuple(
        n for n, page in enumerate(now, 1) if page.key in known and known[page.key].widgets - page.widgets
    )
    if bare:
        yield Change(code="fields_removed", pages=bare)


def _of_fields(before: _State, now: _State, explained: frozenset[str]) -> Iterator[Change]:
    """Fields that look or lie otherwise, are new, or are gone; signed ones lose nothing by being signed later."""
    for name, field in before.fields.items():
        if name in explained:
            continue
        if name not in now.fields:
            yield Change(code=f"look:{plain_words(name)}", pages=before.pages_of(field))
        elif before.digest(field.reference) != now.digest(now.fields[name].reference):
            yield Change(code=f"look:{plain_words(name)}", pages=now.pages_of(now.fields[name]))
    for name, field in now.fields.items():
        if name not in before.fields and name not in explained:
            yield Change(code=f"look:{plain_words(name)}", pages=now.pages_of(field))


def _of_document(before: _State, now: _State) -> Iterator[Change]:
    named: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
        ("attachment", (("/AF",), ("/Names", "/EmbeddedFiles"))),
        ("actions", (*((name,) for name in _ACTIONS), ("/Names", "/JavaScript"))),
        ("layers", (("/OCProperties",),)),
        ("certification", (("/Perms",),)),
        ("form", (("/AcroForm", "/NeedAppearances"), ("/AcroForm", "/XFA"), ("/AcroForm", "/DR"))),
    )
    for code, paths in named:
        if any(before.entry(*path) != now.entry(*path) for path in paths):
            yield Change(code=code)
    if before.rest() != now.rest():
        yield Change(code="catalogue")


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


def plain_words(text: str) -> str:
    """One line without control characters: the file may come from anybody, and this goes to a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_VALUE]
