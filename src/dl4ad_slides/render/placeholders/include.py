"""`<<INCLUDE:file.md#first..last recap=true>>`: slides or text of another file.

What it takes in is put there by `render/deck/includes.py` before anything is rendered.
"""

from __future__ import annotations

from dataclasses import dataclass

from dl4ad_slides.load.library import TEXT
from dl4ad_slides.model.placeholder_type import PlaceholderError, PlaceholderType
from dl4ad_slides.render.placeholders.request import SlideRequest


@dataclass(frozen=True, slots=True)
class IncludeOptions:
    """What the slides of another lecture are in this one."""

    recap: bool = False
    preview: bool = False

    @property
    def role(self) -> str:
        """Return the one of the two that they are, or nothing."""
        return "recap" if self.recap else "preview" if self.preview else ""


def _refuse(request: SlideRequest[IncludeOptions, None]) -> str:
    raise PlaceholderError(f"`{request.argument}` cannot be taken in here", "Put the placeholder into a slide.")


INCLUDE = PlaceholderType("INCLUDE", _refuse, IncludeOptions, TEXT, takes_in=True)
