"""Fill the placeholders of a slide, each by its type: those of this program, of extensions, and partials of the theme.

A placeholder that gives Markdown is expanded before Markdown is rendered; everything else is HTML and is filled in
afterwards, so that a placeholder may stand alone, inside HTML, or inside an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.sentinels import SLOT_OPEN
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.error_box import error_block, error_span
from dl4ad_slides.render.html.nodes import classes_of, elements_around
from dl4ad_slides.render.html.slots import SLOT, SlotKind, Slots
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.placeholders.partial import partial_type
from dl4ad_slides.render.placeholders.request import render_placeholder

# A tag as browsers read it (HTML standard, section 13.2.5.6 and on), which take more than `regions.TAG`: where one ends
# decides what must be escaped.
_VALUE = r"""\s*+=\s*+(?>(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)"""
HTML_TAG = re.compile(rf"</?[A-Za-z][^\s/>]*+(?>(?:[\s/]++|[^\s/>][^\s/>=]*+(?>(?:{_VALUE})?))*)>")
# A paragraph of placeholders alone: its attributes, and the placeholders.
_LONE = re.compile(rf"<p((?:\s[^<>{SLOT_OPEN}]*)?)>\s*((?:{SLOT.pattern}\s*)+)</p>")
BLOCK = re.compile(
    r"\s*<(?:div|section|table|ul|ol|dl|figure|p|h[1-6]|pre|blockquote|aside|nav|details|svg|hr)\b", re.IGNORECASE
)


def expand_markdown_placeholders(passage: Passage, context: SlideContext) -> Passage:
    """Return `passage` with the output of placeholders that give Markdown in their places."""
    edits: list[tuple[int, int, str]] = []
    for region in scan_passage(passage).regions:
        if region.kind is not Kind.PLACEHOLDER:
            continue
        placeholder = parse_placeholder(passage.text[region.start : region.end], passage.at(region.start), [])
        kind = _type_of(placeholder, context)
        if kind and kind.output == "markdown":
            edits.append((region.start, region.end, render_placeholder(kind, placeholder, context)))
    return passage.replace(edits) if edits else passage


def fill_placeholders(html: str, slots: Slots, context: SlideContext) -> str:
    """Return `html` with HTML in place of its placeholders."""
    numbers = [int(found[1]) for found in SLOT.finditer(html)]
    wanted = {number: placeholder for number in numbers if (placeholder := _placeholder(number, slots))}
    if not wanted:
        return html
    kinds = {number: _type_of(placeholder, context) for number, placeholder in wanted.items()}
    tree = HtmlTree(html) if any(kind and kind.container for kind in kinds.values()) else None
    around = dict(_containers(tree, kinds)) if tree else {}
    filled: dict[int, str] = {}
    for number, placeholder in wanted.items():
        kind = kinds[number]
        if kind is None:
            finding: Diagnostic | None = _report_unknown(placeholder, context)
        elif kind.takes_in or (kind.container and number not in around):
            finding = _report_attribute(placeholder)
        else:
            finding = None
            filled[number] = render_placeholder(kind, placeholder, context, around.get(number))
        if finding:
            context.findings.append(finding)
            filled[number] = error_block(finding)
    return _put_in(tree.html if tree else html, filled, slots, context)


def _type_of(placeholder: Placeholder, context: SlideContext) -> PlaceholderType[Any] | None:
    """Return the type of a placeholder; a partial cannot take the name of another type."""
    return context.tools.placeholders.get(placeholder.name) or partial_type(placeholder, context)


def _placeholder(number: int, slots: Slots) -> Placeholder | None:
    slot = slots[number]
    return slot.placeholder if slot.kind is SlotKind.PLACEHOLDER else None


def _containers(
    tree: HtmlTree, kinds: Mapping[int, PlaceholderType[Any] | None]
) -> Iterator[tuple[int, LexborNode | None]]:
    """Yield each placeholder that has a container and stands in text, with the nearest one around it, if any."""
    for node in tree.nodes():
        for found in SLOT.finditer(node.text_content or "") if node.is_text_node else ():
            kind = kinds.get(int(found[1]))
            if kind and kind.container:
                containers = (one for one in elements_around(node) if kind.container in classes_of(one))
                yield int(found[1]), next(containers, None)


def _report_unknown(placeholder: Placeholder, context: SlideContext) -> Diagnostic:
    names = {*context.tools.placeholders, *(partial.upper() for partial in context.tools.partials.names)}
    name = placeholder.name
    hint = did_you_mean(name, names) or f"Write theme/partials/{placeholder.partial}.html.j2 to define it."
    return error("placeholder-unknown", f"there is no placeholder `{name}`", placeholder.position, hint)


def _report_attribute(placeholder: Placeholder) -> Diagnostic:
    message = f"`{placeholder.name}` cannot stand in an attribute"
    hint = "Put it between two tags, or on a line of its own."
    return error("placeholder-syntax", message, placeholder.position, hint)


def is_in_paragraph(html: str, at: int) -> bool:
    """Tell whether a paragraph is open at this place."""
    return max(html.rfind("<p>", 0, at), html.rfind("<p ", 0, at)) > html.rfind("</p>", 0, at)


def as_block(attributes: str, html: str) -> str:
    """Return what stands in the place of a paragraph that would hold a block, with its attributes."""
    return f"<div{attributes}>{html}</div>" if attributes.strip() else html


def _put_in(html: str, filled: Mapping[int, str], slots: Slots, context: SlideContext) -> str:
    """Fill the slots; in a tag with escaped text, and instead of a paragraph that holds nothing but blocks."""

    def in_tag(tag: re.Match[str]) -> str:
        return SLOT.sub(lambda slot: escape(filled[int(slot[1])]) if int(slot[1]) in filled else slot[0], tag[0])

    def in_paragraph(paragraph: re.Match[str]) -> str:
        numbers = [int(slot[1]) for slot in SLOT.finditer(paragraph[2])]
        is_block = all(_is_block(filled.get(number, ""), slots) for number in numbers)
        return as_block(paragraph[1], paragraph[2]) if is_block else paragraph[0]

    def in_text(slot: re.Match[str]) -> str:
        number = int(slot[1])
        placeholder = slots[number].placeholder
        kind = context.tools.placeholders.get(placeholder.name) if placeholder else None
        if number not in filled or placeholder is None or kind is None or kind.is_inline:
            return filled.get(number, slot[0])
        if not is_in_paragraph(html, slot.start()) or not _is_block(filled[number], slots):
            return filled[number]
        message = f"`{placeholder.name}` cannot stand amid a line of text"
        hint = "Put the placeholder on a line of its own, with blank lines around it."
        context.findings.append(error("placeholder-syntax", message, placeholder.position, hint))
        return error_span(context.findings[-1])

    html = HTML_TAG.sub(in_tag, html)
    html = _LONE.sub(in_paragraph, html)
    return SLOT.sub(in_text, html)


def _is_block(html: str, slots: Slots) -> bool:
    slot = SLOT.fullmatch(html)
    return bool(BLOCK.match(html)) or (slot is not None and slots[int(slot[1])].kind is SlotKind.LIST)
