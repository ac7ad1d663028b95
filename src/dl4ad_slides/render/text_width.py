"""How wide Lato sets text, estimated from its letters: for what must fit a slide before any browser has seen it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import combining, normalize

_SPACE = 0.2  # em, between two words


def word_width(word: str) -> float:
    """Return how wide Lato sets `word`, in em; accents do not matter."""
    letters = (char for char in normalize("NFD", word) if not combining(char))
    return _SLACK + sum(_EM.get(char, 0.6) for char in letters)


def wrapped_lines(words: Sequence[float], width: float, size: int) -> int:
    """Return how many lines words of these widths (px) take in `width` px, set in `size` px."""
    space = _SPACE * size
    lines, used = 0, width
    for word in words:
        fits = lines > 0 and used + space + word <= width
        used = used + space + word if fits else word
        lines += not fits
    return lines


def line_count(text: str, width: float, size: int) -> int:
    """Return how many lines `text` takes in `width` px, set in `size` px; a word wider than that is broken."""
    widths = [size * word_width(word) for word in text.split()]
    broken = sum(int(word // width) for word in widths)
    return wrapped_lines([min(word, width) for word in widths], width, size) + broken


def text_width(text: str, size: float) -> float:
    """Return how wide `text` is on one line, in px, set in `size` px."""
    words = text.split()
    return size * (sum(map(word_width, words)) + _SPACE * (len(words) - 1)) if words else 0


def wrap_text(text: str, width: float, size: float) -> list[str]:
    """Return `text` in lines of at most `width` px, set in `size` px; a wider word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def letter_widths() -> Mapping[str, float]:
    """Return the widths of letters in em."""
    return _EM


_SLACK = 0.06
_CHARS_BY_EM = {
    0.22: ",.",
    0.24: "'",
    0.26: ":;ijl",
    0.3: "()[]{|}",
    0.32: "I`",
    0.34: "!f",
    0.36: "-",
    0.38: "/\\t",
    0.4: '"*?_r',
    0.44: "Js",
    0.46: "z",
    0.48: "c",
    0.5: "x",
    0.52: "Laegkvy",
    0.54: "S",
    0.56: "Fbdhnopqu",
    0.58: "0123456789#$+<=>E^~",
    0.6: "T",
    0.62: "PZ",
    0.64: "RXY",
    0.66: "B",
    0.68: "ACKV",
    0.7: "&",
    0.74: "GU",
    0.76: "DHNw",
    0.8: "%OQ",
    0.82: "@m",
    0.92: "M",
    1.02: "W",
}
_EM = {char: em for em, chars in _CHARS_BY_EM.items() for char in chars}
