"""The page of a deck, in both themes and from both kinds of address: clean, complete, within its canvas, accessible."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, expect
from sites import ROOT, MakeSite, Site
from watch import OpenContext, OpenTab, Watch, go

THEMES = ["light", "dark"]
OUR_PAGES = [f"{deck.stem}.html" for deck in sorted((ROOT / "decks").glob("*.md"))]
MOST_JAVASCRIPT = 200_000  # bytes


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    return open_tab(reduced_motion="reduce")


def on_each_slide(page: Page, look: str) -> list[str]:
    """Return what `look` finds on the slides of the open deck, all fragments shown."""
    return list(page.evaluate("(look) => looks.onEachSlide(look)", look))


def assert_clean(page: Page, address: str, watch: Watch) -> None:
    """When all has come, all of it came from below `address`; of what it logged or threw, `watch` fails the test."""
    page.wait_for_load_state("networkidle")
    assert watch.requests
    assert all(url.startswith((address, "data:")) for url in watch.requests)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize("name", ["index.html", "_static/speaker.html"])
def test_our_pages_are_clean(name: str, kind: str, theme: str, page: Page, our_site: Site, watch: Watch) -> None:
    """No page logs, throws, is refused or asks another host for anything, below a path and from disk."""
    page.goto(f"{getattr(our_site, kind)}{name}?theme={theme}")
    assert_clean(page, getattr(our_site, kind), watch)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", OUR_PAGES)
def test_our_decks_are_clean_from_disk(name: str, theme: str, page: Page, our_site: Site, watch: Watch) -> None:
    """Nor does a deck, to its end; `test_all_is_seen_and_can_be_read` goes through it below a path."""
    page.goto(f"{our_site.file}{name}?theme={theme}")
    page.wait_for_function("() => document.querySelector('.reveal.ready')")
    assert on_each_slide(page, "nothing") == []
    assert_clean(page, our_site.file, watch)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", OUR_PAGES)
def test_all_is_seen_and_can_be_read(name: str, theme: str, page: Page, our_site: Site, watch: Watch) -> None:
    """With all fragments shown, everything on our slides lies within 1920 by 1080 and clear of header and footer.

    Every text has a contrast of 4.5 to 1 at least with what it stands on, and the deck is clean to its end.
    """
    go(page, f"{our_site.http}{name}?theme={theme}")
    found = page.evaluate("(names) => looks.onEachSlide(names)", ["outOfCanvas", "overChrome", "faint"])
    assert found == {"outOfCanvas": [], "overChrome": [], "faint": []}
    assert_clean(page, our_site.http, watch)


@pytest.mark.parametrize("theme", THEMES)
def test_text_colours_hold_on_every_ground(theme: str, page: Page, our_site: Site) -> None:
    """Each colour for text has a contrast of 4.5 to 1 at least with each ground that it may stand on."""
    go(page, f"{our_site.http}{OUR_PAGES[0]}?theme={theme}")
    inks = ["ink", "ink-soft", "ink-faint", "teal-text", "violet-text", "coral-text", "danger-text"]
    code = [f"code-{name}" for name in ("ink", "comment", "keyword", "string", "number", "name", "type", "operator")]
    pairs = [
        *itertools.product(inks, ["ground", "surface", "surface-2"]),
        *itertools.product(["ink", "ink-soft"], [f"{hue}-wash" for hue in ("teal", "violet", "coral", "danger")]),
        *((f"{hue}-text", f"{hue}-wash") for hue in ("teal", "violet", "coral", "danger")),
        *itertools.product(code, ["code-ground", "code-lit"]),
        *itertools.product(["section-ink", "section-ink-soft", "section-accent"], ["section-ground"]),
    ]
    measured = page.evaluate("(pairs) => looks.tokenContrasts(pairs)", pairs)
    faint = {pair: round(contrast, 2) for pair, contrast in zip(pairs, measured, strict=True) if not contrast >= 4.5}
    assert faint == {}


@pytest.mark.parametrize("name", OUR_PAGES)
def test_assistive_technology_finds_its_way(name: str, page: Page, our_site: Site) -> None:
    """A deck names its language and itself, has landmarks; buttons and links have names, pictures a text instead."""
    go(page, f"{our_site.http}{name}#/2")
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.title().endswith(" – Deep Learning for Audio Data") or name == OUR_PAGES[0]
    assert "user-scalable" not in page.locator("meta[name=viewport]").get_attribute("content")  # type: ignore[operator]
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    seen = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]
    roles = {role for role, _ in seen}
    assert {"main", "banner", "contentinfo", "navigation", "heading"} <= roles
    assert [role for role, label in seen if role in {"button", "link", "image", "img"} and not label] == []
    expect(page.locator(".slides img:not([alt]), .slides img[alt='']")).to_have_count(0)


@pytest.mark.parametrize("name", OUR_PAGES)
def test_pages_are_light(name: str, our_site: Site, open_context: OpenContext) -> None:
    """A deck loads less than 250 KB of JavaScript."""
    page = go(open_context().new_page(), f"{our_site.http}{name}")  # in a window that knows none of it
    resources = """performance.getEntriesByType("resource").map((file) => [file.name, file.decodedBodySize])"""
    sizes = [(url.split("?")[0], size) for url, size in page.evaluate(resources)]
    script = sum(size for url, size in sizes if url.endswith(".js"))
    style = sum(size for url, size in sizes if url.endswith(".css"))
    print(f"{name}: {script:,} bytes of JavaScript, {style:,} bytes of CSS")
    assert 0 < script < MOST_JAVASCRIPT


LESSON = {
    "assets/far.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "assets/near.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "assets/sun.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "assets/moon.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "decks/lesson.md": """# A lesson

---

## Max pooling

<!-- .slide: aliases="pooling old-name" -->

A claim.[^1] See [the end](#the-end).

[^1]: A source.

---

## No header

<!-- .slide: data-state="no-header" -->

---

## No footer

<!-- .slide: data-state="no-footer" -->

---

## No chrome

<!-- .slide: data-state="no-chrome" -->

---

## Pictures

![sun](assets/sun.svg) <!-- .element: class="picture-light" -->

![moon](assets/moon.svg) <!-- .element: class="picture-dark" -->

Energy is $E = mc^2$.

---

## Seven

---

## Eight

---

## Nine

![near](assets/near.svg)

---

## Ten

---

## Eleven

---

## Twelve

---

## Thirteen

---

## Fourteen

![far](assets/far.svg)

---

## The end {#the-end}
""",
}


@pytest.fixture(scope="module")
def lesson(make_site: MakeSite) -> Site:
    site = make_site(LESSON)
    assert site.codes == set()
    return site


def current(page: Page) -> str:
    """Return the id of the slide that is shown."""
    return str(page.evaluate("Reveal.getCurrentSlide().id"))


@pytest.mark.parametrize("route", ["max-pooling", "pooling", "old-name"])
def test_ids_and_aliases_lead_to_their_slide(route: str, page: Page, lesson: Site) -> None:
    """An address with a slide's id, or with one it once had, opens that slide."""
    go(page, f"{lesson.http}lesson.html#/{route}")
    assert current(page) == "max-pooling"


def test_links_to_slides_and_footnotes(page: Page, lesson: Site) -> None:
    """A footnote's link and the way back stay on the slide, and a link to an id goes to its slide."""
    go(page, f"{lesson.http}lesson.html#/max-pooling")
    page.click(".present .footnote-ref a")
    assert current(page) == "max-pooling"
    page.click(".present .footnote-backref")
    assert current(page) == "max-pooling"
    page.click(".present a:text('the end')")
    page.wait_for_function("() => Reveal.getCurrentSlide().id === 'the-end'")


@pytest.mark.parametrize(
    ("state", "header", "footer"), [("header", False, True), ("footer", True, False), ("chrome", False, False)]
)
def test_slides_may_do_without_header_and_footer(
    state: str, header: bool, footer: bool, page: Page, lesson: Site
) -> None:
    """`data-state` takes header, footer or both off its slide, and only off that one."""
    go(page, f"{lesson.http}lesson.html#/no-{state}")
    assert page.locator(".deck-tools [data-theme-toggle]").is_visible() == header
    assert page.locator(".footer-number").is_visible() == footer
    page.evaluate("Reveal.slide(1)")
    assert page.locator(".deck-tools [data-theme-toggle]").is_visible()
    assert page.locator(".footer-number").is_visible()


def test_media_load_when_they_come_near(page: Page, lesson: Site, watch: Watch) -> None:
    """A picture far away is not asked for until its slide is near."""
    go(page, f"{lesson.http}lesson.html")
    page.wait_for_load_state("networkidle")
    assert not watch.asked_for("far.svg")
    with page.expect_response("**/far.svg"):
        page.evaluate("Reveal.slide(12)")


@pytest.mark.parametrize(("theme", "shown"), [("light", "sun"), ("dark", "moon")])
def test_the_picture_for_the_theme_is_shown(theme: str, shown: str, page: Page, lesson: Site) -> None:
    """Of a pair of pictures, the one for the theme is there and the other is not."""
    go(page, f"{lesson.http}lesson.html?theme={theme}#/pictures")
    assert page.locator(".present img:visible").evaluate_all("all => all.map(image => image.alt)") == [shown]


@pytest.mark.parametrize("theme", THEMES)
def test_formulas_have_mathml(theme: str, page: Page, lesson: Site) -> None:
    """A formula is drawn in the colour of the text, and screen readers get it as MathML."""
    go(page, f"{lesson.http}lesson.html?theme={theme}#/pictures")
    assert page.locator(".present math annotation").text_content() == "E = mc^2"
    drawn = page.locator(".present .katex-html")
    assert drawn.bounding_box()["width"] > 100  # type: ignore[index]
    colour = "node => getComputedStyle(node).color"
    assert drawn.evaluate(colour) == page.locator(".present p:has(.katex)").evaluate(colour)


def test_the_footer_counts_slides(page: Page, lesson: Site) -> None:
    """The footer tells the number of the slide and of all slides."""
    go(page, f"{lesson.http}lesson.html#/max-pooling")
    assert page.locator(".footer-number").inner_text() == "2 / 15"
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('.footer-number').innerText === '15 / 15'")


def test_settings_of_a_deck_win_over_ours(make_site: MakeSite, page: Page) -> None:
    """What they leave out stays as our pages need it."""
    site = make_site({"decks/a.md": "---\nreveal: {viewDistance: 5, transition: fade, loop: true}\n---\n# A\n"})
    go(page, f"{site.http}a.html")
    config = page.evaluate("() => Reveal.getConfig()")
    assert (config["viewDistance"], config["loop"]) == (5, True)
    assert (config["width"], config["height"], config["maxScale"], config["autoAnimateDuration"]) == (
        1920,
        1080,
        5,
        0.25,
    )


def test_without_scripts_a_deck_leads_to_its_reading_page(make_site: MakeSite, open_context: OpenContext) -> None:
    """Its title and the way there are seen; the slides, which only a script puts in their places, are not."""
    site = make_site({"decks/01-first.md": "# The first\n\n---\n\n## More\n"})
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site.file}01-first.html")
    expect(page.get_by_role("heading")).to_have_text(["The first"])
    page.get_by_role("link", name="Reading page").click()
    expect(page).to_have_url(f"{site.file}01-first.read.html")


def test_full_slides_look_alike_with_headings_of_any_level(make_site: MakeSite, page: Page) -> None:
    """A deck that heads all its slides with `#` looks like one with `##`: each word has its place and its size."""
    text = (
        "# One\n\n- a\n- b\n\n### Below\n\n---\n\n# Two of many words, so that the heading takes more than one line "
        "of the slide\n\n::: columns\n::: column\nLeft\n:::\n::: column\n| a |\n|---|\n| 1 |\n:::\n:::\n\n--\n\n"
        "# Three\n\nA sentence.\n\nNote: n\n"
    )
    lower = text.replace("### ", "#### ").replace("\n# ", "\n## ")
    site = make_site({"decks/a.md": text, "decks/b.md": f"#{lower}"})
    seen = []
    for name in ("a", "b"):
        go(page, f"{site.http}{name}.html")
        seen.append(
            page.evaluate(
                """() => [...document.querySelectorAll(".slides section[id]")].map((slide) => {
                  Reveal.slide(...Object.values(Reveal.getIndices(slide)));
                  return [...slide.querySelectorAll(":not(aside, aside *)")].map((element) => {
                    const { x, y, width, height } = element.getBoundingClientRect();
                    const { fontSize, color, fontWeight } = getComputedStyle(element);
                    return [element.textContent, x, y, width, height, fontSize, color, fontWeight];
                  });
                })"""
            )
        )
    assert len(seen[0]) == 3
    assert seen[0] == seen[1]
