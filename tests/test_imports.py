"""What a command does not need, it does not import: `slides --help` answers at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
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
    unwanted = {"PIL", "citeproc", "lxml", "markdown", "pymdownx", "segno", "starlette", "uvicorn", "watchdog"}
    assert got & unwanted == set()
    assert {"jinja2", "markdown_it", "selectolax"} <= got
