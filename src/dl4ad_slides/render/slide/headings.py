"""The headings of a slide: what the first one says of the slide, its title, and the ids of the others."""

from __future__ import annotations

import re
from collections.abc import Callable

from dl4ad_slides.language.attribute_slips import SLIDE_ATTRIBUTES
from dl4ad_slides.model.sentinels import HEADING_ID
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.ids import anchor
from dl4ad_slides.render.slide.markdown_text import TAKEN_ID
from dl4ad_slides.render.slide.speaker_notes import is_in_notes
from dl4ad_slides.render.slide.unresolved import Heading

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_ERRORS = "[role=alert]"  # boxes that say what is wrong, and are no part of a title


def take_slide_attributes(tree: HtmlTree) -> None:
    """Give the slide what its first heading says of it, as in Quarto: `## Title {background-color="navy" .center}`.

    The classes of such a heading are the slide's, too, and one without words is none. What a comment says counts more.
    """
    heading = next((node for node in tree.select(_HEADINGS) if not is_in_notes(node)), None)
    if heading is None:
        return
    names = [name for name in heading.attributes if name.removeprefix("data-") in SLIDE_ATTRIBUTES]
    for name in names:
        value = heading.attributes.get(name) or ""
        if value != "false":
            tree.attributes.setdefault(f"data-{name.removeprefix('data-')}", "" if value == "true" else value)
        del heading.attrs[name]
    if names and (classes := heading.attributes.get("class")):
        tree.attributes["class"] = " ".join(filter(None, (tree.attributes.get("class"), classes)))
        del heading.attrs["class"]
    if names and not (heading.inner_html or "").strip():
        if given := heading.attributes.get("id"):
            tree.attributes.setdefault("id", given)
        heading.decompose()


def take_heading(tree: HtmlTree, slots: Slots) -> tuple[Heading, str]:
    """Return the first heading, and its id, which the section takes over."""
    for node in tree.select(_HEADINGS):
        if is_in_notes(node):
            continue
        given = node.attributes.get("id") or node.attributes.get(TAKEN_ID) or ""
        if "id" in node.attributes:
            del node.attrs["id"]
        html = node.inner_html or ""
        return Heading(int((node.tag or "h6")[1]), html, _plain(html, slots.describe)), given
    return Heading(), ""


def forget_taken_ids(tree: HtmlTree) -> None:
    """Take off the ids that headings of included texts brought along for the slide."""
    for taken_in in tree.select(f"[{TAKEN_ID}]"):
        del taken_in.attrs[TAKEN_ID]


def name_headings(tree: HtmlTree, slots: Slots) -> tuple[str, ...]:
    """Leave room for the ids of headings that have none, below the first one; return what these want to be called."""
    wanted: list[str] = []
    for node in [node for node in tree.select(_HEADINGS) if not is_in_notes(node)][1:]:
        if not node.attributes.get("id") and (name := anchor(_plain(node.inner_html or "", slots.name))):
            node.attrs["id"] = f"{HEADING_ID}{len(wanted)}{HEADING_ID}"
            wanted.append(name)
    return tuple(wanted)


def _plain(heading: str, describe: Callable[[str], str]) -> str:
    """Return a heading as plain text; a line break is a space, and what went wrong in it is no part of it."""
    tree = HtmlTree(re.sub(r"<br\s*/?>", " ", heading))
    for box in tree.select(_ERRORS):
        box.decompose()
    return " ".join(describe(tree.text).split())
