"""``dvappctl`` run in this process: arguments in, exit code and both streams out."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dvapp.app.cli import run

PASSWORD = "mật khẩu thử"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> Any:
        return json.loads(self.err)


class Ctl:
    """A desk with a password file; relative names lie in its folder."""

    def __init__(self, folder: Path, streams: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._streams = streams
        self.password = self.write("mat-khau.txt", PASSWORD + "\n")

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def run(self, *arguments: object) -> Said:
        self._streams.readouterr()
        code = run([str(a) for a in arguments])
        out, err = self._streams.readouterr()
        return Said(code, out, err)

    def done(self, *arguments: object) -> Said:
        said = self.run(*arguments)
        assert said.code == 0, said.err
        return said

    def refused(self, *arguments: object) -> str:
        """The code of a refusal; it is one sentence in words and an object with ``--json``."""
        words = self.run(*arguments)
        assert words.code == 1, words
        assert words.err.count("\n") == 1
        assert "Traceback" not in words.err
        said = self.run(*arguments, "--json")
        assert said.code == 1
        assert {"code", "message", "where"} <= set(said.refusal)
        assert said.refusal["message"] == words.err.strip()
        code: str = said.refusal["code"]
        return code

    def store(self, name: str = "ban dân vận.dvapp", board: str = "hn") -> Path:
        file = self.folder / name
        self.done("store", "init", file, "--board", board, "--year", 2018, "--password-file", self.password)
        return file

    def on(self, store: Path, *arguments: object) -> tuple[object, ...]:
        return ("--store", store, "--password-file", self.password, *arguments)

    def add(self, store: Path, kind: str, values: dict[str, Any], happened: object = "2018-05-29") -> str:
        file = self.write("ban-ghi.json", json.dumps({"happened": happened, "values": values}))
        return self.done(*self.on(store, "record", "add", kind, file)).out.strip()
