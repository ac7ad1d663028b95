"""Tell elements that are icons of other tools, of which nothing would be seen: there is no font of icons here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dl4ad_slides.language.leftovers.foreign import INSTEAD_OF_ICON
from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.nodes import classes_of
from dl4ad_slides.render.html.tree import HtmlTree

# Classes of an element that a style sheet would fill; of ligatures, its text is the name of the icon.
_CLASS = re.compile(
    r"fa[bsrldt]?|(?:fa|bi|mdi|ion|ti|oi|ai|la|bx|ri|devicon|octicon|i-[a-z]+)-[a-z0-9-]+|glyphicon|octicon|iconify"
)
_LIGATURES = re.compile(r"material-(?:icons|symbols)(?:-[a-z]+)*")


def check_icons(tree: HtmlTree, context: SlideContext) -> None:
    """Add a finding for each element that is an icon; a course with style sheets of its own may bring the font."""
    if not any(_elements(tree)) or context.facts.has_own_styles():
        return
    for written in dict.fromkeys(_elements(tree)):
        message = f"there is no font for the icon `{written}`, so that none is seen"
        context.findings.append(warning("deck-slip", message, context.locate(written), INSTEAD_OF_ICON))


def _elements(tree: HtmlTree) -> Iterator[str]:
    """Yield the classes of elements that would be icons."""
    for node in tree.select("i[class], span[class]"):
        is_empty = not node.text(deep=True).strip() and node.css_first("img, svg") is None
        pattern = _CLASS if is_empty else _LIGATURES
        if any(pattern.fullmatch(name) for name in classes_of(node)):
            yield node.attributes.get("class") or ""
