"""Every service that asks for a duty by its name, and a call of it as somebody would make it.

Steps of papers ask by where the paper stands; their matrix is in ``test_chain_matrix``.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import dvapp.services
from dvapp.domain.accounts.duties import Action, Duty
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.catalogue.entries import Catalogue
from dvapp.domain.catalogue.reading import Wish
from dvapp.domain.codes import IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.papers.reports import SectionText
from dvapp.domain.recording.searching import ListFilter
from dvapp.services.ports import Draft
from dvapp.services.session import Session

VISIT = {"form": "thematic", "theme": "x", "visits": 3, "units_count": 1, "conduct": 0, "hours": 0,
         "harassment": 0, "other": 0, "found": 0}  # fmt: skip
REPORT: dict[str, Any] = {"kind": "BC06", "period": parse_period("2018")}
NEW: dict[str, Any] = {"name": "A", "duties": [Duty.OFFICER], "password": "đủ dài rồi đó"}
THEME = Wish(catalogue=Catalogue.THEMES, code="2019", texts={"central_theme": "Chủ đề của Ban"})
NONE = "khong-co"

BY_PAPER = frozenset({"chain"})
"""Rooms of services that ask by where a paper stands."""


@dataclass(frozen=True, kw_only=True)
class Things:
    """What the calls need, made beforehand by whoever may."""

    folder: Path
    sheet: Path
    record: Any
    evidence: Any
    entry: Any
    filter_id: str
    plan: Any
    options: Any


@cache
def asking() -> dict[str, Action]:
    """Services that ask for a duty, by room, module and name, and what they ask for."""
    found: dict[str, Action] = {}
    folder = Path(dvapp.services.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(folder).with_suffix("").parts
        tree = ast.parse(file.read_text(encoding="utf-8"))
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name in functions:
            wanted = set(_asked(name, functions, frozenset())) - {Action.READ}
            if not name.startswith("_") and wanted and parts[0] not in BY_PAPER:
                (found[".".join((*parts, name))],) = wanted
    return found


def _asked(name: str, functions: dict[str, ast.FunctionDef], seen: frozenset[str]) -> Iterator[Action]:
    for node in ast.walk(functions[name]):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"changing", "require"}:
            said = ast.unparse(node.args[0]) if node.args else ""
            if said.startswith("Action."):
                yield Action[said.removeprefix("Action.")]
        elif isinstance(node.func, ast.Name) and node.func.id in functions and node.func.id not in seen:
            yield from _asked(node.func.id, functions, seen | {name})


def service(name: str) -> Callable[..., Any]:
    """A service by room, module and name."""
    module, _dot, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(f"dvapp.services.{module}"), function)
    return found


def call(name: str, session: Session, things: Things) -> object:
    """Call a service as somebody would; what it refuses for other reasons than duties is its own business."""
    args, kwargs = _arguments(things)[name]
    first = [] if _by_keyword(name) else [session]
    more = {"session": session} if _by_keyword(name) else {}
    return service(name)(*first, *args, **kwargs, **more)


def _by_keyword(name: str) -> bool:
    return next(iter(signature(service(name)).parameters)) != "session"


def _arguments(things: Things) -> dict[str, tuple[tuple[Any, ...], dict[str, Any]]]:
    register = import_module("dvapp.services.register.numbering")
    edit = import_module("dvapp.services.figures.grid_typing").CellEdit
    change = import_module("dvapp.services.catalogue.entries").Change
    standing = import_module("dvapp.services.recording.records").Standing
    series = import_module("dvapp.domain.register.series")
    purpose = import_module("dvapp.services.signing.picture_ports").Purpose
    wish, entry, held = _register_things(register)
    record = things.record
    return {
        "accounts.accounts.add_account": (("them",), NEW),
        "accounts.accounts.change_account": (("vanthu",), {"name": "B"}),
        "accounts.accounts.shut_account": ((NONE,), {}),
        "accounts.accounts.give_password": ((NONE, "đủ dài rồi đó"), {}),
        "catalogue.entries.put_entry": ((THEME,), {}),
        "catalogue.entries.end_entry": ((Catalogue.THEMES, "2019"), {"since": "01/01/2019"}),
        "catalogue.entries.take_back": ((things.entry,), {}),
        "catalogue.entries.undo": ((change(before=(None,), after=(things.entry,)),), {}),
        "catalogue.next_year.create_next_year": (
            (things.folder / "2019.dvapp",),
            {"password": "đủ dài rồi đó"},
        ),
        "catalogue.pack_change.change_pack": ((NONE,), {}),
        "figures.grid_typing.type_figures": (
            (REPORT["period"], [edit(unit=UnitCode("005"), indicator=IndicatorCode("B01"), number=None)]),
            {},
        ),
        "judging.rules.explain": ((), {**REPORT, "rule": NONE, "reason": "vì thế"}),
        "signing.own_pictures.keep_own_picture": ((purpose.SIGNATURE, things.sheet), {}),
        "signing.own_pictures.forget_own_picture": ((purpose.SIGNATURE,), {}),
        "recording.attaching.attach_all": ((record.id, [things.sheet]), {}),
        "recording.attaching.attach_file": ((record.id, things.sheet), {}),
        "recording.attaching.attach_content": ((record.id, b"%PDF-1.4\n%%EOF\n", "a.pdf"), {}),
        "recording.evidence.rename_evidence": ((things.evidence, "b.pdf"), {}),
        "recording.evidence.remove_evidence": ((things.evidence,), {}),
        "recording.evidence.restore_evidence": ((things.evidence,), {}),
        "recording.evidence.erase_evidence": ((things.evidence,), {}),
        "recording.evidence.restore_by_id": ((things.evidence.id,), {}),
        "recording.evidence.forget_removed": ((), {"at_once": True}),
        "recording.records.add_record": (("inspection", {"happened": "2018-06-05", "values": VISIT}), {}),
        "recording.records.save_record": ((record,), {}),
        "recording.records.remove_record": ((RecordId(NONE),), {}),
        "recording.records.put_back": ((standing(id=RecordId(NONE)),), {}),
        "recording.records.keep_draft": (
            (Draft(id=RecordId("nhap"), kind=KindCode("inspection"), texts={"visits": "ba"}),),
            {},
        ),
        "recording.records.drop_draft": ((RecordId(NONE),), {}),
        "recording.typed_drafts.keep_typed": (
            ({"reason/2018/x": {"": "vì"}},),
            {},
        ),
        "register.handing_over.take_over": ((things.folder / "khác.dvapp",), {"password": "đủ dài rồi đó"}),
        "register.lines.amend_line": ((NONE, 1, {"copies": 2}), {"reason": "vào sổ"}),
        "register.numbering.lease_number": ((wish,), {}),
        "register.numbering.use_number": ((held, entry), {}),
        "register.numbering.return_number": ((NONE, 1), {"reason": "thôi"}),
        "register.numbering.enter_paper": ((wish, entry), {}),
        "register.series.begin_series": (("CV",), {"run": series.Run.YEAR}),
        "reports.composing.save_section": (
            (),
            {**REPORT, "section": SectionText(code="inspection", paragraphs=("Một câu.",))},
        ),
        "reports.composing.reset_section": ((), {**REPORT, "code": "inspection"}),
        "reports.living.accept": ((), REPORT),
        "reports.living.keep": (
            (),
            {**REPORT, "section": "inspection", "reference": "{B01}", "reason": "vì thế"},
        ),
        "reports.options.change_options": ((), {**REPORT, "given": {"urgency": "hoả tốc"}}),
        "reports.options.save_options": ((), {**REPORT, "options": things.options}),
        "searching.search.save_filter": (("Lọc", ListFilter(words="x")), {}),
        "searching.search.rename_filter": ((things.filter_id, "Lọc khác"), {}),
        "searching.search.remove_filter": ((NONE,), {}),
        "searching.search.move_filter": ((things.filter_id, 0), {}),
        "sheets.importing.carry_out": ((things.plan,), {}),
        "sheets.importing.forget_columns": ((things.sheet,), {}),
        "sheets.imports.undo_import": ((NONE,), {}),
    }


def _register_things(register: Any) -> tuple[Any, Any, Any]:
    """What asks for a number, what a line of the register says, and a number that nobody holds."""
    numbers = import_module("dvapp.domain.register.numbers")
    entries = import_module("dvapp.domain.register.entries")
    day = date(2026, 5, 4)
    wish = register.NumberWish(
        type="CV",
        symbol="-CV/BDVQU",
        day=day,
        run=import_module("dvapp.domain.register.series").Run.YEAR,
        paper=NONE,
    )
    entry = entries.RegisterEntry(symbol="-CV/BDVQU", issued=day, excerpt="về một việc")
    held = numbers.Number(series=NONE, number=1, state=numbers.State.LEASED, symbol="-CV/BDVQU")
    return wish, entry, held
