"""Values of a PDF file as its bytes spell them (ISO 32000-1, 7.3)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SPECIAL = re.compile(r"[^!-~]|[#%()<>\[\]{}/]")


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Raw(str):
    """A value that is spelled already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an object of the file."""

    number: int


Value = None | bool | int | float | str | bytes | Ref | Sequence["Value"] | Mapping[str, "Value"]
"""``str`` is a text string, ``bytes`` a byte string; keys of a dictionary are names without their slash."""


def spelled(value: Value) -> str:
    """A value as it stands in a file: ASCII only.

    :raises TypeError: there is no such value in a PDF.
    """
    simple = _SPELLED.get(type(value))
    if simple is not None:
        return simple(value)
    if isinstance(value, Mapping):
        return f"<<{''.join(f'/{key} {spelled(item)}' for key, item in value.items())}>>"
    if isinstance(value, Sequence):
        return f"[{' '.join(map(spelled, value))}]"
    raise TypeError(f"no value of a PDF: {value!r}")


def number(value: float) -> str:
    """A number with at most four decimals and none in vain: a hundredth of a thousandth of an inch is enough."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_string(text: str) -> str:
    """A text string: as it is where it is ASCII, in UTF-16 otherwise (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({escaped(text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def escaped(text: str) -> str:
    """What stands between the parentheses of a string (7.3.4.2)."""
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _numbered(found: re.Match[str]) -> str:
    return "".join(f"#{byte:02X}" for byte in found.group().encode())


_SPELLED: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: str,
    float: number,
    Raw: str,
    Name: lambda value: "/" + _SPECIAL.sub(_numbered, value),
    str: text_string,
    bytes: lambda value: f"<{value.hex().upper()}>",
    Ref: lambda value: f"{value.number} 0 R",
}
