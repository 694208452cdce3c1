"""Signing with a timestamp, with pictures, and with a look at the certificate before: the whole paper, real files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

import pytest
from tests.authorities import NAMES, PASSWORD, Authority, serving
from tests.reporting.samples import report
from tests.stamp_pictures import BLACK, RED, seal, signature

from dvapp.app.tools import make_tools
from dvapp.domain.errors import Cancelled
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Doubt, Stamping
from dvapp.domain.signing.stamp_errors import CertificateRevoked, PictureOpaque, SealTooLarge
from dvapp.domain.signing.verification import Level, Verdict
from dvapp.exchange.trust_folders import TrustFolders
from dvapp.services.ports import Tools
from dvapp.services.reports.paging import Fields
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.manner import Manner, Outcome
from dvapp.services.signing.on_bytes import Body, issued_with, signed
from dvapp.services.signing.preserving import preserve_document
from dvapp.services.signing.previewing import preview_seal, preview_signature
from dvapp.services.signing.revocation_lists import import_lists
from dvapp.services.signing.trust import add_authority
from dvapp.services.signing.verifying import verify_document

NOWHERE = "http://127.0.0.1:9/tsa"
"""Nobody listens at the discard port."""
PLACE = PurePath("bao-cao.pdf")
DAY = date(2027, 1, 15)


@dataclass(frozen=True, kw_only=True)
class Desk:
    folder: Path
    tools: Tools
    authority: Authority
    copy: bytes

    def key(self, name: str) -> KeyFile:
        path = self.folder / f"{name}.p12"
        if not path.exists():
            path.write_bytes(self.authority.key_file(name))
        return KeyFile(path=path, password=PASSWORD)

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def sign(
        self, manner: Manner | None = None, *, name: str = "leader", tools: Tools | None = None
    ) -> Outcome:
        own = tools or self.tools
        return signed(self.copy, PLACE, key=self.key(name), role=Role.LEADER, tools=own, manner=manner)

    def issue(self, pdf: bytes, manner: Manner | None = None) -> Outcome:
        return issued_with(
            pdf, PLACE, number=12, issued=DAY, key=self.key("seal"), tools=self.tools, manner=manner
        )

    def without_lists(self, folder: Path) -> Tools:
        """The same desk before the list came from a stick."""
        tools = replace(self.tools, trust=_trust(folder, self.tools))
        add_authority(self.file("goc.crt", self.authority.trust), by="Thử", tools=tools)
        return tools


def _trust(folder: Path, tools: Tools) -> TrustFolders:
    return TrustFolders(folder / "máy", folder / "riêng", tools.certificates)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("bàn làm việc")
    with serving(folder / "cơ quan") as authority:
        plain = make_tools()
        tools = replace(plain, trust=_trust(folder, plain))
        made = report(name=None)
        copy = tools.pages.draw(made, tools.data.write(made))
        one = Desk(folder=folder, tools=tools, authority=authority, copy=copy)
        add_authority(one.file("goc.crt", authority.trust), by="Thử", tools=tools)
        import_lists(one.file("thu-hoi.crl", authority.crl), by="Thử", tools=tools)
        yield one


@pytest.fixture(scope="module")
def plain(desk: Desk) -> Outcome:
    return desk.sign()


# --- what is known of the certificate ---------------------------------------------------------------------------------


def test_a_certificate_that_a_list_at_hand_clears_raises_no_doubt(plain):
    assert (plain.signed.level, plain.signed.doubts) == (Level.B, ())


def test_a_revoked_certificate_signs_nothing(desk):
    with pytest.raises(CertificateRevoked) as refused:
        desk.sign(name="revoked")
    assert refused.value.where == NAMES["revoked"]


def test_without_a_list_it_signs_and_says_that_nothing_is_known(desk, tmp_path):
    outcome = desk.sign(tools=desk.without_lists(tmp_path))
    assert outcome.signed.doubts == (Doubt.REVOCATION_UNKNOWN,)


def test_asked_online_the_revoked_one_is_found_and_the_good_one_cleared(desk, tmp_path):
    tools = desk.without_lists(tmp_path)
    asked = len(desk.authority.served)
    assert desk.sign(Manner(online=True), tools=tools).signed.doubts == ()
    assert len(desk.authority.served) > asked
    with pytest.raises(CertificateRevoked):
        desk.sign(Manner(online=True), name="revoked", tools=tools)


def test_a_certificate_of_a_stranger_signs_with_a_word_of_warning(desk, tmp_path):
    tools = replace(desk.tools, trust=_trust(tmp_path, desk.tools))
    assert desk.sign(tools=tools).signed.doubts == (Doubt.CHAIN_UNKNOWN,)


def test_nobody_is_asked_unless_the_user_said_so(desk, tmp_path):
    asked = len(desk.authority.served)
    desk.sign(tools=desk.without_lists(tmp_path))
    assert len(desk.authority.served) == asked


# --- timestamps -------------------------------------------------------------------------------------------------------


def test_with_an_authority_that_answers_leader_and_seal_are_stamped(desk):
    manner = Manner(stamping=Stamping(authorities=(desk.authority.url,), tries=1))
    leader = desk.sign(manner)
    issued = desk.issue(leader.pdf, manner)
    assert (leader.signed.level, issued.signed.level) == (Level.T, Level.T)
    found = verify_document(desk.file("a.pdf", issued.pdf), trust=None, tools=desk.tools)
    assert found.verdict is Verdict.TOTAL_PASSED
    assert all(one.time_is_trusted for one in found.signatures)


def test_without_an_answer_the_signature_is_kept_and_stamped_later(desk, tmp_path):
    manner = Manner(stamping=Stamping(authorities=(NOWHERE,), tries=1))
    leader = desk.sign(manner)
    assert leader.signed.level is Level.B
    assert leader.signed.doubts == (Doubt.TIMESTAMP_MISSING,)
    assert leader.signed.refused is not None
    issued = desk.issue(leader.pdf, manner)
    source, out = desk.file("b.pdf", issued.pdf), desk.folder / "b-dau.pdf"
    later = Stamping(authorities=(NOWHERE, desk.authority.url), tries=1)
    preserve_document(source, stamping=later, out=out, tools=desk.tools)
    found = verify_document(out, trust=None, tools=desk.tools)
    assert found.verdict is Verdict.TOTAL_PASSED
    assert {one.level for one in found.signatures} >= {Level.LTA}


def test_who_stops_waiting_keeps_the_signature(desk):
    def stop() -> None:
        raise Cancelled

    outcome = desk.sign(Manner(stamping=Stamping(authorities=(desk.authority.url,)), watch=stop))
    assert outcome.signed.doubts == (Doubt.TIMESTAMP_MISSING,)
    assert isinstance(outcome.signed.refused, Cancelled)


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_with_pictures_the_seal_lies_over_a_third_of_the_signature_and_nothing_over_a_name(desk):
    leader = desk.sign(Manner(picture=desk.file("chu-ky.png", signature())))
    issued = desk.issue(leader.pdf, Manner(picture=desk.file("dau.png", seal())))
    assert (leader.signed.doubts, issued.signed.doubts) == ((), ())
    places = desk.tools.pages.field_places(issued.pdf)
    own, stamp = places[Fields.LEADER], places[Fields.SEAL]
    assert stamp.left + stamp.width - own.left == pytest.approx(10, abs=0.1)  # of a picture 30 mm wide
    for name in (Fields.LEADER, Fields.SEAL):
        assert desk.tools.pages.text_under(issued.pdf, places[name]) == ""
    found = verify_document(desk.file("c.pdf", issued.pdf), trust=None, tools=desk.tools)
    assert found.verdict is Verdict.TOTAL_PASSED


def test_the_preview_shows_the_page_as_it_will_be_and_signs_nothing(desk):
    manner = Manner(picture=desk.file("chu-ky.png", signature()))
    holder = desk.tools.signatures.open_key(
        desk.authority.key_file("leader"), PASSWORD, now=desk.tools.clock.now()
    ).holder
    source = desk.file("trinh-ky.pdf", desk.copy)
    shown = preview_signature(source, holder=holder, role=Role.LEADER, tools=desk.tools, manner=manner)
    assert not any(desk.tools.signatures.state(shown.pdf).values())
    # The moment of signing differs; all else of the page is the same.
    place = shown.place
    real = desk.sign(manner)
    drawn, wanted = (
        desk.tools.pages.picture(pdf, place.page, dots_per_inch=40) for pdf in (shown.pdf, real.pdf)
    )
    differ = sum(one != other for one, other in zip(drawn.pixels, wanted.pixels, strict=True))
    assert differ < len(drawn.pixels) * 0.002
    signed_file = desk.file("da-ky.pdf", real.pdf)
    agency = desk.tools.signatures.open_key(
        desk.authority.key_file("seal"), PASSWORD, now=desk.tools.clock.now()
    ).holder
    sealed = preview_seal(
        signed_file, holder=agency, tools=desk.tools, number=7, issued=DAY, body=Body.LEAD,
        manner=Manner(picture=desk.file("dau.png", seal())),
    )  # fmt: skip
    assert desk.tools.signatures.state(sealed.pdf)[Fields.NUMBER]
    assert not desk.tools.signatures.state(sealed.pdf)[Fields.SEAL]


def test_a_picture_with_a_ground_is_refused_or_cleared(desk):
    white = desk.file("nen-trang.png", signature(ground=(255, 255, 255, 255)))
    with pytest.raises(PictureOpaque) as refused:
        desk.sign(Manner(picture=white))
    assert refused.value.where == str(white)
    assert desk.sign(Manner(picture=white, clear_ground=True)).signed.doubts == ()


def test_colours_that_offices_do_not_want_are_told(desk, plain):
    black = desk.file("den.png", signature(colour=BLACK))
    assert desk.sign(Manner(picture=black)).signed.doubts == (Doubt.PICTURE_NOT_BLUE,)
    blue = desk.file("dau-xanh.png", seal(colour=(16, 48, 150)))
    assert desk.issue(plain.pdf, Manner(picture=blue)).signed.doubts == (Doubt.PICTURE_NOT_RED,)


def test_a_seal_that_is_larger_than_its_place_is_refused(desk, plain):
    large = desk.file("to.png", seal(colour=RED, millimetres=36))
    with pytest.raises(SealTooLarge) as refused:
        desk.issue(plain.pdf, Manner(picture=large))
    assert refused.value.where == str(large)
    assert desk.issue(plain.pdf, Manner(picture=large, picture_size=29)).signed.doubts == ()
