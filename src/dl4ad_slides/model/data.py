"""Tables of data: the rows of a CSV file as text, which numbers they hold, and where each cell stands in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dl4ad_slides.model.source import Position, Source

# As long as numbers of this world are: nothing that computes with them runs out of range.
_NUMBER = re.compile(r"[+\-−]?(\d{1,40}([.,]\d{0,40})?|[.,]\d{1,40})([eE][+\-−]?\d{1,2})?", re.ASCII)
_MISSING = frozenset({"", "-", "–", "—", "na", "n/a", "nan"})


@dataclass(frozen=True, slots=True)
class DataTable:
    """One data file: the names of its columns, and the cells of its rows as they are written, without outer spaces.

    Every row has as many cells as there are columns. `head` is the offset of the first row in the text of `source`,
    `starts[i]` that of the i-th row below.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    source: Source
    head: int
    starts: tuple[int, ...]

    def column(self, name: str) -> Sequence[str]:
        """Return the cells of a column, which must be there."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def position(self, row: int, column: str) -> Position:
        """Return where the cell of a row (from 0) stands in the file."""
        return self.source.at(
            cell_offset(self.source.text, self.starts[row], self.columns.index(column), self.delimiter)
        )

    def head_position(self, column: str) -> Position:
        """Return where the name of a column stands in the file."""
        return self.source.at(cell_offset(self.source.text, self.head, self.columns.index(column), self.delimiter))

    def number(self, cell: str) -> float | None:
        """Return the number that a cell spells, or None. `0,5` is one where no comma parts the cells."""
        return parse_number(cell, decimal_comma=self.delimiter != ",")


def parse_number(text: str, *, decimal_comma: bool) -> float | None:
    """Return the number that `text` spells: digits, a decimal point (or comma), a sign, a power of ten; else None."""
    if not _NUMBER.fullmatch(text) or ("," in text and not decimal_comma):
        return None
    return float(text.replace(",", ".").replace("−", "-"))


def is_missing(cell: str) -> bool:
    """Tell whether a cell says that there is no value."""
    return cell.casefold() in _MISSING


def cell_offset(text: str, start: int, index: int, delimiter: str) -> int:
    """Return the offset of the cell `index` (from 0) in the row of CSV that begins at `start`."""
    at, in_quotes = start, False
    while index and at < len(text):
        if text[at] == '"':
            in_quotes = not in_quotes
        elif text[at] == delimiter and not in_quotes:
            index -= 1
        elif text[at] == "\n" and not in_quotes:
            break
        at += 1
    while text[at : at + 1] == " ":
        at += 1
    return at
