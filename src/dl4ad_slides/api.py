"""What extensions may rely on.

The names in `__all__` follow semantic versioning: none of them goes, and none changes what it takes or gives, within a
major version; new ones, and new parameters with a default, may come with a minor one. Everything else in this package
may change with any version. `docs/extending.md` shows how they are used.
"""

from __future__ import annotations

from dl4ad_slides.model.checked import AuthorText, CheckedDeck, CheckedSlide, Finding
from dl4ad_slides.model.diagnostics import Severity
from dl4ad_slides.model.extension import Check, MarkdownPlugin, ThemeLayer
from dl4ad_slides.model.placeholder_type import (
    Between,
    FileFormat,
    PlaceholderError,
    PlaceholderType,
    Report,
    Request,
)
from dl4ad_slides.model.source import Position, Source

__all__ = [
    "AuthorText",
    "Between",
    "Check",
    "CheckedDeck",
    "CheckedSlide",
    "FileFormat",
    "Finding",
    "MarkdownPlugin",
    "PlaceholderError",
    "PlaceholderType",
    "Position",
    "Report",
    "Request",
    "Severity",
    "Source",
    "ThemeLayer",
]
