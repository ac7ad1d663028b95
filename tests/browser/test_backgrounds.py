"""Text on backgrounds can be read: on colours, gradients, pictures and videos, in both themes and on paper."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import Page
from sites import MakeSite, Site
from watch import OpenTab, go

from dl4ad_slides.model.color import Color, least_contrast

LARGE = 3.0  # WCAG 2.2, 1.4.3: the contrast of large text, such as all text on slides
SMALL = 4.4  # of small text, less what rounding takes


def photo(low: int, high: int, seed: int = 1) -> bytes:
    """Return a picture of large soft spots between two greys."""
    random = Random(seed)
    spots = Image.new("RGB", (24, 14))
    for x in range(24):
        for y in range(14):
            spots.putpixel((x, y), tuple(random.choice((low, high)) for _ in range(3)))
    data = BytesIO()
    spots.resize((960, 540), Image.Resampling.NEAREST).save(data, "PNG")
    return data.getvalue()


def clear() -> bytes:
    image = Image.new("RGBA", (960, 540), (0, 0, 0, 0))
    image.paste((20, 20, 20, 255), (0, 0, 480, 270))
    image.paste((250, 250, 250, 255), (480, 270, 960, 540))
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="8" height="9"/>'
    '<rect x="8" width="8" height="9" fill="#fff"/></svg>'
)
GROUNDS = {
    "dark": 'data-background-image="assets/dark.png"',
    "bright": 'data-background-image="assets/bright.png"',
    "busy": 'data-background-image="assets/busy.png"',
    "washed": 'data-background-image="assets/busy.png" data-background-opacity="0.3"',
    "chosen": 'data-background-image="assets/bright.png" class="has-dark-background"',
    "tinted": 'data-background-image="assets/busy.png" data-background-color="#102a5c"',
    "clear": 'data-background-image="assets/clear.png"',
    "drawing": 'data-background-image="assets/drawing.svg"',
    "deep": 'data-background-gradient="linear-gradient(to bottom, #101a33, #27408b)"',
    "sunny": 'data-background-gradient="linear-gradient(to bottom, #fffbe6, #ffe08a)"',
    "wide": 'data-background-gradient="linear-gradient(to right, black, white)"',
    "night": 'data-background-color="#101a33"',
    "coral": 'data-background-color="#e2694b"',
    "olive": 'data-background-color="#7a8b3c"',
}
MIDDLE = {"coral", "olive"}  # colours that the author chose, and on which nothing stands out more
TEXT = "Text, a [link](#dark), $a^2$ <small>and small text</small>\n\n- an item\n"
DECK = "# Grounds\n" + "".join(
    f'\n---\n\n<!-- .slide: id="{name}" {attributes} -->\n\n## A heading\n\n{TEXT}'
    for name, attributes in GROUNDS.items()
)
HIDE = ".slides section > *, .deck-chrome, .page-footer, .progress, .controls { visibility: hidden !important }"
COLOURS = """selector => [...document.querySelectorAll(selector)].map(node => getComputedStyle(node).color)"""


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    pictures = {"dark": photo(0, 60), "bright": photo(200, 255), "busy": photo(0, 255), "clear": clear()}
    assets = {f"assets/{name}.png": picture for name, picture in pictures.items()}
    site = make_site({"decks/g.md": DECK, "assets/drawing.svg": DRAWING, **assets})
    assert site.codes == set()
    return site


def inks(page: Page, selector: str) -> list[Color]:
    """Return the colours of text in these elements."""
    found = [re.findall(r"[\d.]+", colour)[:3] for colour in page.evaluate(COLOURS, selector)]
    return [Color(*(float(part) / 255 for part in colour)) for colour in found]


def grounds(picture: bytes) -> list[Color]:
    """Return the darkest and the lightest parts of a picture."""
    image = Image.open(BytesIO(picture)).convert("RGB").resize((48, 27), Image.Resampling.BOX)
    dots = [Color(*(part / 255 for part in image.getpixel((x, y)))) for x in range(48) for y in range(27)]
    dots.sort(key=lambda dot: dot.luminance)
    return [dots[len(dots) // 50], dots[-1 - len(dots) // 50]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_the_screen(scheme: str, open_tab: OpenTab, site: Site) -> None:
    """Headings, text, links, formulas and the number of the slide stand out from each ground."""
    page = go(open_tab(color_scheme=scheme, viewport={"width": 960, "height": 540}), f"{site.http}g.html")
    faint = {}
    for name in GROUNDS:
        page.evaluate("id => looks.open(id)", name)
        page.wait_for_function("() => [...document.images].every(image => image.complete)")
        texts = inks(page, f"#{name} :is(h2, p, a, li, small, .katex-html), .deck-footer .page-footer *")
        style = page.add_style_tag(content=HIDE)
        contrast = min(least_contrast(ink, grounds(page.screenshot())) for ink in texts)
        style.evaluate("node => node.remove()")
        if contrast < (LARGE if name in MIDDLE else SMALL):
            faint[name] = contrast
    assert faint == {}


def test_on_paper(open_tab: OpenTab, site: Site) -> None:
    """The print view has the same palettes and veils."""
    page = open_tab(color_scheme="dark")
    page.goto(f"{site.http}g.html?view=print")
    page.wait_for_function("count => document.querySelectorAll('.page-footer').length === count", arg=len(GROUNDS) + 1)
    page.wait_for_load_state("networkidle")
    texts = {
        name: inks(page, f".pdf-page:has(#{name}) :is(h2, p, a, li, small, .katex-html, .page-footer *)")
        for name in GROUNDS
    }
    page.add_style_tag(content=HIDE)
    faint = {}
    for name, colours in texts.items():
        seen = grounds(page.locator(f".pdf-page:has(#{name})").screenshot())
        contrast = min(least_contrast(ink, seen) for ink in colours)
        if contrast < (LARGE if name in MIDDLE else SMALL):
            faint[name] = contrast
    assert faint == {}
