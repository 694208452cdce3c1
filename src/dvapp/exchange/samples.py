"""Sample boards in ``resources/samples``: records in their plain form, each with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dvapp.domain.errors import JsonInvalid
from dvapp.exchange.files import LocalFiles
from dvapp.exchange.strict_json import read_strict


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRecord:
    """One record of a sample. ``paragraph``: where the source says it, from 1; 0 when it is invented."""

    kind: str
    paragraph: int
    fact: str
    record: Mapping[str, Any]


def read_sample(resources: Path, name: str) -> tuple[SampleRecord, ...]:
    """The records of a sample, in the order of its file.

    :raises FileMissing: there is no such sample.
    :raises JsonInvalid: the file is not a list of records.
    """
    file = resources / "samples" / name / "records.json"
    plain = read_strict(LocalFiles().read(file), where=file.name)
    try:
        return tuple(
            SampleRecord(
                kind=str(item["kind"]),
                paragraph=int(item.get("paragraph", 0)),
                fact=str(item.get("fact", "")),
                record=dict(item["record"]),
            )
            for item in plain
        )
    except (KeyError, TypeError, ValueError) as error:
        raise JsonInvalid(where=file.name, reason=str(error)) from error
