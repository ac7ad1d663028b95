"""Read the options that name parts of a data file: columns, rows, cells, ranges of numbers."""

from __future__ import annotations

import re

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.data import DataTable, parse_number
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.render.placeholders.options import Options

_ROWS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


class DataError(Exception):
    """What a placeholder asks for cannot be shown; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_columns(options: Options, key: str, table: DataTable, placeholder: Placeholder) -> tuple[str, ...]:
    """Return the columns that an option lists; a name with a comma in it must be the only one.

    Raises DataError for a column that is not there.
    """
    if (written := options.text(key, "")) in table.columns:
        return (written,)
    names = options.words(key, ())
    for name in names:
        if name not in table.columns:
            hint = did_you_mean(name, table.columns) or known_names(table.columns, "columns")
            message = f"{table.path} has no column `{name}`"
            raise DataError(error("data-column", message, placeholder.place_of(key), hint))
    return names


def read_rows(options: Options, key: str, table: DataTable) -> tuple[int, ...]:
    """Return the rows (from 0) that an option such as `1-5` or `1,3` names; without it, none."""
    chosen: list[int] = []
    for part in options.words(key, ()):
        found = _ROWS.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= len(table.rows):
            demand = f"rows of {table.path}, which has {len(table.rows)}"
            options.wrong(key, demand, f'Count from 1 below the head, such as {key}="1-5" or {key}="1,3".')
            return ()
        chosen.extend(range(first - 1, last))
    return tuple(chosen)


def read_range(options: Options, key: str, *, is_log: bool) -> tuple[float, float] | None:
    """Return the two numbers of an option such as `-4:4`, or None without it; on a logarithmic scale, above zero."""
    if not (written := options.text(key, "")):
        return None
    ends = [parse_number(end.strip(), decimal_comma=True) for end in written.split(":")]
    match ends:
        case [float(low), float(high)] if low < high and (low > 0 or not is_log):
            return low, high
        case [float(low), float(high)] if low < high:
            options.wrong(key, "above zero on a logarithmic scale", f"Write {key}=0.001:1, for example.")
            return None
        case _:
            options.wrong(key, "two numbers, the smaller one first", f'Put a colon between them, such as {key}="-4:4".')
            return None


def bad_cell(table: DataTable, row: int, column: str, message: str, hint: str, placeholder: Placeholder) -> DataError:
    """Return the error about a cell: it stands in the data file, and names the place in the deck that shows it."""
    finding = error("data-value", message, table.position(row, column), hint)
    return DataError(finding.taken_in((placeholder.position,)))
