"""What decks name by path: text that they include, drawings that stand in their pages, tables of data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dl4ad_slides.model.data import DataTable
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.schedule import Schedule
from dl4ad_slides.model.source import Passage, Source


@dataclass(frozen=True, slots=True)
class Mentions:
    """The files that one text names, by kind and path as written; `body` is the text."""

    body: Passage
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The files that decks name, read and checked, by path relative to the root; `findings` are what was wrong.

    `texts` are Markdown without front matter; `drawings` SVG files; `tables` data; `schedules` dates. `broken` are
    those that are there and cannot be used. `files` are all that a deck might name, for whoever looks for a near miss;
    `wanted` all paths that were looked for, whether there or not; `mentions` what each text names.
    """

    texts: Mapping[str, Passage] = field(default_factory=dict)
    drawings: Mapping[str, Source] = field(default_factory=dict)
    tables: Mapping[str, DataTable] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
