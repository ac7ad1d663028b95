"""Lists that only the deck as a whole can give: they stay slots until its slides are numbered."""

from __future__ import annotations

from dl4ad_slides.model.diagnostics import error
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.render.html.slots import Slot, SlotKind
from dl4ad_slides.render.placeholders.request import SlideRequest


def _leave_slot(request: SlideRequest[None, None]) -> str:
    """Return the slot for the list; nothing may stand behind its name."""
    placeholder, context = request.placeholder, request.context
    if placeholder.argument or placeholder.options:
        place = placeholder.place_of(next(iter(placeholder.options), ""))
        message, hint = f"`{placeholder.name}` takes nothing behind its name", f"Write `<<{placeholder.name}>>`."
        context.findings.append(error("placeholder-option", message, place, hint))
    source = placeholder.text
    return context.slots.add(Slot(SlotKind.LIST, source, source, placeholder.position, placeholder))


AGENDA = PlaceholderType("AGENDA", _leave_slot, options=None)
CREDITS = PlaceholderType("CREDITS", _leave_slot, options=None)
REFERENCES = PlaceholderType("REFERENCES", _leave_slot, options=None)
