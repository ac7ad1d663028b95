"""Options of Reveal.js that a deck asks for, as they show on its page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sites import MakeSite, Site
from watch import OpenTab, go

DECK = """---
reveal: {%s}
---
# T

---

## One

---

<!-- .slide: data-transition="fade" data-transition-speed="slow" -->

## Two
"""
DURATION = "node => getComputedStyle(node).transitionDuration"


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    site = make_site(
        {
            "decks/plain.md": DECK % "",
            "decks/numbered.md": DECK % "slideNumber: true",
            "decks/bare.md": DECK % "slideNumber: false",
            "decks/fast.md": DECK % "transition: slide, transitionSpeed: fast",
        }
    )
    assert site.codes == set()
    return site


@pytest.mark.parametrize(("name", "number"), [("plain", "2 / 3"), ("numbered", "2 / 3"), ("bare", "")])
def test_slides_are_numbered_once_or_not(name: str, number: str, open_tab: OpenTab, site: Site) -> None:
    """In the footer, on paper too, and never a second time by Reveal.js."""
    page = go(open_tab(), f"{site.http}{name}.html#/one")
    expect(page.locator(".deck-footer [data-slide-number]")).to_have_text(number)
    assert page.locator(".slide-number:visible").count() == 0
    page.goto(f"{site.http}{name}.html?view=print")
    expect(page.locator(".pdf-page:nth-of-type(2) [data-slide-number]")).to_have_text(number)
    assert page.locator(".slide-number-pdf:visible").count() == 0


def test_transitions_have_a_speed(open_tab: OpenTab, site: Site) -> None:
    """That of the deck, or of one slide; none where motion is unwanted."""
    page = go(open_tab(), f"{site.http}fast.html#/one")
    assert page.locator("#one").evaluate(DURATION) == "0.13s"
    page = go(open_tab(), f"{site.http}plain.html#/two")
    assert page.locator("#two").evaluate(DURATION) == "0.8s"
    still = go(open_tab(reduced_motion="reduce"), f"{site.http}fast.html#/one")
    assert still.locator("#one").evaluate(DURATION) == "0s"
