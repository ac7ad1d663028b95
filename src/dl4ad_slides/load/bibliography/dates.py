"""Read the dates of bibliographies into those of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?:T[0-9:.Z+-]*)?[~?%]?")
_DAY = re.compile(r"[0-9]{1,2}")


def read_date(date: str) -> Mapping[str, object] | None:
    """Return an ISO 8601 date such as `2007-11-05` or `2007/2009`; other words as they are, and None for none."""
    if not date:
        return None
    begin, _, end = (part.strip() for part in date.partition("/"))
    first, last = _iso_parts(begin), _iso_parts(end)
    if first is None:
        return {"literal": date}
    # citeproc-py reads ranges between years alone.
    return {"date-parts": [first, last] if last and last[0] != first[0] else [first]}


def read_year(year: str, month: str) -> Mapping[str, object] | None:
    """Return the date of BibTeX' fields `year` and `month`."""
    number = re.fullmatch(r"-?[0-9]{1,4}", year)
    if number is None:
        return read_date(year)
    parts = [int(year)]
    word = re.match(r"[A-Za-z]{3}", month.lstrip("0123456789. "))
    if word and word[0].lower() in _MONTHS:
        parts.append(_MONTHS.index(word[0].lower()) + 1)
        if day := _DAY.search(month):
            parts.append(min(31, int(day[0])))
    elif month.isdecimal() and 1 <= int(month) <= 12:
        parts.append(int(month))
    return {"date-parts": [parts]}


def _iso_parts(date: str) -> list[int] | None:
    found = _ISO.fullmatch(date)
    if found is None:
        return None
    month, day = int(found["month"] or 0), int(found["day"] or 0)
    parts = [int(found["year"])]
    if 1 <= month <= 12:
        parts.append(month)
        if 1 <= day <= 31:
            parts.append(day)
    return parts
