"""The canonical JSON of a report (RFC 8785), schema and version inside; what travels under the signature."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode, ProfileCode, RecordId, ReportKindCode, UnitCode
from dvapp.domain.errors import JsonInvalid
from dvapp.domain.figures.record_ids import ToldIds, digest_of
from dvapp.domain.papers.reports import (
    AnnexTable,
    Authority,
    Block,
    Explanation,
    Figure,
    FigureState,
    Heading,
    Issuer,
    JointBody,
    Paragraph,
    Part,
    Report,
    Role,
    ShownWords,
    Signatory,
    Stage,
    TableRow,
)
from dvapp.domain.words import Wording
from dvapp.exchange.report_charts import plain_chart, read_chart
from dvapp.exchange.strict_json import read_strict
from dvapp.host.i18n import _

SCHEMA = "dvapp/report"

NAMED = 100
"""Records that a figure names one by one; of more it tells how many, and their digest (decision 25)."""


class CanonicalReports:
    """Writes and reads report data, against the schemas in ``resources/schemas/report-*.schema.json``.

    Version 1 names every record of every figure; version 2 is the same, but for figures of more than :data:`NAMED`
    records. What can be said in version 1 is written in it; a longer list in it, of an older program, is read as well.
    """

    def __init__(self, resources: Path) -> None:
        self._schemas = {
            version: resources / "schemas" / f"report-{version}.schema.json" for version in (1, 2)
        }

    def write(self, report: Report) -> bytes:
        """Canonical JSON; the same bytes for the same report."""
        return _written(report, version_of(report))

    def read(self, data: bytes) -> Report:
        """The report that :meth:`write` wrote.

        :raises JsonInvalid: not JSON, not this schema, a newer version, or not in canonical form.
        """
        plain = read_strict(data, where=SCHEMA)
        if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
            raise JsonInvalid(where=SCHEMA, reason=_("it is no report of this program"))
        version = plain.get("version")
        if type(version) is not int or version not in self._schemas:
            newer = _("a newer version: {version}").format(version=plain.get("version"))
            raise JsonInvalid(where=SCHEMA, reason=newer)
        _validate(plain, self._schemas[version])
        try:
            report = _read_report(plain)
        except ValueError as error:
            raise JsonInvalid(where=SCHEMA, reason=str(error)) from error
        told = version == 1 or version == version_of(report)
        if not told or _written(report, version) != data:
            raise JsonInvalid(where=SCHEMA, reason=_("not canonical (RFC 8785)"))
        return report


def version_of(report: Report) -> int:
    """The version of the data that a report needs: 2 as soon as one of its figures has more than :data:`NAMED` records."""
    many = any(len(ids) > NAMED for figure in report.figures for ids in (figure.records, figure.missing))
    return 2 if many else 1


def _written(report: Report, version: int) -> bytes:
    import rfc8785

    return rfc8785.dumps(plain_report(report, version))


def plain_report(report: Report, version: int) -> dict[str, Any]:
    """A report as JSON values. Decimals are texts, so that no reader rounds them.

    Members that came later (``qr``, ``explanations``, a paragraph's ``item``) are left out while they say nothing, so that the
    data of older files stay canonical.
    """
    explained = [{"subject": e.subject, "reason": e.reason} for e in report.explanations]
    return {
        "schema": SCHEMA,
        "version": version,
        "kind": report.kind,
        "document_type": report.document_type,
        "type_symbol": report.type_symbol,
        "title": report.title,
        "period": report.period.written,
        "as_of": report.as_of.isoformat(),
        "stage": report.stage.value,
        "profile": report.profile,
        "issuer": _plain_issuer(report.issuer),
        "signatory": _plain_signatory(report.signatory),
        "second": None if report.second is None else _plain_second(report.second),
        "duplex": report.duplex,
        "urgency": report.urgency,
        "circulation": report.circulation,
        "typist": report.typist,
        "contact": report.contact,
        "draft_number": report.draft_number,
        "addressees": list(report.addressees),
        "grounds": list(report.grounds),
        "blocks": [_plain_block(block) for block in report.blocks],
        "annexes": [
            {
                "number": annex.number,
                "title": annex.title,
                "columns": list(annex.columns),
                "landscape": annex.landscape,
                "rows": [
                    {"code": row.code, "cells": list(row.cells), "total": row.total} for row in annex.rows
                ],
                **({"charts": [plain_chart(chart) for chart in annex.charts]} if annex.charts else {}),
            }
            for annex in report.annexes
        ],
        "recipients": list(report.recipients),
        "archive": report.archive,
        "figures": [_plain_figure(figure, version) for figure in report.figures],
        "pack": {"name": report.pack, "version": report.pack_version},
        **({"qr": True} if report.qr else {}),
        **({"explanations": explained} if explained else {}),
    }


def _plain_issuer(issuer: Issuer) -> dict[str, Any]:
    return {
        "board": issuer.board,
        "name": issuer.name,
        "superior": issuer.superior,
        "issuer": issuer.issuer,
        "symbol": issuer.symbol,
        "place": issuer.place,
    }


def _plain_signatory(signatory: Signatory) -> dict[str, Any]:
    return {
        "role": signatory.role.value,
        "head_title": signatory.head_title,
        "deputy_title": signatory.deputy_title,
        "name": signatory.name,
        "authority": None if signatory.authority is None else signatory.authority.value,
        "behalf": signatory.behalf,
    }


def _plain_second(second: JointBody) -> dict[str, Any]:
    return {"issuer": _plain_issuer(second.issuer), "signatory": _plain_signatory(second.signatory)}


def _plain_block(block: Block) -> dict[str, Any]:
    match block:
        case Part():
            return {"block": "part", "label": block.label, "title": block.title}
        case Heading():
            return {"block": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            runs = [
                {"text": r.text, "bold": r.bold, "italic": r.italic, "figures": list(r.figures)}
                for r in block.runs
            ]
            item = {"item": block.item} if block.item else {}
            return {
                "block": "paragraph",
                "section": block.section,
                "number": block.number,
                "runs": runs,
                **item,
            }


def plain_figure_value(figure: Figure) -> dict[str, Any]:
    """A figure's state and value: numbers as JSON integers, decimals and days as typed texts."""
    match figure.value:
        case Decimal():
            return {"state": figure.state.value, "type": "decimal", "value": f"{figure.value:f}"}
        case date():
            return {"state": figure.state.value, "type": "day", "value": figure.value.isoformat()}
        case int():
            return {"state": figure.state.value, "type": "integer", "value": figure.value}
        case str():
            return {"state": figure.state.value, "type": "text", "value": figure.value}
        case None:
            return {"state": figure.state.value, "type": "none", "value": None}


def _plain_ids(ids: Sequence[RecordId], version: int) -> list[str] | dict[str, Any]:
    if version > 1 and len(ids) > NAMED:
        return {"count": len(ids), "sha256": digest_of(ids)}
    return list(ids)


def _plain_figure(figure: Figure, version: int) -> dict[str, Any]:
    return {
        "code": figure.code,
        "label": {"vi": figure.label.vi, "en": figure.label.en},
        "unit": {"vi": figure.unit.vi, "en": figure.unit.en},
        **plain_figure_value(figure),
        "ratio": figure.is_ratio,
        "records": _plain_ids(figure.records, version),
        "missing": _plain_ids(figure.missing, version),
        "parts": list(figure.parts),
        "formula": figure.formula,
    }


def _read_report(plain: Mapping[str, Any]) -> Report:
    return Report(
        kind=ReportKindCode(plain["kind"]),
        document_type=plain["document_type"],
        type_symbol=plain["type_symbol"],
        title=plain["title"],
        period=parse_period(plain["period"]),
        as_of=date.fromisoformat(plain["as_of"]),
        stage=Stage(plain["stage"]),
        profile=ProfileCode(plain["profile"]),
        issuer=_read_issuer(plain["issuer"]),
        signatory=_read_signatory(plain["signatory"]),
        blocks=tuple(_read_block(block) for block in plain["blocks"]),
        annexes=tuple(_read_annex(annex) for annex in plain["annexes"]),
        recipients=tuple(plain["recipients"]),
        archive=plain["archive"],
        figures=tuple(_read_figure(figure) for figure in plain["figures"]),
        pack=plain["pack"]["name"],
        pack_version=plain["pack"]["version"],
        urgency=plain["urgency"],
        circulation=plain["circulation"],
        typist=plain["typist"],
        contact=plain["contact"],
        draft_number=plain["draft_number"],
        addressees=tuple(plain["addressees"]),
        grounds=tuple(plain["grounds"]),
        second=None if plain["second"] is None else _read_second(plain["second"]),
        duplex=plain["duplex"],
        qr=plain.get("qr", False),
        explanations=tuple(
            Explanation(subject=e["subject"], reason=e["reason"]) for e in plain.get("explanations", ())
        ),
    )


def _read_issuer(plain: Mapping[str, Any]) -> Issuer:
    return Issuer(**{**plain, "board": UnitCode(plain["board"])})


def _read_signatory(plain: Mapping[str, Any]) -> Signatory:
    authority = None if plain["authority"] is None else Authority(plain["authority"])
    return Signatory(**{**plain, "role": Role(plain["role"]), "authority": authority})


def _read_second(plain: Mapping[str, Any]) -> JointBody:
    return JointBody(issuer=_read_issuer(plain["issuer"]), signatory=_read_signatory(plain["signatory"]))


def _read_block(plain: Mapping[str, Any]) -> Block:
    if plain["block"] == "part":
        return Part(label=plain["label"], title=plain["title"])
    if plain["block"] == "heading":
        return Heading(level=plain["level"], text=plain["text"])
    runs = tuple(
        ShownWords(
            text=run["text"],
            bold=run["bold"],
            italic=run["italic"],
            figures=tuple(IndicatorCode(code) for code in run["figures"]),
        )
        for run in plain["runs"]
    )
    item = plain.get("item", "")
    return Paragraph(runs=runs, section=plain["section"], number=plain["number"], item=item)


def _read_annex(plain: Mapping[str, Any]) -> AnnexTable:
    rows = tuple(
        TableRow(
            code=None if row["code"] is None else IndicatorCode(row["code"]),
            cells=tuple(row["cells"]),
            total=row["total"],
        )
        for row in plain["rows"]
    )
    return AnnexTable(
        number=plain["number"],
        title=plain["title"],
        columns=tuple(plain["columns"]),
        rows=rows,
        landscape=plain["landscape"],
        charts=tuple(read_chart(chart) for chart in plain.get("charts", ())),
    )


def _read_value(plain: Mapping[str, Any]) -> int | Decimal | date | str | None:
    value = plain["value"]
    match plain["type"]:
        case "decimal":
            return Decimal(str(value))
        case "day":
            return date.fromisoformat(str(value))
        case _:
            return value  # type: ignore[no-any-return]  # the schema has checked that type and value agree


def _read_ids(plain: list[str] | Mapping[str, Any]) -> Sequence[RecordId]:
    if isinstance(plain, list):
        return tuple(RecordId(one) for one in plain)
    return ToldIds(plain["count"], plain["sha256"])


def _read_figure(plain: Mapping[str, Any]) -> Figure:
    return Figure(
        code=IndicatorCode(plain["code"]),
        label=Wording(plain["label"]["vi"], plain["label"]["en"]),
        unit=Wording(plain["unit"]["vi"], plain["unit"]["en"]),
        state=FigureState(plain["state"]),
        value=_read_value(plain),
        is_ratio=plain["ratio"],
        records=_read_ids(plain["records"]),
        missing=_read_ids(plain["missing"]),
        parts=tuple(IndicatorCode(code) for code in plain["parts"]),
        formula=plain["formula"],
    )


def _validate(plain: object, schema_file: Path) -> None:
    faults = sorted(
        _validator(schema_file).iter_errors(plain), key=lambda fault: list(map(str, fault.absolute_path))
    )
    if faults:
        place = "/".join(str(step) for step in faults[0].absolute_path) or "/"
        raise JsonInvalid(where=place, reason=faults[0].message[:200])


@lru_cache(maxsize=4)
def _validator(schema_file: Path) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema_file.read_text(encoding="utf-8")))
