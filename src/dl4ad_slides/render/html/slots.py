"""Take out of a slide what Markdown may not touch, and leave numbered slots that survive every Markdown engine.

A slot is `U+FDD0 number U+FDD1`: two non-characters, which the loader replaces in files and no Markdown rule
knows. Math and code are returned as data and rendered in batches; a slot that turns out to stand in
code or in an attribute gives the author's characters back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape

from dl4ad_slides.language.citations import CitationItem, Cluster, bare_keys, find_citations
from dl4ad_slides.language.cross_references import figure_references
from dl4ad_slides.language.emoji import find_emoji
from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import PLACEHOLDER, Kind, Region, Scan, scan_passage, scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.sentinels import SLOT_CLOSE, SLOT_OPEN
from dl4ad_slides.model.source import Passage, Position

SLOT = re.compile(f"{SLOT_OPEN}([0-9]{{1,9}}){SLOT_CLOSE}")
ESCAPED_SLOT = re.compile("%EF%B7%90([0-9]{1,9})%EF%B7%91")
_LINK = re.compile(r"<a\s[^<>]*>.*?</a>", re.DOTALL | re.IGNORECASE)
_DRAWING = re.compile(r"<(?P<closes>/)?(?i:svg|math)(?=[\s/>])[\s\S]*?(?P<alone>/)?>\Z")
_BLANK_LINES = re.compile(r"(?>(?:\n[ \t>]*+(?=\n))+)")
_QUOTE_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)+")


class SlotKind(StrEnum):
    """What fills a slot."""

    INLINE_MATH = "inline-math"
    DISPLAY_MATH = "display-math"
    PLACEHOLDER = "placeholder"
    LITERAL = "literal"
    CODE = "code"
    FIGURE_ID = "figure-id"
    FIGURE_NUMBER = "figure-number"
    CROSS_REFERENCE = "figure-reference"
    LIST = "list"
    CITATION = "citation"
    SOURCES = "sources"
    EMOJI = "emoji"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: `source` is what the author wrote, `content` what is to be rendered (TeX, code, plain characters).

    Slots about figures hold the place of the figure among those of its slide, or the id that a reference names; those
    of citations the `cluster`. What stands `in_link` becomes no link itself.
    """

    kind: SlotKind
    source: str
    content: str
    position: Position
    placeholder: Placeholder | None = None
    language: str = ""
    steps: str | None = None
    first_line: int | None = None
    cluster: Cluster | None = None
    in_link: bool = False

    @property
    def margin(self) -> int:
        """Return how many characters of the source stand before the TeX of a formula, and behind it."""
        if self.kind is SlotKind.INLINE_MATH:
            return 2 if self.source.startswith("$`") and self.source.endswith("`$") else 1
        return 3 if self.source.startswith("`$$") else 2


_NEVER_MADE = Slot(SlotKind.LITERAL, "\N{REPLACEMENT CHARACTER}", "\N{REPLACEMENT CHARACTER}", Position(""))


# What only the deck as a whole can fill.
DECK_SLOTS = frozenset(
    {
        *(SlotKind.FIGURE_ID, SlotKind.FIGURE_NUMBER, SlotKind.CROSS_REFERENCE),
        *(SlotKind.LIST, SlotKind.CITATION, SlotKind.SOURCES),
    }
)


MATH_SLOTS = frozenset({SlotKind.INLINE_MATH, SlotKind.DISPLAY_MATH})
_LINKS = frozenset({SlotKind.CROSS_REFERENCE, SlotKind.CITATION})


@dataclass(eq=False)
class Slots:
    """The slots of one slide, numbered as they were made; `bare_keys` are what may be citations without brackets.

    `has_math` tells whether dollars on the slide are formulas.
    """

    has_math: bool = True
    _slots: list[Slot] = field(default_factory=list, init=False)
    bare_keys: list[CitationItem] = field(default_factory=list, init=False)

    def __iter__(self) -> Iterator[tuple[int, Slot]]:
        return iter(enumerate(self._slots))

    def __getitem__(self, number: int) -> Slot:
        """Return a slot; a character reference in HTML can spell one that was never made, and that is no character."""
        return self._slots[number] if number < len(self._slots) else _NEVER_MADE

    def add(self, slot: Slot) -> str:
        """Keep `slot` and return the characters that stand for it."""
        self._slots.append(slot)
        return f"{SLOT_OPEN}{len(self._slots) - 1}{SLOT_CLOSE}"

    def restore(self, text: str) -> str:
        """Return `text` with the author's own characters in place of every slot."""
        if SLOT_OPEN in text:
            text = SLOT.sub(lambda slot: self[int(slot[1])].source, text)
        return text

    def describe(self, text: str) -> str:
        """Return `text` with a plain reading of every slot, for titles and ids; what is broken reads as nothing."""
        return SLOT.sub(lambda slot: self._reading(self[int(slot[1])]), text)

    def name(self, text: str) -> str:
        """Return the same as ids are made of it: without emoji."""
        kept = SLOT.sub(lambda slot: "" if self[int(slot[1])].kind is SlotKind.EMOJI else slot[0], text)
        return self.describe(kept)

    def _reading(self, slot: Slot) -> str:
        return "" if slot.kind is SlotKind.BROKEN else slot.content


def leave_slots(passage: Passage, slots: Slots, findings: list[Diagnostic]) -> Passage:
    """Return `passage` with a slot for each formula, placeholder, reference, emoji and escaped sign.

    Drawings lose their blank lines, behind which Markdown would go on.
    """
    scan = scan_passage(passage)
    edits = [(*blank.span(), "") for blank in _blanks_in_drawings(passage.text, scan)]
    for region in scan.regions:
        if region.kind in _SLOT_KINDS:
            edits.append((region.start, region.end, slots.add(_slot(passage, region, findings))))
        elif region.kind is Kind.TAG:
            for inner in PLACEHOLDER.finditer(passage.text, region.start, region.end):
                slot = _slot(passage, Region(Kind.PLACEHOLDER, *inner.span()), findings)
                edits.append((*inner.span(), slots.add(slot)))
    broken = [(start, _line_end(passage.text, start)) for start in (*scan.unclosed_placeholders, *scan.unclosed_fences)]
    for reference in figure_references(passage.text, scan):
        if _is_outside(reference.span(), broken):
            slot = Slot(SlotKind.CROSS_REFERENCE, reference[0], reference[1], passage.at(reference.start()))
            edits.append((*reference.span(), slots.add(slot)))
    for start, end, characters in find_emoji(passage.text, scan):
        if _is_outside((start, end), broken):
            source = passage.text[start:end]
            edits.append((start, end, slots.add(Slot(SlotKind.EMOJI, source, characters, passage.at(start)))))
    clusters = find_citations(passage, scan, findings)
    slots.bare_keys.extend(bare_keys(passage, scan, clusters))
    for cluster in clusters:
        if _is_outside((cluster.start, cluster.end), broken):
            source = passage.text[cluster.start : cluster.end]
            slot = Slot(SlotKind.CITATION, source, "", passage.at(cluster.start), cluster=cluster)
            edits.append((cluster.start, cluster.end, slots.add(slot)))
    for start in scan.unclosed_placeholders:
        end = _line_end(passage.text, start)
        edits.append((start, end, slots.add(_unterminated(passage, start, end, findings))))
    for start in scan.unclosed_math:
        finding = error(
            "math-unclosed", "this `$$` is never closed", passage.at(start), "Close it with `$$`, or write `\\$`."
        )
        findings.append(finding)
    return passage.replace(sorted(edits))


def mark_links(html: str, slots: Slots) -> str:
    """Return `html` with other slots for what would be a link inside of another one."""

    def mark(found: re.Match[str]) -> str:
        slot = slots[int(found[1])]
        return slots.add(replace(slot, in_link=True)) if slot.kind in _LINKS else found[0]

    return _LINK.sub(lambda link: SLOT.sub(mark, link[0]), html)


def _blanks_in_drawings(text: str, scan: Scan) -> Iterator[re.Match[str]]:
    """Yield the blank lines in elements that are no HTML themselves: drawings, and MathML."""
    depth = start = 0
    for region in scan.regions:
        tag = _DRAWING.match(text, region.start, region.end) if region.kind is Kind.TAG else None
        if tag is None or tag["alone"]:
            continue
        if not tag["closes"]:
            start = start if depth else region.end
            depth += 1
        elif depth:
            depth -= 1
            blanks = _BLANK_LINES.finditer(text, start, region.start) if not depth else ()
            yield from (blank for blank in blanks if not scan.covers(blank.start(), _WITHOUT_MARKDOWN))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_outside(span: tuple[int, int], broken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the characters of `span` stand in none of the lines that something broken takes up."""
    return all(span[1] <= start or end <= span[0] for start, end in broken)


def leave_formula_slots(text: str, position: Position, slots: Slots) -> str:
    """Return `text` as HTML, with a slot for each formula in it; everything else is shown as it is written.

    `position` is where the text stands.
    """
    parts: list[str] = []
    at = 0
    for region in scan_regions(text, has_math=slots.has_math).regions:
        if region.kind is Kind.INLINE_MATH:
            source = text[region.start : region.end]
            place = Position(position.file, position.line, position.column + region.start)
            parts.append(escape(text[at : region.start], quote=False))
            parts.append(slots.add(Slot(SlotKind.INLINE_MATH, source, source[1:-1], place)))
            at = region.end
    return "".join((*parts, escape(text[at:], quote=False)))


_SLOT_KINDS = {
    Kind.INLINE_MATH: SlotKind.INLINE_MATH,
    Kind.DISPLAY_MATH: SlotKind.DISPLAY_MATH,
    Kind.PLACEHOLDER: SlotKind.PLACEHOLDER,
    Kind.LITERAL: SlotKind.LITERAL,
}

_WITHOUT_MARKDOWN = frozenset({*_SLOT_KINDS, Kind.FENCE, Kind.CODE})


def _slot(passage: Passage, region: Region, findings: list[Diagnostic]) -> Slot:
    source, position = passage.text[region.start : region.end], passage.at(region.start)
    kind = _SLOT_KINDS[region.kind]
    if kind is SlotKind.PLACEHOLDER:
        placeholder = parse_placeholder(source, position, findings)
        return Slot(kind, source, source, position, placeholder)
    if kind is SlotKind.LITERAL:
        return Slot(kind, source, source[1:], position)
    if source.startswith("```"):  # a fence: the line that opens it is no TeX, nor is the one that ends it
        tex = "\n" + source.partition("\n")[2].rpartition("\n")[0]
    else:
        margin = Slot(kind, source, "", position).margin
        tex = source[margin:-margin]
    return Slot(kind, source, _unquote(passage.text, region.start, tex), position)


def _unquote(text: str, start: int, tex: str) -> str:
    """Take the `>` of a block quote off the lines of a formula that stands in one."""
    line_start = text.rfind("\n", 0, start) + 1
    if "\n" not in tex or not _QUOTE_PREFIX.match(text, line_start, start):
        return tex
    first, *others = tex.split("\n")
    return "\n".join((first, *(_QUOTE_PREFIX.sub("", line, count=1) for line in others)))


def _unterminated(passage: Passage, start: int, end: int, findings: list[Diagnostic]) -> Slot:
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
    return Slot(SlotKind.BROKEN, source, f"The placeholder {source[:40]} is never closed.", position)
