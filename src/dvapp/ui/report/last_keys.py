"""Which key somebody signed or sealed with last, on this computer: where it is, and never what opens it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.signing.tokens import TokenPlace
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile, KeySource, TokenPin
from dvapp.services.signing.tokens import FoundKey


@dataclass(frozen=True, slots=True, kw_only=True)
class LastKey:
    """A key file, or a key on a token.

    :param words: how the token's key was named; of a file empty.
    """

    file: Path | None = None
    place: TokenPlace | None = None
    words: str = ""

    def among(self, found: tuple[FoundKey, ...]) -> FoundKey | None:
        """The same key among those that are in; the driver through which it is reached says nothing."""
        if self.place is None:
            return None
        wanted = (self.place.serial, self.place.key)
        return next((one for one in found if (one.token.serial, one.key.id) == wanted), None)


class LastKeys:
    """The keys that the account of a session used last: one to sign with, one to seal with.

    A seal is not the signature of whoever works here, so each has its own.
    """

    def __init__(self, settings: Settings, session: Session) -> None:
        self._settings = settings
        self._account = f"{session.store.info.board} {session.store.login}"

    def _name(self, *, seal: bool) -> str:
        return f"last_key {'seal' if seal else 'signature'} {self._account}"

    def last(self, *, seal: bool) -> LastKey | None:
        """The key that was used last; ``None``: none was, or what is kept of it cannot be read."""
        try:
            kept = json.loads(self._settings.get(self._name(seal=seal)))
        except ValueError:
            return None
        texts = {name: str(text) for name, text in kept.items()} if isinstance(kept, Mapping) else {}
        if texts.get("file"):
            return LastKey(file=Path(texts["file"]))
        if not texts.get("driver"):
            return None
        place = TokenPlace(
            driver=Path(texts["driver"]), serial=texts.get("serial", ""), key=texts.get("key", "")
        )
        return LastKey(place=place, words=texts.get("words", ""))

    def keep(self, source: KeySource | None, *, seal: bool, words: str = "") -> None:
        """Keep the key that was just used. ``words``: how a token's key is named."""
        match source:
            case KeyFile(path=path):
                kept = {"file": str(path)}
            case TokenPin(place=place):
                kept = {
                    "driver": str(place.driver), "serial": place.serial, "key": place.key, "words": words,
                }  # fmt: skip
            case _:
                return
        self._settings.put(self._name(seal=seal), json.dumps(kept, ensure_ascii=False))
