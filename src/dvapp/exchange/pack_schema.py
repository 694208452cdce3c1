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
                yield file.fault(_("Unknown key “{key}”; known: {known}.").format(key=key, known=names), *spot, key)
        return
    if error.validator == "required" and isinstance(error.instance, Mapping):
        # One error per missing key; each names its own in front of the library's words.
        key = error.message.split("'")[1]
        yield file.fault(_("“{key}” is missing.").format(key=key), *spot)
        return
    yield file.fault(_reason(error), *spot)


_TYPES: Mapping[str, str] = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "array": "list",
    "object": "mapping",
}


def _reason(error: "ValidationError") -> str:
    shown = _short(error.instance)
    rule: Any = error.validator_value
    match error.validator:
        case "type":
            wanted = ", ".join(_TYPES.get(t, t) for t in ([rule] if isinstance(rule, str) else rule))
            return _("{value} stands where a {wanted} is needed.").format(value=shown, wanted=wanted)
        case "enum":
            return _("{value} is none of: {known}.").format(value=shown, known=", ".join(map(str, rule)))
        case "pattern":
            return _("{value} does not have the form {form}.").format(value=shown, form=rule)
        case "minLength" | "minItems" | "minProperties":
            return _("Nothing is given here.")
        case "maxLength":
            return _("The text is longer than {most} characters.").format(most=rule)
        case "minimum":
            return _("{value} is smaller than {least}.").format(value=shown, least=rule)
        case "maximum":
            return _("{value} is larger than {most}.").format(value=shown, most=rule)
        case "uniqueItems":
            return _("Something is listed twice.")
        case _:
            return error.message


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
