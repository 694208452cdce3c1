"""The palette: what is written can be read, what is to be seen can be seen (WCAG 2.2, 1.4.3 and 1.4.11)."""

from itertools import product

import pytest

from dvapp.ui.theme import DARK, LIGHT, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
STATES = ("ok", "warn", "error", "info", "draft")
PLAIN = ("paper", "ground", "side", "raised", "hover")


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(tokens: Tokens, one: str, other: str) -> float:
    lighter, darker = sorted((luminance(getattr(tokens, name)) for name in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@BOTH
def test_text_stands_out_from_every_ground_it_is_written_on(tokens):
    notes = [f"{state}_ground" for state in STATES]
    pairs = list(product(("ink", "dim", "accent"), (*PLAIN, "pressed", "accent_ground", *notes)))
    pairs += product(("faint",), (*PLAIN, "accent_ground"))  # a line not filled in, chosen or not
    pairs += product(STATES, (*PLAIN, "accent_ground"))
    pairs += [(state, f"{state}_ground") for state in STATES]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_strong"), ("paper", "ink")]
    assert [pair for pair in pairs if contrast(tokens, *pair) < 4.5] == []


@BOTH
def test_what_one_types_or_ticks_in_has_an_outline_that_is_seen(tokens):
    pairs = product(("edge", "accent", "error"), ("paper", "ground", "side", "raised"))
    assert [pair for pair in pairs if contrast(tokens, *pair) < 3] == []


@BOTH
def test_what_cannot_be_used_looks_weaker_than_what_can(tokens):
    assert (
        contrast(tokens, "off", "paper")
        < contrast(tokens, "faint", "paper")
        <= contrast(tokens, "dim", "paper")
    )
