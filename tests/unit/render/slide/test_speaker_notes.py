"""Speaker notes: one element, a child of the section, whatever the author wrote."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.html.tree import HtmlTree
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
    tree = HtmlTree(html)
    gather_notes(tree)
    assert tree.html == gathered


def test_strip() -> None:
    """Neither elements nor attributes are left."""
    tree = HtmlTree('<div data-notes="a">b<aside class="notes">c<aside class="notes">d</aside></aside></div>')
    tree.attributes["data-notes"] = "e"
    strip_notes(tree)
    assert tree.html == "<div>b</div>"
    assert tree.attributes == {}
