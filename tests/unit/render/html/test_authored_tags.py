"""Of tags only what the author wrote is told, where it stands, and where a browser reads it otherwise."""

from __future__ import annotations

import pytest

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.html.slots import Slots, leave_slots
from dl4ad_slides.render.markdown.commonmark import render_commonmark
from dl4ad_slides.render.markdown.python_markdown import python_markdown_engine


def told(text: str, engine: str = "commonmark") -> list[str]:
    """Return line, column and message of what is told of a text, without the hints."""
    slots, findings = Slots(), list[Diagnostic]()
    passage = leave_slots(Passage.of(text, "deck.md"), slots, findings)
    if engine == "commonmark":
        html = render_commonmark(passage, slots, "p", findings)
    else:
        html = python_markdown_engine((), Position("slides.yaml"), findings)(passage, slots, "p", findings)
    others = "\ufdd1\ufdd2\ufdd8"  # marks that later steps take out
    assert not any("\ufdd0" < char < "\ufdef" and char not in others for char in html)
    return [f"{one.position.line}:{one.position.column} {one.message}" for one in findings]


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n\n- item\n  </div>",
        "<div>\n\n- item\n</div>",
        "<div class=a>\n\n> quote\n> </div>",
        "<div>\n<div>\n\n- a\n  - b\n\n</div>\n\n</div>",
        "<b>one\n\ntwo</b>",
        "<p>para\n\ntext",
        "<p>\n\ntext\n\n</p>",
        "<b><i>x</b></i>",
        "<div><b>x</div>y</b>",
        "<ul>\n<li>a\n<li>b\n</ul>",
        "<details>\n<summary>a</summary>\n\n- b\n\n</details>",
        "<table><tr><td>\n\n**x**\n\n</td></tr></table>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><g/></svg>',
        "`<b>` and \\<b> and &lt;b>",
        "```html\n<div>\n```",
        "    <div>",
        "a<br>b</br>c<br/>",
        "<script>'<div>'</script>",
        "<!-- <div> -->",
        "<template><tr><td>x</td></tr></template>",
        "- [ ] task\n- [x] done",
        "::: columns\n<div>\n\ntext\n\n</div>\n:::",
        '<div style="x">\n\n$$x < y$$\n\n</div>',
    ],
)
def test_what_a_browser_reads_as_it_is_meant_is_not_told(text: str) -> None:
    """Lists that Markdown closes, formatting across paragraphs, end tags that may be left out, code."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("<div>", ["1:1 `<div>` is never closed"]),
        ("a\n\n- item\n  </div>", ["4:3 `</div>` closes nothing"]),
        ("> a <b>\n> `</b>` </i>", ["1:5 `<b>` is never closed", "2:10 `</i>` closes nothing"]),
        ("<b>x</b> `<b>` <b>", ["1:16 `<b>` is never closed"]),
        ("$x$ and $y^2$ <b>", ["1:15 `<b>` is never closed"]),
        ("$$\nx\n$$ <b>", ["3:4 `<b>` is never closed"]),
        ("| a | b |\n|---|---|\n| x | <b> |", ["3:7 `<b>` is never closed"]),
        ("# Head <i>", ["1:8 `<i>` is never closed"]),
        ("<div><span>x</div></span>", ["1:6 `<span>` is never closed"]),
        ("<div/>", ["1:1 `<div/>` is never closed"]),
        ("<tr><td>a</td></tr>", ["1:1 `<tr>` may not stand here: browsers move or drop it"]),
        ("<table><div></div></table>", ["1:8 `<div>` may not stand here: browsers move or drop it"]),
        ("<a href='x'>b <a>c</a></a>", ["1:1 `<a href='x'>` ends before its `</a>`"]),
        ('<p align="center">\n\nx\n\n</p>', ['1:1 `<p align="center">` ends before its `</p>`']),
        (
            "<span>\n\n- item\n</span>",
            ["4:1 `</span>` does not close its `<span>` on line 1: another element stands between"],
        ),
        ("a[^1]\n\n[^1]: b <b>", ["3:9 `<b>` is never closed"]),
        ("a^[b <b>]", ["1:6 `<b>` is never closed"]),
    ],
)
def test_what_is_told_stands_where_its_author_wrote_it(text: str, findings: list[str]) -> None:
    """Behind formulas, in tables, lists, quotes and footnotes; never a tag in code that reads the same."""
    assert told(text) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("- a\n- b <i>\n", ["2:5 `<i>` is never closed"]),
        ("`<b>` <b>\n", ["1:7 `<b>` is never closed"]),
        ("<div>\n\ntext\n\n</div>\n", []),
        ("<b>one\n\ntwo</b>\n", []),
    ],
)
def test_the_other_engine_tells_the_same(text: str, findings: list[str]) -> None:
    """Python-Markdown keeps raw HTML apart; what is in it is the author's."""
    assert told(text, "python-markdown") == findings


def test_deep_nesting_takes_no_time() -> None:
    """Thousands of elements in each other, and of formatting that blocks cross."""
    assert told("<div>" * 3000 + "</div>" * 3000) == []
    assert len(told("<div>" * 3000 + "<b>" * 3000 + "</div>" * 3000)) == 10
