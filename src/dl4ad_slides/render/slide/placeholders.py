"""Fill the placeholders of a slide: timelines, data, QR codes, and the partials of the theme.

A partial that gives Markdown is expanded before Markdown is rendered; everything else is HTML and is filled in
afterwards, so that a placeholder may stand alone, inside HTML, or inside an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from urllib.parse import quote

from dl4ad_slides.language.paths import SCHEDULE
from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.language.slides import INCLUDE
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.engines.jinja_partials import PartialError
from dl4ad_slides.render.html.error_box import error_block, error_span
from dl4ad_slides.render.html.stash import HOLE, HoleKind, Holes
from dl4ad_slides.render.html.tree import Island
from dl4ad_slides.render.placeholders.qr import qr_html
from dl4ad_slides.render.placeholders.schedule import schedule_html
from dl4ad_slides.render.slide.data_placeholders import chart_placeholder_html, table_placeholder_html
from dl4ad_slides.render.timelines.placeholder import fill_timelines

_TIMELINE = "TIMELINE"
# Lists that only the deck as a whole can give: they stay holes until its slides are finished.
AGENDA, CREDITS, REFERENCES = "AGENDA", "CREDITS", "REFERENCES"
LISTS = frozenset({AGENDA, CREDITS, REFERENCES})
_BUILT_IN: Mapping[str, Callable[[Placeholder, SlideContext], str]] = {
    "CHART": chart_placeholder_html,
    "QR": qr_html,
    SCHEDULE: schedule_html,
    "TABLE": table_placeholder_html,
}
_OWN = {_TIMELINE, INCLUDE, *LISTS, *_BUILT_IN}
# A tag as browsers read it (HTML standard, section 13.2.5.6 and on), which take more than `regions.TAG`: where one ends
# decides what must be escaped.
_VALUE = r"""\s*+=\s*+(?>(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)"""
HTML_TAG = re.compile(rf"</?[A-Za-z][^\s/>]*+(?>(?:[\s/]++|[^\s/>][^\s/>=]*+(?>(?:{_VALUE})?))*)>")
# A paragraph of placeholders alone: its attributes, and the placeholders.
_LONE = re.compile(rf"<p((?:\s[^<>\ufdd0]*)?)>\s*((?:{HOLE.pattern}\s*)+)</p>")
BLOCK = re.compile(
    r"\s*<(?:div|section|table|ul|ol|dl|figure|p|h[1-6]|pre|blockquote|aside|nav|details|svg|hr)\b", re.IGNORECASE
)


def expand_markdown_partials(passage: Passage, context: SlideContext) -> Passage:
    """Return `passage` with the output of partials that give Markdown in place of their placeholders."""
    partials = context.tools.partials
    edits: list[tuple[int, int, str]] = []
    for region in scan_regions(passage.text).regions:
        if region.kind is not Kind.PLACEHOLDER:
            continue
        placeholder = parse_placeholder(passage.text[region.start : region.end], passage.at(region.start), [])
        if placeholder.name in _OWN:  # HTML always, whatever the partial of that name says
            continue
        context.facts.partials()
        if placeholder.partial in partials.names and partials.is_markdown(placeholder.partial):
            text, finding = _render_partial(placeholder, context)
            edits.append((region.start, region.end, text))
            context.findings.extend(filter(None, (finding,)))
    return passage.replace(edits) if edits else passage


def fill_placeholders(html: str, holes: Holes, context: SlideContext) -> str:
    """Return `html` with HTML in place of its placeholders."""
    numbers = [int(found[1]) for found in HOLE.finditer(html)]
    wanted = {number: holes[number] for number in numbers if holes[number].kind is HoleKind.PLACEHOLDER}
    if not wanted:
        return html
    timelines = {
        number: hole for number, hole in wanted.items() if hole.placeholder and hole.placeholder.name == _TIMELINE
    }
    filled: dict[int, str] = {}
    if timelines:
        island = Island(html)
        filled |= fill_timelines(island, timelines, context)
        html = island.html
    for number, hole in wanted.items():
        if hole.placeholder is None or number in filled:
            continue
        if hole.placeholder.name in LISTS:
            _report_extra(hole.placeholder, context)
            filled[number] = holes.add(replace(hole, kind=HoleKind.LIST))
        elif built_in := _BUILT_IN.get(hole.placeholder.name):
            filled[number] = built_in(hole.placeholder, context)
        else:
            filled[number], finding = _render_partial(hole.placeholder, context)
            context.findings.extend(filter(None, (finding,)))
    return _put_in(html, filled, holes, context)


def _report_extra(placeholder: Placeholder, context: SlideContext) -> None:
    """Add a finding for what stands behind the name of a list, which takes nothing."""
    if not placeholder.argument and not placeholder.options:
        return
    place = placeholder.place_of(next(iter(placeholder.options))) if placeholder.options else placeholder.position
    message, hint = f"`{placeholder.name}` takes nothing behind its name", f"Write `<<{placeholder.name}>>`."
    context.findings.append(error("placeholder-option", message, place, hint))


def is_in_paragraph(html: str, at: int) -> bool:
    """Tell whether a paragraph is open at this place."""
    return max(html.rfind("<p>", 0, at), html.rfind("<p ", 0, at)) > html.rfind("</p>", 0, at)


def as_block(attributes: str, html: str) -> str:
    """Return what stands in the place of a paragraph that would hold a block, with its attributes."""
    return f"<div{attributes}>{html}</div>" if attributes.strip() else html


def _put_in(html: str, filled: Mapping[int, str], holes: Holes, context: SlideContext) -> str:
    """Fill the holes; in a tag with escaped text, and instead of a paragraph that holds nothing but blocks."""

    def in_tag(tag: re.Match[str]) -> str:
        return HOLE.sub(lambda hole: escape(filled[int(hole[1])]) if int(hole[1]) in filled else hole[0], tag[0])

    def in_paragraph(paragraph: re.Match[str]) -> str:
        numbers = [int(hole[1]) for hole in HOLE.finditer(paragraph[2])]
        is_block = all(_is_block(filled.get(number, ""), holes) for number in numbers)
        return as_block(paragraph[1], paragraph[2]) if is_block else paragraph[0]

    def in_text(hole: re.Match[str]) -> str:
        number = int(hole[1])
        placeholder = holes[number].placeholder
        if number not in filled or placeholder is None or placeholder.name not in {*LISTS, *_BUILT_IN}:
            return filled.get(number, hole[0])
        if not is_in_paragraph(html, hole.start()) or not _is_block(filled[number], holes):
            return filled[number]
        message = f"`{placeholder.name}` cannot stand amid a line of text"
        hint = "Put the placeholder on a line of its own, with blank lines around it."
        context.findings.append(error("placeholder-syntax", message, placeholder.position, hint))
        return error_span(context.findings[-1])

    html = HTML_TAG.sub(in_tag, html)
    html = _LONE.sub(in_paragraph, html)
    return HOLE.sub(in_text, html)


def _is_block(html: str, holes: Holes) -> bool:
    hole = HOLE.fullmatch(html)
    return bool(BLOCK.match(html)) or (hole is not None and holes[int(hole[1])].kind is HoleKind.LIST)


def _render_partial(placeholder: Placeholder, context: SlideContext) -> tuple[str, Diagnostic | None]:
    name, partials, facts = placeholder.partial, context.tools.partials, context.facts
    if placeholder.name in {_TIMELINE, INCLUDE}:
        message = f"`{placeholder.name}` cannot stand in an attribute"
        hint = "Put it between two tags, or on a line of its own."
        finding = error("placeholder-syntax", message, placeholder.position, hint)
        return error_block(finding), finding
    facts.partials()
    if name not in partials.names:
        names = {_TIMELINE, INCLUDE, *LISTS, *_BUILT_IN, *(partial.upper() for partial in partials.names)}
        hint = did_you_mean(placeholder.name, names) or f"Write theme/partials/{name}.html.j2 to define it."
        finding = error(
            "placeholder-unknown", f"there is no placeholder `{placeholder.name}`", placeholder.position, hint
        )
        return error_block(finding), finding
    values = {
        **placeholder.options,
        "argument": placeholder.argument,
        "options": placeholder.options,
        "deck": _Asked(
            facts.public_front_matter,
            name=facts.deck_name,
            title=facts.deck_title,
            href=lambda: quote(f"{facts.deck_name()}.html"),
        ),
        "slide": _Asked(number=facts.slide_number),
        "project": _Asked(facts.public_settings),
    }
    try:
        return context.render_partial(name, values).strip("\n"), None
    except PartialError as problem:
        finding = problem.finding_at(placeholder.position)
        return error_block(finding), finding


class _Asked(Mapping[str, object]):
    """What a partial sees under one name: a value is asked for when the partial uses it, and not before."""

    def __init__(
        self, rest: Callable[[], Iterable[tuple[str, object]]] = tuple, **values: Callable[[], object]
    ) -> None:
        self._rest, self._values = rest, values

    def __getitem__(self, name: str) -> object:
        return self._values[name]() if name in self._values else dict(self._rest())[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._values, *dict(self._rest()))))

    def __len__(self) -> int:
        return len([*self])
