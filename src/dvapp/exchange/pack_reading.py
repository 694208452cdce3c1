"""One reading of one template pack: every file against its schema, every name against what there is."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from dvapp.domain.calendar.returns import ReturnsRule
from dvapp.domain.calendar.workdays import NO_HOLIDAYS, Holidays
from dvapp.domain.codes import IndicatorCode, KindCode, ReportKindCode
from dvapp.domain.errors import PackInvalid
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.judging.rules import Rule
from dvapp.domain.packs import Pack
from dvapp.domain.papers.outline import Outline
from dvapp.domain.places.boards import BoardRules
from dvapp.domain.recording.kinds import FieldType, RecordKind
from dvapp.domain.register.series import Term
from dvapp.exchange import pack_build, pack_holidays, pack_indicators, pack_rules_figures
from dvapp.exchange.pack_kinds import kind_faults, mixed_feeds
from dvapp.exchange.pack_marks import (
    OUTLINES,
    PASSED,
    RULES,
    Later,
    file_mark,
    line,
    outlines_mark,
    read_marks,
    rules_mark,
)
from dvapp.exchange.pack_outlines import Known, outline_faults
from dvapp.exchange.pack_sources import PackSource
from dvapp.exchange.pack_typed import completed, typed_twice
from dvapp.exchange.pack_yaml import PackFault, PackFile, YamlRefused, read_yaml
from dvapp.host.i18n import _
from dvapp.host.reasons import system_reason

FORMAT = 1
"""The format of packs that this program reads (``format`` in ``pack.yaml``)."""

_T = TypeVar("_T")


class Reading:
    """One reading of one pack. Faults are gathered; nothing that has one is built."""

    def __init__(self, source: PackSource, resources: Path, *, trusting: bool = True) -> None:
        self.marks: dict[str, str] = {}
        trusted = trusting and source.has(PASSED)
        self._passed = read_marks(source.read(PASSED)) if trusted else frozenset[str]()
        self._source = source
        self._schemas = resources / "schemas"
        self._icons = {path.stem for path in (resources / "icons").glob("*.svg")}
        self._faults: list[PackFault] = []
        self._indicators: Mapping[IndicatorCode, Indicator] = {}
        self._catalogue = b""
        self._too_new = False
        self._registers = False

    def pack(self) -> Pack:
        """The pack.

        :raises PackInvalid: with all faults.
        """
        head = self._file("pack.yaml", "pack.json")
        plain: Mapping[str, Any] = {}
        if head is not None:
            plain = head.content  # type: ignore[assignment]  # the schema says it is a mapping
            self._faults.extend(_head_faults(head, plain, self._source.name))
        elif self._too_new:
            self._refuse_faults()
        self._read_indicators()
        kinds = self._kinds(plain.get("kinds") or self._present("kinds"))
        reports = plain.get("reports") or self._present("reports")
        self._registers = head is None or "returns" in plain
        outlines = self._passed_outlines(reports) or self._outlines(reports, kinds)
        boards = self._boards()
        rules, holidays = self._rules(), self._holidays()
        returns = pack_build.returns_rule(plain.get("returns"))
        if head is not None and returns is not None:
            self._faults.extend(returns_faults(head, returns, kinds, reports))
        self._refuse_faults()
        return Pack(
            name=plain["name"],
            version=plain["version"],
            title=pack_build.wording(plain["title"]),
            indicators=self._indicators,
            kinds=kinds,
            outlines=outlines,
            programmes=pack_build.programmes(plain["programmes"]),
            boards=boards,
            rules=rules,
            returns=returns,
            holidays=holidays,
            terms=pack_build.terms(plain.get("terms", ())),
        )

    def _present(self, folder: str) -> list[str]:
        """Where pack.yaml does not tell: the files that are there, so that their faults are told in the same go."""
        return [PurePosixPath(path).stem for path in self._source.names(f"{folder}/*.yaml")]

    def _refuse_faults(self) -> None:
        if self._faults:
            first = self._faults[0]
            more = len(self._faults) - 1
            reason = (
                first.reason
                if not more
                else _("{reason} ({more} more)").format(reason=first.reason, more=more)
            )
            raise PackInvalid(where=first.where, reason=reason, faults=tuple(self._faults))

    # --- files -------------------------------------------------------------------------------------------------------

    def _file(self, name: str, schema: str) -> PackFile | None:
        """A file that has passed its schema, or ``None`` with the faults noted."""
        try:
            content = self._source.read(name)
        except OSError as error:
            reason = _("the file cannot be read: {reason}").format(reason=system_reason(error))
            self._faults.append(PackFault(where=f"{name}:1", reason=reason))
            return None
        try:
            file = read_yaml(name, content)
        except YamlRefused as refused:
            self._faults.append(refused.fault)
            return None
        newer = _newer(file)
        self._too_new = self._too_new or bool(newer)
        faults = newer or self._schema_faults(file, content, schema)
        self._faults.extend(faults)
        return None if faults else file

    def _schema_faults(self, file: PackFile, content: bytes, schema: str) -> list[PackFault]:
        rules = self._schemas / schema
        mark = self.marks[file.name] = file_mark(rules.read_bytes(), content)
        if line(mark, file.name) in self._passed:
            return []
        from dvapp.exchange.pack_schema import schema_faults

        return schema_faults(file, rules)

    def _built(self, file: PackFile | None, build: Callable[[Mapping[str, Any]], _T]) -> _T | None:
        return None if file is None else build(file.content)  # type: ignore[arg-type]  # the schema says it is a mapping

    # --- parts -------------------------------------------------------------------------------------------------------

    def _read_indicators(self) -> None:
        name = pack_indicators.NAME
        try:
            content = self._source.read(name)
        except OSError as error:
            reason = _("the file cannot be read: {reason}").format(reason=system_reason(error))
            self._faults.append(PackFault(where=f"{name}:1", reason=reason))
            return
        self._catalogue = content
        self._indicators = pack_indicators.read_indicators(content, self._faults)

    def _kinds(self, codes: list[str]) -> dict[KindCode, RecordKind]:
        kinds: list[tuple[PackFile, RecordKind]] = []
        for code in codes:
            file = self._file(f"kinds/{code}.yaml", "pack-kind.json")
            kind = self._built(file, pack_build.record_kind)
            if file is None or kind is None:
                continue
            if kind.code != code:
                self._faults.append(
                    file.fault(_("the file of “{code}” defines another").format(code=code), "code")
                )
            kinds.append((file, kind))
        whole = completed([kind for _file, kind in kinds], self._indicators)
        if self._indicators:
            for (file, written), kind in zip(kinds, whole, strict=True):
                self._faults.extend(
                    kind_faults(
                        file, kind, indicators=self._indicators, icons=self._icons, feeds=written.feeds
                    )
                )
        self._faults.extend(mixed_feeds(kinds))
        self._faults.extend(typed_twice(kinds))
        return {kind.code: kind for kind in whole}

    def _outlines(
        self, codes: list[str], kinds: Mapping[KindCode, RecordKind]
    ) -> Mapping[ReportKindCode, Outline]:
        known = Known(indicators=self._indicators, kinds=kinds, returns=self._registers)
        outlines: dict[ReportKindCode, Outline] = {}
        for code in codes:
            file = self._file(f"reports/{code}.yaml", "pack-report.json")
            outline = self._built(file, pack_build.outline)
            if file is None or outline is None:
                continue
            if outline.kind != code:
                self._faults.append(
                    file.fault(_("the file of “{code}” defines another").format(code=code), "kind")
                )
            if self._indicators:
                # Without a catalogue every figure would be unknown, which says nothing about this file.
                self._faults.extend(outline_faults(file, outline, known))
            outlines[outline.kind] = outline
        self.marks[OUTLINES] = outlines_mark(self.marks, self._catalogue)
        return outlines

    def _passed_outlines(self, codes: list[str]) -> Mapping[ReportKindCode, Outline] | None:
        """Outlines that passed every check before, byte for byte: each is built when it is first needed."""
        if self._faults or not self._passed:
            return None
        contents: dict[str, bytes] = {}
        schema = (self._schemas / "pack-report.json").read_bytes()
        marks = {name: mark for name, mark in self.marks.items() if name.startswith("kinds/")}
        for code in codes:
            name = f"reports/{code}.yaml"
            try:
                contents[code] = self._source.read(name)
            except OSError:
                return None
            marks[name] = file_mark(schema, contents[code])
        if line(outlines_mark(marks, self._catalogue), OUTLINES) not in self._passed:
            return None
        return Later({ReportKindCode(code): partial(_outline, code, contents[code]) for code in codes})

    def _boards(self) -> BoardRules:
        file = self._file("boards.yaml", "pack-boards.json")
        try:
            return self._built(file, pack_build.board_rules) or BoardRules()
        except ValueError as error:
            assert file is not None
            reason = _("a day is not in the calendar: {reason}").format(reason=error)
            self._faults.append(file.fault(reason, "forms"))
            return BoardRules()

    def _rules(self) -> tuple[Rule, ...]:
        """Rules on figures; a pack need not have any."""
        name = pack_rules_figures.NAME
        if not self._source.has(name):
            return ()
        file = self._file(name, "pack-rules.json")
        rules = self._built(file, pack_rules_figures.rules)
        if file is None or rules is None:
            return ()
        mark = self.marks[RULES] = rules_mark(self.marks[name], self._catalogue)
        if line(mark, RULES) not in self._passed and self._indicators:
            plain: Mapping[str, Any] = file.content  # type: ignore[assignment]  # the schema says it is a mapping
            self._faults.extend(pack_rules_figures.rule_faults(file, plain, self._indicators))
        return rules

    def _holidays(self) -> Holidays:
        """Public holidays; a pack that tells none knows weekends only."""
        name = pack_holidays.NAME
        if not self._source.has(name):
            return NO_HOLIDAYS
        return pack_holidays.read_holidays(self._source.read(name), self._faults)


def _outline(code: str, content: bytes) -> Outline:
    return pack_build.outline(read_yaml(f"reports/{code}.yaml", content).content)  # type: ignore[arg-type]  # it passed the schema: a mapping


def _head_faults(head: PackFile, plain: Mapping[str, Any], folder: str) -> Iterator[PackFault]:
    if plain["name"] != folder:
        yield head.fault(_("the pack must be called like its folder"), "name")
    years = [programme["year"] for programme in plain["programmes"]]
    if len(set(years)) != len(years):
        yield head.fault(_("a year has two programmes"), "programmes")
    yield from _term_faults(head, plain.get("terms", ()))


def _term_faults(head: PackFile, plain: Sequence[Mapping[str, Any]]) -> Iterator[PackFault]:
    before: Term | None = None
    for place, one in enumerate(plain):
        try:
            (term,) = pack_build.terms([one])
        except ValueError:
            yield head.fault(_("this is no day of the calendar"), "terms", place)
            continue
        if term.until is not None and term.until < term.since:
            yield head.fault(_("the term ends before it begins"), "terms", place)
        if before is not None and term.since <= (before.until or before.since):
            yield head.fault(
                _("the terms stand in their order and do not run into each other"), "terms", place
            )
        before = term


def returns_faults(
    head: PackFile, returns: ReturnsRule, kinds: Mapping[KindCode, RecordKind], reports: Collection[str]
) -> Iterator[PackFault]:
    """What is wrong with the register of reports from below: it must name what the pack has."""
    kind = kinds.get(returns.kind)
    if kind is None:
        reason = _("there is no record kind “{code}”").format(code=returns.kind)
        yield head.fault(reason, "returns", "kind")
        return
    for key, code, wanted in (
        ("units", returns.units, FieldType.UNITS),
        ("received", returns.received, FieldType.DATE),
    ):
        field = kind.field(code)
        if field is None or field.type is not wanted:
            reason = _("the kind “{kind}” has no field “{code}” of the type {type}")
            yield head.fault(reason.format(kind=kind.code, code=code, type=wanted.value), "returns", key)
    for code, value in returns.when.items():
        field = kind.field(code)
        if field is None or field.choice(value) is None:
            reason = _("the kind “{kind}” has no answer “{value}” to “{code}”")
            yield head.fault(reason.format(kind=kind.code, value=value, code=code), "returns", "when", code)
    for level, codes in returns.due_of.items():
        for row, report in enumerate(codes):
            if report not in reports:
                reason = _("there is no report “{code}”").format(code=report)
                yield head.fault(reason, "returns", "due_of", level.value, row)


def _newer(file: PackFile) -> list[PackFault]:
    """Said before anything else: a newer format may look wrong to an older schema."""
    content = file.content
    found = content.get("format") if file.name == "pack.yaml" and isinstance(content, dict) else None
    if isinstance(found, int) and found > FORMAT:
        reason = _("the pack has format {found}; this version of the program reads format {known}")
        return [file.fault(reason.format(found=found, known=FORMAT), "format")]
    return []
