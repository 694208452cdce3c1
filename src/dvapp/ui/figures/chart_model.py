"""What the charts of the figures screen are, without a widget: which there are, what each is called, what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from dvapp.domain.calendar.periods import Period
from dvapp.domain.language.folding import folded
from dvapp.domain.papers.charts import Chart
from dvapp.host.i18n import _
from dvapp.services.figures.charts import chart_by_month, period_charts
from dvapp.services.session import Session

_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartItem:
    """A chart in the list.

    :param key: the same for the same chart of another period, so that it stays chosen.
    :param note: what the list says below its title: "chosen figure", "no data yet", or nothing.
    """

    key: str
    chart: Chart
    note: str


def load_charts(session: Session, period: Period, code: str) -> tuple[ChartItem, ...]:
    """The charts of a period: first that of the chosen figure over the months, if ``code`` names one that counts."""
    items = []
    chosen = chart_by_month(session, period, code) if code else None
    if chosen is not None:
        items.append(ChartItem(key=f"figure {code}", chart=chosen, note=_note(chosen, chosen_code=code)))
    for n, chart in enumerate(period_charts(session, period)):
        items.append(ChartItem(key=f"pack {n}", chart=chart, note=_note(chart)))
    return tuple(items)


def _note(chart: Chart, *, chosen_code: str = "") -> str:
    told = [_("the chosen figure: {code}").format(code=chosen_code)] if chosen_code else []
    if not chart.known:
        told.append(_("no data yet"))
    return "; ".join(told)


def place_of(items: Sequence[ChartItem], key: str) -> int:
    """Where the chart that was looked at stands now; else the first one with data, else the first."""
    keys = [item.key for item in items]
    if key in keys:
        return keys.index(key)
    if key.startswith("figure ") and keys and keys[0].startswith("figure "):
        return 0
    return next((n for n, item in enumerate(items) if item.chart.known), 0)


def file_name(chart: Chart) -> str:
    """A name for its picture that every system takes: "ket-qua-xep-loai.png"."""
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in folded(chart.title)
    )
    return f"{'-'.join(words.split())[:_LONGEST].strip('-') or 'bieu-do'}.png"
