"""A report's settings: what the pack gives, what the officer chose for one report, and changing the latter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period
from dvapp.domain.papers.options import (
    NO_OPTIONS,
    OptionSpec,
    ReportOptions,
    Setting,
    option_spec,
    read_option,
)
from dvapp.domain.papers.reports import ReportText
from dvapp.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The settings of one report.

    :param pack: what the pack gives to this board.
    :param own: what the officer chose for this report.
    :param recipients: Nơi nhận as the pack has it, which is no setting of a pack but may be one of a report.
    """

    pack: ReportOptions
    own: ReportOptions
    recipients: tuple[str, ...]

    @property
    def given(self) -> ReportOptions:
        """What the report goes by."""
        return self.own.over(self.pack.with_value("recipients", self.recipients))

    def source(self, spec: OptionSpec) -> str:
        """Who gave a setting: "report", "pack", or "" for nobody."""
        if self.own.value(spec.name) is not None:
            return "report"
        return "" if self.given.value(spec.name) is None else "pack"


def options_of(session: Session, *, kind: str, period: Period) -> Chosen:
    """The settings of the report of a period.

    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    outline = session.pack.outline(kind)
    outline.require(period)
    with session.store.reading() as read:
        text = read.texts.get(kind, period)
    return Chosen(
        pack=outline.options_for(session.board.unit),
        own=text.options if text is not None else NO_OPTIONS,
        recipients=outline.recipients_of(session.board.unit.level),
    )


def change_options(
    session: Session, *, kind: str, period: Period, given: Mapping[str, str], dropped: Iterable[str] = ()
) -> Chosen:
    """Change settings of a report as somebody typed them; all of them or, if one is refused, none.

    :param given: texts by name; ``dropped``: names that follow the pack again.
    :raises OptionUnknown, OptionInvalid, OptionTooLong, ReportKindUnknown, PeriodNotOffered: as they say.
    """
    session.require(Action.RECORD)
    now = options_of(session, kind=kind, period=period)
    values: dict[str, Setting | None] = {option_spec(name).name: None for name in dropped}
    values |= {name: read_option(name, text) for name, text in given.items()}
    own = now.own
    for name, value in values.items():
        own = own.with_value(name, value)
    save_options(session, kind=kind, period=period, options=own)
    return replace(now, own=own)


def save_options(session: Session, *, kind: str, period: Period, options: ReportOptions) -> None:
    """Keep the officer's settings of a report; nothing is written when they are kept already."""
    with session.changing(Action.RECORD) as work:
        kept = work.texts.get(kind, period)
        if options == (kept.options if kept is not None else NO_OPTIONS):
            return
        kept = kept or ReportText(kind=session.pack.outline(kind).kind, period=period, sections={})
        work.texts.put(replace(kept, options=options))
        work.commit()
