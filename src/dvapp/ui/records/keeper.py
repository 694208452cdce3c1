"""Keeping a form as one types: a record when it is right, a draft when it is not. Knows no widget."""

from dataclasses import dataclass
from datetime import datetime

from dvapp.domain.codes import RecordId
from dvapp.domain.plain import read_record
from dvapp.domain.records import InvalidRecord
from dvapp.services.ports import Draft
from dvapp.services.records import ListedRecord, keep_draft, remove_record, save_record
from dvapp.services.session import Session, new_record_id
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import new_texts, texts_of


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


class Keeper:
    """Opens, keeps and removes the records of one store for their form."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._listed: dict[RecordId, ListedRecord] = {}

    def open(self, listed: ListedRecord, language: str) -> FormModel:
        """The form of a record or draft; what was typed last wins over what is stored."""
        kind = self._session.pack.kind(listed.kind)
        if listed.draft is not None:
            texts = dict(listed.draft.texts)
        elif listed.record is not None:
            texts = texts_of(listed.record, language)
        else:
            texts = self._stored_texts(listed, language)
        self._listed[listed.id] = listed
        return FormModel(kind, record_id=listed.id, texts=texts, language=language)

    def begin(self, kind: str, language: str) -> FormModel:
        """A new record of a kind with what repeats filled in: whose it is, and today if it is of the store's year."""
        today = self._session.tools.clock.today()
        day = (
            today if today.year == self._session.year else None
        )  # another year's day would be a guess, not a help
        texts = new_texts(unit=self._session.store.info.board, day=day, language=language)
        definition = self._session.pack.kind(kind)
        return FormModel(definition, record_id=new_record_id(), texts=texts, language=language, fresh=True)

    def keep(self, model: FormModel) -> Kept:
        """Keep what stands in the form: the record when it is right, else a draft."""
        record = model.reading().record
        now = self._session.tools.clock.now()
        before = self._listed.get(model.record_id)
        if record is not None:
            save_record(record, session=self._session)
            listed = ListedRecord(
                id=record.id, kind=record.kind.code, record=record, draft=None, changed_at=now
            )
        else:
            draft = Draft(id=model.record_id, kind=model.kind.code, texts=dict(model.texts), changed_at=now)
            keep_draft(draft, session=self._session)
            kept = before.record if before else None
            listed = ListedRecord(id=draft.id, kind=draft.kind, record=kept, draft=draft, changed_at=now)
        self._listed[model.record_id] = listed
        model.kept()
        return Kept(listed=listed, at=now, valid=record is not None)

    def remove(self, listed: ListedRecord) -> Removed:
        """Take a record away, ready to be put back."""
        remove_record(listed.id, session=self._session)
        return Removed(listed=listed)

    def put_back(self, removed: Removed) -> ListedRecord:
        """Undo a removal."""
        listed = removed.listed
        if listed.record is not None:
            save_record(listed.record, session=self._session)
        if listed.draft is not None:
            keep_draft(listed.draft, session=self._session)
        return listed

    def _stored_texts(self, listed: ListedRecord, language: str) -> dict[str, object]:
        """Texts of a stored record that the present pack no longer accepts: what it can still show."""
        with self._session.store.unit_of_work() as work:
            stored = work.records.get(listed.id)
        if stored is None:
            return new_texts(
                unit=self._session.store.info.board, day=self._session.tools.clock.today(), language=language
            )
        kind = self._session.pack.kind(listed.kind)
        known = {code: value for code, value in stored.values.items() if kind.field(code) is not None}
        span = {"from": stored.happened.since.isoformat(), "to": stored.happened.until.isoformat()}
        for leave_out in [(), *((code,) for code in known)]:
            values = {c: v for c, v in known.items() if c not in leave_out}
            plain = {"unit": stored.unit, "happened": span, "values": values}
            try:
                record = read_record(kind, plain, record_id=listed.id, board=stored.unit)
            except InvalidRecord:
                continue
            return texts_of(record, language)
        return new_texts(unit=stored.unit, day=stored.happened.since, language=language)
