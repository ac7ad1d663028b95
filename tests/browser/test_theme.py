"""Light and dark: who decides, how long it lasts, and that nothing flashes."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page
from sites import MakeSite, Site
from watch import OpenContext, OpenTab, go

Theme = Literal["light", "dark"]
OTHER: dict[Theme, Theme] = {"light": "dark", "dark": "light"}
GROUND = {"light": "rgb(251, 251, 250)", "dark": "rgb(36, 37, 41)"}
PAGES = ["talk.html", "index.html"]
# Notes the theme when <body> begins, and the ground right before the first paint.
_NOTE_FIRST_SIGHT = """
new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  const root = document.documentElement;
  const theme = root.dataset.theme;
  requestAnimationFrame(() => window.firstSight = {theme, ground: getComputedStyle(root).backgroundColor});
}).observe(document, {childList: true, subtree: true});
"""


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site(
        {
            "decks/talk.md": "# Talk\n\n---\n\n## Two\n",
            "decks/night.md": "---\ntheme: dark\n---\n# Night\n",
        }
    )


def theme(page: Page) -> str:
    """Return the theme that a page shows, and make sure that its ground is of it."""
    shown = str(page.evaluate("document.documentElement.dataset.theme"))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == GROUND[shown]
    return shown


def wait_for_theme(page: Page, wanted: str) -> None:
    """Wait until a page shows the theme `wanted`."""
    page.wait_for_function("(wanted) => document.documentElement.dataset.theme === wanted", arg=wanted)


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_follow_the_system(name: str, system: Theme, open_tab: OpenTab, course: Site) -> None:
    """Without a choice a page shows the theme of the system, and turns with it."""
    page = open_tab(color_scheme=system)
    page.goto(course.http + name)
    assert theme(page) == system
    page.emulate_media(color_scheme=OTHER[system])
    wait_for_theme(page, OTHER[system])


def test_a_deck_may_set_its_theme(open_tab: OpenTab, course: Site) -> None:
    """The theme in a deck's front matter wins over the system, and the reader's choice over that."""
    page = open_tab(color_scheme="light")
    go(page, f"{course.http}night.html")
    assert theme(page) == "dark"
    page.keyboard.press("t")
    assert theme(page) == "light"


@pytest.mark.parametrize("kind", ["http", "file"])
def test_the_key_toggles_and_the_choice_is_kept(kind: str, open_tab: OpenTab, course: Site) -> None:
    """`T` toggles the theme; the choice lasts over a reload, from disk too."""
    page = open_tab(color_scheme="light")
    go(page, f"{getattr(course, kind)}talk.html")
    page.keyboard.press("t")
    assert theme(page) == "dark"
    page.reload()
    assert theme(page) == "dark"
    page.wait_for_function("() => document.querySelector('.reveal.ready')")
    page.keyboard.press("t")
    assert theme(page) == "light"


@pytest.mark.parametrize("name", PAGES)
def test_the_button_toggles(name: str, open_tab: OpenTab, course: Site) -> None:
    """The button toggles the theme with the pointer and from the keyboard."""
    page = open_tab(color_scheme="light")
    page.goto(course.http + name)
    button = page.locator("[data-theme-toggle]")
    button.click()
    assert theme(page) == "dark"
    button.focus()
    page.keyboard.press("Enter")
    assert theme(page) == "light"


def test_windows_share_the_choice(open_context: OpenContext, course: Site) -> None:
    """What is chosen in one window shows in all others that are open, and in new ones."""
    context = open_context(color_scheme="light")
    deck, index = context.new_page(), context.new_page()
    go(deck, f"{course.http}talk.html")
    index.goto(f"{course.http}index.html")
    deck.keyboard.press("t")
    wait_for_theme(index, "dark")
    index.click("[data-theme-toggle]")
    wait_for_theme(deck, "light")
    index.click("[data-theme-toggle]")
    later = context.new_page()
    later.goto(f"{course.http}night.html")
    assert theme(later) == "dark"


@pytest.mark.parametrize("forced", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_the_address_forces_a_theme(name: str, forced: Theme, open_tab: OpenTab, course: Site) -> None:
    """`?theme=` wins over system and choice, and is no choice itself."""
    page = open_tab(color_scheme=OTHER[forced])
    page.goto(f"{course.http}{name}?theme={forced}")
    assert theme(page) == forced
    page.goto(course.http + name)
    assert theme(page) == OTHER[forced]


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_flashes(name: str, kind: str, open_context: OpenContext, course: Site) -> None:
    """A page that was made dark is dark before anything of it is painted, on a light system too."""
    page = open_context(color_scheme="light").new_page()
    page.goto(f"{getattr(course, kind)}{name}")
    page.click("[data-theme-toggle]")
    page.add_init_script(_NOTE_FIRST_SIGHT)
    page.reload()
    page.wait_for_function("() => window.firstSight")
    assert page.evaluate("window.firstSight") == {"theme": "dark", "ground": GROUND["dark"]}
