"""How large pictures are, and how light."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol


class Size(NamedTuple):
    """The size that a picture has by itself, in px; both are more than 0."""

    width: float
    height: float


class Sizes(Protocol):
    """The sizes of the pictures among the assets, by path."""

    def get(self, path: str) -> Size | None:
        """Return the size of a picture; None for what is none, cannot be read, or has no size of its own."""

    def view_box(self, path: str) -> Size | None:
        """Return how large the view box of a drawing is that has no size of its own; None for all others."""

    def after(self, assets: Mapping[str, Path], changed: Collection[str]) -> Sizes:
        """Return the sizes when the assets are `assets` and the files `changed` are others; these, if they hold."""


class Tone(NamedTuple):
    """How dark and how light a picture is, as grey of sRGB from 0 to 1; the extremes of a few dots do not count.

    `is_opaque` tells that nothing behind it can be seen.
    """

    dark: float
    light: float
    is_opaque: bool


class Tones(Protocol):
    """The tones of the pictures among the assets, by path."""

    def get(self, path: str) -> Tone | None:
        """Return the tone of a picture; None for what is none, or cannot be read."""

    def after(self, assets: Mapping[str, Path], changed: Collection[str]) -> Tones:
        """Return the tones when the assets are `assets` and the files `changed` are others; these, if they hold."""
