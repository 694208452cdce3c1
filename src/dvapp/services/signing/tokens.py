"""Finding tokens and keys, and trying one before it is needed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dvapp.domain.errors import DvError, SignatureBroken
from dvapp.domain.signing.token_errors import (
    NoToken,
    PinLastTry,
    PinLocked,
    TokenChoice,
    TokenEmpty,
    TokenKeyMissing,
    TokenMissing,
    TokenOther,
)
from dvapp.domain.signing.tokens import Health, PinState, Symptom, Token, TokenKey, TokenPlace
from dvapp.services.places import PDF, require_output
from dvapp.services.ports import Tools
from dvapp.services.signing.verifying import trusted

_Seen = TypeVar("_Seen", bound="FoundKey | Examinable")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundKey:
    """A key that is in reach, with its token."""

    token: Token
    key: TokenKey

    @property
    def place(self) -> TokenPlace:
        """Where it is."""
        return TokenPlace(driver=self.token.driver, serial=self.token.serial, key=self.key.id)


def present_tokens(tools: Tools, *, driver: Path | None = None) -> tuple[Token, ...]:
    """Tokens that are in, through one driver or every known one; a known driver that fails hides no other.

    :raises DriverUnusable, DriverBitness, TokenFailed: the driver that was named.
    """
    if driver is not None:
        return tuple(tools.tokens.tokens(driver))
    found: dict[tuple[str, str], Token] = {}
    for known in tools.tokens.drivers():
        try:
            for token in tools.tokens.tokens(known.path):
                found.setdefault((token.maker, token.serial), token)
        except DvError:
            continue  # another maker's driver may speak with the token; each is told about by the doctor
    return tuple(found.values())


def present_keys(tools: Tools, *, driver: Path | None = None, serial: str = "") -> tuple[FoundKey, ...]:
    """Keys of tokens that are in, those that may sign first; one token that fails hides no other.

    :raises DriverUnusable, DriverBitness, TokenRemoved, TokenFailed: the driver, or every token.
    """
    now, failed = tools.clock.now(), None
    found: list[FoundKey] = []
    for token in present_tokens(tools, driver=driver):
        if serial not in {"", token.serial}:
            continue
        try:
            keys = tools.tokens.keys(token.driver, token.serial, now=now)
        except DvError as refusal:
            failed = refusal
            continue
        found += [FoundKey(token=token, key=key) for key in keys]
    if failed is not None and not found:
        raise failed
    return tuple(sorted(_through_one_driver(found), key=lambda one: not one.key.may_sign))


def _through_one_driver(found: Sequence[_Seen]) -> Iterator[_Seen]:
    """Several makers' drivers may see one token: each key once, through the first that does."""
    first: dict[str, Path] = {}
    for one in found:
        if one.key is None or first.setdefault(one.key.fingerprint, one.token.driver) == one.token.driver:
            yield one


def choose_key(tools: Tools, *, driver: Path | None = None, serial: str = "", key: str = "") -> TokenPlace:
    """The only key that may sign, or the one that was named; of several the only one whose certificate is valid now.

    :raises NoToken, TokenMissing: no token is in, or not that one. :raises TokenKeyMissing: none of its keys fits.
    :raises TokenChoice: more than one key may sign.
    :raises DriverUnusable, DriverBitness, TokenRemoved, TokenFailed: as they say.
    """
    found = present_keys(tools, driver=driver, serial=serial)
    fitting = [one for one in found if one.key.id == key or (not key and one.key.may_sign)]
    now = tools.clock.now()
    fitting = [
        one for one in fitting if one.key.holder.valid_from <= now <= one.key.holder.valid_to
    ] or fitting
    if not fitting:
        raise _nothing_fits(tools, driver=driver, serial=serial, key=key)
    if len(fitting) > 1:
        known = "; ".join(f"{one.token.serial} {one.key.id} ({one.key.holder.name})" for one in fitting)
        raise TokenChoice(where=serial or str(driver or ""), known=known)
    return fitting[0].place


def _nothing_fits(tools: Tools, *, driver: Path | None, serial: str, key: str) -> DvError:
    """Why there is no key to sign with: no token, or what the only one says of itself."""
    there = present_tokens(tools, driver=driver)
    if not there:
        return TokenMissing(where=serial) if serial else NoToken(where=str(driver or ""))
    tokens = [one for one in there if serial in {"", one.serial}]
    if not tokens:
        return TokenOther(where=serial, others=", ".join(one.label for one in there))
    if len(tokens) == 1:
        token = tokens[0]
        keys = tools.tokens.keys(token.driver, token.serial, now=tools.clock.now())
        only = keys[0].id if len(keys) == 1 and not key else key
        try:
            place = TokenPlace(driver=token.driver, serial=token.serial, key=only)
            tools.tokens.require_ready(place, now=tools.clock.now())
        except DvError as refusal:
            return refusal
    return TokenKeyMissing(where=serial or str(driver or ""), key=key)


def types_pin_itself(place: TokenPlace, tools: Tools) -> bool:
    """Whether the PIN is typed on the token: then nobody is asked for it here."""
    return any(one.own_pad for one in tools.tokens.tokens(place.driver) if one.serial == place.serial)


def place_to_examine(
    tools: Tools, *, driver: Path | None = None, serial: str = "", key: str = ""
) -> TokenPlace:
    """As :func:`choose_key`; where no key may sign, what there is of driver, token and key, for the doctor to say why.

    :raises TokenChoice: there is more than one to choose from. :raises NoToken: no driver is known to look for one with.
    """
    try:
        return choose_key(tools, driver=driver, serial=serial, key=key)
    except TokenChoice:
        raise
    except DvError:
        if driver is not None and not _loads(driver, tools):
            return TokenPlace(driver=driver, serial=serial, key=key)
    keys = [one for one in present_keys(tools, driver=driver, serial=serial) if key in {"", one.key.id}]
    if len(keys) == 1:
        return keys[0].place
    tokens = [one for one in present_tokens(tools, driver=driver) if serial in {"", one.serial}]
    if len(tokens) > 1:
        known = "; ".join(f"{one.serial} ({one.label})" for one in tokens)
        raise TokenChoice(where=str(driver or ""), known=known)
    known_drivers = [driver] if driver is not None else [one.path for one in tools.tokens.drivers()]
    if not known_drivers:
        raise NoToken(where="")
    if tokens:
        at = tokens[0].driver
    else:  # a driver that fails is why its token is not seen
        at = next((one for one in known_drivers if not _loads(one, tools)), known_drivers[0])
    return TokenPlace(driver=at, serial=tokens[0].serial if tokens else serial, key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examinable:
    """What the doctor can be asked about: a key, or a token without any (``None``)."""

    token: Token
    key: TokenKey | None

    @property
    def place(self) -> TokenPlace:
        """Where it is; without a key its name is empty."""
        return TokenPlace(
            driver=self.token.driver, serial=self.token.serial, key=self.key.id if self.key else ""
        )


def examinable(tools: Tools, *, driver: Path | None = None) -> tuple[Examinable, ...]:
    """All that is in, through one driver or every known one; what cannot be read is left for the doctor to tell."""
    try:
        tokens = present_tokens(tools, driver=driver)
    except DvError:
        return ()
    seen = [one for token in tokens for one in _keys_to_examine(token, tools)]
    return tuple(_through_one_driver(seen))


def _keys_to_examine(token: Token, tools: Tools) -> Iterator[Examinable]:
    try:
        keys = tools.tokens.keys(token.driver, token.serial, now=tools.clock.now())
    except DvError:
        keys = ()
    if not keys:
        yield Examinable(token=token, key=None)
    for key in keys:
        yield Examinable(token=token, key=key)


def _loads(driver: Path, tools: Tools) -> bool:
    try:
        tools.tokens.tokens(driver)
    except DvError:
        return False
    return True


def examine_token(
    place: TokenPlace,
    *,
    tools: Tools,
    trust: Path | None = None,
    pin: str | None = None,
    ask: bool = False,
    kept: Path | None = None,
    told: Callable[[Symptom], None] | None = None,
) -> Sequence[Symptom]:
    """All that can be found out about a token, and with its PIN whether it signs.

    Where something already found keeps it from signing, its PIN is not risked; a finding says so.

    :param trust: a file of authorities to lead the certificate to; by default those kept on this computer.
    :param ask: whether the place that tells about revocation may be called.
    :param kept: where to keep the page that was signed; ``None``: it is thrown away.
    :param told: is given each finding as soon as it stands, and may raise to stop before the next.
    :raises FileMissing, FileUnreadable, TrustUnreadable: the authorities.
    :raises OutputIsInput, OutputTaken, FileUnwritable, DiskFull: ``kept``.
    """
    if kept is not None:
        inputs = (place.driver,) if trust is None else (place.driver, trust)
        require_output(kept, *inputs, start=PDF, files=tools.files)
    now = tools.clock.now()
    found: list[Symptom] = []
    for one in tools.tokens.examine(place, trust=trusted(trust, tools), now=now, ask=ask):
        found.append(one)
        if told is not None:
            told(one)
    bad = {one.code for one in found if one.health is Health.BAD}
    if pin is not None and bad <= {
        TokenEmpty.code
    }:  # some tokens show what is on them only once the PIN was given
        found.append(_trial(place, pin, tools, kept=kept))
    elif pin is not None or not bad:
        found.append(_left_out(bad=bool(bad)))
    return tuple(found)


def _left_out(*, bad: bool) -> Symptom:
    code = "signing_spared" if bad else "signing_not_asked"
    return Symptom(check="signing", health=Health.UNKNOWN, code=code)


def _trial(place: TokenPlace, pin: str, tools: Tools, *, kept: Path | None) -> Symptom:
    now = tools.clock.now()
    try:
        with tools.tokens.open(place, pin, now=now) as key:
            page = tools.tokens.sign_scratch(key, now=now)
    except SignatureBroken:
        return Symptom(check="signing", health=Health.BAD, code="signature_broken")
    except DvError as refusal:
        details = {"where": refusal.where, **{name: str(value) for name, value in refusal.details.items()}}
        return Symptom(check="signing", health=Health.BAD, code=refusal.code, details=tuple(details.items()))
    if kept is None:
        return Symptom(check="signing", health=Health.GOOD)
    tools.files.write(kept, page)
    return Symptom(check="signing", health=Health.GOOD, code="signing_kept", details=(("where", str(kept)),))


def confirm_pin(tools: Tools, *, driver: Path | None = None, serial: str = "") -> Token:
    """Somebody says that he gave a token's right PIN in its maker's program: it may be tried here again.

    :raises NoToken, TokenMissing, TokenChoice: there is none, not that one, or more than one.
    :raises DriverUnusable, DriverBitness, TokenFailed: the driver that was named.
    :raises PinLastTry, PinLocked: the token itself says that the next wrong PIN locks it, or that it is locked.
    """
    tokens = present_tokens(tools, driver=driver)
    found = [one for one in tokens if serial in {"", one.serial}]
    if not tokens:
        raise NoToken(where=str(driver or ""))
    if not found:
        raise TokenMissing(where=serial)
    if len(found) > 1:
        known = "; ".join(f"{one.serial} ({one.label})" for one in found)
        raise TokenChoice(where=str(driver or ""), known=known)
    token = found[0]
    if token.pin is PinState.LOCKED:
        raise PinLocked(where=token.label)
    if token.pin is PinState.LAST:
        raise PinLastTry(where=token.label)
    tools.tokens.forget_wrong_pins(token.serial)
    return token
