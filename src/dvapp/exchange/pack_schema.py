"""Checking a pack's files against the JSON schemas in ``resources/schemas``: every fault with its line, in plain words."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dvapp.exchange.pack_yaml import PackFault, PackFile
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


def schema_faults(file: PackFile, schema: Path) -> list[PackFault]:
    """Everything in a file that its schema does not allow, in the order of its lines."""
    errors = sorted(_validator(schema).iter_errors(file.content), key=lambda e: _line(file, e))
    return [fault for error in errors for fault in _faults(file, error)]


@lru_cache(maxsize=16)
def _validator(schema: Path) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # takes longer to load than a pack to read

    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _spot(error: "ValidationError") -> tuple[str | int, ...]:
    return tuple(error.absolute_path)


def _line(file: PackFile, error: "ValidationError") -> int:
    return int(file.where(*_spot(error)).rpartition(":")[2])


def _faults(file: PackFile, error: "ValidationError") -> Iterator[PackFault]:
    spot = _spot(error)
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        for key in error.instance:
            if key not in known:
                names = ", ".join(known)
                yield file.fault(
                    _("unknown key “{key}”; known: {known}").format(key=key, known=names), *spot, key
                )
        return
    if error.validator == "required" and isinstance(error.instance, Mapping):
        # One error for each missing key; the library's words begin with it.
        key = error.message.split("'")[1]
        yield file.fault(_("“{key}” is missing").format(key=key), *spot)
        return
    yield file.fault(_reason(error), *spot)


def _type_words(name: str) -> str:
    words = {
        "string": _("text"),
        "integer": _("whole number"),
        "boolean": _("true or false"),
        "array": _("list"),
        "object": _("mapping"),
    }
    return words.get(name, name)


def _reason(error: "ValidationError") -> str:
    rule: Any = error.validator_value
    words = {
        "type": _("{value} stands where a {wanted} is needed"),
        "enum": _("{value} is none of: {wanted}"),
        "pattern": _("{value} does not have the form {wanted}"),
        "minLength": _("nothing is given here"),
        "minItems": _("nothing is given here"),
        "minProperties": _("nothing is given here"),
        "maxLength": _("the text is longer than {wanted} characters"),
        "minimum": _("{value} is smaller than {wanted}"),
        "maximum": _("{value} is larger than {wanted}"),
        "uniqueItems": _("something is listed twice"),
    }.get(str(error.validator), error.message.replace("{", "{{").replace("}", "}}"))
    names = [str(item) for item in (rule if isinstance(rule, list) else [rule])]
    if error.validator == "type":
        names = [_type_words(name) for name in names]
    return words.format(value=_short(error.instance), wanted=", ".join(names))


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
