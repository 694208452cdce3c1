"""The top of every form: when it happened and whose it is."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.records import Fault
from dvapp.host.i18n import _, language
from dvapp.services.session import Session
from dvapp.ui.messages import fault_words
from dvapp.ui.records.editors import ComboEditor
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import SINCE, UNIT, UNTIL
from dvapp.ui.records.span_editor import SpanEditor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import column, label


class FrameParts(QWidget):
    """The days of the record and its unit.

    :ivar pickable: the units directly under the board, which units fields offer.
    :ivar names: names of these and of the board's own unit, by code.
    """

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model: FormModel | None = None
        self._kind: RecordKind | None = None
        self.pickable: tuple[Unit, ...] = ()
        self.names: dict[str, str] = {}
        self._read_units()
        self.span = SpanEditor(session.year)
        self.unit = ComboEditor()
        self._when = label("", "label")
        self._whose = label("", "label")
        self._fault = label("", "fault", wrap=True)
        self._fault.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        whose = column(None, self._whose, self.unit, spacing=4)
        days = column(self._when, self.span, spacing=4)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(days, 15)
        across.addLayout(whose, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(across)
        layout.addWidget(self._fault)
        self._fault.hide()
        self.span.edited.connect(self._put_span)
        self.unit.edited.connect(self._put_unit)
        self.span.left.connect(lambda: self.left.emit("happened"))
        self.retranslate()

    def _read_units(self) -> None:
        """The units of the store's year: on its last day, and those that ended within it."""
        first, last = date(self._session.year, 1, 1), date(self._session.year, 12, 31)
        board = self._session.board.unit
        self.pickable = self._session.units.below_within(board.code, first, last)
        self.names.clear()
        self.names.update({str(unit.code): unit.name for unit in (board, *self.pickable)})

    def follow_catalogue(self) -> None:
        """Other names or units count now."""
        self._read_units()
        self.retranslate()

    def of_kind(self, kind: RecordKind) -> None:
        """Speak of a kind's days in its own words."""
        self._kind = kind
        words = kind.happened.said_in(language())
        self._when.setText(f"{words} *")
        self.span.name(words, kind.help.said_in(language()))

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._whose.setText(_("Unit"))
        self.span.retranslate()
        board = self._session.board
        self.unit.offer(
            [(str(board.unit.code), board.unit.name), *((str(u.code), u.name) for u in self.pickable)]
        )
        self.unit.combo.removeItem(0)  # a record is always somebody's
        self.unit.name(_("Unit"), _("Whose record this is."))
        if self._kind is not None:
            self.of_kind(self._kind)

    def bind(self, model: FormModel) -> None:
        """Show a model's days and unit from now on."""
        self._model = model
        self.span.use_periods(model.kind.by_period)
        self.span.put((model.text(SINCE), model.text(UNTIL)))
        if not model.text(SINCE) and model.kind.by_month:
            self.span.use_months()
        code = model.text(UNIT)
        if self.unit.combo.findData(code) < 0:
            day = date(self._session.year, 12, 31)
            unit = next((u for u in self._session.units.units if u.code == code and u.valid_on(day)), None)
            self.unit.combo.addItem(unit.name if unit else code, code)
        self.unit.put(code)

    def _put_span(self, texts: object) -> None:
        if self._model is not None and isinstance(texts, tuple):
            self._model.put_all({SINCE: texts[0], UNTIL: texts[1]})
            self.edited.emit("happened")

    def _put_unit(self, code: object) -> None:
        if self._model is not None:
            self._model.put(UNIT, code)
            self.edited.emit("unit")

    def show_faults(self, faults: list[Fault], model: FormModel) -> None:
        """Say what is wrong with the days, or that they are of another year."""
        words = "\n".join(map(fault_words, faults))
        span = model.reading().span
        outside = span is not None and span.until.year != self._session.year
        if outside and not words:
            words = _("This is not in {year}, so it counts in none of this store's figures.").format(
                year=self._session.year
            )
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        restyle(self._fault, state="warn" if outside else "")
        self.span.mark("error" if faults else "")
        restyle(self._when, state="error" if faults else "")

    def first(self) -> QWidget:
        """Where Tab begins."""
        return self.span.mode.buttons()[0]

    def rest(self) -> list[QWidget]:
        """The other stops, in order."""
        span = self.span
        return [*span.mode.buttons()[1:], span.since.edit, span.until.edit, span.month.edit, self.unit.combo]

    def focus(self) -> None:
        """Put the focus where one types the day."""
        self.span.target().setFocus()
