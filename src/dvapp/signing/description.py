"""What a file says of itself beside its pages: title, authors, conformance, and who draws its fields. Imports pyHanko.

pyHanko lets a later revision change the document's information and metadata at will, as programs that add a timestamp
write their own name and day there, and it lets the form ask viewers to draw every field anew. But a title stands in the
window's head, and a field that is drawn anew no longer looks as it was signed.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_FREE_INFO = frozenset({"/ModDate", "/Producer", "/Trapped"})
_TELLING = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.aiim.org/pdf",
    "{http://ns.adobe.com/pdf/1.3/}Keywords",
)
"""Metadata that say what the document is; the rest says when, and with which program, it was last written."""

_LONGEST_METADATA = 1_000_000


def is_described_alike(reader: PdfFileReader, revision: int) -> bool:
    """Whether the present file says the same of itself as its ``revision`` (from 0).

    :raises ValueError: the metadata are no XML, or longer than a description ever is.
    """
    before, now = (_form(reader, state) for state in (revision, reader.total_revisions - 1))
    drawn = _drawn(before) == _drawn(now) and _keeps_letters(before, now)
    return drawn and is_told_alike(reader, revision)


def is_told_alike(reader: PdfFileReader, revision: int) -> bool:
    """The same of its information and metadata alone.

    Metadata may come where there were none, as long as they repeat the document's information.

    :raises ValueError: as above.
    """
    now = reader.total_revisions - 1
    info = _info(reader, revision)
    told, tells = _metadata(reader, revision), _metadata(reader, now)
    if told is None and tells is not None:
        told, tells = set(), {(name, text) for name, text in tells if text and text not in info.values()}
    return info == _info(reader, now) and told == tells


def _info(reader: PdfFileReader, revision: int) -> dict[str, str]:
    info = _entry(reader.get_historical_resolver(revision).trailer_view, "/Info") or {}
    return {str(key): str(info[key]) for key in info if key not in _FREE_INFO}


def _metadata(reader: PdfFileReader, revision: int) -> set[tuple[str, str]] | None:
    root = reader.get_historical_root(revision)
    if "/Metadata" not in root:
        return None
    # Asked by its number: pyHanko would read it as metadata of its own, which a historical revision cannot hold.
    stream = reader.get_object(root.get_value_as_reference("/Metadata"), revision)
    content = stream.data if isinstance(stream, generic.StreamObject) else b""
    if len(content) > _LONGEST_METADATA:
        raise ValueError("metadata")
    try:
        # No entity of it is fetched, and it is short.
        return set(_said(ElementTree.fromstring(content), ""))  # noqa: S314 - as above
    except ElementTree.ParseError as error:
        raise ValueError("metadata") from error


def _said(element: ElementTree.Element, within: str) -> Iterator[tuple[str, str]]:
    """Texts and attributes of the telling properties, each with the property's name."""
    name = str(element.tag) if str(element.tag).startswith(_TELLING) else within
    if name and (text := (element.text or "").strip()):
        yield name, text
    yield from ((key, value) for key, value in element.attrib.items() if key.startswith(_TELLING))
    for child in element:
        yield from _said(child, name)


def _form(reader: PdfFileReader, revision: int) -> Any:
    return _entry(reader.get_historical_root(revision), "/AcroForm") or generic.DictionaryObject()


def _drawn(form: Any) -> bool:
    return bool(_entry(form, "/NeedAppearances"))


def _keeps_letters(before: Any, now: Any) -> bool:
    """Whether what fields are drawn with is still there: fonts may be added, as programs do that sign, not exchanged."""
    if any(key in before and _entry(before, key) != _entry(now, key) for key in ("/DA", "/Q")):
        return False
    old, new = (_entry(form, "/DR") or generic.DictionaryObject() for form in (before, now))
    return all(
        name in (_entry(new, kind) or ()) and _entry(new, kind).raw_get(name) == known.raw_get(name)
        for kind in old
        if isinstance(known := old[kind], generic.DictionaryObject)
        for name in known
    )


def _entry(dictionary: generic.DictionaryObject, key: str) -> Any:
    """An entry's object, ``None`` when it is absent. (``get`` would answer with a reference to it.)"""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401 - see above
