"""Speaker notes: one element, a child of the section, whatever the author wrote."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.html.tree import Island
from dl4ad_slides.render.slide.speaker_notes import gather_notes, strip_notes


@pytest.mark.parametrize(
    ("html", "gathered"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ('<aside class="notes">a</aside><p>b</p>', '<aside class="notes">a</aside><p>b</p>'),
        ('<aside class="notes">a</aside>b<aside class="x notes">c</aside>', 'b<aside class="notes">ac</aside>'),
        ('<div><aside class="notes">a</aside></div>b', '<div></div>b<aside class="notes">a</aside>'),
        (
            '<aside class="notes">a<aside class="notes">b</aside></aside>c',
            'c<aside class="notes">ab</aside>',
        ),
        ("<aside>a</aside>", "<aside>a</aside>"),
    ],
)
def test_gather(html: str, gathered: str) -> None:
    """Notes from anywhere, in their order."""
    island = Island(html)
    gather_notes(island)
    assert island.html == gathered


def test_strip() -> None:
    """Neither elements nor attributes are left."""
    island = Island('<div data-notes="a">b<aside class="notes">c<aside class="notes">d</aside></aside></div>')
    island.attributes["data-notes"] = "e"
    strip_notes(island)
    assert island.html == "<div>b</div>"
    assert island.attributes == {}
