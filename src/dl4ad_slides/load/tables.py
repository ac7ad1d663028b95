"""Read one data file (CSV with commas, semicolons or tabs) into a `DataTable`, with findings at line and column.

The first row names the columns. A file with anything wrong in it gives nothing: half a table is a wrong one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from dl4ad_slides.model.data import DataTable, cell_offset
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.placeholder_type import FileFormat, Report
from dl4ad_slides.model.source import Position, Source

MOST_ROWS = 5_000
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")
_WORKBOOK_HINT = "Save the sheet as “CSV UTF-8” and name that file."
_HEAD = 20  # rows that are looked at to find out the delimiter
_SHOWN = 5  # findings about rows of one file
_EXAMPLE_HINT = "Begin with a row of column names, such as `t,relu,tanh`, and put a row of values below it."


@dataclass(frozen=True, slots=True)
class _Row:
    start: int  # offset in the text
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


def load_table(source: Source, report: Report) -> DataTable | None:
    """Return the table that a file holds, or None where something is wrong with it."""
    path, findings = source.path, report.findings
    if findings:  # characters of it could not be read
        return None
    delimiter = "\t" if path.lower().endswith(".tsv") else _delimiter(source.text)
    try:
        filled = (row for row in _rows(source.text, delimiter) if not row.is_blank)
        rows = list(islice(filled, MOST_ROWS + 2))
    except _UnreadableRowError as problem:
        hint = 'Put such a cell into quotes, and double the quotes in it: "the ""kernel"" trick".'
        findings.append(error("data-format", problem.reason, source.at(problem.start), hint))
        return None
    if len(rows) < 2:
        message = "the table has no rows" if rows else "the file holds nothing"
        findings.append(error("data-format", message, Position(path), _EXAMPLE_HINT))
        return None
    head, *body = rows
    if len(body) > MOST_ROWS:
        message = f"the table has more than {MOST_ROWS} rows"
        hint = "No slide can show that many; keep every tenth row, or a summary."
        findings.append(error("data-format", message, source.at(body[MOST_ROWS].start), hint))
        return None
    findings.extend(_head_findings(head, source, delimiter))
    findings.extend(_width_findings(head, body, source, delimiter))
    if findings:
        return None
    return DataTable(
        path=path,
        columns=head.cells,
        rows=tuple(row.cells for row in body),
        delimiter=delimiter,
        source=source,
        head=head.start,
        starts=tuple(row.start for row in body),
    )


class _UnreadableRowError(Exception):
    """A row that begins at the offset `start` and cannot be taken apart."""

    def __init__(self, start: int, reason: str) -> None:
        super().__init__(reason)
        self.start, self.reason = start, reason


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    starts = [0, *(newline.end() for newline in re.finditer("\n", text))]
    reader = csv.reader(StringIO(text, newline="\n"), delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        start = starts[min(reader.line_num, len(starts) - 1)]
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            is_open = "unexpected end" in str(problem)
            reason = "these quotes are never closed" if is_open else f"the row cannot be taken apart: {problem}"
            raise _UnreadableRowError(start, reason) from problem
        yield _Row(start, tuple(" ".join(cell.split()) for cell in cells))


def _delimiter(text: str) -> str:
    """Return what parts the cells: what cuts most of the first rows into as many cells as the very first, and many."""

    def fitness(delimiter: str) -> tuple[int, int]:
        lines = StringIO(text, newline="\n")
        rows = [row for row in islice(csv.reader(lines, delimiter=delimiter, skipinitialspace=True), _HEAD) if row]
        width = len(rows[0]) if rows else 0
        return (sum(len(row) == width for row in rows), width) if width > 1 else (0, 0)

    try:
        fit = {delimiter: fitness(delimiter) for delimiter in _DELIMITERS}
    except csv.Error:  # a cell of more than 128 KiB; reading the rows says where
        return ","
    best = max(fit, key=lambda delimiter: fit[delimiter])
    return best if fit[best] != (0, 0) else ";"  # a single column, in which `0,5` is one number


def _head_findings(head: _Row, source: Source, delimiter: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, name in enumerate(head.cells):
        if name and name not in seen:
            seen.add(name)
            continue
        place = source.at(cell_offset(source.text, head.start, index, delimiter))
        if not name:
            hint = "Write its name into the first row (with pandas: `index=False` leaves the row numbers out)."
            yield error("data-format", f"column {index + 1} has no name", place, hint)
        else:
            yield error("data-format", f"two columns are called `{name}`", place, "Give each a name of its own.")


def _width_findings(head: _Row, body: Sequence[_Row], source: Source, delimiter: str) -> Iterator[Diagnostic]:
    width = len(head.cells)
    ragged = [row for row in body if len(row.cells) != width]
    for row in ragged[:_SHOWN]:
        count = len(row.cells)
        place = source.at(cell_offset(source.text, row.start, min(count, width), delimiter))
        message = f"this row has {count} cell{'s' * (count != 1)}, and the first row names {width} columns"
        hint = f"Cells are parted by {_DELIMITERS[delimiter]}; one that holds such a sign stands in quotes."
        further = len(ragged) - _SHOWN
        notes = [f"{further} further rows are like that"] if further > 0 and row is ragged[_SHOWN - 1] else []
        yield error("data-format", message, place, hint, *notes)


TABLE = FileFormat("table", (".csv", ".tsv"), load_table, refused=dict.fromkeys(_WORKBOOKS, _WORKBOOK_HINT))
