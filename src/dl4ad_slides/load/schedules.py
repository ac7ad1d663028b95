"""Read one schedule file into a `Schedule`, with a finding at line and column for everything that is wrong in it.

Takes a YAML file of `columns` and `entries`; gives the entries in the author's order. A broken entry is left out and
the others stay; only a file without any readable mapping gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dl4ad_slides.load.formats.days import day_or_text
from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue, flag, line, link, parse_yaml
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.placeholder_type import FileFormat, Report
from dl4ad_slides.model.schedule import Schedule, ScheduleEntry
from dl4ad_slides.model.source import Position, Source

_AREA = "data"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXAMPLE = "- {date: 2026-10-15, topic: Introduction}"
_EXAMPLE_HINT = f"Begin with `entries:` and a line such as `  {_EXAMPLE}`."


def load_schedule(source: Source, report: Report) -> Schedule | None:
    """Return the schedule that a file holds, or None where nothing of it can be used."""
    path, findings = source.path, report.findings
    before = len(findings)
    value = parse_yaml(source.text, path, _AREA, findings)
    if (value is None and len(findings) == before) or (value and value.is_null):
        findings.append(error("data-empty", "the file holds nothing", Position(path), _EXAMPLE_HINT))
        return None
    if value is None:
        return None
    fields = Fields(value, _AREA, "a schedule", findings)
    return _read_schedule(path, value, fields, findings) if value.kind == "mapping" else None


def _read_schedule(path: str, value: YamlValue, fields: Fields, findings: list[Diagnostic]) -> Schedule:
    heads = fields.child("columns", "`columns`")
    date_head, topic_head = heads.get("date", line, ""), heads.get("topic", line, "")
    heads.done()
    written = fields.get("entries", _entries, None)
    fields.done()
    if "entries" not in (value.fields or {}):
        fields.missing("entries", "entries:")
    elif "entries" not in fields or written == ():
        place = fields.position("entries")
        findings.append(error("data-empty", "the schedule has no entries", place, _EXAMPLE_HINT))
    read = [_read_entry(entry, findings) for entry in written or ()]
    entries = tuple(entry for entry in read if entry)
    _check_order(entries, findings)
    return Schedule(path, date_head, topic_head, entries, value.position)


def _entries(fields: Fields, key: str, value: YamlValue) -> tuple[YamlValue, ...] | None:
    if value.kind != "sequence":
        hint = f"Begin each entry with `- `, such as `{_EXAMPLE}`."
        fields.wrong(value, f"`{key}` must be a list of entries, not {value.describe()}", hint)
        return None
    return value.items


def _read_entry(value: YamlValue, findings: list[Diagnostic]) -> ScheduleEntry | None:
    if value.kind != "mapping":
        message = f"an entry must be a mapping of keys to values, not {value.describe()}"
        findings.append(error("data-wrong-type", message, value.position, f"Write it as `{_EXAMPLE}`."))
        return None
    fields = Fields(value, _AREA, "the entry", findings)
    when = fields.get("date", _date, "")
    entry = ScheduleEntry(
        when=when,
        day=date.fromisoformat(when) if _DATE.fullmatch(when) else None,
        topic=fields.get("topic", line, ""),
        position=value.position,
        time=fields.get("time", line, ""),
        deadline=fields.get("deadline", flag, False),
        url=fields.get("url", link, ""),
        note=fields.get("note", line, ""),
    )
    for key, example in (("date", "date: 2026-10-15"), ("topic", "topic: Introduction")):
        if key not in fields:
            fields.missing(key, example)
    fields.done()
    return entry if entry.when and entry.topic else None


def _date(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read a day of the calendar such as 2026-10-15, or text such as `Week 3`."""
    written = line(fields, key, value)
    return None if written is None else day_or_text(fields, key, value, written)


def _check_order(entries: Iterable[ScheduleEntry], findings: list[Diagnostic]) -> None:
    previous: ScheduleEntry | None = None
    for entry in entries:
        if entry.day is None:
            continue
        if previous and previous.day and entry.day < previous.day:
            message = f"{entry.when} stands after {previous.when}"
            hint = "Put the entries in order of time, or correct the date."
            findings.append(warning("data-order", message, entry.position, hint))
        previous = entry


SCHEDULE = FileFormat("schedule", (".yaml", ".yml"), load_schedule)
