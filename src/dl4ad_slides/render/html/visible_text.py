"""What readers of a slide see as text, in the form that `language/leftovers` reads."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.model.sentinels import ITEM, OBJECT

# What is no running text: code, drawings, what is not shown, and what shows something else than text.
_OBJECTS = frozenset(
    {
        *("audio", "button", "canvas", "code", "embed", "iframe", "img", "input", "kbd", "math", "object", "picture"),
        *("pre", "samp", "script", "select", "style", "svg", "template", "textarea", "video"),
    }
)
_CELLS = frozenset({"td", "th"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label"),
        *("mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    }
)
# Alone in an element, they are drawn there, and no list that Markdown did not read.
_BULLETS = frozenset("•●▪◦‣∙⁃·")


def visible_text(html: str) -> str:
    """Return the visible text of a slide's `html`: blank lines part blocks, and stand around all."""
    parts = ["\n\n"]
    open_nodes: list[LexborNode | str | None] = [LexborHTMLParser(html, is_fragment=True).root]
    while open_nodes:  # no recursion: elements may be nested deeper than Python's stack
        node = open_nodes.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        while node is not None and node.is_text_node:
            parts.append(node.text_content or "")
            node = node.next
        if node is not None:
            open_nodes.append(node.next)
            _open(node, parts, open_nodes)
    return "".join([*parts, "\n\n"])


def _open(node: LexborNode, parts: list[str], open_nodes: list[LexborNode | str | None]) -> None:
    if node.is_element_node:
        tag = node.tag or ""
        if tag in _OBJECTS:
            parts.append(OBJECT)
        elif tag == "br":
            parts.append(f"\n{OBJECT}")
        elif tag in _INLINE and _only_text(node) in _BULLETS:
            parts.append(OBJECT)
        elif tag in _INLINE:
            open_nodes.append(node.first_child)
        else:
            parts.append(f"\n\n{ITEM}" if tag == "li" else f"\n\n{OBJECT}" if tag in _CELLS else "\n\n")
            open_nodes.extend(("\n\n", node.first_child))


def _only_text(node: LexborNode) -> str:
    """Return the text of an element that holds nothing else."""
    child = node.first_child
    return (child.text_content or "").strip() if child and child.is_text_node and child.next is None else ""
