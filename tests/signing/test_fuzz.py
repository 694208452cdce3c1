"""Damaged papers end in a verdict or in words: a sample of what ``python -m tests.signing.fuzz`` tries by the thousand."""

import random

import pytest
from tests.signing.fuzz import MUTATIONS, damaged, originals, outcome
from tests.signing.world import World

from dvapp.domain.errors import PdfUnreadable

ENDS = {"TOTAL_FAILED", "INDETERMINATE", "UNSIGNED", PdfUnreadable.code}


@pytest.fixture(scope="module")
def papers(world: World) -> tuple[bytes, ...]:
    return originals(world)


@pytest.mark.parametrize("seed", range(4))
def test_damage_by_chance_is_never_green_and_never_a_crash(world, papers, seed):
    chance = random.Random(seed)
    for _ in range(12):
        _names, pdf = damaged(papers, chance)
        assert pdf in papers or outcome(world, pdf) in ENDS


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_every_kind_of_damage_is_met(world, papers, mutation):
    pdf = mutation(papers[1], random.Random(7))
    assert pdf != papers[1]
    assert outcome(world, pdf) in ENDS
