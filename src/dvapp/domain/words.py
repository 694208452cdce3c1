"""Words that a template pack brings in both languages of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Vietnamese and English; an empty English text falls back to Vietnamese."""

    vi: str
    en: str = ""

    def said_in(self, language: str) -> str:
        """The words for a language code ("vi", "en", "en_GB")."""
        return self.en if language.startswith("en") and self.en else self.vi

    def __bool__(self) -> bool:
        return bool(self.vi)
