"""The outline of a deck and the help for its keys: what they list, by which keys, on which screens, and when not."""

from __future__ import annotations

import re
import wave
from io import BytesIO

import pytest
from axe import COLOURS, axe_findings
from live_pages import DECK, MakeLive, Open, slides
from live_pages import course as live_course
from playwright.sync_api import Page, expect
from sites import MakeSite, Site
from watch import OpenContext, OpenTab, Watch, go

THEMES = ["light", "dark"]
DRAWING = """\
<svg viewBox="0 0 40 30" width="400" height="300" role="img" aria-label="A dot">
<defs><linearGradient id="paint"><stop stop-color="red"/></linearGradient></defs>
<circle id="dot" cx="20" cy="15" r="9" fill="url(#paint)"/></svg>"""
TALK = f"""---
title: The talk
links: {{pdf: https://example.org/talk.pdf, Further reading: https://example.org/more}}
---
# The talk

---

<!-- section: Methods -->

# Methods

---

## Energy $E = mc^2$<br>[at](https://example.org) rest[^1]

[^1]: A source.

--

## Éclat below {{#below}}

- one
- two {{.fragment}}

--

{DRAWING}

---

<!-- subsection: In depth -->

## Sound

<audio src="assets/tone.wav" data-autoplay controls></audio>

Note:
## A heading of the notes

---

<!-- section: Results -->

## Results & more

---

<!-- .slide: data-visibility="uncounted" -->

## Encore

---

<!-- .slide: data-visibility="hidden" -->

## Nobody sees this

---

A slide without a heading.
"""


# Lets events happen at the time that a test says, however long a loaded machine takes between two keys.
_OWN_TIME = "now = 1e6; Object.defineProperty(Event.prototype, 'timeStamp', {get: () => window.now})"


def tone() -> bytes:
    """Return a sound that can be played."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(800))
    return file.getvalue()


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site(
        {
            "slides.yaml": "title: Course\n",
            "assets/tone.wav": tone(),
            "decks/01-first.md": "# The first & best\n",
            "decks/02-talk.md": TALK,
            "decks/03-third.md": "---\nlanguage: de\n---\n# Die dritte\n",
        }
    )


@pytest.fixture
def page(open_tab: OpenTab, course: Site) -> Page:
    return go(open_tab(reduced_motion="reduce"), f"{course.http}02-talk.html")


def titles(page: Page) -> list[str]:
    """Return what the list shows in its order: headings marked, and slides with their numbers."""
    return list(
        page.eval_on_selector_all(
            "[data-outline-list] :is(h3, h4, li > a)",
            """all => all.map((shown) => {
                const copy = shown.cloneNode(true);
                for (const mathml of copy.querySelectorAll('.katex-mathml')) mathml.remove();
                const mark = {H3: '# ', H4: '## '}[shown.tagName] ?? (shown.closest('.is-below') ? '  ' : '');
                const [number, title] = [copy.querySelector('.outline-number'), copy.querySelector('.outline-title')];
                return mark + (number ? `${number.textContent} ${title.textContent}`.trim() : copy.textContent);
            })""",
        )
    )


def focused(page: Page) -> str:
    """Return where the link leads that has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


def current(page: Page) -> str:
    return str(page.evaluate("Reveal.getCurrentSlide().id"))


# -- The list ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["http", "file"])
def test_it_lists_what_the_deck_shows(kind: str, open_tab: OpenTab, course: Site) -> None:
    """Sections, subsections, titles and numbers as in the footer; stacks are indented; hidden slides are left out."""
    page = go(open_tab(), f"{getattr(course, kind)}02-talk.html")
    page.keyboard.press("m")
    assert titles(page) == [
        "1 The talk",
        "2 Methods",
        "3 Energy E=mc2 at rest",
        "  4 Éclat below",
        "  5 A dot",
        "## In depth",
        "6 Sound",
        "# Results",
        "7 Results & more",
        "Encore",
        "8 A slide without a heading.",
    ]
    numbers = page.evaluate(
        """() => Reveal.getSlides().map((slide) => {
            const {h, v} = Reveal.getIndices(slide);
            Reveal.slide(h, v);
            return document.querySelector('.footer-number').textContent;
        })"""
    )
    assert numbers == [f"{number} / 8" for number in range(1, 9)]


def test_a_subsection_comes_below_the_slide_of_its_section(make_site: MakeSite, open_tab: OpenTab) -> None:
    """A section slide that opens a subsection, too, stands above both the subsection and its slides."""
    both = "# One\n\n---\n\n<!-- section: Two -->\n<!-- subsection: Why -->\n\n# Two\n\n---\n\n## Because\n"
    site = make_site({"decks/talk.md": f"{both}\n---\n\n<!-- section: Three -->\n\n# Three\n"})
    page = go(open_tab(), f"{site.http}talk.html")
    page.keyboard.press("m")
    assert titles(page) == ["1 One", "2 Two", "## Why", "3 Because", "4 Three"]


def test_pictures_are_silent_copies(page: Page) -> None:
    """A thumbnail shows the last step, plays nothing, lets nobody in, and shares no id with the page."""
    page.keyboard.press("m")
    thumbnail = page.locator("[data-outline-list] li", has_text="Éclat").locator(".thumbnail")
    expect(thumbnail.locator(".fragment")).to_have_css("opacity", "1")
    assert page.locator(".thumbnail").count() >= 5
    assert page.locator(".thumbnail:not([inert])").count() == 0
    assert page.locator(".thumbnail :is(audio, video, iframe, script, style, .notes)").count() == 0
    ids = page.eval_on_selector_all("[id]", "all => all.map((element) => element.id)")
    assert sorted(ids) == sorted(set(ids))
    copies = page.locator(".thumbnail circle")
    assert copies.count() == 1
    reference = re.fullmatch(r"url\(#(.+)\)", copies.get_attribute("fill") or "")
    assert reference
    assert page.locator(f".thumbnail linearGradient[id='{reference[1]}']").count() == 1


def test_a_thousand_slides_open_at_little_cost(make_site: MakeSite, open_context: OpenContext) -> None:
    """Only slides in view have pictures, at either end of the list, and a closed panel keeps nothing."""
    more = "".join(f"\n---\n\n## Slide {number}\n\n- a\n- b\n" for number in range(1000))
    site = make_site({"decks/long.md": f"# Long\n{more}"})
    page = go(open_context().new_page(), f"{site.http}long.html#/slide-900")
    count = "document.getElementsByTagName('*').length"
    before = page.evaluate(count)
    page.keyboard.press("m")
    expect(page.locator("[data-outline-list] li > a")).to_have_count(1001)
    for key in ("", "Home", "End"):
        if key:
            page.keyboard.press(key)
        page.wait_for_function(
            """() => document.activeElement.closest('li').querySelector('.thumbnail')
                && document.querySelectorAll('.thumbnail').length < 30"""
        )
        assert page.evaluate(count) - before < 6000
    page.keyboard.press("Escape")
    page.wait_for_function(f"(before) => {count} === before", arg=before)


# -- Keys ----------------------------------------------------------------------------------------------


def test_it_opens_at_the_slide_and_gives_the_focus_back(page: Page) -> None:
    """The slide on screen is marked, in view and has the focus; Escape closes, and the deck is where it was."""
    page.evaluate("Reveal.slide(3)")
    page.keyboard.press("m")
    assert focused(page) == "#/sound"
    expect(page.locator("[data-outline-list] [aria-current]")).to_have_attribute("href", "#/sound")
    expect(page.locator("[data-outline-list] [aria-current]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_function("() => document.activeElement === document.body")
    assert current(page) == "sound"
    page.locator("[data-outline]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-outline-panel]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-outline]")).to_be_focused()
    assert not page.evaluate("Reveal.isOverview()")


def test_keys_move_in_the_list_and_not_in_the_deck(page: Page) -> None:
    """Arrows, Home and End, titles and numbers that are typed; the slides behind stay."""
    page.evaluate(_OWN_TIME)
    page.keyboard.press("m")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowDown", "Home", "ArrowUp", "PageDown"):
        page.keyboard.press(key)
        seen.append(focused(page))
    last, first = seen[3], "#/the-talk"
    assert seen == ["#/methods", seen[1], "#/methods", last, last, first, first, last]
    for typed, slide in (("ecl", "#/below"), ("results", "#/results-more"), ("6", "#/sound"), ("energy e", seen[1])):
        page.evaluate("window.now += 900")  # typing begins anew
        page.keyboard.type(typed)
        assert focused(page) == slide, typed
    assert current(page) == "the-talk"
    assert page.locator("dialog[open]").count() == 1


def test_enter_goes_to_the_slide(page: Page) -> None:
    """The panel closes, the slide is shown, and the next key is the deck's again."""
    page.locator("[data-outline]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.evaluate("Object.values(Reveal.getIndices()).slice(0, 2)") == [2, 2]
    page.keyboard.press(" ")
    assert current(page) == "sound"


@pytest.mark.parametrize("kind", ["http", "file"])
def test_back_leads_to_where_one_was(kind: str, open_tab: OpenTab, course: Site) -> None:
    """After a jump, Back is the slide before it, however soon after a step; steps by keys leave no entries."""
    page = go(open_tab(reduced_motion="reduce"), f"{getattr(course, kind)}02-talk.html")
    before = page.evaluate("history.length")
    page.evaluate("Reveal.next(); Reveal.next()")
    page.keyboard.press("m")
    page.keyboard.press("6")
    page.keyboard.press("Enter")
    assert current(page) == "sound"
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**#/results-more")  # Reveal writes it a moment later
    page.go_back()
    page.wait_for_function("() => Reveal.getIndices().h === 2")
    page.go_forward()
    page.wait_for_function("() => Reveal.getIndices().h === 4")
    assert page.evaluate("history.length") == before + 1


def test_tab_passes_the_list_in_one_step(page: Page) -> None:
    """Tab goes from the tools to one slide and on to the foot, and never leaves the panel for the deck."""
    page.keyboard.press("m")
    page.keyboard.press("Tab")
    expect(page.locator("[data-copy-link]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "#/the-talk"
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-outline-panel] [data-close]")).to_be_focused()


# -- Ways to elsewhere ---------------------------------------------------------------------------------


def test_it_leads_to_other_lectures_and_pages(page: Page) -> None:
    """To the lectures around this one, home, the reading page, and what the front matter names."""
    page.keyboard.press("m")
    foot = page.locator(".outline-foot")
    found = foot.locator("a").evaluate_all("all => all.map((link) => [link.rel, link.getAttribute('href')])")
    assert found == [
        ["", "02-talk.read.html"],
        ["", "https://example.org/talk.pdf"],
        ["", "https://example.org/more"],
        ["", "index.html"],
        ["prev", "01-first.html"],
        ["next", "03-third.html"],
    ]
    expect(foot.locator("[rel=prev]")).to_contain_text("01 The first & best")
    expect(foot.locator("[rel=next]")).to_contain_text("03 Die dritte")
    foot.locator("[rel=next]").click()
    page.wait_for_url(re.compile("03-third"))  # the page that is left is ready, too
    page.wait_for_function("() => document.querySelector('.reveal.ready')")
    page.keyboard.press("m")
    expect(page.get_by_role("dialog", name="Gliederung")).to_be_visible()
    assert page.locator("[rel=next]").count() == 0


def test_a_link_to_the_slide_is_copied(open_context: OpenContext, course: Site) -> None:
    """The address of the slide on screen is in the clipboard, and that is said."""
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    go(page, f"{course.http}02-talk.html?theme=dark#/below")
    page.keyboard.press("m")
    page.click("[data-copy-link]")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{course.http}02-talk.html#/below"
    expect(page.get_by_role("status")).to_be_empty()


def test_without_a_clipboard_the_link_is_selected(page: Page, course: Site) -> None:
    """Where the browser copies nothing, the address stands in a field, ready to be copied."""
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.keyboard.press("m")
    page.click("[data-copy-link]")
    field = page.get_by_role("textbox", name="Link to this slide")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == f"{course.http}02-talk.html#/the-talk"
    expect(page.get_by_role("status")).to_have_text("Copy the selected link.")


# -- Help for the keys ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["?", "F1"])
def test_the_keys_are_told_in_the_language_of_the_deck(key: str, page: Page, course: Site) -> None:
    """`?` on any layout of keyboard, and F1; nothing of Reveal's own help."""
    go(page, f"{course.http}03-third.html")
    page.keyboard.press(key)
    panel = page.get_by_role("dialog", name="Hilfe zur Tastatur")
    expect(panel).to_be_visible()
    expect(panel.locator("div", has_text="Vollbild").locator("kbd")).to_have_text("F")
    expect(panel.locator("div", has_text="Drucken").locator("kbd")).to_have_text(["Strg", "P"])
    assert page.locator(".r-overlay-help, .overlay-help").count() == 0
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.keyboard.press("?")
    expect(panel).to_be_visible()
    page.keyboard.press("?")
    expect(panel).to_be_hidden()
    assert current(page) == "die-dritte"


def test_the_outline_leads_to_the_keys(page: Page) -> None:
    """The button closes the one panel and opens the other."""
    page.keyboard.press("m")
    page.click("[data-outline-panel] [data-keys]")
    expect(page.get_by_role("dialog", name="Keyboard help")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_the_help_tells_the_keys_that_work(page: Page) -> None:
    """Each single key of the help does something: Reveal or we listen to it."""
    page.keyboard.press("?")
    told = set(page.locator(".keys kbd").all_inner_texts())
    page.keyboard.press("Escape")
    assert {"M", "S", "T", "F", "O", "B", "G", "N", "P", "?"} <= told
    page.keyboard.press("o")
    assert page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    assert page.evaluate("Reveal.isPaused()")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0


# -- Screens and themes --------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", ["m", "?"])
def test_axe_finds_nothing(key: str, theme: str, page: Page, course: Site) -> None:
    """Both panels are sound by WCAG 2.2 AA, in the colours of both themes."""
    go(page, f"{course.http}02-talk.html?theme={theme}#/sound")
    page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_be_visible()
    assert axe_findings(page, only=COLOURS if theme == "dark" else ()) == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (360, 640), (320, 256)])
def test_it_fits_small_screens(width: int, height: int, open_tab: OpenTab, course: Site) -> None:
    """On phones nothing scrolls sideways, and what one taps is 44 px at least, in the panels and on the slide."""
    tab = open_tab(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    page = go(tab, f"{course.http}02-talk.html")
    targets = """all => all.filter((one) => one.checkVisibility({contentVisibilityAuto: true})).map(
        (one) => [one.outerHTML, one.getBoundingClientRect()]).filter(
        ([, box]) => box.width < 43.9 || box.height < 43.9)"""
    assert page.eval_on_selector_all(".deck-tools :is(button, a)", targets) == []
    expect(page.locator(".tool-read")).to_be_visible(visible=width < height)
    edges = (
        "all => all.map((one) => one.getBoundingClientRect()).every((box) => box.left >= 0 && box.right <= innerWidth)"
    )
    assert page.eval_on_selector_all(".deck-tools :is(button, a)", edges)
    page.locator("[data-outline]").tap()
    expect(page.locator("[data-outline-panel]")).to_be_visible()
    assert page.eval_on_selector_all("dialog[open] :is(button, a[href])", targets) == []
    sideways = "all => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    assert page.eval_on_selector_all("html, dialog[open], [data-outline-list], .outline-foot", sideways) == 0
    page.locator("[data-outline-list] li > a", has_text="Results").tap()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert current(page) == "results-more"


# -- Quiet ---------------------------------------------------------------------------------------------


def test_nothing_of_it_is_on_the_slide_until_asked_for(page: Page) -> None:
    """Tools are seen when the pointer moves or the focus comes to them, and not otherwise."""
    tool = page.locator(".deck-tools [data-outline]")
    expect(tool).to_have_css("opacity", "0")
    page.mouse.move(300, 300)
    expect(tool).to_have_css("opacity", "1")
    expect(tool).to_have_css("opacity", "0")
    page.keyboard.press("Tab")
    expect(tool).to_have_css("opacity", "1")
    assert page.locator("dialog[open]").count() == 0


def test_paper_shows_none_of_it(page: Page, course: Site) -> None:
    """An open panel is not printed, and the page made for paper opens none."""
    page.keyboard.press("m")
    page.emulate_media(media="print")
    expect(page.locator("[data-outline-panel]")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{course.http}02-talk.html?view=print")
    page.wait_for_selector(".pdf-page")
    page.keyboard.press("m")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0


def test_pictures_of_the_speaker_view_have_none_of_it(page: Page) -> None:
    """Neither do the frames of the speaker view open a panel, nor does their key reach the deck through it."""
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    speaker.wait_for_selector("#ui_next iframe[src*=receiver]")
    frame = speaker.locator("#ui_current iframe").element_handle().content_frame()
    assert frame
    frame.wait_for_function("() => document.querySelector('.reveal.ready')")
    for key in ("m", "?"):
        frame.locator("body").press(key)
        speaker.keyboard.press(key)
    frame.evaluate("document.querySelector('[data-outline]').click()")
    assert frame.locator("dialog[open]").count() == 0
    assert page.locator("dialog[open]").count() == 0


# -- Live edits ----------------------------------------------------------------------------------------


def test_the_open_panel_follows_edits(make_live: MakeLive, open_page: Open) -> None:
    """Titles, sections and pictures are new at once, and who reads there stays where they are."""
    site = make_live(live_course("## One\n", "## Two\n", "## Three\n"))
    page = open_page(site)
    page.keyboard.press("m")
    page.keyboard.press("End")
    site.edit({DECK: slides("<!-- section: Part -->\n\n## One\n", "## Changed\n\nnew words\n", "## Three\n")})
    expect(page.locator(".thumbnail", has_text="new words")).to_have_count(1)
    assert titles(page) == ["1 Title", "# Part", "2 One", "3 Changed", "4 Three"]
    assert focused(page) == "#/three"
    site.edit({DECK: slides("<!-- section: Part -->\n\n## One\n", "## Three\n", "## Four\n")})
    expect(page.locator("[data-outline-list] li > a")).to_have_count(4)
    expect(page.locator("[data-outline-list] li > a", has_text="Four")).to_have_count(1)
    assert titles(page) == ["1 Title", "# Part", "2 One", "3 Three", "4 Four"]
    assert focused(page) == "#/three"


def test_it_asks_for_nothing_but_pictures_in_view(page: Page, watch: Watch) -> None:
    """To open the panel loads no sound."""
    page.wait_for_load_state("networkidle")
    before = len(watch.requests)
    page.keyboard.press("m")
    page.wait_for_selector(".thumbnail")
    page.wait_for_load_state("networkidle")
    assert [url for url in watch.requests[before:] if url.endswith(".wav")] == []
