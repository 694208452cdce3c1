"""``dvappctl verify``: what it says, what it saves, and many files at once."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image
from tests.app.ctl import Ctl
from tests.signing.attacks import appended, more_pages, overlay
from tests.signing.make_pdf import DATA, prepared_pdf
from tests.signing.test_verifying import with_revocation_list, with_timestamp_on_the_document
from tests.signing.world import make_world

from dvapp.app.cli import run
from dvapp.app.tools import make_tools
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.known_papers import KnownPaper
from dvapp.services.signing.evidence import write_evidence
from dvapp.services.signing.verifying import verify_bytes
from dvapp.ui.verify.told import telling_of


@pytest.fixture(scope="module")
def world():
    return make_world()


@pytest.fixture(scope="module")
def papers(world, tmp_path_factory):
    """A sealed paper with timestamp and list, a changed one, an unsigned one, and what is no PDF."""
    folder = tmp_path_factory.mktemp("văn bản")
    sealed = world.sealed(world.signed(prepared_pdf(lock=False)))
    (folder / "ca.pem").write_bytes(world.authority.pem)
    (folder / "đã đóng dấu.pdf").write_bytes(sealed)
    (folder / "lưu trữ.pdf").write_bytes(with_revocation_list(world, sealed))
    (folder / "bị sửa.pdf").write_bytes(appended(more_pages)(appended(overlay)(sealed)))
    (folder / "chưa ký.pdf").write_bytes(prepared_pdf())
    return folder


@pytest.fixture
def ctl(tmp_path, capsys):
    return Ctl(tmp_path, capsys)


def verified(ctl, papers, name, *more):
    return ctl.run("verify", papers / name, "--trust", papers / "ca.pem", *more)


def test_everything_found_stands_in_the_json(ctl, papers):
    said = verified(ctl, papers, "bị sửa.pdf", "--json").json
    assert (said["verdict"], said["reason"]) == ("TOTAL_FAILED", "UNEXPLAINED_CHANGE")
    assert said["sha256"] == hashlib.sha256((papers / "bị sửa.pdf").read_bytes()).hexdigest()
    assert said["revisions"] == 5
    leader, seal = said["signatures"]
    assert (leader["revision"], seal["revision"]) == (2, 3)
    assert leader["issuer"] == "Cơ quan chứng thực thử nghiệm"
    assert leader["valid_at_signing"] is True
    assert leader["algorithms"] == "SHA-256, RSA 2048"
    assert [(change["code"], change["pages"]) for change in seal["changed"]] == [
        ("pages_added", [2]),
        ("content", [1]),
    ]
    assert seal["changes"] == ["pages_added", "content"]


def test_the_words_name_everything_that_must_be_shown(ctl, papers):
    said = ctl.run("--lang", "en", "verify", papers / "bị sửa.pdf", "--trust", papers / "ca.pem")
    assert said.code == 4
    for words in (
        "Nguyễn Thị Lãnh Đạo (Ban Dân vận Thành ủy)",
        "15/01/2019 09:30:00 +07:00, by the signer's clock",
        "trusted, issued by Cơ quan chứng thực thử nghiệm",
        "15/01/2019 – 15/01/2020",
        "valid at the time that the signer's clock told",
        "PAdES B-B",
        "what is printed on the page was changed (page 1)",
        "pages were added (page 2)",
    ):
        assert words in said.out


def test_the_signed_state_is_saved_byte_for_byte(ctl, papers):
    out = ctl.folder / "bản trưởng ban ký.pdf"
    said = verified(ctl, papers, "đã đóng dấu.pdf", "--save-revision", 1, out)
    whole = (papers / "đã đóng dấu.pdf").read_bytes()
    saved = out.read_bytes()
    assert said.code == 3  # the certificates ran out in 2020
    assert whole.startswith(saved)
    assert len(saved) < len(whole)
    assert ctl.run("verify", out, "--trust", papers / "ca.pem", "--json").json["revisions"] == 2


def test_a_signature_that_is_not_there_has_no_state(ctl, papers):
    said = verified(ctl, papers, "đã đóng dấu.pdf", "--save-revision", 3, ctl.folder / "x.pdf", "--json")
    assert said.code == 1
    assert said.refusal["code"] == "revision_unknown"
    assert not (ctl.folder / "x.pdf").exists()


def test_nothing_is_saved_over_the_document(ctl, papers):
    paper = papers / "đã đóng dấu.pdf"
    assert verified(ctl, papers, paper.name, "--save-revision", 1, paper).code == 1
    other = ctl.write("khác.zip", "không phải ZIP")
    assert verified(ctl, papers, paper.name, "--evidence", other).code == 1
    assert other.read_text(encoding="utf-8") == "không phải ZIP"


def test_both_states_are_written_as_pictures(ctl, papers):
    folder = ctl.folder / "so sánh"
    verified(ctl, papers, "bị sửa.pdf", "--compare", folder)
    assert sorted(picture.name for picture in folder.iterdir()) == ["page-001.png", "page-002.png"]
    with Image.open(folder / "page-001.png") as picture:
        assert picture.width > 2 * 900


# --- the evidence pack ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack(papers, tmp_path_factory, world):
    """Its files, unpacked; made by the command."""
    folder = tmp_path_factory.mktemp("bộ căn cứ")
    out = folder / "căn cứ.zip"
    code = run(
        ["verify", str(papers / "lưu trữ.pdf"), "--trust", str(papers / "ca.pem"), "--evidence", str(out)]
    )
    assert code in {0, 3}
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def test_the_pack_holds_what_the_verdict_rests_on(pack, papers):
    names = sorted(str(file.relative_to(pack).as_posix()) for file in pack.rglob("*") if file.is_file())
    assert {"verdict.json", "verdict.pdf", "SHA256SUMS", "trust/authorities.pem"} <= set(names)
    assert {f"signatures/0{n}/signature.p7s" for n in (1, 2, 3)} <= set(names)
    assert any(name.endswith(".crl") for name in names)
    verdict = json.loads((pack / "verdict.json").read_bytes())
    assert verdict["sha256"] == hashlib.sha256((papers / "lưu trữ.pdf").read_bytes()).hexdigest()
    assert verdict["program"].startswith("dvapp ")
    assert verdict["verified_at"]
    assert verdict["file"] == "lưu trữ.pdf"


def test_the_sums_of_the_pack_are_right(pack):
    for line in (pack / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((pack / name).read_bytes()).hexdigest() == digest


def test_openssl_finds_the_same_by_the_pack_alone(pack, papers):
    """The signature over the document's bytes, by the certificates of the pack; dates are not asked."""
    pdf = (papers / "lưu trữ.pdf").read_bytes()
    for number in ("01", "02"):
        folder = pack / "signatures" / number
        start, before, after, rest = map(int, (folder / "byte-range.txt").read_text(encoding="ascii").split())
        (folder / "signed.bin").write_bytes(pdf[start:before] + pdf[after : after + rest])
        done = subprocess.run(
            ["openssl", "cms", "-verify", "-inform", "DER", "-in", folder / "signature.p7s", "-binary",
             "-content", folder / "signed.bin", "-CAfile", pack / "trust" / "authorities.pem",
             "-purpose", "any", "-no_check_time", "-out", folder / "out.bin"],
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    for certificate in (pack / "certificates").glob("*.pem"):
        subprocess.run(["openssl", "x509", "-in", certificate, "-noout"], check=True)
    for revocation in (pack / "revocation").glob("*.crl"):
        subprocess.run(["openssl", "crl", "-inform", "DER", "-in", revocation, "-noout"], check=True)


def test_the_paper_of_the_verdict_is_tagged_and_carries_the_verdict(pack):
    with pikepdf.open(pack / "verdict.pdf") as paper:
        assert paper.Root.MarkInfo.Marked
        assert paper.Root.Lang == "vi-VN"
        assert (
            paper.attachments["verdict.json"].get_file().read_bytes() == (pack / "verdict.json").read_bytes()
        )
        with paper.open_metadata() as told:
            assert told.pdfa_status == "3A"
    words = subprocess.run(
        ["pdftotext", "-layout", pack / "verdict.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "Nguyễn Thị Lãnh Đạo" in words
    assert "BIÊN BẢN KIỂM TRA CHỮ KÝ SỐ" in words


def test_the_same_verification_makes_the_same_pack(papers, world):
    tools = make_tools()
    paper = papers / "đã đóng dấu.pdf"
    when = tools.clock.now()
    by = Trusted(roots=world.authority.pem)
    found = tools.verifier.verify(paper.read_bytes(), trust=by.roots, now=when)
    made = []
    for name in ("một.zip", "hai.zip"):
        write_evidence(
            paper, papers / name, by=by, found=found, telling=telling_of(found, paper.name, when), when=when,
            tools=tools,
        )  # fmt: skip
        made.append((papers / name).read_bytes())
        (papers / name).unlink()
    assert made[0] == made[1]


# --- papers that lost their signatures --------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "left"), [("chưa ký.pdf", 0), ("đã đóng dấu.pdf", 2)])
def test_a_copy_with_fewer_signatures_than_were_issued_is_recognised_by_its_data(papers, world, name, left):
    tools = make_tools()
    known = KnownPaper(
        number="12-BC/BDVTU",
        issued=None,
        signatures=3,
        title="",
        digest="0" * 64,
        data_digest=hashlib.sha256(DATA).hexdigest(),
    )
    pdf, by = (papers / name).read_bytes(), Trusted(roots=world.authority.pem)
    found = verify_bytes(pdf, papers / name, by, tools=tools, known=[known])
    assert found.lost == known
    assert len(found.signatures) == left
    other = replace(known, data_digest="1" * 64)
    assert verify_bytes(pdf, papers / name, by, tools=tools, known=[other]).lost is None
    whole = replace(known, digest=hashlib.sha256(pdf).hexdigest())
    assert verify_bytes(pdf, papers / name, by, tools=tools, known=[whole]).lost is None
    enough = replace(known, signatures=left)
    assert verify_bytes(pdf, papers / name, by, tools=tools, known=[enough]).lost is None


# --- many files -------------------------------------------------------------------------------------------------------


def test_a_folder_is_verified_file_by_file(ctl, papers):
    broken = ctl.write("hỏng.pdf", "khong phai PDF")
    table = ctl.folder / "bảng.csv"
    said = ctl.run("verify", papers, broken, "--trust", papers / "ca.pem", "--csv", table)
    assert said.code == 4
    rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"))))
    ends = {row[0].rsplit("/", 1)[-1].rsplit("\\", 1)[-1]: row[1] for row in rows[1:]}
    assert ends["bị sửa.pdf"] == "TOTAL_FAILED"
    assert ends["chưa ký.pdf"] == "UNSIGNED"
    assert ends["đã đóng dấu.pdf"] == "INDETERMINATE"
    assert ends["hỏng.pdf"] == "–"


def test_many_files_as_json_are_a_list(ctl, papers):
    both = [papers / "chưa ký.pdf", papers / "đã đóng dấu.pdf"]
    said = ctl.run("verify", *both, "--trust", papers / "ca.pem", "--json")
    assert [one["verdict"] for one in said.json] == ["UNSIGNED", "INDETERMINATE"]
    assert said.code == 3


def test_a_name_that_looks_like_a_formula_is_text_in_the_table(ctl, papers, monkeypatch):
    monkeypatch.chdir(ctl.folder)
    (ctl.folder / "=1+1.pdf").write_bytes(prepared_pdf())
    ctl.run("verify", "=1+1.pdf", "--trust", papers / "ca.pem", "--csv", ctl.folder / "t.csv")
    assert "\n'=1+1.pdf," in (ctl.folder / "t.csv").read_bytes().decode("utf-8-sig").replace("\r", "")


def test_parts_are_of_one_file_only(ctl, papers):
    said = ctl.run("verify", papers, "--trust", papers / "ca.pem", "--evidence", ctl.folder / "x.zip")
    assert said.code == 2


def test_a_folder_without_pdfs_is_said_to_be_empty(ctl, papers):
    (ctl.folder / "trống").mkdir()
    assert ctl.refused("verify", ctl.folder / "trống", "--trust", papers / "ca.pem") == "file_missing"


def test_without_authorities_the_kept_ones_are_asked(ctl, papers):
    said = ctl.run("verify", papers / "đã đóng dấu.pdf", "--json").json
    assert said["verdict"] == "INDETERMINATE"
    assert said["reason"] == "NO_CERTIFICATE_CHAIN_FOUND"


def test_a_paper_is_judged_as_of_the_day_one_asks_about(ctl, papers):
    paper, trust = papers / "đã đóng dấu.pdf", ("--trust", papers / "ca.pem")
    assert ctl.run("verify", paper, *trust, "--json").json["reason"] == "OUT_OF_BOUNDS_NO_POE"
    assert ctl.run("verify", paper, *trust, "--at", "2019-02-01", "--json").json["verdict"] == "TOTAL_PASSED"
    early = ctl.run("verify", paper, *trust, "--at", "2018-02-01", "--json")
    assert early.json["reason"] == "NOT_YET_VALID"


def test_a_timestamped_paper_passes_years_later(ctl, papers, world):
    paper = ctl.write(
        "dấu thời gian.pdf", with_timestamp_on_the_document(world, (papers / "đã đóng dấu.pdf").read_bytes())
    )
    said = ctl.run("verify", paper, "--trust", papers / "ca.pem", "--json")
    assert said.json["signatures"][0]["proven"]
    assert said.json["signatures"][0]["timestamp_by"] in {None, "Dịch vụ dấu thời gian"}
