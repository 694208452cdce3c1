"""Reading a pack's YAML: plain values with the line each stands on.

A small part of YAML on purpose: mappings, lists, texts, whole numbers, true/false and null. "yes", "no", "on", "005"
and "2018-05-29" stay texts; a key given twice, an alias or a foreign tag refuses the file.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from dvapp.host.i18n import _

Spot = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""


class _Loader(yaml.CSafeLoader):
    """YAML without guessing: only what is plainly a whole number, true, false or null is not a text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, object]]] = {}


_TAG = "tag:yaml.org,2002:"
_KINDS = {f"{_TAG}{name}" for name in ("str", "int", "bool", "null", "map", "seq")}


def _teach() -> None:
    _Loader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"(?:true|false)\Z"), list("tf"))
    _Loader.add_implicit_resolver(
        f"{_TAG}int", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z"), list("-0123456789")
    )
    _Loader.add_implicit_resolver(f"{_TAG}null", re.compile(r"(?:null|~|)\Z"), ["n", "~", ""])


_teach()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFault:
    """One thing wrong with a pack. ``where`` is "kinds/inspection.yaml:12"."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file of a pack, read.

    :param name: its path within the pack, with slashes.
    :param lines: the line on which each value, or the key before it, stands; from 1.
    """

    name: str
    content: object
    lines: Mapping[Spot, int]

    def where(self, *spot: str | int) -> str:
        """The place of a value as a person looks it up; of the nearest one above it if it is absent."""
        while spot and spot not in self.lines:
            spot = spot[:-1]
        return f"{self.name}:{self.lines.get(spot, 1)}"

    def fault(self, reason: str, *spot: str | int) -> PackFault:
        """A fault at a place in this file."""
        return PackFault(where=self.where(*spot), reason=reason)


class YamlRefused(Exception):
    """A file is not the YAML that packs are written in."""

    def __init__(self, fault: PackFault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_yaml(name: str, content: bytes) -> PackFile:
    """Read one file of a pack.

    :raises YamlRefused: at the first thing that is not plain YAML, with its line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise YamlRefused(
            PackFault(where=f"{name}:{line}", reason=_("the file is not UTF-8 text"))
        ) from error
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        raise YamlRefused(_syntax_fault(name, error)) from error
    finally:
        loader.dispose()
    reader = _Reader(name)
    value = None if node is None else reader.value(node, ())
    return PackFile(name=name, content=value, lines=reader.lines)


def _syntax_fault(name: str, error: yaml.YAMLError) -> PackFault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return PackFault(
        where=f"{name}:{line}", reason=_("the YAML cannot be read: {problem}").format(problem=problem)
    )


class _Reader:
    """Turns nodes into plain values and remembers their lines."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen: set[int] = set()
        self.lines: dict[Spot, int] = {}

    def value(self, node: yaml.Node, spot: Spot) -> object:
        self.lines.setdefault(spot, node.start_mark.line + 1)
        if id(node) in self._seen:
            raise self._refused(node, _("aliases are not used in packs"))
        self._seen.add(id(node))
        if node.tag not in _KINDS:
            raise self._refused(node, _("tags are not used in packs: {tag}").format(tag=node.tag))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, spot)
            case yaml.SequenceNode():
                return [self.value(item, (*spot, number)) for number, item in enumerate(node.value)]
            case _:
                return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, spot: Spot) -> dict[str, object]:
        out: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refused(key_node, _("a key must be a word"))
            key = unicodedata.normalize("NFC", str(key_node.value))
            if key in out:
                raise self._refused(key_node, _("the key “{key}” is given twice").format(key=key))
            self.lines[(*spot, key)] = key_node.start_mark.line + 1
            out[key] = self.value(value_node, (*spot, key))
        return out

    def _refused(self, node: yaml.Node, reason: str) -> YamlRefused:
        return YamlRefused(PackFault(where=f"{self._name}:{node.start_mark.line + 1}", reason=reason))


def _scalar(node: yaml.Node) -> str | int | bool | None:
    text = str(node.value)
    match node.tag.removeprefix(_TAG):
        case "int":
            return int(text)
        case "bool":
            return text == "true"
        case "null":
            return None
        case _:
            return unicodedata.normalize("NFC", text)
