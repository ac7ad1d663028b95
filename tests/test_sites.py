"""Small projects, sound and broken: what is built, and what is said about it.

A project of `tests/sites/invalid` holds the findings of `slides build` in `expected.txt`, one of `tests/sites/valid`
holds its pages and the ids of their slides. `pytest --rewrite-golden` writes what comes out.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers import Course

SITES = Path(__file__).parent / "sites"
INVALID = sorted((SITES / "invalid").iterdir())
VALID = sorted((SITES / "valid").iterdir())
# What makes a build stop before it writes anything: there is no course without its settings, decks and templates.
STOPS = ("error[config-yaml]", "error[config-no-decks]", "error[theme-template]")


def copied(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Return a copy of the project that may be built in place, from inside of it."""
    root = tmp_path / "course"
    shutil.copytree(site, root, ignore=shutil.ignore_patterns("expected.txt"))
    monkeypatch.chdir(root)
    return Course(root)


def compare(site: Path, built: str, pytestconfig: pytest.Config) -> None:
    expected = site / "expected.txt"
    if pytestconfig.getoption("rewrite_golden"):
        expected.write_text(built, encoding="utf-8")
    assert built == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("site", INVALID, ids=lambda site: site.name)
def test_invalid_sites(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """Each broken project gives its findings, fails exactly if one is an error, and its sound deck is built."""
    course = copied(site, tmp_path, monkeypatch)
    outcome = course.build()
    compare(site, outcome.stderr, pytestconfig)
    assert outcome.findings
    assert outcome.exit_code == (1 if " error[" in outcome.stderr else 0)
    assert course.build("--strict").exit_code == 1
    if any(stop in outcome.stderr for stop in STOPS):
        assert not (course.root / "build").exists()
    else:
        assert [slide.attributes["id"] for slide in course.slides("02-sound.html")] == ["sound", "still-sound"]


@pytest.mark.parametrize("site", VALID, ids=lambda site: site.name)
def test_valid_sites(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Each sound project is built in silence, and holds the pages and slides that it should."""
    course = copied(site, tmp_path, monkeypatch)
    outcome = course.build("--strict")
    assert (outcome.stderr, outcome.exit_code) == ("", 0)
    lines = []
    for name in sorted(course.built):
        ids = [slide.attributes["id"] or "" for slide in course.slides(name)] if name.endswith(".html") else []
        lines.append(f"{name}: {', '.join(ids)}".removesuffix(": "))
    compare(site, "\n".join(lines) + "\n", pytestconfig)
