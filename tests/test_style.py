"""The style of the code is a test like any other: ruff and mypy in strict mode, as `pyproject.toml` sets them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers import ROOT

FOLDERS = ("src", "tests", "tools", "benchmarks", "data", "assets")


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache", *FOLDERS),
        ("ruff", "format", "--check", "--no-cache", *FOLDERS),
        ("mypy",),
    ],
    ids=" ".join,
)
def test_nothing_to_complain_about(command: tuple[str, ...]) -> None:
    """No finding of the linter, the formatter or the type checker."""
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
