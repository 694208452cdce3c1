"""Keeping a form as one types: a record when it is right, a draft when it is not. Knows no widget.

The keeper remembers what the store had of each record when its form began, and keeps only on top of that. When somebody
else was there meanwhile, what was typed here is kept aside as a draft of its own until the user has chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.errors import RecordMissing
from dvapp.domain.recording.keeping_errors import RecordChanged
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import InvalidRecord
from dvapp.services.ports import Draft, StoredRecord
from dvapp.services.recording.records import (
    ListedRecord,
    Standing,
    drop_draft,
    faults_in_store,
    keep_draft,
    put_back,
    read_stored,
    remove_record,
    save_record,
    standing_of,
)
from dvapp.services.session import Session, new_record_id
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import BASE, BESIDE, Texts, new_texts, texts_of
from dvapp.ui.records.merging import Difference, Side, differences, merged

PATIENCE = 0.25
"""Seconds that keeping waits for another writer: it is on the thread of the window, and is tried again soon anyhow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept and when. ``valid``: as a record; otherwise as a draft."""

    listed: ListedRecord
    at: datetime
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A record and draft taken away, whole, so that they can be put back."""

    listed: ListedRecord
    kind: RecordKind
    taken: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else changed what is in the form.

    :param differences: empty when the other one removed the record.
    :param gone: whether it was removed.
    """

    differences: tuple[Difference, ...]
    gone: bool


class Keeper:
    """Opens, keeps and removes the records of one store for their form."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._bases: dict[RecordId, Standing] = {}
        self._begun: dict[RecordId, Texts] = {}
        """What each form showed when it was last as the store has it."""
        self._aside: dict[RecordId, RecordId] = {}

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self, record_id: RecordId, language: str) -> FormModel:
        """The form of a record or draft as the store has it now; what was typed last wins over what is kept.

        A draft that was kept aside opens the form of the record that it is about, to be chosen from.

        :raises RecordMissing: the store has neither.
        """
        found = self._find(record_id)
        draft = found.draft
        if draft is not None and (beside := draft.texts.get(BESIDE)):
            return self._open_aside(draft, RecordId(str(beside)), language)
        texts = self._texts(found, language)
        kind = self._session.pack.kind(_kind_of(found))
        model = FormModel(kind, record_id=record_id, texts=texts, language=language)
        self._know(model, found)
        self._judge_draft(model, found)
        return model

    def _judge_draft(self, model: FormModel, found: Standing) -> None:
        """A draft that is right by itself may be wrong beside the others: its form says so again when it is opened."""
        record = model.reading().record
        if found.draft is not None and record is not None:
            faults = tuple(faults_in_store(record, self._session))
            if faults:
                model.refused(faults)

    def _find(self, record_id: RecordId) -> Standing:
        found = standing_of(record_id, session=self._session)
        if found.nothing:
            raise RecordMissing(where=record_id)
        return found

    def _open_aside(self, draft: Draft, record_id: RecordId, language: str) -> FormModel:
        base = draft.texts.get(BASE)
        texts = {key: value for key, value in draft.texts.items() if key not in {BESIDE, BASE}}
        kind = self._session.pack.kind(draft.kind)
        model = FormModel(kind, record_id=record_id, texts=texts, language=language)
        self._bases[record_id] = Standing(id=record_id)  # not what the store has: it is to be chosen
        self._begun[record_id] = dict(base) if isinstance(base, Mapping) else {}
        self._aside[record_id] = draft.id
        return model

    def begin(self, kind: str, language: str, texts: Mapping[str, object] | None = None) -> FormModel:
        """A new record of a kind with what repeats filled in: whose it is, and today if it is of the store's year.

        :param texts: what else is known of it, over that.
        """
        today = self._session.tools.clock.today()
        day = (
            today if today.year == self._session.year else None
        )  # another year's day would be a guess, not a help
        begun = new_texts(unit=self._session.store.info.board, day=day, language=language)
        definition = self._session.pack.kind(kind)
        begun.update(texts or {})
        model = FormModel(definition, record_id=new_record_id(), texts=begun, language=language, fresh=True)
        self._know(model, Standing(id=model.record_id))
        return model

    def _know(self, model: FormModel, standing: Standing) -> None:
        self._bases[model.record_id] = standing
        self._begun[model.record_id] = dict(model.texts)

    def is_there(self, record_id: RecordId) -> bool:
        """Whether the store has a record or a draft."""
        return not standing_of(record_id, session=self._session).nothing

    def is_new(self, record_id: RecordId) -> bool:
        """Whether the store had nothing of it when its form was last as the store has it."""
        return record_id in self._bases and self._bases[record_id].nothing and record_id not in self._aside

    def is_aside(self, record_id: RecordId) -> bool:
        """Whether the words of its form are kept aside, and a choice is open."""
        return record_id in self._aside

    def changed_at(self, record_id: RecordId) -> datetime | None:
        """When the store's version was written that its form knows."""
        base = self._bases.get(record_id)
        return self._listed(base).changed_at if base is not None and not base.nothing else None

    def begun_with(self, record_id: RecordId) -> Texts:
        """What its form showed then."""
        return dict(self._begun.get(record_id, {}))

    # --- keeping -----------------------------------------------------------------------------------------------------

    def keep(self, model: FormModel) -> Kept:
        """Keep what stands in the form: the record when it is right, else a draft.

        :raises RecordChanged: somebody else was there; what was typed is kept aside, and :meth:`conflict` tells more.
        :raises StoreBusy, DiskFull, FileUnwritable, StoreDamaged: nothing is kept.
        """
        try:
            standing, valid = self._keep(model)
        except RecordChanged:
            self._keep_aside(model)
            raise
        self._know(model, standing)
        self._drop_aside(model.record_id)
        model.kept()
        return Kept(listed=self._listed(standing), at=self._session.tools.clock.now(), valid=valid)

    def _keep(self, model: FormModel) -> tuple[Standing, bool]:
        base = self._bases.get(model.record_id)
        record = model.reading().record
        if record is not None:
            try:
                return save_record(record, session=self._session, based_on=base, patience=PATIENCE), True
            except InvalidRecord as invalid:  # right by itself, not beside the others: it stays a draft
                model.refused(invalid.faults)
        draft = Draft(id=model.record_id, kind=model.kind.code, texts=dict(model.texts))
        return keep_draft(draft, session=self._session, based_on=base, patience=PATIENCE), False

    def _keep_aside(self, model: FormModel) -> None:
        aside = self._aside.setdefault(model.record_id, new_record_id())
        begun = self._begun.get(model.record_id, {})
        texts = {**model.texts, BESIDE: model.record_id, BASE: begun}
        keep_draft(
            Draft(id=aside, kind=model.kind.code, texts=texts), session=self._session, patience=PATIENCE
        )
        model.kept()

    def _drop_aside(self, record_id: RecordId) -> None:
        if (aside := self._aside.get(record_id)) is not None:
            drop_draft(aside, session=self._session)
            del self._aside[record_id]

    # --- others ------------------------------------------------------------------------------------------------------

    def changed_elsewhere(self, model: FormModel) -> bool:
        """Whether the store has something else of the form's record than what the form knows of."""
        base = self._bases.get(model.record_id, Standing(id=model.record_id))
        return not standing_of(model.record_id, session=self._session).same(base)

    def follow(self, model: FormModel) -> ListedRecord | None:
        """Show in a form with nothing unkept in it what the store has now; ``None`` when it has nothing any more."""
        found = standing_of(model.record_id, session=self._session)
        if found.nothing:
            return None
        model.take(self._texts(found, model.language))
        self._know(model, found)
        self._judge_draft(model, found)
        return self._listed(found)

    def conflict(self, model: FormModel) -> Conflict:
        """Where the form and the store differ now."""
        found = standing_of(model.record_id, session=self._session)
        if found.nothing:
            return Conflict(differences=(), gone=True)
        theirs = self._texts(found, model.language)
        base = self._begun.get(model.record_id) or None
        return Conflict(
            differences=differences(model.kind, base=base, mine=model.texts, theirs=theirs), gone=False
        )

    def choose(self, model: FormModel, conflict: Conflict, choices: Mapping[str, Side]) -> Kept:
        """End a conflict: keep what was chosen on top of what the store has now.

        :raises RecordChanged: the other one went on meanwhile, and there is a new conflict.
        """
        found = standing_of(model.record_id, session=self._session)
        if self.conflict(model) != conflict:
            raise RecordChanged(where=model.record_id)
        self._bases[model.record_id] = found
        model.put_all(_whole(model.texts, merged(model.texts, conflict.differences, choices)))
        return self.keep(model)

    def take_theirs(self, model: FormModel) -> ListedRecord | None:
        """End a conflict with the other's version alone; ``None`` when that is a removal."""
        listed = self.follow(model)
        self._drop_aside(model.record_id)
        return listed

    # --- removing ----------------------------------------------------------------------------------------------------

    def remove(self, record_id: RecordId, *, expected: Standing | None = None) -> Removed:
        """Take a record away, ready to be put back.

        :param expected: what it must be; without it, what its form showed.
        :raises RecordMissing: it is gone already. :raises RecordChanged: it is not what was expected.
        """
        base = expected or self._bases.get(record_id)
        taken = remove_record(record_id, session=self._session, based_on=base)
        self._bases[record_id] = Standing(id=record_id)
        kind = self._session.pack.kind(_kind_of(taken))
        return Removed(listed=self._listed(taken), kind=kind, taken=taken)

    def put_back(self, removed: Removed) -> ListedRecord:
        """Undo a removal. :raises RecordChanged: there is something in its place."""
        back = put_back(removed.taken, session=self._session)
        self._bases[back.id] = back
        return self._listed(back)

    # --- between store and form --------------------------------------------------------------------------------------

    def _listed(self, standing: Standing) -> ListedRecord:
        stored, draft = standing.stored, standing.draft
        record = read_stored(stored, self._session) if stored is not None else None
        times = [one.changed_at for one in (stored, draft) if one is not None and one.changed_at is not None]
        return ListedRecord(
            id=standing.id,
            kind=_kind_of(standing),
            record=record,
            draft=draft,
            changed_at=max(times, default=None),
        )

    def _texts(self, found: Standing, language: str) -> Texts:
        if found.draft is not None:
            return dict(found.draft.texts)
        assert found.stored is not None, "what is opened is there"
        record = read_stored(found.stored, self._session)
        return (
            texts_of(record, language) if record is not None else self._stored_texts(found.stored, language)
        )

    def _stored_texts(self, stored: StoredRecord, language: str) -> Texts:
        """Texts of a stored record that the present pack no longer accepts: what it can still show."""
        kind = self._session.pack.kind(stored.kind)
        known = {code: value for code, value in stored.values.items() if kind.field(code) is not None}
        span = {"from": stored.happened.since.isoformat(), "to": stored.happened.until.isoformat()}
        for leave_out in [(), *((code,) for code in known)]:
            values = {c: v for c, v in known.items() if c not in leave_out}
            plain = {"unit": stored.unit, "happened": span, "values": values}
            try:
                record = read_record(kind, plain, record_id=stored.id, board=stored.unit)
            except InvalidRecord:
                continue
            return texts_of(record, language)
        return new_texts(unit=stored.unit, day=stored.happened.since, language=language)


def _kind_of(standing: Standing) -> KindCode:
    return cast("StoredRecord | Draft", standing.stored or standing.draft).kind


def _whole(old: Mapping[str, object], new: Mapping[str, object]) -> Texts:
    """The new texts, and blanks for what they do not have any more."""
    return {**dict.fromkeys(old, ""), **new}
