"""How a deck opens: its first slide stands before Reveal.js runs, where it stands afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize
from sites import MakeSite, Site
from watch import OpenContext, OpenTab, go

WINDOWS: list[ViewportSize] = [
    {"width": 1920, "height": 1080},
    {"width": 1280, "height": 720},
    {"width": 1000, "height": 900},
    {"width": 390, "height": 844},
]
COURSE = {
    "decks/plain.md": """---
title: A lecture
subtitle: Below its title
authors: [A. Author]
date: 2026-10-14
---

# A lecture

---

## Second

With a formula $x^2$, and more to read

---

## Third
""",
    "decks/stack.md": "# Above\n\n--\n\n## Below\n\nText\n",
    "decks/fit.md": '# <span class="r-fit-text">Wide</span>\n\n---\n\n## Second\n',
    "decks/dark.md": '<!-- .slide: data-background-color="#102030" -->\n\n# On a dark ground\n',
    "decks/right.md": "---\nlanguage: ar\n---\n\n# عنوان\n",
}
SHIFTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().map(({ value, sources }) =>
    [value, sources.map(({ node }) => node?.nodeName)]))).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
})"""
SEEN = """() => [...document.querySelectorAll(".slides :is(h1, h2)")]
  .filter((heading) => heading.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((heading) => {
    const { x, y, width, height } = heading.getBoundingClientRect();
    return [heading.textContent, x, y, width, height];
  })"""


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site(COURSE)


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    return open_tab()


def without_reveal(page: Page, address: str) -> list[list[object]]:
    """Return the headings that are seen where the script of the deck never comes, and their places."""
    page.route("**/joined/*.js?*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    seen = page.evaluate(SEEN)
    page.unroute("**/joined/*.js?*")
    return list(seen)


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window['width']}x{window['height']}")
@pytest.mark.parametrize("place", ["plain.html", "plain.html#/second", "stack.html", "stack.html#/below"])
def test_what_is_seen_first_stays_where_it_is(
    place: str, window: ViewportSize, open_context: OpenContext, course: Site
) -> None:
    """CSS alone gives the slide of the address the place that Reveal gives it."""
    page = open_context(viewport=window).new_page()
    before = without_reveal(page, f"{course.http}{place}")
    assert len(before) == 1
    page.goto("about:blank")
    go(page, f"{course.http}{place}")
    (after,) = page.evaluate(SEEN)
    assert before[0][0] == after[0]
    assert before[0][1:] == pytest.approx(after[1:], abs=0.51)


@pytest.mark.parametrize("place", ["fit.html", "dark.html", "right.html", "plain.html?print-pdf", "plain.html#/1"])
def test_what_reveal_must_lay_out_waits_for_it(place: str, page: Page, course: Site) -> None:
    """Grounds and sizes that Reveal makes, pages for paper, and slides that it has to count."""
    assert without_reveal(page, f"{course.http}{place}") == []


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window['width']}x{window['height']}")
@pytest.mark.parametrize("place", ["plain.html", "plain.html#/second", "stack.html"])
def test_nothing_shifts_when_reveal_starts(
    place: str, window: ViewportSize, open_context: OpenContext, course: Site
) -> None:
    """The layout of an opening page is stable, as browsers measure it."""
    page = open_context(viewport=window).new_page()
    go(page, f"{course.http}{place}")
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate(SHIFTS)
    assert sum(value for value, _ in shifts) < 0.001, shifts


def test_only_the_shown_slide_is_laid_out(page: Page, course: Site) -> None:
    """Its neighbours are there, and cost nothing until they are shown, or the overview shows them all."""
    hidden = """() => [...document.querySelectorAll(".slides > section")]
      .map((slide) => getComputedStyle(slide).contentVisibility)"""
    go(page, f"{course.http}plain.html#/second")
    assert page.evaluate(hidden) == ["hidden", "visible", "hidden"]
    page.evaluate("Reveal.next()")
    assert page.evaluate(hidden) == ["hidden", "hidden", "visible"]
    page.evaluate("Reveal.toggleOverview(true)")
    assert page.evaluate(hidden) == ["visible"] * 3
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == ["visible"] * 3
