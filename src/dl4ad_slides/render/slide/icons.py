"""Tell icons of other tools, of which nothing or their bare names would be seen: there is no font of icons here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.nodes import classes_of, is_in_code
from dl4ad_slides.render.html.tree import HtmlTree

_SETS = (
    "bootstrap|carbon|fa[bsrldt]?|fas|far|fab|fontawesome|heroicons?|ionicons?|lucide|material|mdi|octicons?|"
    "phosphor|simple|tabler"
)
# `:material-home:` and `:fontawesome-brands-github:` of MkDocs' themes, `{{< fa brands github >}}` of Quarto.
_NAME = re.compile(
    rf"(?<![\w:]):(?:{_SETS})-[a-z0-9]+(?:-[a-z0-9]+)*:(?![\w:])"
    r"|\{\{<\s*(?:fa|fontawesome|bi|ai|iconify|icon)\s[^<>{}\n]*>\}\}"
)
# Classes of an element that a style sheet would fill; of ligatures, its text is the name of the icon.
_CLASS = re.compile(
    r"fa[bsrldt]?|(?:fa|bi|mdi|ion|ti|oi|ai|la|bx|ri|devicon|octicon|i-[a-z]+)-[a-z0-9-]+|glyphicon|octicon|iconify"
)
_LIGATURES = re.compile(r"material-(?:icons|symbols)(?:-[a-z]+)*")
_HINT = "Write a word, an emoji such as `:house:`, or a picture of your own, such as `![Home](assets/images/home.svg)`."


def check_icons(tree: HtmlTree, context: SlideContext) -> None:
    """Add a finding for each icon that the slide has in the spelling of another tool.

    A course with style sheets of its own may bring the font for those that are elements.
    """
    for written in dict.fromkeys(_names(tree)):
        message = f"`{written}` is an icon of another tool, and stands on the slide as text"
        context.findings.append(warning("deck-slip", message, context.locate(written), _HINT))
    if not any(_elements(tree)) or context.facts.has_own_styles():
        return
    for written in dict.fromkeys(_elements(tree)):
        message = f"there is no font for the icon `{written}`, so that none is seen"
        context.findings.append(warning("deck-slip", message, context.locate(written), _HINT))


def _names(tree: HtmlTree) -> Iterator[str]:
    for node in tree.nodes():
        if node.is_text_node and (found := _NAME.findall(node.text_content or "")) and not is_in_code(node):
            yield from found


def _elements(tree: HtmlTree) -> Iterator[str]:
    """Yield the classes of elements that would be icons."""
    for node in tree.select("i[class], span[class]"):
        is_empty = not node.text(deep=True).strip() and node.css_first("img, svg") is None
        pattern = _CLASS if is_empty else _LIGATURES
        if any(pattern.fullmatch(name) for name in classes_of(node)):
            yield node.attributes.get("class") or ""
