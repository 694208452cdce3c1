"""What a look at a finished paper finds: each departure from its layout profile, with the place to look at."""

from dataclasses import dataclass
from enum import Enum

from dvapp.domain.codes import ProfileCode
from dvapp.domain.words import Wording


class PaperForm(Enum):
    """What kind of file a paper is."""

    PDF = "pdf"
    DOCX = "docx"


class ToldBy(Enum):
    """How it was known which profile a paper should follow."""

    USER = "user"
    DATA = "data"
    HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a paper: page from 1; millimetres from the left and from the top edge to the line's baseline.

    A DOCX has no pages of its own: its page is counted by the breaks it holds, ``y`` is ``None`` and ``paragraph``
    (from 1) tells which one it is.

    :param right: where the line ends, if known.
    """

    page: int
    x: float | None = None
    y: float | None = None
    paragraph: int | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One departure.

    :param rule: the rule's code, such as ``number.padding``.
    :param title: what the rule is about.
    :param found: what stands there.
    :param expected: what the profile asks for.
    """

    rule: str
    title: Wording
    found: Wording
    expected: Wording
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """All findings of one paper, in reading order."""

    form: PaperForm
    profile: ProfileCode
    told_by: ToldBy
    pages: int
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Nothing was found."""
        return not self.findings
