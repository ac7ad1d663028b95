"""Tell days of the calendar from text: `2026-10-15` is one, `Week 3` is text, and `15.10.2026` was meant to be one."""

from __future__ import annotations

import re
from datetime import date

from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([./])\s?([0-9]{1,2})\2\s?([0-9]{1,2})\.?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./-])\s?([0-9]{1,2})\2\s?([0-9]{4})")
_HINT = "Write the year, the month and the day, such as 2026-10-15."


def day_or_text(fields: Fields, key: str, value: YamlValue, written: str) -> str | None:
    """Return a day as ISO 8601 has it, and other text as it is; None, with a finding, for no day of the calendar.

    What is a date in another spelling stays text, with a warning.
    """
    if iso := _ISO.fullmatch(written):
        day = _day(*iso.groups())
        if not day:
            fields.wrong(value, f"`{key}` must be a day of the calendar, not `{written}`", _HINT)
        return day or None
    if spelt := _respelt(written):
        hint = f"Write {spelt}, and pages show it as the language of the deck does."
        fields.doubt("wrong-type", value, f"`{written}` looks like a date and is text", hint)
    return written


def _respelt(written: str) -> str:
    """Return how to write a date that is spelt otherwise; nothing for what is none."""
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(found[1], found[3], found[4]) or "the day as 2026-10-15"
    found = _YEAR_LAST.fullmatch(written)
    if found is None:
        return ""
    day_first, month_first = _day(found[4], found[3], found[1]), _day(found[4], found[1], found[3])
    if found[2] == "." or not month_first:
        return day_first or "the day as 2026-10-15"
    return f"{day_first} or {month_first}" if day_first and day_first != month_first else month_first


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
