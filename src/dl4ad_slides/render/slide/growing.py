"""Content that grows step by step: pauses, and lists whose items appear one by one.

Both become fragments without an index, so that Reveal.js shows them in the order in which they stand. The rules are
Pandoc's (manual, "Incremental lists" and "Inserting pauses"), less what speaker notes hold.
"""

from __future__ import annotations

import re
from enum import StrEnum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.model.diagnostics import did_you_mean, error, warning
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.nodes import PAUSE, children_of, classes_of, is_pause, set_classes, take_classes
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.speaker_notes import STEP, is_for_step, is_in_notes

_ATTRIBUTE = "data-incremental"
_INDEX = "data-fragment-index"
_INCREMENTAL, _NONINCREMENTAL, _TOGETHER = "incremental", "nonincremental", "together"
_LISTS = {"ul", "ol"}
_LINE = re.compile(r"^[ \t>*+-]*(\. \. \.)[ \t]*(?:\{[^{}\n]*\})?[ \t]*$", re.MULTILINE)
# What is no part of the slide's own flow: no list in it grows, and no pause reaches it.
_NOTES = "notes"
_APART = {_NOTES, "footnotes", "footnote"}


_NO_LISTS = {"li": "an item", "p": "a paragraph"}


class _Growth(StrEnum):
    """How the lists at a place grow; the words are those of settings."""

    NONE = "false"
    ITEMS = "true"
    TOGETHER = "together"


def grow(tree: HtmlTree, context: SlideContext) -> None:
    """Make fragments of the items of incremental lists, and of what stands behind pauses."""
    _grow_lists(tree, _growth_of_slide(tree, context))
    _report_no_lists(tree, context)
    pauses = [node for node in tree.select("p") if is_pause(node) and not is_in_notes(node)]
    for number, pause in reversed([*enumerate(pauses)]):
        _grow_behind(pause, number, context)
    for pause in [node for node in tree.select("p") if is_pause(node) and not is_in_notes(node)]:
        pause.decompose()
    _tidy(tree)


def _report_no_lists(tree: HtmlTree, context: SlideContext) -> None:
    """Add a finding for each class that would let a list grow, and stands on something else."""
    for node in tree.select(":is(li, p, h1, h2, h3, h4, h5, h6).incremental"):
        message = f"`.{_INCREMENTAL}` does nothing on {_NO_LISTS.get(node.tag or '', 'a heading')}"
        hint = f"Write `{{.{_INCREMENTAL}}}` on the line above the list."
        place = context.locate(f".{_INCREMENTAL}")
        context.findings.append(warning("layout-incremental", message, place, hint))


def _growth_of_slide(tree: HtmlTree, context: SlideContext) -> _Growth:
    value = tree.attributes.pop(_ATTRIBUTE, None)
    if value is None:
        return _Growth(str(context.facts.front_matter("incremental")))
    if (value or "true") in set(_Growth):
        return _Growth(value or "true")
    hint = did_you_mean(value, set(_Growth)) or "Write `together`, `false`, or the name alone."
    place = context.locate(f'{_ATTRIBUTE}="{value}"')
    context.findings.append(error("layout-incremental", f"`{_ATTRIBUTE}` cannot be `{value}`", place, hint))
    return _Growth.NONE


def _grow_lists(tree: HtmlTree, growth: _Growth) -> None:
    below: list[tuple[LexborNode | None, _Growth]] = [(next(tree.nodes(), None), growth)]
    while below:  # no recursion: elements may be nested deeper than Python's stack
        node, around = below.pop()
        if node is None:
            continue
        below.append((node.next, around))
        if node.is_element_node and _APART.isdisjoint(classes_of(node)):
            inside = _growth_in(node, around)
            if node.tag in _LISTS and inside is not _Growth.NONE:
                inside = _grow_list(node, inside)
            below.append((node.first_child, inside))


def _growth_in(node: LexborNode, around: _Growth) -> _Growth:
    """Return how lists grow in an element, by its classes."""
    classes = classes_of(node)
    if _NONINCREMENTAL in classes:
        return _Growth.NONE
    if _INCREMENTAL in classes:
        return _Growth.TOGETHER if _TOGETHER in classes else _Growth.ITEMS
    if _TOGETHER in classes and around is not _Growth.NONE:
        return _Growth.TOGETHER
    return around


def _grow_list(node: LexborNode, growth: _Growth) -> _Growth:
    """Make fragments of the items, unless the author has made some; return how lists in them grow."""
    items = _items(node)
    if "fragment" in classes_of(node) or any("fragment" in classes_of(item) for item in items):
        return _Growth.NONE
    for item in items:
        _add_class(item, "fragment")
    return _Growth.ITEMS if growth is _Growth.ITEMS else _Growth.NONE


def _grow_behind(pause: LexborNode, number: int, context: SlideContext) -> None:
    """Make one fragment of what follows a pause, with the attributes of the pause."""
    group: list[LexborNode] = []
    notes: list[LexborNode] = []
    node = pause.next
    while node is not None and not _ends_step(node):
        is_notes = node.is_element_node and _NOTES in classes_of(node)  # which stand nowhere on the slide
        (notes if is_notes else group).append(node)
        node = node.next
    content = [node for node in group if _is_content(node)]
    if not content:
        message, hint = "nothing comes behind this pause", "Delete it, or write what comes behind it."
        context.findings.append(warning("layout-pause", message, _place_of(number, context), hint))
        return
    attributes = {name: value or "" for name, value in pause.attributes.items()}
    notes = [] if context.is_page else [aside for aside in notes if is_for_step(aside)]
    if all(_is_grown(node) for node in content):  # an incremental list has steps of its own; nothing at all has none
        first = content[0] if "fragment" in classes_of(content[0]) else content[0].css_first(".fragment")
        if first is not None:
            _take_notes(first, notes, number)
        return
    if _INDEX not in attributes:
        _report_index(content, number, context)
    fragment = content[0]
    if len(content) > 1 or not fragment.is_element_node:
        wrapper = LexborHTMLParser('<div class="fragment after-pause"></div>', is_fragment=True).root
        if wrapper is None:
            return
        pause.insert_after(wrapper)
        if pause.next is None:
            return
        fragment = pause.next
        for node in group:
            fragment.insert_child(node)  # selectolax makes a copy
        for node in group:
            node.decompose()
    for name in ("fragment", *attributes.pop("class", "").split()):
        _add_class(fragment, name)
    for name, value in attributes.items():
        fragment.attrs[name] = value
    _take_notes(fragment, notes, number)


def _take_notes(fragment: LexborNode, notes: list[LexborNode], number: int) -> None:
    """Let notes behind the pause of that number be shown at the step of a fragment, which may have some already."""
    step = fragment.attributes.get(STEP) or f"pause-{number + 1}"
    for node in (fragment, *notes) if notes else ():
        node.attrs[STEP] = step


def _place_of(number: int, context: SlideContext) -> Position:
    """Return where the pause of that number (from 0) stands on the slide."""
    places = [passage.at(found.start(1)) for passage in context.text.passages for found in _LINE.finditer(passage.text)]
    return places[number] if number < len(places) else context.locate(PAUSE)


def _report_index(content: list[LexborNode], number: int, context: SlideContext) -> None:
    """Add a finding where a numbered fragment stands behind a pause, which has no number."""
    for node in content:
        numbered = node.css_first(f"[{_INDEX}]") if node.is_element_node else None
        if numbered is not None:
            message = f"the fragment {numbered.attributes[_INDEX]} stands behind a pause, and comes before it ends"
            hint = "Take the number away: steps come in the order in which they stand."
            context.findings.append(warning("layout-pause", message, _place_of(number, context), hint))
            return


def _ends_step(node: LexborNode) -> bool:
    return node.is_element_node and (is_pause(node) or not (_APART - {_NOTES}).isdisjoint(classes_of(node)))


def _is_grown(node: LexborNode) -> bool:
    """Tell whether an element shows nothing before the next step."""
    while node.is_element_node:
        if "fragment" in classes_of(node):
            return True
        if node.tag in _LISTS:
            return all("fragment" in classes_of(item) for item in _items(node))
        children = [child for child in children_of(node) if _is_content(child)]
        if len(children) != 1:
            return False
        node = children[0]
    return False


def _tidy(tree: HtmlTree) -> None:
    """Take off the classes that have done their work, and the containers that were there for nothing else."""
    for node in tree.select(f".{_INCREMENTAL}, .{_NONINCREMENTAL}"):
        done = {_INCREMENTAL, _NONINCREMENTAL, _TOGETHER}
        take_classes(node, done)
        if node.tag == "div" and not node.attributes:
            node.unwrap()


def _items(node: LexborNode) -> list[LexborNode]:
    return [child for child in children_of(node) if child.tag == "li"]


def _add_class(node: LexborNode, name: str) -> None:
    if name not in classes_of(node):
        set_classes(node, [*classes_of(node), name])


def _is_content(node: LexborNode) -> bool:
    """Tell an element, or text that is more than space, from a comment."""
    return node.is_element_node or (node.is_text_node and not (node.text_content or "").isspace())
