"""Which place of a paper is meant: a section, one of its sentences, a figure. Chosen from what the paper says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from dvapp.domain.chain.papers import Paper, Place
from dvapp.domain.chain.steps import StepKind
from dvapp.domain.errors import DvError
from dvapp.domain.papers.phrases import all_sections
from dvapp.domain.papers.reports import Paragraph, Report, Role, Signatory
from dvapp.host.i18n import _, language
from dvapp.services.chain.papers import report_of
from dvapp.services.session import Session
from dvapp.services.signing.on_bytes import Body
from dvapp.ui.chooser import Chooser
from dvapp.ui.widgets import column, label

_LONGEST = 90
"""Letters of a sentence that are shown where one chooses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlaces:
    """What a paper's report has, as it was kept last.

    :param sections: heading of each by its code. :param sentences: of a section, by their number from 0.
    :param figures: name of each by its code.
    :param signers: whom it names as the signer of a body, ``roles``: as whom he is to sign; both by its settings.
    :param joint: whether two bodies issue it; ``signed``: those whose leader has signed.
    """

    sections: Mapping[str, str]
    sentences: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    signers: Mapping[Body, str] = field(default_factory=dict)
    roles: Mapping[Body, Role] = field(default_factory=dict)
    joint: bool = False
    signed: frozenset[Body] = frozenset()

    @property
    def next_body(self) -> Body:
        """The body whose leader is to sign next."""
        return next((body for body in Body if body not in self.signed), Body.LEAD)


def places_of(session: Session, paper: Paper) -> PaperPlaces:
    """The places of a paper; without sentences and figures where nothing of it was kept, or cannot be read."""
    sections = {one.code: one.heading for one in all_sections(session.pack.outline(paper.kind))}
    try:
        report = report_of(session, paper)
    except DvError:  # the check of the store tells of damage; one can still say what is wrong in words
        report = None
    if report is None:
        return PaperPlaces(sections=sections)
    sentences: dict[str, dict[int, str]] = {}
    for block in report.blocks:
        if isinstance(block, Paragraph) and block.section:
            sentences.setdefault(block.section, {})[block.number] = block.text
    figures = {str(figure.code): figure.label.said_in(language()) for figure in report.figures}
    signatories = _signatories(report)
    return PaperPlaces(
        sections=sections,
        sentences=sentences,
        figures=figures,
        signers={body: one.name for body, one in signatories.items() if one.name},
        roles={body: one.role for body, one in signatories.items()},
        joint=report.second is not None,
        signed=frozenset(Body(step.body) for step in paper.taken_by(StepKind.SIGN) if step.body),
    )


def _signatories(report: Report) -> Mapping[Body, Signatory]:
    second = {} if report.second is None else {Body.SECOND: report.second.signatory}
    return {Body.LEAD: report.signatory, **second}


def place_said(place: Place, places: PaperPlaces) -> str:
    """A place in words: what stands there now, where it is known."""
    if place.code:
        return " – ".join(filter(None, (place.code, places.figures.get(place.code, ""))))
    heading = places.sections.get(place.section, place.section)
    if place.paragraph is None:
        return heading
    number = _("{section}, paragraph {number}").format(section=heading, number=place.paragraph + 1)
    said = places.sentences.get(place.section, {}).get(place.paragraph, "")
    return f"{number}: “{_short(said)}”" if said else number


class PlaceFields(QWidget):
    """``changed`` on every change."""

    changed = Signal()

    def __init__(self, places: PaperPlaces) -> None:
        super().__init__()
        self._places = places
        self.section, self.sentence, self.code = Chooser(), Chooser(), QLineEdit()
        for one in (self.section, self.sentence):
            one.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            one.setMinimumContentsLength(12)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._sentence_head = label(_("Where: sentence"), "label")
        for words, part in (
            (label(_("Where: section"), "label"), self.section),
            (self._sentence_head, self.sentence),
            (label(_("Where: figure"), "label"), self.code),
        ):
            words.setBuddy(part)
            part.setAccessibleName(words.text())
            rows.addLayout(column(words, part, spacing=3))
        self.section.addItem(_("the whole document"), "")
        for code, heading in places.sections.items():
            self.section.addItem(heading, code)
        self.code.setPlaceholderText(_("code or name, for example B01"))
        self.code.setCompleter(_figures(places, self.code))
        self.section.currentIndexChanged.connect(lambda _index: self._offer_sentences())
        self.sentence.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.code.textChanged.connect(lambda _text: self.changed.emit())
        self._offer_sentences()

    def _offer_sentences(self) -> None:
        sentences = self._places.sentences.get(str(self.section.currentData() or ""), {})
        self.sentence.clear()
        self.sentence.addItem(_("the whole section"), "")
        for number, text in sentences.items():
            self.sentence.addItem(f"{number + 1}. {_short(text)}", str(number))
            self.sentence.setItemData(self.sentence.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        for part in (self._sentence_head, self.sentence):
            part.setVisible(bool(sentences))
        self.changed.emit()

    def texts(self) -> dict[str, str]:
        """What is chosen and typed."""
        return {
            "section": str(self.section.currentData() or ""),
            "sentence": str(self.sentence.currentData() or ""),
            "code": self.code.text(),
        }

    def put(self, texts: Mapping[str, str]) -> None:
        """Choose and type what was before; what the paper no longer has is left out."""
        for chooser, name in ((self.section, "section"), (self.sentence, "sentence")):
            chooser.setCurrentIndex(max(0, chooser.findData(texts.get(name, ""))))
        self.code.setText(texts.get("code", ""))


def code_of(text: str) -> str:
    """The code of a figure, of "B01 – its name" as of "b01" alone."""
    return text.partition(" – ")[0].strip().upper()


def _figures(places: PaperPlaces, parent: QWidget) -> QCompleter:
    made = QCompleter([f"{code} – {name}" for code, name in places.figures.items()], parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
