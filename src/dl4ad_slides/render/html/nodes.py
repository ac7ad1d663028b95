"""What selectolax leaves to its users: small questions to the tree of a slide, and small changes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborNode

from dl4ad_slides.render.html.tree import HtmlTree

PAUSE = ". . ."
_CODE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea"})


def classes_of(node: LexborNode) -> list[str]:
    """Return the classes of an element in the order in which they are written."""
    return (node.attributes.get("class") or "").split()


def set_classes(node: LexborNode, classes: Collection[str]) -> None:
    """Give an element other classes, or none."""
    if classes:
        node.attrs["class"] = " ".join(classes)
    elif "class" in node.attributes:
        del node.attrs["class"]


def take_classes(node: LexborNode, taken: Collection[str]) -> None:
    """Take the classes `taken` off an element."""
    set_classes(node, [name for name in classes_of(node) if name not in taken])


def children_of(node: LexborNode) -> Iterator[LexborNode]:
    """Yield elements and text; selectolax' own `iter` gives the siblings of a root, and not its children."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def elements_before(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements before `node`, which stand with it in one parent."""
    before = node.prev
    while before is not None:
        if before.is_element_node:
            yield before
        before = before.prev


def elements_around(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that hold `node`, the innermost first."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def is_in_code(node: LexborNode) -> bool:
    """Tell whether `node` stands in code, or in what is no text at all."""
    return any(around.tag in _CODE for around in elements_around(node))


def replace_node(node: LexborNode, html: str) -> None:
    """Put the element that `html` is in the place of `node`."""
    node.replace_with(HtmlTree(html).select("*")[0])


def is_pause(node: LexborNode) -> bool:
    """Tell whether `node` is a paragraph that holds nothing but the mark of a pause."""
    text = node.first_child
    if node.tag != "p" or text is None or text.next is not None or not text.is_text_node:
        return False
    return (text.text_content or "").strip() == PAUSE
