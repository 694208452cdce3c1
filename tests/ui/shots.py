"""Pictures of every screen: ``python tests/ui/shots.py FOLDER [--size 1440x900] [--lang vi] [--dark] [--only NAME…] [--docs]``.

Run under a real or virtual screen for the pictures of the docs, or with ``QT_QPA_PLATFORM=offscreen``;
``QT_SCALE_FACTOR=1.5`` makes them at 150 %. They show the sample board, so they can be made again by anybody.

``--only`` takes the names of ``SCENES``, of screens, ``records`` and ``records-KIND``.
"""

import argparse
import shutil
import sys
from pathlib import Path
from pkgutil import resolve_name

from PySide6.QtWidgets import QApplication

from dvapp.app.window import make_application
from dvapp.host.i18n import set_language
from dvapp.ui.theme import apply_theme

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

SCENES = (
    ("report", "tests.ui.report_shots:shoot_options"),
    ("report", "tests.ui.report_shots:shoot_editing"),
    ("way", "tests.ui.report_shots:shoot_the_way"),
    ("signing", "tests.ui.signing_shots:shoot_signing"),
    ("doctor", "tests.ui.doctor_shots:shoot_doctor"),
    ("grid", "tests.ui.grid_shots:shoot_grid"),  # what is typed from here on stays in the store
    ("conflict", "tests.ui.record_shots:shoot_conflict"),
    ("conflict", "tests.ui.conflict_shots:shoot_section_conflict"),
    ("catalogue", "tests.ui.conflict_shots:shoot_waiting_words"),
    ("rules", "tests.ui.record_shots:shoot_rules"),
    ("catalogue", "tests.ui.catalogue_shots:shoot_catalogue"),
    ("register", "tests.ui.register_shots:shoot_register"),
    ("search", "tests.ui.screen_shots:shoot_search"),
    ("files", "tests.ui.record_shots:shoot_files"),
    ("import", "tests.ui.record_shots:shoot_import"),
    ("import", "tests.ui.import_shots:shoot_files"),
    ("matrix", "tests.ui.import_shots:shoot_matrix"),
    ("verifying", "tests.ui.verify_shots:shoot_verify"),
    ("trust", "tests.ui.trust_shots:shoot_trust"),
    ("printing", "tests.ui.trust_shots:shoot_printing"),
    ("paper", "tests.ui.trust_shots:shoot_paper"),
    ("states", "tests.ui.state_shots:shoot_help"),
    ("states", "tests.ui.state_shots:shoot_popups"),
    ("states", "tests.ui.state_shots:shoot_empty"),
    ("states", "tests.ui.state_shots:shoot_looking"),
    ("office", "tests.ui.office_shots:shoot_office"),
    ("register", "tests.ui.office_shots:shoot_take_over"),
    ("states", "tests.ui.office_shots:shoot_helps"),
    ("papers", "tests.ui.papers_shots:shoot_papers"),  # what is approved here locks its month
)
"""What ``--only`` calls a scene, and the function ``(window, save)`` that plays it; played in this order."""


DOCS = {
    "accounts": "accounts", "catalogue": "catalogue-holidays", "deadlines-year": "deadlines-year",
    "figures": "figures-behind", "figures-check": "rules-figures", "figures-grid": "grid-units", "import": "import",
    "login": "login", "overview": "overview", "papers": "papers", "records": "records-inspection-full",
    "records-conflict": "conflict-changed", "records-faults": "records-inspection-faults", "records-files": "files",
    "records-table": "records-monthly_evaluation-full", "register": "register-full", "report": "report",
    "report-changes": "report-changes", "report-check": "report-check", "report-options": "report-options",
    "report-pasted": "report-pasted", "report-picker": "report-picker", "report-typed": "report-typed",
    "search": "search-1", "sign": "report-sign", "verify": "verify-passed", "verify-failed": "verify-failed",
}  # fmt: skip
"""The pictures of the guide, and what they are called here; ``--docs`` puts them there."""


def read_wishes() -> argparse.Namespace:
    """Where to, how large, in which language and light, and which."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--lang", default="vi")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--login", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--docs", action="store_true", help="copy the guide's pictures to docs/pictures")
    return parser.parse_args()


def main() -> int:
    """Read the wishes and make the pictures."""
    sys.path.append(str(Path(__file__).parents[2]))  # a script's own folder alone stands there
    from tests.ui.screen_shots import shoot_all, shoot_login
    from tests.ui.studio import Save, sample_window

    wishes = read_wishes()
    wishes.folder.mkdir(parents=True, exist_ok=True)
    set_language(wishes.lang)
    app = make_application()
    assert isinstance(app, QApplication)
    apply_theme(app, wishes.dark)
    width, height = map(int, wishes.size.split("x"))
    with sample_window((width, height)) as window:
        save = Save(window, wishes.folder)
        if wishes.login:
            shoot_login(window, save)
        shoot_all(window, save, wishes.only)
        for name, scene in SCENES:
            if not wishes.only or name in wishes.only:
                resolve_name(scene)(window, save)
    if wishes.docs:
        for name, made in DOCS.items():
            shutil.copy(wishes.folder / f"{made}.png", PICTURES / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
