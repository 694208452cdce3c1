"""How the user of this computer wants to sign, kept among the settings. What cannot be used any more counts as unsaid."""

from collections.abc import Callable, Mapping
from pathlib import Path

from dvapp.domain.signing.choices import (
    SEAL_SIZES,
    SigningChoices,
    Stamping,
    require_address,
)
from dvapp.domain.signing.stamp_errors import SettingInvalid, SettingUnknown
from dvapp.host.settings import Settings

_PREFIX = "signing."


def signing_choices(settings: Settings) -> SigningChoices:
    """The choices; an address or a number that a hand wrote wrongly into the file is left out."""
    kept = {name: settings.get(_PREFIX + name) for name in CHOICES}
    sound = {name: text for name, text in kept.items() if text and _is_sound(name, text)}
    plain = Stamping()
    picture, seal, size = (sound.get(name) for name in ("signature-image", "seal-image", "seal-size"))
    return SigningChoices(
        stamping=Stamping(
            authorities=tuple(sound.get("tsa", "").split()),
            patience=int(sound.get("tsa-seconds", plain.patience)),
            tries=int(sound.get("tsa-tries", plain.tries)),
        ),
        online=sound.get("revocation-online") == "yes",
        signature_picture=Path(picture) if picture else None,
        seal_picture=Path(seal) if seal else None,
        seal_size=_millimetres(size) if size else None,
    )


def kept_choice(settings: Settings, name: str) -> str:
    """What is kept of one choice, as text; empty when nothing is.

    :raises SettingUnknown: there is no such choice.
    """
    _require_known(name)
    return settings.get(_PREFIX + name)


def keep_choice(settings: Settings, name: str, text: str) -> str:
    """Keep one choice; an empty text takes it back. Returns what was kept.

    :raises SettingUnknown: there is no such choice. :raises SettingInvalid: it cannot have this value.
    """
    _require_known(name)
    text = " ".join(text.split()) if name == "tsa" else text.strip()
    if text:
        CHOICES[name](text)
    settings.put(_PREFIX + name, text)
    return text


def _require_known(name: str) -> None:
    if name not in CHOICES:
        raise SettingUnknown(where=name, known=", ".join(CHOICES))


def _is_sound(name: str, text: str) -> bool:
    try:
        CHOICES[name](text)
    except SettingInvalid:
        return False
    return True


def _addresses(text: str) -> None:
    for address in text.split():
        require_address(address)


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise SettingInvalid(where=name, text=text)
    return int(text)


def _seconds(text: str) -> None:
    Stamping(patience=_whole(text, "tsa-seconds"))


def _tries(text: str) -> None:
    Stamping(tries=_whole(text, "tsa-tries"))


def _yes_or_no(text: str) -> None:
    if text not in {"yes", "no"}:
        raise SettingInvalid(where="revocation-online", text=text)


def _any_path(text: str) -> None:
    if "\0" in text:
        raise SettingInvalid(where="signature-image", text=text)


def _millimetres(text: str) -> float:
    try:
        size = float(text.replace(",", "."))
    except ValueError:
        raise SettingInvalid(where="seal-size", text=text) from None
    if not SEAL_SIZES[0] <= size <= SEAL_SIZES[1]:
        raise SettingInvalid(where="seal-size", text=text)
    return size


CHOICES: Mapping[str, Callable[[str], object]] = {
    "tsa": _addresses,
    "tsa-seconds": _seconds,
    "tsa-tries": _tries,
    "revocation-online": _yes_or_no,
    "signature-image": _any_path,
    "seal-image": _any_path,
    "seal-size": _millimetres,
}
"""Names of the choices as one gives them on the command line, each with what refuses a wrong value."""
