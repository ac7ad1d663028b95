"""Fill `TIMELINE` placeholders: options from the element around them and their own words, events by the partial."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.language.selection import parse_year
from dl4ad_slides.model.diagnostics import did_you_mean, error, known_names
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Timeline, TimelineOptions, Year
from dl4ad_slides.render.context import SlideContext, timeline_names
from dl4ad_slides.render.engines.jinja_partials import PartialError
from dl4ad_slides.render.placeholders.request import RefusedError, SlideRequest
from dl4ad_slides.render.timelines.layout import container_style, lay_out, timeline_html

_SELECTION = "data-timeline-fragments-"
_ROW_OPTIONS = {"start", "end", "variant"}
_STYLE = re.compile(r"select|color-\d+")
_PAIRS = re.compile(r"[^\s:,]+\s*:")
_START, _END = (re.compile(rf"--{name}-year\s*:\s*([^;]+)") for name in ("start", "end"))


def _render(request: SlideRequest[None, None]) -> str:
    placeholder, container, context = request.placeholder, request.container, request.context
    timeline = _known_timeline(placeholder, context)
    options, places = _options(placeholder, container, context)
    view = lay_out(timeline, options, context.findings, places)
    if container is not None:
        own = container.attributes.get("style") or ""
        if not (_START.search(own) and _END.search(own)):
            container.attrs["style"] = f"{container_style(view)} {own}".strip()
    try:
        return timeline_html(view, context.render_view)
    except PartialError as problem:
        raise RefusedError(problem.finding_at(request.position)) from problem


def _known_timeline(placeholder: Placeholder, context: SlideContext) -> Timeline:
    """Return the timeline that a placeholder names. Raises RefusedError."""
    if timeline := context.find_timeline(placeholder.argument):
        return timeline
    timelines, broken = context.facts.timeline_names()
    if any(name in broken for name in timeline_names(placeholder.argument)):
        message, hint = f"the timeline `{placeholder.argument}` has errors", "Mend its file first."
    elif placeholder.argument:
        every = {*timelines, *(name.removeprefix("timeline_") for name in timelines)}
        message = f"there is no timeline `{placeholder.argument}`"
        hint = did_you_mean(placeholder.argument, every) or known_names(timelines, "timelines")
    else:
        message, hint = "this placeholder names no timeline", known_names(timelines, "timelines")
    raise RefusedError(error("timeline-not-found", message, placeholder.position, hint))


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
        found = context.text.locate_before(f"{name}={quote_mark}{value}{quote_mark}", placeholder.position)
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


TIMELINE = PlaceholderType("TIMELINE", _render, options=None, container="timeline", is_inline=True)
