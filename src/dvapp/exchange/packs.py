"""Template packs from ``resources/packs/<name>/``: read whole, checked whole, or refused with every place and reason."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from dvapp.domain.boards import BoardRules
from dvapp.domain.codes import IndicatorCode, KindCode, ReportKindCode
from dvapp.domain.errors import FileMissing, PackInvalid, PackUnknown
from dvapp.domain.indicators import Indicator
from dvapp.domain.kinds import RecordKind
from dvapp.domain.outline import Outline
from dvapp.domain.packs import Pack
from dvapp.domain.units import UnitCatalogue
from dvapp.exchange import pack_build, pack_indicators
from dvapp.exchange.pack_kinds import kind_faults, mixed_feeds
from dvapp.exchange.pack_marks import (
    OUTLINES,
    Later,
    file_mark,
    line,
    outlines_mark,
    read_marks,
    written,
)
from dvapp.exchange.pack_outlines import Known, outline_faults
from dvapp.exchange.pack_yaml import PackFault, PackFile, YamlRefused, read_yaml
from dvapp.exchange.units import read_units
from dvapp.host.i18n import _

FORMAT = 1
"""The format of packs that this program reads (``format`` in ``pack.yaml``)."""

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What packs, and so their folders, are called."""

_T = TypeVar("_T")


class PackFolder:
    """The packs and the catalogue of units in a ``resources`` folder; each is read once."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._packs: dict[str, Pack] = {}
        self._units: UnitCatalogue | None = None

    def read(self, name: str) -> Pack:
        """The pack of that name.

        :raises PackUnknown: there is no such folder.
        :raises PackInvalid: ``where`` and ``reason`` tell the first fault; ``details["faults"]`` has all of them.
        """
        if name not in self._packs:
            folder = self._resources / "packs" / name
            if not NAME.fullmatch(name) or not folder.is_dir():
                raise PackUnknown(where=name, pack=name)
            self._packs[name] = _Reading(folder, self._resources).pack()
        return self._packs[name]

    def marks(self, name: str) -> str:
        """What :data:`PASSED` must say for this pack as it is now; write it there once the pack reads without faults.

        :raises PackUnknown, PackInvalid: as :meth:`read`, with every schema applied.
        """
        folder = self._resources / "packs" / name
        if not NAME.fullmatch(name) or not folder.is_dir():
            raise PackUnknown(where=name, pack=name)
        reading = _Reading(folder, self._resources, trusting=False)
        reading.pack()
        return written(reading.marks)

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Every file that belongs to a pack, by its path within it, with its bytes; the pack has been read before."""
        folder = self._resources / "packs" / name
        for pattern in ("pack.yaml", pack_indicators.NAME, "boards.yaml", "kinds/*.yaml", "reports/*.yaml"):
            for file in sorted(folder.glob(pattern)):
                yield file.relative_to(folder).as_posix(), file.read_bytes()

    def check(self, folder: Path) -> "PackCheck":
        """Everything wrong with a pack that may lie anywhere, with every schema applied.

        :raises FileMissing: there is no such folder.
        """
        if not folder.is_dir():
            raise FileMissing(where=str(folder))
        reading = _Reading(folder.resolve(), self._resources, trusting=False)
        try:
            pack = reading.pack()
        except PackInvalid as refused:
            faults: tuple[PackFault, ...] = refused.details["faults"]  # type: ignore[assignment]  # the reader puts them there with every PackInvalid
            return PackCheck(pack=None, faults=faults, marks="")
        return PackCheck(pack=pack, faults=(), marks=written(reading.marks))

    def units(self) -> UnitCatalogue:
        """The catalogue of units.

        :raises PackInvalid: a line of it cannot be read.
        """
        if self._units is None:
            self._units = read_units(self._resources / "units")
        return self._units


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCheck:
    """What a check of a pack found.

    :param pack: the pack, if nothing is wrong with it.
    :param marks: what :data:`PASSED` may then say.
    """

    pack: Pack | None
    faults: tuple[PackFault, ...]
    marks: str


class _Reading:
    """One reading of one pack. Faults are gathered; nothing that has one is built."""

    def __init__(self, folder: Path, resources: Path, *, trusting: bool = True) -> None:
        self.marks: dict[str, str] = {}
        self._passed = read_marks(folder) if trusting else frozenset()
        self._folder = folder
        self._schemas = resources / "schemas"
        self._icons = {path.stem for path in (resources / "icons").glob("*.svg")}
        self._faults: list[PackFault] = []
        self._indicators: Mapping[IndicatorCode, Indicator] = {}
        self._catalogue = b""
        self._too_new = False

    def pack(self) -> Pack:
        """The pack.

        :raises PackInvalid: with all faults.
        """
        head = self._file("pack.yaml", "pack.json")
        plain: Mapping[str, Any] = {}
        if head is not None:
            plain = head.content  # type: ignore[assignment]  # the schema says it is a mapping
            self._faults.extend(_head_faults(head, plain, self._folder.name))
        elif self._too_new:
            self._refuse_faults()
        self._read_indicators()
        kinds = self._kinds(plain.get("kinds") or self._present("kinds"))
        reports = plain.get("reports") or self._present("reports")
        outlines = self._passed_outlines(reports) or self._outlines(reports, kinds)
        boards = self._boards()
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
        )

    def _present(self, folder: str) -> list[str]:
        """Where pack.yaml does not tell: the files that are there, so that their faults are told in the same go."""
        return sorted(path.stem for path in (self._folder / folder).glob("*.yaml"))

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
            content = (self._folder / name).read_bytes()
        except OSError as error:
            reason = _("the file cannot be read: {reason}").format(reason=error.strerror)
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
        return None if file is None else build(file.content)  # type: ignore[arg-type]  # the schema says so

    # --- parts -------------------------------------------------------------------------------------------------------

    def _read_indicators(self) -> None:
        name = pack_indicators.NAME
        try:
            content = (self._folder / name).read_bytes()
        except OSError as error:
            reason = _("the file cannot be read: {reason}").format(reason=error.strerror)
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
            if self._indicators:
                self._faults.extend(kind_faults(file, kind, indicators=self._indicators, icons=self._icons))
            kinds.append((file, kind))
        self._faults.extend(mixed_feeds(kinds))
        return {kind.code: kind for _file, kind in kinds}

    def _outlines(
        self, codes: list[str], kinds: Mapping[KindCode, RecordKind]
    ) -> Mapping[ReportKindCode, Outline]:
        known = Known(indicators=self._indicators, kinds=kinds)
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
                contents[code] = (self._folder / name).read_bytes()
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


def _outline(code: str, content: bytes) -> Outline:
    return pack_build.outline(read_yaml(f"reports/{code}.yaml", content).content)  # type: ignore[arg-type]  # checked


def _head_faults(head: PackFile, plain: Mapping[str, Any], folder: str) -> Iterator[PackFault]:
    if plain["name"] != folder:
        yield head.fault(_("the pack must be called like its folder"), "name")
    years = [programme["year"] for programme in plain["programmes"]]
    if len(set(years)) != len(years):
        yield head.fault(_("a year has two programmes"), "programmes")


def _newer(file: PackFile) -> list[PackFault]:
    """Said before anything else: a newer format may look wrong to an older schema."""
    content = file.content
    found = content.get("format") if file.name == "pack.yaml" and isinstance(content, dict) else None
    if isinstance(found, int) and found > FORMAT:
        reason = _("the pack has format {found}; this version of the program reads format {known}")
        return [file.fault(reason.format(found=found, known=FORMAT), "format")]
    return []
