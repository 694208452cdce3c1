"""Finds QR codes in scans and photographs of printed pages, with ZXing-C++ (Apache-2.0); load it late."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.papers.qr_errors import ScanUnreadable

if TYPE_CHECKING:
    from PIL import Image

_MOST_DOTS = 120_000_000
"""Dots of a picture: A3 at 600 dots per inch has some 70 million."""

_SIDES = (2200, 4400)
"""Longest sides, in dots, that a picture is brought to in turn: codes are found best neither too small nor too coarse."""

_MOST_SCALE = 4
"""Nothing is found in a picture that has to be made larger than this."""

_SCAN_DOTS, _SCAN_PAGES = 200, 60
"""Dots per inch, and pages at most, of a PDF that a scanner made."""


class PictureCodes:
    """:class:`dvapp.services.reports.qr_ports.CodeReader` with ZXing-C++."""

    def texts(self, picture: bytes) -> tuple[str, ...]:
        """What the codes in a picture say, each once; those of the first way of looking that finds any.

        :raises ScanUnreadable: it is no picture, or too large a one.
        """
        if picture[:1024].lstrip().startswith(b"%PDF-"):
            return _texts_of_pdf(picture)
        return _texts_in(_opened(picture))


def _opened(picture: bytes) -> "Image.Image":
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > _MOST_DOTS:
                raise ScanUnreadable
            grey = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ScanUnreadable from error
    paper = Image.new("RGBA", grey.size, "white")  # what is transparent is paper
    return Image.alpha_composite(paper, grey).convert("L")


def _texts_of_pdf(pdf: bytes) -> tuple[str, ...]:
    from PIL import Image

    from dvapp.reporting.viewer import count_pages, draw_page

    found: list[str] = []
    try:
        for page in range(min(count_pages(pdf), _SCAN_PAGES)):
            drawn = draw_page(pdf, page, dots_per_inch=_SCAN_DOTS)
            image = Image.frombytes("RGBA", (drawn.width, drawn.height), drawn.pixels).convert("L")
            found += _texts_in(image)
    except PdfUnreadable as error:
        raise ScanUnreadable from error
    return tuple(dict.fromkeys(found))


def _texts_in(image: "Image.Image") -> tuple[str, ...]:
    import zxingcpp

    for look in _looks(image):
        found = zxingcpp.read_barcodes(look, formats=zxingcpp.barcode_formats_from_str("QRCode"))
        texts = tuple(dict.fromkeys(one.text for one in found if one.valid and one.text))
        if texts:
            return texts
    return ()


def _looks(image: "Image.Image") -> Iterator["Image.Image"]:
    """The picture as it is and in other sizes, then smoothed, then with its light evened out."""
    from PIL import Image, ImageFilter, ImageOps

    yield image
    sized = []
    for side in _SIDES:
        scale = side / max(image.size)
        if scale <= _MOST_SCALE and not 0.8 < scale < 1.25:  # else it is as good as it is
            size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
            sized.append(image.resize(size, Image.Resampling.LANCZOS))
            yield sized[-1]
    for one in (image, *sized):
        yield one.filter(ImageFilter.MedianFilter(3))
        yield ImageOps.autocontrast(one.filter(ImageFilter.GaussianBlur(1.5)), cutoff=2)
