"""JSON from outside, read strictly: no duplicate keys, no NaN, bounded depth and size, NFC text."""

import json
import unicodedata
from typing import Any

from dvapp.domain.errors import JsonInvalid
from dvapp.host.i18n import _
from dvapp.host.reasons import json_reason

SIZE_LIMIT = 64 * 1024 * 1024
DEPTH_LIMIT = 50


class _Refused(ValueError):
    pass


def read_strict(data: bytes, *, where: str) -> Any:
    """The value a JSON text holds; texts and keys in NFC.

    :raises JsonInvalid: not UTF-8 JSON, over 64 MiB, nested deeper than 50, a key twice, NaN or Infinity.
    """
    if len(data) > SIZE_LIMIT:
        raise JsonInvalid(
            where=where, reason=_("{size} bytes, at most {most}").format(size=len(data), most=SIZE_LIMIT)
        )
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise JsonInvalid(
            where=f"{where}:{error.lineno}:{error.colno}", reason=json_reason(error.msg)
        ) from error
    except UnicodeDecodeError as error:
        raise JsonInvalid(where=where, reason=_("the text is not UTF-8")) from error
    except RecursionError as error:
        raise JsonInvalid(
            where=where, reason=_("nested deeper than {most}").format(most=DEPTH_LIMIT)
        ) from error
    except ValueError as error:
        raise JsonInvalid(where=where, reason=str(error)) from error
    return _normal(value, where, 0)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise _Refused(_("“{key}” stands there twice").format(key=key))
        out[key] = value
    return out


def _constant(name: str) -> Any:
    raise _Refused(_("{name} is no number of JSON").format(name=name))


def _normal(value: Any, where: str, depth: int) -> Any:
    if depth > DEPTH_LIMIT:
        raise JsonInvalid(where=where, reason=_("nested deeper than {most}").format(most=DEPTH_LIMIT))
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise JsonInvalid(where=where, reason=_("half of a surrogate pair (\\ud800–\\udfff)"))
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_normal(item, where, depth + 1) for item in value]
    if isinstance(value, dict):
        return {
            unicodedata.normalize("NFC", key): _normal(item, where, depth + 1) for key, item in value.items()
        }
    return value
