"""The record in the form, as far as the rules can judge it."""

from dvapp.domain.codes import UnitCode
from dvapp.domain.recording.partial import valid_part
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import UNIT
from dvapp.ui.rules.strip import InWork


def in_work(model: FormModel) -> InWork | None:
    """What stands in a form; of a form with faults what is right. ``None`` while it has no day or no unit."""
    reading = model.reading()
    if reading.record is not None:
        return InWork(id=model.record_id, record=reading.record, whole=True)
    unit = model.text(UNIT)
    if reading.span is None or not unit:
        return None
    part = valid_part(
        model.kind,
        reading.values,
        record_id=model.record_id,
        unit=UnitCode(unit),
        happened=reading.span,
    )
    return InWork(id=model.record_id, record=part, whole=False)
