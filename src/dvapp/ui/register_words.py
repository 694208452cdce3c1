"""Words for the register of outgoing papers: refusals, columns, states. Qt-free: the command line uses them too."""

from datetime import date

from dvapp.domain.register.numbers import Happening, Number, State
from dvapp.domain.register.series import Run, Series
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _
from dvapp.services.register.printing import EXPORTED, RegisterWords


def register_refusals() -> dict[str, str]:
    """One sentence for each refusal: what is wrong, and what mends it."""
    return {
        "series_not_begun": _(
            "Nobody has said yet with which number papers “{where}” of {day} begin here; begin the series first."
        ),
        "series_begun": _(
            "The series “{where}” that begins on {since} has given numbers already; its beginning stays."
        ),
        "series_handed_over": _(
            "The store of {year} ({file}) has gone on with the series “{where}” since {day}: number these papers there, or take "
            "the series back over."
        ),
        "series_unsettled": _(
            "Papers that were not issued yet hold numbers of the series “{where}” there: {numbers}. Issue these papers, or give "
            "their numbers back; then take the series over."
        ),
        "series_not_taken": _(
            "{where} has no series of numbers that still runs; begin the series here instead."
        ),
        "same_store": _(
            "{where} is this store itself, or a copy of it; choose the store that numbered papers before."
        ),
        "other_board": _(
            "{where} is the store of {board}; only series of the same board’s stores are taken over."
        ),
        "series_days_invalid": _(
            "Series “{where}”: these days run into those of another series of the same papers ({since}); correct them."
        ),
        "series_unknown": _("The register has no series “{where}”."),
        "term_unknown": _(
            "The first day of the committee’s term is not known for {day}; give it, so that papers “{where}” can be numbered."
        ),
        "type_invalid": _("“{text}” is not the symbol of a document type; write letters only, such as BC."),
        "number_reason_empty": _("Number {where}: please write why; the register keeps the reason."),
        "number_unknown": _("The register has no number {where}."),
        "number_out_of_turn": _(
            "Number {where} is not the next one: it would leave a gap, or somebody holds it. Next comes {next}."
        ),
        "numbers_used_up": _("The series “{where}” has come to its last number."),
        "number_used": _("A paper was issued under number {where}; that stays for ever."),
        "number_returned": _("Number {where} was given back already."),
        "number_on_its_way": _(
            "A paper on its way has number {where}; give it back there, in “On their way”."
        ),
        "register_empty": _("The register has no such line, so there is nothing to print or to take out."),
        "lease_lost": _(
            "Number {where} is not held any more; take a number again. The paper was not issued."
        ),
        "leased_elsewhere": _(
            "Number {where} is held by “{holder}” in another window that is still open; finish or close it there."
        ),
        "paper_numbered": _("The paper has its number already: {where}."),
        "issue_day_outside": _(
            "Number {where} belongs to papers from {since} on, and {day} is not one of its days; choose another day of issue."
        ),
        "entry_field_missing": _("Please fill in: {where}."),
        "entry_field_invalid": _("{where}: “{text}” cannot be read or cannot be changed here."),
    }


def register_values(code: str, values: dict[str, str]) -> dict[str, str]:
    """What a sentence shows for a refusal: columns under their names."""
    if code in {"entry_field_missing", "entry_field_invalid"}:
        return {**values, "where": column_words(values["where"])}
    return values


def register_damage() -> dict[str, str]:
    """What a check of the store finds in the register."""
    return {
        "series_unreadable": _("a series of the register cannot be read: {where}"),
        "series_altered": _("a series of the register was changed outside the program: {where}"),
        "number_unreadable": _("a number of the register cannot be read: {where}"),
        "number_altered": _("a number of the register was changed outside the program: {where}"),
        "number_missing": _("the register has a gap: {where}"),
        "number_doubled": _("a paper has two numbers in the register: {where}"),
        "number_untold": _("the history of a number does not lead to what it is: {where}"),
        "register_unguarded": _("the guards of the register in the database are gone"),
    }


def column_words(name: str) -> str:
    """A column of the register, as its heads have it."""
    return {
        "number": _("Number and symbol"),
        "symbol": _("Symbol"),
        "issued": _("Date of issue"),
        "subject": _("Type and summary"),
        "document_type": _("Type of paper"),
        "excerpt": _("Subject of the paper"),
        "signer": _("Signer"),
        "recipients": _("Recipients"),
        "keeper": _("Copy kept by"),
        "copies": _("Copies"),
        "sent": _("Sent on"),
        "note": _("Remark"),
    }.get(name, name)


def state_words(state: State) -> str:
    """What a number is."""
    return {
        State.LEASED: _("Held for a paper"),
        State.USED: _("Issued"),
        State.RETURNED: _("Given back"),
    }[state]


def gone_words(series: Series) -> str:
    """Where a series went; empty while it is numbered here."""
    gone = series.gone
    if gone is None:
        return ""
    return _("gone on with in {file} ({year}) from number {number} on").format(
        file=gone.file, year=gone.year, number=gone.coming
    )


def order_words(day: date, below: Number) -> str:
    """That a day is earlier than that of the number just below it."""
    assert below.entry is not None, "only an issued paper bears a day"
    before = LocaleFormats().screen_day(below.entry.issued)
    return _("The day {day} is earlier than {before} of the number just below, {number}.").format(
        day=LocaleFormats().screen_day(day), before=before, number=below.label
    )


def ahead_words(day: date, today: date) -> str:
    """That a day of issue has not come yet."""
    return _("The day of issue {day} has not come yet; today is {today}.").format(
        day=LocaleFormats().screen_day(day), today=LocaleFormats().screen_day(today)
    )


def export_words() -> RegisterWords:
    """Words of an exported register."""
    own = {"number": _("Number"), "symbol": _("Number and symbol"), "state": _("State")}
    return RegisterWords(
        title=_("Outgoing papers"),
        columns={name: own.get(name) or column_words(name) for name in EXPORTED},
        states={state: state_words(state) for state in State},
    )


def happening_words(happening: Happening) -> str:
    """What happened to a number."""
    return {
        Happening.LEASED: _("Taken for a paper"),
        Happening.USED: _("Issued"),
        Happening.RETURNED: _("Given back"),
        Happening.LAPSED: _("Its holder was gone"),
        Happening.AMENDED: _("Line corrected"),
    }[happening]


def run_words(run: Run) -> str:
    """How long the numbers of a series run."""
    return {Run.TERM: _("the committee’s term"), Run.YEAR: _("the calendar year")}[run]
