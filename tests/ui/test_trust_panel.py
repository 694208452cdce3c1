"""Whom signatures are trusted by, in the window: nothing is trusted unseen, and every step can be taken back."""

from pathlib import Path

import pytest
from tests.signing.authorities import DAY, NOW, YEAR, Made, bundle, make, revocation_list
from tests.ui.reporting_world import OFFSCREEN, settle

from dvapp.app.tools import make_tools
from dvapp.host.i18n import set_language
from dvapp.host.paths import machine_trust_folder
from dvapp.ui.trust.panel import TrustPanel

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)


@pytest.fixture(scope="module")
def root() -> Made:
    return make("Gốc Chứng thực Thử", path_length=1)


@pytest.fixture(scope="module")
def link(root: Made) -> Made:
    return make("CA Cơ quan Đảng Thử", by=root)


@pytest.fixture
def panel(qtbot, jobs, tmp_path, monkeypatch):
    set_language("en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))
    made = TrustPanel(make_tools(), jobs, by=lambda: "Trần Văn Thư")
    qtbot.addWidget(made)
    made.resize(760, 900)
    made.show()
    settle(qtbot, jobs)
    yield made
    settle(qtbot, jobs)


def file_of(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def trust(panel: TrustPanel, qtbot, jobs, file: Path) -> None:
    panel.look_at(file)
    settle(qtbot, jobs)
    panel.preview.accept_button.click()
    settle(qtbot, jobs)


def test_an_empty_section_says_that_none_ships_and_what_to_do(panel):
    assert panel.empty.isVisible()
    assert "certificate file" in panel.empty.text.text()
    assert panel.empty.action.isEnabled()


def test_what_is_in_a_file_is_shown_before_it_is_trusted(panel, qtbot, jobs, tmp_path, root, link):
    old = make("Gốc Cũ", begin=NOW - 5 * YEAR, end=NOW - YEAR)
    person = make("Người", by=link, authority=False)
    panel.look_at(file_of(tmp_path, "bó.p7b", bundle(root, link, old, person)))
    settle(qtbot, jobs)
    assert not panel.table.isVisible()
    states = {cells[0]: cells[3] for cells in panel.preview.table.rows()}
    assert states == {
        "Gốc Chứng thực Thử": "new",
        "CA Cơ quan Đảng Thử": "new",
        "Gốc Cũ": "new, but outside its period",
        "Người": "no authority",
    }
    assert set(panel.preview.table.ticks()) == {root.fingerprint, link.fingerprint}
    panel.preview.table.tick(person.fingerprint, on=True)
    assert person.fingerprint not in panel.preview.table.ticks()
    panel.preview.accept_button.click()
    settle(qtbot, jobs)
    assert [cells[0] for cells in panel.table.rows()] == ["Gốc Chứng thực Thử", "CA Cơ quan Đảng Thử"]


def test_nothing_ticked_adds_nothing(panel, qtbot, jobs, tmp_path, root):
    panel.look_at(file_of(tmp_path, "g.pem", root.pem))
    settle(qtbot, jobs)
    panel.preview.table.tick(root.fingerprint, on=False)
    assert not panel.preview.accept_button.isEnabled()


def test_adding_and_removing_can_be_taken_back(panel, qtbot, jobs, tmp_path, root):
    trust(panel, qtbot, jobs, file_of(tmp_path, "g.pem", root.pem))
    assert len(panel.table.rows()) == 1
    assert ("Key", "EC 256, SHA256") in panel.detail.lines()
    panel.detail.removed.emit(panel.table.key())
    settle(qtbot, jobs)
    assert panel.table.rows() == []
    assert "no longer" in panel.said
    panel.undo_button.click()
    settle(qtbot, jobs)
    assert len(panel.table.rows()) == 1
    panel.undo_button.click()  # it is gone; pressing where it was does nothing
    settle(qtbot, jobs)
    assert len(panel.table.rows()) == 1


def test_what_is_no_certificate_is_told_in_words(panel, qtbot, jobs, tmp_path):
    panel.look_at(file_of(tmp_path, "x.pem", b"hello"))
    settle(qtbot, jobs)
    assert "certificate" in panel.said
    assert not panel.preview.isVisible()


def test_lists_of_a_folder_are_brought_and_each_is_told(panel, qtbot, jobs, tmp_path, root):
    trust(panel, qtbot, jobs, file_of(tmp_path, "g.pem", root.pem))
    stick = tmp_path / "usb"
    stick.mkdir()
    file_of(stick, "a.crl", revocation_list(root, made=NOW - 30 * DAY, due=NOW - 20 * DAY))
    file_of(stick, "b.crl", revocation_list(make("Lạ")))
    panel.bring(stick)
    settle(qtbot, jobs)
    assert [line.split(": ")[1].split(",")[0] for line in panel.lists.results()] == ["kept", "not kept"]
    (cells,) = panel.lists.table.rows()
    assert cells[0] == "Gốc Chứng thực Thử"
    assert cells[3].startswith("TOO OLD")
    panel.lists.dropped.emit(panel.lists.table.key())
    settle(qtbot, jobs)
    assert panel.lists.table.rows() == []
    panel.undo_button.click()
    settle(qtbot, jobs)
    assert len(panel.lists.table.rows()) == 1


def test_what_the_machines_keeper_put_there_cannot_be_removed_here(panel, qtbot, jobs, root):
    folder = machine_trust_folder() / "roots"
    folder.mkdir(parents=True)
    file_of(folder, "r.pem", root.pem)
    file_of(machine_trust_folder(), "locked", b"")
    panel.refresh()
    settle(qtbot, jobs)
    assert len(panel.table.rows()) == 1
    assert not panel.add_button.isEnabled()
    panel.detail.removed.emit(panel.table.key())
    settle(qtbot, jobs)
    assert "looks after this computer" in panel.said


def test_every_part_has_a_name_and_speaks_both_languages(panel, qtbot, jobs, tmp_path, root):
    trust(panel, qtbot, jobs, file_of(tmp_path, "g.pem", root.pem))
    set_language("vi")
    panel.retranslate()
    settle(qtbot, jobs)
    assert panel.table.accessibleName()
    assert panel.lists.table.accessibleName()
