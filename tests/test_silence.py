"""Ordinary lectures of many fields, in which nothing is wrong: a build says nothing about them.

The decks of `tests/prose` hold what is text there and syntax elsewhere: prices, shell, intervals, phonemes, handles.
What is syntax in them is used as it should be, and what looks like syntax is meant as it stands.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import BuildResult

PROSE = Path(__file__).parent / "prose"
DECKS = sorted(path.name for path in (PROSE / "decks").iterdir())
LEAST_SLIDES = 10  # of a lecture


@pytest.fixture(scope="module")
def site() -> BuildResult:
    """Give the site of all the lectures."""
    return build_site(load_course(PROSE))


def told_of(file: str, site: BuildResult) -> list[str]:
    """Return the findings about a file, in words."""
    return [
        f"{one.position}: {one.code}: {one.message} – {one.hint}" for one in site.findings if one.position.file == file
    ]


@pytest.mark.parametrize("deck", DECKS)
def test_nothing_is_told_of_an_ordinary_lecture(deck: str, site: BuildResult) -> None:
    """A deck in which nothing is wrong has no findings, and as many slides as a lecture."""
    assert told_of(f"decks/{deck}", site) == []
    (built,) = (one for one in site.decks if one.deck.source.path == f"decks/{deck}")
    assert built.slide_count >= LEAST_SLIDES


def test_nothing_is_told_of_their_course(site: BuildResult) -> None:
    """No other file of the course has findings either."""
    others = {one.position.file for one in site.findings} - {f"decks/{deck}" for deck in DECKS}
    assert [told_of(file, site) for file in sorted(others)] == []
