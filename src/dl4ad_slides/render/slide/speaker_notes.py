"""Speaker notes: gather what stands in many places of a slide where Reveal.js and the speaker view look for it.

That is one `<aside class="notes">`, a child of the section.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from dl4ad_slides.render.html.nodes import classes_of, elements_around
from dl4ad_slides.render.html.tree import HtmlTree

_NOTES = "aside.notes"
_ATTRIBUTE = "data-notes"


def gather_notes(tree: HtmlTree) -> None:
    """Put the notes of the slide into one element at its end, in the order in which they stand."""
    asides = tree.select(_NOTES)
    if not asides or (len(asides) == 1 and asides[0].parent is None):
        return
    outer = [aside for aside in asides if not is_in_notes(aside)]
    for aside in asides:
        if is_in_notes(aside):
            aside.unwrap()
    text = "".join(aside.inner_html or "" for aside in outer)
    for aside in outer:
        aside.decompose()
    tree.append(f'<aside class="notes">{text}</aside>')


def strip_notes(tree: HtmlTree) -> None:
    """Leave the notes of the slide out, those in attributes too."""
    for notes in [aside for aside in tree.select(_NOTES) if not is_in_notes(aside)]:
        notes.decompose()
    tree.attributes.pop(_ATTRIBUTE, None)
    for node in tree.select(f"[{_ATTRIBUTE}]"):
        del node.attrs[_ATTRIBUTE]


def is_in_notes(node: LexborNode) -> bool:
    """Tell whether `node` stands in speaker notes."""
    return any(around.tag == "aside" and "notes" in classes_of(around) for around in elements_around(node))
