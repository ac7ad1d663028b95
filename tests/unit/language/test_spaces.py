"""No-break spaces are spaces where the deck language reads one, and the author's own everywhere else."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.spaces import plain_spaces

SPACES = ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{FIGURE SPACE}"]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    "text",
    [
        *("##_Heading", "-_item", "1._item", "- a\n__- b", ">_quote", "- [_] task", "- [x]_task", "> -_#_a"),
        *("Note:_spoken", "--_", "_---", "a\n_\nb", "[^1]:_note", "[a]:_b.md", ":_definition", "|_---_|"),
        *(":::_tile", "::: column_40%", "- :::_tile", "a\n\n._._.\n\nb", "```python_[1|2]\nx\n```"),
        *("a {.b_.c}", "<!--_.slide:_data-a_-->", "<!--_section: A_-->", "<div_class=a>", "<<QR:a_size=4>>"),
        *('![a](b.svg_"c")', "{{QR:a_size=4}}"),
    ],
)
def test_a_no_break_space_is_a_space_where_one_means_something(text: str, space: str) -> None:
    """At the start of lines, in separators, containers, attribute lists, comments, tags, placeholders and links."""
    assert plain_spaces(text.replace("_", space)) == text.replace("_", " ")


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    "text",
    [
        *("5_km", "# Figure_1", "- Figure_1", "__verse", "a\n\n_\n\nb", "a:_b", '{title="5_km"}', "<b title='5_km'>"),
        *("```\n-_a\n```", "`<a_b>`", "<pre>\n-_a\n</pre>", '<<QR:a caption="5_km">>', "::: applications In_class"),
        *("<!-- section: Figure_1 -->", "$5_km$", "[a_b](c.md)", "« mot_»"),
    ],
)
def test_a_no_break_space_elsewhere_stays(text: str, space: str) -> None:
    """In words, code and quotes, and where it keeps a line open."""
    text = text.replace("_", space)
    assert plain_spaces(text) == text
