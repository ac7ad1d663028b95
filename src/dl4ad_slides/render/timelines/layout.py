"""Turn a timeline into HTML: choose its events, find their places, fill the partial `timeline.html.j2`.

Takes a `Timeline` and the `TimelineOptions` of one placeholder; gives a `TimelineView` for the template, and its HTML
without blank lines. Pure: the caller renders the partial.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dl4ad_slides.language.selection import Pick, parse_selection
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Event, Timeline, TimelineOptions, Year
from dl4ad_slides.render.timelines.geometry import Place, place_events
from dl4ad_slides.render.timelines.labels import EVEN_SPAN, measure_label

RenderView = Callable[[str, Hashable], str]

_VARIANT = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Step:
    """One fragment: from step `index` on (or at it), the event looks as `style` says."""

    style: str
    index: int


@dataclass(frozen=True, slots=True)
class Part:
    """One element: its class attribute, and its fragment.

    An element can be one fragment only (it is `first`); what happens to it at other steps is told by `later`, each of
    which becomes an element inside it.
    """

    classes: str
    first: Step | None = None
    later: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class EventView:
    """One event, ready for the template: `year` as people read it, `number` as CSS does, `line` the finished SVG."""

    number: str
    year: str
    name: str
    author: str
    url: str
    note: str
    dot: Part
    item: Part
    when: Part
    connector: str
    line: Markup


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One timeline, ready for the template; `start` and `end` as CSS writes numbers."""

    title: str
    description: str
    start: str
    end: str
    classes: str
    row: bool
    events: tuple[EventView, ...]


def lay_out(
    timeline: Timeline,
    options: TimelineOptions,
    findings: list[Diagnostic],
    places: Mapping[str, Position] | None = None,
) -> TimelineView:
    """Return what the template needs to draw `timeline` as `options` ask.

    `places` says for a style where the first character of its selection stands, so that findings can point into it;
    without it they point to `options.position`.
    """
    start, end = _range(timeline.events, options, findings)
    steps = _steps(timeline, options, findings, places or {})
    shown = [event for event in timeline.events if start <= event.year <= end]
    _report_left_out(timeline, start, end, options, findings)
    labels = [measure_label(event.name, event.author, event.label) for event in shown]
    drawn = place_events([event.year for event in shown], start, end, labels)
    return TimelineView(
        title=timeline.title,
        description=timeline.description,
        start=css_year(start),
        end=css_year(end),
        classes=_container_classes(options, findings),
        row=options.row,
        events=tuple(
            _view_event(event, place, steps.get(event, ())) for event, place in zip(shown, drawn, strict=True)
        ),
    )


def timeline_html(view: TimelineView, render_view: RenderView) -> str:
    """Return the HTML of `view` by the partial `timeline`, one element a line and no blank lines."""
    html = render_view("timeline", view)
    return "\n".join(line.strip() for line in html.split("\n") if line.strip())


def container_style(view: TimelineView) -> str:
    """Return the custom properties that the element of class `timeline` must have; the author's own win."""
    return f"--start-year: {view.start}; --end-year: {view.end};"


def css_year(year: Year) -> str:
    """Return `year` as CSS writes a number: 1847, -350, 1969.5."""
    if isinstance(year, int) or year.is_integer():
        return str(int(year))
    return f"{year:.15f}".rstrip("0") if "e" in repr(year) else repr(year)


def written_year(year: Year) -> str:
    """Return `year` as people write it: 1847, 350 BC, 1969.5."""
    return f"{css_year(-year)} BC" if year < 0 else css_year(year)


def _range(events: Sequence[Event], options: TimelineOptions, findings: list[Diagnostic]) -> tuple[Year, Year]:
    given = [year for year in (options.start, options.end, 0) if year is not None]
    first, last = (events[0].year, events[-1].year) if events else (given[0], given[0])
    start = first if options.start is None else options.start
    end = last if options.end is None else options.end
    if start < end:
        return start, end
    if start == end and (options.start is None or options.end is None):  # one year alone stands in the middle
        return (start if options.start is not None else start - 1), (end if options.end is not None else end + 1)
    message = f"the timeline would begin in {css_year(start)} and end in {css_year(end)}"
    findings.append(error("timeline-range", message, options.position, "Give a start that is before the end."))
    return (first, last) if first < last else (first - 1, last + 1)


def _container_classes(options: TimelineOptions, findings: list[Diagnostic]) -> str:
    if not options.variant:
        return "timeline-container"
    if not _VARIANT.fullmatch(options.variant):
        message = f"the variant `{options.variant}` is not a word"
        findings.append(error("timeline-option", message, options.position, "Write `purple` or `secondary`."))
        return "timeline-container"
    return f"timeline-container timeline-{options.variant}"


def _report_left_out(
    timeline: Timeline, start: Year, end: Year, options: TimelineOptions, findings: list[Diagnostic]
) -> None:
    for event in timeline.events:
        if not start <= event.year <= end:
            message = f"{css_year(event.year)} `{event.name}` lies outside {css_year(start)} to {css_year(end)}"
            hint = "Widen the start or end; until then the event is left out."
            note = f"the event stands at {event.position}"
            findings.append(warning("timeline-out-of-range", message, options.position, hint, note))


def _steps(
    timeline: Timeline, options: TimelineOptions, findings: list[Diagnostic], places: Mapping[str, Position]
) -> dict[Event, tuple[Step, ...]]:
    """Return the steps of each event in order of their index, each once."""
    found: dict[Event, list[Step]] = {}
    for style, raw in options.selections.items():
        place = _locator(raw, places.get(style), options.position)
        for pick in parse_selection(raw, place, findings):
            for event in _chosen(timeline, pick, place, findings):
                steps = found.setdefault(event, [])
                if (step := Step(style, pick.index)) not in steps:
                    steps.append(step)
    return {event: tuple(sorted(steps, key=lambda step: step.index)) for event, steps in found.items()}


def _locator(raw: str, value: Position | None, fallback: Position) -> Callable[[int], Position]:
    if value is None:
        return lambda offset: fallback  # noqa: ARG005 - one place for every offset

    def place(offset: int) -> Position:
        before = raw[:offset]
        line = before.count("\n")
        column = offset - before.rfind("\n") if line else value.column + offset
        return Position(value.file, value.line + line, column)

    return place


def _chosen(
    timeline: Timeline, pick: Pick, place: Callable[[int], Position], findings: list[Diagnostic]
) -> tuple[Event, ...]:
    if pick.year is None:
        chosen = tuple(event for event in timeline.events if event.key == pick.key)
        if not chosen:
            keys = [event.key for event in timeline.events if event.key]
            hint = did_you_mean(pick.key, keys) or known_names(keys, "keys")
            message = f"the timeline `{timeline.name}` has no event with the key `{pick.key}`"
            findings.append(warning("timeline-unknown-year", message, place(pick.offset), hint))
        return chosen
    chosen = tuple(event for event in timeline.events if event.year == pick.year)
    written = css_year(pick.year)
    if not chosen:
        message = f"the timeline `{timeline.name}` has no event in {written}"
        findings.append(warning("timeline-unknown-year", message, place(pick.offset), _nearest(timeline, pick.year)))
    if len(chosen) > 1:
        message = f"{len(chosen)} events share the year {written}, and all of them are chosen"
        findings.append(warning("timeline-ambiguous-year", message, place(pick.offset), _keys_hint(chosen, pick.index)))
    return chosen


def _nearest(timeline: Timeline, year: Year) -> str:
    if labelled := [event for event in timeline.events if event.label == css_year(year)]:
        return f"The event labelled `{labelled[0].label}` stands in {css_year(labelled[0].year)}."
    years = {event.year for event in timeline.events}
    before = max((other for other in years if other < year), default=None)
    after = min((other for other in years if other > year), default=None)
    near = [css_year(other) for other in (before, after) if other is not None]
    if not near:
        return "The timeline has no events."
    return f"The nearest year is {near[0]}." if len(near) == 1 else f"The nearest years are {near[0]} and {near[1]}."


def _keys_hint(events: Sequence[Event], index: int) -> str:
    if all(event.key for event in events):
        return "Name them by their keys: " + " or ".join(f"`{event.key}:{index}`" for event in events) + "."
    return "Give each of them a `key` in the timeline, and name it by that."


def _view_event(event: Event, place: Place, steps: Sequence[Step]) -> EventView:
    coloured = [step for step in steps if step.style != "select"]
    return EventView(
        number=css_year(event.year),
        year=event.label or written_year(event.year),
        name=event.name,
        author=event.author,
        url=event.url,
        note=event.note,
        dot=_part(f"timeline-dot {_dot_class(place)}".rstrip(), steps),
        item=_part(f"timeline-item {_item_class(place)}".rstrip(), steps),
        when=_part("timeline-year timeline-label" if event.label else "timeline-year", coloured),
        connector=f"timeline-connector {_row_class(place)}".rstrip(),
        line=_line(place),
    )


def _part(classes: str, steps: Sequence[Step]) -> Part:
    """Return the element; styles that come at the same step as the first one share its fragment."""
    if not steps:
        return Part(classes)
    first = steps[0]
    together = [step.style for step in steps if step.index == first.index]
    later = tuple(step for step in _merged(steps) if step.index != first.index)
    return Part(f"{classes} fragment custom {' '.join(together)}", first, later)


def _merged(steps: Iterable[Step]) -> list[Step]:
    styles: dict[int, list[str]] = {}
    for step in steps:
        styles.setdefault(step.index, []).append(step.style)
    return [Step(" ".join(names), index) for index, names in styles.items()]


def _dot_class(place: Place) -> str:
    return f"level-{place.level}" if place.level else ""


def _item_class(place: Place) -> str:
    return _row_class(place) if place.span == EVEN_SPAN else f"span-{place.span}"


def _row_class(place: Place) -> str:
    return "low" if place.low else ""


def _line(place: Place) -> Markup:
    return _svg(place.path) + (_svg(place.stem) if place.stem else Markup(""))


def _svg(path: str) -> Markup:
    return Markup(
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<path d="{}" fill="none" stroke="currentColor" vector-effect="non-scaling-stroke"/></svg>'
    ).format(escape(path))
