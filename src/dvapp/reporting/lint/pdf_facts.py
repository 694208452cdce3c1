"""What a PDF says beside its pages' letters: places of signatures and drawings, and the profile in dvapp's own data."""

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dvapp.domain.errors import PdfUnreadable
from dvapp.reporting.archive import data_of
from dvapp.reporting.lint.pdf_drawings import DrawingPlace, drawings_of

if TYPE_CHECKING:
    from pikepdf import Object

_DEPTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturePlace:
    """A signature field's rectangle in PDF's own coordinates, on a page from 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found."""

    signatures: tuple[SignaturePlace, ...] = ()
    drawings: tuple[DrawingPlace, ...] = ()
    profile: str | None = None


def facts_of(pdf: bytes) -> Facts:
    """Signature places and profile; what is damaged is taken for absent, the letters decide what can be read."""
    import pikepdf

    places: list[SignaturePlace] = []
    drawings: list[DrawingPlace] = []
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for number, page in enumerate(opened.pages):
                for note in _list(page.obj.get("/Annots")):
                    place = _signature(number, note)
                    if place is not None:
                        places.append(place)
            drawings += drawings_of(opened)
    except Exception:  # noqa: BLE001  # qpdf's and pikepdf's errors on damaged files are of any kind
        places.clear()
    return Facts(signatures=tuple(places), drawings=tuple(drawings), profile=_profile(pdf))


def _profile(pdf: bytes) -> str | None:
    try:
        data = data_of(pdf)
        told: Any = json.loads(data) if data is not None else None
    except (PdfUnreadable, ValueError, RecursionError):
        return None
    except Exception:  # noqa: BLE001  # as above: the attachment of a damaged file
        return None
    found = told.get("profile") if isinstance(told, dict) else None
    return found if isinstance(found, str) else None


def _list(value: "Object | None") -> list[Any]:
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else []


def _signature(page: int, note: Any) -> SignaturePlace | None:
    import pikepdf

    if not isinstance(note, pikepdf.Dictionary):
        return None
    if _inherited(note, "/FT") != pikepdf.Name.Sig:
        return None
    corners = [float(value) for value in _list(note.get("/Rect"))]
    if len(corners) != 4:
        return None
    return SignaturePlace(
        page=page,
        left=min(corners[0], corners[2]),
        bottom=min(corners[1], corners[3]),
        right=max(corners[0], corners[2]),
        top=max(corners[1], corners[3]),
        signed=_inherited(note, "/V") is not None,
    )


def _inherited(note: Any, key: str) -> Any:
    """A field's own value, or its parent's (ISO 32000-1, 12.7.3.1)."""
    for _ in range(_DEPTH):
        value = note.get(key)
        if value is not None:
            return value
        note = note.get("/Parent")
        if note is None:
            return None
    return None
