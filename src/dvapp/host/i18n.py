"""Words in the user's language. Message ids are English; ``translations/vi`` holds the Vietnamese.

The language is one per process and may change while the window is open: translate when words are shown,
never when a module is imported.
"""

import gettext as _gettext
import io
import os
from collections.abc import Mapping
from functools import lru_cache

from dvapp.host.resources import translations_folder

LANGUAGES = ("vi", "en")
_state = {"language": "vi"}


def language() -> str:
    """The language in use: "vi" or "en"."""
    return _state["language"]


def set_language(code: str) -> None:
    """Use a language from now on; an unknown code means Vietnamese."""
    _state["language"] = code if code in LANGUAGES else "vi"


def language_of(environment: Mapping[str, str] | None = None) -> str:
    """The language a command line should speak: DVAPP_LANG, else an English locale, else Vietnamese."""
    environment = os.environ if environment is None else environment
    wished = environment.get("DVAPP_LANG", "")
    if wished in LANGUAGES:
        return wished
    locale = next((environment[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(n)), "")
    return "en" if locale.startswith("en") else "vi"


def _(message: str) -> str:
    """A message in the language in use."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """A message that depends on a count."""
    return _catalogue(language()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """A message whose English is ambiguous without its context."""
    return _catalogue(language()).pgettext(context, message)


@lru_cache(maxsize=4)
def _catalogue(code: str) -> _gettext.NullTranslations:
    folder = translations_folder() / code / "LC_MESSAGES"
    source, compiled = folder / "dvapp.po", folder / "dvapp.mo"
    if not source.is_file() and not compiled.is_file():
        return _gettext.NullTranslations()
    fresh = compiled.is_file() and (
        not source.is_file() or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
    )
    content = compiled.read_bytes() if fresh else _compile(source.read_bytes())
    return _gettext.GNUTranslations(io.BytesIO(content))


def _compile(po: bytes) -> bytes:
    """Catalogue text to its binary form, for a checkout in which nobody compiled it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(po)))
    return out.getvalue()
