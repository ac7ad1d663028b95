"""Lists that only the deck as a whole can give: they stay holes until its slides are numbered."""

from __future__ import annotations

from dl4ad_slides.model.diagnostics import error
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.render.html.stash import Hole, HoleKind
from dl4ad_slides.render.placeholders.request import SlideRequest


def _leave_hole(request: SlideRequest[None, None]) -> str:
    """Return the hole for the list; nothing may stand behind its name."""
    placeholder, context = request.placeholder, request.context
    if placeholder.argument or placeholder.options:
        place = placeholder.place_of(next(iter(placeholder.options), ""))
        message, hint = f"`{placeholder.name}` takes nothing behind its name", f"Write `<<{placeholder.name}>>`."
        context.findings.append(error("placeholder-option", message, place, hint))
    source = placeholder.text
    return context.holes.add(Hole(HoleKind.LIST, source, source, placeholder.position, placeholder))


AGENDA = PlaceholderType("AGENDA", _leave_hole, options=None)
CREDITS = PlaceholderType("CREDITS", _leave_hole, options=None)
REFERENCES = PlaceholderType("REFERENCES", _leave_hole, options=None)
