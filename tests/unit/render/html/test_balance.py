"""Tags without a partner, and tags that may not stand where they do."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.html.balance import find_imbalances


@pytest.mark.parametrize(
    "html",
    [
        "",
        "text",
        "<p>a",
        "<ul><li>a<li>b</ul>",
        "<dl><dt>a<dd>b</dl>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><thead><tr><th>a<tbody><tr><td>b</table>",
        "<select><option>a<option>b</select>",
        "<p>a<div>b</div>",
        "<br><img><hr><input>",
        "<br/>",
        "<svg><g><path/></g></svg>",
        "<svg><linearGradient/></svg>",
        "<math><mi>x</mi></math>",
        "<script>'<div>'</script>",
        "<textarea><b></textarea>",
        "<!-- <b> --><b></b>",
        "<B></b>",
        '<b title="<i>"></b>',
        "<details><summary>a</summary>b</details>",
        "<table><tr><td><ul><li>a</ul><td>b</table>",
    ],
)
def test_sound(html: str) -> None:
    """End tags that may be omitted, void elements, drawings, scripts, comments."""
    assert find_imbalances(html) == ()


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div>", ["<div> 0"]),
        ("<b><i></b></i>", ["<i> 0", "</i> 0"]),
        ("<div></div></div>", ["</div> 1"]),
        ("<div><div></div>", ["<div> 0"]),
        ("<p></div></p>", ["</div> 0"]),
        ("<p>a<div>b</div></p>", ["</p> 0"]),
        ("<table><tr><td></div></table>", ["</div> 0"]),
        ("<div/>", ["<div/> 0"]),
        ("<tr><td>a</td></tr>", ["<tr> 0 moved"]),
        ("<a><b><a></a></b></a>", ["<a> 1 moved"]),
        ("<table><div></div></table>", ["<table> 0 moved"]),
        ("<body></body>", ["<body> 0 moved"]),
        ("<b><p>a</p></b><td></td>", ["<td> 0 moved"]),
        ("</br>", ["</br> 0"]),
    ],
)
def test_unsound(html: str, found: list[str]) -> None:
    """The tag as written, and how many of the same stand before it."""
    shown = [f"{each.tag} {each.nth}{' moved' if each.misplaced else ''}" for each in find_imbalances(html)]
    assert shown == found
