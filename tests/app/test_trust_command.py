"""Whom signatures are trusted by, from the command line: what is added, told, removed, brought back, and by whom."""

from pathlib import Path

import pytest
from tests.app.ctl import Ctl
from tests.signing.authorities import DAY, NOW, YEAR, Made, bundle, make, revocation_list

from dvapp.host.paths import machine_trust_folder, own_trust_folder


@pytest.fixture(scope="module")
def root() -> Made:
    return make("Gốc Chứng thực Thử", organisation="Cơ quan gốc", path_length=1)


@pytest.fixture(scope="module")
def link(root: Made) -> Made:
    return make("CA Cơ quan Đảng Thử", by=root, path_length=0)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of this test alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))


def of_machine(kind: str, name: str, content: bytes) -> Path:
    folder = machine_trust_folder() / kind
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content)
    return file


def listed(ctl: Ctl, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = ctl.done("trust", "list", *options, "--json").json["authorities"]
    return found


def test_at_first_nobody_is_trusted_and_the_list_says_what_to_do(ctl: Ctl):
    assert listed(ctl) == []
    assert "dvappctl trust add" in ctl.done("trust", "list").out


def test_an_authority_that_was_added_is_listed_with_who_added_it(ctl: Ctl, root: Made):
    file = ctl.write("gốc.cer", root.der)
    added = ctl.done("trust", "add", file, "--json").json
    assert added["fingerprint"] == root.fingerprint
    assert (added["use"], added["state"], added["origin"]) == ("root", "good", "own")
    assert added["added_by"]
    assert added["added_at"][:10] == NOW.date().isoformat()
    assert added["source"] == "gốc.cer"
    assert (added["self_signed"], added["path_length"], added["key"]) == (True, 1, "EC 256")
    assert listed(ctl) == [added]
    words = ctl.done("trust", "show", root.fingerprint[:8]).out
    assert root.fingerprint.upper()[:4] + " " + root.fingerprint.upper()[4:8] in words
    assert "Gốc Chứng thực Thử" in words


def test_it_lies_in_the_users_own_folder_and_nowhere_else(ctl: Ctl, root: Made, tmp_path: Path):
    ctl.done("trust", "add", ctl.write("g.pem", root.pem))
    files = [path for path in tmp_path.rglob("*.json") if path.is_file()]
    assert files == [own_trust_folder() / "authorities" / f"{root.fingerprint}.json"]


def test_an_authority_between_is_of_no_use_without_its_root(ctl: Ctl, root: Made, link: Made):
    assert ctl.done("trust", "add", ctl.write("l.pem", link.pem), "--json").json["state"] == "unlinked"
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    states = {one["fingerprint"]: (one["use"], one["state"]) for one in listed(ctl)}
    assert states == {root.fingerprint: ("root", "good"), link.fingerprint: ("link", "good")}


def test_an_authority_between_can_be_trusted_by_itself_when_one_says_so(ctl: Ctl, link: Made):
    added = ctl.done("trust", "add", ctl.write("l.pem", link.pem), "--as-root", "--json").json
    assert (added["use"], added["state"]) == ("root", "good")


def test_a_persons_certificate_is_never_trusted(ctl: Ctl, root: Made):
    person = make("Nguyễn Thị Người", by=root, authority=False)
    itself = make("Tự ký", authority=False)
    assert ctl.refused("trust", "add", ctl.write("p.pem", person.pem)) == "not_an_authority"
    assert ctl.refused("trust", "add", ctl.write("t.pem", itself.pem), "--as-root") == "not_an_authority"
    assert listed(ctl) == []


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_what_is_no_certificate_is_refused(ctl: Ctl, content: bytes):
    assert ctl.refused("trust", "add", ctl.write("x.pem", content)) == "trust_unreadable"
    assert ctl.refused("trust", "add", ctl.folder / "không có.pem") == "file_missing"


def test_a_bundle_is_looked_at_before_anything_of_it_is_trusted(ctl: Ctl, root: Made, link: Made):
    old = make("Gốc Cũ", begin=NOW - 5 * YEAR, end=NOW - YEAR)
    weak = make("Gốc Yếu", weak=True)
    person = make("Người", by=link, authority=False)
    file = ctl.write("bó.p7b", bundle(root, link, old, weak, person))
    told = ctl.done("trust", "import", file, "--dry-run", "--json").json
    news = {one["name"]: (one["news"], one["taken"]) for one in told["certificates"]}
    assert news == {
        "Gốc Chứng thực Thử": ("new", True),
        "CA Cơ quan Đảng Thử": ("new", True),
        "Gốc Cũ": ("expired", False),
        "Gốc Yếu": ("weak", False),
        "Người": ("not_an_authority", False),
    }
    assert listed(ctl) == []
    ctl.done("trust", "import", file)
    assert {one["fingerprint"] for one in listed(ctl)} == {root.fingerprint, link.fingerprint}
    again = ctl.done("trust", "import", file, "--json").json["certificates"]
    assert [one["news"] for one in again if one["name"] == "Gốc Chứng thực Thử"] == ["known"]


def test_an_expired_root_comes_only_when_it_is_named(ctl: Ctl):
    old = make("Gốc Cũ", begin=NOW - 5 * YEAR, end=NOW - YEAR)
    file = ctl.write("cũ.pem", old.pem)
    ctl.done("trust", "import", file)
    assert listed(ctl) == []
    ctl.done("trust", "import", file, "--only", old.fingerprint[:10])
    assert [one["state"] for one in listed(ctl)] == ["expired"]


def test_of_a_bundle_nothing_is_added_by_add(ctl: Ctl, root: Made, link: Made):
    assert ctl.refused("trust", "add", ctl.write("b.p7b", bundle(root, link))) == "several_authorities"


def test_what_was_removed_counts_no_more_and_comes_back(ctl: Ctl, root: Made):
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    gone = ctl.done("trust", "remove", root.fingerprint, "--json").json
    assert gone["removed_by"]
    assert listed(ctl) == []
    assert [one["fingerprint"] for one in listed(ctl, "--removed")] == [root.fingerprint]
    assert ctl.refused("trust", "export", "--out", ctl.folder / "o.pem") == "trust_unreadable"
    back = ctl.done("trust", "restore", root.fingerprint[:12], "--json").json
    assert back["removed_at"] is None
    assert [one["state"] for one in listed(ctl)] == ["good"]


def test_a_mark_that_names_nothing_or_is_too_short_is_refused(ctl: Ctl, root: Made):
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    for mark in (root.fingerprint[:5], "0" * 64, ""):
        assert ctl.refused("trust", "remove", mark) == "authority_unknown"
    spoken = ":".join(root.fingerprint.upper()[at : at + 2] for at in range(0, 64, 2))
    ctl.done("trust", "remove", spoken)


def test_what_is_exported_can_be_imported_elsewhere(ctl: Ctl, root: Made, link: Made):
    ctl.done("trust", "import", ctl.write("b.p7b", bundle(root, link)))
    out = ctl.folder / "ra.pem"
    assert ctl.done("trust", "export", "--out", out, "--json").json["count"] == 2
    assert root.pem in out.read_bytes()
    told = ctl.done("trust", "import", out, "--dry-run", "--json").json["certificates"]
    assert [one["news"] for one in told] == ["known", "known"]
    ctl.done("trust", "export", link.fingerprint, "--out", out)
    assert out.read_bytes() == link.pem
    other = ctl.write("thư.pem", "của ai đó")
    assert ctl.refused("trust", "export", "--out", other) == "output_taken"


def test_authorities_of_the_machine_count_and_are_not_the_users_to_remove(ctl: Ctl, root: Made, link: Made):
    of_machine("roots", "gốc.crt", root.pem)
    of_machine("links", "giữa.p7b", bundle(link))
    bad = of_machine("roots", "hỏng.crt", b"xx")
    found = listed(ctl)
    assert [(one["use"], one["state"], one["origin"]) for one in found] == [
        ("root", "good", "machine"),
        ("link", "good", "machine"),
    ]
    assert ctl.refused("trust", "remove", root.fingerprint) == "authority_of_machine"
    assert ctl.done("trust", "list", "--json").json["unreadable"] == [str(bad)]
    assert "hỏng.crt" in ctl.done("trust", "list").err


def test_a_locked_machine_lets_nobody_add_and_forgets_what_the_user_added_before(
    ctl: Ctl, root: Made, link: Made
):
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    of_machine(".", "locked", b"")
    assert listed(ctl) == []
    assert ctl.refused("trust", "add", ctl.write("l.pem", link.pem)) == "trust_locked"
    assert ctl.done("trust", "list", "--json").json["locked"]


def test_a_kept_file_that_somebody_changed_is_not_used(ctl: Ctl, root: Made, link: Made):
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    ctl.done("trust", "add", ctl.write("l.pem", link.pem), "--as-root")
    folder = own_trust_folder() / "authorities"
    swapped = folder / f"{root.fingerprint}.json"
    swapped.write_bytes((folder / f"{link.fingerprint}.json").read_bytes())
    assert [one["fingerprint"] for one in listed(ctl)] == [link.fingerprint]
    assert ctl.done("trust", "list", "--json").json["unreadable"] == [str(swapped)]


# --- revocation lists ------------------------------------------------------------------------------------------------


def outcomes(ctl: Ctl, place: Path) -> dict[str, str]:
    said = ctl.run("trust", "crl", "import", place, "--json")
    return {Path(one["file"]).name: one["outcome"] for one in said.json}


def test_of_a_stick_what_is_proved_and_newest_is_kept(ctl: Ctl, root: Made):
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    stranger = make("Người lạ")
    stick = ctl.folder / "usb" / "thu hồi"
    stick.mkdir(parents=True)
    (stick / "1.crl").write_bytes(revocation_list(root, made=NOW - 2 * DAY, number=1))
    (stick / "2.CRL").write_bytes(revocation_list(root, make("A", by=root), number=2))
    (stick / "3.crl").write_bytes(revocation_list(root, made=NOW - 3 * DAY, number=0))
    (stick / "4.crl").write_bytes(revocation_list(stranger))
    (stick / "5.crl").write_bytes(b"not a list")
    (stick / "6.crl").write_bytes(revocation_list(root, delta=True))
    (stick / "7.crl").write_bytes(revocation_list(root, made=NOW + DAY))
    (stick / "read me.txt").write_text("x")
    assert outcomes(ctl, ctl.folder / "usb") == {
        "1.crl": "kept",
        "2.CRL": "kept",
        "3.crl": "older",
        "4.crl": "unproved",
        "5.crl": "unreadable",
        "6.crl": "delta",
        "7.crl": "future",
    }
    (kept,) = ctl.done("trust", "crl", "list", "--json").json
    assert (kept["number"], kept["count"], kept["proved"], kept["stale"]) == (2, 1, True, False)
    assert (kept["source"], kept["issuer"]) == ("2.CRL", "Gốc Chứng thực Thử")
    assert outcomes(ctl, stick / "2.CRL") == {"2.CRL": "same"}


def test_a_list_that_is_too_old_is_kept_and_told(ctl: Ctl, root: Made):
    ctl.done("trust", "add", ctl.write("r.pem", root.pem))
    file = ctl.write("cũ.crl", revocation_list(root, made=NOW - 40 * DAY, due=NOW - 33 * DAY))
    assert outcomes(ctl, file) == {"cũ.crl": "kept_stale"}
    assert [one["stale"] for one in ctl.done("trust", "crl", "list", "--json").json] == [True]


def test_lists_without_an_authority_are_not_kept_and_the_code_says_so(ctl: Ctl, root: Made):
    file = ctl.write("a.crl", revocation_list(root))
    assert ctl.run("trust", "crl", "import", file).code == 1
    assert ctl.done("trust", "crl", "list", "--json").json == []
    assert ctl.refused("trust", "crl", "import", ctl.write("b.crl", b"x")) == "revocation_list_unreadable"
    (ctl.folder / "rỗng").mkdir()
    assert ctl.refused("trust", "crl", "import", ctl.folder / "rỗng") == "no_revocation_lists"


def test_lists_of_the_machine_are_read_too_and_own_ones_can_be_removed(ctl: Ctl, root: Made, link: Made):
    of_machine("roots", "r.pem", root.pem)
    of_machine("links", "l.pem", link.pem)
    of_machine("lists", "r.crl", revocation_list(root))
    ctl.done("trust", "crl", "import", ctl.write("l.crl", revocation_list(link)))
    found = ctl.done("trust", "crl", "list", "--json").json
    assert sorted((one["origin"], one["proved"]) for one in found) == [("machine", True), ("own", True)]
    marks = {one["origin"]: one["fingerprint"] for one in found}
    assert ctl.refused("trust", "crl", "remove", marks["machine"]) == "revocation_list_unknown"
    ctl.done("trust", "crl", "remove", marks["own"][:10])
    assert [one["origin"] for one in ctl.done("trust", "crl", "list", "--json").json] == ["machine"]
