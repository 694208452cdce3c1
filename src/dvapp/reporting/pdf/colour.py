"""The colours of a page: sRGB, as a profile that the file carries (ICC.1:2010; IEC 61966-2-1)."""

import struct

CONDITION = "sRGB IEC61966-2.1"
"""The name by which readers know it."""

_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
"""Red, green and blue as seen in daylight of D50, to which profiles are adapted."""

_WHITE = (0.96420, 1.0, 0.82491)
_ADAPTED = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""From the daylight of D65 to D50 (Bradford)."""

_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""How light follows from a value: a power above a little straight piece."""


def srgb_profile() -> bytes:
    """The profile: 600 bytes, the same each time."""
    tables = {
        "desc": _words(CONDITION),
        "cprt": _words("No rights reserved"),
        "wtpt": b"XYZ \0\0\0\0" + _fixed(*_WHITE),
        "chad": b"sf32\0\0\0\0" + _fixed(*_ADAPTED),
        **{tag: b"XYZ \0\0\0\0" + _fixed(*values) for tag, values in _PRIMARIES.items()},
    }
    curve = b"para\0\0\0\0" + struct.pack(">2H", 3, 0) + _fixed(*_CURVE)
    places, body = [], b""
    begin = 128 + 4 + 12 * (len(tables) + 3)
    for tag, table in tables.items():
        places.append((tag, begin + len(body), len(table)))
        body += table + bytes(-len(table) % 4)
    places += [(tag, begin + len(body), len(curve)) for tag in ("rTRC", "gTRC", "bTRC")]
    body += curve
    index = struct.pack(">L", len(places)) + b"".join(
        struct.pack(">4sLL", tag.encode("ascii"), at, length) for tag, at, length in places
    )
    head = struct.pack(
        ">L4sL4s4s4s6H4s4sLLLQL12s4s44x",
        begin + len(body),
        b"\0\0\0\0",
        0x04200000,  # version 4.2, which PDF 1.7 reads
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2018, 1, 1, 0, 0, 0),
        b"acsp",
        b"\0\0\0\0",
        0,
        0,
        0,
        0,
        0,
        _fixed(*_WHITE),
        b"\0\0\0\0",
    )
    return head + index + body


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))


def _words(text: str) -> bytes:
    """A text in one language (``multiLocalizedUnicodeType``)."""
    data = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">LL2s2sLL", 1, 12, b"en", b"US", len(data), 28) + data
