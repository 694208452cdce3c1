import json
import zipfile
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.authorities import PASSWORD as AUTHORITY_PASSWORD
from tests.authorities import serving
from tests.signing.attacks import appended, more_pages, overlay
from tests.ui.reporting_world import OFFSCREEN, PASSWORD, YEAR, make_keys, make_session, settle, working

from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.verification import (
    Coverage,
    Level,
    PaperPart,
    Reason,
    SignatureFinding,
    SignatureRole,
    Verdict,
    Verification,
)
from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import keep_choice
from dvapp.services.judging.rules import explain
from dvapp.services.reports.composing import compose_report, write_report
from dvapp.services.reports.paging import Fields
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.sign import sign_report
from dvapp.signing.examine import failed
from dvapp.ui.verify import words
from dvapp.ui.verify.screen import VerifyScreen
from dvapp.ui.verify.told import state_of
from dvapp.ui.verify.verify_model import banner

SECOND = (Fields.SECOND_LEADER, Fields.SECOND_SEAL)
pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("board")
    session = make_session(folder)
    make_keys(folder, session)
    explain(session, kind="BC06", period=YEAR, rule="files_late", reason="Hồ sơ phải xác minh thêm.")
    write_report(session, compose_report(session, kind="BC06", period=YEAR), folder / "copy.pdf")
    sign_report(
        folder / "copy.pdf", key=KeyFile(path=folder / "leader.p12", password=PASSWORD), role=Role.LEADER,
        out=folder / "signed.pdf", tools=session.tools,
    )  # fmt: skip
    yield session
    session.store.close()


@pytest.fixture
def world(qtbot, board):
    with working() as jobs:
        screen = VerifyScreen(board, jobs)
        qtbot.addWidget(screen)
        screen.resize(1000, 700)
        screen.show()
        yield board.store.path.parent, jobs, screen
        screen.hide()
        settle(qtbot, jobs)


def test_green_stands_for_nothing_but_total_passed():
    assert {verdict: state_of(verdict) == "ok" for verdict in Verdict} == {
        verdict: verdict is Verdict.TOTAL_PASSED for verdict in Verdict
    }


def finding(role: SignatureRole, *, of_second: bool = False) -> SignatureFinding:
    return replace(failed("ChuKyLanhDao", Reason.NONE), role=role, of_second=of_second)


@pytest.mark.parametrize(
    ("missing", "title", "state"),
    [
        ((), "The document can be trusted", "ok"),
        ((PaperPart.NUMBER, PaperPart.DATE, PaperPart.SEAL), "Signed, but not issued yet", "warn"),
    ],
)
def test_good_signatures_alone_do_not_make_an_issued_document(missing, title, state):
    set_language("en")
    found = Verification(
        verdict=Verdict.TOTAL_PASSED,
        reason=Reason.NONE,
        signatures=(),
        expected=tuple(PaperPart),
        missing=missing,
    )
    said = banner(found)
    assert (said.title, said.state, found.issued) == (title, state, not missing)
    assert all(words.part_words(part) in said.words for part in missing)
    assert ("NOT issued" in said.words) == bool(missing)
    set_language("vi")


def test_a_document_of_others_is_neither_issued_nor_not():
    found = Verification(verdict=Verdict.TOTAL_PASSED, reason=Reason.NONE, signatures=())
    assert (found.issued, words.issue_words(found)) == (None, "")


def test_everything_a_verification_can_say_has_words():
    assert all(words.reason_words(reason) for reason in Reason)
    said_of = {
        words.role_words(finding(role, of_second=second))
        for role in SignatureRole
        for second in (False, True)
    }
    assert len(said_of) == 2 * len(SignatureRole) - 2  # a timestamp or another signature is of nobody's body
    assert len({words.part_words(part) for part in PaperPart}) == len(PaperPart)
    assert all(words.coverage_words(coverage) for coverage in Coverage)
    for verdict in Verdict:
        said = banner(Verification(verdict=verdict, reason=Reason.TRY_LATER, signatures=()))
        assert said.title
        assert said.words
    changes = (
        "field:SoVanBan=Số 12",
        "field:NgayBanHanh=x",
        "field:Z=x",
        "signature:DauCoQuan",
        "other",
        *(f"signature:{name}" for name in SECOND),
    )
    assert len({words.change_words(change) for change in changes}) == len(changes)


def test_a_signed_report_is_shown_with_its_signer_and_pages(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    assert screen.banner.word == "TOTAL-PASSED"
    assert screen.banner.state == "warn"  # signed, but not issued yet
    assert screen._cards.count() == 2
    assert screen.pages.source.count >= 3


def test_an_unsigned_report_is_grey(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "copy.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    assert screen.banner.state == "draft"


def test_a_changed_byte_is_red(world, qtbot):
    folder, jobs, screen = world
    content = bytearray((folder / "signed.pdf").read_bytes())
    content[content.index(b"stream") + 40] ^= 1
    (folder / "broken.pdf").write_bytes(content)
    screen.show_file(folder / "broken.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    assert screen.banner.state == "error" or screen.document.fault


def test_a_file_that_is_no_pdf_is_refused_beside_its_field(world, qtbot):
    folder, jobs, screen = world
    (folder / "no.pdf").write_bytes(b"khong phai PDF")
    screen.show_file(folder / "no.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    assert screen.document.fault
    assert not screen.banner.isVisible()


def test_a_file_without_certificates_is_refused_beside_trust(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "signed.pdf")
    settle(qtbot, jobs)
    assert screen.trust.fault


def test_another_choice_takes_the_old_verdict_away(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    screen.trust.set_path(folder / "other.pem")
    assert not screen.banner.isVisible()


def test_the_data_under_the_signature_are_saved(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "trust.pem")
    screen.extract_to(folder / "data.json")
    settle(qtbot, jobs)
    assert json.loads((folder / "data.json").read_bytes())
    assert screen.document.note


def test_the_state_that_was_signed_is_saved_byte_for_byte(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    screen._acts.state_to(1, folder / "state.pdf")
    settle(qtbot, jobs)
    assert (folder / "state.pdf").read_bytes() == (folder / "signed.pdf").read_bytes()
    assert screen.document.note


def test_the_evidence_is_saved_as_a_pack(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    screen._acts.evidence_to(folder / "pack.zip")
    settle(qtbot, jobs)
    with zipfile.ZipFile(folder / "pack.zip") as pack:
        assert {"verdict.json", "verdict.pdf", "signatures/01/signature.p7s"} <= set(pack.namelist())


def test_a_changed_document_is_shown_beside_its_signed_state(world, qtbot):
    folder, jobs, screen = world
    signed = (folder / "signed.pdf").read_bytes()
    (folder / "changed.pdf").write_bytes(appended(more_pages)(appended(overlay)(signed)))
    screen.show_file(folder / "changed.pdf", folder / "trust.pem")
    settle(qtbot, jobs)
    assert screen.banner.state == "error"
    screen.compare(1)
    settle(qtbot, jobs)
    panel = screen.comparing
    assert screen._stack.currentWidget() is panel
    count = screen.pages.source.count
    assert panel._different == (0, count - 1)  # painted over, and added at the end
    assert panel.left.view.page == 0
    QTest.keyClick(panel.left.view, Qt.Key.Key_F3)
    assert panel.left.view.page == panel.right.view.page == count - 1
    QTest.keyClick(panel.left.view, Qt.Key.Key_F3)
    assert panel.left.view.page == 0
    QTest.keyClick(panel.right.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panel.left.view._zoom == panel.right.view._zoom
    QTest.keyClick(panel.left.view, Qt.Key.Key_Escape)
    assert screen._stack.currentIndex() == 0


def test_verifying_can_be_stopped(world, qtbot):
    folder, jobs, screen = world
    screen.show_file(folder / "signed.pdf", folder / "trust.pem")
    assert screen._work is not None
    screen._verify_or_stop()
    settle(qtbot, jobs)
    assert screen._work is None
    assert screen.found is None
    assert not screen.document.fault
    screen._verify_or_stop()
    settle(qtbot, jobs)
    assert screen.found is not None


def test_a_file_that_was_signed_offline_gets_its_timestamp_from_the_screen(board, world, qtbot, tmp_path):
    folder, jobs, screen = world
    settings = Settings(tmp_path / "settings.json")
    screen.use_settings(settings)
    with serving(tmp_path / "authority") as authority:
        (tmp_path / "leader.p12").write_bytes(authority.key_file("leader"))
        (tmp_path / "root.cer").write_bytes(authority.trust)
        key = KeyFile(path=tmp_path / "leader.p12", password=AUTHORITY_PASSWORD)
        out = tmp_path / "signed.pdf"
        sign_report(folder / "copy.pdf", key=key, role=Role.LEADER, out=out, tools=board.tools)
        screen.show_file(out, tmp_path / "root.cer")
        settle(qtbot, jobs)
        assert screen.stamp.isVisibleTo(screen)
        assert not screen.stamp.isEnabled()
        assert screen.stamp.toolTip()
        keep_choice(settings, "tsa", authority.url)
        keep_choice(settings, "revocation-online", "yes")
        screen.refresh()
        assert screen.stamp.isEnabled()
        screen._acts.timestamp_to(tmp_path / "stamped.pdf")
        settle(qtbot, jobs, after=50)
        settle(qtbot, jobs)
    assert screen.document.path() == tmp_path / "stamped.pdf"
    assert screen.found is not None
    assert screen.found.signatures[0].level is not Level.B
    assert not screen.stamp.isVisibleTo(screen)
