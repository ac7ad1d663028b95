"""Read one timeline file into a `Timeline`, with a finding at line and column for everything that is wrong in it.

Takes a YAML file of `title`, `description` and `events`; gives the events in order of time. A broken event is left
out and the others stay; only a file without any readable mapping gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from pathlib import Path

from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue, line, link, matching, number, parse_yaml
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Event, Timeline, Year

# Means the same in Python and in the ECMAScript dialect of JSON Schema.
KEY_PATTERN = r"^[^\s\d:,.+-][^\s:,]*$"

_NO_YEAR = float("nan")
_EXAMPLE_HINT = "Begin with `events:` and a line such as `  - {year: 1847, name: Gradient Descent}`."


def load_timeline(path: Path, shown: str, findings: list[Diagnostic]) -> Timeline | None:
    """Return the timeline in the file `path`, or None where nothing of it can be used.

    `shown` is the path in findings, relative to the project root.
    """
    source = read_source(path, shown, "timeline", findings)
    if source is None:
        return None
    before = len(findings)
    root = parse_yaml(source.text, shown, "timeline", findings)
    if (root is None and len(findings) == before) or (root and root.is_null):
        findings.append(error("timeline-empty", "the file holds nothing", Position(shown), _EXAMPLE_HINT))
        return None
    if root is None:
        return None
    fields = Fields(root, "timeline", "a timeline", findings)
    return _read_timeline(path.stem, root, fields, findings) if root.kind == "mapping" else None


def _read_timeline(name: str, root: YamlValue, fields: Fields, findings: list[Diagnostic]) -> Timeline:
    title = fields.get("title", line, "")
    description = fields.get("description", line, "")
    entries = fields.get("events", _entries, None)
    fields.done()
    if "events" not in (root.fields or {}):
        fields.missing("events", "events:")
    elif "events" not in fields or entries == ():
        place = fields.position("events")
        findings.append(error("timeline-empty", "the timeline has no events", place, _EXAMPLE_HINT))
    read = [_read_event(entry, findings) for entry in entries or ()]
    events = [entry for entry in read if entry]
    _check_order(events, findings)
    _check_keys(entries or (), findings)
    _check_twins(events, findings)
    return Timeline(name, title, description, tuple(sorted(events, key=lambda event: event.year)), root.position)


def _entries(fields: Fields, key: str, value: YamlValue) -> tuple[YamlValue, ...] | None:
    if value.kind != "sequence":
        hint = "Begin each event with `- `, such as `- {year: 1847, name: Gradient Descent}`."
        fields.wrong(value, f"`{key}` must be a list of events, not {value.describe()}", hint)
        return None
    return value.items


def _read_event(entry: YamlValue, findings: list[Diagnostic]) -> Event | None:
    if entry.kind != "mapping":
        hint = "Write it as `- {year: 1847, name: Gradient Descent}`."
        message = f"an event must be a mapping of keys to values, not {entry.describe()}"
        findings.append(error("timeline-wrong-type", message, entry.position, hint))
        return None
    fields = Fields(entry, "timeline", "the event", findings)
    event = Event(
        year=fields.get("year", number, _NO_YEAR),
        name=fields.get("name", line, ""),
        position=entry.position,
        author=fields.get("author", line, ""),
        url=fields.get("url", link, ""),
        key=fields.get("key", _key, ""),
        note=fields.get("note", line, ""),
        label=fields.get("label", line, ""),
    )
    for key, example in (("year", "year: 1847"), ("name", "name: Gradient Descent")):
        if key not in fields:
            fields.missing(key, example)
    fields.done()
    return None if isnan(event.year) or not event.name else event


def _key(fields: Fields, key: str, value: YamlValue) -> str | None:
    hint = "Write a word such as gd: no digit at the start, no spaces, commas or colons."
    return matching(KEY_PATTERN, f"`{key}` must be a word", hint, fields, key, value)


def _check_order(events: Iterable[Event], findings: list[Diagnostic]) -> None:
    previous: Event | None = None
    for event in events:
        if previous and event.year < previous.year:
            message = f"the year {event.year} stands after {previous.year}"
            hint = "Put the events in order of time, or correct the year."
            findings.append(error("timeline-order", message, event.position, hint))
        previous = event


def _check_keys(entries: Iterable[YamlValue], findings: list[Diagnostic]) -> None:
    keys = [entry.fields["key"] for entry in entries if entry.fields and "key" in entry.fields]
    first: dict[str, YamlValue] = {}
    for key in keys:
        if key.kind != "scalar" or key.is_null:
            continue
        if key.text in first:
            message = f"the key `{key.text}` belongs to the event on line {first[key.text].position.line}"
            findings.append(error("timeline-duplicate-key", message, key.position, "Give each event a key of its own."))
        first.setdefault(key.text, key)


def _check_twins(events: Iterable[Event], findings: list[Diagnostic]) -> None:
    first: dict[tuple[Year, str], Event] = {}
    for event in events:
        twin = first.setdefault((event.year, event.name), event)
        if twin is not event:
            message = f"{event.year} `{event.name}` stands here a second time"
            hint = f"Keep one of the two; the first is on line {twin.position.line}."
            findings.append(error("timeline-duplicate-event", message, event.position, hint))
