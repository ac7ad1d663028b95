"""Tell code that paper cuts: a screen scrolls it, and for paper `theme/js/code.js` sets it as small as can be read."""

from __future__ import annotations

from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.slots import SLOT, SlotKind
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.speaker_notes import is_in_notes

# In px of the canvas. `css/code.css`: the highest box; `js/code.js` and `css/print.css`: the smallest size, its lines.
_BOX, _BORDERS = 760, 4
_SIZE, _LINE, _PADDING = 12, 1.3, 1.9  # the latter two in that size
MOST_LINES = int((_BOX - _BORDERS - _PADDING * _SIZE) / (_LINE * _SIZE))


def check_long_code(tree: HtmlTree, context: SlideContext) -> None:
    """Add a finding for each block of code of which a page of paper cannot show all lines."""
    long = [
        number
        for number, slot in context.slots
        if slot.kind is SlotKind.CODE and slot.content.removesuffix("\n").count("\n") >= MOST_LINES
    ]
    if not long or tree.attributes.get("data-visibility") == "hidden":
        return
    for node in tree.select("pre"):
        found = SLOT.search(node.text(deep=True))
        if found and int(found[1]) in long and not is_in_notes(node) and "style" not in node.attributes:
            slot = context.slots[int(found[1])]
            count = slot.content.removesuffix("\n").count("\n") + 1
            message = f"this code has {count} lines, and paper shows {MOST_LINES} at most"
            hint = "Spread it over several slides, or leave lines out; the reading page shows it whole."
            context.findings.append(warning("code-too-long", message, slot.position, hint))
