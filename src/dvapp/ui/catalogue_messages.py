"""Words for what is wrong with entries of the catalogues; ``messages`` puts them beside the others."""

from collections.abc import Mapping

from dvapp.domain.catalogue.entries import Catalogue
from dvapp.host.i18n import _


def catalogue_refusals() -> Mapping[str, str]:
    """Words of every refusal of editing the catalogues, by code."""
    return {
        "entry_refused": _("“{where}” was not kept: {faults}"),
        "entry_unknown": _("The catalogues have no entry for “{where}”."),
        "entry_changed": _(
            "Another window changed “{where}” meanwhile; nothing was overwritten. Read it again first."
        ),
        "catalogue_unknown": _("There is no catalogue “{where}”; there are: {known}."),
        "pack_drops_records": _(
            "The pack {where} would no longer accept {count} records ({kinds}); nothing was changed. They stay in the store and "
            "count again with the old pack; to go on nevertheless, use --force."
        ),
    }


def catalogue_faults() -> Mapping[str, str]:
    """Words of every fault of an entry, by code."""
    return {
        "not_a_year": _("“{value}” is not a year; write it such as 2026."),
        "code_invalid": _("“{value}” cannot be a code: letters, digits and hyphens, at most 16."),
        "answer_code_invalid": _(
            "“{value}” cannot be the code of an answer: small letters without marks, digits and “_”, at most 40."
        ),
        "answer_path_invalid": _(
            "“{value}” names no answer; write kind/field/answer, such as meeting/form/briefing, or with a table "
            "kind/table.field/answer."
        ),
        "entry_field_unknown": _("There is no such text here; there are: {known}."),
        "nothing_said": _("Fill in at least one text that differs from the template pack."),
        "symbol_invalid": _(
            "“{value}” is no symbol of a body: capitals and digits without spaces, such as BDVQU."
        ),
        "theme_twice": _("The year {value} has its themes already; change those."),
        "entry_overlaps": _(
            "Another entry holds from {since} to {until}; the days of two entries may not overlap."
        ),
        "not_a_board": _("“{value}” had no board on these days."),
        "city_fixed": _("“{value}” is the city itself; its code, its level and its days are fixed."),
        "one_city": _("There is one city; this unit is a district or a commune."),
        "code_taken": _("The code “{value}” stands for {name} on these days already."),
        "ended_already": _("“{value}” has ended by then already."),
        "units_below": _(
            "On {day} {count} units still belong to it, the first is {name}; end or move them first."
        ),
        "own_successor": _("A unit cannot be its own successor."),
        "parent_cycle": _("Over “{value}” the unit would be above itself."),
        "parent_not_valid": _("The unit above, “{value}”, does not exist from {since} to {until}."),
        "parent_ends": _("The unit above, “{value}”, does not exist from {since} on."),
        "parent_level": _("{value} is of no higher level than this unit."),
        "own_board_lost": _("With this the store’s own board “{value}” would have no name for its papers."),
        "list_fixed": _("The answers of “{value}” are fixed by the template pack."),
        "answer_unknown": _("There is no answer “{value}” in this list."),
        "answer_taken": _("This list has an answer with the code “{value}” already."),
        "label_taken": _("Another answer is called “{value}” already."),
        "outside_its_year": _("{day} lies outside the year {year}; divide it at the turn of the year."),
        "holiday_too_long": _("A holiday has at most {most} days."),
        "already_off": _("On {day} nobody works anyway: it is a weekend."),
        "already_worked": _("On {day} everybody works anyway."),
        "already_ordinary": _("{day} is neither a holiday nor a day made up for."),
        "records_use_it": _(
            "{count} records name it after that, the last of {last}. Change them first, or let it end later than {last}."
        ),
        "answer_ended": _("“{label}” is not given as an answer on {day}."),
        "unit_ended": _("“{value}” existed until {until}; who took over is not known to the catalogue."),
        "unit_ended_into": _("“{value}” existed until {until}; after that: {names}."),
    }


def catalogue_words(catalogue: Catalogue) -> str:
    """The name of a catalogue."""
    return {
        Catalogue.THEMES: _("Programme years and themes"),
        Catalogue.BOARDS: _("Boards"),
        Catalogue.UNITS: _("Administrative units"),
        Catalogue.CHOICES: _("Staff groups and other answers"),
        Catalogue.HOLIDAYS: _("Public holidays"),
    }[catalogue]


def entry_field_words(catalogue: Catalogue, name: str) -> str:
    """The name of a text of an entry, as its form shows it."""
    themes = {
        "code": _("Year"),
        "central_theme": _("Theme of the centre"),
        "city_theme": _("Theme of the city"),
    }
    boards = {
        "code": _("Code of the unit"),
        "name": _("Name of the board"),
        "superior": _("Committee above, in capitals"),
        "issuer": _("Issuing body, in capitals"),
        "symbol": _("Symbol of the body"),
        "place": _("Place before the date"),
        "head_title": _("Title of the head"),
        "deputy_title": _("Title of the deputy"),
    }
    units = {
        "code": _("Code"),
        "name": _("Full name"),
        "kind": _("Kind"),
        "level": _("Level"),
        "parent": _("Unit above (code)"),
        "successors": _("Successors (codes)"),
    }
    choices = {"code": _("Code of the answer"), "label": _("Label"), "label_en": _("Label in English")}
    holidays = {
        "code": _("First day"),
        "valid_to": _("Last day"),
        "kind": _("Kind of day"),
        "name": _("Name"),
        "source": _("Source"),
    }
    own = {
        Catalogue.THEMES: themes,
        Catalogue.BOARDS: boards,
        Catalogue.UNITS: units,
        Catalogue.CHOICES: choices,
        Catalogue.HOLIDAYS: holidays,
    }[catalogue]
    common = {
        "valid_from": _("From"),
        "valid_to": _("Until"),
        "note": _("According to (decision, resolution)"),
    }
    return own.get(name) or common.get(name, name)


def holiday_kind_words(kind: str) -> str:
    """What a kind of day is called."""
    words = {"off": _("day off"), "worked": _("worked instead"), "ordinary": _("ordinary day")}
    return words.get(kind, kind)


def level_words(level: str) -> str:
    """What a level of units is called."""
    return {"city": _("city level"), "district": _("district level"), "commune": _("commune level")}.get(
        level, level
    )
