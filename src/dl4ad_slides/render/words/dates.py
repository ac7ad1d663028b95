"""Write dates as people of a language do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

Style = Literal["short", "medium", "long", "full"]


def written_date(text: str, language: str) -> str:
    """Return an ISO date such as `2026-10-15` in words of `language`; any other text as it is."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return text
    return written_day(day, language, "long")


def written_day(day: date, language: str, style: Style) -> str:
    """Return `day` as people of `language` write it, from `short` (15.10.26) to `full` (with the weekday)."""
    from babel.dates import format_date

    return format_date(day, format=style, locale=_locale(language))


def weekday_and_day(day: date, language: str) -> str:
    """Return `day` short and with its weekday, such as `Thu, 15 Oct 2026`."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMEd", day, locale=_locale(language))


def _locale(language: str) -> Locale:
    """Return the locale of a language tag, of the language without its region, or English."""
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")
