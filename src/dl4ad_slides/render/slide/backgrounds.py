"""Text on backgrounds: it is dark or light, as they are, and where that is not enough a veil lies between them.

Reveal.js turns the palette by the colour of a background alone. So a slide with a gradient or a picture is given a
colour that turns it to where less of a veil is needed; a video, a drawing or what can be seen through stays in the
palette of the theme. A class says how dense the veil is. `.no-veil` on a slide leaves it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from dl4ad_slides.model.color import Color, least_contrast
from dl4ad_slides.render.color_values import gradient_colors, read_color
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.nodes import elements_around
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.speaker_notes import is_in_notes

_COLOR, _OPACITY, _NO_VEIL = "data-background-color", "data-background-opacity", "no-veil"
_PALETTES = ("has-light-background", "has-dark-background")
_READABLE = 4.5  # WCAG 2.2, 1.4.3
_DENSEST = 9  # tenths
_THEME_VEIL, _PLAIN_INK = "theme-veil", "plain-ink"
# Classes of slides that say how text is shown on their backgrounds; they mean something on decks only.
BACKGROUND_CLASSES = frozenset(
    {_NO_VEIL, _THEME_VEIL, _PLAIN_INK, *(f"veil-{veil}" for veil in range(1, _DENSEST + 1))}
)
_ANYTHING = (Color(0, 0, 0), Color(1, 1, 1))
_THROUGH = Color(0, 0, 0, 0)
_UNSEEN = {"script", "style", "template", "title", "desc"}
_FILE = re.compile(r"\.(?:svg|png|jpe?g|gif|bmp|webp)(?:[?#\s]|$)|^(?:https?|file):|^//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the theme (`css/tokens.css`): the ground, text on it, and the text that stands out least."""

    ground: Color
    ink: Color
    faint: Color


def _hex(digits: str) -> Color:
    return read_color(digits) or _THROUGH


LIGHT = Palette(_hex("#fbfbfa"), _hex("#1d2529"), _hex("#5f6a72"))
DARK = Palette(_hex("#242529"), _hex("#eef0f1"), _hex("#a9b1b7"))
_GROUNDS = {LIGHT: "#fbfbfa", DARK: "#242529"}


@dataclass(frozen=True, slots=True)
class _Ground:
    """What lies behind a slide: the extremes of it, and the colour under it, where there is one.

    Where nothing tells how light it is, not `is_told`, the extremes are black and white.
    """

    shades: tuple[Color, ...]
    below: Color | None
    is_told: bool = True

    def seen(self, palette: Palette, veil: int) -> list[Color]:
        """Return what text stands on, below a veil of so many tenths."""
        base = self.below or palette.ground
        return [Color(*base[:3], veil / 10).over(shade.over(base)) for shade in self.shades]

    def veil(self, palette: Palette) -> int:
        """Return how many tenths of a veil text of a palette needs."""
        wanted = min(_READABLE, 0.95 * palette.ink.contrast(self.below or palette.ground))
        veils = (veil for veil in range(_DENSEST) if least_contrast(palette.ink, self.seen(palette, veil)) >= wanted)
        return next(veils, _DENSEST)

    @property
    def is_known(self) -> bool:
        """Tell whether it is told how light it is, and nothing shows through."""
        return self.is_told and all(shade.cover == 1 for shade in self.shades)


def make_readable(tree: HtmlTree, context: SlideContext) -> None:
    """Give a slide with a background the palette and the veil with which its text can be read."""
    asked = _take_palette(tree)
    ground = _ground(tree, context)
    if ground is None:
        if asked and _COLOR not in tree.attributes:
            tree.attributes[_COLOR] = _GROUNDS[asked]
        return
    palettes, below = (asked,) if asked else (LIGHT, DARK), ground.below
    if below:
        palettes = (_of_color(below),)
    elif not asked and ground.is_known:
        palettes = (
            min(palettes, key=lambda each: (ground.veil(each), -least_contrast(each.ink, ground.seen(each, 0)))),
        )
    is_fixed = len(palettes) == 1
    if is_fixed and not below:
        tree.attributes[_COLOR] = _GROUNDS[palettes[0]]
    has_veil = ground.shades != (below,) and _has_text(tree) and _NO_VEIL not in _classes(tree)
    veil = max(map(ground.veil, palettes)) if has_veil else 0
    if veil:
        _add(tree, f"veil-{veil}" if is_fixed else f"veil-{veil} {_THEME_VEIL}")
    if min(least_contrast(each.faint, ground.seen(each, veil)) for each in palettes) < _READABLE:
        _add(tree, _PLAIN_INK)


def _ground(tree: HtmlTree, context: SlideContext) -> _Ground | None:
    """Return what lies behind the slide; None where nothing does, or nothing that can be told from here."""
    attributes = {name: value.strip() for name, value in tree.attributes.items() if name.startswith("data-background")}
    whole = attributes.get("data-background", "")
    color, gradient = attributes.get(_COLOR, ""), attributes.get("data-background-gradient", "")
    image, video = attributes.get("data-background-image", ""), attributes.get("data-background-video", "")
    if whole and _FILE.search(whole):
        image = image or whole
    elif "gradient(" in whole:
        gradient = gradient or whole
    else:
        color = color or whole
    below = read_color(color) if color else None
    if color and (below is None or below.cover < 1):
        return None
    shades: tuple[Color, ...] = ()
    if video:
        shades = _ANYTHING
    elif image:
        shades = _shades(image, context)
    elif gradient:
        shades = gradient_colors(gradient)
    elif below:
        shades = (below,)
    if not shades:
        return None
    opacity = _opacity(attributes.get(_OPACITY, "")) if image or video else 1
    seen = tuple(shade._replace(cover=opacity * shade.cover) for shade in shades)
    return _Ground(seen, below, is_told=shades is not _ANYTHING)


def _shades(image: str, context: SlideContext) -> tuple[Color, ...]:
    """Return the darkest and the lightest grey of pictures."""
    shades: list[Color] = []
    for part in [image] if image.startswith("data:") else image.split(","):
        tone = context.facts.picture_tone(unquote(re.split(r"[?#]", part.strip(), maxsplit=1)[0]))
        if tone is None:
            return _ANYTHING
        shades += [Color(tone.dark, tone.dark, tone.dark), Color(tone.light, tone.light, tone.light)]
        if not tone.is_opaque:
            shades.append(_THROUGH)
    return tuple(shades)


def _opacity(value: str) -> float:
    try:
        return min(1.0, max(0.0, float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)))
    except ValueError:
        return 1


def _take_palette(tree: HtmlTree) -> Palette | None:
    """Return the palette that the author's classes ask for, which Reveal.js would take off."""
    classes = _classes(tree)
    asked = next((each for name, each in zip(_PALETTES, (LIGHT, DARK), strict=True) if name in classes), None)
    if asked and (others := " ".join(name for name in classes if name not in _PALETTES)):
        tree.attributes["class"] = others
    elif asked:
        del tree.attributes["class"]
    return asked


def _of_color(color: Color) -> Palette:
    """Return the palette to which Reveal.js turns a slide on this colour (`utils/color.js`, `colorBrightness`)."""
    brightness = 299 * color.red + 587 * color.green + 114 * color.blue
    return DARK if 255 * brightness / 1000 < 128 else LIGHT


def _has_text(tree: HtmlTree) -> bool:
    """Tell whether there is something to read on the slide, be it a formula."""
    for node in tree.nodes():
        if not node.is_text_node or not (node.text_content or "").strip() or is_in_notes(node):
            continue
        if _UNSEEN.isdisjoint(around.tag or "" for around in elements_around(node)):
            return True
    return False


def _classes(tree: HtmlTree) -> list[str]:
    return tree.attributes.get("class", "").split()


def _add(tree: HtmlTree, names: str) -> None:
    tree.attributes["class"] = " ".join((*_classes(tree), names))
