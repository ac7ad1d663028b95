"""The picture that a link to a page shows in messengers and networks: 1200 × 630 px, in the look of the theme.

Drawn with Pillow, which reads the fonts that pages load, from the colours and the waveform in the theme's tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from dl4ad_slides.model.sentinels import NO_GLYPH

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT, _FOOT = 80, 1120, 560
_TITLE_SIZES, _LINES = (84, 72, 60, 50, 42), 3
_HEADING, _TEXT = "poppins", "lato"
_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"
_SUBSETS = ("latin", "latin-ext")
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", re.IGNORECASE)
_BAR = re.compile(r"(?<=M)(\d+) (\d+)v(\d+)")
_WAVE = (1820, 260)  # the box of the waveform in the tokens
_COLOURS = {
    "ground": "#fbfbfa",
    "ink": "#1d2529",
    "ink-soft": "#47525a",
    "teal": "#3f9d96",
    "teal-text": "#146b65",
    "violet": "#8271d8",
    "coral": "#e2694b",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says: a line above the title, the title, and a line at the foot; lines may be empty."""

    above: str
    title: str
    below: str


class SocialPictures:
    """Draws cards in the look of a theme, whose files are `static`; `own_css` are those of the course."""

    def __init__(self, static: Mapping[str, Path], own_css: Sequence[str]) -> None:
        self._fonts = {path: file for path, file in static.items() if path.startswith("fonts/")}
        sheets = [static[path].read_text(encoding="utf-8") for path in ("css/tokens.css", *own_css) if path in static]
        self._colours = dict(_COLOURS)
        for sheet in sheets:
            self._colours |= {name: value for name, value in reversed(_COLOUR.findall(sheet)) if name in _COLOURS}
        self._bars = [(int(x), int(y), int(height)) for x, y, height in _BAR.findall("".join(sheets[:1]))]
        self._ground: Image | None = None

    def draw(self, card: Card) -> bytes:
        """Return the card as PNG; lines that our fonts cannot set are left out."""
        from PIL.ImageDraw import Draw

        if self._ground is None:
            self._ground = self._wave()
        picture = self._ground.copy()
        draw = Draw(picture)
        top = 250
        above = self._line(card.above, _TEXT, "700", 32)
        above.draw(draw, (_LEFT, top), self._colours["teal-text"], _RIGHT - _LEFT)
        top += 58
        for line, size in self._title(card.title):
            line.draw(draw, (_LEFT, top), self._colours["ink"], _RIGHT - _LEFT)
            top += round(size * 1.15)
        below = self._line(card.below, _TEXT, "400", 30)
        below.draw(draw, (_LEFT, max(_FOOT - 18, top)), self._colours["ink-soft"], _RIGHT - _LEFT)
        written = BytesIO()
        picture.save(written, "PNG")
        return written.getvalue()

    def _title(self, title: str) -> list[tuple[_Line, int]]:
        """Return the title in lines, as large as fits."""
        lines: list[_Line] = []
        for size in _TITLE_SIZES:
            lines = self._balanced(title, size)
            if len(lines) <= _LINES and len(lines) * size * 1.15 <= _FOOT - 30 - 308:
                break
        return [(line, size) for line in lines[:_LINES]]

    def _balanced(self, title: str, size: int) -> list[_Line]:
        """Return the title in lines of about the same length."""
        lines = list(self._wrapped(title, size, _RIGHT - _LEFT))
        for room in range(_RIGHT - _LEFT, (_RIGHT - _LEFT) // 2, -40):
            narrower = list(self._wrapped(title, size, room))
            if len(narrower) > len(lines) or any(line.width > room for line in narrower):
                break
            lines = narrower
        return lines

    def _wrapped(self, text: str, size: int, room: int) -> Iterator[_Line]:
        words: list[str] = []
        for word in text.split():
            longer = self._line(" ".join((*words, word)), _HEADING, "700", size)
            if words and longer.width > room:
                yield self._line(" ".join(words), _HEADING, "700", size)
                words = []
            words.append(word)
        yield self._line(" ".join(words), _HEADING, "700", size)

    def _line(self, text: str, family: str, weight: str, size: int) -> _Line:
        names = (f"fonts/{family}-{subset}-{weight}-normal.woff2" for subset in _SUBSETS)
        return _Line.of(text, [_font(self._fonts[name], size) for name in names if name in self._fonts])

    def _wave(self) -> Image:
        """Return the ground with the waveform on it, in the three colours of the theme."""
        from PIL import Image
        from PIL.ImageDraw import Draw

        picture = Image.new("RGB", SIZE, self._colours["ground"])
        scale, fine = WIDTH / _WAVE[0], 4  # drawn larger and made smaller: Pillow's shapes have hard edges
        mask = Image.new("L", (WIDTH * fine, 190 * fine))
        draw = Draw(mask)
        for x, y, height in self._bars:
            half = 5 * scale * fine
            left, top = x * scale * fine, (20 + y * 0.65) * fine
            box = (left - half, top - half, left + half, top + height * 0.65 * fine + half)
            draw.rounded_rectangle(box, radius=half, fill=255)
        first, middle, last = (_rgb(self._colours[name]) for name in ("teal", "violet", "coral"))
        strip = Image.new("RGB", (WIDTH, 1))
        for x in range(WIDTH):
            share = 2 * x / WIDTH
            pair = (first, middle) if share < 1 else (middle, last)
            mixed = [round(a + (b - a) * (share % 1)) for a, b in zip(*pair, strict=True)]
            strip.putpixel((x, 0), (mixed[0], mixed[1], mixed[2]))
        picture.paste(strip.resize((WIDTH, 190)), (0, 20), mask.resize((WIDTH, 190), Image.Resampling.LANCZOS))
        return picture


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text in runs, each in the font that has its letters; no run where a letter is in none.

    Emoji and other signs that no font has are left out.
    """

    runs: tuple[tuple[str, FreeTypeFont], ...]

    @classmethod
    def of(cls, text: str, fonts: Sequence[FreeTypeFont]) -> _Line:
        runs: list[tuple[str, FreeTypeFont]] = []
        for char in text:
            font = next((one for one in fonts if char.isspace() or _has(one, char)), None)
            if font is None and _is_symbol(char):
                continue
            if font is None:
                return cls(())
            if runs and (runs[-1][1] is font or char.isspace()):
                runs[-1] = (runs[-1][0] + char, runs[-1][1])
            else:
                runs.append((char, font))
        return cls(tuple(runs))

    @property
    def width(self) -> float:
        """Return how wide the line is, in px."""
        return sum(font.getlength(text) for text, font in self.runs)

    def draw(self, draw: ImageDraw, place: tuple[int, int], colour: str, room: int) -> None:
        """Draw the line; what is wider than `room` ends in an ellipsis."""
        x, y = float(place[0]), place[1]
        for text, font in self.runs:
            left = place[0] + room - x
            if font.getlength(text) > left:
                while text and font.getlength(f"{text}…") > left:
                    text = text[:-1]
                draw.text((x, y), f"{text.rstrip()}…", colour, font)
                return
            draw.text((x, y), text, colour, font)
            x += font.getlength(text)


@lru_cache(maxsize=64)
def _font(file: Path, size: int) -> FreeTypeFont:
    from PIL.ImageFont import truetype

    return truetype(BytesIO(file.read_bytes()), size)


def _is_symbol(char: str) -> bool:
    """Tell whether a character is a sign, or only makes another one of that before it."""
    return char == _EMOJI_STYLE or unicodedata.category(char) in {"So", "Sk", "Me", "Cf"}


@lru_cache(maxsize=2048)
def _has(font: FreeTypeFont, char: str) -> bool:
    """Tell whether a font has a letter: one that it lacks looks like one that no font has."""
    return bytes(font.getmask(char)) != bytes(font.getmask(NO_GLYPH))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
