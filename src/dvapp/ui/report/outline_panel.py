"""Which report, in which layout, and how far each section is."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from dvapp.domain.calendar.periods import Period
from dvapp.host.i18n import _, ngettext
from dvapp.ui.chooser import Chooser
from dvapp.ui.report.report_model import ReportModel, SectionState
from dvapp.ui.theme import restyle, tokens
from dvapp.ui.widgets import button, label, line

_CODE = int(Qt.ItemDataRole.UserRole)
_LEVEL, _STATE, _EDITED = _CODE + 1, _CODE + 2, _CODE + 3
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
_COLOURS = {
    SectionState.READY: "ok",
    SectionState.BLANK_FIGURES: "warn",
    SectionState.CHANGED: "warn",
    SectionState.FAULTY: "error",
    SectionState.EMPTY: "faint",
}


class _SectionLine(QStyledItemDelegate):
    """A dot and a heading that wraps."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListWidget) else 200) - _indent(index) - 34
        box = QFontMetrics(_font(option.font, index)).boundingRect(
            QRect(0, 0, max(60, width), 400), _FLAGS, str(index.data())
        )
        return QSize(80, max(20, box.height()) + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, state = tokens(), SectionState(index.data(_STATE))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent_ground" if chosen else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 5, 5)
        font = _font(option.font, index)
        left = option.rect.left() + 10 + _indent(index)
        first = option.rect.top() + 5 + QFontMetrics(font).height() // 2
        colour = colours.colour(_COLOURS[state])
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush if state is SectionState.EMPTY else colour)
        if state is SectionState.CHANGED:  # a diamond: changed is not told by colour alone
            painter.drawPolygon(_diamond(left + 4, first))
        else:
            painter.drawEllipse(left, first - 4, 8, 8)
        painter.setFont(font)
        painter.setPen(colours.colour("accent" if chosen else "ink"))
        words = option.rect.adjusted(_indent(index) + 26, 4, -8, -4)
        painter.drawText(words, _FLAGS, str(index.data()))
        painter.restore()


def _indent(index: QModelIndex | QPersistentModelIndex) -> int:
    return max(0, int(index.data(_LEVEL)) - 1) * 12


def _diamond(x: int, y: int) -> QPolygon:
    return QPolygon([QPoint(x, y - 6), QPoint(x + 6, y), QPoint(x, y + 6), QPoint(x - 6, y)])


def _font(base: QFont, index: QModelIndex | QPersistentModelIndex) -> QFont:
    font = QFont(base)
    font.setPointSizeF(max(9.5, font.pointSizeF() - 0.5))
    if index.data(_LEVEL) == 1:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class OutlinePanel(QFrame):
    """The outline of the report in work."""

    section_chosen = Signal(str)
    kind_chosen = Signal(str)
    profile_chosen = Signal(str)
    options_wanted = Signal()

    def __init__(self, model: ReportModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._model = model
        self._chosen_kind = ""
        self._kinds: dict[str, str] = {}
        self._kind, self._profile = button("", "link", clicked=self._offer_kinds), Chooser()
        self._profile.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._profile.setMinimumContentsLength(8)
        self._options = button("", "link", clicked=self.options_wanted.emit)
        self._title = label("", "heading", wrap=True)
        self._profile_words = label("", "label")
        self.list = QListWidget()
        self.list.setProperty("flat", "true")
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setItemDelegate(_SectionLine(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._edited, self._empty, self._blank = label("", "small"), label("", "small"), label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(5)
        for widget in (self._title, self._kind, self._profile_words, self._profile, self._options):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self.list, 1)
        layout.addWidget(line())
        for words in (self._edited, self._empty, self._blank):
            words.setWordWrap(True)
            layout.addWidget(words)
        self.list.itemClicked.connect(lambda item: self.section_chosen.emit(item.data(_CODE)))
        self.list.itemActivated.connect(lambda item: self.section_chosen.emit(item.data(_CODE)))
        self._profile.activated.connect(lambda _at: self.profile_chosen.emit(self._profile.currentData()))

    def retranslate(self, period: Period) -> None:
        """Say everything in the language in use; the choices depend on the period."""
        self._profile_words.setText(_("Layout"))
        self._kind.setText(_("Another report…"))
        self._options.setText(_("Layout of the document…"))
        self._options.setToolTip(
            _("Urgency, addressees, who signs, a second body and other parts of the layout")
        )
        self._profile.setAccessibleName(_("Layout"))
        self.list.setAccessibleName(_("Outline"))
        held = self._profile.currentData()
        self._profile.clear()
        for code, words in self._model.profiles(period):
            self._profile.addItem(words, code)
        self._profile.setCurrentIndex(max(0, self._profile.findData(held)))
        self._kinds = dict(self._model.kinds(period))
        self._name_kind()
        self.show_sections()

    def show_kind(self, code: str) -> None:
        """The report in work is of this kind."""
        self._chosen_kind = code
        self._name_kind()

    def _name_kind(self) -> None:
        kinds = self._kinds
        self._title.setText(kinds.get(self._chosen_kind, ""))
        self._kind.setVisible(len(kinds) > 1)

    def _offer_kinds(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, words in self._kinds.items():
            act = menu.addAction(words, partial(self._choose_kind, code))
            act.setCheckable(True)
            act.setChecked(code == self._chosen_kind)
        menu.popup(self._kind.mapToGlobal(self._kind.rect().bottomLeft()))

    def _choose_kind(self, code: str) -> None:
        self._chosen_kind = code
        self._name_kind()
        self.kind_chosen.emit(code)

    def show_sections(self) -> None:
        """Show the model's sections and how far they are."""
        codes = [self.list.item(at).data(_CODE) for at in range(self.list.count())]
        if codes != [section.code for section in self._model.sections]:
            self.list.clear()
            for section in self._model.sections:
                item = QListWidgetItem()
                item.setData(_CODE, section.code)
                self.list.addItem(item)
        for at, section in enumerate(self._model.sections):
            item = self.list.item(at)
            state = self._model.dot(section.code)
            words = section.heading or _("Opening")
            item.setText(words)
            item.setData(_LEVEL, section.level)
            item.setData(_STATE, state.value)
            item.setToolTip(_state_words(state))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}: {_state_words(state)}")
        self._show_counts()
        self.list.scheduleDelayedItemsLayout()

    def _show_counts(self) -> None:
        edited, empty, blank = self._model.counts()
        said = (
            (self._edited, edited, ngettext("{count} section edited", "{count} sections edited", edited)),
            (self._empty, empty, ngettext("{count} section empty", "{count} sections empty", empty)),
            (
                self._blank,
                blank,
                ngettext("{count} figure without data", "{count} figures without data", blank),
            ),
        )
        for words, count, text in said:
            words.setText(text.format(count=count))
            words.setVisible(bool(count))
        restyle(self._blank, state="warn" if blank else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Headings wrap by the new width."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def choose(self, code: str) -> None:
        """Show which section is worked on, without telling anyone."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_CODE) == code:
                self.list.setCurrentRow(at)
                return


def _state_words(state: SectionState) -> str:
    return {
        SectionState.READY: _("Written, every figure has data"),
        SectionState.BLANK_FIGURES: _("Written, but some figures have no data yet"),
        SectionState.CHANGED: _("Figures have changed since you agreed to them"),
        SectionState.EMPTY: _("Nothing written yet"),
        SectionState.FAULTY: _("Cannot be printed as it stands"),
    }[state]
