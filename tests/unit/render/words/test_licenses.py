"""Short names of licences and their deeds."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.words.licenses import deed


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY", ""),
        ("All rights reserved", ""),
    ],
)
def test_deeds(name: str, address: str) -> None:
    """Of Creative Commons licences only, with their version."""
    assert deed(name) == address
