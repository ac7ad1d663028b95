"""A colour as screens show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Color(NamedTuple):
    """A colour of sRGB and how much it covers what lies below, each from 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1

    @property
    def luminance(self) -> float:
        """Return the relative luminance (WCAG 2.2), from 0 for black to 1 for white; of the colour alone."""
        red, green, blue = map(_linear, self[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def over(self, ground: Color) -> Color:
        """Return what is seen where this lies over an opaque ground."""
        return Color(
            *(self.cover * one + (1 - self.cover) * below for one, below in zip(self[:3], ground[:3], strict=True))
        )

    def contrast(self, other: Color) -> float:
        """Return the contrast of two opaque colours (WCAG 2.2), from 1 to 21."""
        darker, lighter = sorted((self.luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)


def grey_like(color: Color) -> float:
    """Return the grey, from 0 to 1, that is as light to a reader as a colour is."""
    luminance = color.luminance
    return 12.92 * luminance if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055


def least_contrast(ink: Color, grounds: Sequence[Color]) -> float:
    """Return the contrast of text in `ink` on the one of some opaque grounds on which it is read worst."""
    return min(map(ink.contrast, grounds))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
