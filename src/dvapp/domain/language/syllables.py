"""Whether a word can be a Vietnamese syllable: an onset, a rhyme that the language has, and a tone that fits its end."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = frozenset({"", "\u0301", "\u0323"})
"""Tones before a final c, ch, p or t: sharp and heavy only. Abbreviations have none."""
_ONSET = re.compile(r"ngh|ng|nh|gh|gi|kh|ch|tr|th|ph|qu|[bcdđghklmnprstvx]")
_KNOWN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oc oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
uynh uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh ych yt
"""
_RHYMES = frozenset(_KNOWN.split())


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a word may be Vietnamese, in any case and in both tone styles."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in spread if mark in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in _TONES))
    rhyme = _rhyme(bare)
    if rhyme is None:
        return False
    return not rhyme.endswith(("c", "ch", "p", "t")) or (tones or [""])[0] in _STOPPED


def _rhyme(bare: str) -> str | None:
    """What follows the onset, if it is a rhyme; "gì" and "quy" share letters between onset and rhyme."""
    if bare in _RHYMES:
        return bare
    found = _ONSET.match(bare)
    if found is None:
        return None
    onset, rest = found[0], bare[found.end() :]
    if rest in _RHYMES:
        return rest
    if onset == "gi" and "i" + rest in _RHYMES:
        return "i" + rest
    return "u" + rest if onset == "qu" and "u" + rest in _RHYMES else None
