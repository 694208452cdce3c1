"""The words of a head as they are compared: without case, accents, marks and units of measure."""

import re
from functools import lru_cache

from dvapp.domain.language.folding import folded

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SHORT = {
    "cb": "can bo",
    "cbccvc": "can bo cong chuc vien chuc",
    "cc": "cong chuc",
    "cchc": "cai cach hanh chinh",
    "ct": "chinh tri",
    "dvc": "dich vu cong",
    "dvsn": "don vi su nghiep",
    "gpmb": "giai phong mat bang",
    "gsdtcd": "giam sat dau tu cua cong dong",
    "ldhd": "lao dong hop dong",
    "mttq": "mat tran to quoc",
    "qcdc": "quy che dan chu o co so",
    "tthc": "thu tuc hanh chinh",
    "ttnd": "thanh tra nhan dan",
    "ubnd": "uy ban nhan dan",
    "vc": "vien chuc",
    "xh": "xa hoi",
}
"""What offices write in short in their heads."""
_STROKES = str.maketrans("Ðð", "Đđ")
"""Old converters wrote the Icelandic letter for the Vietnamese one; they look alike."""


@lru_cache(maxsize=20_000)
def plain_words(said: str) -> str:
    """Words without case, accents, units in brackets and marks, so that "Số đơn (đơn):" is "so don"."""
    said = said.translate(_STROKES)
    text = folded(_IN_BRACKETS.sub(" ", said)) or folded(said)
    return " ".join(re.sub(r"[^\w.@]+", " ", text).strip(" .").split())


@lru_cache(maxsize=20_000)
def spelled_out(said: str) -> str:
    """As :func:`plain_words`, with what offices write in short spelled out: "Số TTHC" is "so thu tuc hanh chinh"."""
    return " ".join(_SHORT.get(word, word) for word in plain_words(said).split())
