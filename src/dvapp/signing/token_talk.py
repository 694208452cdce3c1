"""Talking with drivers of tokens (PKCS#11): which tokens are in, what they say of themselves, and what went wrong.

Imports the drivers' binding; load it late.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pkcs11
from pkcs11 import TokenFlag
from pkcs11 import exceptions as refused

from dvapp.domain.signing.token_errors import (
    DriverIncomplete,
    DriverNotStarted,
    DriverUnusable,
    PinLocked,
    PinNotTyped,
    PinToChange,
    PinUnset,
    PinWrong,
    TokenFailed,
    TokenMissing,
    TokenOther,
    TokenRemoved,
)
from dvapp.domain.signing.tokens import PinState, Token
from dvapp.signing.drivers import require_loadable

if TYPE_CHECKING:
    from pkcs11._pkcs11 import lib

log = logging.getLogger(__name__)

_GONE = (
    refused.DeviceRemoved,
    refused.TokenNotPresent,
    refused.SessionHandleInvalid,
    refused.SessionClosed,
    refused.SlotIDInvalid,
    refused.ObjectHandleInvalid,
    refused.KeyHandleInvalid,
)

_NOT_OURS = (*_GONE, refused.TokenNotRecognised)
"""A token that was pulled out since the driver named it, or that the driver cannot read."""

_WANTED = re.compile(
    r"(?:\A|: )(?!/)([^:/\s]+): cannot open shared|undefined symbol: (\S+)|version [`‘']([^'’]+)"
)
"""How Linux names what a library lacks (dlerror)."""

_ENTRANCE = "C_GetFunctionList"
"""Every driver has it (PKCS#11 v2.40, 5.1); a library without it is something else."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """What a driver raises, as a refusal in words. ``where``: the token, or the driver."""
    try:
        yield
    except _GONE as error:
        raise TokenRemoved(where=where) from error
    except refused.PinLocked as error:
        raise PinLocked(where=where) from error
    except refused.PinExpired as error:
        raise PinToChange(where=where) from error
    except refused.UserPinNotInitialized as error:
        raise PinUnset(where=where) from error
    except (refused.PinIncorrect, refused.PinLenRange, refused.PinInvalid) as error:
        raise PinWrong(where=where) from error
    except (refused.FunctionCancelled, refused.FunctionRejected) as error:
        raise PinNotTyped(where=where) from error
    except refused.PKCS11Error as error:
        raise TokenFailed(where=where, reason=_reason(error)) from error


def present(driver: Path) -> Iterator[pkcs11.Token]:
    """The tokens that are in, whatever stands on them.

    :raises DriverUnusable, DriverBitness: the driver. :raises PKCS11Error: no token can be read.
    """
    failed: refused.PKCS11Error | None = None
    found = False
    for slot in library_of(driver).get_slots(token_present=True):
        try:
            token = slot.get_token()
        except _NOT_OURS:
            continue
        except refused.PKCS11Error as error:  # one that is broken hides no other
            log.info("a token cannot be read: %s", type(error).__name__)
            failed = error
            continue
        found = True
        yield token
    if failed is not None and not found:
        raise failed


def usable(driver: Path) -> Iterator[pkcs11.Token]:
    """Of :func:`present` those that somebody set up."""
    return (token for token in present(driver) if token.flags & TokenFlag.TOKEN_INITIALIZED)


def find(driver: Path, serial: str) -> pkcs11.Token:
    """The token with a serial number.

    :raises TokenMissing, TokenOther: it is not in. Others: as :func:`present` and :func:`told`.
    """
    with told(str(driver)):
        there = {serial_of(token): token for token in reversed(tuple(usable(driver)))}  # of two the first
    if serial in there:
        return there[serial]
    if serial and there:
        raise TokenOther(where=serial, others=", ".join(map(label_of, there.values())))
    raise TokenMissing(where=serial or str(driver))


def library_of(driver: Path) -> "lib":
    """A driver, loaded and ready.

    :raises DriverUnusable, DriverIncomplete, DriverNotStarted, DriverBitness: as they say.
    """
    require_loadable(driver)
    try:
        return pkcs11.lib(str(driver))
    except refused.PKCS11Error as error:
        raise _no_library(driver, error) from error


def _no_library(driver: Path, error: refused.PKCS11Error) -> DriverUnusable:
    """Why a driver cannot be used: the system did not load it, or it loaded and would not start."""
    words = str(error)
    if type(error) is not refused.PKCS11Error or "while loading" not in words:
        return DriverNotStarted(where=str(driver), reason=_reason(error))
    lacks = _WANTED.search(words.partition("while loading")[2].replace(f"{driver}: ", ": "))
    name = next((one for one in lacks.groups() if one), "") if lacks else ""
    if name and name != _ENTRANCE:
        return DriverIncomplete(where=str(driver), reason=name)
    return DriverUnusable(where=str(driver), reason="load")


def _reason(error: refused.PKCS11Error) -> str:
    """A name to look up: the binding's own, or the number of an answer that it does not know."""
    if type(error) is not refused.PKCS11Error:
        return type(error).__name__
    number = re.search(r"0x[0-9a-fA-F]+", str(error))
    return number.group() if number else str(error).rstrip(".")


def described(driver: Path, token: pkcs11.Token) -> Token:
    """What a token says of itself."""
    return Token(
        driver=driver,
        serial=serial_of(token),
        label=label_of(token),
        maker=token.manufacturer_id.strip(),
        model=token.model.strip(),
        pin=pin_state(token.flags),
        own_pad=has_own_pad(token),
        unlocking=_unlocking(token.flags),
    )


def pin_state(flags: TokenFlag) -> PinState:
    """What a token's flags say of its PIN."""
    if flags & TokenFlag.USER_PIN_LOCKED:
        return PinState.LOCKED
    if not flags & TokenFlag.USER_PIN_INITIALIZED:
        return PinState.UNSET
    if flags & TokenFlag.USER_PIN_TO_BE_CHANGED:
        return PinState.CHANGE
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return PinState.LAST
    return PinState.LOW if flags & TokenFlag.USER_PIN_COUNT_LOW else PinState.GOOD


def _unlocking(flags: TokenFlag) -> PinState:
    if flags & TokenFlag.SO_PIN_LOCKED:
        return PinState.LOCKED
    if flags & TokenFlag.SO_PIN_FINAL_TRY:
        return PinState.LAST
    return PinState.LOW if flags & TokenFlag.SO_PIN_COUNT_LOW else PinState.GOOD


def has_own_pad(token: pkcs11.Token) -> bool:
    """Whether the PIN is typed on the token or its reader; the program neither asks it nor hands it over."""
    return bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH)


def serial_of(token: pkcs11.Token) -> str:
    """Its serial number."""
    return bytes(token.serial).decode("utf-8", errors="replace").strip().strip("\0")


def label_of(token: pkcs11.Token) -> str:
    """What it is called; its serial number if nothing. A long name was cut by its maker, at times within a letter."""
    name = token.label.strip().strip("\0").rstrip("\N{REPLACEMENT CHARACTER}").strip()
    return normalize("NFC", name) or serial_of(token)
