"""What the doctor of tokens can be asked about, and asking it. Without a widget: all of it may run beside the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.signing.tokens import Driver, Symptom, Token
from dvapp.host.settings import Settings
from dvapp.services.ports import Tools
from dvapp.services.signing.tokens import (
    Examinable,
    confirm_pin,
    examinable,
    examine_token,
    place_to_examine,
)
from dvapp.ui.report.token_keys import remember_driver, remembered_driver
from dvapp.ui.token_report import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorWish:
    """What is to be looked at.

    :param driver: ``None``: every known one. :param subject: ``None``: the only one that is in.
    :param pin: ``None``: only what needs none is looked at. :param ask: whether the place of revocation may be called.
    """

    driver: Path | None = None
    subject: Examinable | None = None
    pin: str | None = None
    ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a wish: what is in, and what was found; ``None`` where there is more than one to choose from."""

    present: tuple[Examinable, ...]
    examined: Examined | None


class TokenDoctorModel:
    """Devices and their examination. A driver chosen by its file is remembered once a token answers through it."""

    def __init__(self, tools: Tools, settings: Settings) -> None:
        self._tools, self._settings = tools, settings

    def drivers(self) -> tuple[Driver, ...]:
        """The known drivers that are installed, then the remembered one."""
        known = tuple(self._tools.tokens.drivers())
        own = remembered_driver(self._settings)
        if own is None or own in {one.path for one in known}:
            return known
        return (*known, Driver(path=own))

    def look(self, driver: Path | None) -> tuple[Examinable, ...]:
        """All that is in, keys that may sign first."""
        found = examinable(self._tools, driver=driver)
        if driver is not None:
            if found:
                remember_driver(self._settings, driver)
            return _fitting_first(found)
        own = remembered_driver(self._settings)
        if own is not None:
            serials = {one.token.serial for one in found}
            more = examinable(self._tools, driver=own)
            found += tuple(one for one in more if one.token.serial not in serials)
        return _fitting_first(found)

    def examine(self, wish: DoctorWish, told: Callable[[Symptom], None]) -> Answer:
        """Find what is meant and look at it, unless there is more than one.

        :param told: is given each finding at once, and may raise to stop.
        :raises NoToken: no driver is known to look for a token with.
        """
        present, subject = self.look(wish.driver), wish.subject
        if subject is not None:
            held = subject.place  # what is told of its PIN may have changed since it was found
            subject = next((one for one in present if one.place == held), subject)
        else:
            fitting = [one for one in present if one.key is not None and one.key.may_sign] or [*present]
            if len(fitting) > 1:
                return Answer(present=present, examined=None)
            subject = fitting[0] if fitting else None
        if subject is not None:
            place = subject.place
        else:
            driver = wish.driver or remembered_driver(self._settings)
            place = place_to_examine(self._tools, driver=driver)
        when = self._tools.clock.now()
        found = examine_token(place, tools=self._tools, pin=wish.pin, ask=wish.ask, told=told)
        examined = Examined(place=place, subject=subject, when=when, symptoms=tuple(found))
        return Answer(present=present, examined=examined)

    def confirm(self, subject: Examinable) -> Token:
        """Somebody gave the right PIN in the maker's program.

        :raises PinLastTry, PinLocked: the token itself says otherwise. Others: as ``services.signing.tokens.confirm_pin``.
        """
        return confirm_pin(self._tools, driver=subject.token.driver, serial=subject.token.serial)


def _fitting_first(found: tuple[Examinable, ...]) -> tuple[Examinable, ...]:
    return tuple(sorted(found, key=lambda one: one.key is None or not one.key.may_sign))
