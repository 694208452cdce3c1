"""From the plain content of a pack's files, already checked against their schemas, to the types of the domain."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dvapp.domain.calendar.offers import Due, PeriodMark, read_mark
from dvapp.domain.calendar.returns import ReturnsRule
from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode, ReportKindCode, UnitCode
from dvapp.domain.packs import Programme
from dvapp.domain.papers.charts import ChartKind
from dvapp.domain.papers.comparing import Against
from dvapp.domain.papers.options import read_options
from dvapp.domain.papers.outline import (
    ChartFigure,
    ChartOutline,
    Outline,
    RowColumn,
    RowsOutline,
    Section,
    Sentence,
    TableOutline,
)
from dvapp.domain.places.boards import BoardException, BoardForm, BoardRules
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import (
    Check,
    CheckForm,
    Choice,
    EvidenceWish,
    Feed,
    FeedForm,
    Field,
    FieldType,
    Place,
    RecordKind,
)
from dvapp.domain.register.series import Term
from dvapp.domain.words import Wording
from dvapp.exchange.pack_typed import OF_INDICATORS

Plain = Mapping[str, Any]


def wording(plain: Plain | None) -> Wording:
    """Words in both languages; empty where the pack gives none."""
    return Wording(plain["vi"], plain.get("en", "")) if plain else Wording("")


def programmes(plain: Iterable[Plain]) -> dict[int, Programme]:
    """The programmes of a pack by year."""
    return {
        p["year"]: Programme(
            year=p["year"], central_theme=p["central_theme"], city_theme=p.get("city_theme", "")
        )
        for p in plain
    }


def terms(plain: Sequence[Plain]) -> tuple[Term, ...]:
    """The committees' terms, by which papers are numbered. :raises ValueError: a day is none."""
    return tuple(
        Term(
            since=date.fromisoformat(one["since"]),
            until=date.fromisoformat(one["until"]) if "until" in one else None,
        )
        for one in plain
    )


def returns_rule(plain: Plain | None) -> ReturnsRule | None:
    """How reports from below are registered; ``None`` where the pack keeps no register."""
    if plain is None:
        return None
    return ReturnsRule(
        kind=KindCode(plain["kind"]),
        units=FieldCode(plain["units"]),
        received=FieldCode(plain["received"]),
        due_of={
            Level(level): tuple(ReportKindCode(code) for code in codes)
            for level, codes in plain["due_of"].items()
        },
        when={FieldCode(code): value for code, value in plain.get("when", {}).items()},
    )


def record_kind(plain: Plain) -> RecordKind:
    """A record kind."""
    return RecordKind(
        code=KindCode(plain["code"]),
        name=wording(plain["name"]),
        plural=wording(plain["plural"]),
        icon=plain["icon"],
        help=wording(plain["help"]),
        happened=wording(plain["happened"]),
        fields=tuple(_field(f) for f in plain["fields"]),
        checks=tuple(_check(c) for c in plain["checks"]),
        feeds=tuple(_feed(f) for f in plain["feeds"]),
        groups={code: wording(words) for code, words in plain["groups"].items()},
        summary=FieldCode(plain["summary"]),
        listed=tuple(FieldCode(code) for code in plain["listed"]),
        example=plain["example"],
        evidence=_evidence(plain.get("evidence")),
    )


def _evidence(plain: Plain | None) -> EvidenceWish | None:
    if plain is None:
        return None
    return EvidenceWish(help=wording(plain["help"]), wished=plain.get("wished", False))


def _field(plain: Plain) -> Field:
    place = plain.get("place")
    return Field(
        code=FieldCode(plain["code"]),
        type=FieldType(plain["type"]),
        label=wording(plain["label"]),
        help=wording(plain["help"]),
        unit=wording(plain.get("unit")),
        required=plain.get("required", False),
        minimum=plain.get("minimum"),
        maximum=plain.get("maximum"),
        max_length=plain.get("max_length", 2000),
        may_not_apply=plain.get("may_not_apply", False),
        choices=_choices(plain.get("choices", ())),
        of_indicators=plain.get("choices") == OF_INDICATORS,
        columns=tuple(_field(c) for c in plain.get("columns", ())),
        shown=plain.get("shown", ""),
        place=Place(group=place["group"], row=place["row"], span=place["span"]) if place else Place(),
        editable=plain.get("editable", False),
    )


def _choices(plain: str | Iterable[Plain]) -> tuple[Choice, ...]:
    """Those written out; the figures that can be typed are known only with all kinds (pack_typed)."""
    if isinstance(plain, str):
        return ()
    return tuple(Choice(code=c["code"], label=wording(c["label"])) for c in plain)


def _check(plain: Plain) -> Check:
    return Check(
        code=plain["code"],
        form=CheckForm(plain["form"]),
        field=FieldCode(plain["field"]),
        parts=tuple(FieldCode(code) for code in plain.get("parts", ())),
        total=FieldCode(plain["total"]) if "total" in plain else None,
        must=plain.get("must", ""),
        message=wording(plain.get("message")),
        table=FieldCode(plain["table"]) if "table" in plain else None,
    )


def _feed(plain: Plain) -> Feed:
    return Feed(
        indicator=IndicatorCode(plain["indicator"]),
        form=FeedForm(plain["form"]),
        field=FieldCode(plain["field"]) if "field" in plain else None,
        column=FieldCode(plain["column"]) if "column" in plain else None,
        when={FieldCode(code): value for code, value in plain.get("when", {}).items()},
        rows={FieldCode(code): value for code, value in plain.get("rows", {}).items()},
    )


def outline(plain: Plain) -> Outline:
    """The outline of a report kind."""
    return Outline(
        kind=ReportKindCode(plain["kind"]),
        name=wording(plain["name"]),
        document_type=plain["document_type"],
        type_symbol=plain["type_symbol"],
        title=plain["title"],
        opening=_sentences(plain["opening"]),
        sections=tuple(
            Section(
                code=s["code"],
                level=s["level"],
                heading=s["heading"],
                sentences=_sentences(s["sentences"]),
                guidance=wording(s.get("guidance")),
                part=s.get("part", False),
            )
            for s in plain["sections"]
        ),
        annexes=tuple(_table(a) for a in plain["annexes"]),
        recipients=tuple(plain["recipients"]),
        recipients_at={Level(level): tuple(items) for level, items in plain.get("recipients_at", {}).items()},
        archive=plain["archive"],
        periods=_marks(plain.get("periods", ())),
        due=tuple(_due(d) for d in plain.get("due", ())),
        due_note=wording(plain.get("due_note")),
        closing=plain.get("closing"),
        options=read_options(plain.get("options", {})),
        options_at={Level(level): read_options(p) for level, p in plain.get("options_at", {}).items()},
    )


def _marks(plain: Iterable[str]) -> tuple[PeriodMark, ...]:
    return tuple(read_mark(mark) for mark in plain)


def _due(plain: Plain) -> Due:
    return Due(
        periods=_marks(plain["periods"]),
        day=plain["day"],
        month=plain.get("month"),
        months_after=plain.get("months_after", 0),
    )


def _table(plain: Plain) -> TableOutline:
    return TableOutline(
        code=plain["code"],
        title=plain["title"],
        groups=tuple(
            (g["heading"], tuple(IndicatorCode(i) for i in g["indicators"])) for g in plain.get("groups", ())
        ),
        compare=tuple(Against(against) for against in plain.get("compare", ())),
        landscape=plain.get("landscape"),
        rows=_rows(plain["records"]) if "records" in plain else None,
        returns=plain.get("returns", False),
        blank=plain.get("blank", False),
        charts=tuple(_chart(c) for c in plain.get("charts", ())),
    )


def _chart(plain: Plain) -> ChartOutline:
    return ChartOutline(
        title=plain["title"],
        kind=ChartKind(plain["kind"]),
        figures=tuple(_chart_figure(figure) for figure in plain["indicators"]),
        compare=tuple(Against(against) for against in plain.get("compare", ())),
        whole=IndicatorCode(plain["whole"]) if "whole" in plain else None,
        unit=plain.get("unit", ""),
    )


def _chart_figure(plain: str | Plain) -> ChartFigure:
    if isinstance(plain, str):
        return ChartFigure(code=IndicatorCode(plain))
    return ChartFigure(code=IndicatorCode(plain["code"]), label=plain["label"])


def _rows(plain: Plain) -> RowsOutline:
    return RowsOutline(
        kind=KindCode(plain["kind"]),
        table=FieldCode(plain["table"]),
        columns=tuple(
            RowColumn(field=FieldCode(c["field"]), total=IndicatorCode(c["total"]) if "total" in c else None)
            for c in plain["columns"]
        ),
    )


def _sentences(plain: Iterable[Plain]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            say=s["say"],
            if_blank=s.get("if_blank", ""),
            levels=frozenset(Level(level) for level in s.get("levels", ())),
        )
        for s in plain
    )


def board_rules(plain: Plain) -> BoardRules:
    """How boards sign their papers.

    :raises ValueError: a day is not in the calendar.
    """
    return BoardRules(
        forms=tuple(
            BoardForm(
                level=Level(f["level"]),
                kind=f.get("kind", ""),
                committee=f["committee"],
                board=f["board"],
                symbol=f["symbol"],
                head_title=f["head_title"],
                deputy_title=f["deputy_title"],
                valid_from=date.fromisoformat(f["valid_from"]) if "valid_from" in f else None,
                valid_to=date.fromisoformat(f["valid_to"]) if "valid_to" in f else None,
            )
            for f in plain["forms"]
        ),
        exceptions=tuple(
            BoardException(unit=UnitCode(e["unit"]), **{k: v for k, v in e.items() if k != "unit"})
            for e in plain.get("exceptions", ())
        ),
        names_of_people=frozenset(plain.get("names_of_people", ())),
    )
