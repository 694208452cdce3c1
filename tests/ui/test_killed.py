"""Typing is never lost: programs that are killed in the middle of it, and what the next one finds."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.db.made import CHEAP, PASSWORD, ROOT
from tests.ui.desk import settle

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.services.stores import create_store
from dvapp.ui.shell.workspace import Workspace

ROUNDS = 100


@dataclass
class Told:
    """What a program said before it was killed: states that the store may be in, and the one it must be in at least."""

    sure: dict[str, Any] = field(default_factory=dict)
    perhaps: dict[str, Any] = field(default_factory=dict)
    later: dict[str, list[Any]] = field(default_factory=dict)
    imports: dict[tuple[str, ...], set[bool]] = field(default_factory=dict)
    batches: int = 0

    def hear(self, said: dict[str, Any]) -> None:
        match said:
            case {"keeping": record, "texts": texts}:
                self.perhaps[record] = texts
                self.later.setdefault(record, []).append(texts)
            case {"kept": record}:
                self.sure[record] = self.perhaps.pop(record)
                self.later[record] = []
                self.batches += 1
            case {"importing": ids} | {"undoing": ids}:
                self.imports.setdefault(tuple(ids), {False}).add("importing" in said)
            case {"imported": ids} | {"undone": ids}:
                self.imports[tuple(ids)] = {"imported" in said}
                self.batches += 1
            case _:
                assert set(said) <= {"pid"}, said


def start(script: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
    )


def hear(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    said: dict[str, Any] = json.loads(process.stdout.readline())
    return said


def one_life(process: "subprocess.Popen[str]", seed: int, told: Told, *, most: int = 12) -> None:
    """Let somebody type for a moment, and kill the program."""
    assert process.stdin is not None
    process.stdin.write(f"{seed}\n")
    process.stdin.flush()
    chance = random.Random(seed)
    wanted, child = chance.randint(1, most), 0
    while told.batches < wanted or not child:
        said = hear(process)
        assert "ended" not in said, "the program ended by itself"
        child = said.get("pid", child)
        told.hear(said)
    time.sleep(chance.random() * 0.02)  # somewhere in the middle of what comes next
    os.kill(child, signal.SIGKILL)
    while "ended" not in (said := hear(process)):
        told.hear(said)


def state_of(session: Session, record: str) -> Any:
    from dvapp.services.recording.records import standing_of

    found = standing_of(record, session=session)  # type: ignore[arg-type]  # an id is a text
    return dict(found.draft.texts) if found.draft is not None else None


@pytest.fixture
def world(tmp_path):
    tools = replace(make_tools(), stores=SqlStores(make_tools().clock, kdf=CHEAP))
    session = create_store(tmp_path / "ban.dvapp", board="005", year=2018, password=PASSWORD, tools=tools)
    yield session
    session.store.close()


@pytest.mark.slow
def test_a_hundred_kills_lose_no_batch_that_was_kept(world, tmp_path):
    sheet = tmp_path / "đơn thư.csv"
    rows = ("Đơn vị;Khiếu nại", "Phường Dịch Vọng;1", "Phường Mai Dịch;0", "Phường Nghĩa Đô;3")
    sheet.write_text("\n".join(rows), encoding="utf-8")
    with start("typist.py", world.store.path, sheet) as process:
        assert hear(process) == {"ready": True}
        batches = 0
        for seed in range(ROUNDS):
            told = Told()
            one_life(process, seed, told)
            batches += told.batches
            for record, texts in told.sure.items():
                assert state_of(world, record) in [texts, *told.later[record]], f"life {seed} lost something"
            with world.store.reading() as read:
                there = {one.id for one in read.records.all()}
            for ids, allowed_ones in told.imports.items():
                found = {record in there for record in ids}
                assert len(found) == 1, "an import is there whole or not at all"
                assert found <= allowed_ones
        assert process.stdin is not None
        process.stdin.close()
    assert batches >= ROUNDS
    assert world.store.check().faults == ()


@pytest.mark.slow
def test_the_window_keeps_without_a_pause_and_after_a_kill_the_next_one_opens_the_form_again(
    world, tmp_path, qtbot, jobs
):
    notes = tmp_path / "settings.json"
    with start("typist.py", world.store.path, notes, "window") as process:
        assert hear(process) == {"ready": True}
        for seed in range(3):
            told = Told()
            one_life(process, seed + 100, told, most=3)
            ((record, texts),) = told.sure.items()
            assert state_of(world, record) in [texts, *told.later[record]]
            workspace: Any = Workspace(world, jobs, Settings(notes))
            qtbot.addWidget(workspace)
            workspace.show()
            workspace.activateWindow()
            qtbot.waitUntil(lambda window=workspace: QApplication.activeWindow() is window)
            workspace.go_on()
            settle(qtbot, jobs)
            assert workspace.place == "records"
            screen = workspace.screen_of("records")
            assert screen.form.model.record_id == record
            assert screen.form.model.texts == state_of(world, record)
            assert screen.form.focused_place() in {"theme", "visits", "found"}
            assert screen.list.current() == record
            workspace.close_down()
            screen.form.close_record()
            workspace.hide()
        assert process.stdin is not None
        process.stdin.close()
    again: Any = Workspace(world, jobs, Settings(notes))
    qtbot.addWidget(again)
    again.go_on()
    assert again.place == "", "after an orderly end nothing opens by itself"
