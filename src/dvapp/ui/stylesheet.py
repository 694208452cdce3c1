"""The style sheet, made from the theme's colours. Spacing goes in steps of 4; corners are 6 (controls) and 8 (cards)."""

from collections.abc import Mapping
from string import Template

_BASE = """
* { outline: none; }
QWidget { color: $ink; }
QMainWindow, QWidget#ground, QStackedWidget#ground { background: $ground; }
QToolTip { background: $raised; color: $ink; border: 1px solid $line_strong; padding: 6px 8px; }
QLabel { background: transparent; border: none; }
QLabel:disabled { color: $faint; }
QLabel[role="title"] { font-size: 16pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11.5pt; font-weight: 600; }
QLabel[role="figure"] { font-size: 21pt; font-weight: 600; }
QLabel[role="subtitle"], QLabel[role="dim"] { color: $dim; }
QLabel[role="small"] { color: $dim; font-size: 10pt; }
QLabel[role="faint"] { color: $faint; font-size: 10pt; }
QLabel[role="label"] { color: $dim; font-size: 10pt; font-weight: 600; }
QLabel[role="label"][state="error"] { color: $error; }
QLabel[role="fault"] { color: $error; font-size: 10pt; }
QLabel[role="fault"][state="warn"] { color: $warn; }
QLabel[role="board"] { color: $accent; font-size: 11pt; font-weight: 600; }
QLabel[role="group"] { color: $accent; font-size: 10.5pt; font-weight: 600; }
QLabel[role="suffix"] { color: $dim; font-size: 10pt; }
QLabel[state="ok"] { color: $ok; } QLabel[state="warn"] { color: $warn; }
QLabel[state="error"] { color: $error; } QLabel[state="info"] { color: $info; }
QLabel[role="chip"] { background: $draft_ground; color: $draft; border-radius: 11px; padding: 2px 10px;
  font-size: 9.5pt; font-weight: 600; min-height: 18px; max-height: 18px; }
QLabel[role="chip"][state="ok"] { background: $ok_ground; color: $ok; }
QLabel[role="chip"][state="warn"] { background: $warn_ground; color: $warn; }
QLabel[role="chip"][state="error"] { background: $error_ground; color: $error; }
QLabel[role="chip"][state="info"] { background: $info_ground; color: $info; }
QFrame[role="raised"] { background: $raised; border: 1px solid $line_strong; border-radius: 8px; }
QFrame[role="card"], QFrame[role="panel"] { background: $paper; border: 1px solid $line; border-radius: 8px; }
QFrame[role="card"][focused="true"] { border-color: $accent; }
QFrame[role="card"][flat="true"] { border-radius: 0; border: none; }
QFrame[role="bar"] { background: $paper; border: none; border-bottom: 1px solid $line; }
QFrame[role="statusbar"] { background: $side; border: none; border-top: 1px solid $line; }
QFrame[role="sidebar"] { background: $side; border: none; border-right: 1px solid $line; }
QFrame[role="line"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[role="note"] { background: $draft_ground; border: none; border-radius: 6px; }
QFrame[role="finding"] { border: 2px solid transparent; border-radius: 6px; }
QFrame[role="finding"]:focus { border-color: $accent; }
QFrame[role="note"][state="ok"] { background: $ok_ground; } QFrame[role="note"][state="warn"] { background: $warn_ground; }
QFrame[role="note"][state="error"] { background: $error_ground; } QFrame[role="note"][state="info"] { background: $info_ground; }
QFrame[role="snack"] { background: $ink; border: none; border-radius: 6px; }
QFrame[role="snack"] QLabel { color: $paper; } QFrame[role="snack"] QPushButton { color: $paper; border-color: $dim; background: transparent; }
QFrame[role="popup"] { background: $raised; border: 1px solid $line_strong; border-radius: 8px; }
QFrame[role="drop"] { background: $paper; border: 1px dashed $line_strong; border-radius: 8px; }
QFrame[role="drop"][state="info"] { border: 1px dashed $accent; background: $accent_ground; }
"""

_BUTTONS = """
QPushButton, QToolButton { background: $paper; color: $ink; border: 1px solid $line_strong; border-radius: 6px;
  padding: 5px 14px; font-weight: 600; min-height: 22px; }
QPushButton:hover, QToolButton:hover { background: $hover; } QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QPushButton:disabled, QToolButton:disabled { color: $off; background: $ground; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed { background: $accent_strong; border-color: $accent_strong; }
QPushButton[role="primary"]:focus { border: 2px solid $accent_line; }
QPushButton[role="primary"]:disabled { background: $line; color: $faint; border-color: $line; }
QPushButton[role="danger"] { color: $error; }
QPushButton[role="ghost"], QToolButton[role="ghost"] { background: transparent; border: 1px solid transparent; color: $dim;
  padding: 5px 8px; }
QPushButton[role="ghost"]:hover, QToolButton[role="ghost"]:hover { background: $hover; color: $ink; }
QPushButton[role="ghost"]:checked, QToolButton[role="ghost"]:checked { background: $accent_ground; color: $accent; }
QPushButton[role="ghost"]:focus, QToolButton[role="ghost"]:focus { border: 2px solid $accent; padding: 4px 7px; }
QPushButton[role="icon"], QToolButton[role="icon"] { background: transparent; border: 1px solid transparent; padding: 3px;
  min-width: 20px; min-height: 20px; }
QPushButton[role="icon"]:hover, QToolButton[role="icon"]:hover { background: $hover; }
QPushButton[role="icon"]:focus, QToolButton[role="icon"]:focus { border: 2px solid $accent; padding: 2px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; border-radius: 4px; color: $accent;
  padding: 1px 3px 1px 0; min-height: 18px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="link"][state="error"] { color: $error; font-weight: 400; }
QPushButton[role="nav"] { background: transparent; border: 1px solid transparent; color: $ink; font-weight: 400;
  text-align: left; padding: 7px 11px; min-height: 24px; font-size: 10.5pt; }
QPushButton[role="nav"]:hover { background: $hover; }
QPushButton[role="nav"]:checked { background: $accent_ground; color: $accent; font-weight: 600; }
QPushButton[role="nav"]:focus { border: 2px solid $accent; padding: 6px 10px; }
QPushButton[role="segment"] { background: $paper; border: 1px solid $line_strong; border-radius: 0; font-weight: 400;
  padding: 5px 12px; margin-left: -1px; }
QPushButton[role="segment"][place="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; margin-left: 0; }
QPushButton[role="segment"][place="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[role="segment"][place="only"] { border-radius: 6px; margin-left: 0; }
QPushButton[role="segment"]:hover { background: $hover; }
QPushButton[role="segment"]:checked { background: $accent_ground; color: $accent; border-color: $accent_line; }
QPushButton[role="segment"]:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton[role="segment"][state="error"] { border-color: $error; }
QPushButton[role="chip"] { background: $draft_ground; color: $draft; border: 1px solid transparent; border-radius: 13px;
  padding: 2px 11px; font-size: 10pt; font-weight: 600; min-height: 20px; }
QPushButton[role="chip"]:hover { background: $pressed; }
QPushButton[role="chip"]:checked, QPushButton[role="chip"][state="info"] { background: $accent_ground; color: $accent;
  border-color: $accent_line; }
QPushButton[role="chip"][state="warn"] { background: $warn_ground; color: $warn; }
QPushButton[role="chip"][state="error"] { background: $error_ground; color: $error; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 1px 10px; }
QPushButton[role="mini"] { background: transparent; border: 1px solid transparent; color: $dim; font-size: 9.5pt;
  font-weight: 400; padding: 0 6px; min-height: 17px; border-radius: 4px; }
QPushButton[role="mini"]:hover { background: $hover; }
QPushButton[role="mini"]:checked { background: $warn_ground; color: $warn; font-weight: 600; }
QPushButton[role="mini"]:focus { border: 1px solid $accent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: url($arrow); width: 14px; height: 14px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 7px; }
QPushButton[role="primary"]::menu-indicator { image: url($arrow_on); }
QPushButton[menu="true"] { padding-right: 26px; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox { background: $paper; color: $ink;
  border: 1px solid $edge; border-radius: 6px; padding: 5px 9px; min-height: 22px;
  selection-background-color: $accent; selection-color: $on_accent; }
QComboBox { padding-left: 11px; } QSpinBox { padding: 4px 9px 3px; }
QPlainTextEdit { padding: 4px 7px; } QTextEdit { padding: 4px 5px; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:focus { background: transparent; border: none;
  padding: 0; min-height: 0; }
QLineEdit { lineedit-clear-button-icon: url($clear); }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $dim; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $accent;
  padding: 4px 8px; }
QComboBox:focus { padding-left: 10px; } QSpinBox:focus { padding: 3px 8px 2px; }
QPlainTextEdit:focus { padding: 3px 6px; } QTextEdit:focus { padding: 3px 4px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $ground; color: $faint; border-color: $line; }
QLineEdit[readOnly="true"] { background: $ground; border: 1px dashed $line_strong; color: $dim; }
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"], QFrame[role="input"][state="error"] {
  border-color: $error; background: $paper; }
QLineEdit[state="error"]:focus, QPlainTextEdit[state="error"]:focus { border: 2px solid $error; }
QLineEdit[role="cell"] { border: 1px solid transparent; border-radius: 4px; padding: 3px 5px; background: transparent; }
QLineEdit[role="cell"]:hover { border-color: $line; }
QLineEdit[role="cell"]:focus { border: 2px solid $accent; padding: 2px 4px; background: $paper; }
QLineEdit[role="cell"][state="error"] { border-color: $error; background: $error_ground; }
QLineEdit[role="gridcell"] { border: 2px solid $accent; border-radius: 0; padding: 0 5px; min-height: 0; background: $paper; }
QComboBox[role="cell"] { border: 1px solid $edge; border-radius: 4px; padding: 3px 5px; background: transparent; }
QComboBox[role="cell"]:hover { border-color: $dim; }
QComboBox[role="cell"]:focus { border: 2px solid $accent; padding: 2px 4px; }
QComboBox[role="cell"][state="error"] { border-color: $error; background: $error_ground; }
QComboBox[role="cell"]::drop-down { width: 18px; }
QFrame[role="input"] { background: $paper; border: 1px solid $edge; border-radius: 6px; padding: 1px; }
QFrame[role="input"][computed="true"] { background: $ground; border: 1px dashed $line_strong; }
QFrame[role="input"][focused="true"] { border: 2px solid $accent; padding: 0; }
QFrame[role="input"][state="error"] { border-color: $error; }
QFrame[role="input"] QLineEdit { border: none; background: transparent; padding: 4px 2px; }
QFrame[role="input"] QLineEdit[readOnly="true"] { border: none; background: transparent; }
QFrame[role="input"] QLineEdit[role="cell"] { border: 1px solid $edge; padding: 3px 5px; min-height: 22px; }
QFrame[role="input"] QLineEdit[role="cell"]:hover { border-color: $dim; }
QFrame[role="input"] QLineEdit[role="cell"]:focus { border: 2px solid $accent; padding: 2px 4px; background: $paper; }
QFrame[role="input"] QLineEdit[role="cell"][state="error"] { border-color: $error; background: $error_ground; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url($arrow); width: 15px; height: 15px; }
QComboBox QAbstractItemView, QMenu { background: $raised; color: $ink; border: 1px solid $line_strong; border-radius: 6px;
  padding: 4px; selection-background-color: $accent_ground; selection-color: $accent; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 4px; } QMenu::item:selected { background: $accent_ground; color: $accent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 3px 3px 3px 1px;
  border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; } QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator {
  width: 16px; height: 16px; border: 1px solid $edge; background: $paper; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {
  background: $accent; border-color: $accent; image: url($check); }
QRadioButton::indicator:checked { width: 8px; height: 8px; background: $paper; border: 5px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $ground; border-color: $line_strong; }
QCheckBox::indicator:checked:disabled { background: $off; border-color: $off; }
QRadioButton::indicator:checked:disabled { border-color: $off; }
"""

_VIEWS = """
QAbstractScrollArea { background: $paper; border: none; } QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { background: transparent; border: none; } QScrollArea > QWidget > QWidget#page { background: transparent; }
QTableView, QListView, QTreeView { background: $paper; border: 1px solid $line; border-radius: 8px; gridline-color: $line;
  selection-background-color: $accent_ground; selection-color: $ink; alternate-background-color: $side; }
QTableView[flat="true"], QListView[flat="true"], QTreeView[flat="true"] { border: none; border-radius: 0; background: transparent; }
QTableView#frozen { border: none; border-radius: 0; background: $paper; }
QTableView#frozen[side="column"] { border-right: 1px solid $line_strong; }
QTableView:focus, QListView:focus, QTreeView:focus { border-color: $accent; }
QTableView::item, QTreeView::item { padding: 4px 8px; border: none; border-bottom: 1px solid $line; }
QListView::item { padding: 5px 8px; border: none; border-radius: 4px; }
QTableView[dense="true"]::item { padding: 2px 0; }
QTableView[dense="true"] QHeaderView::section { padding: 4px 1px; }
QTableView[dense="true"] QHeaderView::section:vertical { padding: 4px 2px 4px 6px; }
QTableView::item:selected, QTreeView::item:selected { background: $accent_ground; color: $ink; }
QListView::item:selected { background: $accent_ground; color: $accent; } QListView::item:hover { background: $hover; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $side; color: $dim; border: none; border-bottom: 1px solid $line; padding: 7px 11px;
  font-size: 10pt; font-weight: 600; }
QTableCornerButton::section { background: $side; border: none; }
QTabBar::tab { background: transparent; color: $dim; padding: 8px 14px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; } QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; } QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; } QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; } QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; } QSplitter::handle:horizontal:hover { background: $accent_line; margin: 24px 7px; border-radius: 1px; }
QSplitter::handle:vertical:hover { background: $accent_line; margin: 7px 24px; border-radius: 1px; }
QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; } QProgressBar[state="ok"]::chunk { background: $ok; }
QCalendarWidget QWidget { background: $raised; alternate-background-color: $side; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; border: none; }
QCalendarWidget QToolButton { background: transparent; border: none; padding: 4px 10px; font-weight: 600; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: none; image: url($arrow_left); max-width: 18px; }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: none; image: url($arrow_right); max-width: 18px; }
QDialog, QMessageBox { background: $paper; }
"""


def style_sheet(colours: Mapping[str, str], marks: Mapping[str, str]) -> str:
    """The whole style sheet.

    :param colours: the theme's tokens.
    :param marks: paths of the small pictures a style sheet takes from files (arrow, check).
    """
    return Template(_BASE + _VIEWS + _BUTTONS + _INPUTS).substitute(colours, **marks)
