"""Schedules: the dates of a course and what happens on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dl4ad_slides.model.source import Position


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One row: `when` is the date as it was written, `day` the same where it is a day of the calendar."""

    when: str
    day: date | None
    topic: str
    position: Position
    time: str = ""
    deadline: bool = False
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule file; `path` is relative to the root. The heads of its two columns are empty where it gives none."""

    path: str
    date_head: str
    topic_head: str
    entries: tuple[ScheduleEntry, ...]
    position: Position
