"""The cells of a row of a table, as GFM tells them apart: a bar behind a backslash parts none."""

from __future__ import annotations

import re

BAR = re.compile(r"(?<!\\)\|")


def count_cells(row: str) -> int:
    """Return how many cells a row has; bars at its ends, and marks of a quotation before it, count for nothing."""
    inner = row.strip(" \t>").removeprefix("|")
    return len(BAR.findall(inner.removesuffix("|") if not inner.endswith("\\|") else inner)) + 1
