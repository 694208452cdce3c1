"""Names what differs between two states of one file, and on which pages. Imports pyHanko; load it late.

Whether a later state is permitted is told by pyHanko's analysis and by our own rules. This finds words for a reader, so
most of it may be cheap: streams are compared as they stand, packed. Only on :func:`quiet_changes` a verdict hangs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.signing.verification import Change
from dvapp.signing.description import is_told_alike
from dvapp.signing.revisions import FormField
from dvapp.signing.states import ACTIONS, PageState, State

VALIDATION = "validation"
"""The code of certificates and revocation answers that were put into the file."""

_LONGEST_VALUE = 200


def pages_of_fields(reader: PdfFileReader, names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """On which pages of the present file fields are seen, from 1."""
    wanted = list(names)
    if not wanted:
        return {}
    state = State(reader, reader.total_revisions - 1)
    return {name: state.pages_of(state.fields[name]) for name in wanted if name in state.fields}


def quiet_changes(reader: PdfFileReader, revision: int, explained: frozenset[str]) -> tuple[Change, ...]:
    """What came after ``revision`` that changes no text of a field: other looks, and what lets signatures be verified.

    :param explained: names of fields that are told elsewhere.
    """
    before, now = (State(reader, one, wary=True) for one in (revision, reader.total_revisions - 1))
    return (*_of_fields(before, now, explained, State.look_of), *_of_keeping(before, now))


def differences(reader: PdfFileReader, revision: int, explained: frozenset[str]) -> tuple[Change, ...]:
    """What differs between ``revision`` (from 0) and the present file.

    :param explained: names of fields that are told elsewhere.
    """
    before, now = State(reader, revision), State(reader, reader.total_revisions - 1)
    return (
        *_of_pages(before.pages, now.pages),
        *_of_strays(before, now),
        *_of_fields(before, now, explained, lambda state, field: state.digest(field.reference)),
        *_of_document(before, now),
        *_of_keeping(before, now),
        *(() if is_told_alike(reader, revision) else (Change(code="description"),)),
    )


def _of_pages(before: Sequence[PageState], now: Sequence[PageState]) -> Iterator[Change]:
    old, new = {page.key for page in before}, {page.key for page in now}
    added = tuple(number for number, page in enumerate(now, 1) if page.key not in old)
    removed = tuple(number for number, page in enumerate(before, 1) if page.key not in new)
    if len(now) > len(before) and not added:  # a page that stands there twice
        added = tuple(range(len(before) + 1, len(now) + 1))
    if added:
        yield Change(code="pages_added", pages=added)
    if removed:
        yield Change(code="pages_removed", pages=removed)
    if not added and not removed and old == new:
        moved = tuple(
            number
            for number, (was, page) in enumerate(zip(before, now, strict=False), 1)
            if was.key != page.key
        )
        if moved:
            yield Change(code="pages_moved", pages=moved)
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


def _of_strays(before: State, now: State) -> Iterator[Change]:
    """Widgets that belong to no field that is found by its name, such as a second one of the same name."""
    placed = {widget for field in now.fields.values() for widget in now.widgets_of(field)}
    known = {page.key: page.widgets for page in before.pages}
    pages = tuple(
        number
        for number, page in enumerate(now.pages, 1)
        if page.key in known and page.widgets - known[page.key] - placed
    )
    if pages:
        yield Change(code="stray_field", pages=pages)


def _of_fields(
    before: State, now: State, explained: frozenset[str], digest: Callable[[State, FormField], bytes]
) -> Iterator[Change]:
    """Fields that look or lie otherwise, are new, or are gone; signed ones lose nothing by being signed later."""
    for name, field in before.fields.items():
        if name in explained:
            continue
        if name not in now.fields:
            yield Change(code=f"look:{plain_words(name)}", pages=before.pages_of(field))
        elif digest(before, field) != digest(now, now.fields[name]):
            yield Change(code=f"look:{plain_words(name)}", pages=now.pages_of(now.fields[name]))
    for name, field in now.fields.items():
        if name not in before.fields and name not in explained:
            yield Change(code=f"look:{plain_words(name)}", pages=now.pages_of(field))


def _of_document(before: State, now: State) -> Iterator[Change]:
    named: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
        ("attachment", (("/AF",), ("/Names", "/EmbeddedFiles"))),
        ("actions", (*((name,) for name in ACTIONS), ("/Names", "/JavaScript"))),
        ("layers", (("/OCProperties",),)),
        ("certification", (("/Perms",),)),
        (
            "form",
            (
                ("/AcroForm", "/NeedAppearances"),
                ("/AcroForm", "/XFA"),
                ("/AcroForm", "/CO"),
                ("/AcroForm", "/DR"),
            ),
        ),
    )
    for code, paths in named:
        if any(before.entry(*path) != now.entry(*path) for path in paths):
            yield Change(code=code)
    if before.rest() != now.rest():
        yield Change(code="catalogue")


def _of_keeping(before: State, now: State) -> Iterator[Change]:
    """The document security store (ETSI EN 319 142-1, 5.4.2)."""
    if before.entry("/DSS") != now.entry("/DSS"):
        yield Change(code=VALIDATION)


def plain_words(text: str) -> str:
    """One line without control characters: the file may come from anybody, and this goes to a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_VALUE]
