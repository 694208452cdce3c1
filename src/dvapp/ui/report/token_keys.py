"""Keys of the tokens that are in: through the drivers the program knows, and the one that somebody showed it."""

from contextlib import suppress
from pathlib import Path

from dvapp.domain.errors import DvError
from dvapp.host.settings import Settings
from dvapp.services.ports import Tools
from dvapp.services.signing.tokens import FoundKey, present_keys

_NAME = "token_driver"


def remembered_driver(settings: Settings) -> Path | None:
    """The driver that somebody chose by its file and that worked, if any."""
    kept = settings.get(_NAME)
    return Path(kept) if kept else None


def remember_driver(settings: Settings, driver: Path) -> None:
    """Keep a driver that works."""
    settings.put(_NAME, str(driver))


def keys_on_tokens(
    tools: Tools, settings: Settings | None, driver: Path | None = None
) -> tuple[FoundKey, ...]:
    """The keys, those that may sign first. A driver that was chosen by its file is remembered once it works.

    :raises DriverUnusable, DriverBitness, TokenRemoved, TokenFailed: the driver that was named.
    """
    if driver is not None:
        found = present_keys(tools, driver=driver)
        if settings is not None:
            remember_driver(settings, driver)
        return found
    found = present_keys(tools)
    remembered = remembered_driver(settings) if settings is not None else None
    if remembered is None:
        return found
    with suppress(DvError):  # it is gone, or its token is: those of the known drivers are there all the same
        there = {one.key.fingerprint for one in found}
        more = present_keys(tools, driver=remembered)
        found += tuple(one for one in more if one.key.fingerprint not in there)
    return tuple(sorted(found, key=lambda one: not one.key.may_sign))
