"""``make bench-recording``: what people wait for while recording, in encrypted stores of several sizes.

Beside it the same steps by SQL on a plain SQLite file, without encryption, audit or checks, and for import the bare reading
of the sheet by openpyxl. Every figure is a median within a process of its own; only the ratios travel. Prints tables in
Markdown, as ``docs/benchmarks.md`` has them. Asserts nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.clock import CHOSEN
from benchmarks.recording_content import YEAR, patterns, plain_row, records, wide_sheet
from benchmarks.reports import machine, seconds

from dvapp.app.tools import make_tools
from dvapp.domain.packs import Pack
from dvapp.domain.recording.kinds import FeedForm, FieldType

ROOT = Path(__file__).parents[1]
PACK = "ha-noi-2018"
OURS, PLAIN = "benchmarks.recording_ours", "benchmarks.recording_plain"
SHEET_KIND = "inspection"

Found = Mapping[str, dict[str, float]]


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[1_000, 100_000], help="records, as in 1000,100000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rows", type=int, default=10_000, help="of the sheet that is imported; 0: none")
    parser.add_argument("--cpu", action="store_true", help="processor time, for a machine that is at work")
    parser.add_argument("--stores", type=Path, help="a folder where filled stores stay for the next run")
    wanted = parser.parse_args()
    if wanted.cpu:
        os.environ[CHOSEN] = "cpu"
    clock = "processor time" if wanted.cpu else "time on the clock"
    print(f"{machine()}; load {os.getloadavg()[0]:.1f}; {clock}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = wanted.stores or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        found = {size: _measured(folder, size, wanted.rounds) for size in wanted.sizes}
        for size, (ours, plain) in found.items():
            _print_size(size, ours, plain)
        _print_growth({size: ours for size, (ours, _plain) in found.items()})
        _print_grid(_run(OURS, "grid", folder / "grid.dvapp", wanted.rounds))
        if wanted.rows:
            _print_import(folder, wanted.rows)


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.replace("_", "").split(",")]


def _measured(folder: Path, size: int, rounds: int) -> tuple[Found, Found]:
    """Ours and plain SQLite, one after the other."""
    store, plain, feeds = folder / f"{size}.dvapp", folder / f"{size}.sqlite", folder / "feeds.json"
    pack = make_tools().packs.read(PACK)
    if not store.exists():
        part = folder / f"{size}.part.dvapp"  # whoever stops this finds it again next time
        _say(f"filling {store.name}")
        _run(OURS, "fill", part, size)
        part.rename(store)
    if not plain.exists():
        rows = folder / f"{size}.jsonl"
        _write_rows(rows, pack, size)
        _run(PLAIN, "fill", plain, rows)
        rows.unlink()
    feeds.write_text(json.dumps(_feeds(pack)), encoding="utf-8")
    _say(f"measuring at {size} records")
    return _run(OURS, "measure", store, rounds), _run(PLAIN, "measure", plain, feeds, YEAR, rounds)


def _write_rows(path: Path, pack: Pack, size: int) -> None:
    units = make_tools().packs.units()
    with path.open("w", encoding="utf-8") as out:
        for one in islice(records(pack, units, size), size):
            content = json.dumps(plain_row(one), ensure_ascii=False)
            subject = str(one.values.get(one.kind.summary, ""))
            days = (one.happened.since.isoformat(), one.happened.until.isoformat())
            out.write(json.dumps([one.id, one.kind.code, one.unit, *days, content, subject]) + "\n")


def _feeds(pack: Pack) -> list[list[str]]:
    kinds = [pattern.kind for pattern in patterns(pack)]
    skipped = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.UNITS}
    return [
        [kind.code, feed.form.value, feed.field or "", feed.column or ""]
        for kind in kinds
        for feed in kind.feeds
        if feed.form is not FeedForm.TYPED
        and (feed.field is None or (field := kind.field(feed.field)) is None or field.type not in skipped)
    ]


def _run(module: str, *arguments: object) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def _print_size(size: int, ours: Found, plain: Found) -> None:
    print(f"\n{size:,} records:\n")
    print("| step | dvapp, encrypted | plain sqlite3 | × plain |")
    print("|---|--:|--:|--:|")
    for step, own in ours["times"].items():
        other = plain["times"][step]
        print(f"| {step} | {seconds(own)} | {seconds(other)} | {own / other:.1f} |")
    own, other = float(ours["memory"]), float(plain["memory"])  # type: ignore[arg-type]  # a row of measured numbers
    print(f"| peak memory of the process | {own:.0f} MiB | {other:.0f} MiB | {own / other:.1f} |", flush=True)


def _print_growth(found: Mapping[int, Found]) -> None:
    """What every step takes with more records, as multiples of what it takes with the fewest."""
    if len(found) < 2:
        return
    sizes: Sequence[int] = sorted(found)
    first = found[sizes[0]]
    heads = " | ".join(f"{size:,} (× {size / sizes[0]:.0f})" for size in sizes[1:])
    print(f"\nGrowth, as multiples of what {sizes[0]:,} records take:\n")
    print(f"| step | {heads} |")
    print("|---|" + "--:|" * (len(sizes) - 1))
    for step, seconds_ in first["times"].items():
        print(
            f"| {step} | " + " | ".join(f"{found[n]['times'][step] / seconds_:.1f}" for n in sizes[1:]) + " |"
        )
    memory = [f"{found[n]['memory'] / first['memory']:.2f}" for n in sizes[1:]]  # type: ignore[operator]  # measured numbers
    print(f"| peak memory | {' | '.join(memory)} |", flush=True)


def _print_grid(found: Found) -> None:
    print()
    for step, took in found["times"].items():
        print(f"- {step}: {seconds(took)}")
    print(f"- peak memory of that process: {found['memory']:.0f} MiB", flush=True)


def _print_import(folder: Path, rows: int) -> None:
    sheet = folder / f"sheet-{rows}.xlsx"
    tools = make_tools()
    columns = wide_sheet(sheet, tools.packs.read(PACK).kind(SHEET_KIND), rows)
    ours = _run(OURS, "import", folder / "import.dvapp", sheet, SHEET_KIND)
    bare = _run(PLAIN, "sheet", sheet)
    trial, keeping, reading = ours["times"]["trial"], ours["times"]["import"], bare["times"]["trial"]
    print(f"\nA sheet of {rows:,} rows × {columns} columns, {ours['rows']} records kept:\n")
    print("| step | dvapp | openpyxl, reading alone | × |")
    print("|---|--:|--:|--:|")
    print(
        f"| trial: read, recognise, check every cell | {seconds(trial)} | {seconds(reading)} | {trial / reading:.1f} |"
    )
    print(f"| import into the encrypted store | {seconds(keeping)} | | |")
    print(f"| peak memory | {ours['memory']:.0f} MiB | {bare['memory']:.0f} MiB | |", flush=True)


def _say(words: str) -> None:
    print(f"  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
