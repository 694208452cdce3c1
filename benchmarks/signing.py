"""``make bench-signing``: signing and verifying, against pyHanko's own command line and poppler's pdfsig.

Every program is started anew for each measurement, as a clerk's click on a command would; below stands what our steps take
within a running program. Prints tables; asserts nothing. An authority with CRL, OCSP and timestamps (certomancer) and a
token (SoftHSM) live in a folder that is thrown away.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path, PurePath

from benchmarks.reports import machine
from tests.authorities import PASSWORD, Authority, serving
from tests.reporting.samples import report
from tests.tokens import PIN, driver, make_hsm, put_key

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import Period, parse_period
from dvapp.domain.errors import DvError
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Stamping
from dvapp.domain.signing.tokens import TokenPlace
from dvapp.services.chain import steps
from dvapp.services.ports import Preservation, Tools
from dvapp.services.reports.paging import Fields
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile, KeySource, TokenPin
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import issued_with, signed
from dvapp.services.stores import create_store

ROOT = Path(__file__).parents[1]
PLACE = PurePath("paper.pdf")
DAY = date(2027, 1, 15)
BATCH = 30
Work = Sequence[Sequence[object]]
"""Commands that are run one after another."""


@dataclass(frozen=True, kw_only=True)
class Took:
    """Seconds of one run: of the clock, and of the processor."""

    clock: float
    processor: float


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything to sign with, in one folder."""

    folder: Path
    tools: Tools
    authority: Authority
    pyhanko: Path | None
    token: TokenPlace

    def file(self, name: str) -> Path:
        """A file of that name."""
        return self.folder / name

    def key(self, name: str) -> KeyFile:
        """The key file of the leader or of the seal."""
        return KeyFile(path=self.file(f"{name}.p12"), password=PASSWORD)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--pyhanko", type=Path, help="pyHanko's command; else it is installed and thrown away"
    )
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-signing-") as folder:
        pyhanko = wishes.pyhanko or _install(Path(folder) / "peers")
        with _desk(Path(folder), pyhanko) as desk:
            _make_papers(desk)
            print(f"{machine()}; load {os.getloadavg()[0]:.1f} at the beginning\n")
            _print_commands(desk, wishes.rounds)
            _print_steps(desk, wishes.rounds)
            print(f"\nload {os.getloadavg()[0]:.1f} at the end")


def _install(folder: Path) -> Path | None:
    venv.create(folder, with_pip=True)
    peers = str(ROOT / "benchmarks" / "signing_peers.txt")
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "-r", peers]
    if subprocess.run(command, check=False).returncode != 0:
        print("pyHanko's command line cannot be had: it is left out.")
        return None
    return folder / "bin" / "pyhanko"


@contextmanager
def _desk(folder: Path, pyhanko: Path | None) -> Iterator[Desk]:
    # Nothing of the person at this machine is looked at: neither settings nor authorities.
    for kind in ("CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / kind.lower())
    with serving(folder / "authority") as authority:
        for name in ("leader", "seal"):
            (folder / f"{name}.p12").write_bytes(authority.key_file(name))
        (folder / "password.txt").write_text(PASSWORD)
        (folder / "pin.txt").write_text(PIN)
        (folder / "trust.der").write_bytes(authority.trust)
        (folder / "crl.der").write_bytes(authority.crl)
        make_hsm(folder / "tokens", "leader")
        put_key("leader", authority.key_file("leader"), PASSWORD)
        _write_token_setup(folder)
        tools = make_tools()
        serial = tools.tokens.tokens(driver())[0].serial
        yield Desk(
            folder=folder,
            tools=tools,
            authority=authority,
            pyhanko=pyhanko,
            token=TokenPlace(driver=driver(), serial=serial, key="01"),
        )


def _write_token_setup(folder: Path) -> None:
    """A PIN comes from pyHanko's settings only; SoftHSM signs digests with elliptic curves."""
    (folder / "pyhanko.yml").write_text(
        f"pkcs11-setups:\n  bench:\n    module-path: {driver()}\n    token-criteria:\n      label: leader\n"
        f'    cert-id: "01"\n    key-id: "01"\n    user-pin: "{PIN}"\n    raw-mechanism: true\n'
    )


def _make_papers(desk: Desk) -> None:
    """A copy for signature; signed; issued (two signatures); joined by further ones for verifying."""
    tools, made = desk.tools, report(name=None)
    copy = tools.pages.draw(made, tools.data.write(made))
    one = signed(copy, PLACE, key=desk.key("leader"), role=Role.LEADER, tools=tools).pdf
    two = issued_with(one, PLACE, number=12, issued=DAY, key=desk.key("seal"), tools=tools).pdf
    for name, pdf in {"copy": copy, "signed-1": one, "signed-2": two}.items():
        desk.file(f"{name}.pdf").write_bytes(pdf)
    desk.file("signed-4.pdf").write_bytes(_four(desk))


def _four(desk: Desk) -> bytes:
    """A joint paper: two leaders and two seals."""
    from tests.reporting.documents import document

    tools, made = desk.tools, document("joint", "party-2018")
    now, names = tools.clock.now(), (Fields.LEADER, Fields.SECOND_LEADER, Fields.SECOND_SEAL)
    leader, body = (
        tools.signatures.open_key(desk.file(f"{name}.p12").read_bytes(), PASSWORD, now=now)
        for name in ("leader", "seal")
    )
    pdf = tools.pages.draw(made, tools.data.write(made))
    for number, field in enumerate(names):
        role = "seal" if field == Fields.SECOND_SEAL else "leader"
        sign = tools.signatures.countersign if number else tools.signatures.certify
        stamp = (
            tools.pages.seal_stamp(made, body.holder, now)
            if role == "seal"
            else tools.pages.signer_stamp(made, leader.holder, now)
        )
        pdf = sign(pdf, leader, field=field, stamp=stamp, when=now, role=role, place="Hà Nội")
    fills = tools.pages.number_and_date(made, 12, DAY)
    seal = tools.pages.seal_stamp(made, body.holder, now)
    return tools.signatures.seal(pdf, body, field=Fields.SEAL, stamp=seal, when=now, fills=fills)


# --- commands, started anew each time ---------------------------------------------------------------------------------


def _print_commands(desk: Desk, rounds: int) -> None:
    print("Commands, each started anew (seconds of the clock / of the processor):\n")
    print("| step | dvapp | pyHanko | × dvapp | pdfsig |\n|---|--:|--:|--:|--:|")
    for step, programs in _commands(desk).items():
        took: dict[str, list[Took]] = {program: [] for program in programs}
        for work in programs.values():
            _run(work[:1], desk)  # what is compiled once is not the thing measured
        for _round in range(1 if step.startswith("batch") else rounds):  # in turns: all are hit alike
            for program, work in programs.items():
                took[program].append(_run(work, desk))
        print(_row(step, {program: _median(runs) for program, runs in took.items()}))


def _commands(desk: Desk) -> Mapping[str, Mapping[str, Work]]:
    told = dict(_signing(desk))
    for count in (1, 2, 4):
        told[f"verify {count} signature{'s' if count > 1 else ''}"] = _verifying(
            desk, (f"signed-{count}.pdf",)
        )
    return {**told, **dict(_batches(desk))}


def _signing(desk: Desk) -> Iterator[tuple[str, Mapping[str, Work]]]:
    url = desk.authority.url
    last = ("report", "timestamp", "ours.pdf", "--tsa", url, "--trust", "trust.der", "--online")
    lasting = ("--timestamp-url", url, "--with-validation-info", "--use-pades-lta", "--trust", "trust.der")
    for name, how in (("file", "pkcs12"), ("token", "pkcs11")):
        ours = ("report", "sign", "copy.pdf", "--role", "leader", "--out", "ours.pdf", *_key(name))
        yield f"sign B-B with a {name}", _both(desk, [ours], [_theirs(how)])
        stamped = _theirs(how, "--timestamp-url", url)
        yield f"sign B-T with a {name}", _both(desk, [(*ours, "--timestamp", url)], [stamped])
        both = [(*ours, "--timestamp", url), (*last, "--out", "lasting.pdf")]
        yield f"sign B-LTA with a {name} (ours: two commands)", _both(desk, both, [_theirs(how, *lasting)])


def _key(name: str) -> Sequence[object]:
    """The options that name the leader's key."""
    if name == "token":
        return ("--token", driver(), "--pin-file", "pin.txt")
    return ("--p12", "leader.p12", "--p12-password-file", "password.txt")


def _verifying(desk: Desk, names: Sequence[str]) -> Mapping[str, Work]:
    theirs = ("sign", "validate", "--no-revocation-check", "--trust", "trust.der", "--trust-replace")
    return {
        **_both(desk, [("verify", *names, "--trust", "trust.der")], [(*theirs, name) for name in names]),
        "pdfsig": [("pdfsig", "-nocert", name) for name in names],
    }


def _batches(desk: Desk) -> Iterator[tuple[str, Mapping[str, Work]]]:
    """Thirty papers: ours takes them with one command, the others know one file at a time."""
    for name, how in (("file", "pkcs12"), ("token", "pkcs11")):
        store = _store(desk, f"{name}.dvapp")
        ours = ("paper", "--help")  # what the first, unmeasured run starts
        sign = ("--store", store, "--password-file", "password.txt", "paper", "sign-all", "--role", "leader")
        both = _both(desk, [ours, (*sign, *_key(name))], [_theirs(how)] * BATCH)
        yield f"batch of {BATCH}: sign B-B with a {name}", both
    names = [f"batch-{number}.pdf" for number in range(BATCH)]
    for name in names:
        shutil.copy(desk.file("signed-2.pdf"), desk.file(name))
    yield f"batch of {BATCH}: verify 2 signatures each", _verifying(desk, names)


def _store(desk: Desk, name: str) -> Path:
    """A store whose owner works alone, with thirty approved papers that wait for the signature."""
    path = desk.file(name)
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=desk.tools)
    try:
        begun = (
            _approved(session, code, period)
            for code in sorted(session.pack.outlines)
            for period in _periods()
        )
        made = sum(1 for _paper in islice(filter(None, begun), BATCH))
    finally:
        session.store.close()
    if made < BATCH:
        raise RuntimeError(f"only {made} papers could be approved")
    return path


def _periods() -> Iterator[Period]:
    words = [f"2018-{month:02}" for month in range(1, 13)]
    yield from map(parse_period, [*words, "2018-Q1", "2018-Q3", "2018-H1", "2018-9M", "2018"])


def _approved(session: Session, kind: str, period: Period) -> bool:
    try:
        paper = steps.begin_paper(session, kind=kind, period=period)
        steps.check_paper(session, paper.id)
    except DvError:  # not offered for that period, or something of it is to be written by hand first
        return False
    steps.submit_paper(session, paper.id)
    steps.pass_paper(session, paper.id)
    steps.approve_paper(session, paper.id)
    return True


def _both(desk: Desk, ours: Work, theirs: Work) -> dict[str, Work]:
    commands: dict[str, Work] = {"dvapp": [(sys.executable, "-m", "dvapp.app.cli", *words) for words in ours]}
    if desk.pyhanko is not None:
        commands["pyHanko"] = [(desk.pyhanko, *words) for words in theirs]
    return commands


def _theirs(how: str, *more: object) -> Sequence[object]:
    add = ("sign", "addsig", "--field", Fields.LEADER, "--certify", "--use-pades", *more, how)
    if how == "pkcs11":
        return (*add, "--p11-setup", "bench", "copy.pdf", "theirs.pdf")
    return (*add, "--passfile", "password.txt", "copy.pdf", "theirs.pdf", "leader.p12")


def _run(work: Work, desk: Desk) -> Took:
    """Commands one after another, as one thing."""
    took = Took(clock=0, processor=0)
    for command in work:
        one = _run_one(command, desk)
        took = Took(clock=took.clock + one.clock, processor=took.processor + one.processor)
    return took


def _run_one(command: Sequence[object], desk: Desk) -> Took:
    before, begun = _children(), time.perf_counter()
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=desk.folder, capture_output=True, check=False, text=True, env=_environment(desk)
    )
    took = Took(clock=time.perf_counter() - begun, processor=_children() - before)
    if "Traceback" in done.stderr or (
        done.returncode != 0 and "verify" not in command and "validate" not in command
    ):
        raise RuntimeError(f"{command}: {done.stderr[-800:]}")
    return took


def _environment(desk: Desk) -> dict[str, str]:
    """As on a computer where the program was used before: what Python compiled is kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(desk.folder / "compiled")}


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _median(runs: Sequence[Took]) -> Took:
    return Took(
        clock=statistics.median(run.clock for run in runs),
        processor=statistics.median(run.processor for run in runs),
    )


def _row(step: str, took: Mapping[str, Took]) -> str:
    def cell(program: str) -> str:
        return f"{took[program].clock:.2f} / {took[program].processor:.2f}" if program in took else "–"

    ratio = f"{took['pyHanko'].processor / took['dvapp'].processor:.2f}" if "pyHanko" in took else "–"
    return f"| {step} | {cell('dvapp')} | {cell('pyHanko')} | {ratio} | {cell('pdfsig')} |"


# --- steps within a running program -----------------------------------------------------------------------------------


def _print_steps(desk: Desk, rounds: int) -> None:
    print("\nWithin a running program (milliseconds of the clock / of the processor):\n")
    print("| step | dvapp |\n|---|--:|")
    for step, work in _steps(desk).items():
        work()  # what is loaded once is not the thing measured
        runs = []
        for _round in range(1 if step.startswith("batch") else rounds):
            begun, used = time.perf_counter(), time.process_time()
            work()
            runs.append(Took(clock=time.perf_counter() - begun, processor=time.process_time() - used))
        took = _median(runs)
        print(f"| {step} | {took.clock * 1000:.0f} / {took.processor * 1000:.0f} |")


def _steps(desk: Desk) -> Mapping[str, Callable[[], object]]:
    tools, copy = desk.tools, desk.file("copy.pdf").read_bytes()
    stamping = Stamping(authorities=(desk.authority.url,))
    token = TokenPin(place=desk.token, pin=PIN)
    two = desk.file("signed-2.pdf").read_bytes()
    evidence = Preservation(
        authority=desk.authority.url, trust=desk.authority.trust, lists=[desk.authority.crl], tries=1
    )

    def sign(key: KeySource, manner: Manner | None = None) -> bytes:
        return signed(copy, PLACE, key=key, role=Role.LEADER, tools=tools, manner=manner).pdf

    def verify(count: int) -> object:
        pdf = desk.file(f"signed-{count}.pdf").read_bytes()
        return tools.signatures.verify(pdf, trust=desk.authority.trust, now=tools.clock.now())

    leader, timed = desk.key("leader"), Manner(stamping=stamping)
    return {
        "sign B-B with a file": lambda: sign(leader),
        "sign B-T with a file": lambda: sign(leader, timed),
        "sign B-B with a token": lambda: sign(token),
        "sign B-T with a token": lambda: sign(token, timed),
        "number, date and seal": lambda: issued_with(
            desk.file("signed-1.pdf").read_bytes(),
            PLACE,
            number=12,
            issued=DAY,
            key=desk.key("seal"),
            tools=tools,
        ),
        "B-LTA of a sealed paper": lambda: tools.signatures.preserve(two, evidence, now=tools.clock.now()),
        **{f"verify {count}": partial(verify, count) for count in (1, 2, 4)},
        f"batch of {BATCH}: sign B-B with a file": lambda: [sign(leader) for _paper in range(BATCH)],
        f"batch of {BATCH}: verify two signatures each": lambda: [verify(2) for _paper in range(BATCH)],
    }


if __name__ == "__main__":
    if shutil.which("pdfsig") is None:
        sys.exit("pdfsig is missing: tools/setup.sh test")
    main()
