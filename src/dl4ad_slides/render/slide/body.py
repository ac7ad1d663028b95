"""What a slide holds below its heading: by that, one of level 1 is a title, begins a section, or is like any other."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from dl4ad_slides.render.html.nodes import classes_of, elements_around
from dl4ad_slides.render.html.slots import SLOT, SlotKind, Slots
from dl4ad_slides.render.html.tree import HtmlTree

# What fills a slide, however short it is. Paragraphs, quotations and lower headings stand on title slides, too.
_BLOCKS = (
    "pre, ul, ol, dl, table, figcaption, video, audio, iframe, object, embed, canvas, form, details, "
    ".columns, .tiles-grid, .figures, .callout, .formula, .highlight, .timeline, .image-overlay, .embed"
)
_PICTURES = "img, svg, picture"
_APART = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "template"})
_BLOCK_SLOTS = frozenset({SlotKind.LIST, SlotKind.DISPLAY_MATH})
_ON_TITLE, _ON_SECTION = 400, 200  # characters that stand well below a large heading


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the first heading: `length` counts the characters of running text, headings left out."""

    has_blocks: bool = False
    has_pictures: bool = False
    length: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing but headings."""
        return self == _EMPTY

    @property
    def suits_title(self) -> bool:
        """Tell whether it is little enough for a title slide: names, a date, a logo."""
        return not self.has_blocks and self.length <= _ON_TITLE

    @property
    def suits_section(self) -> bool:
        """Tell whether it is little enough for a slide that begins a section: a sentence or two."""
        return not self.has_blocks and not self.has_pictures and self.length <= _ON_SECTION


_EMPTY = Body()


def measure_body(tree: HtmlTree, slots: Slots) -> Body:
    """Return what everybody sees of a slide below its headings."""
    texts = [node.text_content or "" for node in tree.nodes() if node.is_text_node and _is_body(node)]
    text = "".join(texts)
    kinds = {slots[int(found[1])].kind for found in SLOT.finditer(text)}
    return Body(
        has_blocks=bool(kinds & _BLOCK_SLOTS) or any(map(_is_body, tree.select(_BLOCKS))),
        has_pictures=any(map(_is_body, tree.select(_PICTURES))),
        length=len(" ".join(slots.describe(text).split())),
    )


def _is_body(node: LexborNode) -> bool:
    return not any(around.is_element_node and _is_apart(around) for around in (node, *elements_around(node)))


def _is_apart(node: LexborNode) -> bool:
    """Tell whether an element is a heading, notes, footnotes, an error, or seen by nobody."""
    return (
        node.tag in _APART
        or "hidden" in node.attributes
        or node.attributes.get("role") == "alert"
        or not {"notes", "footnotes"}.isdisjoint(classes_of(node))
    )
