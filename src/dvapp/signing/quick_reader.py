"""A reader of PDF files that looks up an object of an object stream without reading the stream's whole head again.

Our own files keep some thousand objects, of their tags above all, in such streams; pyHanko's reader goes through the
head of the stream for each of them, which was nine tenths of the time of verifying. Whatever is not plain here is left
to it, which says what is wrong.
"""

import re
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader

_PLAIN_HEAD = re.compile(rb"[0-9 \t\r\n\f]*")
"""Numbers and the spaces of PDF; comments and signs are for pyHanko."""

_MOST_DIGITS = 10
"""Of a number in such a head; Python refuses to read very long ones."""

_FREE_HEAD = (b"0000000000 65536 f", b"0000000000 65535 f")
"""How MuPDF, and whatever is made with it, begins a cross-reference table, and how ISO 32000-1 (7.5.4) wants it: object 0,
which nothing can use. A strict reader stumbles over that one digit, in files that are otherwise without fault."""


class QuickReader(PdfFileReader):
    """As pyHanko's, strict, and quicker with object streams."""

    def __init__(self, stream: BytesIO) -> None:
        self._heads: dict[int, tuple[Any, bytes, dict[int, tuple[int, int]]]] = {}
        # The tables are read here and now, from a copy without the slip; whatever is read later, from the file as it is.
        super().__init__(BytesIO(stream.getvalue().replace(*_FREE_HEAD)), strict=True)
        self.stream = stream

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        found = self._place(idnum, stmnum, idx)
        if found is not None:
            content, at = found
            stream = BytesIO(content)
            stream.seek(at)
            try:
                value = generic.read_object(stream, generic.Reference(idnum, 0, self))
                misc.read_non_whitespace(stream, seek_back=True, allow_eof=True)
            except (misc.PdfStreamError, misc.PdfReadError):
                value = None
            if value is not None and not isinstance(value, generic.StreamObject | generic.IndirectObject):
                return value
        return super()._get_object_from_stream(idnum, stmnum, idx)  # type: ignore[no-untyped-call]  # pyHanko's

    def _place(self, idnum: int, stmnum: int, idx: int) -> tuple[bytes, int] | None:
        """The content of an object stream and where in it the object begins, if it is there as its ``idx``-th."""
        stream = generic.Reference(stmnum, 0, self).get_object()
        kept = self._heads.get(stmnum)
        if kept is None or kept[0] is not stream:
            kept = self._heads[stmnum] = (stream, *_head(stream))
        _stream, content, places = kept
        number, at = places.get(idnum, (-1, 0))
        return (content, at) if number == idx else None


def _head(stream: Any) -> tuple[bytes, dict[int, tuple[int, int]]]:
    """The content of an object stream and, by object number, its place among the objects and in the content.

    Of one number that stands there twice the first counts. Nothing is said of a stream that is not plain.
    """
    nothing: tuple[bytes, dict[int, tuple[int, int]]] = (b"", {})
    if not isinstance(stream, generic.StreamObject) or stream.get("/Type") != "/ObjStm":
        return nothing
    count, first = stream.get("/N"), stream.get("/First")
    if not isinstance(count, int) or not isinstance(first, int) or count < 0 or first < 0:
        return nothing
    content = stream.read_data(DecodePurpose.OBJECT_STREAM)
    if not _PLAIN_HEAD.fullmatch(content, 0, first):
        return nothing
    digits = content[:first].split()[: 2 * count]
    if len(digits) < 2 * count or any(len(one) > _MOST_DIGITS for one in digits):
        return nothing
    numbers = [*map(int, digits)]
    places: dict[int, tuple[int, int]] = {}
    for place in range(count):
        places.setdefault(numbers[2 * place], (place, first + numbers[2 * place + 1]))
    return content, places
