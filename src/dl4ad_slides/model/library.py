"""What decks name by path: text that they include, drawings that stand in their pages, tables of data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage


@dataclass(frozen=True, slots=True)
class Mentions:
    """The files that one text names, by format and path as written; `body` is the text."""

    body: Passage
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class NamedFile:
    """A file that decks name: the value that its format makes of it, and a digest of its text."""

    value: object
    digest: str

    def __repr__(self) -> str:
        return f"NamedFile({self.digest!r})"


@dataclass(frozen=True, slots=True)
class Library:
    """The files that decks name, read and checked, by format and path relative to the root; `findings` were wrong.

    `broken` are files that are there and cannot be used. `files` are all that a deck might name, for whoever looks for
    a near miss; `wanted` all paths that were looked for, whether there or not; `mentions` what each text names.
    """

    named: Mapping[str, Mapping[str, NamedFile]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()

    def find(self, file_format: str, path: str) -> NamedFile | None:
        """Return the file at `path` in this format."""
        return self.named.get(file_format, {}).get(path)
