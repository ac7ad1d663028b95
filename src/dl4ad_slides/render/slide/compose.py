"""From the author's text of one slide to an unresolved slide: what only its deck knows stays open, and so do formulas.

Math and code of many slides are rendered in batches before `resolve.py` goes on.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import partial

from dl4ad_slides.language.slides import find_marks
from dl4ad_slides.model.audience import INSTRUCTOR
from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.model.notes import NOTES_FOR_INSTRUCTORS
from dl4ad_slides.model.sentinels import HEADING_ID, OWN_ID
from dl4ad_slides.render.citations.citations import take_citations
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.hidden_parts import NOTES, cut_parts, part_begins, part_ends, without_marks
from dl4ad_slides.render.html.slots import ESCAPED_SLOT, SLOT, SlotKind, Slots, mark_links
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.audiences import check_balance, drop_unused_footnotes, settle_audiences
from dl4ad_slides.render.slide.backgrounds import make_readable
from dl4ad_slides.render.slide.body import Body, measure_body
from dl4ad_slides.render.slide.figures import settle_figures
from dl4ad_slides.render.slide.growing import grow
from dl4ad_slides.render.slide.headings import forget_taken_ids, name_headings, take_heading, take_slide_attributes
from dl4ad_slides.render.slide.icons import check_icons
from dl4ad_slides.render.slide.ids import PAGE_PREFIX, named
from dl4ad_slides.render.slide.leftovers import without_repeats
from dl4ad_slides.render.slide.long_code import check_long_code
from dl4ad_slides.render.slide.markdown_text import text_html
from dl4ad_slides.render.slide.pictures import show_pictures
from dl4ad_slides.render.slide.placeholders import fill_placeholders
from dl4ad_slides.render.slide.resources import settle_resources
from dl4ad_slides.render.slide.speaker_notes import (
    check_notes,
    gather_notes,
    has_notes,
    is_in_notes,
    mark_notes,
    mark_whole_notes,
    strip_notes,
)
from dl4ad_slides.render.slide.styles import settle_styles
from dl4ad_slides.render.slide.unresolved import SlideAudiences, UnresolvedSlide

# What attributes hold, and those that people read, whose emoji are shown.
_PLAIN = frozenset({SlotKind.LITERAL})
_READ_ALOUD = _PLAIN | {SlotKind.EMOJI}
_WORDS = frozenset({"alt", "title", "aria-label"})


def compose_slide(context: SlideContext) -> UnresolvedSlide:
    """Return the slide rendered up to its slots."""
    slots, keeps_notes = context.slots, context.keeps_notes
    html = _written(context)
    cut, parts = cut_parts(html, lambda part: keeps_notes if part == NOTES else context.audience.sees(part))
    filled = fill_placeholders(cut, slots, context)
    check_balance(html, filled, context)
    tree = HtmlTree(mark_links(filled, slots))
    tree.apply_comments()
    take_slide_attributes(tree)
    tree.attributes.update(context.text.attributes)
    _keep_page_ids(tree, context)
    mark_notes(tree)
    if not context.is_page:
        check_notes(tree, context)
    if not keeps_notes:
        strip_notes(tree)
    audience, parts = settle_audiences(tree, [part for part in parts if part != NOTES], context)
    publishes_notes = has_notes(tree)
    if publishes_notes and context.notes == NOTES_FOR_INSTRUCTORS:
        parts = (*parts, INSTRUCTOR)
    is_cut = cut != without_marks(html) or not all(context.audience.sees(part) for part in parts)
    if is_cut:
        drop_unused_footnotes(tree)
    show_pictures(tree, context)
    _restore_attributes(tree, slots)
    figures = settle_figures(tree, slots, context.text.source.content.start, context.words)
    mark_whole_notes(tree, has_text=context.text.source.notes is not None)
    cited, at_foot = take_citations(tree, slots, everywhere=context.facts.front_matter("citations") == "foot")
    grow(tree, context)
    gather_notes(tree)
    if not context.is_page:
        check_long_code(tree, context)
    needs = settle_resources(tree, context)
    if not context.is_page:
        make_readable(tree, context)
    settle_styles(tree, context)
    check_icons(tree, context)
    heading, heading_id = take_heading(tree, slots)
    forget_taken_ids(tree)
    anchors = () if context.is_page else name_headings(tree, slots)
    tree.reduce_comments()
    marks = frozenset(find_marks(tree.take_comments()))
    given_id = "-".join((tree.attributes.pop("id", "") or heading_id).split())
    slide = UnresolvedSlide(
        text=context.text,
        html=tree.html,
        slots=slots,
        attributes=tree.attributes,
        heading=heading,
        body=measure_body(tree, slots) if heading.level == 1 else Body(),
        given_id=given_id,
        inner_ids=_inner_ids(tree),
        needs=needs,
        figures=figures,
        displayed=_displayed(tree, slots),
        cited=cited,
        at_foot=at_foot,
        audiences=SlideAudiences(audience, parts, is_cut),
        marks=marks,
        has_notes=publishes_notes,
        anchors=anchors,
        assets=frozenset(context.assets),
        media_hosts=frozenset(context.media_hosts),
        findings=tuple(without_repeats(context.findings)),
    )
    if slide.math:
        context.facts.macros()  # KaTeX will read them
    return slide


def _written(context: SlideContext) -> str:
    """Return the HTML of the slide's text, its notes marked as a part behind the content."""
    source, slots = context.text.source, context.slots
    html = text_html(source.content, context, slots, OWN_ID)
    if source.notes is None:
        return html
    notes = text_html(source.notes, context, slots, f"{OWN_ID}-notes")
    return f'{html}{part_begins(NOTES)}<aside class="notes">{notes}</aside>{part_ends()}'


def _restore_attributes(tree: HtmlTree, slots: Slots) -> None:
    """Give attributes the author's characters back: no formula can stand there, and in addresses no emoji."""

    def restored(slot: re.Match[str], kinds: Container[SlotKind]) -> str:
        found = slots[int(slot[1])]
        return found.content if found.kind in kinds else found.source

    for node in tree.nodes():
        if not node.is_element_node:
            continue
        for name, value in node.attributes.items():
            if value and (SLOT.search(value) or ESCAPED_SLOT.search(value)):
                restore = partial(restored, kinds=_READ_ALOUD if name in _WORDS else _PLAIN)
                node.attrs[name] = SLOT.sub(restore, ESCAPED_SLOT.sub(restore, value))


def _keep_page_ids(tree: HtmlTree, context: SlideContext) -> None:
    """Rename what has an id that may be one of the page's own parts."""
    elements = tree.select(f'[id^="{PAGE_PREFIX}"]')
    given = [node.attributes["id"] or "" for node in elements]
    if (of_slide := tree.attributes.get("id", "")).startswith(PAGE_PREFIX):
        given.insert(0, of_slide)
        tree.attributes["id"] = named(of_slide)
    for node in elements:
        node.attrs["id"] = named(node.attributes["id"] or "")
    for name in given:
        message = f"the id `{name}` is taken already: `{PAGE_PREFIX}` begins those of the page itself"
        hint = f"Take another one; this one became `{named(name)}`."
        context.findings.append(warning("deck-duplicate-id", message, context.locate(name), hint))


def _displayed(tree: HtmlTree, slots: Slots) -> tuple[int, ...]:
    """Return the numbers of the slots of displayed formulas that the audience sees, in the order of the page."""
    if not any(slot.kind is SlotKind.DISPLAY_MATH for _, slot in slots):
        return ()
    texts = [node for node in tree.nodes() if node.is_text_node and SLOT.search(node.text_content or "")]
    found = (int(slot[1]) for node in texts if not is_in_notes(node) for slot in SLOT.finditer(node.text_content or ""))
    return tuple(dict.fromkeys(number for number in found if slots[number].kind is SlotKind.DISPLAY_MATH))


def _inner_ids(tree: HtmlTree) -> frozenset[str]:
    found = (node.attributes.get("id") or "" for node in tree.select("[id]"))
    return frozenset(
        one for one in found if one and not SLOT.search(one) and OWN_ID not in one and HEADING_ID not in one
    )
