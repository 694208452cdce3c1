"""Issued papers that a store remembers, to recognise a copy that lost its signatures."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPaper:
    """An issued paper.

    :param number: its number as printed, such as ``12-BC/BDVTU``.
    :param issued: the day it bears, ``None`` when it is not known.
    :param signatures: how many signatures and seals the issued file bears.
    :param title: what it is about.
    :param digest: SHA-256 of the issued file, hexadecimal.
    :param data_digest: SHA-256 of the report's data inside it, hexadecimal; ``""`` when it carries none.
    """

    number: str
    issued: date | None
    signatures: int
    title: str
    digest: str
    data_digest: str
