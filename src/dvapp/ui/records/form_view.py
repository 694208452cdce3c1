"""The form of a record, drawn from its kind's definition."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.records import Fault
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.judging.return_check import return_remarks
from dvapp.services.session import Session
from dvapp.ui.messages import fault_words, field_words
from dvapp.ui.records.arrangement import COLUMNS, Group, arrange
from dvapp.ui.records.evidence_strip import EvidenceStrip, local_files
from dvapp.ui.records.field_parts import FieldParts
from dvapp.ui.records.form_model import FormModel, by_field
from dvapp.ui.records.frame_parts import FrameParts
from dvapp.ui.records.table_editor import TableEditor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import FlowLayout, button, clear_layout, label, scrolled

NARROW = 430


class FormView(QWidget):
    """Groups, rows and fields of one record; what is wrong; and what it adds to.

    ``changed`` is emitted at every change of a text, ``judged`` whenever what it means was said anew, ``asked`` carries an
    indicator's code. ``below`` is what others show under it, scrolled along.
    """

    changed = Signal()
    asked = Signal(str)
    judged = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model: FormModel | None = None
        self._fields: dict[str, FieldParts] = {}
        self._drawn_as: tuple[str, str, bool] = ("", "", False)
        self._note, self._note_words, self._links = self._make_note()
        self._page = QWidget()
        self._page.setMaximumWidth(820)
        self._body = QVBoxLayout(self._page)
        self._body.setContentsMargins(20, 4, 20, 20)
        self._body.setSpacing(0)
        self._area = scrolled(self._page)
        self._frame = FrameParts(session)
        self._files: EvidenceStrip | None = None
        self._adds = QWidget()
        self._adds_flow = FlowLayout(self._adds, spacing=8)
        self.below = QWidget()
        column = QVBoxLayout(self.below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(20, 0, 20, 0)
        holder.addWidget(self._note)
        layout.addLayout(holder)
        layout.addWidget(self._area, 1)
        self._frame.edited.connect(self._edited)
        self._frame.left.connect(self._left)

    def _make_note(self) -> tuple[QFrame, QWidget, FlowLayout]:
        note = QFrame()
        note.setProperty("role", "note")
        note.hide()
        inner = QWidget(note)
        flow = FlowLayout(inner, spacing=4)
        outer = QVBoxLayout(note)
        outer.setContentsMargins(10, 6, 10, 6)
        outer.addWidget(inner)
        return note, inner, flow

    # --- content -----------------------------------------------------------------------------------------------------

    @property
    def model(self) -> FormModel | None:
        """What is in the form now."""
        return self._model

    def open(self, model: FormModel) -> None:
        """Show a record."""
        self._model = model
        self._draw(model.kind)
        self._frame.bind(model)
        for parts in self._fields.values():
            parts.bind(model)
        self._area.verticalScrollBar().setValue(0)
        self.show_meaning()

    def show_texts(self) -> None:
        """Show what the model holds now, where that is something else; the place and the focus stay."""
        if self._model is not None:
            self._frame.bind(self._model)
            for parts in self._fields.values():
                parts.show_text()

    def focused_place(self) -> str:
        """The code of the field that has the focus, ``happened`` for the top; ``""`` when none has."""
        at = QApplication.focusWidget()
        if at is not None and self._frame.isAncestorOf(at):
            return "happened"
        parts = self._focused()
        return parts.code if parts is not None else ""

    def close_record(self) -> None:
        """Show nothing."""
        self._model = None

    def focus_first(self) -> None:
        """Begin where one types first."""
        self._frame.focus()

    def field(self, code: str) -> FieldParts | None:
        """The parts of a field."""
        return self._fields.get(code)

    @property
    def frame(self) -> FrameParts:
        """When it happened and whose it is."""
        return self._frame

    def place_files(self, strip: EvidenceStrip) -> None:
        """Show the record's files below its fields; the whole form takes what is dragged there, or pasted."""
        self._files = strip
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )  # a field in focus keeps its own paste
        paste.activated.connect(strip.paste)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Draw everything anew in the language in use."""
        self._frame.retranslate()
        if self._model is not None:
            self._model.speak(language())
            self._drawn_as = ("", "", False)
            self.open(self._model)

    def follow_catalogue(self) -> None:
        """Other names, units or answers count now: the fields are made anew when a record is opened next."""
        self._frame.follow_catalogue()
        self._drawn_as = ("", "", False)

    def resizeEvent(self, event: object) -> None:
        """Two fields in a row at most when there is little room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        if self._model is not None and self._narrow() != self._drawn_as[2]:
            self._draw(self._model.kind)

    def _narrow(self) -> bool:
        return self.width() < NARROW

    def _draw(self, kind: RecordKind) -> None:
        wanted = (str(kind.code), language(), self._narrow())
        if wanted == self._drawn_as:
            return
        if wanted[:2] != self._drawn_as[:2]:
            self._make_fields(kind)
        self._drawn_as = wanted
        held = QApplication.focusWidget()
        files = () if self._files is None else (self._files,)
        keep: tuple[QWidget, ...] = (self._frame, *files, self._adds, self.below, *self._widgets())
        for widget in keep:
            widget.setParent(self)
            widget.hide()
        clear_layout(self._body)
        self._body.addWidget(self._frame)
        self._frame.show()
        grid = self._grid()
        at = 0
        for group in arrange(kind, language=language(), narrow=self._narrow()):
            at = self._draw_group(kind, group, grid, at)
        self._body.addLayout(grid)
        if self._files is not None:
            self._body.addWidget(self._files)
            self._files.show()
        self._body.addSpacing(8)
        self._body.addWidget(self._adds)
        self._adds.show()
        self._body.addWidget(self.below)
        self.below.show()
        self._body.addStretch(1)
        self._order_tabs()
        if held is not None and self.isAncestorOf(held):
            held.setFocus()
        self.show_meaning()

    def _make_fields(self, kind: RecordKind) -> None:
        for parts in self._fields.values():
            for widget in (parts.head, parts.editor, parts.fault):
                widget.hide()
                widget.deleteLater()
            parts.deleteLater()
        self._fields = {}
        for field in kind.fields:
            parts = FieldParts(
                field, year=self._session.year, units=self._frame.pickable, names=self._frame.names
            )
            parts.edited.connect(self._edited)
            parts.left.connect(self._left)
            parts.editor.rearranged.connect(self._rearranged)
            self._fields[parts.code] = parts
            for text in parts.editor.findChildren(QPlainTextEdit):
                text.viewport().installEventFilter(self)
            if self._model is not None:
                parts.bind(self._model)
        self._frame.of_kind(kind)

    def _widgets(self) -> list[QWidget]:
        return [w for p in self._fields.values() for w in (p.head, p.editor, p.fault)]

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
        return grid

    def _draw_group(self, kind: RecordKind, group: Group, grid: QGridLayout, at: int) -> int:
        """Heading and rows; returns the grid row after it."""
        if heading := kind.groups.get(group.code):
            words = heading.said_in(language())
            counted = group.unit if group.unit.casefold() not in words.casefold() else ""
            title = label(f"{words} ({counted})" if counted else words, "group")
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            title.setContentsMargins(0, 14, 0, 2)
            grid.addWidget(title, at, 0, 1, COLUMNS)
            at += 1
        for placed in group.rows:
            across = 3
            for item in placed:
                parts = self._fields[str(item.field.code)]
                parts.retranslate(unit_in_heading=bool(group.unit))
                grid.addWidget(parts.head, at, item.at, 1, item.span, Qt.AlignmentFlag.AlignBottom)
                grid.addWidget(parts.editor, at + 1, item.at, 1, item.span, Qt.AlignmentFlag.AlignTop)
                if item.span >= 6:
                    grid.addWidget(parts.fault, at + 2, item.at, 1, item.span, Qt.AlignmentFlag.AlignTop)
                else:  # too narrow for a sentence: it goes under the whole row, with the field's name
                    grid.addWidget(parts.fault, at + across, 0, 1, COLUMNS)
                    across += 1
                parts.fault.setProperty("named", item.span < 6)
                parts.head.show()
                parts.editor.show()
            at += across
            grid.setRowMinimumHeight(at, 6)
            at += 1
        return at

    def _order_tabs(self) -> None:
        """Tab follows reading order, whatever order the widgets were made in."""
        targets = [stop for parts in self._fields.values() for stop in parts.editor.stops()]
        if self._files is not None:
            targets.extend(self._files.stops())
        for before, after in pairwise([self._frame.first(), *self._frame.rest(), *targets]):
            QWidget.setTabOrder(before, after)

    def _rearranged(self) -> None:
        """A table or a list of units drew its parts anew: Tab is led through the new ones."""
        if all(self.isAncestorOf(parts.editor) for parts in self._fields.values()):
            self._order_tabs()

    # --- meaning -----------------------------------------------------------------------------------------------------

    def _edited(self, code: str) -> None:
        for other, parts in self._fields.items():
            if other != code:
                parts.recompute()
        self.changed.emit()

    def _left(self, code: str) -> None:
        if self._model is not None and self._model.visit(code):
            self.show_meaning()

    def show_meaning(self) -> None:
        """Say beside the fields what is wrong now, above them how much is left, below what the record adds to."""
        if self._model is None:
            return
        seen = self._model.seen_faults()
        faults = by_field(seen)
        self._frame.show_faults(faults.get("happened", []), self._model)
        record = self._model.reading().record
        remarks = by_field(return_remarks(record, self._session)) if record is not None else {}
        for code, parts in self._fields.items():
            own = {where: f for where, f in faults.items() if where.partition("[")[0] == code}
            parts.show_faults(
                self._sentences(parts, own), remark=" ".join(map(fault_words, remarks.get(code, ())))
            )
            if isinstance(parts.editor, TableEditor):
                parts.editor.mark_cells({w: " ".join(map(fault_words, f)) for w, f in own.items()})
        self._show_note(seen)
        self._show_added()
        self.judged.emit()

    def _sentences(self, parts: FieldParts, own: Mapping[str, list[Fault]]) -> str:
        assert self._model is not None
        lines = []
        for where, faults in own.items():
            named = "[" in where or bool(parts.fault.property("named"))
            for fault in faults:
                place = field_words(fault, self._model.kind)
                words = fault_words(fault)
                lines.append(f"{place}: {words}" if named else words)
        return "\n".join(lines)

    def _show_note(self, seen: tuple[Fault, ...]) -> None:
        assert self._model is not None
        faults = self._model.reading().faults
        clear_layout(self._links)
        self._note.setVisible(bool(faults))
        if not faults:
            return
        wrong = bool(seen)
        shown = seen or faults
        restyle(self._note, state="error" if wrong else "info")
        if wrong:
            words = ngettext("{count} thing to mend:", "{count} things to mend:", len(shown))
        else:
            words = ngettext(
                "{count} field still to fill in:", "{count} fields still to fill in:", len(shown)
            )
        lead = label(words.format(count=len(shown)), "", state="error" if wrong else "info")
        lead.setContentsMargins(0, 2, 4, 2)
        self._links.addWidget(lead)
        lead.show()
        for where in list(dict.fromkeys(fault.field for fault in shown))[:6]:
            fault = next(f for f in shown if f.field == where)
            link = button(field_words(fault, self._model.kind), "link", clicked=partial(self.jump, where))
            link.setProperty("state", "error" if wrong else "")
            link.setAccessibleName(_("Go to {field}").format(field=link.text()))
            self._links.addWidget(link)
            link.show()
        self._note_words.updateGeometry()

    def _show_added(self) -> None:
        assert self._model is not None
        clear_layout(self._adds_flow)
        added = self._model.added(self._session.pack, self._session.board.unit.level)
        if added:
            lead = label(_("Adds to:"), "small")
        elif self._model.reading().record is None:
            lead = label(_("Counts in no figure while something is left to mend."), "small")
        else:
            lead = label(_("Adds a number to no figure."), "small")
        lead.setContentsMargins(0, 3, 0, 3)
        self._adds_flow.addWidget(lead)
        lead.show()
        for indicator, amount in added:
            link = button(f"{indicator.code} {self._model.written(amount)}", "link")
            link.clicked.connect(partial(self.asked.emit, str(indicator.code)))
            words = indicator.label.said_in(language())
            link.setToolTip(f"{words} ({indicator.unit.said_in(language())})")
            link.setAccessibleName(f"{link.text()}, {words}")
            self._adds_flow.addWidget(link)
            link.show()
        self._adds.updateGeometry()

    def jump(self, where: str) -> None:
        """Go to a field or a table's cell."""
        code, bracket, rest = where.partition("[")
        if code not in self._fields:
            self._frame.focus()
            self._area.ensureWidgetVisible(self._frame, 0, 40)
            return
        parts = self._fields[code]
        row, _dot, column = rest.partition("].")
        if not (
            bracket and isinstance(parts.editor, TableEditor) and parts.editor.focus_cell(int(row), column)
        ):
            parts.focus()
        self._area.ensureWidgetVisible(parts.editor, 0, 60)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dragged over a long text are not for it: it would take their addresses as words."""
        if isinstance(event, QDragEnterEvent) and local_files(event.mimeData()):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # --- files dragged -----------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures go to the strip, wherever on the form they are dropped."""
        if self._files is not None:
            self._files.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        if self._files is not None:
            self._files.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped."""
        if self._files is not None:
            self._files.dropEvent(event)
            self._area.ensureWidgetVisible(self._files, 0, 20)

    # --- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on, F1 explains, Ctrl+0 says "not applicable"."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_F1 and (parts := self._focused()) is not None:
            parts.explain()
        elif event.key() == Qt.Key.Key_0 and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if (parts := self._focused()) is not None:
                parts.switch_not_applicable()
        else:
            super().keyPressEvent(event)

    def _focused(self) -> FieldParts | None:
        at = QApplication.focusWidget()
        return next((p for p in self._fields.values() if at is not None and p.editor.isAncestorOf(at)), None)
