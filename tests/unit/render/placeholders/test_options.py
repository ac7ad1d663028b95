"""Reading the options of a placeholder by type."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dl4ad_slides.language.placeholders import parse_placeholder
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.placeholders.options import Options

Read = Callable[[Options], object]


def options(text: str) -> tuple[Options, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return Options(parse_placeholder(f"<<N:a {text}>>", Position("decks/a.md", 3), findings), findings), findings


@pytest.mark.parametrize(
    ("text", "read", "value"),
    [
        ("k=v", lambda o: o.text("k", "d"), "v"),
        ('k=""', lambda o: o.text("k", "d"), ""),
        ("k=12", lambda o: o.whole("k", 1), 12),
        ("k=-3", lambda o: o.whole("k", None), -3),
        ("k=.5", lambda o: o.number("k", 1.0), 0.5),
        ("k=-1e-3", lambda o: o.number("k", 1.0), -0.001),
        ("k=b", lambda o: o.choice("k", ("a", "b"), "a"), "b"),
        ("k=true", lambda o: o.flag("k", False), True),
        ("k=Off", lambda o: o.flag("k", True), False),
        ('k="a, b c,d"', lambda o: o.words("k", ()), ("a", "b c", "d")),
        ("", lambda o: (o.text("k", "d"), o.whole("k", 1), o.flag("k", None), o.words("k", ())), ("d", 1, None, ())),
    ],
)
def test_reads(text: str, read: Read, value: object) -> None:
    """The value in its type, or the default."""
    made, findings = options(text)
    assert read(made) == value
    made.done()
    assert findings == []


@pytest.mark.parametrize(
    ("text", "read", "message", "hint"),
    [
        (
            "k=2.5",
            lambda o: o.whole("k", None, 1, 9),
            "`k` must be a whole number from 1 to 9, not `2.5`",
            "Write digits, such as k=1.",
        ),
        ("k=0", lambda o: o.number("k", None, 2), "`k` must be a number of at least 2, not `0`", "… k=2."),
        ("k=inf", lambda o: o.number("k", None), "`k` must be a number, not `inf`", "… k=1."),
        ("k=1e999", lambda o: o.number("k", None), "`k` must be a number, not `1e999`", "… k=1."),
        ("k=٣", lambda o: o.whole("k", None), "`k` must be a whole number, not `٣`", "… k=1."),
        ("k=on3", lambda o: o.flag("k", None), "`k` must be true or false, not `on3`", "Write k=true or k=false."),
        (
            "k=lnie",
            lambda o: o.choice("k", ("line", "bar"), None),
            "`k` must be one of `line`, `bar`, not `lnie`",
            "Did you mean `line`?",
        ),
        (
            "k=a,,b",
            lambda o: o.words("k", None),
            "`k` must be a list with commas, not `a,,b`",
            'Write k="a,b", with something on both sides of each comma.',
        ),
        (
            'k=""',
            lambda o: o.words("k", None),
            "`k` must be a list with commas, and is empty",
            'Write k="a,b", with something on both sides of each comma.',
        ),
    ],
)
def test_reports_a_wrong_value_at_the_option(text: str, read: Read, message: str, hint: str) -> None:
    """The value counts as not given."""
    made, findings = options(text)
    assert read(made) is None
    hint = hint.replace("…", "Write digits, such as")
    where = Position("decks/a.md", 3, 7)
    assert [(f.code, f.message, f.hint, f.position) for f in findings] == [("placeholder-value", message, hint, where)]


def test_reports_what_nobody_asked_for() -> None:
    """With the nearest of the options that were, or all of them."""
    made, findings = options("colour=1 siez=2 size=3")
    made.whole("size", 1)
    made.text("level", "")
    made.done(others=("caption",))
    assert [str(each) for each in findings] == [
        "decks/a.md:3:7: error[placeholder-option]: `N` has no option `colour`\n"
        "  hint: The options are `caption`, `level`, `size`.",
        "decks/a.md:3:16: error[placeholder-option]: `N` has no option `siez`\n  hint: Did you mean `size`?",
    ]
