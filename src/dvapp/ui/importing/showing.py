"""What the import screen shows of its model: the sheet, its columns, what is refused, what changes, what there is to know."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView

from dvapp.domain.sheets.importing import RowFate
from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.importing.frame import ImportFrame
from dvapp.ui.importing.tables import Line
from dvapp.ui.importing.words import counts_words, remarks, time_words, why
from dvapp.ui.theme import restyle

_MOST_SPANS = 400
"""Merged areas that are shown so."""
TABS = ("files", "columns", "refused", "changes", "notes", "history")


class ImportView(ImportFrame):
    """The screen as it follows its model; nothing is asked of the store here."""

    _filling = False
    """Whether fields are being filled, so that nobody has chosen anything."""

    def _say_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def _show(self) -> None:
        self._filling = True
        model = self.model
        _offer(self.kind, model.kinds(), model.wishes.kind)
        names = [(sheet.name, sheet.name) for sheet in model.opened.sheets] if model.opened else []
        _offer(self.sheet, names, model.sheet.name if model.sheet else "")
        self.sheet.setEnabled(len(names) > 1)
        head = model.head()
        self.head.setRange(1, max(len(model.sheet.rows) if model.sheet else 1, 1))
        if head is not None:
            self.head.setValue(head.last + 1)
        plan = model.plan
        if plan is not None and isinstance(plan.happened, str) and not self.time.hasFocus():
            self.time.setText(time_words(plan.happened))
        self._filling = False
        old = model.opened is not None and model.opened.letters is not None
        self.letters.setVisible(old or self.letters.isChecked())
        self.grid.show_again()
        self._span_merged()
        self._seen.setCurrentIndex(1 if model.sheet is not None else 0)
        self.columns.show_columns(model.column_lines(), model.choices())
        self._show_lines()
        self._show_counts()
        for field in (self.kind, self.time, self.head):
            field.setEnabled(model.opened is not None or field is self.kind)

    def _span_merged(self) -> None:
        """Show merged cells as the sheet does."""
        self.view.clearSpans()
        for top, left, bottom, right in self.model.sheet.merged[:_MOST_SPANS] if self.model.sheet else ():
            self.view.setSpan(top, left, bottom - top + 1, right - left + 1)

    def _show_lines(self) -> None:
        plan = self.model.plan
        refused = [
            Line(cells=(one.cell, one.value, why(one)), place=(one.row, one.column))
            for one in (plan.refused if plan else ())
        ]
        self.refused.show_lines((_("Cell"), _("Value"), _("Why it is not read")), refused, (60, 110))
        changes = [
            Line(cells=(str(one.row + 1), one.field, one.before, one.now), place=(one.row, 0))
            for one in self.model.changes()
        ]
        self.changes.show_lines((_("Row"), _("Field"), _("Before"), _("Now")), changes, (50, 180, 80))
        notes = [Line(cells=(words,)) for words in (remarks(plan) if plan else ())]
        self.notes.show_lines((_("Remarks"),), notes)
        self._offer_tabs((len(refused), len(changes), len(notes)))

    def _offer_tabs(self, counts: tuple[int, int, int]) -> None:
        held = self.tabs.code() or "columns"
        files = self.files.view.content.lines
        own = [("files", _("Files  {count}").format(count=len(files)))] if files else []
        self.tabs.offer(
            (
                *own,
                ("columns", _("Columns")),
                ("refused", _("Not read  {count}").format(count=counts[0])),
                ("changes", _("Changes  {count}").format(count=counts[1])),
                ("notes", _("Remarks  {count}").format(count=counts[2])),
                ("history", _("Past imports")),
            )
        )
        self.show_tab(held if files or held != "files" else "columns")

    def _show_counts(self) -> None:
        plan = self.model.plan
        whole, some = self.model.importable
        self.all.setEnabled(whole)
        self.good.setEnabled(some)
        self.good.setVisible(plan is not None and bool(plan.refused))
        restyle(self.good, role="primary" if some else "")
        self.all.setVisible(not some)
        if plan is None:
            self.counts.setText("")
            return
        more = ""
        if not any(self.model.importable) and plan.same and not plan.refused:
            more = _("The store has all of it already.")
        elif plan.rows(RowFate.RECORD) == ():
            more = _("There is no row below the head.")
        self.counts.setText(" ".join(filter(None, (counts_words(plan), more))))

    def show_tab(self, code: str) -> None:
        """Show files, columns, refused cells, changes, remarks or past imports."""
        self.tabs.choose(code)
        self.pages.setCurrentIndex(TABS.index(code) if code in TABS else 1)

    def _go_to(self, line: Line) -> None:
        if line.place is None:
            return
        index = self.grid.index(*line.place)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)


def _offer(chooser: Chooser, choices: Sequence[tuple[str, str]], code: str) -> None:
    held = [(chooser.itemData(n), chooser.itemText(n)) for n in range(chooser.count())]
    if held != list(choices):
        chooser.clear()
        for data, words in choices:
            chooser.addItem(words, data)
    chooser.setCurrentIndex(max(chooser.findData(code), 0) if chooser.count() else -1)
