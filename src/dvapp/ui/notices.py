"""What a screen asks the status line to say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from dvapp.domain.errors import DvError
from dvapp.ui.messages import refusal_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence for the status line.

    :param state: "ok", "warn", "error" or "info".
    :param action: words of a button beside it; ``then`` is what it does. Such a notice stays about eight seconds.
    :param quiet: only the line "saved at …" changes, nothing is laid over the window.
    """

    words: str
    state: str = "info"
    action: str = ""
    then: Callable[[], object] | None = None
    quiet: bool = False

    @classmethod
    def saved(cls, words: str, *, ok: bool) -> Self:
        """What was kept, and when."""
        return cls(words=words, state="ok" if ok else "warn", quiet=True)

    @classmethod
    def refused(cls, error: DvError) -> Self:
        """An expected refusal, in its words."""
        return cls(words=refusal_words(error), state="error")
