"""Words of the list of records when it is written to a file. Knows no widget."""

from dvapp.domain.recording.searching import RecordState
from dvapp.host.i18n import _, language
from dvapp.services.recording.record_list import ListWords


def list_words() -> ListWords:
    """Heads and states in the language in use."""
    return ListWords(
        all_=_("List"),
        since=_("From day"),
        until=_("To day"),
        kind=_("Kind"),
        unit=_("Unit"),
        subject=_("Subject"),
        state=_("State"),
        states={
            RecordState.COMPLETE: _("Complete"),
            RecordState.DRAFT: _("Draft"),
            RecordState.FAULTY: _("With faults"),
        },
        language=language(),
    )
