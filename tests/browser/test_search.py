"""The search: opened by keys, walked by keys, tolerant of typos; it jumps to slides and lights what matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal
from urllib.request import urlopen

import pytest
from axe import COLOURS, axe_findings
from live_pages import listens
from playwright.sync_api import Locator, Page, expect
from sites import MakeSite, Site
from watch import OpenContext, OpenTab, Watch

from preview import StartPreview

# All that has to do with the search.
SEARCH = ":is([id*=search], [class*=search], [data-search])"
FIRST = """\
# Sound and learning

---

## Die Größe der Netze

Grosse Netze brauchen mehr Daten.

Note:
A secret remark.

---

## Pooling

- Nothing here {.fragment}
- The maximum of two {.fragment}

---

<!-- .slide: data-visibility="hidden" -->

## Hidden remark
"""
SECOND = """\
# Walking

---

## Downhill

A step along the *gradient*, see $\\nabla_\\theta L$.

![A gradient as arrows](assets/arrows.svg){light=assets/arrows.svg}

```python
loss.backward()
```

---

## Elsewhere

Pooling too.
"""
ARROWS = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300"/></svg>'
COURSE = {
    "slides.yaml": "title: Course\nlanguage: en\n",
    "decks/01-first.md": FIRST,
    "decks/02-second.md": SECOND,
    "decks/03-dritte.md": "---\nlanguage: de\n---\n# Dritte\n",
    "decks/04-draft.md": "---\ndraft: true\n---\n# Draft remark\n",
    "assets/arrows.svg": ARROWS,
}
_LIT = "[...(CSS.highlights.get('search') ?? [])].map(range => range.toString())"
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    site = make_site(COURSE)
    assert not [finding for finding in site.findings if finding.severity.name == "ERROR"]
    return site


@pytest.fixture
def open_page(open_tab: OpenTab, course: Site) -> OpenPage:
    """Give a function that opens a page of the course, over HTTP unless `address` is another."""

    def open_one(path: str = "index.html", address: str | None = None, **options: object) -> Page:
        page = open_tab(**options)
        page.goto(f"{address or course.http}{path}")
        if path[0] == "0":
            page.wait_for_function("() => document.querySelector('.reveal.ready')")
        return page

    return open_one


def look_for(page: Page, query: str) -> None:
    """Open the search and type."""
    page.keyboard.press("/")
    field(page).fill(query)


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def results(page: Page) -> list[str]:
    """Return the titles of the results when they are there."""
    expect(page.locator("#ui_search .search-status")).to_have_text(re.compile("slide"))
    return [title.strip() for title in page.locator(".search-title").all_text_contents()]


def slide(page: Page) -> str:
    return str(page.evaluate("Reveal.getCurrentSlide().id"))


@pytest.mark.parametrize("path", ["index.html", "01-first.html"])
@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_it(open_page: OpenPage, path: str, key: str) -> None:
    """On every page; Escape closes it, gives the focus back and leaves the slide where it was."""
    page = open_page(path)
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    expect(page.locator("#ui_search .search-status")).to_have_text(re.compile("^Type words"))
    page.keyboard.press("Escape")
    expect(page.locator("#ui_search")).to_be_hidden()
    if path[0] == "0":
        assert page.evaluate("Reveal.isOverview()") is False


def test_nothing_is_loaded_before(open_page: OpenPage, watch: Watch) -> None:
    """Whoever does not search pays nothing; who searches twice, once."""
    page = open_page()
    assert not watch.asked_for("search-index.js")
    assert not watch.asked_for("search-engine.js")
    look_for(page, "pooling")
    results(page)
    page.keyboard.press("Escape")
    look_for(page, "gradient")
    results(page)
    assert sum("search-index.js" in url for url in watch.requests) == 1


def test_a_button_opens_it(open_page: OpenPage) -> None:
    """Anything marked `data-search`, and a click beside the dialog closes it."""
    page = open_page()
    page.locator("[data-search]").first.click()
    expect(field(page)).to_be_focused()
    page.mouse.click(5, 400)
    expect(page.locator("#ui_search")).to_be_hidden()


def test_it_takes_the_place_of_other_dialogs(open_page: OpenPage) -> None:
    """Such as the outline of a deck."""
    page = open_page("01-first.html")
    page.evaluate("document.body.append(Object.assign(document.createElement('dialog'), {id: 'other'}))")
    page.evaluate("document.getElementById('other').showModal()")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    expect(page.locator("#other")).to_be_hidden()


def test_keys_in_fields_stay_there(open_page: OpenPage) -> None:
    """A slash in a field is a slash."""
    page = open_page("01-first.html")
    page.evaluate("document.body.prepend(Object.assign(document.createElement('input'), {id: 'own'}))")
    page.locator("#own").focus()
    page.keyboard.type("a/b")
    page.keyboard.press("Control+k")
    assert page.locator("#own").input_value() == "a/b"
    expect(page.locator("#ui_search")).to_be_hidden()


def test_reveal_does_not_hear_keys_meanwhile(open_page: OpenPage) -> None:
    """Letters that are keys of the deck, space and arrows neither move it nor open anything."""
    page = open_page("01-first.html")
    page.keyboard.press("/")
    page.keyboard.type("stop bfg nn")
    for key in ("ArrowRight", "ArrowDown", "Home", "End", "PageDown"):
        page.keyboard.press(key)
    assert page.evaluate("[Reveal.getIndices().h, Reveal.isPaused(), Reveal.isOverview()]") == [0, False, False]
    assert len(page.context.pages) == 1
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => Reveal.getIndices().h === 1")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("größe", ["Die Größe der Netze"]),
        ("groesse", ["Die Größe der Netze"]),
        ("GROSSE NETZE", ["Die Größe der Netze"]),
        ("maximm", ["Pooling"]),
        ("pool", ["Pooling", "Elsewhere"]),
        ("gradient arrows", ["Downhill"]),
        ("nabla", ["Downhill"]),
        ("backward", ["Downhill"]),
        ("remark", []),
    ],
)
def test_what_is_found(open_page: OpenPage, query: str, titles: list[str]) -> None:
    """Spellings, typos, beginnings, alternative texts, formulas and code; neither notes, hidden slides nor drafts."""
    page = open_page()
    look_for(page, query)
    assert results(page) == titles


def test_results_tell_where_and_what(open_page: OpenPage) -> None:
    """Number and title of the deck, number and title of the slide, and the words around the match, which is marked."""
    page = open_page()
    look_for(page, "maximm two")
    results(page)
    option = page.get_by_role("option")
    assert " ".join(option.inner_text().split()) == (
        "01 · Sound and learning · Slide 3 Pooling Nothing here · The maximum of two"
    )
    assert option.locator("mark").all_text_contents() == ["maximum", "two"]
    expect(page.get_by_role("status").filter(has_text="1 slide")).to_be_visible()


def test_arrows_walk(open_page: OpenPage) -> None:
    """The focus stays in the field, which says what is active and keeps Home and End; the walk goes round."""
    page = open_page()
    look_for(page, "pooling")
    results(page)
    for key, active in [("", 0), ("ArrowDown", 1), ("ArrowDown", 0), ("ArrowUp", 1), ("Home", 1), ("End", 1)]:
        if key:
            page.keyboard.press(key)
        expect(field(page)).to_have_attribute("aria-activedescendant", f"search-result-{active}")
        expect(page.get_by_role("option", selected=True)).to_have_id(f"search-result-{active}")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.selectionEnd") == 0


@pytest.mark.parametrize("kind", ["http", "file"])
def test_enter_goes_to_a_slide_of_another_deck(
    open_page: OpenPage, course: Site, kind: Literal["http", "file"]
) -> None:
    """The match is lit there until the next key, and the address is clean."""
    address = course.http if kind == "http" else course.file
    page = open_page("01-first.html", address)
    look_for(page, "gradeint")
    results(page)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("02-second"))
    page.wait_for_function("() => document.querySelector('.reveal.ready') && CSS.highlights.has('search')")
    assert slide(page) == "downhill"
    assert page.url == f"{address}02-second.html#/downhill"
    assert page.evaluate(_LIT) == ["gradient"]
    expect(page.locator("img.is-found")).not_to_have_count(0)
    page.keyboard.press("Shift")
    page.wait_for_function("() => !CSS.highlights.has('search')")
    expect(page.locator(".is-found")).to_have_count(0)


@pytest.mark.parametrize("kind", ["http", "file"])
def test_enter_goes_to_a_slide_of_this_deck(open_page: OpenPage, course: Site, kind: Literal["http", "file"]) -> None:
    """Without loading the page anew, and with all its steps; then the keys are the deck's again."""
    page = open_page("01-first.html", course.http if kind == "http" else course.file)
    page.evaluate("window.same = true")
    look_for(page, "maximum")
    results(page)
    page.keyboard.press("Enter")
    page.wait_for_function("() => Reveal.getCurrentSlide().id === 'pooling' && CSS.highlights.has('search')")
    assert page.evaluate("window.same") is True
    assert page.evaluate(_LIT) == ["maximum"]
    assert page.locator("#pooling .fragment.visible").count() == 2
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => !CSS.highlights.has('search')")
    page.go_back()
    page.wait_for_function("() => Reveal.getCurrentSlide().id === 'sound-and-learning'")


def test_a_formula_that_matches_gets_a_frame(open_page: OpenPage) -> None:
    """Text in it is drawn, and cannot be marked."""
    page = open_page("02-second.html")
    look_for(page, "nabla")
    results(page)
    page.locator(".search-result").click()
    expect(page.locator("#downhill .katex.is-found")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".is-found")).to_have_count(0)


def test_control_enter_opens_another_window(open_page: OpenPage) -> None:
    """The list stays."""
    page = open_page()
    look_for(page, "pooling")
    results(page)
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url(re.compile(r"01-first\.html#/pooling"))
    expect(page.locator("#ui_search")).to_be_visible()


def test_words_of_the_language(open_page: OpenPage) -> None:
    """A German deck asks in German, and says so when it finds nothing or only some of the words."""
    page = open_page("03-dritte.html")
    page.keyboard.press("/")
    said = page.locator("#ui_search .search-status")
    expect(said).to_have_text(re.compile("^Wörter einer Folie"))
    field(page).fill("xyzzyplugh")
    expect(said).to_have_text("Keine Folie zu „xyzzyplugh“.")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    field(page).fill("pooling xyzzyplugh")
    expect(said).to_have_text("Keine Folie hat alle diese Wörter. 2 Folien")


def test_a_missing_index_is_told(open_context: OpenContext, course: Site, watch: Watch) -> None:
    """And asked for again when the dialog is opened anew."""
    page = open_context().new_page()  # no tab before it in its window has left the index in memory
    page.goto(f"{course.http}index.html")
    watch.expect("search-index.js")
    watch.expect("ERR_FAILED")
    page.route("**/search-index.js*", lambda route: route.abort())
    look_for(page, "pooling")
    expect(page.locator("#ui_search .search-status")).to_have_text("The search could not be loaded.")
    page.unroute("**/search-index.js*")
    page.keyboard.press("Escape")
    look_for(page, "pooling")
    assert results(page) == ["Pooling", "Elsewhere"]


def test_text_is_never_markup(open_page: OpenPage) -> None:
    """What is typed is shown as it is."""
    page = open_page()
    look_for(page, "<img src=x onerror=alert(1)>{query}")
    expect(page.locator("#ui_search .search-status")).to_contain_text("<img src=x onerror=alert(1)>{query}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "01-first.html"])
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing(open_page: OpenPage, scheme: str, path: str, width: int) -> None:
    """With results, and without; nothing is wider than a phone."""
    page = open_page(path, viewport={"width": width, "height": 800}, color_scheme=scheme)
    look_for(page, "pooling")
    results(page)
    inside = "() => document.querySelector('#ui_search').scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(inside)
    rules = COLOURS if scheme == "dark" else ()
    assert axe_findings(page, only=rules, within=SEARCH) == []
    field(page).fill("")
    expect(page.get_by_role("option")).to_have_count(0)
    assert axe_findings(page, only=rules, within=SEARCH) == []


def test_the_preview_finds_what_was_just_written(start_preview: StartPreview, open_tab: OpenTab, watch: Watch) -> None:
    """In decks that nobody has opened, too."""
    preview = start_preview({"decks/01-a.md": "# A\n", "decks/02-b.md": "# B\n\nOldword\n"})
    watch.homes = (*watch.homes, preview.address)
    page = open_tab()
    page.goto(f"{preview.address}01-a.html")
    listens(page)
    look_for(page, "oldword")
    assert results(page) == ["B"]
    page.keyboard.press("Escape")
    preview.write("decks/02-b.md", "# B\n\nNewword\n")
    preview.wait_until(lambda: b"Newword" in urlopen(f"{preview.address}_static/search-index.js").read(), "it read it")
    look_for(page, "newword")
    assert results(page) == ["B"]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"02-b\.html#/b"))
    page.wait_for_function("() => CSS.highlights.has('search')")


def test_slides_called_like_parts_of_the_page(open_tab: OpenTab, make_site: MakeSite) -> None:
    """Their addresses stay, and the search opens and finds them."""
    names = ("Search", "Search results", "Outline", "Contents", "Content", "Reveal config", "Title meta")
    site = make_site({"decks/01-a.md": "# A\n\n---\n\n" + "\n\n---\n\n".join(f"## {name}" for name in names)})
    assert not site.findings
    page = open_tab()
    for path in ("01-a.html#/search", "01-a.read.html#contents"):
        page.goto(f"{site.http}{path}")
        if ".read" not in path:
            page.wait_for_function("() => document.querySelector('.reveal.ready')")
            assert slide(page) == "search"
        look_for(page, "outline")
        assert results(page) == ["Outline"]
        page.keyboard.press("Escape")
        expect(page.locator("#ui_search")).to_be_hidden()
