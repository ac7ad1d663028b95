"""Read the colours that CSS spells in digits or by name, alone and in gradients."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb

from dl4ad_slides.model.color import Color

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(
    r"(rgb|hsl)a?\(\s*([^\s,]+)[\s,]+([^\s,]+)[\s,]+([^\s,/)]+)(?:\s*[,/]\s*([^\s,)]+))?\s*\)",
)
_PART = re.compile(r"(-?[0-9]*\.?[0-9]+)(%|deg)?")
# What may be a colour in a gradient, and what is none.
_WORD = re.compile(r"#[0-9a-f]+\b|\b[a-z][a-z-]*\([^()]*\)|\b[a-z]+\b(?![-(])", re.IGNORECASE)
_NO_COLOR = re.compile(
    r"to|top|left|right|bottom|center|at|in|from|circle|ellipse|side|corner|closest|farthest|calc\(.*\)",
    re.IGNORECASE,
)


def read_color(value: str) -> Color | None:
    """Return the colour that `value` spells; None where it depends on the page, or is none."""
    value = value.strip().lower()
    if value == "transparent":
        return Color(0, 0, 0, 0)
    if _HEX.fullmatch(value):
        digits = value[1:] if len(value) > 5 else "".join(2 * digit for digit in value[1:])
        return Color(*(int(digits[start : start + 2], 16) / 255 for start in range(0, len(digits), 2)))
    if found := _FUNCTION.fullmatch(value):
        return _of_function(*found.groups())
    from PIL.ImageColor import colormap, getrgb  # the one table of these names that is here anyway

    if value not in colormap:
        return None
    red, green, blue, *_ = getrgb(value)
    return Color(red / 255, green / 255, blue / 255)


def gradient_colors(value: str) -> tuple[Color, ...]:
    """Return the colours of a gradient; none where one of them depends on the page, or cannot be read."""
    words = [word for word in _WORD.findall(value.partition("(")[2]) if not _NO_COLOR.fullmatch(word)]
    colors = tuple(color for word in words if (color := read_color(word)))
    return colors if len(colors) == len(words) else ()


def _of_function(name: str, *written: str | None) -> Color | None:
    parts = [found for part in written if (found := _PART.fullmatch(part or "1"))]
    if len(parts) < len(written):
        return None
    numbers = [float(part[1]) / (100 if part[2] == "%" else 1) for part in parts]
    cover = min(1.0, numbers[3])
    if name == "hsl":
        return Color(*hls_to_rgb(numbers[0] / 360 % 1, numbers[2], numbers[1]), cover)
    red, green, blue = (
        min(1.0, max(0.0, number / (1 if part[2] else 255)))
        for number, part in zip(numbers[:3], parts[:3], strict=True)
    )
    return Color(red, green, blue, cover)
