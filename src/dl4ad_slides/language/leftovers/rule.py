"""What one rule for leftover syntax says: how it looks in the visible text of a slide, and what to write instead.

In a visible text, blocks stand between blank lines, and list items begin with `ITEM`. `ESCAPED` stands before each
character that its author has escaped, `OBJECT` in the place of code, pictures and the like, at the start of a table
cell, and behind a line break that the author set; formulas and placeholders are slots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dl4ad_slides.model.sentinels import ESCAPED, ITEM, OBJECT, SLOT_CLOSE, SLOT_OPEN

# In patterns: a character of a line that is shown as it is written, and no part of something that was read.
ANY = rf"[^\n{SLOT_OPEN}{SLOT_CLOSE}{OBJECT}]"
# What stands between two marks, on one line; without a bound, time would grow with the square of a text full of marks.
SHORT = r"[^\n]{0,400}"
# Where a line begins, be it the first one of a block; and where a block ends.
LINE, BLOCK_END = rf"(?:\A|(?<=[\n{ITEM}]))", r"(?=\n\n|\Z)"


class Leftover(NamedTuple):
    """Syntax from `start` up to `end` of a visible text (offsets from 0), with what to write instead."""

    code: str
    start: int
    end: int
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` is found, something is left over, if `hint` knows what to write instead.

    Nothing is found in a text that holds none of `needs`, which are quicker to look for; `line_starts` makes those of
    rules for lines.
    """

    code: str
    needs: str | tuple[str, ...]
    pattern: re.Pattern[str]
    hint: str | Callable[[re.Match[str]], str]

    @property
    def all_needs(self) -> tuple[str, ...]:
        """Return `needs`, of which a text must hold one."""
        return (self.needs,) if isinstance(self.needs, str) else self.needs

    def find(self, text: str) -> Iterator[Leftover]:
        """Yield what of this rule is left over in `text`."""
        if not any(need in text for need in self.all_needs):
            return
        for found in self.pattern.finditer(text):
            hint = self.hint if isinstance(self.hint, str) else self.hint(found)
            if hint:
                yield Leftover(self.code, *found.span(), hint)


def line_starts(*signs: str) -> tuple[str, ...]:
    """Return what a text holds in which a line begins with one of the `signs`."""
    return tuple(f"{before}{sign}" for sign in signs for before in ("\n", ITEM))


def as_written(text: str) -> str:
    """Return a piece of visible text as its author wrote it, as far as it tells."""
    return text.replace(ESCAPED, "\\").replace(ITEM, "")


def clipped(text: str, most: int = 50) -> str:
    """Return the first line of `text`, no longer than `most` characters."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
