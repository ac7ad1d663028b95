"""Where text comes from: a file of the author, and the author's line for every line derived from it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

NO_BREAK_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"

_NEWLINE = re.compile("\n")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file of the author: `file` relative to the project root, `line` and `column` from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """One text file as it was read: normalised line ends, no byte order mark.

    `path` is relative to the project root, with forward slashes.
    """

    path: str
    text: str

    def at(self, offset: int) -> Position:
        """Return the position of the character at `offset` (from 0)."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return Position(self.path, self.text.count("\n", 0, offset) + 1, offset - line_start + 1)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What of the deck language a file has: whether dollars are `math`, and titles of pictures make `figures`."""

    math: bool = True
    figures: bool = True


@dataclass(frozen=True)  # without slots: the line starts are worked out when first asked for
class Passage:
    """Text that knows where it came from.

    `lines[i]` is the author's line (from 1) of the i-th line of `text`; there are always
    `text.count("\\n") + 1` of them. `column` is the author's column (from 1) of the first character. `dialect` says
    how it is read. Each of `joints` is where text goes on behind an edit: its offset, and the author's line and column.
    """

    text: str
    file: str
    lines: tuple[int, ...]
    column: int = 1
    dialect: Dialect = Dialect()
    joints: tuple[tuple[int, int, int], ...] = ()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(newline.end() for newline in _NEWLINE.finditer(self.text)))

    @classmethod
    def of(cls, text: str, file: str, line: int = 1, column: int = 1, *, dialect: Dialect = Dialect()) -> Passage:
        """Return the passage of `text` that stands contiguously in `file` from `line` on."""
        return cls(text, file, _consecutive(line, text.count("\n") + 1), column, dialect)

    @property
    def start(self) -> Position:
        """Return the position of the first character."""
        return Position(self.file, self.lines[0], self.column)

    def at(self, offset: int) -> Position:
        """Return the author's position of the character at `offset` (from 0)."""
        row = bisect_right(self._starts, offset) - 1
        behind = bisect_right(self.joints, offset, key=lambda joint: joint[0]) - 1
        if behind >= 0 and self.joints[behind][0] >= self._starts[row]:
            joint, line, column = self.joints[behind]
            return Position(self.file, line, column + offset - joint)
        column = offset - self._starts[row] + (self.column if row == 0 else 1)
        return Position(self.file, self.lines[row], column)

    def row(self, index: int) -> Position:
        """Return the position of the start of the row `index` (from 0), clamped to the passage."""
        index = max(0, min(index, len(self.lines) - 1))
        return Position(self.file, self.lines[index], self.column if index == 0 else 1)

    def line(self, index: int) -> str:
        """Return the characters of the row `index` (from 0), without the line end."""
        end = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[index] : end]

    def slice(self, start: int, end: int) -> Passage:
        """Return the passage of the characters from `start` to `end`."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end) - 1
        begin = self.at(start)
        lines = (begin.line, *self.lines[first + 1 : last + 1])
        joints = tuple((at - start, line, column) for at, line, column in self.joints if start < at <= end)
        return Passage(self.text[start:end], self.file, lines, begin.column, self.dialect, joints)

    def moved(self, lines: int) -> Passage:
        """Return the same passage `lines` further down in its file."""
        joints = tuple((at, line + lines, column) for at, line, column in self.joints)
        return replace(self, lines=tuple(line + lines for line in self.lines), joints=joints)

    def replace(self, edits: Iterable[tuple[int, int, str]]) -> Passage:
        """Return the passage with each `(start, end, text)` put in place of its characters.

        Edits are in order and do not overlap. New lines count as the author's line where the edit starts.
        """
        parts: list[str] = []
        lines = [self.lines[0]]
        joints: list[tuple[int, int, int]] = []
        at = length = 0
        for start, end, text in (*edits, (len(self.text), len(self.text), "")):
            joints.extend((one - at + length, line, column) for one, line, column in self.joints if at <= one <= start)
            parts.append(self.text[at:start])
            length += start - at + len(text)
            over = any(start < joint < end for joint, _, _ in self.joints)
            if over or len(text) != end - start or "\n" in text + self.text[start:end]:
                behind = self.at(end)
                joints.append((length, behind.line, behind.column))
            first, last = bisect_right(self._starts, at), bisect_right(self._starts, start)
            lines.extend(self.lines[first:last])
            parts.append(text)
            lines.extend([self.at(start).line] * text.count("\n"))
            at = end
        return replace(self, text="".join(parts), lines=tuple(lines), joints=tuple(joints))


@lru_cache(maxsize=16)  # a long deck keeps its number of lines in most edits
def _consecutive(first: int, count: int) -> tuple[int, ...]:
    return tuple(range(first, first + count))
