"""Colours of CSS: in digits and words, how light they are, and those of gradients."""

from __future__ import annotations

import pytest

from dl4ad_slides.model.color import Color
from dl4ad_slides.render.color_values import gradient_colors, read_color


@pytest.mark.parametrize(
    ("written", "color"),
    [
        ("#000", (0, 0, 0, 1)),
        ("#FF0000", (1, 0, 0, 1)),
        ("#0f08", (0, 1, 0, 0x88 / 255)),
        ("#0000ff80", (0, 0, 1, 0x80 / 255)),
        ("Navy", (0, 0, 128 / 255, 1)),
        ("rebeccapurple", (0x66 / 255, 0x33 / 255, 0x99 / 255, 1)),
        ("rgb(255, 0, 51)", (1, 0, 0.2, 1)),
        ("rgba(255 0 51 / 50%)", (1, 0, 0.2, 0.5)),
        ("rgb(100%, 0%, 20%)", (1, 0, 0.2, 1)),
        ("rgba(0,0,0,.25)", (0, 0, 0, 0.25)),
        ("hsl(120, 100%, 50%)", (0, 1, 0, 1)),
        ("hsl(240deg 100% 50% / 0.5)", (0, 0, 1, 0.5)),
        ("transparent", (0, 0, 0, 0)),
        ("var(--teal)", None),
        ("canvas", None),
        ("currentcolor", None),
        ("rgb(from red r g b)", None),
        ("oklch(50% 0.1 20)", None),
        ("image.png", None),
        ("", None),
    ],
)
def test_colours_in_digits_and_words(written: str, color: tuple[float, ...] | None) -> None:
    """None for what depends on the page."""
    assert read_color(written) == (None if color is None else pytest.approx(color))


@pytest.mark.parametrize(
    ("written", "colors"),
    [
        ("linear-gradient(to bottom, #101a33, #27408b)", ["#101a33", "#27408b"]),
        ("linear-gradient(45deg, red 0%, rgb(0, 0, 255) 50%, navy calc(10px + 90%))", ["red", "#00f", "navy"]),
        ("radial-gradient(circle at top left, white, rgba(0,0,0,.5) 20px)", ["white", "rgba(0,0,0,.5)"]),
        ("radial-gradient(closest-side ellipse, #fff, #000)", ["#fff", "#000"]),
        ("repeating-conic-gradient(from 0.25turn in oklch, tan, teal)", []),
        ("linear-gradient(var(--ground), white)", []),
        ("linear-gradient()", []),
    ],
)
def test_gradients(written: str, colors: list[str]) -> None:
    """All of their colours; none where one of them cannot be told."""
    assert gradient_colors(written) == tuple(read_color(one) for one in colors)


def test_contrast() -> None:
    """As WCAG counts it, of colours as they are seen."""
    black, white = Color(0, 0, 0), Color(1, 1, 1)
    assert black.contrast(white) == white.contrast(black) == pytest.approx(21)
    assert white.contrast(Color(0.4667, 0.4667, 0.4667)) == pytest.approx(4.48, abs=0.01)
    assert Color(0, 0, 0, 0.25).over(white) == pytest.approx((0.75, 0.75, 0.75, 1))
