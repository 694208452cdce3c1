"""Where the program's own data lie: inside the installed package, else beside the checkout."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def _folder(inside: str, beside: str) -> Path:
    packed = _PACKAGE / inside
    return packed if packed.is_dir() else _PACKAGE.parents[1] / beside


@lru_cache(maxsize=1)
def resources_folder() -> Path:
    """Fonts, icons, packs, profiles, schemas, units, samples."""
    return _folder("_resources", "resources")


@lru_cache(maxsize=1)
def translations_folder() -> Path:
    """Message catalogues, one folder per language."""
    return _folder("_translations", "translations")
