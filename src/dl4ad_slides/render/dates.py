"""Write dates as people of a language do."""

from __future__ import annotations

from datetime import date


def written_date(text: str, language: str) -> str:
    """Return an ISO date such as `2026-10-15` in words of `language`; any other text as it is."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return text
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    return format_date(day, format="long", locale=locale)
