"""What the check of tags keeps quiet about, the tree builder of HTML does not change either."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from dl4ad_slides.render.html.balance import find_imbalances
from helpers import FUZZ, pieces

# Start tags that HTML adds by itself, and elements whose end tag may be left out (HTML standard, 13.1.2.4).
ADDED = {"tbody", "colgroup"}
OMITTED = set(pieces("p li dt dd tr td th thead tbody tfoot option optgroup caption colgroup rt rp"))
NAMES = pieces("div p b a ul li table tr td th thead tbody svg g h2 select option dl dt dd")
TAGS = [*(f"<{name}>" for name in NAMES), *(f"</{name}>" for name in NAMES), "<br>", "<img>", "<hr>", "<path/>", "text"]


def outline(html: str) -> list[str]:
    """Return the tags of `html` that no rule of HTML adds or leaves out, in order."""
    names = re.findall(r"</?[a-z0-9]+", html)
    return [
        name for name in names if name.strip("</") not in ADDED and not (name.startswith("</") and name[2:] in OMITTED)
    ]


@settings(max_examples=1500 * FUZZ)
@given(st.lists(st.sampled_from(TAGS), max_size=12).map("".join))
def test_silence_means_that_the_tree_has_the_same_tags(html: str) -> None:
    """No finding: what Lexbor serialises has the same tags in the same order."""
    if find_imbalances(html):
        return
    built = LexborHTMLParser(html, is_fragment=True)
    assert outline(built.html or "" if built.root else "") == outline(html.replace("<path/>", "<path></path>"))


def nested(depth: int) -> st.SearchStrategy[str]:
    inner = st.just("text") if depth == 0 else st.lists(nested(depth - 1), max_size=3).map("".join)
    return st.one_of(
        st.just("text"),
        st.just("<br>"),
        inner.map(lambda html: f"<div>{html}</div>"),
        inner.map(lambda html: f"<ul><li>{html}</li><li>{html}</ul>"),
        inner.map(lambda html: f"<table><tr><td>{html}<td>{html}</table>"),
        inner.map(lambda html: f"<dl><dt>a<dd>{html}</dl>"),
        st.just("<p>text"),
        st.just("<p><b>text</b></p>"),
        st.just('<svg viewBox="0 0 1 1"><linearGradient/><g><path d="M0 0"/></g></svg>'),
        st.just("<script>if (a < b) '<div>'</script>"),
    )


@settings(max_examples=300 * FUZZ)
@given(nested(3))
def test_sound_html_is_not_complained_about(html: str) -> None:
    """End tags that HTML lets authors omit, void elements and SVG are no findings."""
    assert find_imbalances(html) == ()
