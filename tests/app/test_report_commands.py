"""From a store to a verified PDF and back, on the command line; and everything that must be refused on the way."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from tests.app.ctl import PASSWORD, Ctl

from dvapp.app.cli import run
from dvapp.host.clock import SystemClock
from dvapp.signing.authority import ThrowawayAuthority

NOW = SystemClock().now()


@dataclass(frozen=True)
class Keys:
    trust: Path
    leader: Path
    seal: Path
    expired: Path


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("khoá")
    authority = ThrowawayAuthority("Cơ quan thử", NOW)

    def make(name: str, **other: object) -> Path:
        file = folder / f"{name}.p12"
        file.write_bytes(authority.issue(name=name, organisation="Ban thử", password=PASSWORD, **other))  # type: ignore[arg-type]
        return file

    (folder / "trust.pem").write_bytes(authority.pem)
    return Keys(
        trust=folder / "trust.pem",
        leader=make("Trưởng Ban Thử"),
        seal=make("Ban Dân vận Thử"),
        expired=make("Hết Hạn", days=2, not_before=NOW - timedelta(days=10)),
    )


@dataclass(frozen=True)
class Desk:
    ctl: Ctl
    keys: Keys
    store: Path

    @property
    def folder(self) -> Path:
        return self.ctl.folder

    def compose(self, name: str, *more: object) -> Path:
        out = self.folder / name
        self.ctl.done(*self.composing(out, *more))
        return out

    def fresh(self) -> Path:
        return self.folder / "trình ký.pdf"

    def signed(self) -> Path:
        return self.folder / "ký.pdf"

    def issued(self) -> Path:
        return self.folder / "phát hành.pdf"

    def composing(self, out: Path, *more: object) -> tuple[object, ...]:
        report = ("report", "compose", "--kind", "BC06", "--period", "2018", "--out", out, *more)
        return self.ctl.on(self.store, *report)

    def signing(
        self, source: Path, out: Path, key: Path | None = None, role: str = "leader"
    ) -> tuple[object, ...]:
        key = key or self.keys.leader
        password = ("--password-file", self.ctl.password)
        return ("report", "sign", source, "--p12", key, "--role", role, "--out", out, *password)

    def issuing(
        self, source: Path, out: Path, number: object = 12, day: str = "2019-01-15"
    ) -> tuple[object, ...]:
        filled = ("--number", number, "--date", day, "--p12", self.keys.seal, "--out", out)
        return ("report", "issue", source, *filled, "--password-file", self.ctl.password)

    def verify(self, file: Path, *more: object) -> tuple[int, Any]:
        said = self.ctl.run("verify", file, "--trust", self.keys.trust, "--json", *more)
        return said.code, json.loads(said.out or said.err)


@pytest.fixture(scope="session")
def way(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    """A folder with a store and the three files of the whole way; each test works on a copy."""
    folder = tmp_path_factory.mktemp("đường")
    password = folder / "mat-khau.txt"
    password.write_text(PASSWORD, "utf-8")
    record = folder / "ban-ghi.json"
    values = {"form": "surprise", "units_count": 36}
    record.write_text(json.dumps({"happened": "2018-05-29", "values": values}), "utf-8")
    store, fresh, signed = folder / "ban dân vận.dvapp", folder / "trình ký.pdf", folder / "ký.pdf"
    key = ("--password-file", password)
    outer = ("--store", store, *key)
    issue = ("--number", "12", "--date", "2019-01-15", "--p12", keys.seal, "--out", folder / "phát hành.pdf")
    steps: list[tuple[object, ...]] = [
        ("store", "init", store, "--board", "hn", "--year", "2018", *key),
        (*outer, "record", "add", "inspection", record),
        (*outer, "report", "compose", "--kind", "BC06", "--period", "2018", "--out", fresh),
        ("report", "sign", fresh, "--p12", keys.leader, "--role", "leader", "--out", signed, *key),
        ("report", "issue", signed, *issue, *key),
    ]
    for step in steps:
        assert run([str(word) for word in step]) == 0
    return folder


@pytest.fixture
def desk(ctl: Ctl, keys: Keys, way: Path) -> Desk:
    shutil.copytree(way, ctl.folder, dirs_exist_ok=True)
    return Desk(ctl, keys, ctl.folder / "ban dân vận.dvapp")


def text_of(pdf: Path) -> str:
    out = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True
    ).stdout
    return re.sub(r"\s+", " ", out)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_an_issued_report_is_trusted_and_tells_what_came_after_each_signature(desk: Desk) -> None:
    issued = desk.issued()
    code, told = desk.verify(issued)
    leader, seal = told["signatures"]
    assert (code, told["verdict"]) == (0, "TOTAL_PASSED")
    assert (leader["signer"], leader["role"], leader["integrity"]) == ("Trưởng Ban Thử", "leader", "intact")
    assert (seal["role"], seal["coverage"], seal["changes"]) == ("seal", "whole_file", [])
    assert leader["coverage"] == "earlier_revision"
    assert any("Số 12-BC/BDVTU" in change for change in leader["changes"])
    shown = text_of(issued)
    for words in (
        "Số 12-BC/BDVTU",
        "Hà Nội, ngày 15 tháng 01 năm 2019",
        "đối với 36 cơ quan, đơn vị",
        "Trưởng Ban Thử",
    ):
        assert words in shown


def test_other_tools_agree_with_the_issued_file(desk: Desk) -> None:
    issued = desk.issued()
    pdfsig = subprocess.run(["pdfsig", "-nocert", issued], capture_output=True, check=False, text=True).stdout
    assert pdfsig.count("Signature is Valid") == 2
    fonts = subprocess.run(
        ["pdffonts", issued], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes (yes|no) +(yes|no) +\d+ +\d+$", line) for line in fonts), fonts
    qpdf = subprocess.run(["qpdf", "--check", issued], capture_output=True, check=False, text=True)
    assert qpdf.returncode == 0, qpdf.stdout + qpdf.stderr
    saved = desk.folder / "bao-cao.json"
    subprocess.run(
        ["pdfdetach", "-savefile", "bao-cao.json", "-o", saved, issued], check=True, capture_output=True
    )
    assert saved.read_text("utf-8") == desk.ctl.done("extract", issued).out


def test_a_paper_with_a_qr_code_goes_the_whole_way(desk: Desk) -> None:
    fresh, signed, issued = (desk.folder / f"mã {n}.pdf" for n in range(3))
    desk.ctl.done(*desk.composing(fresh, "--qr"))
    desk.ctl.done(*desk.signing(fresh, signed))
    desk.ctl.done(*desk.issuing(signed, issued))
    code, told = desk.verify(issued)
    assert (code, told["verdict"]) == (0, "TOTAL_PASSED")
    # Signing drew the pages anew, with the signer's name in the data: the code tells of these, not of the old ones.
    data = desk.ctl.done("extract", issued).out.encode()
    with pypdfium2.PdfDocument(issued) as paper:
        pages = len(paper)
        (code_on_paper,) = zxingcpp.read_barcodes(paper[0].render(scale=2).to_pil())
    digest = hashlib.sha256(data).hexdigest()[:32].upper()
    assert code_on_paper.text.endswith(f":{digest}:1/{pages}")


def test_the_same_report_has_the_same_bytes(desk: Desk) -> None:
    assert desk.compose("a.pdf").read_bytes() == desk.compose("b.pdf").read_bytes()
    assert desk.compose("c.pdf", "--profile", "party-2026").read_bytes() != desk.fresh().read_bytes()


def test_changing_one_figure_changes_what_is_bound_to_it_and_nothing_else(desk: Desk) -> None:
    before = json.loads(desk.ctl.done("extract", desk.compose("a.pdf")).out)
    desk.ctl.add(desk.store, "inspection", {"form": "thematic", "units_count": 11})
    after = json.loads(desk.ctl.done("extract", desk.compose("b.pdf")).out)
    paragraphs = [
        {code for run in new["runs"] for code in run["figures"]}
        for old, new in zip(before["blocks"], after["blocks"], strict=True)
        if old != new
    ]
    rows = zip(before["annexes"][0]["rows"], after["annexes"][0]["rows"], strict=True)
    assert paragraphs == [{"B02"}]
    assert [new["code"] for old, new in rows if old != new] == ["B02"]


def test_the_deputy_signs_for_the_head(desk: Desk) -> None:
    out = desk.folder / "ký thay.pdf"
    desk.ctl.done(*desk.signing(desk.fresh(), out, role="deputy"))
    assert "K/T TRƯỞNG BAN" in text_of(out)
    assert desk.verify(out)[1]["signatures"][0]["role"] == "deputy"


def test_a_draft_is_marked_and_cannot_be_signed(desk: Desk) -> None:
    draft, copy = desk.compose("nháp.pdf", "--draft"), desk.fresh()
    assert "thảo" in text_of(draft).casefold().replace("báo cáo", "")
    assert "dự thảo" not in text_of(copy).casefold()
    out = desk.folder / "x.pdf"
    assert desk.ctl.refused(*desk.signing(draft, out)) == "report_is_draft"
    assert not out.exists()


@pytest.mark.parametrize("damage", ["append", "cut", "prepend"])
def test_a_file_with_more_or_less_than_was_sealed_is_never_trusted(desk: Desk, damage: str) -> None:
    content = desk.issued().read_bytes()
    spoiled = {
        "append": content + b"\n% more\n",
        "cut": content[: len(content) // 3],
        "prepend": b"%PDF-1.4 x\n" + content,
    }
    assert desk.verify(desk.ctl.write("sửa.pdf", spoiled[damage]))[0] == 4


def test_no_changed_byte_is_trusted_wherever_it_lies(desk: Desk) -> None:
    """A few here, through the command; many more in ``tests/signing/test_tampering.py``, where each takes less."""
    content = desk.issued().read_bytes()
    for at in range(500, len(content), len(content) // 7):
        spoiled = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        code, told = desk.verify(desk.ctl.write("sửa.pdf", spoiled))
        assert code == 4, (at, told)


def test_what_is_unsigned_unknown_or_no_pdf_is_told_apart(desk: Desk, tmp_path: Path) -> None:
    assert desk.verify(desk.fresh())[0] == 5
    stranger = tmp_path / "la.pem"
    stranger.write_bytes(ThrowawayAuthority("Người lạ", NOW).pem)
    issued = desk.issued()
    said = desk.ctl.run("verify", issued, "--trust", stranger, "--json")
    assert (said.code, said.json["verdict"], said.json["reason"]) == (
        3,
        "INDETERMINATE",
        "NO_CERTIFICATE_CHAIN_FOUND",
    )
    assert desk.verify(desk.ctl.write("x.pdf", "không phải PDF"))[0] == 4
    assert desk.verify(desk.folder / "không có.pdf")[0] == 4
    assert desk.ctl.refused("verify", issued, "--trust", desk.ctl.write("t.pem", "x")) == "trust_unreadable"
    assert "t.pem" in desk.ctl.run("verify", issued, "--trust", desk.folder / "t.pem").err
    assert "x.pdf" in desk.ctl.run("verify", desk.folder / "x.pdf", "--trust", desk.keys.trust).err
    assert desk.ctl.refused("verify", issued, "--trust", desk.folder / "không có.pem") == "file_missing"


def test_keys_that_cannot_sign_are_refused_and_leave_nothing(desk: Desk) -> None:
    source, out = desk.fresh(), desk.folder / "x.pdf"
    before = digest(source)
    wrong = desk.ctl.write("sai.txt", "mật khẩu sai")
    command = ("report", "sign", source, "--p12", desk.keys.leader, "--role", "leader", "--out", out)
    assert desk.ctl.refused(*command, "--password-file", wrong) == "key_password_wrong"
    assert desk.ctl.refused(*desk.signing(source, out, desk.keys.expired)) == "certificate_expired"
    assert desk.ctl.refused(*desk.signing(source, out, desk.ctl.password)) == "key_unreadable"
    assert desk.ctl.refused(*desk.signing(source, out, desk.folder / "không có.p12")) == "file_missing"
    assert not out.exists()
    assert digest(source) == before


def test_steps_out_of_order_are_refused(desk: Desk) -> None:
    source, out = desk.fresh(), desk.folder / "x.pdf"
    assert desk.ctl.refused(*desk.issuing(source, out)) == "not_signed"
    issued = desk.issued()
    assert desk.ctl.refused(*desk.issuing(issued, out)) == "already_issued"
    assert desk.ctl.refused(*desk.signing(issued, out)) == "already_signed"
    assert desk.ctl.refused(*desk.signing(source, source)) == "output_is_input"
    assert not out.exists()


def test_a_result_never_overwrites_a_store_a_key_or_a_password(desk: Desk) -> None:
    copied = desk.ctl.write("khoá.p12", desk.keys.leader.read_bytes())
    other = desk.ctl.write("khác.dvapp", desk.store.read_bytes())
    spared = (desk.store, other, copied, desk.ctl.password)
    before = [digest(file) for file in spared]
    for out in spared:
        assert desk.ctl.refused(*desk.composing(out)) in {"output_taken", "output_is_input"}
        assert desk.ctl.refused(*desk.signing(desk.fresh(), out, copied)) in {
            "output_taken",
            "output_is_input",
        }
        assert desk.ctl.refused(*desk.issuing(desk.signed(), out)) == "output_taken"
    assert [digest(file) for file in spared] == before
    desk.ctl.done(*desk.composing(desk.folder / "nháp cũ.pdf"))
    desk.ctl.done(*desk.composing(desk.folder / "nháp cũ.pdf"))


@pytest.mark.parametrize(
    ("number", "day", "refusal"),
    [
        ("0", "2019-01-15", "number_invalid"),
        ("mười hai", "2019-01-15", "number_invalid"),
        ("100000", "2019-01-15", "number_invalid"),
        ("12", "15/01/2019", "date_invalid"),
        ("12", "2019-02-30", "date_invalid"),
        ("12", "2018-06-30", "date_too_early"),
    ],
)
def test_a_number_or_date_that_cannot_be_is_refused(desk: Desk, number: str, day: str, refusal: str) -> None:
    out = desk.folder / "x.pdf"
    assert desk.ctl.refused(*desk.issuing(desk.signed(), out, number, day)) == refusal
    assert not out.exists()


def test_a_pdf_that_is_not_ours_is_refused(desk: Desk) -> None:
    from reportlab.pdfgen.canvas import Canvas

    other, out = desk.folder / "khác.pdf", desk.folder / "x.pdf"
    canvas = Canvas(str(other))
    canvas.drawString(100, 100, "x")
    canvas.save()
    assert desk.ctl.refused(*desk.signing(other, out)) == "not_our_report"
    assert desk.ctl.refused(*desk.issuing(other, out)) == "not_our_report"
    assert desk.ctl.run("extract", other).code == 1
    assert desk.ctl.refused(*desk.signing(desk.ctl.write("y.pdf", b"%PDF-"), out)) == "pdf_unreadable"


def test_pages_changed_by_hand_are_not_signed(desk: Desk) -> None:
    import pikepdf

    source, altered = desk.fresh(), desk.folder / "sửa.pdf"
    with pikepdf.open(source) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"ET", b"ET ", 1))
        pdf.save(altered)
    assert desk.ctl.refused(*desk.signing(altered, desk.folder / "x.pdf")) == "report_altered"


def test_unknown_kinds_and_profiles_are_refused_and_write_nothing(desk: Desk) -> None:
    out = desk.folder / "x.pdf"
    assert desk.ctl.refused(*desk.composing(out, "--profile", "nobody")) == "profile_unknown"
    compose = ("report", "compose", "--kind", "BC99", "--period", "2018", "--out", out)
    assert desk.ctl.refused(*desk.ctl.on(desk.store, *compose)) == "report_kind_unknown"
    assert desk.ctl.refused(*desk.composing(desk.folder / "không có" / "x.pdf")) == "file_unwritable"
    assert not out.exists()


def test_a_full_disk_leaves_no_half_written_report(desk: Desk) -> None:
    """A process whose files may not grow over 20 kB meets the same refusal as on a full disk."""
    copy, out = desk.folder / "đầy.dvapp", desk.folder / "x.pdf"
    shutil.copy(desk.store, copy)
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from dvapp.app.cli import run\n"
        "import dvapp.exchange.files as files\n"
        "write = files.LocalFiles.write\n"
        "def limited(self, path, content):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "    return write(self, path, content)\n"
        "files.LocalFiles.write = limited\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    command = [str(a) for a in desk.composing(out)]
    done = subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, check=False, text=True
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert not out.exists()
    assert not list(desk.folder.glob(".x.pdf*"))


def test_the_demo_leaves_its_five_files_and_spares_a_strangers_store(ctl: Ctl) -> None:
    out = ctl.folder / "kết quả"
    for _twice in range(2):
        ctl.done("demo", "--out", out)
    assert {f.name for f in out.iterdir()} == {
        "bao-cao.pdf",
        "board.dvapp",
        "password.txt",
        "summary.json",
        "trust.pem",
    }
    told = json.loads((out / "summary.json").read_text("utf-8"))
    assert told["verdict"] == "TOTAL_PASSED"
    assert ctl.run("lint", out / "bao-cao.pdf").code == 0, "our own paper keeps its layout's rules"
    assert {code: told["figures"][code] for code in ("A12", "A11", "B01", "B02", "B03")} == {
        "A12": 30,
        "A11": 30,
        "B01": 36,
        "B02": 11,
        "B03": 527,
    }
    figures = (
        "--store",
        out / "board.dvapp",
        "--password-file",
        out / "password.txt",
        "figures",
        "--period",
        "2018",
    )
    states = {f["code"]: f["state"] for f in ctl.done(*figures, "--json").json["figures"]}
    assert (states["B05"], states["D19"], states["P01"]) == ("blank", "blank", "blank")
    (out / "summary.json").write_text("{}")
    before = digest(out / "board.dvapp")
    assert ctl.run("demo", "--out", out).code == 1
    assert digest(out / "board.dvapp") == before
