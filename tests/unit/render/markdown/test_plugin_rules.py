"""Where our Markdown follows Reveal.js' plugin beyond CommonMark, without a browser; the oracle proves it with one."""

from __future__ import annotations

import time

import pytest

from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.markdown.commonmark import render_commonmark


def render(text: str) -> str:
    """Return the HTML of `text` without line ends."""
    return render_commonmark(Passage.of(text, "deck.md"), Slots(), "1", [], extended=False).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\nlazy", "<ul><li>alazy</li></ul>"),
        ("- a\n<b>b</b>", "<ul><li>a</li></ul><p><b>b</b></p>"),
        ("- a\n</div>\n\n- b", "<ul><li><p>a</p></div></li><li><p>b</p></li></ul>"),
        ("- a\n#b", "<ul><li>a</li></ul><p>#b</p>"),
        ("- a\n  2. b", '<ul><li>a<ol start="2"><li>b</li></ol></li></ul>'),
        ("- a\n  <br>\n  *b*", "<ul><li>a<br>*b*</li></ul>"),
        ("a\n<div>b</div>", "<p>a</p><div>b</div>"),
        ("a\n <div>b</div>", "<p>a<div>b</div></p>"),
        ("a\n2. b", "<p>a2. b</p>"),
        ("- [x] a", '<ul><li><input checked disabled type="checkbox"> a</li></ul>'),
        ("- [ ]", "<ul><li>[ ]</li></ul>"),
        ("#\N{NO-BREAK SPACE}a", "<h1>a</h1>"),
        ("- a\n| b | c |\n|--|--|", "<ul><li>a<table><thead><tr><th>b</th><th>c</th></tr></thead></table></li></ul>"),
        ("a\\  \nb", "<p>a\\<br />b</p>"),
    ],
)
def test_blocks_end_as_in_the_plugin(text: str, html: str) -> None:
    """List items, HTML, check boxes and headings begin and end where the plugin lets them."""
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("see https://a.example.", "https://a.example", "https://a.example"),
        ("„https://a.example“", "https://a.example%E2%80%9C", "https://a.example“"),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)", "https://a.example/b_(c)"),
        ("www.a.example/ä", "http://www.a.example/%C3%A4", "www.a.example/ä"),
        ("a_b@c.example,", "mailto:a_b@c.example", "a_b@c.example"),
        ("https://a.example/?b=1&amp;c=2", "https://a.example/?b=1&amp;c=2", "https://a.example/?b=1&amp;c=2"),
        ("ftp://a.example", "ftp://a.example", "ftp://a.example"),
    ],
)
def test_addresses_in_text_become_links(text: str, address: str, words: str) -> None:
    """An address in running text is a link, without the punctuation behind it."""
    assert f'<a href="{address}">{words}</a>' in render(text)


@pytest.mark.parametrize("text", ["http://", "www.", "a@b", "@name", "[a](b@c.example)", "`https://a.example`"])
def test_no_link_where_there_is_no_address(text: str) -> None:
    """Half an address, a name, code and the words of a link are no addresses."""
    assert "mailto" not in render(text)
    assert 'href="http' not in render(text)


@pytest.mark.parametrize(
    "unit", ["a", "www.", "a@", "https://a", ")", "&a;", "- a\nb\n", "- a\n<b>\n", "> a\nb\n", "a.b-c_d+"]
)
def test_long_lines_take_linear_time(unit: str) -> None:
    """A line of a hundred kilobytes is rendered in seconds, whatever it repeats."""
    started = time.perf_counter()
    render("www.a.b" + unit * (100_000 // len(unit)))
    assert time.perf_counter() - started < 20
