"""The day on which the sources last changed: the same wherever a course is built from the same commit."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.load.changed import day_of_change

DAY = 86_400


@pytest.fixture(autouse=True)
def _no_other_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def git(root: Path, *arguments: str, day: str = "2020-01-01") -> None:
    """Run Git as somebody in the west; whoever commits does so later, and elsewhere."""
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": f"{day}T23:30:00 -0800", "GIT_COMMITTER_DATE": "2022-02-02T12:00:00 +0100"}
    subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **names, **dates}, check=True, capture_output=True)


def test_the_newest_file_where_there_is_no_repository(course: MakeCourse) -> None:
    """In UTC; a file that is gone counts for nothing."""
    made = course({"decks/a.md": "# A\n", "slides.yaml": ""})
    os.utime(made.root / "slides.yaml", (DAY * 3, DAY * 3))
    os.utime(made.root / "decks/a.md", (DAY * 5, DAY * 5))
    assert made.load().changed == date(1970, 1, 6)
    assert day_of_change(made.root, (), ("slides.yaml", "gone")) == date(1970, 1, 4)
    assert day_of_change(made.root, (), ("gone",)) is None


def test_the_last_commit_that_touched_the_sources(course: MakeCourse) -> None:
    """As the calendar of its author had it, and not the time at which the files were written."""
    made = course({"decks/a.md": "# A\n", "README.md": "A"})
    git(made.root, "init")
    git(made.root, "add", "decks")
    git(made.root, "commit", "-m", "a", day="2020-01-01")
    git(made.root, "add", "README.md")
    git(made.root, "commit", "-m", "b", day="2021-01-01")
    assert made.load().changed == date(2020, 1, 1)


def test_a_course_that_is_a_folder_of_a_repository(course: MakeCourse) -> None:
    """Its own commits count."""
    made = course({"decks/a.md": "# A\n"})
    git(made.root.parent, "init")
    git(made.root.parent, "add", ".")
    git(made.root.parent, "commit", "-m", "a", day="2020-01-01")
    assert made.load().changed == date(2020, 1, 1)


def test_a_day_that_is_given(course: MakeCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SOURCE_DATE_EPOCH` is stronger; nonsense in it is nothing."""
    made = course({"decks/a.md": "# A\n", "slides.yaml": ""})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))
    assert made.load().changed == date(1970, 1, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert made.load().changed != date(1970, 1, 2)
