"""A program in which somebody types until it is killed. It forks one for each ``go``, so that nothing is loaded twice.

Arguments: the store and a sheet to import, or the store, the settings and ``window``. Each forked one types into the
real store, with the real form model and keeper or in the real window without a screen, and says on its standard output,
one JSON object a line, what it is about to keep and what was kept.
"""

import dataclasses
import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from tests.db.made import CHEAP, PASSWORD

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.recording.keeping_errors import RecordChanged
from dvapp.services.searching.describing import PackDescriber
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportOrder, carry_out, plan_import
from dvapp.services.sheets.imports import undo_import
from dvapp.services.stores import open_session
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.keeper import Keeper, Removed

WORDS = [
    "Kỷ luật",
    "hành chính,",
    "đạo đức công vụ;",
    "quy chế dân chủ ở cơ sở",
    "đối thoại –",
    "Ứng Hoà",
    "“tiếp dân”",
]
TEXT_FIELDS = ("theme", "note", "visits", "found", "conduct")
KIND = "inspection"


def tell(**said: object) -> None:
    """One write for one line: a killed program leaves whole lines only."""
    os.write(1, (json.dumps(said, ensure_ascii=False) + "\n").encode())


class Typist:
    """Types, deletes, puts back and imports at random, and tells before and after."""

    def __init__(self, session: Session, sheet: Path, seed: int) -> None:
        self._session, self._sheet = session, sheet
        self._chance = random.Random(seed)
        self._keeper = Keeper(session)
        self._model: FormModel | None = None
        self._removed: list[Removed] = []

    def work(self) -> None:
        """Go on for ever."""
        deeds = [
            self.type,
            self.type,
            self.type,
            self.type,
            self.begin,
            self.remove,
            self.put_back,
            self.bring,
        ]
        while True:
            self._chance.choices(deeds, weights=[8, 8, 8, 8, 2, 2, 2, 1])[0]()

    def begin(self) -> None:
        self._model = self._keeper.begin(KIND, "vi")

    def type(self) -> None:
        """A few more words in some field, right or wrong."""
        model = self._model or self._keeper.begin(KIND, "vi")
        self._model = model
        codes = [code for code in TEXT_FIELDS if model.kind.field(code) is not None]
        code = self._chance.choice(codes)
        word = self._chance.choice([*WORDS, "3", "12", "không áp dụng"])
        model.put(code, f"{model.text(code)} {word}".strip()[-300:])
        if not model.changed:
            return
        tell(keeping=model.record_id, texts=model.texts)
        self._keeper.keep(model)
        tell(kept=model.record_id)

    def remove(self) -> None:
        if self._model is None or self._keeper.is_new(self._model.record_id):
            return
        record_id = self._model.record_id
        tell(keeping=record_id, texts=None)
        self._removed.append(self._keeper.remove(record_id))
        tell(kept=record_id)
        self._model = None

    def put_back(self) -> None:
        if not self._removed:
            return
        removed = self._removed.pop()
        draft = removed.taken.draft
        assert draft is not None
        tell(keeping=removed.listed.id, texts=dict(draft.texts))
        try:
            self._keeper.put_back(removed)
        except RecordChanged:
            return
        tell(kept=removed.listed.id)

    def bring(self) -> None:
        """Import a sheet; now and then take it back."""
        plan = plan_import(self._session, ImportOrder(path=self._sheet, kind="petitions", happened="2018-07"))
        ids = [one.record.id for one in plan.fresh]
        if not ids:
            return
        tell(importing=ids)
        done = carry_out(self._session, plan, good_only=True)
        assert done is not None
        tell(imported=ids)
        tell(undoing=ids)
        undo_import(self._session, done.id)
        tell(undone=ids)


def type_in_window(session: Session, settings: Path, seed: int) -> None:
    """Type in the window without ever pausing, and let it keep by itself."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from tests.ui.desk import type_text

    from dvapp.host.settings import Settings
    from dvapp.ui.jobs import Jobs
    from dvapp.ui.shell.workspace import Workspace
    from dvapp.ui.theme import apply_theme

    app = QApplication([])
    apply_theme(app, dark=False)
    workspace = Workspace(session, Jobs(), Settings(settings))
    workspace.show()
    workspace.go("records", f"new:{KIND}")
    records: Any = workspace.screen_of("records")
    chance = random.Random(seed)

    def type_on() -> None:
        code = chance.choice(["theme", "visits", "found"])
        edit = records.form.field(code).editor.target()
        edit.setFocus()
        type_text(edit, chance.choice(WORDS)[:3])
        tell(keeping=records.form.model.record_id, texts=records.form.model.texts)

    records.desk.kept.connect(lambda listed: tell(kept=listed.id))
    timer = QTimer()
    timer.timeout.connect(type_on)
    timer.start(30)
    app.exec()


def main() -> None:
    """Fork a typist for each line that comes in, and see it off at the next."""
    path, sheet = Path(sys.argv[1]), Path(sys.argv[2])
    tools = make_tools()
    stores = SqlStores(tools.clock, kdf=CHEAP)
    ready = open_session(path, PASSWORD, tools=dataclasses.replace(tools, stores=stores))
    describer = PackDescriber(ready.pack, ready.units, tools.forms, tools.formats)
    ready.store.close()
    tell(ready=True)
    for line in sys.stdin:
        seed = int(line)
        child = os.fork()
        if not child:
            store = stores.open(path, PASSWORD)
            session = dataclasses.replace(ready, store=store)
            store.describe_with(describer)
            if "window" in sys.argv:
                type_in_window(session, sheet, seed)
            Typist(session, sheet, seed).work()
        tell(pid=child)
        os.waitpid(child, 0)
        tell(ended=child)


if __name__ == "__main__":
    main()
