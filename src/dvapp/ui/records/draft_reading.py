"""Drafts read as their form does, for lists and the search: the ``Forms`` of ``services/searching/search_ports.py``."""

from dvapp.domain.recording.kinds import RecordKind
from dvapp.services.ports import Draft
from dvapp.services.searching.search_ports import FormReading
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import LANGUAGE


class DraftForms:
    """Reads drafts in the language they were typed in."""

    def read(self, kind: RecordKind, draft: Draft) -> FormReading:
        """What a draft means."""
        language = str(draft.texts.get(LANGUAGE, "vi"))
        reading = FormModel(kind, record_id=draft.id, texts=draft.texts, language=language).reading()
        return FormReading(
            values=reading.values, span=reading.span, faults=tuple(fault.code for fault in reading.faults)
        )
