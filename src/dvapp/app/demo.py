"""The main job from end to end on the facts of Hà Nội's summary of 2018, through the same services as everything else.

The keys come from a throw-away authority made on the spot; its certificate stays behind as the trust file, its private
key is never written.
"""

import hashlib
import json
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.errors import FileUnwritable, SignatureBroken, StoreExists
from dvapp.domain.papers.reports import FigureState, Role
from dvapp.domain.signing.verification import Verdict, Verification
from dvapp.exchange.samples import read_sample
from dvapp.host.i18n import _
from dvapp.host.reasons import system_reason
from dvapp.host.resources import resources_folder
from dvapp.services.ports import Tools
from dvapp.services.recording.records import add_record
from dvapp.services.reports.composing import compose_report, write_report
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.sign import issue_report, sign_report
from dvapp.services.signing.verifying import extract_data, verify_document
from dvapp.services.stores import create_store
from dvapp.ui.messages import shown

SAMPLE, BOARD, PERIOD, KIND, PROFILE = "ha-noi-2018", "hn", "2018", "BC06", "party-2018"
NUMBER, ISSUED = 12, date(2019, 1, 15)
_MARK = "dvappctl demo"
_FILES = ("board.dvapp", "bao-cao.pdf", "trust.pem", "summary.json", "password.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing the demo did, and how long it took in milliseconds."""

    words: str
    milliseconds: int


class _Steps:
    def __init__(self, tell: Callable[[Step], None]) -> None:
        self.done: list[Step] = []
        self._tell = tell

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.done.append(Step(words=words, milliseconds=round((time.perf_counter() - begun) * 1000)))
        self._tell(self.done[-1])


def run_demo(out: Path, tell: Callable[[Step], None]) -> Verification:
    """Leave ``bao-cao.pdf``, ``trust.pem``, ``board.dvapp``, ``summary.json`` and ``password.txt`` in a folder.

    :raises StoreExists: the folder holds a store that no demo made; it is left alone.
    :raises FileUnwritable: the folder cannot be made.
    """
    _make_room(out)
    tools, steps = make_tools(), _Steps(tell)
    # Typed by nobody, so it may be short-lived and readable; real passwords are never written anywhere.
    password = secrets.token_urlsafe(12)
    tools.files.write(out / "password.txt", (password + "\n").encode())
    session = _fill_store(out / "board.dvapp", password, tools, steps)
    try:
        blanks = _report(session, out, steps)
    finally:
        session.store.close()
    with steps.step(_("Verified against the throw-away authority only")):
        found = verify_document(out / "bao-cao.pdf", trust=out / "trust.pem", tools=tools)
        data = extract_data(out / "bao-cao.pdf", tools=tools).data
    if found.verdict is not Verdict.TOTAL_PASSED:
        raise SignatureBroken(where=str(out / "bao-cao.pdf"))
    summary = _summary(out, steps.done, found, data, blanks)
    tools.files.write(
        out / "summary.json", json.dumps(summary, ensure_ascii=False, indent=2).encode() + b"\n"
    )
    return found


def _make_room(out: Path) -> None:
    """An earlier demo's files make way; anybody else's store does not."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(where=str(out), reason=system_reason(error)) from error
    if (out / "board.dvapp").exists() and not _is_ours(out / "summary.json"):
        raise StoreExists(where=str(out / "board.dvapp"))
    for name in (*_FILES, "board.dvapp-wal", "board.dvapp-shm"):
        (out / name).unlink(missing_ok=True)


def _is_ours(summary: Path) -> bool:
    try:
        return bool(json.loads(summary.read_text(encoding="utf-8")).get("made_by") == _MARK)
    except (OSError, ValueError, AttributeError):
        return False


def _fill_store(file: Path, password: str, tools: Tools, steps: _Steps) -> Session:
    with steps.step(_("Made an encrypted store for the city board, 2018")):
        session = create_store(file, board=BOARD, year=2018, password=password, tools=tools)
    try:
        sample = read_sample(resources_folder(), SAMPLE)
        with steps.step(_("Entered {count} records from the summary of 2018").format(count=len(sample))):
            for item in sample:
                add_record(item.kind, item.record, session=session)
    except BaseException:
        session.store.close()
        raise
    return session


def _report(session: Session, out: Path, steps: _Steps) -> Sequence[str]:
    tools = session.tools
    with tempfile.TemporaryDirectory(dir=out, prefix=".demo-") as folder:
        work = Path(folder)
        with steps.step(_("Composed report BC06 for 2018 in the layout party-2018")):
            report = compose_report(session, kind=KIND, period=parse_period(PERIOD), profile=PROFILE)
            write_report(session, report, work / "for-signature.pdf")
        with steps.step(_("Made a throw-away authority with a leader's key and the board's key")):
            key_password = _make_keys(work, out / "trust.pem", session)
        with steps.step(_("Signed as the leader; number and date still empty")):
            sign_report(
                work / "for-signature.pdf",
                key=KeyFile(path=work / "leader.p12", password=key_password),
                role=Role.LEADER,
                out=work / "signed.pdf",
                tools=tools,
            )
        with steps.step(
            _("Numbered {number}, dated {day} and sealed as the clerk").format(
                number=NUMBER, day=shown(ISSUED)
            )
        ):
            issue_report(
                work / "signed.pdf",
                number=NUMBER,
                issued=ISSUED,
                key=KeyFile(path=work / "seal.p12", password=key_password),
                out=out / "bao-cao.pdf",
                tools=tools,
            )
    return [figure.code for figure in report.figures if figure.state is FigureState.BLANK]


def _make_keys(work: Path, trust: Path, session: Session) -> str:
    from dvapp.signing.authority import ThrowawayAuthority

    files, password = session.tools.files, secrets.token_urlsafe(12)
    authority = ThrowawayAuthority("Cơ quan chứng thực dùng thử", session.tools.clock.now())
    board = session.board.name
    leader = authority.issue(name="Người Ký Thử", organisation=board, days=30, password=password)
    seal = authority.issue(name=board, organisation=board, days=30, password=password)
    files.write(work / "leader.p12", leader)
    files.write(work / "seal.p12", seal)
    files.write(trust, authority.pem)
    return password


def _summary(
    out: Path, steps: Sequence[Step], found: Verification, data: bytes, blanks: Sequence[str]
) -> dict[str, Any]:
    report = json.loads(data)
    figures = {f["code"]: f["value"] for f in report["figures"] if f["state"] == "known"}
    return {
        "made_by": _MARK,
        "title": f"{report['document_type']} {report['title']}",
        "kind": report["kind"],
        "period": report["period"],
        "profile": report["profile"],
        "number": NUMBER,
        "date": ISSUED.isoformat(),
        "verdict": found.verdict.name,
        "signatures": [
            {"signer": s.signer, "role": s.role.value, "verdict": s.verdict.name} for s in found.signatures
        ],
        "figures": figures,
        "blank": list(blanks),
        "steps": [{"words": step.words, "milliseconds": step.milliseconds} for step in steps],
        "milliseconds": sum(step.milliseconds for step in steps),
        "sha256": {name: _digest(out / name) for name in ("bao-cao.pdf", "trust.pem", "board.dvapp")},
    }


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
