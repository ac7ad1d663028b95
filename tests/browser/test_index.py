"""The home page: real titles, dates and numbers, usable by keyboard and on a phone, in both themes."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from sites import MakeSite, Site
from watch import OpenTab

COURSE = {
    "slides.yaml": "title: Sound & Learning\nsubtitle: Winter term\nauthors: [Ada, Grace]\n",
    "decks/01-first.md": "---\ndate: 2026-10-15\npart: Basics\n---\n# The first<br>lecture\n\n---\n\n## Two\n",
    "decks/02-second.md": "---\ntitle: Another title\npart: Basics\ndescription: What it is about\n---\n# Head\n",
    "decks/03-third.md": "---\npart: Practice\n---\n# A long title: Rundfunkübertragungsverfahren\n",
    "decks/04-draft.md": "---\ndraft: true\n---\n# Secret draft\n",
    "decks/_notes.md": "# Not a deck\n",
}


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    site = make_site(COURSE)
    assert site.codes == set()
    return site


@pytest.fixture
def page(open_tab: OpenTab, course: Site) -> Page:
    page = open_tab(viewport={"width": 1440, "height": 900})
    page.goto(f"{course.http}index.html")
    return page


def test_cards_tell_what_the_lectures_are(page: Page) -> None:
    """Each lecture has a card with its title, its date in words and its number of slides, in its part of the course."""
    expect(page).to_have_title("Sound & Learning")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sound & Learning")
    expect(page.get_by_role("heading", level=3)).to_have_text(["Basics", "Practice"])
    names = ["The first lecture", "Another title", "A long title: Rundfunkübertragungsverfahren"]
    expect(page.get_by_role("heading", level=4).get_by_role("link")).to_have_text(names)
    first, second, _ = page.locator(".card").all()
    assert "October 15, 2026" in first.inner_text()
    assert "2 slides" in first.inner_text()
    assert "1 slide" in second.inner_text().split("\n")
    assert "What it is about" in second.inner_text()


def test_drafts_are_absent(page: Page, course: Site) -> None:
    """A draft and a file that begins with `_` have neither card nor page."""
    assert "Secret" not in page.content()
    assert "Not a deck" not in page.content()
    pages = {path.name for path in course.folder.glob("*.html") if not path.name.endswith(".read.html")}
    assert pages == {"404.html", "index.html", "01-first.html", "02-second.html", "03-third.html"}


def test_the_keyboard_reaches_everything(page: Page) -> None:
    """Tab goes through the bar and then from card to card, each with a ring that can be seen; Enter opens one."""
    bar = (".skip-link", ".site-brand", "nav a", "[data-search]", "[data-theme-toggle]")
    for query in bar:
        page.keyboard.press("Tab")
        assert page.evaluate("query => document.activeElement.matches(query)", query)
    for number in range(3):
        page.keyboard.press("Tab")
        card = page.locator(".card").nth(number)
        assert card.evaluate("card => card.contains(document.activeElement)")
        assert card.evaluate("card => getComputedStyle(card).outlineStyle") == "solid"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.card .links a')")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/02-second.html**")


def test_the_whole_card_is_the_link(page: Page) -> None:
    """A click anywhere on a card opens its lecture."""
    cover = page.locator(".card .cover").first.bounding_box()
    assert cover is not None
    page.mouse.click(cover["x"] + cover["width"] / 2, cover["y"] + cover["height"] / 2)
    page.wait_for_url("**/01-first.html**")


@pytest.mark.parametrize("width", [360, 390, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_every_width(width: int, theme: Literal["light", "dark"], open_tab: OpenTab, course: Site) -> None:
    """From a phone of 360 pixels on, nothing must be scrolled sideways and no text is cut off, in both themes."""
    page = open_tab(viewport={"width": width, "height": 740}, color_scheme=theme)
    page.goto(f"{course.http}index.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    texts = page.locator("h1, h2, h3, h4:not(:has(.visually-hidden)), p, .cover-title")
    assert texts.evaluate_all("all => all.filter(text => text.scrollWidth > text.clientWidth + 1).length") == 0
    assert page.evaluate("document.documentElement.dataset.theme") == theme


def test_an_empty_course_says_so(make_site: MakeSite, open_tab: OpenTab) -> None:
    """A course of drafts alone has a page that says that there is nothing yet."""
    site = make_site({"slides.yaml": "title: Soon\n", "decks/a.md": "---\ndraft: true\n---\n# A\n"})
    page = open_tab()
    page.goto(f"{site.http}index.html")
    expect(page.get_by_role("main")).to_contain_text("No lectures yet.")


def test_our_own_course_has_its_cards(open_tab: OpenTab, our_site: Site) -> None:
    """Our own home page leads to all lectures, with their numbers of slides."""
    page = open_tab()
    page.goto(f"{our_site.http}index.html")
    facts = page.locator(".card-facts").all_inner_texts()
    assert [text.split("\n")[-1] for text in facts] == [f"{deck.slide_count} slides" for deck in our_site.result.decks]
    assert len(facts) == 4
