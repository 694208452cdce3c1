"""A field in the form: its head (label, required mark, help), its editor, and the place for its faults."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.ui.icons import set_icon
from dvapp.ui.records.arrangement import side_by_side
from dvapp.ui.records.choices import offered
from dvapp.ui.records.editors import (
    ComboEditor,
    ComputedEditor,
    DayEditor,
    Editor,
    FramedEditor,
    LineEditor,
    LongEditor,
    MonthEditor,
    NumberEditor,
    SegmentEditor,
)
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import NOT_APPLICABLE
from dvapp.ui.records.table_editor import TableEditor
from dvapp.ui.records.units_editor import UnitsEditor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import icon_button, label, name_icon_button


class FieldParts(QObject):
    """The widgets of one field and what passes between them and the form's model."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, field: Field, *, year: int, units: tuple[Unit, ...], names: dict[str, str]) -> None:
        super().__init__()
        self.field = field
        self.code = str(field.code)
        self._model: FormModel | None = None
        self._quiet = False
        self._year = year
        self._offered: list[tuple[str, str]] = []
        self._none: QPushButton | None = None
        self.head = _Head(field, self.explain)
        self.editor = self._editor(year, units, names)
        self._offer()
        self.fault = label("", "fault", wrap=True)
        self.fault.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.fault.hide()
        self.unit_in_heading = False
        if field.may_not_apply and isinstance(self.editor, FramedEditor):
            self._none = self._none_button(self.editor)
        self.editor.edited.connect(self._put)
        self.editor.left.connect(lambda: self.left.emit(self.code))

    def _editor(self, year: int, units: tuple[Unit, ...], names: dict[str, str]) -> Editor:
        field = self.field
        if field.shown:
            return ComputedEditor()
        if field.type is FieldType.TABLE:
            return TableEditor(field, year=year, shown=self._shown_cell, total=self._total)
        makers: dict[FieldType, Callable[[], Editor]] = {
            FieldType.INTEGER: NumberEditor,
            FieldType.DECIMAL: NumberEditor,
            FieldType.TEXT: LineEditor,
            FieldType.LONG_TEXT: LongEditor,
            FieldType.CHOICE: SegmentEditor if side_by_side(field, language()) else ComboEditor,
            FieldType.DATE: lambda: DayEditor(year),
            FieldType.MONTH: lambda: MonthEditor(year),
            FieldType.UNITS: lambda: UnitsEditor(units, names),
        }
        return makers[field.type]()

    def _none_button(self, editor: FramedEditor) -> QPushButton:
        made = icon_button("circle-x", "", clicked=self._toggle_none)
        made.setProperty("role", "mini")
        made.setCheckable(True)
        made.setFixedWidth(26)
        # On the keyboard it is Ctrl+0 in the field, out of Tab's way.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_icon(made, "circle-x", "faint", size=15, on="warn")
        inner = editor.frame.layout()
        assert inner is not None
        inner.addWidget(made)
        inner.setContentsMargins(8, 0, 3, 0)
        return made

    # --- between widget and model ------------------------------------------------------------------------------------

    def bind(self, model: FormModel) -> None:
        """Show a model's text from now on."""
        self._model = model
        self.show_text()

    def show_text(self) -> None:
        """Show what the model holds."""
        if self._model is None:
            return
        if self.field.shown:
            self.editor.put(self._model.shown(self.field))
            return
        value = self._model.texts.get(self.code, "")
        if self._none is not None:
            off = value == NOT_APPLICABLE
            self._none.setChecked(off)
            self._show_none(off=off)
            value = "" if off else value
        if self.field.choices and value and value not in dict(self._offered):
            self._offer()  # an answer that is given no longer
        self.editor.put(value)

    def _put(self, text: object) -> None:
        if self._model is not None:
            self._model.put(self.code, text)
            self.edited.emit(self.code)

    def _toggle_none(self) -> None:
        assert self._none is not None
        self._show_none(off=self._none.isChecked())
        self.editor.put("")
        self._put(NOT_APPLICABLE if self._none.isChecked() else "")

    def _show_none(self, *, off: bool) -> None:
        if isinstance(self.editor, FramedEditor):
            self.editor.edit.setReadOnly(off)
            self.editor.edit.setPlaceholderText(_("not applicable") if off else "")
            if isinstance(self.editor, NumberEditor):
                self.editor.suffix.setVisible(bool(self.editor.suffix.text()) and not off)

    def recompute(self) -> None:
        """Show what follows from other fields: a computed value, sums, computed cells."""
        if self.field.shown:
            self.show_text()
        elif isinstance(self.editor, TableEditor):
            self.editor.recompute()

    def _shown_cell(self, column: Field, row: int) -> str:
        return self._model.shown_cell(self.field, column, row) if self._model else ""

    def _total(self, column: Field) -> str:
        return self._model.total(self.field, column) if self._model else ""

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self, *, unit_in_heading: bool) -> None:
        """Set all words in the language in use."""
        said = language()
        words = self.field.label.said_in(said)
        unit = self.field.unit.said_in(said)
        self.head.say(words, required=self.field.required, helped=bool(self.field.help))
        self._offer()
        if isinstance(self.editor, NumberEditor | ComputedEditor):
            self.editor.count("" if unit_in_heading else unit)
        if self._none is not None:
            none = _("{field}: not applicable").format(field=words)
            name_icon_button(self._none, f"{none} (Ctrl+0)")
        self.editor.retranslate()
        self.editor.name(f"{words} ({unit})" if unit else words, self.field.help.said_in(said))
        self.show_text()

    def _offer(self) -> None:
        if isinstance(self.editor, SegmentEditor | ComboEditor):
            present = self._model.texts.get(self.code) if self._model is not None else None
            self._offered = offered(self.field, self._year, present)
            self.editor.offer(self._offered)

    def show_faults(self, words: str, *, remark: str = "") -> None:
        """Say what is wrong; ``""`` when nothing is, and then what is worth a look."""
        self.fault.setText(words or remark)
        self.fault.setVisible(bool(words or remark))
        restyle(self.fault, state="" if words or not remark else "warn")
        state = "error" if words else ""
        self.editor.mark(state)
        restyle(self.head.words, state=state)
        described = words or remark or self.field.help.said_in(language())
        self.editor.target().setAccessibleDescription(described)

    def focus(self) -> None:
        """Put the focus into the editor."""
        self.editor.target().setFocus(Qt.FocusReason.TabFocusReason)

    def explain(self) -> None:
        """F1: what the field means, in a note beneath it that any key or click closes."""
        said = language()
        lines = [self.field.help.said_in(said)]
        if self.field.unit:
            lines.append(_("Counted in: {unit}.").format(unit=self.field.unit.said_in(said)))
        lines.extend(self._bounds())
        if self.field.may_not_apply:
            lines.append(_("May be marked “not applicable” with the small button in the field (Ctrl+0)."))
        note = Explanation(self.editor, self.field.label.said_in(said), [text for text in lines if text])
        note.open_under(self.editor)

    def _bounds(self) -> list[str]:
        number = LocaleFormats(language()).number
        lines = []
        if self.field.minimum is not None:
            lines.append(_("At least {least}.").format(least=number(self.field.minimum)))
        if self.field.maximum is not None:
            lines.append(_("At most {most}.").format(most=number(self.field.maximum)))
        if self.field.required:
            lines.append(_("Must be filled in."))
        return lines

    def switch_not_applicable(self) -> bool:
        """Ctrl+0: turn "not applicable" on or off; False when the field has no such answer."""
        if self._none is None:
            return False
        self._none.click()
        return True


class _Head(QWidget):
    """Label, required mark and the help button."""

    def __init__(self, field: Field, explain: Callable[[], None]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words = label("", "label", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._help = icon_button("info", "", clicked=explain)
        self._help.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._help.setFixedSize(18, 18)
        self._help.setStyleSheet("min-width: 0; min-height: 0; padding: 0;")
        set_icon(self._help, "info", "faint", size=14)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.words, 1, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self._help, 0, Qt.AlignmentFlag.AlignBottom)
        self._help.setVisible(bool(field.help))
        self._field = field

    def say(self, words: str, *, required: bool, helped: bool) -> None:
        """Set the words; a required field carries an asterisk that a screen reader hears as words."""
        self.words.setText(f"{words} *" if required else words)
        must = _("required")
        self.words.setAccessibleName(f"{words}, {must}" if required else words)
        self._help.setVisible(helped)
        self._help.setToolTip(self._field.help.said_in(language()))
        self._help.setAccessibleName(_("What is “{field}”?").format(field=words))


class Explanation(QFrame):
    """A note that floats under a field until the next key or click."""

    def __init__(self, parent: QWidget, title: str, lines: list[str]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(4)
        layout.addWidget(label(title, "heading", wrap=True))
        for text in lines:
            layout.addWidget(label(text, "", wrap=True))
        self.setFixedWidth(360)

    def open_under(self, widget: QWidget) -> None:
        """Show it below a widget."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()

    def keyPressEvent(self, _event: object) -> None:
        """Any key closes it."""
        self.close()


def day_words(day: date) -> str:
    """A day as forms and lists show it."""
    return LocaleFormats(language()).screen_day(day)
