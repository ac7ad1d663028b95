"""Dates as people of a language write them."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.dates import written_date


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("2026-10-15", "en", "October 15, 2026"),
        ("2026-10-15", "en-GB", "15 October 2026"),
        ("2026-10-15", "de", "15. Oktober 2026"),
        (" 2026-10-15 ", "de-AT", "15. Oktober 2026"),
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
