"""The figures of a script, which are written beside it.

A figure with words is one drawing, put into the page by ``{inline}``: it has the colours and the fonts of the slide.
An ``<img>`` has neither, so a picture without words may come as a pair, and ``<name>.svg`` in a deck then means both,
each in its theme.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import made
from drawing.palettes import PAGE, THEMES, PagePalette, Palette
from drawing.sheet import Sheet

Draw = Callable[[Palette], Sheet]


class Figures:
    """The drawings of the file ``script``, by the names of their files."""

    def __init__(self, script: str, palette: PagePalette = PAGE) -> None:
        self._folder = Path(script).resolve().parent
        self._palette = palette
        self._drawings: dict[str, tuple[Draw, Palette]] = {}

    def inline(self, name: str) -> Callable[[Draw], Draw]:
        """Keep a drawing that is put into the page."""

        def keep(draw: Draw) -> Draw:
            self._drawings[f"{name}.svg"] = draw, self._palette
            return draw

        return keep

    def pair(self, name: str) -> Callable[[Draw], Draw]:
        """Keep a picture without words, which comes once for each theme."""

        def keep(draw: Draw) -> Draw:
            self._drawings |= {f"{name}-{theme}.svg": (draw, palette) for theme, palette in THEMES.items()}
            return draw

        return keep

    def write_or_check(self) -> NoReturn:
        """Write all of them, or check them, as the command line says, and exit."""
        made.write_or_check(
            self._folder, {name: draw(palette).svg() for name, (draw, palette) in self._drawings.items()}
        )
