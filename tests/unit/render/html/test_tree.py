"""A slide as a browser parses it, with the attributes that its comments ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dl4ad_slides.render.html.tree import HtmlTree, is_sealed


def applied(html: str) -> tuple[str, dict[str, str]]:
    tree = HtmlTree(html)
    tree.apply_comments()
    tree.reduce_comments()
    return tree.html, tree.attributes


@pytest.mark.parametrize(
    ("html", "built", "section"),
    [
        ("", "", {}),
        ("<div>a", "<div>a</div>", {}),
        ("a</div>b", "ab", {}),
        ('<!-- .slide: id="x" class="a b" data-y -->', "<!-- -->", {"id": "x", "class": "a b", "data-y": ""}),
        ('<p>a</p><!-- .element: class="x" -->', '<p class="x">a</p><!-- -->', {}),
        ('<p>a <!-- .element: class="x" --></p>', '<p class="x">a <!-- --></p>', {}),
        ('<p><b>a</b> <!-- .element: class="x" --></p>', '<p><b class="x">a</b> <!-- --></p>', {}),
        ('<p>a<br><!-- .element: class="x" --></p>', '<p class="x">a<br><!-- --></p>', {}),
        ('<ul><li>a</li></ul><!-- .element: class="x" -->', '<ul><li class="x">a</li></ul><!-- -->', {}),
        ('<ul><li>a</li></ul>\n\n<!-- .element: class="x" -->', '<ul class="x"><li>a</li></ul>\n\n<!-- -->', {}),
        ('<!-- .element: class="x" -->', "<!-- -->", {"class": "x"}),
        ("<!-- a remark -->", "<!-- a remark -->", {}),
        ('<!-- .slide: a="1" --><!-- .slide: a="2" b="3" -->', "<!-- --><!-- -->", {"a": "2", "b": "3"}),
        ('<!-- .slide: <b>="1" "="2" c="3" -->', "<!-- -->", {"c": "3"}),
    ],
)
def test_builds_and_applies(html: str, built: str, section: dict[str, str]) -> None:
    """Repaired like any page, comments applied by the rules of Reveal.js' plugin."""
    assert applied(html) == (built, section)


def test_depth_does_not_matter() -> None:
    """Elements nested deeper than Python's stack."""
    html, _ = applied("<div>" * 3000 + '<!-- .element: class="x" -->')
    assert html.startswith("<div><div>")
    assert 'class="x"' in html


def test_text_is_without_tags_and_comments() -> None:
    """For titles."""
    assert HtmlTree("a <b>b</b> <!-- c --> &amp; d").text == "a b  & d"


@pytest.mark.parametrize(
    ("section", "sealed"),
    [
        ("<section></section>", True),
        ("<section><b></section>", True),
        ("<section><section></section></section>", True),
        ("<section><table><tr><td></td></tr></table></section>", True),
        ("<section><!-- a --></section>", True),
        ("<section><plaintext></section>", False),
        ("<section><script><!--<script></script></section>", False),
        ("<section></section></section><section>", False),
        ("<section><!-- a </section>", False),
        ("<section><textarea></section>", False),
        ("<section></section>text", False),
    ],
)
def test_a_section_is_sealed_when_a_page_can_go_on_behind_it(section: str, sealed: bool) -> None:
    """Whatever stands in it, the next element is a sibling."""
    assert is_sealed(section) is sealed


@given(
    st.lists(st.sampled_from(["<", ">", "!", "?", "/", "--", "a", " ", "b", "[CDATA[", "]]", "svg", "\n"])).map("".join)
)
def test_where_no_comment_can_be_there_is_none(html: str) -> None:
    """Whatever a browser makes of markup that is wrong."""
    tree = HtmlTree(html)
    assert tree.may_hold_comments or not any(node.is_comment_node for node in tree.nodes())
    tree = HtmlTree("<p>a</p>")
    assert not tree.may_hold_comments
    tree.append(f"<p>{html}</p>")
    assert tree.may_hold_comments or not any(node.is_comment_node for node in tree.nodes())
