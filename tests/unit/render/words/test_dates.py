"""Dates as people of a language write them."""

from __future__ import annotations

from datetime import date

import pytest

from dl4ad_slides.render.words.dates import Style, written_date, written_day


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("2026-10-15", "en", "October 15, 2026"),
        ("2026-10-15", "en-GB", "15 October 2026"),
        ("2026-10-15", "de", "15. Oktober 2026"),
        (" 2026-10-15 ", "de-AT", "15. Oktober 2026"),
        ("2026-10-15", "de-XX", "15. Oktober 2026"),
        ("15 October", "de", "15 October"),
        ("2026-13-45", "de", "2026-13-45"),
        ("", "de", ""),
        ("2026-10-15", "nope", "October 15, 2026"),
        ("2026-10-15", "", "October 15, 2026"),
        ("2026-10-15", "de_DE", "October 15, 2026"),
        ("2026-10-15", "!!", "October 15, 2026"),
    ],
)
def test_writes_iso_dates_in_words(text: str, language: str, written: str) -> None:
    """Any other text stays; a language that nobody knows is English."""
    assert written_date(text, language) == written


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        ("short", "de", "15.10.26"),
        ("medium", "de", "15.10.2026"),
        ("medium", "en-GB", "15 Oct 2026"),
        ("long", "fr", "15 octobre 2026"),
        ("full", "en", "Thursday, October 15, 2026"),
    ],
)
def test_writes_days_in_four_lengths(style: Style, language: str, written: str) -> None:
    """From digits to the weekday."""
    assert written_day(date(2026, 10, 15), language, style) == written
