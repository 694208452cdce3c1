"""Choices of one user on one computer: language, last store, window state. Never secrets, never figures."""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class Settings:
    """A small JSON file. A damaged or missing file means the defaults; settings are never worth a refusal.

    The window and the command line share it: each change is laid over what the file holds at that moment, and what
    another program changed counts from then on.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values: dict[str, object] = {}
        self._unwritten: dict[str, object] = {}
        self._seen: tuple[int, int, int] | None = None
        self._reread()

    def get(self, name: str, default: str = "") -> str:
        """A text setting."""
        self._reread()
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: str) -> None:
        """Change a setting and keep the file; a place that cannot be written is left alone."""
        self._reread()
        if self._values.get(name) == value and name not in self._unwritten:
            return
        self._values[name] = self._unwritten[name] = value
        with contextlib.suppress(OSError):
            self._write()
            self._unwritten.clear()
            self._seen = self._state()

    def _reread(self) -> None:
        """Take what the file holds, if it is another one than was read or written last."""
        state = self._state()
        if state is None or state == self._seen:
            return
        self._seen = state
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(self.path.read_text(encoding="utf-8"))
            if isinstance(read, Mapping):
                self._values = {**read, **self._unwritten}

    def _state(self) -> tuple[int, int, int] | None:
        """What tells a file from the one before it: each is a new one, renamed into place."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(self._values, out, ensure_ascii=False, indent=1, sort_keys=True)
            Path(name).replace(self.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
