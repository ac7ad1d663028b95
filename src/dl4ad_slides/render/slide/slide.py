"""One slide: from the author's text to a draft with holes, and from the draft to a finished `<section>`.

Between the two, math and code of many slides are rendered in batches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape

from dl4ad_slides.language.slides import Mark, find_marks
from dl4ad_slides.language.slips import NO_ELEMENTS
from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.output import RenderedSlide
from dl4ad_slides.render.citations.citations import take_citations
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.engines.formula_steps import without_steps
from dl4ad_slides.render.engines.highlight import highlight_code
from dl4ad_slides.render.engines.katex import Formula, FormulaKey, error_box, formula_finding, formula_key
from dl4ad_slides.render.html.balance import find_imbalances
from dl4ad_slides.render.html.error_box import error_block
from dl4ad_slides.render.html.hidden_parts import NOTES, cut_parts, part_begins, part_ends, without_marks
from dl4ad_slides.render.html.stash import DECK_KINDS, ESCAPED_HOLE, HOLE, Hole, HoleKind, Holes, mark_links
from dl4ad_slides.render.html.tree import OWN_ID, Island, is_sealed
from dl4ad_slides.render.slide.audiences import check_balance, drop_unused_footnotes, settle_audiences
from dl4ad_slides.render.slide.figures import Figure, settle_figures
from dl4ad_slides.render.slide.growing import grow
from dl4ad_slides.render.slide.ids import Names, slug
from dl4ad_slides.render.slide.markdown_text import TAKEN_ID, text_html
from dl4ad_slides.render.slide.pictures import show_pictures
from dl4ad_slides.render.slide.placeholders import fill_placeholders
from dl4ad_slides.render.slide.resources import Needs, settle_references
from dl4ad_slides.render.slide.speaker_notes import gather_notes, is_in_notes, strip_notes
from dl4ad_slides.render.slide.surround import Frame

_MATH = {HoleKind.INLINE_MATH, HoleKind.DISPLAY_MATH}
_ID = re.compile(r"""<[^<>]*\sid="([^"]+)\"""")
_MOST_IMBALANCES = 10  # findings of that kind on one slide
_ALIASES = ("aliases", "data-aliases")
# Tags are passed over: nothing can be taken into an attribute, and `fill_placeholders` says so.


@dataclass(frozen=True)  # without slots: what is worked out of it is kept
class Draft:
    """A slide whose math and code are still holes.

    `heading` is the HTML inside its first heading; `given_id` the id that its author wants, `slug` the one that its
    heading makes, and both may be empty. `cited` are the numbers of the holes of its citations in their order,
    `at_foot` the keys whose sources are to stand at its foot; `inner_ids` those of elements on it. `audience` is for
    whom the slide is, None for everybody, `parts` for whom its parts are; `is_cut` tells that some are not there.
    `marks` are the running titles in its comments, of which nothing else is left.
    """

    context: SlideContext
    html: str
    holes: Holes
    attributes: Mapping[str, str]
    heading_level: int
    heading: str
    title: str
    given_id: str
    slug: str
    needs: Needs
    figures: tuple[Figure, ...]
    cited: tuple[int, ...]
    at_foot: tuple[str, ...]
    inner_ids: frozenset[str]
    findings: tuple[Diagnostic, ...]
    audience: str | None
    parts: tuple[str, ...]
    is_cut: bool
    marks: frozenset[Mark]

    @cached_property
    def deck_holes(self) -> tuple[tuple[int, Hole], ...]:
        """Return the holes that only the deck as a whole can fill, with their numbers."""
        own = tuple((number, hole) for number, hole in self.holes if hole.kind in DECK_KINDS)
        if not self.is_cut:
            return own
        there = {int(found[1]) for found in HOLE.finditer(self.html)}
        return tuple((number, hole) for number, hole in own if number in there)

    def is_for(self, audience: Audience) -> bool:
        """Tell whether the slide as a whole is for `audience`."""
        return self.audience is None or audience.sees(self.audience)

    def is_wholly_for(self, audience: Audience) -> bool:
        """Tell whether all of its parts are for `audience`."""
        return all(audience.sees(part) for part in self.parts)

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Return the ids that lead to the slide besides its own."""
        return tuple(" ".join(self.attributes.get(name, "") for name in _ALIASES).split())

    @property
    def names(self) -> Names:
        """Return what the slide wants to be called."""
        return Names(self.given_id, self.slug, self.aliases, self.inner_ids)

    @cached_property
    def math(self) -> list[Hole]:
        """Return the holes of its formulas that KaTeX is to fill."""
        return [self.holes[int(found[1])] for found in HOLE.finditer(self.html) if self._is_math(int(found[1]))]

    def _is_math(self, number: int) -> bool:
        return self.holes[number].kind in _MATH


def draft_slide(context: SlideContext) -> Draft:
    """Return the slide rendered up to its holes."""
    holes = context.holes
    html = text_html(context.source.content, context, holes, OWN_ID)
    if context.source.notes is not None:
        notes = f'<aside class="notes">{text_html(context.source.notes, context, holes, f"{OWN_ID}-notes")}</aside>'
        html += f"{part_begins(NOTES)}{notes}{part_ends()}"
    _report_imbalances(without_marks(html), holes, context)
    has_notes = context.has_notes
    cut, parts = cut_parts(html, lambda part: has_notes if part == NOTES else context.audience.sees(part))
    filled = fill_placeholders(cut, holes, context)
    check_balance(html, filled, context)
    island = Island(mark_links(filled, holes))
    island.apply_comments()
    island.attributes.update(context.attributes)
    if not has_notes:
        strip_notes(island)
    audience, parts = settle_audiences(island, [part for part in parts if part != NOTES], context)
    is_cut = cut != without_marks(html) or not all(context.audience.sees(part) for part in parts)
    if is_cut:
        drop_unused_footnotes(island)
    show_pictures(island, context)
    _restore_attributes(island, holes)
    figures = settle_figures(island, holes, context.source.content.start, context.deck.words)
    gather_notes(island)
    cited, at_foot = take_citations(island, holes, everywhere=context.deck.front_matter.citations == "foot")
    grow(island, context)
    needs = settle_references(island, context)
    level, heading, heading_id = _take_heading(island)
    for taken_in in island.select(f"[{TAKEN_ID}]"):
        del taken_in.attrs[TAKEN_ID]
    island.reduce_comments()
    marks = frozenset(find_marks(island.take_comments()))
    title = _plain(heading, holes)
    given_id = "-".join((island.attributes.pop("id", "") or heading_id).split())
    return Draft(
        context,
        island.html,
        holes,
        island.attributes,
        level,
        heading,
        title,
        given_id,
        slug(title),
        needs,
        figures,
        cited,
        at_foot,
        _inner_ids(island),
        tuple(context.findings),
        audience,
        parts,
        is_cut,
        marks,
    )


def finish_slide(draft: Draft, formulas: Mapping[FormulaKey, Formula], frame: Frame) -> RenderedSlide:
    """Return the slide with its holes filled, in its frame."""
    context, findings, filled = draft.context, [*draft.findings, *frame.findings], dict(frame.filled)
    slide_id = frame.id
    html = fill_holes(draft.html, draft.holes, formulas, filled, findings).replace(OWN_ID, escape(slide_id))
    attributes = {name: value for name, value in draft.attributes.items() if name not in _ALIASES}
    aliases = draft.aliases if frame.page == 1 else ()
    anchors = "".join(f'<span id="{escape(alias)}" hidden></span>' for alias in aliases)
    kinds = [attributes.get("class", "")]
    if draft.heading_level == 1:
        kinds.insert(0, "slide-title" if context.number == 1 else "slide-section")
    kinds.append(frame.role)
    if frame.language:
        attributes.setdefault("lang", frame.language)
    if classes := " ".join(filter(None, kinds)):
        attributes["class"] = classes
    attributes = {**attributes, **frame.outline}
    rest = "".join(f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes.items())
    start = f'<section id="{escape(slide_id)}"{rest}>{anchors}'
    section = f"{start}{frame.head}{html}</section>"
    if not is_sealed(section):
        message, hint = "this slide would swallow the next ones", "Delete `<plaintext>`, or the `<!--` in a script."
        findings.append(error("html-unbalanced", message, context.source.content.start, hint))
        source = "" if draft.is_cut else f"<pre>{escape(context.source.content.text)}</pre>"
        section = f"{start}{error_block(findings[-1])}{source}</section>"
    return RenderedSlide(
        id=slide_id,
        title=draft.title,
        heading_html=_for_other_pages(fill_holes(draft.heading, draft.holes, formulas, filled, [])),
        section=section,
        aliases=aliases,
        below=frame.below,
        formula_count=len(draft.math),
        script_hashes=tuple(draft.needs.script_hashes),
        frame_hosts=tuple(draft.needs.frame_hosts),
        passages=context.passages,
        findings=tuple(findings),
        ids=frozenset(unescape(found) for found in _ID.findall(section)),
        links=tuple(draft.needs.links),
    )


def _report_imbalances(html: str, holes: Holes, context: SlideContext) -> None:
    # A placeholder with a bracket too few has been told as what it is.
    imbalances = [one for one in find_imbalances(html) if one.tag.strip("<>") not in NO_ELEMENTS]
    is_left_open = any(finding.code == "layout-unclosed" for finding in context.findings)
    for number, imbalance in enumerate(imbalances[:_MOST_IMBALANCES], 1):
        tag = holes.restore(imbalance.tag)
        what, hint = "is never closed", f"Close it with `</{imbalance.name}>` on this slide."
        if imbalance.misplaced:
            what, hint = "may not stand here: browsers move or drop it", "Move it to where HTML allows it."
        elif imbalance.closes:
            what, hint = "closes nothing", "Delete it, or open it first."
        if is_left_open and not any(tag in passage.text for passage in context.passages):
            continue  # of a container, which is reported as such
        left = len(imbalances) - number if number == _MOST_IMBALANCES else 0
        notes = (f"{left} more tags of this slide are not balanced",) if left else ()
        place = context.locate(tag, imbalance.nth)
        context.findings.append(warning("html-unbalanced", f"`{tag[:60]}` {what}", place, hint, *notes))


def _restore_attributes(island: Island, holes: Holes) -> None:
    """Give attributes the author's characters back: no formula can stand there."""

    def restore(hole: re.Match[str]) -> str:
        found = holes[int(hole[1])]
        return found.content if found.kind is HoleKind.LITERAL else found.source

    for node in island.nodes():
        if not node.is_element_node:
            continue
        for name, value in node.attributes.items():
            if value and (HOLE.search(value) or ESCAPED_HOLE.search(value)):
                node.attrs[name] = HOLE.sub(restore, ESCAPED_HOLE.sub(restore, value))


def _take_heading(island: Island) -> tuple[int, str, str]:
    """Return level and inner HTML of the first heading, and its id, which the section takes over."""
    for node in island.select("h1, h2, h3, h4, h5, h6"):
        if is_in_notes(node):
            continue
        given = node.attributes.get("id") or node.attributes.get(TAKEN_ID) or ""
        if "id" in node.attributes:
            del node.attrs["id"]
        return int((node.tag or "h6")[1]), node.inner_html or "", given
    return 0, "", ""


def _for_other_pages(heading: str) -> str:
    """Return the HTML of a heading without what belongs to its own page: links, ids, footnotes, steps."""
    heading = without_steps(heading)
    if "<a" not in heading and " id=" not in heading:
        return heading
    island = Island(heading)
    for mark in island.select(".footnote-ref"):
        mark.decompose()
    for link in island.select("a"):
        link.unwrap()
    for node in island.select("[id]"):
        del node.attrs["id"]
    return island.html


def _inner_ids(island: Island) -> frozenset[str]:
    found = (node.attributes.get("id") or "" for node in island.select("[id]"))
    return frozenset(one for one in found if one and not HOLE.search(one) and OWN_ID not in one)


def _plain(heading: str, holes: Holes) -> str:
    """Return a heading as plain text; a line break is a space."""
    text = Island(re.sub(r"<br\s*/?>", " ", heading)).text
    return " ".join(holes.describe(text).split())


def fill_holes(
    html: str,
    holes: Holes,
    formulas: Mapping[FormulaKey, Formula],
    filled: Mapping[int, str],
    findings: list[Diagnostic],
) -> str:
    """Return `html` with its holes filled; `filled` are those that the deck has filled, by number."""

    def fill(match: re.Match[str]) -> str:
        number = int(match[1])
        hole = holes[number]
        if hole.kind in DECK_KINDS:
            return filled.get(number, "")
        if hole.kind in _MATH:
            formula = formulas[formula_key(hole)]
            if not formula.html:
                findings.append(formula_finding(hole, formula))
            return formula.html or error_box(hole, formula)
        if hole.kind is HoleKind.CODE:
            return highlight_code(hole, findings)
        if hole.kind is HoleKind.BROKEN:
            return f'<span class="slide-error" role="alert">{escape(hole.content)}</span>'
        return escape(hole.content, quote=False)

    return HOLE.sub(fill, html)
