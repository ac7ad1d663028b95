"""Reading pages: an outline without gaps, nothing that needs a script, good on a phone, on paper and for everybody."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import pytest
from axe import COLOURS, axe_findings
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser
from sites import ROOT, MakeSite, Site
from watch import OpenContext, OpenTab

DECKS = sorted(path.stem for path in (ROOT / "decks").glob("[0-9]*.md"))
CODE = (
    "```python [1|2]\n"
    + "x = 'a long line that no phone has room for, not even one that is held sideways'\n" * 2
    + "```"
)
TABLE = "| " + " | ".join(f"column{n}" for n in range(12)) + " |\n" + "|---" * 12 + "|\n" + "| value " * 12 + "|"
WIDE = "$$x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} = \\sum_{i=1}^{10} x_i + 0 + 0 + 0$$"
PLACED = '<div style="position: absolute; top: 900px; left: 1700px; width: 1600px">Placed by hand</div>'
COURSE = {
    "slides.yaml": "title: Course\nauthors: [Ada]\nembed_hosts: [videos.example.org]\n",
    "decks/a.md": f"""\
---
subtitle: All of it
date: 2026-10-15
---
# Everything

---
<!-- section: First -->

## Steps {{#steps}}

- one {{.fragment}}
- two {{.fragment .fade-out}}

::: appear-vanish
Came and went.
:::

::: overlay {{.fragment}}
Over all
:::

---

## Wide

{CODE}

{TABLE}

{WIDE}

{PLACED}

<div style="display: flex; gap: 64px"><div style="width: 900px">Left</div><div style="flex: 0 0 860px">Right</div></div>

---

## Talk

<iframe src="https://videos.example.org/1" title="A talk"></iframe>

[back](#steps)

Note: Say it slowly.
""",
}

# How far an element has been scrolled, as soon as it has.
_SCROLLED = """async element => {
  for (let frame = 0; frame < 300 && !element.scrollLeft; frame++) await new Promise(requestAnimationFrame);
  return element.scrollLeft;
}"""


_WIDTHS = "all => all.map(one => one.getBoundingClientRect().width)"
# How far an element fades at its edges, when the next frames are drawn.
_FADES = """async element => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return ["start", "end"].map(side => getComputedStyle(element).getPropertyValue(`--fade-${side}`));
}"""


def read(context_page: Page, site: Site, name: str) -> Page:
    context_page.goto(f"{site.http}{name}.read.html")
    return context_page


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    site = make_site(COURSE)
    assert site.codes == set()
    return site


@pytest.mark.parametrize("name", DECKS)
def test_headings_make_an_outline(name: str, our_site: Site) -> None:
    """One heading of level 1, and none that is more than one level below the one before it; no id stands twice."""
    page = LexborHTMLParser((our_site.folder / f"{name}.read.html").read_text("utf-8"))
    levels = [int((node.tag or "")[1]) for node in page.css("main :is(h1, h2, h3, h4, h5, h6)")]
    assert levels.count(1) == 1
    article = [1, *(int((node.tag or "")[1]) for node in page.css("article :is(h1, h2, h3, h4, h5, h6)"))]
    assert [pair for pair in pairwise(article) if pair[1] > pair[0] + 1] == []
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", DECKS)
def test_all_links_lead_somewhere(name: str, our_site: Site) -> None:
    """To an element of the page, to a slide of its deck, or to a file of the site; each slide has its own link."""
    deck = LexborHTMLParser((our_site.folder / f"{name}.html").read_text("utf-8"))
    first, *others = (slide.attributes["id"] for slide in deck.css(".slides section[id]"))
    page = LexborHTMLParser((our_site.folder / f"{name}.read.html").read_text("utf-8"))
    ids = {node.attributes["id"] for node in page.css("[id]")}
    led: set[str] = set()
    for node in page.css("a[href], img[src], source[src], video[src]"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        if re.match(r"https?:|mailto:|data:", address):
            continue
        path, _, anchor = unquote(address).partition("#")
        assert not anchor or path or anchor in ids, address
        assert not path or (our_site.folder / path).is_file(), address
        if path == f"{name}.html" and anchor:
            led.add(anchor.removeprefix("/"))
    assert {first, *others} - led <= {first}  # the title slide may be no more than the head of the page


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 1440), ("light", 360)])
@pytest.mark.parametrize("name", DECKS)
def test_everybody_can_read_it(
    name: str, theme: Literal["light", "dark"], width: int, open_tab: OpenTab, our_site: Site
) -> None:
    """Axe finds nothing, nor wrong colours in the dark, nor anything else on a phone, which scrolls one way only."""
    page = read(open_tab(viewport={"width": width, "height": 800}, color_scheme=theme), our_site, name)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    without = COLOURS if width == 360 else ()  # colours are those of the wide page
    assert axe_findings(page, only=COLOURS if theme == "dark" else (), without=without) == []


@pytest.mark.parametrize("width", [1440, 360])
def test_what_is_wide_stays_on_the_page(width: int, open_tab: OpenTab, course: Site) -> None:
    """Code breaks its lines; tables and formulas scroll inside of themselves, by the keyboard too."""
    page = read(open_tab(viewport={"width": width, "height": 800}), course, "a")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_findings(page) == []
    out = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"
    assert page.locator("article :is(p, pre, div, section):not(.reading-scroll *, .katex *)").evaluate_all(out) == 0
    table = page.get_by_role("group", name="Table")
    table.focus()
    if width == 360:
        page.keyboard.press("ArrowRight")
        assert table.evaluate(_SCROLLED) > 0


def test_what_goes_on_fades(open_tab: OpenTab, course: Site) -> None:
    """A table that is cut shows it at the edge where more of it is; one that is there as a whole does not fade."""
    page = read(open_tab(viewport={"width": 360, "height": 800}), course, "a")
    table = page.get_by_role("group", name="Table")
    assert table.evaluate(_FADES) == ["0px", "120px"]
    table.evaluate("element => { element.scrollLeft = element.scrollWidth }")
    assert table.evaluate(_FADES) == ["120px", "0px"]
    page.reload()
    page.add_style_tag(content=":is(th, td):nth-child(n + 3) { display: none }")
    assert table.evaluate(_FADES) == ["0px", "0px"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_script_is_needed(theme: Literal["light", "dark"], open_context: OpenContext, course: Site) -> None:
    """Without JavaScript all content is there to be seen, in the system's theme."""
    context = open_context(java_script_enabled=False, color_scheme=theme)
    page = read(context.new_page(), course, "a")
    for text in ("All of it", "one", "two", "Came and went.", "Over all", "Placed by hand", "Say it slowly."):
        expect(page.get_by_text(text, exact=True).first).to_be_visible()
    expect(page.locator("article pre code")).to_have_count(1)
    expect(page.get_by_role("link", name="A talk")).to_have_attribute("href", "https://videos.example.org/1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything")
    expect(page.locator(".reading-byline")).to_have_text(re.compile("Ada.*2026"))
    ground = {"light": "rgb(251, 251, 250)", "dark": "rgb(36, 37, 41)"}[theme]
    expect(page.locator("html")).to_have_css("background-color", ground)


def test_a_reader_goes_to_a_slide_and_to_the_deck(open_tab: OpenTab, course: Site) -> None:
    """Links between slides stay on the page; the link of a slide opens it on the deck."""
    page = read(open_tab(), course, "a")
    page.get_by_role("link", name="back").click()
    page.wait_for_url("**/a.read.html#steps")
    expect(page.locator("#steps")).to_be_in_viewport()
    page.get_by_role("link", name="Slide 3").click()
    page.wait_for_url("**/a.html#/wide")
    expect(page.locator("section.present")).to_have_attribute("id", "wide")


def test_the_contents_lead_through_the_page(open_tab: OpenTab, our_site: Site) -> None:
    """On a wide screen they stay in sight; on a phone they name the sections above the text."""
    wide = read(open_tab(viewport={"width": 1440, "height": 900}), our_site, DECKS[1])
    contents = wide.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="Overfitting").click()
    expect(wide.locator("#overfitting")).to_be_in_viewport()
    expect(contents.get_by_role("heading")).to_be_in_viewport()
    phone = read(open_tab(viewport={"width": 390, "height": 800}), our_site, DECKS[1])
    names = phone.get_by_role("navigation", name="Contents").get_by_role("link")
    expect(names.filter(has_text="Neural networks")).to_be_visible()
    expect(names.filter(has_text="Overfitting")).to_be_hidden()


def test_the_contents_follow_the_reader(open_context: OpenContext, our_site: Site) -> None:
    """One line is where the reader is, and in sight; without a script none is marked."""
    page = read(open_context(viewport={"width": 1440, "height": 700}).new_page(), our_site, DECKS[3])
    contents = page.get_by_role("navigation", name="Contents")
    here = contents.locator("[aria-current]")
    page.evaluate("document.getElementById('stride').scrollIntoView()")
    expect(here).to_have_text("Stride")
    page.keyboard.press("End")
    expect(here).to_have_text(contents.get_by_role("link").last.inner_text())
    expect(here).to_be_in_viewport()
    quiet = read(open_context(java_script_enabled=False).new_page(), our_site, DECKS[3])
    expect(quiet.locator("[data-contents] [aria-current]")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_page_leads_on(width: int, open_tab: OpenTab, our_site: Site) -> None:
    """At its end to the reading pages of the lectures around it, and to its top; the search is always at hand."""
    page = read(open_tab(viewport={"width": width, "height": 800}), our_site, DECKS[1])
    ways = page.get_by_role("navigation", name="Lectures")
    links = [ways.locator(f"[rel={kind}]").get_attribute("href") for kind in ("prev", "next")]
    assert links == [f"{DECKS[0]}.read.html", f"{DECKS[2]}.read.html"]
    page.evaluate("document.getElementById('overfitting').scrollIntoView()")
    search, heading = (page.locator(part).bounding_box() for part in ("[data-search]", "#overfitting"))
    assert search is not None
    assert heading is not None
    assert 0 <= search["y"] < search["y"] + search["height"] <= heading["y"]
    ways.get_by_role("link", name="To the top").click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_details_of_drawings_can_be_seen_on_a_phone(open_tab: OpenTab, our_site: Site) -> None:
    """What lies across is wider than the phone and scrolls; its caption does not, and has all the width."""
    page = read(open_tab(viewport={"width": 390, "height": 800}), our_site, DECKS[3])
    shown = page.locator("figure > .reading-scroll > :is(img, svg):visible").evaluate_all(_WIDTHS)
    assert len(shown) > 3
    assert min(shown) > 500
    assert max(page.locator("figcaption").evaluate_all(_WIDTHS)) <= 350
    scroller = page.get_by_role("group", name="Figure").first
    scroller.focus()
    page.keyboard.press("ArrowRight")
    assert scroller.evaluate(_SCROLLED) > 0
    page.set_viewport_size({"width": 1280, "height": 800})
    assert max(page.locator("figure :is(img, svg):visible").evaluate_all(_WIDTHS)) <= 820


def test_timelines_are_lists_on_a_phone(open_tab: OpenTab, our_site: Site) -> None:
    """Year and name stand side by side, event below event, at a size that can be read."""
    page = read(open_tab(viewport={"width": 360, "height": 800}), our_site, DECKS[0])
    events = page.get_by_role("listitem").filter(has=page.locator(".timeline-year"))
    boxes = [box for event in events.all()[:4] if (box := event.bounding_box())]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    year, name = (events.first.locator(part).bounding_box() for part in (".timeline-year", ".timeline-name"))
    assert year is not None
    assert name is not None
    assert year["x"] + year["width"] <= name["x"]
    expect(page.locator(".timeline-dot").first).to_be_hidden()


def test_pictures_load_when_they_are_near(open_tab: OpenTab, our_site: Site) -> None:
    """Those of the first slides at once, all others by the browser's own means."""
    page = read(open_tab(), our_site, DECKS[-1])
    loading = page.locator("article img").evaluate_all("all => all.map(one => one.loading)")
    assert set(loading) == {"lazy"}
    assert page.locator("article [data-src]").count() == 0


def test_pictures_have_their_room_before_they_are_there(open_tab: OpenTab, our_site: Site) -> None:
    """The page is as high while all pictures are on their way as with all of them, and none is squeezed."""
    address = f"{our_site.http}{DECKS[3]}.read.html"
    height = "document.documentElement.scrollHeight"
    waiting = open_tab(viewport={"width": 1280, "height": 800})
    waiting.route("**/*.svg", lambda _: None)
    waiting.goto(address, wait_until="domcontentloaded")
    page = open_tab(viewport={"width": 1280, "height": 800})
    page.goto(address)
    pictures = page.locator("article img:visible")
    pictures.evaluate_all("all => Promise.all(all.map(one => { one.loading = 'eager'; return one.decode() }))")
    assert page.evaluate(height) == waiting.evaluate(height)
    ratios = "all => all.map(one => [one.width / one.height, one.naturalWidth / one.naturalHeight])"
    assert all(abs(shown / own - 1) < 0.02 for shown, own in pictures.evaluate_all(ratios))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper(theme: Literal["light", "dark"], open_tab: OpenTab, our_site: Site, tmp_path: Path) -> None:
    """Light in both themes, without the bars of the page, on A4; on the screen the theme comes back."""
    page = read(open_tab(color_scheme=theme), our_site, DECKS[1])
    page.evaluate("addEventListener('beforeprint', () => { window.printed = document.documentElement.dataset.theme })")
    paper = page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59[45][\d.]* 84[12][\d.]*\]", paper)
    assert page.evaluate("window.printed") == "light"
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.emulate_media(media="print")
    for part in (".site-header", ".reading-contents", ".reading-place a"):
        expect(page.locator(part).first).to_be_hidden()
    figure = page.locator("article figure").first
    expect(figure).to_have_css("break-inside", "avoid")
