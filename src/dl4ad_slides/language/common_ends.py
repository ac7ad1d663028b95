"""What two states of a text have in common: what stands before all that changed, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable


def common_ends(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginnings, and how many of the others at their ends."""
    shorter = min(len(one), len(other))
    before = _last_that_holds(shorter, lambda low, high: one[low:high] == other[low:high])
    behind = _last_that_holds(
        shorter - before,
        lambda low, high: one[len(one) - high : len(one) - low] == other[len(other) - high : len(other) - low],
    )
    return before, behind


def _last_that_holds(most: int, holds: Callable[[int, int], bool]) -> int:
    """Return the greatest number up to `most` for which what `holds` from 0 on holds; halves are compared as wholes."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
