"""Fill the placeholders of a slide: timelines, and the partials of the theme.

A partial that gives Markdown is expanded before Markdown is rendered; everything else is HTML and is filled in
afterwards, so that a placeholder may stand alone, inside HTML, or inside an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.language.selection import parse_year
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.model.timeline import Timeline, TimelineOptions, Year
from dl4ad_slides.render.context import SlideContext, timeline_names
from dl4ad_slides.render.errors import error_block
from dl4ad_slides.render.holes import HOLE, Hole, HoleKind, Holes
from dl4ad_slides.render.island import Island
from dl4ad_slides.render.partials import PartialError
from dl4ad_slides.render.timeline import container_style, lay_out, timeline_html

_TIMELINE = "TIMELINE"
_SELECTION = "data-timeline-fragments-"
_ROW_OPTIONS = {"start", "end", "variant"}
_STYLE = re.compile(r"select|color-\d+")
_PAIRS = re.compile(r"[^\s:,]+\s*:")
_START, _END = (re.compile(rf"--{name}-year\s*:\s*([^;]+)") for name in ("start", "end"))
# A tag as browsers read it (HTML standard, section 13.2.5.6 and on), which take more than `regions.TAG`: where one ends
# decides what must be escaped.
_VALUE = r"""\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+"""
_TAG = re.compile(rf"</?[A-Za-z][^\s/>]*+(?:[\s/]++|[^\s/>][^\s/>=]*+(?:{_VALUE})?+)*+>")
_PARAGRAPH = re.compile(f"<p>\\s*({HOLE.pattern})\\s*</p>")
_BLOCK = re.compile(
    r"\s*<(?:div|section|table|ul|ol|dl|figure|p|h[1-6]|pre|blockquote|aside|nav|details|svg|hr)\b", re.IGNORECASE
)


def expand_markdown_partials(passage: Passage, context: SlideContext) -> Passage:
    """Return `passage` with the output of partials that give Markdown in place of their placeholders."""
    partials = context.deck.partials
    edits: list[tuple[int, int, str]] = []
    for region in scan_regions(passage.text).regions:
        if region.kind is not Kind.PLACEHOLDER:
            continue
        placeholder = parse_placeholder(passage.text[region.start : region.end], passage.at(region.start), [])
        if placeholder.name == _TIMELINE:  # HTML always, whatever the partial of that name says
            continue
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
        filled |= _fill_timelines(island, timelines, context)
        html = island.html
    for number, hole in wanted.items():
        if hole.placeholder and number not in filled:
            filled[number], finding = _render_partial(hole.placeholder, context)
            context.findings.extend(filter(None, (finding,)))
    return _put_in(html, filled)


def _put_in(html: str, filled: Mapping[int, str]) -> str:
    """Fill the holes; in a tag with escaped text, and instead of a paragraph that holds nothing but a block."""

    def in_tag(tag: re.Match[str]) -> str:
        return HOLE.sub(lambda hole: escape(filled[int(hole[1])]) if int(hole[1]) in filled else hole[0], tag[0])

    def in_paragraph(paragraph: re.Match[str]) -> str:
        block = filled.get(int(paragraph[2]), "")
        return paragraph[1] if _BLOCK.match(block) else paragraph[0]

    html = _TAG.sub(in_tag, html)
    html = _PARAGRAPH.sub(in_paragraph, html)
    return HOLE.sub(lambda hole: filled.get(int(hole[1]), hole[0]), html)


def _render_partial(placeholder: Placeholder, context: SlideContext) -> tuple[str, Diagnostic | None]:
    name, deck = placeholder.partial, context.deck
    if placeholder.name == "QR":
        from dl4ad_slides.render.qr import qr_html

        return qr_html(placeholder, context), None
    if placeholder.name == _TIMELINE:
        message, hint = "a timeline cannot stand in an attribute", "Put it between two tags, or on a line of its own."
        finding = error("placeholder-syntax", message, placeholder.position, hint)
        return error_block(finding), finding
    if name not in deck.partials.names:
        names = {_TIMELINE, *(partial.upper() for partial in deck.partials.names)}
        hint = did_you_mean(placeholder.name, names) or f"Write theme/partials/{name}.html.j2 to define it."
        finding = error(
            "placeholder-unknown", f"there is no placeholder `{placeholder.name}`", placeholder.position, hint
        )
        return error_block(finding), finding
    values = {
        **placeholder.options,
        "argument": placeholder.argument,
        "options": placeholder.options,
        "deck": {
            "name": deck.name,
            "title": deck.title,
            "href": quote(f"{deck.name}.html"),
            **_public(deck.front_matter),
        },
        "slide": {"number": context.number},
        "project": _public(deck.settings),
    }
    try:
        return deck.partials.render(name, values).strip("\n"), None
    except PartialError as problem:
        finding = problem.finding_at(placeholder.position)
        return error_block(finding), finding


def _public(settings: object) -> dict[str, object]:
    names = ("title", "subtitle", "authors", "date", "language", "description", "part")
    return {name: getattr(settings, name) for name in names if getattr(settings, name, "")}


def _fill_timelines(island: Island, wanted: Mapping[int, Hole], context: SlideContext) -> dict[int, str]:
    filled: dict[int, str] = {}
    for node in island.nodes():
        if not node.is_text_node:
            continue
        for found in HOLE.finditer(node.text_content or ""):
            hole = wanted.get(int(found[1]))
            if hole and hole.placeholder:
                filled[int(found[1])] = _timeline(hole.placeholder, _container_of(node), context)
    return filled


def _container_of(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    while parent is not None and "timeline" not in (parent.attributes.get("class") or "").split():
        parent = parent.parent
    return parent


def _timeline(placeholder: Placeholder, container: LexborNode | None, context: SlideContext) -> str:
    timeline = _known_timeline(placeholder, context)
    if isinstance(timeline, Diagnostic):
        context.findings.append(timeline)
        return error_block(timeline)
    options, places = _options(placeholder, container, context)
    view = lay_out(timeline, options, context.findings, places)
    if container is not None:
        own = container.attributes.get("style") or ""
        if not (_START.search(own) and _END.search(own)):
            container.attrs["style"] = f"{container_style(view)} {own}".strip()

    def render_partial(name: str, values: Mapping[str, object]) -> str:
        return context.deck.partials.render(name, values)

    try:
        return timeline_html(view, render_partial)
    except PartialError as problem:
        finding = problem.finding_at(placeholder.position)
        context.findings.append(finding)
        return error_block(finding)


def _known_timeline(placeholder: Placeholder, context: SlideContext) -> Timeline | Diagnostic:
    timelines, broken = context.deck.timelines, context.deck.broken_timelines
    if timeline := context.find_timeline(placeholder.argument):
        return timeline
    if any(name in broken for name in timeline_names(placeholder.argument)):
        message = f"the timeline `{placeholder.argument}` has errors"
        return error("timeline-not-found", message, placeholder.position, "Mend its file first.")
    message = (
        f"there is no timeline `{placeholder.argument}`"
        if placeholder.argument
        else "this placeholder names no timeline"
    )
    every = {*timelines, *(name.removeprefix("timeline_") for name in timelines)}
    hint = did_you_mean(placeholder.argument, every) or known_names(timelines, "timelines")
    return error("timeline-not-found", message, placeholder.position, hint)


def _options(
    placeholder: Placeholder, container: LexborNode | None, context: SlideContext
) -> tuple[TimelineOptions, dict[str, Position]]:
    """Return the options of the container with those of the placeholder over them, and where selections begin."""
    start: Year | None = None
    end: Year | None = None
    selections: dict[str, str] = {}
    places: dict[str, Position] = {}
    if container is not None:
        style = container.attributes.get("style") or ""
        start, end = (_css_year(pattern, style, placeholder, context) for pattern in (_START, _END))
        for name, value in container.attributes.items():
            if name.startswith(_SELECTION):
                selections[name.removeprefix(_SELECTION)] = value or ""
                _note_place(places, name.removeprefix(_SELECTION), name, value or "", placeholder, context)
    for key, value in placeholder.options.items():
        if key == "start":
            start = _year(value, key, placeholder, context)
        elif key == "end":
            end = _year(value, key, placeholder, context)
        elif key in _ROW_OPTIONS:
            continue
        elif _STYLE.fullmatch(key) or _PAIRS.search(value):  # a theme may style fragments by any name
            selections[key] = value
            _note_place(places, key, key, value, placeholder, context)
        else:
            message = f"a timeline has no option `{key}`"
            known = did_you_mean(key, {*_ROW_OPTIONS, "select"})
            hint = known or f'Fragments of the style `{key}` are written as pairs: `{key}="1676:0,1805:1"`.'
            context.findings.append(error("timeline-option", message, placeholder.position, hint))
    variant = placeholder.options.get("variant", "")
    options = TimelineOptions(placeholder.position, start, end, selections, variant, row=container is None)
    return options, places


def _note_place(
    places: dict[str, Position], style: str, name: str, value: str, placeholder: Placeholder, context: SlideContext
) -> None:
    """Note where the value of the attribute or option `name` begins, in whatever quotes it stands."""
    for quote_mark in ('"', "'", ""):
        found = context.locate_before(f"{name}={quote_mark}{value}{quote_mark}", placeholder.position)
        if found is not None:
            places[style] = Position(found.file, found.line, found.column + len(f"{name}={quote_mark}"))
            return


def _css_year(pattern: re.Pattern[str], style: str, placeholder: Placeholder, context: SlideContext) -> Year | None:
    found = pattern.search(style)
    return _year(found[1].strip(), "start or end of the container", placeholder, context) if found else None


def _year(value: str, what: str, placeholder: Placeholder, context: SlideContext) -> Year | None:
    year = parse_year(value)
    if year is None:
        message = f"the {what}, `{value}`, is not a year"
        context.findings.append(
            error("timeline-range", message, placeholder.position, "Write digits, such as 1847 or -350.")
        )
    return year
