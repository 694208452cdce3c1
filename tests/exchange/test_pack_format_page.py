"""The page that tells officers how packs are written says what the program reads: every key, mark and example."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dvapp.domain.papers.text import NAMES, FigureForm
from dvapp.exchange import pack_build
from dvapp.exchange.pack_indicators import COLUMNS
from dvapp.exchange.pack_outlines import Known, outline_faults
from dvapp.exchange.pack_schema import schema_faults
from dvapp.exchange.pack_yaml import read_yaml
from dvapp.exchange.packs import PackFolder
from dvapp.host.resources import resources_folder

PAGE = (Path(__file__).parents[2] / "docs" / "pack-format.md").read_text(encoding="utf-8")
SCHEMAS = sorted((resources_folder() / "schemas").glob("pack*.json"))


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


def choices(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield from schema["enum"]
        for value in schema.values():
            yield from choices(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from choices(value)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_every_key_and_every_answer_of_the_schemas_is_explained(schema: Path):
    plain = json.loads(schema.read_text(encoding="utf-8"))
    told = set(re.findall(r"[A-Za-z_]+", PAGE))
    missing = {*keys(plain), *choices(plain)} - told
    assert not missing


def test_every_column_of_the_catalogue_is_explained():
    assert not [column for column in COLUMNS if f"`{column}`" not in PAGE]


def test_every_form_of_a_figure_and_every_name_is_shown():
    for form in (FigureForm.UNIT, FigureForm.PAD, FigureForm.VS_LAST, FigureForm.VS_LAST_YEAR):
        assert f"{{B01:{form.value}}}" in PAGE
    assert not [name for name in NAMES if f"{{@{name}}}" not in PAGE]


def test_the_example_of_a_report_is_a_report():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    file = read_yaml("reports/BC02.yaml", example.encode())
    assert schema_faults(file, resources_folder() / "schemas" / "pack-report.json") == []
    pack = PackFolder(resources_folder()).read("ha-noi-2018")
    outline = pack_build.outline(file.content)  # type: ignore[arg-type]  # the schema has just said so
    assert (
        list(outline_faults(file, outline, Known(indicators=pack.indicators, kinds=pack.kinds, returns=True)))
        == []
    )
