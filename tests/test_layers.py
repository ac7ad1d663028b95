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
# The folders of the house from the ground up, with the single modules that stand between them. A folder is named by
# itself where it has a floor of its own, and belongs to the one around it where it has none.
FLOORS: tuple[set[str], ...] = (
    {""},  # the package itself, which holds the version
    {"model"},
    {
        *("api", "language", "load/formats", "load/root", "report", "store", "write"),
        *("render/color_values", "render/memory", "render/text_width", "render/words"),
    },
    {"load/bibliography", "render/facts", "render/html"},
    {"load", "render/citations", "render/engines", "render/markdown", "render/publish"},
    {"render/context"},
    {"render/placeholders"},
    {"render/charts", "render/timelines"},
    {"render/slide"},
    {"course", "render/deck", "render/reading"},
    {"render/pages"},
    {"workers"},
    {"build", "serve"},
    {"make"},
    {"cli"},
    {"__main__"},
)
FLOOR_OF = {folder: floor for floor, folders in enumerate(FLOORS) for folder in folders}
# Who may import a library: what reads YAML, parses HTML or speaks to a terminal is in one place.
HOMES = {
    "yaml": {"load"},
    "markdown_it": {"render"},
    "mdit_py_plugins": {"render"},
    "markdown": {"render"},
    "pygments": {"render"},
    "py_mini_racer": {"language", "render"},
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


def folder_of(name: str) -> str:
    """Return the folder on the list to which a module belongs, by its dotted name inside the package."""
    parts = name.removesuffix("__init__").strip(".").split(".")
    known = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((folder for folder in known if folder in FLOOR_OF), "")


def test_imports_go_down() -> None:
    """Every module of a folder imports from folders on lower floors, and from its own."""
    wrong: list[str] = []
    for module in MODULES:
        own = folder_of(".".join(module.with_suffix("").parts))
        assert own or module.name == "__init__.py", f"{module} has no floor"
        for name in imports(module):
            first, _, rest = name.partition(".")
            other = folder_of(rest)
            if first == "dl4ad_slides" and other != own and FLOOR_OF[other] >= FLOOR_OF[own]:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_no_floor_is_empty() -> None:
    """All folders on the list are there."""
    there = {folder_of(".".join(module.with_suffix("").parts)) for module in MODULES}
    assert there == set(FLOOR_OF)


def test_the_documents_tell_the_order() -> None:
    """The table in `docs/architecture.md` names the folders of each floor."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", text, re.M)
    told = {name: int(floor) for floor, names in rows for name in re.findall(r"`([\w/]+?)(?:/|\.py)`", names)}
    assert told == {name: floor for name, floor in FLOOR_OF.items() if name}


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
