"""``make bench-reports``: our pages against those of WeasyPrint, fpdf2, Typst and LibreOffice, on the same content.

Each figure is the median of processes of their own, which take turns, so that what else the machine does hits all alike;
only the ratios travel. Prints tables in Markdown, as ``docs/benchmarks.md`` has them. Asserts nothing.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.preview import preview_times

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "resources" / "fonts"
MAKERS = ("-m", "benchmarks.report_makers")
OURS = "dvapp"
PEERS = ("typst", "fpdf2", "weasyprint", "libreoffice")
NAMES = {
    "dvapp": "dvapp",
    "typst": "Typst",
    "fpdf2": "fpdf2",
    "weasyprint": "WeasyPrint",
    "libreoffice": "LibreOffice",
}
_PATIENCE = 1800
"""Seconds after which a program is given up for a size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: seconds from its start to its end and of the report alone, its peak memory in MiB, what it made."""

    whole: float
    alone: float
    memory: float
    size: int
    pages: int


def main() -> None:
    """Run everything and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 50, 500])
    parser.add_argument("--rounds", type=int, default=5, help="of each size; a slow program gets fewer")
    parser.add_argument("--programs", nargs="+", default=list(PEERS), choices=PEERS)
    parser.add_argument(
        "--peers", type=Path, help="a Python that has the others; else one is made and thrown away"
    )
    wanted = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        pythons = _pythons(wanted.programs, wanted.peers, Path(folder))
        print(_versions(pythons), flush=True)
        for program, python in pythons.items():
            _run(
                program, python, 2, "cold", Path(folder)
            )  # its code is compiled and in the disk's cache after that
        for pages in wanted.pages:
            _print_table(pages, _rounds(pythons, pages, wanted.rounds, Path(folder)))
    print("\nPreview of a report of 20 pages after a change in one paragraph:\n")
    for name, seconds in preview_times(max(9, wanted.rounds)).items():
        print(f"- {name}: {seconds * 1000:.0f} ms")


def _pythons(programs: Sequence[str], given: Path | None, folder: Path) -> Mapping[str, Path]:
    """The Python in which each program runs; those that cannot be had are left out, with a line."""
    found = {OURS: Path(sys.executable)}
    if "libreoffice" in programs:
        if shutil.which("soffice"):
            found["libreoffice"] = Path(sys.executable)
        else:
            print("LibreOffice: not installed here, left out")
    packages = [program for program in programs if program != "libreoffice"]
    if packages and given is None:
        given = folder / "peers" / "bin" / "python"
        venv.create(folder / "peers", with_pip=True)
        command = [
            str(given),
            "-m",
            "pip",
            "install",
            "--quiet",
            "-r",
            str(ROOT / "benchmarks" / "peers.txt"),
        ]
        if subprocess.run(command, check=False).returncode:
            print("The others could not be installed, and are left out")
            packages = []
    for program in packages:
        if given is not None and _version(given, program):
            found[program] = given
        else:
            print(f"{NAMES[program]}: not to be had, left out")
    return {program: found[program] for program in (OURS, *PEERS) if program in found}


def _rounds(
    pythons: Mapping[str, Path], pages: int, rounds: int, folder: Path
) -> Mapping[tuple[str, str], list[Run]]:
    """Runs of every program, cold and warm, by turns. Who takes more than a minute runs once."""
    runs: dict[tuple[str, str], list[Run]] = {}
    for number in range(rounds):
        for program, python in pythons.items():
            for state in ("cold", "warm"):
                done = runs.setdefault((program, state), [])
                if number and (not done or done[0].whole > 60):
                    continue
                run = _run(program, python, pages, state, folder)
                if run is not None:
                    done.append(run)
                    print(f"  {program} {pages} {state} {run.whole:.2f} s", file=sys.stderr, flush=True)
    return runs


def _run(program: str, python: Path, pages: int, state: str, folder: Path) -> Run | None:
    """One process, measured from outside."""
    out = folder / "report.pdf"
    command = [str(python), *MAKERS, program, str(pages), state, str(out), str(FONTS)]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    with tempfile.TemporaryFile() as told:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT)
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        whole = time.perf_counter() - begun
        if process.returncode:
            print(f"{NAMES[program]}: failed or took too long at {pages} pages")
            return None
        told.seek(0)
        result = json.load(told)
    return Run(
        whole=whole,
        alone=result["seconds"],
        memory=result["memory"] / 1024,
        size=result["bytes"],
        pages=_count(out),
    )


def _count(pdf: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _print_table(pages: int, runs: Mapping[tuple[str, str], list[Run]]) -> None:
    print(f"\n{pages} pages:\n")
    print("| program | pages | cold process | × ours | warm | × ours | peak memory | × ours | file |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    programs = list(dict.fromkeys(program for program, _state in runs))
    rows = {program: _medians(runs[program, "cold"], runs[program, "warm"]) for program in programs}
    ours = rows[OURS]
    for program, row in rows.items():
        if row is None or ours is None:
            continue
        whole, warm, memory, size, made = row
        print(
            f"| {NAMES[program]} | {made} | {seconds(whole)} | {whole / ours[0]:.2f} | {seconds(warm)} "
            f"| {warm / ours[1]:.2f} | {memory:.0f} MiB | {memory / ours[2]:.2f} | {size / 1024:.0f} KiB |"
        )
    sys.stdout.flush()


def _medians(cold: Sequence[Run], warm: Sequence[Run]) -> tuple[float, float, float, int, int] | None:
    if not cold or not warm:
        return None
    return (
        statistics.median(run.whole for run in cold),
        statistics.median(run.alone for run in warm),
        statistics.median(run.memory for run in cold),
        cold[0].size,
        cold[0].pages,
    )


def seconds(value: float) -> str:
    """Milliseconds, or seconds from ten on."""
    return f"{value * 1000:.0f} ms" if value < 10 else f"{value:.1f} s"


def machine() -> str:
    """Processor, cores, memory, system."""
    return ", ".join(_machine_parts())


def _machine_parts() -> Iterator[str]:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    yield models[0] if models else platform.processor() or platform.machine()
    yield f"{os.cpu_count()} cores"
    yield f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    release = platform.freedesktop_os_release() if Path("/etc/os-release").exists() else {}
    yield release.get("PRETTY_NAME", platform.platform())
    yield f"Python {platform.python_version()}"


def _versions(pythons: Mapping[str, Path]) -> str:
    return ", ".join(f"{NAMES[program]} {_version(python, program)}" for program, python in pythons.items())


def _version(python: Path, program: str) -> str:
    """The version of a program, or nothing if it is not there."""
    command = [str(python), *MAKERS, "--version", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    main()
