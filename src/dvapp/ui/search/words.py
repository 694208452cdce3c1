"""Words of the search, and where a hit leads. Knows no widget."""

from dataclasses import dataclass

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.recording.searching import Asked, Found, Hit, HitGroup
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.ui.shell.periods import in_year_words

PLACES = {
    HitGroup.RECORDS: "records",
    HitGroup.REPORTS: "report",
    HitGroup.PAPERS: "register",
    HitGroup.LINES: "register",
    HitGroup.FIGURES: "figures",
    HitGroup.UNITS: "units",
    HitGroup.FILES: "records",
}
"""The screen on which a hit of a group is opened."""

ICONS = {
    HitGroup.RECORDS: "notebook-pen",
    HitGroup.REPORTS: "file-text",
    HitGroup.PAPERS: "send",
    HitGroup.LINES: "hash",
    HitGroup.FIGURES: "chart-column",
    HitGroup.UNITS: "list",
    HitGroup.FILES: "paperclip",
}


_WITHIN = {HitGroup.UNITS: "units:{target}", HitGroup.LINES: "line:{target}"}
"""Where in its screen a hit is, when the target alone does not say it."""


def target_of(hit: Hit) -> str:
    """What its screen is told to show."""
    return _WITHIN.get(hit.group, "{target}").format(target=hit.target)


def group_words(group: HitGroup) -> str:
    """A group's heading."""
    return {
        HitGroup.RECORDS: _("Records"),
        HitGroup.REPORTS: _("Reports"),
        HitGroup.PAPERS: _("Outgoing documents"),
        HitGroup.LINES: _("Register of outgoing papers"),
        HitGroup.FIGURES: _("Figures"),
        HitGroup.UNITS: _("Units"),
        HitGroup.FILES: _("Files"),
    }[group]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the answer: a heading (no hit), a hit, or the way to all hits of the records (``all_``).

    :param asked: what to mark in it.
    """

    group: HitGroup
    title: str
    asked: Asked
    hit: Hit | None = None
    detail: str = ""
    all_: bool = False

    @property
    def chosen(self) -> bool:
        """Whether it can be opened."""
        return self.hit is not None or self.all_


def lines_of(found: Found) -> tuple[Line, ...]:
    """An answer as lines."""
    made: list[Line] = []
    for group in HitGroup:
        hits = found.of(group)
        if hits:
            made.append(Line(group=group, title=group_words(group), asked=found.asked))
        made += [
            Line(
                group=group,
                title=hit.title or _("Without a subject yet"),
                asked=found.asked,
                hit=hit,
                detail=_detail(hit),
            )
            for hit in hits
        ]
        if group is HitGroup.RECORDS and group in found.more:
            made.append(
                Line(group=group, title=_("All records found, in the list"), asked=found.asked, all_=True)
            )
    return tuple(made)


def _detail(hit: Hit) -> str:
    day = LocaleFormats(language()).screen_day(hit.day) if hit.day is not None else ""
    if hit.group is not HitGroup.REPORTS:
        return " · ".join(filter(None, (day, hit.about, hit.marked)))
    kind, _slash, where = hit.target.partition("/")  # a kind of report found by its name has no period
    period = in_year_words(parse_period(where.partition("/")[0])) if where else ""
    return " · ".join(filter(None, (kind, period, hit.marked)))
