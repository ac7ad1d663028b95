"""The tree of one slide, and what it leaves of comments."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.render.html.tree import HtmlTree


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p>a<!-- .element: class="b" --></p>', "<p>a<!-- --></p>"),
        ('<p>a</p><!-- .slide: id="b" -->', "<p>a</p><!-- -->"),
        ("<!-- a word -->", "<!-- a word -->"),
        ('<script>"<!-- .slide: a=1 -->"</script>', '<script>"<!-- .slide: a=1 -->"</script>'),
        ("<style>/* <!-- .slide: a --> */</style>", "<style>/* <!-- .slide: a --> */</style>"),
        ("<textarea><!-- .slide: a --></textarea>", "<textarea>&lt;!-- .slide: a --&gt;</textarea>"),
        ('<b title="<!-- .slide: a -->">b</b>', '<b title="&lt;!-- .slide: a --&gt;">b</b>'),
    ],
)
def test_comments_that_set_attributes(html: str, left: str) -> None:
    """They lose what they set; what only looks like one stays."""
    tree = HtmlTree(html)
    tree.reduce_comments()
    assert tree.html == left


def test_a_script_that_writes_a_comment_runs(course: MakeCourse) -> None:
    """It stands in the page as the policy has its hash."""
    script = "document.title = '<!-- .slide: id=\"a\" -->';"
    made = course({"decks/a.md": f"# A\n\n<script>{script}</script>\n"})
    made.build()
    assert f"<script>{script}</script>" in made.page("a.html")
