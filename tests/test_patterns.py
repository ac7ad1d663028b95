"""Regular expressions mean the same on every Python that we promise."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dl4ad_slides.model import sentinels
from helpers import ROOT

PACKAGE = ROOT / "src" / "dl4ad_slides"
MODULES = sorted(
    path.relative_to(PACKAGE.parent)
    for path in PACKAGE.rglob("*.py")
    if not {"_vendor", "__main__.py"}.intersection(path.parts)
)
SINGLE = {"LITERAL", "NOT_LITERAL", "IN", "ANY", "RANGE", "CATEGORY"}


def patterns(module: Path) -> Iterator[str | re.Pattern[str]]:
    """Yield the patterns that a module makes on import, and those that it writes where it uses them."""
    name = ".".join(module.with_suffix("").parts)
    for value in vars(importlib.import_module(name.removesuffix(".__init__"))).values():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield value
    for node in ast.walk(ast.parse((PACKAGE.parent / module).read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            pattern = node.args[0] if node.args else None
            if node.func.value.id == "re" and isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
                yield pattern.value


def refused(pattern: str | re.Pattern[str]) -> list[str]:
    """Return what in a pattern older patch releases of Python 3.11 match wrongly."""
    text, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.pattern, pattern.flags)
    parser: Any = importlib.import_module("re._parser")
    return list(_refused(parser.parse(text, flags), inside=False))


def _refused(parsed: Any, *, inside: bool) -> Iterator[str]:
    """Walk the parsed pattern; `inside` an atomic group or a possessive repeat."""
    for operation, argument in parsed:
        name = str(operation)
        if name == "POSSESSIVE_REPEAT" and not (len(argument[2]) == 1 and str(argument[2][0][0]) in SINGLE):
            yield "a possessive quantifier over a group: write `(?>(?:…)*)`"
        if name == "SUBPATTERN" and inside and argument[0] is not None:
            yield "a numbered group inside an atomic one"
        is_inside = inside or name in {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}
        for part in _parts(argument):
            yield from _refused(part, inside=is_inside)


def _parts(argument: Any) -> Iterator[Any]:
    """Yield the patterns within the argument of an operation, however deep it holds them."""
    if type(argument).__name__ == "SubPattern":
        yield argument
    elif isinstance(argument, (tuple, list)):
        for one in argument:
            yield from _parts(one)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.as_posix())
def test_no_pattern_that_older_pythons_match_wrongly(module: Path) -> None:
    """Python before 3.11.5 loses matches of `(?:a|bc)*+` (python/cpython#106052), later ones groups inside it."""
    found = {text: problems for one in patterns(module) if (problems := refused(one)) for text in [str(one)]}
    assert not found


@pytest.mark.parametrize(
    ("pattern", "is_refused"),
    [
        (r"<!--(?:[^-]|-(?!->))*+-->", True),
        (r"(?:ab)?+", True),
        (r"x(?=(?:ab|c){2,}+)", True),
        (r"(?>(a|b)*)", True),
        (r"[^-]*+-", False),
        (r"\w++\s?+.*+", False),
        (r"<!--(?>(?:[^-]|-(?!->))*)-->", False),
    ],
)
def test_what_is_refused(pattern: str, *, is_refused: bool) -> None:
    """Single characters may be repeated possessively; groups stand in atomic groups instead."""
    assert bool(refused(pattern)) is is_refused


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.as_posix())
def test_sentinels_have_one_home(module: Path) -> None:
    """No module but the registry writes a non-character or a character for private use, by itself or escaped."""
    if module.name == "sentinels.py":
        return
    written = (PACKAGE.parent / module).read_text(encoding="utf-8")
    assert not re.findall(r"\\u(?:fd[de]|e[0-9a-f]{3}|fff[ef])|[\ufdd0-\ufdef\ue000-\uf8ff\ufffe\uffff]", written, re.I)


def test_each_sentinel_means_one_thing() -> None:
    """No two of those that stand for something of ours are the same character."""
    marks = [value for value in vars(sentinels).values() if isinstance(value, str) and "\ufdd0" <= value <= "\ufdef"]
    assert len(marks) == len(set(marks))
