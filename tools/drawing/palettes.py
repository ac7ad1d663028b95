"""The colours of our figures: those of the page, which follow its theme, and those of each theme.

A figure takes them from here and names none itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme: the steps for text in theme/css/tokens.css, so that words may wear them too."""

    ground: str
    ink: str
    teal: str
    violet: str
    coral: str

    def mix(self, colour: str, share: float) -> str:
        """``share`` of ``colour`` laid over the ground, as an opaque colour."""
        over, under = _rgb(colour), _rgb(self.ground)
        return "#" + "".join(f"{round(o * share + u * (1 - share)):02x}" for o, u in zip(over, under, strict=True))

    @property
    def accents(self) -> tuple[str, str, str]:
        return self.teal, self.violet, self.coral

    @property
    def muted(self) -> str:
        return self.mix(self.ink, 0.72)

    @property
    def line(self) -> str:
        return self.mix(self.ink, 0.42)

    @property
    def faint(self) -> str:
        return self.mix(self.ink, 0.18)

    @property
    def surface(self) -> str:
        return self.mix(self.ink, 0.05)

    def soft(self, colour: str) -> str:
        return self.mix(colour, 0.20)


@dataclass(frozen=True, slots=True)
class PagePalette(Palette):
    """The colours of the page itself, which follow its theme."""

    def mix(self, colour: str, share: float) -> str:
        return f"color-mix(in srgb, {colour} {round(share * 100)}%, {self.ground})"


@dataclass(frozen=True, slots=True)
class TokenPalette(PagePalette):
    """The colours of the page, with the theme's own steps for text, lines and surfaces in place of mixtures."""

    @property
    def muted(self) -> str:
        return "var(--ink-soft)"

    @property
    def line(self) -> str:
        return "var(--hairline-strong)"

    @property
    def faint(self) -> str:
        return "var(--hairline)"

    @property
    def surface(self) -> str:
        return "var(--surface-2)"

    def soft(self, colour: str) -> str:
        return colour.replace("-text", "-wash")


_ON_PAGE = ("var(--ground)", "var(--ink)", "var(--teal-text)", "var(--violet-text)", "var(--coral-text)")
PAGE = PagePalette(*_ON_PAGE)
TOKENS = TokenPalette(*_ON_PAGE)
THEMES = {
    "light": Palette("#fbfbfa", "#1d2529", "#146b65", "#5a45b8", "#a93c22"),
    "dark": Palette("#242529", "#eef0f1", "#82d3cb", "#c2b8fb", "#ffb29d"),
}


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
