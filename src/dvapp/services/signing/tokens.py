"""Finding tokens and keys, and trying one before it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.errors import DvError, SignatureBroken
from dvapp.domain.signing.token_errors import TokenChoice, TokenKeyMissing, TokenMissing
from dvapp.domain.signing.tokens import Health, Symptom, Token, TokenKey, TokenPlace
from dvapp.services.ports import Tools


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
    """Keys of tokens that are in, those that may sign first.

    :raises DriverUnusable, DriverBitness, TokenRemoved, TokenFailed: as they say.
    """
    now = tools.clock.now()
    found = [
        FoundKey(token=token, key=key)
        for token in present_tokens(tools, driver=driver)
        if serial in {"", token.serial}
        for key in tools.tokens.keys(token.driver, token.serial, now=now)
    ]
    return tuple(sorted(found, key=lambda one: not one.key.may_sign))


def choose_key(tools: Tools, *, driver: Path | None = None, serial: str = "", key: str = "") -> TokenPlace:
    """The only key that may sign, or the one that was named.

    :raises TokenMissing: no token is in. :raises TokenKeyMissing: none of its keys fits.
    :raises TokenChoice: more than one key may sign.
    :raises DriverUnusable, DriverBitness, TokenRemoved, TokenFailed: as they say.
    """
    found = present_keys(tools, driver=driver, serial=serial)
    fitting = [one for one in found if one.key.id == key or (not key and one.key.may_sign)]
    if not fitting:
        if found or present_tokens(tools, driver=driver):
            raise TokenKeyMissing(where=serial or str(driver or ""), key=key)
        raise TokenMissing(where=serial or str(driver or ""))
    if len(fitting) > 1:
        known = "; ".join(f"{one.token.serial} {one.key.id} ({one.key.holder.name})" for one in fitting)
        raise TokenChoice(where=serial or str(driver or ""), known=known)
    return fitting[0].place


def examine_token(
    place: TokenPlace, *, tools: Tools, trust: Path | None = None, pin: str | None = None, ask: bool = False
) -> Sequence[Symptom]:
    """All that can be found out about a token, and with its PIN whether it signs.

    :param trust: a file of authorities to lead the certificate to.
    :param ask: whether the place that tells about revocation may be called.
    :raises FileMissing, FileUnreadable, TrustUnreadable: the authorities.
    """
    now = tools.clock.now()
    authorities = tools.files.read(trust) if trust is not None else None
    found = [*tools.tokens.examine(place, trust=authorities, now=now, ask=ask)]
    if pin is not None and not any(one.health is Health.BAD for one in found):
        found.append(_trial(place, pin, tools))
    return tuple(found)


def _trial(place: TokenPlace, pin: str, tools: Tools) -> Symptom:
    now = tools.clock.now()
    try:
        with tools.tokens.open(place, pin, now=now) as key:
            tools.tokens.sign_scratch(key, now=now)
    except SignatureBroken:
        return Symptom(check="signing", health=Health.BAD, code="signature_broken")
    except DvError as refusal:
        details = {"where": refusal.where, **{name: str(value) for name, value in refusal.details.items()}}
        return Symptom(check="signing", health=Health.BAD, code=refusal.code, details=tuple(details.items()))
    return Symptom(check="signing", health=Health.GOOD)
