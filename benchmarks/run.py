"""``make bench``: medians of what people wait for. Prints figures; asserts nothing.

Every figure is the median of whole runs on this machine, so only their ratios travel.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.papers.reports import Role
from dvapp.exchange.samples import read_sample
from dvapp.host.resources import resources_folder
from dvapp.services.recording.records import add_record
from dvapp.services.reports.composing import compose_report, draw_report
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.sign import issue_report, sign_report
from dvapp.services.signing.verifying import extract_data, verify_document
from dvapp.services.stores import create_store
from dvapp.signing.authority import ThrowawayAuthority

PASSWORD = "benchmark password"

FIRST_WINDOW = """
import tempfile
from pathlib import Path
from dvapp.app.tools import make_tools
from dvapp.app.window import make_application
from dvapp.host.settings import Settings
from dvapp.ui.shell.main_window import MainWindow
app = make_application()
with tempfile.TemporaryDirectory() as folder:
    window = MainWindow(make_tools, Settings(Path(folder) / "settings.json"))
    window.show()
    window.grab()
    window.close()
"""
"""From nothing to the first painted window: where one types the password."""


def main() -> None:
    """Time everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        session = _board(work / "board.dvapp")
        try:
            rows = _in_process(session, work, rounds)
        finally:
            session.store.close()
    rows["cold dvappctl --help"] = _median(lambda: _command("dvapp.app.cli", "--help"), rounds)
    rows["first window, cold (offscreen)"] = _median(_first_window, rounds)
    width = max(map(len, rows))
    for name, seconds in rows.items():
        print(f"{name:<{width}}  {seconds * 1000:8.0f} ms")


def _board(file: Path) -> Session:
    session = create_store(file, board="hn", year=2018, password=PASSWORD, tools=make_tools())
    for item in read_sample(resources_folder(), "ha-noi-2018"):
        add_record(item.kind, item.record, session=session)
    return session


def _in_process(session: Session, work: Path, rounds: int) -> dict[str, float]:
    tools, period = session.tools, parse_period("2018")
    authority = ThrowawayAuthority("Benchmark", tools.clock.now())
    key = work / "key.p12"
    key.write_bytes(authority.issue(name="Benchmark", organisation="Benchmark", password=PASSWORD))
    (work / "trust.pem").write_bytes(authority.pem)
    names = iter(range(10_000))

    def compose() -> None:
        report = compose_report(session, kind="BC06", period=period, profile="party-2018")
        (work / "fresh.pdf").write_bytes(draw_report(session, report))

    def sign() -> None:
        out = work / f"signed-{next(names)}.pdf"
        fresh = work / "fresh.pdf"
        sign_report(fresh, key=KeyFile(path=key, password=PASSWORD), role=Role.LEADER, out=out, tools=tools)
        out.replace(work / "signed.pdf")

    def issue() -> None:
        out, day = work / f"issued-{next(names)}.pdf", date(2019, 1, 15)
        signed = work / "signed.pdf"
        issue_report(
            signed, number=12, issued=day, key=KeyFile(path=key, password=PASSWORD), out=out, tools=tools
        )
        out.replace(work / "issued.pdf")

    def verify() -> None:
        verify_document(work / "issued.pdf", trust=work / "trust.pem", tools=tools)

    def extract() -> None:
        extract_data(work / "issued.pdf", tools=tools)

    # One round unmeasured: imports are paid once a session.
    steps = {
        "compose and draw": compose,
        "sign": sign,
        "number and seal": issue,
        "verify": verify,
        "extract": extract,
    }
    for step in steps.values():
        step()
    return {name: _median(step, rounds) for name, step in steps.items()}


def _median(work: Callable[[], None], rounds: int) -> float:
    times = []
    for _round in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _command(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], check=True, stdout=subprocess.DEVNULL)


def _first_window() -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW], check=True, env=environment, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    main()
