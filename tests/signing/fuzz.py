"""Signed papers damaged by chance, by a seed: what arrives by mail or from a failing stick, and what somebody made.

    python -m tests.signing.fuzz --count 10000 [--seed 1] [--here]

Verifies every one of them in a process of its own, as the program does, and says how many ended how; stops at the first
that raises anything but a refusal in words. ``--here``: in this process, to see where something is raised.
"""

import argparse
import random
import re
import signal
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from types import FrameType

from tests.signing.make_pdf import prepared_pdf
from tests.signing.world import LATER, World, make_world

from dvapp.app.isolation.verifier import SeparateVerifier
from dvapp.domain.errors import DvError
from dvapp.domain.signing.verification import Verdict

LIMIT = 10
"""Seconds that any file may take."""

Mutation = Callable[[bytes, random.Random], bytes]

HUGE = (b"0", b"-1", b"4294967296", b"99999999999999999999", b"1e400", b"null", b"[", b"<<", b"(", b"1 0 R")


def _span(pdf: bytes, chance: random.Random, longest: int = 400) -> tuple[int, int]:
    begin = chance.randrange(len(pdf))
    return begin, min(len(pdf), begin + chance.randint(1, longest))


def flip(pdf: bytes, chance: random.Random) -> bytes:
    changed = bytearray(pdf)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def drop(pdf: bytes, chance: random.Random) -> bytes:
    begin, end = _span(pdf, chance)
    return pdf[:begin] + pdf[end:]


def double(pdf: bytes, chance: random.Random) -> bytes:
    begin, end = _span(pdf, chance)
    return pdf[:end] + pdf[begin:end] * chance.choice((1, 2, 50)) + pdf[end:]


def noise(pdf: bytes, chance: random.Random) -> bytes:
    begin, end = _span(pdf, chance)
    return pdf[:begin] + chance.randbytes(end - begin) + pdf[end:]


def cut(pdf: bytes, chance: random.Random) -> bytes:
    return pdf[: chance.randrange(len(pdf)) + 1]


def _place(pattern: bytes, pdf: bytes, chance: random.Random) -> re.Match[bytes]:
    """Somewhere the pattern is found; the file's begin where an earlier damage left none."""
    return chance.choice(list(re.finditer(pattern, pdf)) or list(re.finditer(b"", pdf[:0])))


def number(pdf: bytes, chance: random.Random) -> bytes:
    """A number becomes something that is none, or far too large."""
    place = _place(rb"\d+", pdf, chance)
    return pdf[: place.start()] + chance.choice(HUGE) + pdf[place.end() :]


def reference(pdf: bytes, chance: random.Random) -> bytes:
    """A reference points elsewhere, often to what contains it."""
    place, other = (_place(rb"\d+ 0 R", pdf, chance) for _ in range(2))
    return pdf[: place.start()] + other[0] + pdf[place.end() :]


def swap_names(pdf: bytes, chance: random.Random) -> bytes:
    one, other = (_place(rb"/[A-Za-z]+", pdf, chance) for _ in range(2))
    return pdf[: one.start()] + other[0] + pdf[one.end() :]


def nest(pdf: bytes, chance: random.Random) -> bytes:
    begin, _ = _span(pdf, chance)
    return (
        pdf[:begin]
        + chance.choice((b"[", b"<<", b"<< /A ")) * chance.choice((10, 1000, 100_000))
        + pdf[begin:]
    )


def inflate(pdf: bytes, chance: random.Random) -> bytes:
    """A compressed stream that becomes a thousand times as large."""
    bomb = zlib.compress(b"0 " * chance.choice((1_000, 100_000, 20_000_000)), 9)
    place = _place(rb"stream\r?\n", pdf, chance).end()
    return pdf[:place] + bomb + pdf[place:]


def append_part(pdf: bytes, chance: random.Random) -> bytes:
    begin, end = _span(pdf, chance, longest=20_000)
    return pdf + pdf[begin:end]


MUTATIONS: Sequence[Mutation] = (
    flip,
    drop,
    double,
    noise,
    cut,
    number,
    reference,
    swap_names,
    nest,
    inflate,
    append_part,
)


def originals(world: World) -> tuple[bytes, ...]:
    signed = world.signed()
    packed = world.sealed(world.signed(prepared_pdf(packed=True)))
    return signed, world.sealed(signed), packed


def damaged(pdfs: Sequence[bytes], chance: random.Random) -> tuple[str, bytes]:
    """One file, with the names of what was done to it."""
    pdf, names = chance.choice(pdfs), []
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        mutation = chance.choice(MUTATIONS)
        pdf = mutation(pdf, chance)
        names.append(mutation.__name__)
    return "+".join(names), pdf


def outcome(world: World, pdf: bytes, verifier: SeparateVerifier | None = None) -> str:
    """The verdict, or the code of the refusal; anything else that is raised is a fault of the program.

    :param verifier: in whose process; by default in this one.
    :raises AssertionError: it passed.
    """
    try:
        found = (
            world.verify(pdf)
            if verifier is None
            else verifier.verify(pdf, trust=world.authority.pem, now=LATER)
        )
        verdict = found.verdict
    except DvError as refusal:
        return refusal.code
    assert verdict is not Verdict.TOTAL_PASSED
    return verdict.name


def _main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--here", action="store_true")
    given = options.parse_args()
    verifier = None if given.here else SeparateVerifier(limit=LIMIT)

    def too_long(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, too_long)
    world = make_world()
    pdfs, ends, slowest = originals(world), Counter[str](), (0.0, "", 0)
    for step in range(given.count):
        names, pdf = damaged(pdfs, random.Random(given.seed * 1_000_003 + step))
        if verifier is not None:
            verifier._helper.warm_up()  # starting a process is not the file's fault
        begun = time.perf_counter()
        signal.alarm(LIMIT if given.here else 10 * LIMIT)  # a process may take its time to start
        try:
            ends[outcome(world, pdf, verifier) if pdf not in pdfs else "unchanged"] += 1
        except BaseException:
            print(f"step {step}: {names}; before it {dict(ends)}")
            raise
        finally:
            signal.alarm(0)
        slowest = max(slowest, (time.perf_counter() - begun, names, step))
    print(dict(ends), "slowest: {:.2f} s, {} (step {})".format(*slowest))


if __name__ == "__main__":
    _main()
