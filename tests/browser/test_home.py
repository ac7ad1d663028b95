"""The home page of a course and its pages of text: links, dates, both themes, phones, without scripts, by keyboard."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from sites import MakeSite, Site
from watch import OpenContext, OpenTab

axe = pytest.importorskip("axe")

DATES = """entries:
  - {date: 2026-10-15, topic: The first}
  - {date: 2026-10-22, topic: Hand in, deadline: true}
  - {date: 2026-10-29, topic: Nothing yet}
  - {date: 2026-10-29, topic: On the same day}
  - {date: Week 12, topic: Questions}
"""
COURSE = {
    "slides.yaml": "title: Sound\nsubtitle: Of networks\ninstitution: University\nterm: Winter\nlicense: CC BY 4.0\n"
    "schedule: data/dates.yaml\nteachers: [Ada Lovelace, {name: Grace Hopper, role: Code, email: g@example.org}]\n",
    "decks/01-first.md": "---\ndate: 2026-10-15\nlinks: {code: assets/a.txt}\n---\n# One\n\n---\n\n## Two\n",
    "decks/02-second.md": "# Two $x$\n",
    "data/dates.yaml": DATES,
    "assets/a.txt": "A",
    "pages/index.md": "What it is.\n\n## Before\n\n| A | B |\n|---|---|\n| 1 | [help](help.md) |\n\n"
    "## Formulas\n\n$$x^2$$\n",
    "pages/help.md": "# Getting help\n\n## One\n\nA\n\n## Two\n\nB\n\n## Three\n\n```python\nx = 1\n```\n",
}


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    site = make_site(COURSE)
    assert site.codes == set()
    return site


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    return open_context(viewport={"width": 1440, "height": 900}).new_page()


def marked(page: Page) -> tuple[list[str], list[str]]:
    """Return the topics that are past, and those that are next."""
    past = page.locator(".is-past .date-topic").all_inner_texts()
    return past, page.locator("[aria-current=date] .date-topic").all_inner_texts()


@pytest.mark.parametrize(
    ("now", "past", "coming"),
    [
        ("2026-10-01T12:00", [], ["The first Next"]),
        ("2026-10-15T23:59", [], ["The first Today"]),
        ("2026-10-16T00:01", ["The first"], ["Hand in Deadline Next"]),
        ("2026-10-23T08:00", ["The first", "Hand in Deadline"], ["Nothing yet Next", "On the same day Next"]),
        ("2027-01-01T00:00", ["The first", "Hand in Deadline", "Nothing yet", "On the same day"], []),
    ],
)
def test_the_next_date_is_marked(page: Page, course: Site, now: str, past: list[str], coming: list[str]) -> None:
    """By the calendar of the reader; all of a day, and what is no day never."""
    page.clock.set_fixed_time(now)
    page.goto(f"{course.http}index.html")
    assert marked(page) == (past, coming)


def test_a_page_that_stays_open_over_midnight(page: Page, course: Site) -> None:
    """Marks anew when it is looked at again."""
    page.clock.set_fixed_time("2026-10-15T23:59")
    page.goto(f"{course.http}index.html")
    page.clock.set_fixed_time("2026-10-16T00:01")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert marked(page) == (["The first"], ["Hand in Deadline Next"])


def test_without_scripts_nothing_is_marked_and_all_is_there(open_context: OpenContext, course: Site) -> None:
    """Lectures, dates, people and text."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{course.file}index.html")
    assert marked(page) == ([], [])
    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["Lectures", "Schedule", "Before", "Formulas", "Teachers"]
    )


def test_links_of_a_card_are_apart_from_the_card(page: Page, course: Site) -> None:
    """The card leads to the slides, a link on it where it says."""
    page.goto(f"{course.http}index.html")
    card = page.locator(".card").first
    expect(card.get_by_role("link")).to_have_text(["One", "Reading page: One", "Code: One"])
    for name in ("Reading page", "Code"):
        card.get_by_role("link", name=name).click(trial=True)  # the card is not in its way
    card.locator(".cover").click(force=True)
    page.wait_for_url("**/01-first.html**")


def test_from_page_to_page(page: Page, course: Site) -> None:
    """The bar leads to blocks of the home page and to pages of text, and says where one is; its title leads home."""
    page.goto(f"{course.http}index.html")
    nav = page.get_by_role("navigation", name="Pages")
    expect(nav.get_by_role("link")).to_have_text(["Lectures", "Schedule", "Getting help"])
    nav.get_by_role("link", name="Getting help").click()
    expect(page).to_have_title("Getting help – Sound")
    expect(nav.locator("[aria-current=page]")).to_have_text("Getting help")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Two").click()
    page.wait_for_url("**/help.html#two")
    nav.get_by_role("link", name="Schedule").click()
    page.wait_for_url("**/index.html#ui_schedule")
    expect(page.get_by_role("heading", name="Schedule")).to_be_in_viewport()
    page.goto(f"{course.http}help.html")
    page.get_by_role("banner").get_by_role("link", name="Sound").click()
    page.wait_for_url("**/index.html")


def test_the_first_tab_skips_to_the_content(page: Page, course: Site) -> None:
    """A link that only the keyboard shows."""
    page.goto(f"{course.http}help.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("name", ["index", "help"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_breaks_a_rule_of_wcag(
    name: str, theme: Literal["light", "dark"], width: int, open_context: OpenContext, course: Site
) -> None:
    """On phones and on large screens, in colours of both themes, with a date that is next and some that are past."""
    page = open_context(viewport={"width": width, "height": 800}, color_scheme=theme).new_page()
    page.clock.set_fixed_time("2026-10-23T08:00")
    page.goto(f"{course.http}{name}.html")
    assert axe.axe_findings(page, only=axe.COLOURS if theme == "dark" else ()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["index", "projects"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_our_own_pages(
    name: str, theme: Literal["light", "dark"], width: int, open_tab: OpenTab, our_site: Site
) -> None:
    """The same of our own course; targets are large enough for a finger."""
    page = open_tab(viewport={"width": width, "height": 800}, color_scheme=theme)
    page.goto(f"{our_site.http}{name}.html")
    assert axe.axe_findings(page, only=axe.COLOURS if theme == "dark" else ()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (768, 2), (1280, 2), (1920, 2)])
def test_four_lectures_leave_none_alone(width: int, columns: int, open_tab: OpenTab, our_site: Site) -> None:
    """One below the other on phones, else two by two; the bar has one row, or two whole ones."""
    page = open_tab(viewport={"width": width, "height": 900})
    page.goto(f"{our_site.http}index.html")
    tops = page.locator(".card").evaluate_all("all => all.map(card => card.getBoundingClientRect().top)")
    assert [tops.count(top) for top in sorted(set(tops))] == [columns] * (4 // columns)
    rows = page.locator(".site-nav li").evaluate_all("all => all.map(item => item.getBoundingClientRect().top)")
    assert len(set(rows)) == 1


def test_covers_are_told_apart(page: Page, our_site: Site) -> None:
    """No two of four lectures have the same drawing."""
    page.goto(f"{our_site.http}index.html")
    drawn = "all => all.map(cover => getComputedStyle(cover, '::before').maskImage)"
    assert len(set(page.locator(".cover").evaluate_all(drawn))) == 4
