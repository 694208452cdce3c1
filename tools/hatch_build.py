"""What the wheel carries beside the modules: resources and compiled catalogues."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """Puts ``resources/`` and ``translations/`` where :mod:`dvapp.host.resources` looks first.

    An editable install gets nothing: there the same folders are read from the checkout, and a copy would go stale.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues and name the folders, for a real wheel only (``version`` is "standard")."""
        if version != "standard":
            return
        root = Path(self.root)
        subprocess.run([sys.executable, str(root / "tools" / "catalogue.py"), "compile"], check=True)
        build_data["force_include"] |= {
            str(root / "resources"): "dvapp/_resources",
            str(root / "translations"): "dvapp/_translations",
        }
