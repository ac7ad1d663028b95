"""Regions of a deck: what Markdown may not touch, and what was opened and never closed."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.regions import Kind, scan_regions


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(region.kind, text[region.start : region.end]) for region in scan_regions(text).regions]


@pytest.mark.parametrize(
    ("text", "kind", "region"),
    [
        ("a\n```py\nx\n```\nb", Kind.FENCE, "```py\nx\n```"),
        ("~~~\n```\n~~~", Kind.FENCE, "~~~\n```\n~~~"),
        ("````\n```\n````", Kind.FENCE, "````\n```\n````"),
        ("- ```\n  x\n  ```", Kind.FENCE, "```\n  x\n  ```"),
        ("> ```\n> x\n> ```", Kind.FENCE, "```\n> x\n> ```"),
        ("1. ~~~\n   x\n   ~~~~", Kind.FENCE, "~~~\n   x\n   ~~~~"),
        ("a `x` b", Kind.CODE, "`x`"),
        ("a ``x`y`` b", Kind.CODE, "``x`y``"),
        ("a `x\ny` b", Kind.CODE, "`x\ny`"),
        ("a <!-- x\n\ny --> b", Kind.COMMENT, "<!-- x\n\ny -->"),
        ("<!-->a", Kind.COMMENT, "<!-->"),
        ("<pre>$x$</pre>", Kind.RAW, "<pre>$x$</pre>"),
        ("<SCRIPT>a $x$ b</script>", Kind.RAW, "<SCRIPT>a $x$ b</script>"),
        ('a <b title="$x$"> b', Kind.TAG, '<b title="$x$">'),
        ("a $x$ b", Kind.INLINE_MATH, "$x$"),
        ("a $x\ny$ b", Kind.INLINE_MATH, "$x\ny$"),
        ("a $\\$$ b", Kind.INLINE_MATH, "$\\$$"),
        ("$$x$$", Kind.DISPLAY_MATH, "$$x$$"),
        ("$$\nx\n\ny\n$$", Kind.DISPLAY_MATH, "$$\nx\n\ny\n$$"),
        ("a <<NAME>> b", Kind.PLACEHOLDER, "<<NAME>>"),
        ('a <<N_1:x k="a >> b">> c', Kind.PLACEHOLDER, '<<N_1:x k="a >> b">>'),
        ("a {{NAME:x}} b", Kind.PLACEHOLDER, "{{NAME:x}}"),
        ("a \\$ b", Kind.LITERAL, "\\$"),
        ("a \\<<NAME>> b", Kind.LITERAL, "\\<<"),
        ("a \\{{NAME:x}} b", Kind.LITERAL, "\\{{"),
    ],
)
def test_finds_a_region(text: str, kind: Kind, region: str) -> None:
    """From its first character to its last, wherever it stands."""
    assert kinds(text) == [(kind, region)]


@pytest.mark.parametrize(
    "text",
    [
        "plain text",
        "$5 and $10",
        "$ x$",
        "$x $",
        "a $x$1",
        "a $x\n\ny$ b",
        "a `x",
        "a `x\n\ny` b",
        "a ``` b",
        "{{x}} and {{NAME}}",
        "a < b > c",
        "\\`x",
        "\\\\",
    ],
)
def test_finds_none(text: str) -> None:
    """Prices, single dollars, open backticks and comparisons are text."""
    assert kinds(text) == []


def test_what_is_inside_a_region_is_not_looked_at_again() -> None:
    """Code hides math, comments hide code, and tags hide placeholders."""
    text = "`$x$` <!-- `y` $z$ --> <b t='<<X>>'> $\\text{`a`}$"
    assert [kind for kind, _ in kinds(text)] == [Kind.CODE, Kind.COMMENT, Kind.TAG, Kind.INLINE_MATH]


@pytest.mark.parametrize(
    ("text", "what", "offset"),
    [
        ("a\n```py\nx", "unclosed_fences", 2),
        ("- ~~~\n  x", "unclosed_fences", 2),
        ("```a\nx\n```b\ny\n```", "", 0),
        ("```a\nx\n\n---\n\n```b\ny\n```", "unclosed_fences", 0),
        ("a <!-- b", "unclosed_comments", 2),
        ("a $$ b", "unclosed_math", 2),
        ("$$\na\n\nb", "unclosed_math", 0),
        ("a <<NAME:b\nc", "unclosed_placeholders", 2),
        ("a {{NAME:b", "unclosed_placeholders", 2),
    ],
)
def test_tells_what_is_never_closed(text: str, what: str, offset: int) -> None:
    """Where it was opened; a fence that runs over a separator into the next one was forgotten."""
    scan = scan_regions(text)
    names = ("unclosed_fences", "unclosed_comments", "unclosed_math", "unclosed_placeholders")
    assert {name: getattr(scan, name) for name in names if getattr(scan, name)} == ({what: (offset,)} if what else {})


def test_covers() -> None:
    """Tells for an offset whether it lies in a region of a kind, the end not included."""
    scan = scan_regions("ab`cd`ef")
    assert [scan.covers(offset, {Kind.CODE}) for offset in range(8)] == [False] * 2 + [True] * 4 + [False] * 2
    assert not scan.covers(3, {Kind.FENCE})
