"""Files of strangers are looked at in a process of its own: what hangs or bursts it harms nobody."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signing.attacks import appended, more_pages, overlay
from tests.signing.make_pdf import plain_pdf, prepared_pdf
from tests.signing.world import LATER, make_world

from dvapp.app.cli import LOOK_AT_FILES
from dvapp.app.isolation.process import Helper, command
from dvapp.app.isolation.verifier import SeparateVerifier
from dvapp.app.isolation.wire import Garbled, receive, send
from dvapp.domain.errors import Cancelled, DvError, PdfUnreadable, TrustUnreadable
from dvapp.domain.signing.known_papers import KnownPaper
from dvapp.domain.signing.verification import Change, Reason, Verdict, Verification
from dvapp.domain.signing.verify_errors import VerifyingBroke, VerifyingTooLong
from dvapp.domain.words import Wording
from dvapp.signing.examine import failed


@pytest.fixture(scope="module")
def verifier():
    made = SeparateVerifier()
    yield made
    made.close()


@pytest.fixture(scope="module")
def world():
    return make_world()


@pytest.fixture(scope="module")
def sealed(world):
    return world.sealed(world.signed(prepared_pdf(lock=False)))


def test_the_process_finds_what_is_found_here(verifier, world, sealed):
    there = verifier.verify(sealed, trust=world.authority.pem, now=LATER)
    assert there == world.verify(sealed)
    assert there.verdict is Verdict.TOTAL_PASSED


def test_a_refusal_crosses_over_with_its_reason(verifier, world, sealed):
    with pytest.raises(PdfUnreadable) as refused:
        verifier.verify(b"khong phai PDF", trust=world.authority.pem, now=LATER)
    assert isinstance(refused.value.details["reason"], Wording)
    with pytest.raises(TrustUnreadable):
        verifier.verify(sealed, trust=b"x", now=LATER)


def test_what_takes_too_long_is_given_up_and_the_next_file_is_looked_at(world, sealed):
    helper = Helper()
    pages = sealed
    for _ in range(12):
        pages = appended(more_pages)(pages)
    with pytest.raises(VerifyingTooLong) as refused:
        helper.ask("compare", limit=0.0, stopped=lambda: False, before=sealed, now=pages)
    assert refused.value.details == {"seconds": 0}
    assert helper.ask("pages", limit=10, stopped=lambda: False, pdf=sealed) == 1
    helper.close()


def test_what_is_stopped_ends_at_once(world, sealed):
    helper = Helper()
    with pytest.raises(Cancelled):
        helper.ask("pages", limit=10, stopped=lambda: True, pdf=sealed)
    helper.close()


def test_a_process_that_died_is_made_anew(sealed):
    helper = Helper()
    assert helper.ask("pages", limit=10, stopped=lambda: False, pdf=sealed) == 1
    assert helper._process is not None
    helper._process.kill()
    helper._process.wait()
    assert helper.ask("pages", limit=10, stopped=lambda: False, pdf=sealed) == 1
    helper.close()


def test_what_needs_too_much_memory_is_a_refusal(verifier, sealed):
    with pytest.raises(DvError) as refused:
        verifier.picture(sealed, 0, dots_per_inch=30_000.0)
    assert isinstance(refused.value, VerifyingBroke | PdfUnreadable)
    assert verifier.pages(sealed) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the system has another bound")
def test_the_memory_of_the_process_is_bounded():
    code = (
        "from dvapp.app.isolation.limits import bound_memory\n"
        "assert bound_memory(400 * 1024**2)\n"
        "try:\n    bytearray(1024**3)\nexcept MemoryError:\n    print('bounded')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "bounded\n"


def test_a_frozen_program_calls_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == [sys.executable, LOOK_AT_FILES]


def test_the_process_answers_to_the_word_that_a_frozen_program_says():
    question = io.BytesIO()
    send(question, ("pages", {"pdf": plain_pdf()}))
    done = subprocess.run(
        [sys.executable, "-m", "dvapp.app.cli", LOOK_AT_FILES],
        input=question.getvalue(),
        capture_output=True,
        check=True,
    )
    assert receive(io.BytesIO(done.stdout)) == ("done", 1)


def test_both_states_are_compared_there(verifier, sealed):
    changed = appended(overlay)(sealed)
    comparison = verifier.compare(sealed, changed)
    assert comparison.different == (0,)
    (page,) = comparison.pages
    picture = verifier.side_by_side(sealed, changed, page, dots_per_inch=40)
    assert picture.startswith(b"\x89PNG")


# --- what goes between ------------------------------------------------------------------------------------------------


def sent(value: object) -> object:
    stream = io.BytesIO()
    send(stream, value)
    stream.seek(0)
    return receive(stream)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates()
    | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)  # fmt: skip


@given(PLAIN)
def test_plain_values_cross_over_as_they_are(value):
    assert sent(value) == value


@given(st.text(), st.lists(st.integers(1, 99)).map(tuple), st.sampled_from(Reason))
def test_findings_cross_over_as_they_are(text, pages, reason):
    finding = replace(
        failed(text, reason), changed=(Change(code=text, pages=pages),), time=datetime(2019, 1, 1, tzinfo=UTC)
    )
    lost = KnownPaper(number=text, issued=date(2019, 1, 1), signatures=2, title="", digest="", data_digest="")
    found = Verification(verdict=Verdict.TOTAL_FAILED, reason=reason, signatures=(finding,), lost=lost)
    assert sent(found) == found


@pytest.mark.parametrize(
    "frame",
    [
        b'{"value": {"kind": "Popen", "parts": {}}, "blobs": []}',
        b'{"value": {"kind": "Box", "parts": {"evil": 1}}, "blobs": []}',
        b'{"value": {"bytes": 3}, "blobs": []}',
        b"[" * 100_000,
        b"no JSON",
    ],
)
def test_nothing_is_made_of_what_is_none_of_ours(frame):
    stream = io.BytesIO(len(frame).to_bytes(8, "big") + bytes(8) + frame)
    with pytest.raises(Garbled):
        receive(stream)
