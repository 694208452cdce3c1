"""What is said of breaches, in the language in use."""

from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.judging.rule_check import CheckedBreach
from dvapp.services.judging.typed_rules import RuleNews, Turn
from dvapp.ui.shell.periods import in_year_words


def sentence_words(breach: Breach) -> str:
    """What is wrong, as a sentence of its own."""
    said = breach.sentence.said_in(language())
    return f"{said[:1].upper()}{said[1:]}."


def count_words(errors: int, warnings: int) -> str:
    """How many there are, errors first; what there is none of is left out."""
    parts = []
    if errors:
        parts.append(ngettext("{count} error", "{count} errors", errors).format(count=errors))
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
    return " · ".join(parts) or _("nothing to mend")


def level_state(breach: Breach) -> str:
    """The theme's state of a breach."""
    if breach.level is RuleLevel.ERROR:
        return "error"
    return "ok" if breach.confirmed else "warn"


def checked_state(one: CheckedBreach) -> str:
    """The theme's state of a breach whose reports are known."""
    if one.breach.level is RuleLevel.ERROR:
        return "error"
    return "warn" if one.waits or not (one.reports or one.breach.confirmed) else "ok"


def need_words(one: CheckedBreach) -> str:
    """What has to be done about a breach of the board's figures."""
    if one.breach.level is RuleLevel.ERROR:
        return _("Error: mend the figures; until then no report that prints them can be submitted.")
    waiting = [report.kind for report in one.reports if not report.confirmed]
    if waiting and one.reason:
        return _("Warning: the numbers changed, confirm the reason for {reports}.").format(
            reports=", ".join(waiting)
        )
    if waiting:
        return _("Warning: give the reason for {reports}, or mend the figures.").format(
            reports=", ".join(waiting)
        )
    if one.reports:
        kinds = ", ".join(report.kind for report in one.reports)
        return _("Reason given in {reports}.").format(reports=kinds)
    if one.breach.confirmed:
        return _("Reason given in the records: {reason}").format(reason=one.breach.reason)
    return _("Warning: no report of this period prints these figures; see whether they are right.")


def unit_need_words(breach: Breach) -> str:
    """What has to be done about a breach of a unit's own figures."""
    if breach.level is RuleLevel.ERROR:
        return _("Error: mend what the unit gave or what is recorded of it.")
    if breach.confirmed:
        return _("Reason in the note: {reason}").format(reason=breach.reason)
    return _("Warning: mend the number, or write the reason as the note of its cell.")


def figure_words(figure: Figure) -> str:
    """A figure with its value, as short as it can be: "B05 = 20"."""
    return f"{figure.code} = {value_words(figure)}"


def value_words(figure: Figure) -> str:
    """The value of a figure; what is not known is said in words."""
    match figure.state:
        case FigureState.BLANK:
            return _("no data yet")
        case FigureState.NOT_APPLICABLE:
            return _("not applicable")
        case FigureState.KNOWN:
            return LocaleFormats(language()).number(figure.value)


def figure_tip(figure: Figure) -> str:
    """Everything worth knowing of a figure before one goes there: label, value with unit, formula, records."""
    unit = figure.unit.said_in(language()) if figure.state is FigureState.KNOWN else ""
    label = figure.label.said_in(language()).lstrip("—– ")
    lines = [f"{figure.code} · {label[:1].upper()}{label[1:]}", f"{value_words(figure)} {unit}".rstrip()]
    if figure.formula:
        lines.append(figure.formula)
    if figure.records:
        count = len(figure.records)
        lines.append(ngettext("from {count} record", "from {count} records", count).format(count=count))
    return "\n".join(lines)


def turn_words(news: RuleNews) -> str:
    """What the record in work does to a rule."""
    return {
        Turn.BREAKS: _("Caused by this record"),
        Turn.STAYS: _("Already so before"),
        Turn.MENDS: _("Mended by this record"),
    }[news.turn]


def news_state(news: RuleNews) -> str:
    """The theme's state of a rule that a record in work touches."""
    return "ok" if news.turn is Turn.MENDS else level_state(news.breach)


def when_words(news: RuleNews) -> str:
    """The periods that it concerns: "Month 8, and Quarter III, Whole year"."""
    first, *others = (in_year_words(period) for period, _breach in news.told)
    if not others:
        return first
    return _("{period}; also {others}").format(period=first, others=", ".join(others))
