"""Take out of a slide what Markdown may not touch, and leave numbered holes that survive every Markdown engine.

A hole is `U+FDD0 number U+FDD1`: two non-characters, which the loader replaces in files and no Markdown rule
knows. Math and code are returned as data and rendered in batches; a hole that turns out to stand in
code or in an attribute gives the author's characters back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

from dl4ad_slides.language.citations import CitationItem, Cluster, bare_keys, find_citations
from dl4ad_slides.language.cross_references import figure_references
from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import PLACEHOLDER, Kind, Region, scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.source import Passage, Position

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
HOLE = re.compile(f"{_OPEN}([0-9]{{1,9}}){_CLOSE}")
ESCAPED_HOLE = re.compile("%EF%B7%90([0-9]{1,9})%EF%B7%91")
_LINK = re.compile(r"<a\s[^<>]*>.*?</a>", re.DOTALL | re.IGNORECASE)
_QUOTE_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)+")


class HoleKind(StrEnum):
    """What fills a hole."""

    INLINE_MATH = "inline-math"
    DISPLAY_MATH = "display-math"
    PLACEHOLDER = "placeholder"
    LITERAL = "literal"
    CODE = "code"
    FIGURE_ID = "figure-id"
    FIGURE_NUMBER = "figure-number"
    FIGURE_REFERENCE = "figure-reference"
    LIST = "list"
    CITATION = "citation"
    SOURCES = "sources"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole: `source` is what the author wrote, `content` what is to be rendered (TeX, code, plain characters).

    Holes about figures hold the place of the figure among those of its slide, or the id that a reference names; those
    of citations the `cluster`. What stands `in_link` becomes no link itself.
    """

    kind: HoleKind
    source: str
    content: str
    position: Position
    placeholder: Placeholder | None = None
    language: str = ""
    steps: str | None = None
    first_line: int | None = None
    cluster: Cluster | None = None
    in_link: bool = False


_NEVER_MADE = Hole(HoleKind.LITERAL, "\N{REPLACEMENT CHARACTER}", "\N{REPLACEMENT CHARACTER}", Position(""))


# What only the deck as a whole can fill.
DECK_KINDS = frozenset(
    {
        *(HoleKind.FIGURE_ID, HoleKind.FIGURE_NUMBER, HoleKind.FIGURE_REFERENCE),
        *(HoleKind.LIST, HoleKind.CITATION, HoleKind.SOURCES),
    }
)


MATH_KINDS = frozenset({HoleKind.INLINE_MATH, HoleKind.DISPLAY_MATH})
_LINKS = frozenset({HoleKind.FIGURE_REFERENCE, HoleKind.CITATION})


class Holes:
    """The holes of one slide, numbered as they were made; `bare_keys` are what may be citations without brackets."""

    def __init__(self) -> None:
        self._holes: list[Hole] = []
        self.bare_keys: list[CitationItem] = []

    def __iter__(self) -> Iterator[tuple[int, Hole]]:
        return iter(enumerate(self._holes))

    def __getitem__(self, number: int) -> Hole:
        """Return a hole; a character reference in HTML can spell one that was never made, and that is no character."""
        return self._holes[number] if number < len(self._holes) else _NEVER_MADE

    def add(self, hole: Hole) -> str:
        """Keep `hole` and return the characters that stand for it."""
        self._holes.append(hole)
        return f"{_OPEN}{len(self._holes) - 1}{_CLOSE}"

    def restore(self, text: str) -> str:
        """Return `text` with the author's own characters in place of every hole."""
        if _OPEN in text:
            text = HOLE.sub(lambda hole: self[int(hole[1])].source, text)
        return text

    def describe(self, text: str) -> str:
        """Return `text` with a plain reading of every hole, for titles and ids."""
        return HOLE.sub(lambda hole: self[int(hole[1])].content, text)


def dig_holes(passage: Passage, holes: Holes, findings: list[Diagnostic]) -> Passage:
    """Return `passage` with a hole for each formula, placeholder, reference and escaped sign."""
    scan = scan_regions(passage.text)
    edits: list[tuple[int, int, str]] = []
    for region in scan.regions:
        if region.kind in _DUG:
            edits.append((region.start, region.end, holes.add(_hole(passage, region, findings))))
        elif region.kind is Kind.TAG:
            for inner in PLACEHOLDER.finditer(passage.text, region.start, region.end):
                hole = _hole(passage, Region(Kind.PLACEHOLDER, *inner.span()), findings)
                edits.append((*inner.span(), holes.add(hole)))
    broken = [(start, _line_end(passage.text, start)) for start in (*scan.unclosed_placeholders, *scan.unclosed_fences)]
    for reference in figure_references(passage.text, scan):
        if _is_outside(reference.span(), broken):
            hole = Hole(HoleKind.FIGURE_REFERENCE, reference[0], reference[1], passage.at(reference.start()))
            edits.append((*reference.span(), holes.add(hole)))
    clusters = find_citations(passage, scan, findings)
    holes.bare_keys.extend(bare_keys(passage, scan, clusters))
    for cluster in clusters:
        if _is_outside((cluster.start, cluster.end), broken):
            source = passage.text[cluster.start : cluster.end]
            hole = Hole(HoleKind.CITATION, source, "", passage.at(cluster.start), cluster=cluster)
            edits.append((cluster.start, cluster.end, holes.add(hole)))
    for start in scan.unclosed_placeholders:
        end = _line_end(passage.text, start)
        edits.append((start, end, holes.add(_unterminated(passage, start, end, findings))))
    for start in scan.unclosed_math:
        finding = error(
            "math-unclosed", "this `$$` is never closed", passage.at(start), "Close it with `$$`, or write `\\$`."
        )
        findings.append(finding)
    return passage.replace(sorted(edits))


def mark_links(html: str, holes: Holes) -> str:
    """Return `html` with other holes for what would be a link inside of another one."""

    def mark(found: re.Match[str]) -> str:
        hole = holes[int(found[1])]
        return holes.add(replace(hole, in_link=True)) if hole.kind in _LINKS else found[0]

    return _LINK.sub(lambda link: HOLE.sub(mark, link[0]), html)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_outside(span: tuple[int, int], broken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the characters of `span` stand in none of the lines that something broken takes up."""
    return all(span[1] <= start or end <= span[0] for start, end in broken)


def dig_formulas(text: str, position: Position, holes: Holes) -> str:
    """Return `text` as HTML, with a hole for each formula in it; everything else is shown as it is written.

    `position` is where the text stands.
    """
    parts: list[str] = []
    at = 0
    for region in scan_regions(text).regions:
        if region.kind is Kind.INLINE_MATH:
            source = text[region.start : region.end]
            place = Position(position.file, position.line, position.column + region.start)
            parts.append(escape(text[at : region.start], quote=False))
            parts.append(holes.add(Hole(HoleKind.INLINE_MATH, source, source[1:-1], place)))
            at = region.end
    return "".join((*parts, escape(text[at:], quote=False)))


_DUG = {
    Kind.INLINE_MATH: HoleKind.INLINE_MATH,
    Kind.DISPLAY_MATH: HoleKind.DISPLAY_MATH,
    Kind.PLACEHOLDER: HoleKind.PLACEHOLDER,
    Kind.LITERAL: HoleKind.LITERAL,
}


def _hole(passage: Passage, region: Region, findings: list[Diagnostic]) -> Hole:
    source, position = passage.text[region.start : region.end], passage.at(region.start)
    kind = _DUG[region.kind]
    if kind is HoleKind.PLACEHOLDER:
        placeholder = parse_placeholder(source, position, findings)
        return Hole(kind, source, source, position, placeholder)
    if kind is HoleKind.LITERAL:
        return Hole(kind, source, source[1:], position)
    margin = 2 if kind is HoleKind.DISPLAY_MATH else 1
    return Hole(kind, source, _unquote(passage.text, region.start, source[margin:-margin]), position)


def _unquote(text: str, start: int, tex: str) -> str:
    """Take the `>` of a block quote off the lines of a formula that stands in one."""
    line_start = text.rfind("\n", 0, start) + 1
    if "\n" not in tex or not _QUOTE_PREFIX.match(text, line_start, start):
        return tex
    first, *others = tex.split("\n")
    return "\n".join((first, *(_QUOTE_PREFIX.sub("", line, count=1) for line in others)))


def _unterminated(passage: Passage, start: int, end: int, findings: list[Diagnostic]) -> Hole:
    source, position = passage.text[start:end], passage.at(start)
    closing = ">>" if source.startswith("<<") else "}}"
    findings.append(
        error(
            "placeholder-unterminated",
            f"the placeholder `{source[:40]}` is never closed",
            position,
            f"Close it with `{closing}`, or write `\\{source[:2]}` for the characters themselves.",
        )
    )
    return Hole(HoleKind.BROKEN, source, f"The placeholder {source[:40]} is never closed.", position)
