"""The same steps by SQL on a plain SQLite file, from Python's standard library: no encryption, no audit, no checks.

One process, which prints JSON; it knows nothing of dvapp, and reads the rules of the figures from a file.
"""

import json
import random
import resource
import sqlite3
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.clock import now

PAGE = 200
_TABLE = """
CREATE TABLE records (id TEXT PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
    content TEXT NOT NULL, subject TEXT NOT NULL, written INTEGER NOT NULL UNIQUE);
CREATE INDEX by_kind ON records (kind, since, written);
CREATE INDEX by_day ON records (since, written);
CREATE INDEX by_end ON records (kind, until, unit);
CREATE INDEX by_subject ON records (subject);
CREATE VIRTUAL TABLE words USING fts5(subject, content='', tokenize="unicode61 remove_diacritics 2");
"""
WORDS = ("đối thoại nghĩa đô", "chuong my", "kỷ cương", "k", "khongcogi")


def fill(path: Path, rows: Path) -> None:
    """A file with the records of a JSON-lines file."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.executescript(_TABLE)
    with rows.open(encoding="utf-8") as lines, database:
        for written, line in enumerate(lines, start=1):
            row = json.loads(line)
            database.execute("INSERT INTO records VALUES (?,?,?,?,?,?,?,?)", (*row, written))
            database.execute("INSERT INTO words(rowid, subject) VALUES (?,?)", (written, row[-1]))
    database.close()


def measure(path: Path, feeds: Path, year: int, rounds: int) -> dict[str, object]:
    """Seconds of every step."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous=FULL")
    rules = json.loads(feeds.read_text(encoding="utf-8"))
    times: dict[str, float] = {}
    begun = now()
    _figures(database, rules, year)
    times["figures of the year, first"] = now() - begun
    count = database.execute("SELECT count(*) FROM records").fetchone()[0]

    def page(offset: int) -> list[object]:
        query = "SELECT * FROM records ORDER BY since DESC, written DESC LIMIT ? OFFSET ?"
        return [json.loads(row[5]) for row in database.execute(query, (PAGE, offset))]

    def ids(query: str, *values: object) -> list[object]:
        return database.execute(query, values).fetchall()

    def search(word: str) -> list[object]:
        asked = " ".join(f'"{part}"*' for part in word.split())
        return ids("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 8", asked)

    steps: dict[str, Callable[[], object]] = {
        "open the list (order, first page)": lambda: page(0),
        "page in the middle": lambda: page(count // 2),
        "page at the end": lambda: page(max(0, count - PAGE)),
        "sort by subject": lambda: ids("SELECT written FROM records ORDER BY subject"),
        "sort by kind": lambda: ids("SELECT written FROM records ORDER BY kind, since"),
        "filter by kind and quarter": lambda: ids(
            "SELECT written FROM records WHERE kind = 'meeting' AND until >= ? AND since <= ? ORDER BY since DESC",
            f"{year}-07-01",
            f"{year}-09-30",
        ),
    }
    times |= {name: _median(step, rounds) for name, step in steps.items()}
    found = {word: _median(lambda word=word: search(word), rounds) for word in WORDS}  # type: ignore[misc]  # each word its own
    times["search, median of the words"] = statistics.median(found.values())
    times["search, slowest word"] = max(found.values())
    times |= _saving(database, rules, year, rounds)
    database.close()
    return {"times": times, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _saving(database: sqlite3.Connection, rules: list[list[str]], year: int, rounds: int) -> dict[str, float]:
    """One row more and all figures again: SQL keeps no results."""
    chance = random.Random(1)
    row = database.execute("SELECT * FROM records LIMIT 1").fetchone()
    saved: list[float] = []
    again: list[float] = []
    for _ in range(rounds):
        id_, written = (
            f"new-{chance.random()}",
            database.execute("SELECT max(written) + 1 FROM records").fetchone()[0],
        )
        begun = now()
        with database:
            database.execute("INSERT INTO records VALUES (?,?,?,?,?,?,?,?)", (id_, *row[1:7], written))
            database.execute("INSERT INTO words(rowid, subject) VALUES (?,?)", (written, row[6]))
        kept = now()
        _figures(database, rules, year)
        again.append(now() - kept)
        saved.append(kept - begun)
        with database:
            database.execute("DELETE FROM records WHERE id = ?", (id_,))
    return {
        "save a record": statistics.median(saved),
        "figures of the year after it": statistics.median(again),
    }


def _figures(database: sqlite3.Connection, rules: list[list[str]], year: int) -> int:
    """One aggregate for each feed; of stocks the same sum, which is less work than the last of each unit."""
    here = "FROM records WHERE kind = ? AND until BETWEEN ? AND ?"
    for kind, form, field, column in rules:
        what = f"count(*) {here}"
        if form == "earliest_day":
            what = f"min(since) {here}"
        elif form != "count" and column:
            rows = f"json_each(content, '$.{field}')"
            what = f"sum(json_extract(value, '$.{column}')) FROM records, {rows} WHERE kind = ? AND until BETWEEN ? AND ?"
        elif form != "count":
            what = f"sum(json_extract(content, '$.{field}')) {here}"
        database.execute(f"SELECT {what}", (kind, f"{year}-01-01", f"{year}-12-31")).fetchone()
    return len(rules)


def read_sheet(sheet: Path) -> dict[str, object]:
    """All cells of a workbook by openpyxl, as fast as it reads."""
    from openpyxl import load_workbook

    begun = now()
    book = load_workbook(sheet, read_only=True, data_only=True)
    rows = len([row[0] for row in book.worksheets[0].iter_rows(values_only=True)])
    times = {"trial": now() - begun}
    return {"times": times, "rows": rows, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _median(work: Callable[[], object], rounds: int) -> float:
    work()
    times = []
    for _round in range(rounds):
        begun = now()
        work()
        times.append(now() - begun)
    return statistics.median(times)


def main() -> None:
    """``fill PATH ROWS``, ``measure PATH FEEDS YEAR ROUNDS``, ``sheet PATH``."""
    match sys.argv[1:]:
        case ["fill", path, rows]:
            fill(Path(path), Path(rows))
            found: dict[str, object] = {}
        case ["measure", path, feeds, year, rounds]:
            found = measure(Path(path), Path(feeds), int(year), int(rounds))
        case ["sheet", path]:
            found = read_sheet(Path(path))
        case _:
            raise SystemExit(main.__doc__)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
