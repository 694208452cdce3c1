"""A signature gets its timestamp when it is made; where no authority answers it holds all the same."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.authorities import PASSWORD, Authority, serving
from tests.signing.make_pdf import fills, prepared_pdf, stamp

from dvapp.domain.errors import Cancelled, NotSigned
from dvapp.domain.signing.choices import Stamping
from dvapp.domain.signing.timestamp_errors import NOBODY, TOO_LONG, UNREACHABLE, TimestampUnavailable
from dvapp.domain.signing.verification import Level, Verdict
from dvapp.host.clock import SystemClock
from dvapp.services.reports.paging import Fields
from dvapp.signing.signatures import PdfSignatures
from dvapp.signing.stamping import stamp_signature
from dvapp.signing.timestamps import PatientTimeStamper
from dvapp.ui.messages import refusal_words

NOW = SystemClock().now()
SIGNATURES = PdfSignatures()
NOWHERE = "http://127.0.0.1:9/tsa"
"""Nobody listens at the discard port."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("cơ quan")) as running:
        yield running


@pytest.fixture(scope="module")
def signed(authority: Authority) -> bytes:
    key = SIGNATURES.open_key(authority.key_file("leader"), PASSWORD, now=NOW)
    return SIGNATURES.certify(
        prepared_pdf(), key, field=Fields.LEADER, stamp=stamp("x"), when=NOW, role="leader", place="Hà Nội",
        room_for_timestamp=True,
    )  # fmt: skip


def stamped(pdf: bytes, *addresses: str, field: str = Fields.LEADER) -> bytes:
    return SIGNATURES.stamp_signature(pdf, field=field, stamping=Stamping(authorities=addresses, tries=1))


def found(pdf: bytes, authority: Authority):
    return SIGNATURES.verify(pdf, trust=authority.trust, lists=[authority.crl], now=SystemClock().now())


def test_with_its_timestamp_a_signature_is_of_the_next_level(authority, signed):
    made = stamped(signed, authority.url)
    assert len(made) == len(signed)
    (before,), (after,) = (found(pdf, authority).signatures for pdf in (signed, made))
    assert (before.level, after.level) == (Level.B, Level.T)  # the list at hand is not in the file
    assert after.time_is_trusted
    assert after.verdict is Verdict.TOTAL_PASSED


def test_leader_and_seal_each_have_their_own(authority, signed):
    leader = stamped(signed, authority.url)
    key = SIGNATURES.open_key(authority.key_file("seal"), PASSWORD, now=NOW)
    sealed = SIGNATURES.seal(
        leader, key, field=Fields.SEAL, stamp=stamp("x", Fields.SEAL), when=NOW, fills=fills(),
        room_for_timestamp=True,
    )  # fmt: skip
    both = stamped(sealed, authority.url, field=Fields.SEAL)
    verification = found(both, authority)
    assert verification.verdict is Verdict.TOTAL_PASSED
    assert [one.time_is_trusted for one in verification.signatures] == [True, True]


def test_the_next_authority_is_asked_when_the_first_does_not_answer(authority, signed):
    (one,) = found(stamped(signed, NOWHERE, authority.url), authority).signatures
    assert one.time_is_trusted


def test_nobody_is_asked_when_nobody_is_named(signed):
    with pytest.raises(TimestampUnavailable) as refused:
        stamped(signed)
    assert refused.value.details["reason"] == NOBODY


def test_an_authority_that_is_not_there_is_told_in_words_without_names_of_programs(signed):
    with pytest.raises(TimestampUnavailable) as refused:
        stamped(signed, NOWHERE)
    assert refused.value.details["reason"] == UNREACHABLE
    assert not re.search("[a-z][A-Z]|Error", refusal_words(refused.value))


def test_only_the_last_signature_can_be_given_one(authority, signed):
    with pytest.raises(NotSigned):
        stamped(prepared_pdf(), authority.url)
    with pytest.raises(NotSigned):
        stamped(signed + b"\n", authority.url)


def test_a_timestamp_that_is_larger_than_its_room_is_not_taken(authority, signed):
    with pytest.raises(TimestampUnavailable) as refused:
        stamp_signature(signed, Fields.LEADER, _Wrong(authority.url, "long"))
    assert refused.value.details["reason"] == TOO_LONG


def test_who_stops_waiting_is_heard_at_once(signed):
    class Silent(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            released.wait(20)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            pass

    released, asked = threading.Event(), []

    def watch() -> None:
        asked.append(1)
        if len(asked) > 2:
            raise Cancelled

    server = HTTPServer(("127.0.0.1", 0), Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stamping = Stamping(authorities=(f"http://127.0.0.1:{server.server_port}/",))
    try:
        with pytest.raises(Cancelled):
            SIGNATURES.stamp_signature(signed, field=Fields.LEADER, stamping=stamping, watch=watch)
    finally:
        released.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Wrong(PatientTimeStamper):
    """An authority that answers about something else, with the answer of an earlier question, or with nonsense."""

    def __init__(self, url: str, how: str) -> None:
        super().__init__(url, pauses=(), patience=20)
        self._how = how

    async def async_request_tsa_response(self, req):
        from asn1crypto import tsp

        if self._how == "digest":
            req["message_imprint"]["hashed_message"] = bytes(32)
        answer = await super().async_request_tsa_response(req)
        if self._how == "digest":
            req["message_imprint"]["hashed_message"] = bytes(32)
        if self._how == "nonsense":
            return tsp.TimeStampResp.load(b"\x30\x03\x02\x01\x00", strict=False)
        if self._how == "broken":
            signer = answer["time_stamp_token"]["content"]["signer_infos"][0]
            value = bytearray(signer["signature"].native)
            value[-1] ^= 1
            signer["signature"] = bytes(value)
        if self._how == "long":
            content = answer["time_stamp_token"]["content"]
            content["certificates"] = [*content["certificates"]] * 40
        if self._how == "refused":
            answer["status"]["status"] = "rejection"
        return answer


@pytest.mark.parametrize("how", ["digest", "nonsense", "broken", "refused"])
def test_an_answer_that_does_not_fit_is_not_taken(authority, signed, how):
    with pytest.raises(TimestampUnavailable):
        stamp_signature(signed, Fields.LEADER, _Wrong(authority.url, how))


def test_an_authority_can_be_tried_before_it_is_needed(authority):
    told = SIGNATURES.ask_time(Stamping(authorities=(authority.url,), tries=1))
    assert abs((told - SystemClock().now()).total_seconds()) < 3600
