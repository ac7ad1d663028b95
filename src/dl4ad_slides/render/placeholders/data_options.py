"""Read the options that name parts of a data file: columns, rows, cells, ranges of numbers."""

from __future__ import annotations

import re
from typing import Any

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.data import DataTable, parse_number
from dl4ad_slides.model.diagnostics import did_you_mean, error, known_names
from dl4ad_slides.render.placeholders.request import RefusedError, SlideRequest

_ROWS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def read_columns(request: SlideRequest[Any, DataTable], option: str, written: str) -> tuple[str, ...]:
    """Return the columns that an option lists, as it is `written`; a name with a comma in it must be the only one.

    Raises RefusedError for a column that is not there.
    """
    table = request.file
    if written in table.columns:
        return (written,)
    names = request.written.words(option, ())
    for name in names:
        if name not in table.columns:
            hint = did_you_mean(name, table.columns) or known_names(table.columns, "columns")
            message = f"{table.path} has no column `{name}`"
            raise RefusedError(error("data-column", message, request.placeholder.place_of(option), hint))
    return names


def read_rows(request: SlideRequest[Any, DataTable], option: str) -> tuple[int, ...]:
    """Return the rows (from 0) that an option such as `1-5` or `1,3` names; without it, none."""
    chosen: list[int] = []
    table = request.file
    for part in request.written.words(option, ()):
        found = _ROWS.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= len(table.rows):
            demand = f"rows of {table.path}, which has {len(table.rows)}"
            request.wrong(option, demand, f'Count from 1 below the head, such as {option}="1-5" or {option}="1,3".')
            return ()
        chosen.extend(range(first - 1, last))
    return tuple(chosen)


def read_range(
    request: SlideRequest[Any, Any], option: str, written: str, *, is_log: bool
) -> tuple[float, float] | None:
    """Return the two numbers of an option such as `-4:4`, or None without it; on a logarithmic scale, above zero."""
    if not written:
        return None
    ends = [parse_number(end.strip(), decimal_comma=True) for end in written.split(":")]
    match ends:
        case [float(low), float(high)] if low < high and (low > 0 or not is_log):
            return low, high
        case [float(low), float(high)] if low < high:
            request.wrong(option, "above zero on a logarithmic scale", f"Write {option}=0.001:1, for example.")
            return None
        case _:
            hint = f'Put a colon between them, such as {option}="-4:4".'
            request.wrong(option, "two numbers, the smaller one first", hint)
            return None


def bad_cell(
    table: DataTable, row: int, column: str, message: str, hint: str, placeholder: Placeholder
) -> RefusedError:
    """Return the error about a cell: it stands in the data file, and names the place in the deck that shows it."""
    finding = error("data-value", message, table.position(row, column), hint)
    return RefusedError(finding.taken_in((placeholder.position,)))
