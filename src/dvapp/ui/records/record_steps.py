"""What is done to records, as steps of the session's history: typing in a place, a new record, a removal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from dvapp.domain.codes import RecordId
from dvapp.domain.errors import RecordMissing
from dvapp.domain.recording.keeping_errors import FieldChanged, RecordChanged
from dvapp.domain.recording.kinds import RecordKind
from dvapp.host.i18n import _, language
from dvapp.ui.history import History, Step
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import LANGUAGE, Texts, rewritten
from dvapp.ui.records.keeper import Keeper, Removed
from dvapp.ui.records.merging import places
from dvapp.ui.records.side_words import place_words


class Showing(Protocol):
    """The desk, as steps need it."""

    def go_to(self, record_id: RecordId) -> FormModel:
        """Bring a record into sight. :raises RecordMissing: it is gone; and what keeping the present form raises."""
        ...

    def show_put(self, place: str) -> None:
        """Show and keep what a step put into the form."""

    def took_away(self, record_id: RecordId) -> None:
        """A record is gone."""

    def came_back(self, removed: Removed) -> None:
        """Put a record back and show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of one place in a form: its texts before and after, in one language's way of writing."""

    record: RecordId
    kind: RecordKind
    place: str
    language: str
    before: Mapping[str, object]
    after: Mapping[str, object]

    def spoken(self, texts: Mapping[str, object], tongue: str) -> Texts:
        """Texts of the change as a form in some language writes them."""
        written = rewritten(self.kind, {**texts, LANGUAGE: self.language}, tongue)
        return {key: written.get(key, "") for key in texts}


class RecordSteps:
    """Notes in the history what the desk does, and does it backwards."""

    def __init__(self, desk: Showing, keeper: Keeper, history: History) -> None:
        self._desk, self._keeper, self._history = desk, keeper, history
        self._begun: set[RecordId] = set()

    # --- typing ------------------------------------------------------------------------------------------------------

    def edited(self, model: FormModel, before: Mapping[str, object], after: Mapping[str, object]) -> None:
        """Something was typed or chosen in a form."""
        if self._history.going:
            return
        self._begin(model)
        at = [code for code, keys in places(model.kind).items() if set(keys) & set(before)]
        edit = Edit(
            record=model.record_id,
            kind=model.kind,
            place=at[0] if len(at) == 1 else "",
            language=model.language,
            before=dict(before),
            after=dict(after),
        )
        self._history.push(self._step(edit))

    def _step(self, edit: Edit) -> Step:
        name = edit.kind.name.said_in(language())
        what = place_words(edit.kind, edit.place) if edit.place else _("Several fields")
        where = f"{edit.record}/{edit.place}"
        return Step(
            words=f"{what} ({name})",
            undo=partial(self._go, edit, backwards=True),
            redo=partial(self._go, edit, backwards=False),
            place=f"{where}/{edit.language}" if edit.place else "",
            subject=where,
            what=edit,
            joined=self._joined,
        )

    def _joined(self, first: Step, later: Step) -> Step | None:
        one, two = first.what, later.what
        assert isinstance(one, Edit)
        assert isinstance(two, Edit)
        before, after = {**two.before, **one.before}, {**one.after, **two.after}
        edit = replace(two, before=before, after=after)
        return self._step(edit) if edit.before != edit.after else None

    def _go(self, edit: Edit, *, backwards: bool) -> None:
        model = self._desk.go_to(edit.record)
        expected, wanted = (edit.after, edit.before) if backwards else (edit.before, edit.after)
        there = edit.spoken(expected, model.language)
        if any(model.texts.get(key, "") != text for key, text in there.items()):
            label = place_words(edit.kind, edit.place) if edit.place else _("Several fields")
            raise FieldChanged(where=edit.record, field=label)
        model.put_all(edit.spoken(wanted, model.language))
        self._desk.show_put(edit.place)

    # --- new records -------------------------------------------------------------------------------------------------

    def _begin(self, model: FormModel) -> None:
        """The first thing typed in a new record makes it."""
        if not self._keeper.is_new(model.record_id) or model.record_id in self._begun:
            return
        self._begun.add(model.record_id)
        taken: list[Removed] = []
        self._history.push(
            Step(
                words=_("New record ({kind})").format(kind=model.kind.name.said_in(language())),
                undo=partial(self._unmake, model.record_id, self._keeper.begun_with(model.record_id), taken),
                redo=partial(self._remake, model.record_id, taken),
                subject=model.record_id,
            )
        )

    def _unmake(self, record_id: RecordId, began: Mapping[str, object], taken: list[Removed]) -> None:
        model = self._desk.go_to(record_id)
        if dict(model.texts) != rewritten(model.kind, began, model.language):
            raise RecordChanged(where=record_id)
        taken.append(self._keeper.remove(record_id))
        self._desk.took_away(record_id)

    def _remake(self, record_id: RecordId, taken: list[Removed]) -> None:
        if not taken:
            raise RecordMissing(where=record_id)
        self._desk.came_back(taken.pop())

    # --- removals ----------------------------------------------------------------------------------------------------

    def removed(self, removed: Removed) -> Step:
        """A record was taken away; the step that says so."""
        kind = removed.kind.name.said_in(language())
        step = Step(
            words=_("Deletion ({kind})").format(kind=kind),
            undo=partial(self._desk.came_back, removed),
            redo=partial(self._remove_again, removed),
            subject=removed.listed.id,
        )
        self._history.push(step)
        return step

    def _remove_again(self, removed: Removed) -> None:
        self._desk.go_to(removed.listed.id)
        self._keeper.remove(removed.listed.id, expected=removed.taken)
        self._desk.took_away(removed.listed.id)
