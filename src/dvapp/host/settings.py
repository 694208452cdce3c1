"""Choices of one user on one computer: language, last store, window state. Never secrets, never figures."""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class Settings:
    """A small JSON file. A damaged or missing file means the defaults; settings are never worth a refusal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values: dict[str, object] = {}
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(read, Mapping):
                self._values = dict(read)

    def get(self, name: str, default: str = "") -> str:
        """A text setting."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: str) -> None:
        """Change a setting and keep the file; a place that cannot be written is left alone."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        with contextlib.suppress(OSError):
            self._write()

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
