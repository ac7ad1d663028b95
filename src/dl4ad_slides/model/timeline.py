"""Timelines: events of a field in order of time, and the choice of events that become fragments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dl4ad_slides.model.source import Position

Year = int | float


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `year` may be negative (before the common era) or have decimals.

    `label` is shown in its place where there is one.
    """

    year: Year
    name: str
    position: Position
    author: str = ""
    url: str = ""
    key: str = ""
    note: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline file; `name` is the file name without its ending, `events` are in order of time."""

    name: str
    title: str
    description: str
    events: tuple[Event, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class TimelineOptions:
    """How one placeholder shows a timeline.

    `start` and `end` are years, None for the first and last event; `selections` maps a fragment style (`select`,
    `color-1`, …) to the raw `YEAR:INDEX,…` of the author; `row` asks for the whole row with title and description.
    `position` is where findings about the options point.
    """

    position: Position
    start: Year | None = None
    end: Year | None = None
    selections: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    row: bool = False
