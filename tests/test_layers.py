"""Data flows one way: a module imports only from ranks below its own, and libraries have a home."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import ROOT

PACKAGE = ROOT / "src" / "dl4ad_slides"
# What takes findings on the way is no value.
COLLECTORS = {"Report"}
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "_vendor" not in path.parts)
RANKS = {
    "": 0,
    "model": 1,
    "language": 2,
    "load": 3,
    "render": 4,
    "build": 5,
    "write": 5,
    "report": 5,
    "serve": 6,
    "cli": 7,
    "api": 8,
}
RANKS["__main__"] = 9
# Who may import a library: what reads YAML, parses HTML or speaks to a terminal is in one place.
HOMES = {
    "yaml": {"load"},
    "markdown_it": {"render"},
    "mdit_py_plugins": {"render"},
    "markdown": {"render"},
    "pygments": {"render"},
    "py_mini_racer": {"render"},
    "selectolax": {"render", "serve"},
    "babel": {"load", "render"},
    "citeproc": {"render"},
    "PIL": {"load", "render"},
    "filelock": {"write"},
    "click": {"cli", "report", "serve"},
}


def room(module: Path) -> str:
    """Return the package or module of ours, on the top level, that `module` belongs to."""
    return module.parts[0].removesuffix(".py").replace("__init__", "")


def imports(module: Path, *, for_types: bool = True) -> Iterator[str]:
    """Yield the dotted names of everything that `module` imports, wherever in it, `for_types` alone too or not."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    typing = {node for block in blocks for part in block.body for node in ast.walk(part)}
    for node in ast.walk(tree):
        if node in typing and not for_types:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_every_room_has_a_rank() -> None:
    """A new package gets its place in the order on purpose."""
    assert {room(module) for module in MODULES} == set(RANKS)


def test_the_documents_tell_the_order() -> None:
    """The table in `docs/architecture.md` names the rooms of each rank, but for what holds them all."""
    rows = re.findall(r"^\| (\d) \| (.*?) \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.M)
    told = {name: int(rank) for rank, names in rows for name in re.findall(r"`(\w+)(?:/|\.py)`", names)}
    assert told == {name: rank for name, rank in RANKS.items() if name.strip("_") not in {"", "main"}}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.as_posix())
def test_imports_point_downwards(module: Path) -> None:
    """Other rooms that a module imports from are of a lower rank."""
    own = room(module)
    for name in imports(module):
        first, _, rest = name.partition(".")
        if first == "dl4ad_slides":
            other = rest.split(".")[0]
            other = other if other in RANKS else ""  # a name of the package itself, such as __version__
            assert other == own or RANKS[other] < RANKS[own], f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.as_posix())
def test_libraries_stay_at_home(module: Path) -> None:
    """A library is imported in its own room only, so that it can be exchanged there; others may name its types."""
    for name in imports(module, for_types=False):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or room(module) in homes, f"{module} imports {name}"


def test_values_are_frozen() -> None:
    """Every class of the model is a frozen dataclass or an enumeration: it is finished when it is made."""
    for module in MODULES:
        if room(module) != "model":
            continue
        for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.bases:
                written = [ast.unparse(decorator) for decorator in node.decorator_list]
                assert any("frozen=True" in text for text in written) or node.name in COLLECTORS, node.name
