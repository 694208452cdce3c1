"""One way to write a value, so that its digest means something."""

import hashlib
import json

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces; the same text for equal values.

    The store holds texts, whole numbers, truth values, lists and objects only (decimals are texts already), where this
    agrees with RFC 8785 but for the order of keys beyond the basic plane.

    :raises ValueError: the value holds a float that is no number. :raises TypeError: it holds something else.
    """
    return _ENCODER.encode(value)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
