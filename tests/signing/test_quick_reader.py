"""The quick reader reads what pyHanko's own reads, and refuses what that refuses."""

import re
import zlib
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.signing.make_pdf import prepared_pdf

from dvapp.signing.quick_reader import QuickReader


def outcome(reader: PdfFileReader, number: int) -> object:
    """An object as text, or the class of what is wrong with it."""
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(reader.get_object(generic.Reference(number, 0, reader))))
    except Exception as error:  # noqa: BLE001  # of whatever class: both must raise the same
        return type(error)


def with_stream(head: bytes, body: bytes, *, count: int, index: int = 0) -> bytes:
    """A PDF whose object 4 is the ``index``-th of object stream 3; the stream's head is whatever is given."""
    packed = zlib.compress(head + body)
    stream = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (count, len(head), len(packed))
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n",
        b"3 0 obj\n" + stream + b"\nstream\n" + packed + b"\nendstream\nendobj\n",
    ]
    content, places = b"%PDF-1.7\n", []
    for part in parts:
        places.append(len(content))
        content += part
    rows = [(0, 0, 65535), *((1, place, 0) for place in places), (2, 3, index), (1, len(content), 0)]
    table = b"".join(kind.to_bytes(1) + at.to_bytes(4) + last.to_bytes(2) for kind, at, last in rows)
    xref = b"5 0 obj\n<</Type/XRef/Size 6/Root 1 0 R/W[1 4 2]/Length %d>>\nstream\n" % len(table)
    return content + xref + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(content)


def test_every_object_of_a_packed_paper_is_read_alike() -> None:
    pdf = prepared_pdf(packed=True)
    ours, theirs = QuickReader(BytesIO(pdf)), PdfFileReader(BytesIO(pdf), strict=True)
    numbers = range(1, int(theirs.trailer["/Size"]))
    assert [outcome(ours, n) for n in numbers] == [outcome(theirs, n) for n in numbers]
    assert any(places for _stream, _content, places in ours._heads.values()), "some are in object streams"


@pytest.mark.parametrize(
    ("head", "body", "count", "index"),
    [
        (b"4 0 ", b"<</A 1>>", 1, 0),
        (b"7 0 4 4 ", b"123 <</A 1>>", 2, 1),
        (b"7 0 4 4 ", b"123 <</A 1>>", 2, 0),
        (b"4 0 4 4 ", b"123 456", 2, 1),
        (b"4 0 4 4 ", b"123 456", 2, 0),
        (b"4 %x\n0 ", b"(text)", 1, 0),
        (b"4 +0 ", b"(text)", 1, 0),
        (b"4\x000\x00", b"(text)", 1, 0),
        (b"4 0", b" true", 1, 0),
        (b"4 99 ", b"true", 1, 0),
        (b"4 0 ", b"(open", 1, 0),
        (b"4 0 ", b"1 0 R", 1, 0),
        (b"4 0 ", b"null", 1, 0),
        (b"4 0 ", b"true", 2, 0),
        (b"4 0 ", b"true", 1, 5),
        (b"4 x ", b"true", 1, 0),
        (b"9 0 ", b"true", 1, 0),
        (b"4 " + b"0" * 5000 + b" ", b"true", 1, 0),
        (b"", b"", 0, 0),
    ],
)
def test_odd_object_streams_are_read_or_refused_alike(
    head: bytes, body: bytes, count: int, index: int
) -> None:
    pdf = with_stream(head, body, count=count, index=index)
    ours, theirs = QuickReader(BytesIO(pdf)), PdfFileReader(BytesIO(pdf), strict=True)
    assert outcome(ours, 4) == outcome(theirs, 4)
