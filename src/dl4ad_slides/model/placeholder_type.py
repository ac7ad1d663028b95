"""A kind of placeholder that an extension brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceholderType:
    """A placeholder that is written `<<NAME>>`; `render` returns the HTML that stands in its place."""

    name: str
    render: Callable[..., str]
