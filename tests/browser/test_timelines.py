"""Timelines in the page: true to scale, readable, joined by lines, lit at the right steps."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sites import Site
from watch import OpenTab, go

# name of the site's fixture, page, number of timelines with an axis
DECKS = [("our_site", "00-introduction.html", 9), ("our_site", "04-convolutional-and-recurrent-layers.html", 9)]
OLD = ("seed_site", "001.html", 9)
Measures = dict[str, Any]


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, open_tab: OpenTab) -> Page:
    return open_tab(color_scheme=request.param, reduced_motion="reduce")


@pytest.fixture(scope="module", params=[*DECKS, OLD], ids=lambda deck: deck[1])
def timelines(request: pytest.FixtureRequest, browser: Browser) -> list[Measures]:
    """Give the measures of all timelines of a deck."""
    fixture, name, count = request.param
    site: Site = request.getfixturevalue(fixture)
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    page.add_init_script(path=Path(__file__).with_name("looks.js"))
    measured = list(go(page, site.http + name).evaluate("looks.timelines()"))
    page.close()
    assert len(measured) == count
    return measured


def test_dots_stand_true_to_scale(timelines: list[Measures]) -> None:
    """Each dot stands where its year lies between start and end, within a pixel, whatever its distance to the next."""
    for timeline in timelines:
        start, end = timeline["range"]
        width = timeline["box"]["right"] - timeline["box"]["left"]
        for year, dot in zip(timeline["years"], timeline["dots"], strict=True):
            share = 0.015 + 0.97 * (year - start) / (end - start)
            assert dot["x"] == pytest.approx(timeline["box"]["left"] + share * width, abs=1)


def test_dots_can_be_told_apart(timelines: list[Measures]) -> None:
    """No two dots of a timeline cover each other."""
    for timeline in timelines:
        for one, other in itertools.combinations(timeline["dots"], 2):
            assert max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"])) >= 18


def test_labels_do_not_overlap(timelines: list[Measures]) -> None:
    """The words of an event lie clear of those of every other, below the axis, and within the timeline."""
    for timeline in timelines:
        for one, other in itertools.combinations(timeline["labels"], 2):
            clashes = [(a, b) for a, b in itertools.product(one, other) if _overlap(a, b)]
            assert clashes == []
        for box in itertools.chain.from_iterable(timeline["labels"]):
            assert box["top"] > timeline["axis"]
            assert box["left"] >= timeline["box"]["left"] - 6
            assert box["right"] <= timeline["box"]["right"] + 6


def test_lines_lead_from_dots_to_labels(timelines: list[Measures]) -> None:
    """Each line begins at the axis below its dot and ends right above the middle of its label."""
    for timeline in timelines:
        events = zip(timeline["dots"], timeline["labels"], timeline["lines"], strict=True)
        for dot, label, line in events:
            assert line["fromX"] == pytest.approx(dot["x"], abs=2)
            assert line["fromY"] == pytest.approx(timeline["axis"], abs=3)
            year = label[0]
            assert line["toX"] == pytest.approx((year["left"] + year["right"]) / 2, abs=6)
            assert 0 <= year["top"] - line["toY"] < 20


def _overlap(one: Measures, other: Measures) -> bool:
    return bool(
        one["left"] < other["right"] - 0.5
        and one["right"] > other["left"] + 0.5
        and one["top"] < other["bottom"] - 4  # the line boxes of two rows may touch, letters do not
        and one["bottom"] > other["top"] + 4
    )


# What seed 001 selects: for each slide with timelines, and each step, the lit years of its three timelines.
SELECTED: dict[str, list[list[list[int]]]] = {
    "mathematical-foundations": [
        [[], [], []],
        [[1676, 1805, 1809, 1847, 1951], [1815], [1843, 1936, 1947, 1948]],
        [[], [], []],
    ],
    "early-history-of-neural-networks": [
        [[], [], []],
        [[1943, 1957, 1965], [1967, 1970, 1986, 1992, 2010, 2012], [2002]],
        [[1979, 1982, 1989, 2012], [2009], []],
        [[], [], []],
    ],
    "the-deep-learning-era": [
        [[], [], []],
        [[], [2015, 2016], [2017]],
        [[2016], [], []],
    ],
}


@pytest.mark.parametrize("slide", SELECTED)
def test_selected_events_are_lit_at_their_steps(slide: str, page: Page, seed_site: Site) -> None:
    """Dot, label and line of the selected events are lit at their step, forth and back, and no others ever."""
    go(page, f"{seed_site.http}001.html#/{slide}")
    steps = SELECTED[slide]
    for wanted in steps:
        for lit, years in zip(page.evaluate("looks.lit()"), wanted, strict=True):
            assert lit == [years] * 3
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")  # back from the next slide
    for wanted in reversed(steps):
        for lit, years in zip(page.evaluate("looks.lit()"), wanted, strict=True):
            assert lit == [years] * 3
        page.keyboard.press("ArrowLeft")
