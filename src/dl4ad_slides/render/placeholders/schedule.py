"""Turn a schedule into HTML: dates in the deck's language, balanced tables, by the partial `schedule.html.j2`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from markupsafe import Markup

from dl4ad_slides.load.schedules import SCHEDULE as FORMAT
from dl4ad_slides.model.placeholder_type import Between, PlaceholderType
from dl4ad_slides.model.schedule import Schedule, ScheduleEntry
from dl4ad_slides.render.engines.jinja_partials import PartialError
from dl4ad_slides.render.html.slots import Slots, leave_formula_slots
from dl4ad_slides.render.placeholders.request import RefusedError, SlideRequest
from dl4ad_slides.render.text_width import line_count, text_width
from dl4ad_slides.render.words.dates import Style, written_day

_MOST_COLUMNS = 3
# The measures of the style sheet, in px of the canvas; they only decide where the tables part.
_WIDTH, _GAP, _CELL_SIDES, _CELL_HEIGHT = 1680, 48, 48, 24
_SIZE, _LINE, _NOTE_SIZE, _NOTE_LINE = 30, 42, 26, 37
_NARROWER = 1.04  # than estimated is what is set, which is right for what must fit, and here is not


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, ready for the template: `iso` is the day for machines, empty where the date is other text."""

    classes: str
    iso: str
    when: str
    topic: str
    time: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """One schedule, ready for the template; each column is a table."""

    date_head: str
    topic_head: str
    columns: tuple[tuple[RowView, ...], ...]


@dataclass(frozen=True, slots=True)
class ScheduleOptions:
    """`columns` tables beside each other, dates in a `style` of CLDR, deadlines lit one by one with `fragments`."""

    columns: Annotated[int, Between(1, _MOST_COLUMNS)] = 2
    style: Literal["medium", "short", "long", "full"] = "medium"
    fragments: bool = True


def _render(request: SlideRequest[ScheduleOptions, Schedule]) -> str:
    """Return the tables of the schedule that a placeholder names, as its options ask."""
    schedule, options, context = request.file, request.options, request.context
    deadline = "fragment custom appear-table highlight" if options.fragments else "highlight"
    rows = tuple(_row(entry, request.language, options.style, deadline, context.slots) for entry in schedule.entries)
    words = context.words
    view = ScheduleView(
        schedule.date_head or words.date, schedule.topic_head or words.topic, _balanced(rows, options.columns)
    )
    try:
        html = context.render_partial("schedule", {"schedule": view})
    except PartialError as problem:
        raise RefusedError(problem.finding_at(request.position)) from problem
    return "\n".join(line.strip() for line in html.split("\n") if line.strip())


def _row(entry: ScheduleEntry, language: str, style: Style, deadline: str, slots: Slots) -> RowView:
    return RowView(
        classes=deadline if entry.deadline else "",
        iso=entry.day.isoformat() if entry.day else "",
        when=written_day(entry.day, language, style) if entry.day else entry.when,
        topic=Markup(leave_formula_slots(entry.topic, entry.position, slots)),
        time=entry.time,
        url=entry.url,
        note=Markup(leave_formula_slots(entry.note, entry.position, slots)),
    )


def _balanced(rows: Sequence[RowView], count: int) -> tuple[tuple[RowView, ...], ...]:
    """Return the rows in at most `count` columns of about the same height, the earlier ones rather longer."""
    dates = max((text_width(row.when, _SIZE) for row in rows), default=0)
    width = (_WIDTH - _GAP * (count - 1)) / count - dates - 2 * _CELL_SIDES
    heights = [_height(row, _NARROWER * max(width, _SIZE)) for row in rows]
    columns: list[tuple[RowView, ...]] = []
    start = 0
    for left in range(count, 0, -1):
        share, height, end = sum(heights[start:]) / left, 0.0, start
        while end < len(rows) and height < share - 1e-9:
            height += heights[end]
            end += 1
        columns.append(tuple(rows[start:end]))
        start = end
    return tuple(column for column in columns if column)


def _height(row: RowView, width: float) -> int:
    lines = line_count(f"{row.topic} {row.time}", width, _SIZE)
    return _CELL_HEIGHT + _LINE * lines + _NOTE_LINE * (line_count(row.note, width, _NOTE_SIZE) if row.note else 0)


SCHEDULE = PlaceholderType("SCHEDULE", _render, ScheduleOptions, FORMAT)
