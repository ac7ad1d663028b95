"""Callouts, which GitHub calls alerts: their kinds, and what other tools call them."""

from __future__ import annotations

KINDS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
_OF_OTHERS = {
    **{kind.lower(): kind for kind in KINDS},
    **dict.fromkeys(("info", "admonition", "seealso", "notice", "alert", "callout"), "NOTE"),
    "hint": "TIP",
    "attention": "WARNING",
    **dict.fromkeys(("danger", "error", "bug"), "CAUTION"),
}


def kind_of(name: str) -> str | None:
    """Return the kind of callout that another tool calls `name`, such as `danger` or `callout-tip`."""
    return _OF_OTHERS.get(name.lower().removeprefix("callout-"))


def how_to_write(kind: str) -> str:
    """Return how to write a callout of this kind, for hints."""
    return f"Write `> [!{kind}]`, and `> ` before each line of the text."
