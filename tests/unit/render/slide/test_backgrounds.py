"""Text on backgrounds: which palette a slide has, how dense the veil is, and where neither is needed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from conftest import MakeCourse
from dl4ad_slides.render.color_values import read_color
from dl4ad_slides.render.slide.backgrounds import DARK, LIGHT
from helpers import ROOT

LIGHT_GROUND, DARK_GROUND = "#fbfbfa", "#242529"


def picture(*colours: tuple[int, ...]) -> bytes:
    """Return a picture of stripes."""
    image = Image.new("RGBA" if len(colours[0]) == 4 else "RGB", (64, 36))
    width = 64 // len(colours)
    for index, colour in enumerate(colours):
        image.paste(colour, (index * width, 0, (index + 1) * width, 36))
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


PICTURES = {
    "assets/dark.png": picture((16, 24, 40)),
    "assets/bright.png": picture((240, 240, 230)),
    "assets/both.png": picture((0, 0, 0), (255, 255, 255)),
    "assets/clear.png": picture((0, 0, 0, 0), (250, 90, 60, 255)),
    "assets/drawing.svg": "<svg/>",
    "assets/film.mp4": b"",
}


@pytest.mark.parametrize(
    ("attributes", "colour", "classes"),
    [
        ('data-background-image="assets/dark.png"', DARK_GROUND, ""),
        ('data-background-image="assets/bright.png"', LIGHT_GROUND, ""),
        ('data-background-image="./assets/dark.png?v=1"', DARK_GROUND, ""),
        ('data-background="assets/dark.png"', DARK_GROUND, ""),
        # Whatever the theme, one of the two palettes is nearer.
        ('data-background-image="assets/both.png"', LIGHT_GROUND, "veil-6 plain-ink"),
        ('data-background-image="assets/both.png" class="no-veil"', LIGHT_GROUND, "no-veil plain-ink"),
        # What is behind it, or what it shows, is not known: the palette stays that of the theme.
        ('data-background-image="assets/clear.png"', None, "veil-6 theme-veil plain-ink"),
        ('data-background-image="assets/drawing.svg"', None, "veil-7 theme-veil plain-ink"),
        ('data-background-video="assets/film.mp4"', None, "veil-7 theme-veil plain-ink"),
        ('data-background-image="assets/both.png" data-background-opacity="0.1"', None, "plain-ink"),
        ('data-background-image="assets/both.png" data-background-opacity="80%"', None, "veil-6 theme-veil plain-ink"),
        # The author's word counts.
        ('data-background-image="assets/dark.png" class="has-light-background"', LIGHT_GROUND, "veil-6 plain-ink"),
        ('data-background-image="assets/dark.png" class="a has-dark-background"', DARK_GROUND, "a"),
        ('data-background-image="assets/bright.png" data-background-color="#000"', "#000", "veil-6 plain-ink"),
        ('class="has-dark-background"', DARK_GROUND, ""),
        # Colours and gradients.
        ('data-background-gradient="linear-gradient(#101a33, #162046)"', DARK_GROUND, ""),
        ('data-background="linear-gradient(#fffbe6, #fff0c0)"', LIGHT_GROUND, ""),
        ('data-background-gradient="linear-gradient(var(--teal), red)"', None, ""),
        ('data-background-gradient="linear-gradient(black, white)"', LIGHT_GROUND, "veil-6 plain-ink"),
        ('data-background-color="#101a33"', "#101a33", ""),
        ('data-background-color="#e2694b"', "#e2694b", "plain-ink"),
        ('data-background="coral"', None, "plain-ink"),
        ('data-background-color="var(--teal)"', "var(--teal)", ""),
        ('data-background-iframe="a.html"', None, ""),
        ('data-state="x"', None, ""),
    ],
)
def test_palette_and_veil(attributes: str, colour: str | None, classes: str, course: MakeCourse) -> None:
    """The colour turns the palette in Reveal.js, the classes say how dense the veil is and that all ink is the same."""
    made = course({**PICTURES, "decks/a.md": f"# A\n\n---\n\n<!-- .slide: {attributes} -->\n\n## B\n"})
    made.build()
    slide = made.slides("a.html")[1]
    assert slide.attributes.get("data-background-color") == colour
    assert (slide.attributes.get("class") or "") == classes


@pytest.mark.parametrize("text", ["", "Note: a", "![](assets/both.png)", '<aside class="notes">a</aside>'])
def test_a_picture_alone_has_no_veil(text: str, course: MakeCourse) -> None:
    """Nobody reads anything on it."""
    head = '# A\n\n---\n\n<!-- .slide: data-background-image="assets/both.png" -->\n\n'
    made = course({**PICTURES, "decks/a.md": f"{head}{text}\n"})
    made.build()
    assert "veil" not in (made.slides("a.html")[1].attributes["class"] or "")
    made.write({"decks/a.md": f"{head}$x$\n"}).build()
    assert "veil-6" in (made.slides("a.html")[1].attributes["class"] or "")


def test_the_palettes_are_those_of_the_theme() -> None:
    """What is counted with here is what the style sheet says."""
    css = (ROOT / "theme/css/tokens.css").read_text("utf-8")
    for palette, scheme in ((LIGHT, "light"), (DARK, "dark")):
        block = css.partition(f"color-scheme: {scheme};")[2]
        for name, colour in (("ground", palette.ground), ("ink", palette.ink), ("ink-faint", palette.faint)):
            found = re.search(rf"--{name}: (#\w+);", block)
            assert found is not None
            assert read_color(found[1]) == colour
