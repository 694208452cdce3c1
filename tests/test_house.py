"""Rules of the house that no linter knows; each says what to do instead."""

import ast
import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
RESOURCES = ROOT / "resources"


def trees(folder: str = "") -> Iterator[tuple[str, ast.Module]]:
    for path in MODULES:
        if path.is_relative_to(ROOT / "src" / "dvapp" / folder):
            yield str(path.relative_to(ROOT)), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """Each file is read once for all tests."""
    return ast.parse(path.read_text("utf-8"))


def test_no_loop_turns_inside_another():
    guilty = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "processEvents"
    ]
    assert not guilty, "processEvents re-enters the event loop; make the work a job in dvapp.ui.jobs"


def test_nobody_inherits_from_a_thread():
    guilty = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Thread") for base in node.bases)
    ]
    assert not guilty, "slots of a thread's subclass run on the wrong thread; hand the work to dvapp.ui.jobs"


def test_the_store_knows_nothing_of_certificates():
    guilty = [
        f"{name}:{node.lineno}"
        for name, tree in trees("db")
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and "x509" in ast.unparse(node)
    ]
    assert not guilty, "X.509 belongs to dvapp.signing; db may use cryptography for AES-GCM only"


def test_no_words_hide_from_the_catalogue_in_an_f_string():
    catalogue = (ROOT / "translations" / "vi" / "LC_MESSAGES" / "dvapp.po").read_text("utf-8")
    guilty = [
        f"{name}:{call.lineno} {call.args[0].value!r}"
        for name, tree in trees()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "ngettext"}
        if isinstance(call.args[0], ast.Constant) and f'msgid "{call.args[0].value!s}"' not in catalogue
    ]
    assert not guilty, "the extractor does not see these: give them a name before the f-string"


def test_every_module_can_be_read_in_one_sitting():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in MODULES
        if (lines := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert not long, "more than 500 lines: is it one room, or several?"


def test_the_version_stands_once():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    again = [str(path.relative_to(ROOT)) for path in MODULES if f'"{version}"' in path.read_text("utf-8")]
    assert not again, "the version stands in pyproject.toml; ask dvapp.__version__"


def test_the_locked_requirements_name_no_address():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        assert "://" not in path.read_text("utf-8"), path.name


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_foreign_files_are_the_ones_their_origin_names(folder):
    origin = (RESOURCES / folder / "ORIGIN.md").read_text("utf-8")
    named = {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", origin, re.MULTILINE)}
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (RESOURCES / folder).iterdir()
        if path.suffix in {".ttf", ".svg"}
    }
    assert present == named


def test_every_icon_takes_the_colour_it_is_given():
    for path in sorted((RESOURCES / "icons").glob("*.svg")):
        assert 'stroke="currentColor"' in path.read_text("utf-8"), path.name


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_font_has_every_vietnamese_letter(style):
    letters = set("ĂăÂâĐđÊêÔôƠơƯưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĨĩŨũ") | {
        chr(c) for c in range(0x1EA0, 0x1EFA)
    }
    with TTFont(RESOURCES / "fonts" / f"Tinos-{style}.ttf", lazy=True) as font:
        missing = letters - {chr(code) for code in font.getBestCmap()}
    assert not missing
