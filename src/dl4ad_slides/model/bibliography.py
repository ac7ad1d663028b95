"""A bibliography as it was read: its entries in the terms of CSL-JSON, and the style that they are cited in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position

# What settings call a bibliography: the paths of its files, and the style.
BibliographyName = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One work. `fields` are those of CSL-JSON (schema 1.0), `type` among them and the key not.

    Text may hold `<i>`, `<b>`, `<sup>`, `<sub>` and `<span class="nocase">`, and no other markup.
    """

    key: str
    fields: Mapping[str, object]
    position: Position


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A style: the name or path that the author wrote, and its CSL (XML)."""

    name: str
    csl: str
    position: Position = field(default=Position("slides.yaml"), compare=False)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of one or more files by their keys, in their order; not `is_whole` where one failed."""

    entries: Mapping[str, Entry]
    style: CitationStyle
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Bibliographies:
    """The bibliographies of the decks of a project, by what settings call them.

    `wanted` are all paths that were looked for, whether there or not; `findings` what was wrong.
    """

    named: Mapping[BibliographyName, Bibliography] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()
    findings: tuple[Diagnostic, ...] = ()
