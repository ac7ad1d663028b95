"""What a command does not need, it does not import: `slides --help` answers at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("PIL", "asyncio", "email", "multiprocessing", "playwright", "ssl", "xml"),
    *(
        "babel",
        "citeproc",
        "filelock",
        "jinja2",
        "lxml",
        "markdown",
        "markdown_it",
        "mdit_py_plugins",
        "py_mini_racer",
        "pygments",
        "pymdownx",
    ),
    *("segno", "selectolax", "starlette", "uvicorn", "watchdog", "yaml"),
)
# What only some slides need.
ON_DEMAND = {"PIL", "asyncio", "citeproc", "lxml", "markdown", "py_mini_racer", "pygments", "segno"}


def imported_by(*arguments: str) -> set[str]:
    """Return the top-level modules that a run of the command has imported."""
    script = (
        "import sys\n"
        "from dl4ad_slides.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('IMPORTED', *{name.split('.')[0] for name in sys.modules})\n"
    )
    run = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return set(run.stdout.rsplit("IMPORTED", 1)[1].split())


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("build", "--help"), ("schema", "--help")])
def test_help_imports_no_library_but_click(arguments: tuple[str, ...]) -> None:
    """Version and help load neither parsers nor engines."""
    assert imported_by(*arguments) & set(HEAVY) == set()


def test_a_build_imports_only_what_its_decks_need(tmp_path: Path) -> None:
    """No formula, no V8; no QR code, no segno; no citation, no citeproc; one engine; and no server."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "a.md").write_text("# A\n")
    got = imported_by("-C", str(tmp_path), "build")
    needed = {"filelock", "jinja2", "markdown_it", "mdit_py_plugins", "selectolax", "yaml"}
    assert got & set(HEAVY) - {"babel"} == needed  # where the course lies in a repository, its date is written


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("$x$", {"py_mini_racer", "asyncio"}),
        ("```python\nx = 1\n```", {"pygments"}),
        ("<<QR:https://example.org>>", {"segno"}),
        ("![A dot](../assets/dot.png)", {"PIL"}),
        ("```\nx = 1\n```", set()),
    ],
)
def test_a_library_comes_with_what_needs_it(text: str, needed: set[str], tmp_path: Path) -> None:
    """A formula starts V8, code in a language Pygments, and nothing else."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "a.md").write_text(f"# A\n\n{text}\n")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "dot.png").write_bytes(b"\x89PNG")
    assert needed <= (got := imported_by("-C", str(tmp_path), "build"))
    assert not got & ON_DEMAND - needed
