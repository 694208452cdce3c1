"""Valid things for the tests of the store."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from dvapp.db.keys import KdfCost
from dvapp.domain.codes import FieldCode, KindCode, RecordId, UnitCode
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.records import Record, Values
from dvapp.domain.values import DateSpan
from dvapp.domain.words import Wording
from dvapp.services.ports import StoreInfo

ROOT = Path(__file__).parents[2]
CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
PASSWORD = "mật khẩu của Ban"
INFO = StoreInfo(board=UnitCode("hn"), year=2018, pack="dan-van-2018")


class Ticking:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self._at = datetime(2018, 6, 1, 1, 2, 3, 4, tzinfo=UTC)

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at

    def today(self) -> date:
        return self._at.date()


def field(code: str, kind: FieldType, **more: object) -> Field:
    return Field(code=FieldCode(code), type=kind, label=Wording(code), **more)  # type: ignore[arg-type]


def kind(code: str = "inspection") -> RecordKind:
    columns = (field("name", FieldType.TEXT), field("count", FieldType.INTEGER, may_not_apply=True))
    return RecordKind(
        code=KindCode(code),
        name=Wording(code),
        plural=Wording(code),
        icon="x",
        help=Wording(""),
        happened=Wording("ngày"),
        fields=(
            field("count", FieldType.INTEGER, may_not_apply=True),
            field("rate", FieldType.DECIMAL),
            field("note", FieldType.LONG_TEXT),
            field("day", FieldType.DATE),
            field("units", FieldType.UNITS),
            field("rows", FieldType.TABLE, columns=columns),
        ),
        checks=(),
        feeds=(),
        groups={},
        summary=FieldCode("note"),
        listed=(),
        example={},
    )


def record_id(number: int) -> RecordId:
    return RecordId(str(UUID(int=number)))


def record(
    number: int = 1,
    *,
    values: Values | None = None,
    since: date = date(2018, 5, 29),
    code: str = "inspection",
) -> Record:
    chosen: Values = (
        {FieldCode("count"): 36, FieldCode("rate"): Decimal("98.6")} if values is None else values
    )
    return Record(
        id=record_id(number),
        kind=kind(code),
        unit=UnitCode("005"),
        happened=DateSpan(since=since, until=since),
        values=chosen,
    )


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip(path: Path, offset: int) -> None:
    """Turn one bit of the byte at ``offset``."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def program(script: str, *arguments: object) -> list[str]:
    return [sys.executable, "-W", "error", str(Path(__file__).with_name(script)), *map(str, arguments)]


def start(script: str, *arguments: object) -> "subprocess.Popen[str]":
    """Another process, running a script of this folder."""
    return subprocess.Popen(
        program(script, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(),
    )


def environment() -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
