"""Reading one placeholder: name, argument, options."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.placeholders import parse_placeholder
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position

PLACE = Position("decks/a.md", 3, 7)


@pytest.mark.parametrize(
    ("text", "name", "argument", "options"),
    [
        ("<<NAME>>", "NAME", "", {}),
        ("<<NAME:a>>", "NAME", "a", {}),
        ("{{NAME:a}}", "NAME", "a", {}),
        ("<<NAME a>>", "NAME", "a", {}),
        ('<<NAME:"two words">>', "NAME", "two words", {}),
        ("<<N_1-B: a  k=v  l='x y' >>", "N_1-B", "a", {"k": "v", "l": "x y"}),
        ("<<NAME k=v>>", "NAME", "", {"k": "v"}),
        ('<<NAME:a\n  k="b\n c">>', "NAME", "a", {"k": "b\n c"}),
        ('<<NAME:a k="">>', "NAME", "a", {"k": ""}),
        ("<<NAME:a color-1=1847:2,1850:3>>", "NAME", "a", {"color-1": "1847:2,1850:3"}),
        ("<<NAME:a url=https://x.org/?a=b>>", "NAME", "a", {"url": "https://x.org/?a=b"}),
        ("<<NAME:'>>", "NAME", "'", {}),
    ],
)
def test_reads(text: str, name: str, argument: str, options: dict[str, str]) -> None:
    """Both spellings; the first word without `=` is the argument, quotes are taken off."""
    findings: list[Diagnostic] = []
    read = parse_placeholder(text, PLACE, findings)
    assert (read.name, read.argument, dict(read.options), read.partial) == (name, argument, options, name.lower())
    assert findings == []


@pytest.mark.parametrize(
    ("text", "message", "left"),
    [
        ("<<NAME:a b>>", "`b` is neither the argument nor a `key=value` pair", {}),
        ("<<NAME k=v b>>", "`b` is neither the argument nor a `key=value` pair", {"k": "v"}),
        ("<<NAME:a k=1 k=2>>", "`k` is given twice", {"k": "1"}),
    ],
)
def test_reports_words_that_do_not_fit(text: str, message: str, left: dict[str, str]) -> None:
    """At the placeholder; the rest of it stays."""
    findings: list[Diagnostic] = []
    assert dict(parse_placeholder(text, PLACE, findings).options) == left
    assert [(each.code, each.message, each.position) for each in findings] == [("placeholder-syntax", message, PLACE)]


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("<<NAME:a key=v>>", "key", 3, 16),
        ("<<NAME key=v>>", "key", 3, 14),
        ('<<NAME:a other="key=1" key=v>>', "key", 3, 30),
        ('<<NAME:a\n  other=1\n  key="v">>', "key", 5, 3),
        ("<<NAME:a key=v>>", "keys", 3, 7),
    ],
)
def test_options_know_where_they_stand(text: str, key: str, line: int, column: int) -> None:
    """On further lines too; an option that is not there stands where the placeholder does."""
    assert parse_placeholder(text, PLACE, []).place_of(key) == Position("decks/a.md", line, column)
