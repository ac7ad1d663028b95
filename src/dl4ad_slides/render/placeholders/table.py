"""Tables from data files: `<<TABLE:data/x.csv columns="a,b" rows="1-5" highlight=3>>` becomes a table of the slide.

Cells are shown as they are written, formulas between `$` as such. Columns of numbers are set to the right and aligned
at the decimal sign.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from dl4ad_slides.load.tables import TABLE as FORMAT
from dl4ad_slides.model.data import DataTable, is_missing
from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.render.html.slots import Slots, leave_formula_slots
from dl4ad_slides.render.placeholders.data_options import read_columns, read_rows
from dl4ad_slides.render.placeholders.request import SlideRequest

_MOST_ROWS = 14  # below a heading, in the smallest letters that are allowed
_DECIMALS = re.compile(r"[.,](\d*)$")
_NO_VALUE = "–"
_DIGIT_SPACE, _POINT_SPACE = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"


@dataclass(frozen=True, slots=True)
class TableOptions:
    """`columns` are names with commas between them; `rows` and `highlight` numbers and ranges, from 1."""

    columns: str = ""
    rows: str = ""
    highlight: str = ""
    caption: str = ""
    fragments: bool = False


def _render(request: SlideRequest[TableOptions, DataTable]) -> str:
    """Return the table that a `TABLE` placeholder asks for."""
    table, options, context = request.file, request.options, request.context
    columns = read_columns(request, "columns", options.columns) or table.columns
    rows = read_rows(request, "rows") or range(len(table.rows))
    if len(rows) > _MOST_ROWS:
        message = f"{len(rows)} rows do not fit on a slide"
        hint = f'Show some of them, such as rows="1-{_MOST_ROWS}", and the others on the next slide.'
        context.findings.append(warning("data-rows", message, request.position, hint))
    lit = read_rows(request, "highlight")
    numeric = {column for column in columns if _is_numeric(table, column)}
    lines = [
        "".join(cells)
        for cells in zip(
            *(_column_cells(table, column, rows, numeric, context.slots) for column in columns), strict=True
        )
    ]
    head = "".join(f"<th{_align(column in numeric)}>{_head(table, column, context.slots)}</th>" for column in columns)
    body = "".join(
        f"<tr{_classes(is_lit=row in lit, is_fragment=options.fragments)}>{line}</tr>"
        for row, line in zip(rows, lines, strict=True)
    )
    caption = options.caption
    shown = f"<caption>{request.markdown(caption, 'caption')}</caption>" if caption else ""
    return f'<table class="data-table">{shown}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _is_numeric(table: DataTable, column: str) -> bool:
    cells = [cell for cell in table.column(column) if not is_missing(cell)]
    return bool(cells) and all(table.number(cell.removesuffix("%").rstrip()) is not None for cell in cells)


def _head(table: DataTable, column: str, slots: Slots) -> str:
    return leave_formula_slots(column, table.head_position(column), slots)


def _column_cells(
    table: DataTable, column: str, rows: Iterable[int], numeric: Collection[str], slots: Slots
) -> Sequence[str]:
    written = table.column(column)
    if column not in numeric:
        return [f"<td>{leave_formula_slots(written[row], table.position(row, column), slots)}</td>" for row in rows]
    cells = [written[row] for row in rows]
    longest = max(map(_decimals, cells), default=0)
    return [f"<td{_align(True)}>{escape(_aligned(cell, longest))}</td>" for cell in cells]


def _decimals(cell: str) -> int:
    """Return how many characters a number has from its decimal sign on; 0 for an integer, a percentage, a power."""
    found = _DECIMALS.search(cell)
    return len(found[0]) if found else 0


def _aligned(cell: str, longest: int) -> str:
    """Return the number with room for the decimals that others in its column have, and a real minus."""
    own = _decimals(cell)
    if is_missing(cell):
        return _NO_VALUE
    cell = cell.replace("-", "−")
    if not cell[-1:].isdecimal() or "e" in cell.lower() or own == longest:
        return cell
    return cell + (_POINT_SPACE if own == 0 else "") + _DIGIT_SPACE * (longest - max(own, 1))


def _align(is_numeric: bool) -> str:
    return ' align="right"' if is_numeric else ""


def _classes(*, is_lit: bool, is_fragment: bool) -> str:
    classes = ["highlight"] * is_lit + ["fragment", "appear-table"] * is_fragment
    return f' class="{" ".join(classes)}"' if classes else ""


TABLE = PlaceholderType("TABLE", _render, TableOptions, FORMAT)
