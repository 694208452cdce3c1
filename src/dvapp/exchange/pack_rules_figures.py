"""``rules.yaml``: rules on figures. A rule that cannot be read, or names what is not there, refuses the pack."""

from collections.abc import Iterator, Mapping
from typing import Any

from dvapp.domain.calendar.offers import read_mark
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import RuleInvalid
from dvapp.domain.expressions import evaluate
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.judging.contradictions import RULE as CONTRADICTION
from dvapp.domain.judging.rules import (
    Rule,
    RuleForm,
    RuleLevel,
    open_brace,
    places_in,
    plain_formula,
    terms_in,
)
from dvapp.domain.papers.comparing import Against
from dvapp.exchange.pack_build import wording
from dvapp.exchange.pack_rules import expression_faults
from dvapp.exchange.pack_yaml import PackFault, PackFile, Spot
from dvapp.host.i18n import _

NAME = "rules.yaml"

Problem = tuple[Spot, str]

_NEEDED: Mapping[RuleForm, tuple[str, ...]] = {
    RuleForm.HOLDS: ("must", "say"),
    RuleForm.CHANGE: ("indicators", "against", "percent", "least"),
    RuleForm.ONLY_GROWS: ("indicators",),
    RuleForm.MONTHS: ("indicators",),
    RuleForm.OUTLIER: ("indicators", "distance", "least", "history", "earlier"),
}
_ALSO: Mapping[RuleForm, tuple[str, ...]] = {RuleForm.CHANGE: ("together",)}
_FOR_ALL = ("code", "level", "form", "periods", "units", "reason_from")


def rules(plain: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of a file that passed its schema."""
    return tuple(_rule(r) for r in plain["rules"])


def _rule(plain: Mapping[str, Any]) -> Rule:
    return Rule(
        code=plain["code"],
        level=RuleLevel(plain["level"]),
        form=RuleForm(plain.get("form", "holds")),
        must=plain.get("must", ""),
        say=wording(plain.get("say")),
        indicators=tuple(plain.get("indicators", ())),
        against=tuple(Against(against) for against in plain.get("against", ())),
        percent=plain.get("percent", 0),
        least=plain.get("least", 0),
        distance=plain.get("distance", 0),
        history=plain.get("history", 0),
        earlier=plain.get("earlier", 0),
        together=tuple(tuple(map(IndicatorCode, group)) for group in plain.get("together", ())),
        periods=tuple(read_mark(mark) for mark in plain.get("periods", ())),
        units=plain.get("units", True),
        reason_from=IndicatorCode(plain["reason_from"]) if "reason_from" in plain else None,
    )


def rule_faults(
    file: PackFile, plain: Mapping[str, Any], indicators: Mapping[IndicatorCode, Indicator]
) -> Iterator[PackFault]:
    """Everything wrong with the rules that their schema cannot see, in the order of the file."""
    counted = {c for c, i in indicators.items() if i.accumulation is not Accumulation.FACT}
    seen: set[str] = set()
    for number, written in enumerate(plain["rules"]):
        here: Spot = ("rules", number)
        rule = _rule(written)
        if rule.code in seen:
            yield file.fault(_("the rule “{code}” is there twice").format(code=rule.code), *here, "code")
        if rule.code == CONTRADICTION:
            yield file.fault(_("the program judges “{code}” by itself").format(code=rule.code), *here, "code")
        seen.add(rule.code)
        for spot, reason in (
            *_keys(rule, written),
            *_formulas(rule, counted),
            *_named(rule, counted, indicators),
        ):
            yield file.fault(reason, *here, *spot)


def _keys(rule: Rule, written: Mapping[str, Any]) -> Iterator[Problem]:
    needed = _NEEDED[rule.form]
    for key in needed:
        if key not in written:
            yield (), _("“{key}” is missing").format(key=key)
    for key in written:
        if key not in (*needed, *_FOR_ALL, *_ALSO.get(rule.form, ())):
            yield (
                (key,),
                _("a rule of the form “{form}” has no “{key}”").format(form=rule.form.value, key=key),
            )
    if rule.form is RuleForm.OUTLIER and rule.earlier < rule.history and "earlier" in written:
        yield (
            ("earlier",),
            _("fewer periods are looked at than are needed ({count})").format(count=rule.history),
        )
    if rule.reason_from is not None and rule.level is RuleLevel.ERROR:
        yield ("reason_from",), _("only a rule of level W takes a reason")


def _formulas(rule: Rule, counted: set[IndicatorCode]) -> Iterator[Problem]:
    known = {*counted, *(f"{a.value}_{code}" for a in Against for code in counted)}
    if rule.must:
        faults = list(expression_faults(plain_formula(rule.must), known))
        yield from ((("must",), reason) for reason in faults)
        if not faults and not _is_condition(rule.must):
            reason = _("the formula “{formula}” is no condition; compare something")
            yield ("must",), reason.format(formula=rule.must)
        elif not faults and not terms_in(rule.must):
            yield ("must",), _("the formula “{formula}” names no figure").format(formula=rule.must)
    for language, said in (("vi", rule.say.vi), ("en", rule.say.en)):
        if open_brace(said):
            yield ("say", language), _("a brace in “{words}” has no partner").format(words=said)
        for place in places_in(said):
            faults = list(expression_faults(plain_formula(place), known))
            yield from ((("say", language), reason) for reason in faults)


def _is_condition(must: str) -> bool:
    """Whether it answers true or false once its numbers are known; blank where one is missing."""
    try:
        numbers = {term.name: 1 for term in terms_in(must)}
        return isinstance(evaluate(plain_formula(must), numbers), bool)
    except RuleInvalid:
        return False


def _named(
    rule: Rule, counted: set[IndicatorCode], indicators: Mapping[IndicatorCode, Indicator]
) -> Iterator[Problem]:
    behaviours = {a.value for a in Accumulation}
    for row, code in enumerate(rule.indicators):
        if code not in behaviours and IndicatorCode(code) not in counted:
            yield ("indicators", row), _("there is no figure {code}").format(code=code)
    for row, group in enumerate(rule.together):
        if len(group) < 2:
            yield ("together", row), _("figures that move together are at least two")
        for code in group:
            if code not in counted:
                yield ("together", row), _("there is no figure {code}").format(code=code)
    text = None if rule.reason_from is None else indicators.get(rule.reason_from)
    if rule.reason_from is not None and (text is None or text.accumulation is not Accumulation.FACT):
        yield ("reason_from",), _("{code} is no figure that is a text").format(code=rule.reason_from)
