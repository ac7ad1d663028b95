"""Split a deck into slides, and a slide into its content and its speaker notes.

The rules are those of Reveal.js' Markdown plugin: `---` alone on a line begins a slide, `--` alone one below it,
`Note:` or `Notes:` at a line start begins the speaker notes. None of them applies inside fenced code or comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dl4ad_slides.language.attribute_slips import attribute_slips
from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import PLACEHOLDER, Kind, Scan, scan_passage, scan_regions
from dl4ad_slides.language.separators import SeparatorError, find_cuts, find_notes
from dl4ad_slides.language.slips import slips
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.settings import Separators
from dl4ad_slides.model.source import Dialect, Passage, Position

# The search runs ahead to the next line break followed by a hyphen, which `^` with MULTILINE would not let it do.
_SEPARATOR = re.compile(r"\n(---?)(?=\n|\Z)")
_FIRST_SEPARATOR = re.compile(r"(---?)(?=\n|\Z)")
_SPACED_SEPARATOR = re.compile(r"^(?:[ \t]+---?[ \t]*|---?[ \t]+)$", re.MULTILINE)
# Right below text, it is the line below a heading.
_LONG_SEPARATOR = re.compile(r"(?:\A|\n[ \t]*\n)\n?(-{4,})[ \t]*(?=\n|\Z)")
_REVEAL_MD_BELOW = "----"
# With attributes, or the dash that an editor makes of hyphens.
_DRESSED_SEPARATOR = re.compile(r"^(?:---?[ \t]*\{[^}\n]*\}|[\u2013\u2014]{1,3})[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,2}[ \t]+\S", re.MULTILINE)
_MANY = 3  # headings of slides on a single one
_LONGEST_SEPARATOR = 30
_GROUPS = re.compile(r"^[ \t]*(?::::|<(?:div|section|table))", re.MULTILINE)
_NOTES = re.compile(r"^notes?:", re.MULTILINE | re.IGNORECASE)
_PROTECTING = {Kind.FENCE, Kind.COMMENT}
_MARK = re.compile(r"<!--\s*(section|subsection):\s*(.*?)\s*-->", re.DOTALL)
INCLUDE = "INCLUDE"
_USUAL = Separators()


# By file and argument of an `INCLUDE`, the text that it takes in, or why there is none.
Texts = tuple[tuple[tuple[str, str], Passage | Diagnostic], ...]


class Mark(NamedTuple):
    """A running title that begins with a slide: `kind` is `section` or `subsection`; an empty title ends it."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True, eq=False)
class SlideSource:
    """One slide as the author wrote it (`text`), wherever it stands: its lines count from 1.

    `placeholders` are all of them, wherever they stand; `is_include` says that one of them, an `INCLUDE`, is all that
    the slide holds: others will stand in its place. `rules` are lines of more than three hyphens. The same text gives
    the same object, so that nothing need be done twice for it.
    """

    text: str
    content: Passage
    notes: Passage | None
    problems: tuple[Diagnostic, ...]
    placeholders: tuple[Placeholder, ...]
    is_include: bool
    marks: tuple[Mark, ...]
    rules: tuple[tuple[str, Position], ...] = ()

    @property
    def key(self) -> tuple[str, str, int, int, Dialect]:
        """Return what tells it from all others: its file, its text, where its notes stand, how it is read."""
        content, notes = self.content, self.notes
        return content.file, self.text, len(content.text), len(notes.text) if notes else -1, content.dialect

    @property
    def has_notes_only(self) -> bool:
        """Tell whether there are notes, and nothing above them."""
        return self.notes is not None and (not self.content.text or self.content.text.isspace())

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the content, and the notes where there are any."""
        return (self.content,) if self.notes is None else (self.content, self.notes)


class PlacedSlide(NamedTuple):
    """A slide in its deck: `line` (from 1) is its first one; `below` says that it stands below the one before it.

    `marks` are the running titles that begin with it. A slide of another file has a `chain`, the places of the
    placeholders that took it in, the innermost first, its `role` may be `recap` or `preview`, its `language` another
    than the deck's, and `audiences` are those for whom the slides are that took it in. `texts` is what stands in the
    place of its own `INCLUDE` placeholders, `attributes` what the slide that took it in says of it.
    """

    source: SlideSource
    line: int
    below: bool
    marks: tuple[Mark, ...] = ()
    chain: tuple[Position, ...] = ()
    role: str = ""
    language: str = ""
    texts: Texts = ()
    attributes: tuple[tuple[str, str], ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def start(self) -> Position:
        """Return where the slide begins in its file."""
        return Position(self.source.content.file, self.line)


class Splitter:
    """Splits decks into slides. A slide that stays from one state of a file to the next stays the same object."""

    def __init__(self) -> None:
        # Of each file its slides without problems by their text. Only the last state is kept: a live preview would
        # otherwise gather every keystroke.
        self._known: dict[str, tuple[tuple[Separators, Dialect], Mapping[str, SlideSource], Sequence[PlacedSlide]]] = {}

    def split(
        self, deck: Passage, findings: list[Diagnostic], separators: Separators = _USUAL
    ) -> tuple[PlacedSlide, ...]:
        """Return the slides of the body of a deck; a deck without a separator is one slide."""
        slides: list[PlacedSlide] = []
        way = separators, deck.dialect
        known_by, before, placed = self._known.get(deck.file, (way, {}, ()))
        if known_by != way:
            before, placed = {}, ()
        now: dict[str, SlideSource] = {}
        line, counted = deck.lines[0], 0
        for start, text, below, make in _slides(deck, separators, before):
            line += deck.text.count("\n", counted, start)
            counted = start
            source = now.get(text) or before.get(text) or make()
            there = placed[len(slides)] if len(slides) < len(placed) else None
            if there is None or there.source is not source or there.line != line or there.below is not below:
                there = PlacedSlide(source, line, below, source.marks)
            slides.append(there)
            if source.problems:
                findings.extend(problem.moved(line - 1, deck.file) for problem in source.problems)
            else:
                now[text] = source
        self._known[deck.file] = way, now, slides
        findings.extend(_long_separators(slides, separators))
        if len(slides) == 1:
            findings.extend(_unseparated(slides[0]))
        return tuple(slides)


def whole_text(body: Passage) -> PlacedSlide:
    """Return a text without slides as one of them: no line separates, and none begins notes."""
    text = Passage.of(body.text, body.file, dialect=body.dialect)
    scan = scan_passage(text)
    problems, placeholders = tuple(_left_open(text, scan)), tuple(_placeholders(text, scan))
    source = SlideSource(body.text, text, None, problems, placeholders, False, ())
    return PlacedSlide(source, body.lines[0], below=False)


def split_slides(deck: Passage, findings: list[Diagnostic]) -> tuple[PlacedSlide, ...]:
    """Return the slides of a deck that is split only once."""
    return Splitter().split(deck, findings)


def _slides(
    deck: Passage, separators: Separators, known: Collection[str]
) -> Iterator[tuple[int, str, bool, Callable[[], SlideSource]]]:
    """Yield start and text of each slide, whether it stands below, and what makes a source of it."""

    def source(text: str, *given: Any) -> Callable[[], SlideSource]:
        return lambda: _source(Passage.of(text, deck.file, dialect=deck.dialect), *given)

    if separators == _USUAL or separators.is_broken:  # what is broken is told, and keeps the deck from being published
        for start, text, below in _stretches(deck, known):
            yield start, text, below, source(text)
        return
    try:
        stretches = _stretches_by(deck, separators)
        texts = [text for _, text, _ in stretches]
        notes = find_notes(texts, separators) if separators.notes else [None] * len(texts)
    except SeparatorError as problem:
        hint = "Mend `separators`; without them nobody knows where slides and notes begin."
        failure = error("deck-separator", str(problem), Position(deck.file), hint)
        yield 0, deck.text, False, source(deck.text, (), separators, (failure,))
        return
    for (start, text, below), marks in zip(stretches, notes, strict=True):
        yield start, text, below, source(text, marks, separators)


def _stretches_by(deck: Passage, separators: Separators) -> list[tuple[int, str, bool]]:
    """Return the stretches between what the patterns find outside of code and comments; it may be a comment itself."""
    text, scan = deck.text, scan_passage(deck)
    stretches: list[tuple[int, str, bool]] = []
    begin, below = 0, False
    for cut in find_cuts(text, separators):
        if _is_inside(scan, text, cut.start, cut.end):
            continue
        stretches.append((begin, text[begin : cut.start], below))
        begin, below = cut.end, cut.is_below
    stretches.append((begin, text[begin:], below))
    return stretches


def _is_inside(scan: Scan, text: str, start: int, end: int) -> bool:
    """Tell whether what a pattern has found stands in code or in a comment, and does not begin it."""
    found = text[start:end]
    first = start + len(found) - len(found.lstrip()) if found.strip() else end - 1
    return scan.covers(first, _PROTECTING) and (first == 0 or scan.covers(first - 1, _PROTECTING))


def _stretches(deck: Passage, known: Collection[str]) -> list[tuple[int, str, bool]]:
    """Return start and text of each slide, and whether it stands below the one before.

    `known` are the texts of slides that leave nothing open.

    Nearly always every separator counts, and slides can be looked at one by one. Only where one of them leaves a fence
    or a comment open must the whole deck be read to know which separators stand inside it.
    """
    text = deck.text
    first = _FIRST_SEPARATOR.match(text)
    if first is None:
        stretches = _cut(text)
        if all(_is_closed(part, has_math=deck.dialect.math) for _, part, _ in stretches if part not in known):
            return stretches
    separators = [*([first] if first else []), *_SEPARATOR.finditer(text)]
    scan = scan_passage(deck)
    spans = [found.span(1) for found in separators]
    return _between(text, [(start, end) for start, end in spans if not scan.covers(start, _PROTECTING)])


def _cut(text: str) -> list[tuple[int, str, bool]]:
    """Return the stretches between all separators."""
    first, *others = _SEPARATOR.split(text)
    stretches, end = [(0, first, False)], len(first)
    for separator, behind in zip(others[::2], others[1::2], strict=True):
        end += len("\n") + len(separator)
        stretches.append((min(end + 1, len(text)), behind[1:], separator == "--"))
        end += len(behind)
    return stretches


def _between(text: str, separators: Sequence[tuple[int, int]]) -> list[tuple[int, str, bool]]:
    stretches: list[tuple[int, str, bool]] = []
    begin, below = 0, False
    for start, end in separators:
        stretches.append((begin, text[begin : max(begin, start - 1)], below))
        begin, below = min(end + 1, len(text)), end - start == len("--")
    stretches.append((begin, text[begin:], below))
    return stretches


def _is_closed(text: str, *, has_math: bool) -> bool:
    scan = scan_regions(text, has_math=has_math)
    return not scan.unclosed_fences and not scan.unclosed_comments


def _source(
    slide: Passage,
    notes: Iterable[tuple[int, int]] | None = None,
    separators: Separators = _USUAL,
    failures: Iterable[Diagnostic] = (),
) -> SlideSource:
    """Return the slide with this text; `notes` are the spans that may begin its notes, where that is not usual."""
    text, scan = slide.text, scan_passage(slide)
    problems = (*failures, *_problems(slide, scan, separators))
    rules = tuple(_rules(slide, scan))
    placeholders = tuple(_placeholders(slide, scan))
    marks = tuple(sorted(_marks(text, scan), key=lambda mark: mark.kind != "section"))  # which ends what is below it
    spans = (found.span() for found in _NOTES.finditer(text)) if notes is None else notes
    mark = next((span for span in spans if not _is_inside(scan, text, *span)), None)
    if mark is None:
        is_include = _is_only_include(text, scan, placeholders)
        return SlideSource(text, _dedent(slide), None, problems, placeholders, is_include, marks, rules)
    above, below = mark
    body = text[below:]
    start = below + len(body) - len(body.lstrip())
    end = max(start, below + len(body.rstrip()))
    content = _dedent(slide.slice(0, above))
    return SlideSource(text, content, slide.slice(start, end), problems, placeholders, False, marks, rules)


def _is_only_include(text: str, scan: Scan, placeholders: Sequence[Placeholder]) -> bool:
    """Tell whether a slide holds one `INCLUDE` placeholder, and nothing else but comments."""
    if len(placeholders) != 1 or placeholders[0].name != INCLUDE:
        return False
    end = 0
    for region in scan.regions:
        if region.kind not in {Kind.PLACEHOLDER, Kind.COMMENT} or text[end : region.start].strip():
            return False
        end = region.end
    return not text[end:].strip()


def find_marks(text: str) -> Iterator[Mark]:
    """Yield the running titles in the comments of some HTML."""
    for found in _MARK.finditer(text):
        yield Mark(found[1], " ".join(found[2].split()))


def _marks(text: str, scan: Scan) -> Iterator[Mark]:
    for region in scan.regions:
        if region.kind is Kind.COMMENT and (found := _MARK.fullmatch(text, region.start, region.end)):
            yield Mark(found[1], " ".join(found[2].split()))


def _placeholders(slide: Passage, scan: Scan) -> Iterator[Placeholder]:
    for region in scan.regions:
        if region.kind in {Kind.PLACEHOLDER, Kind.TAG}:
            for found in PLACEHOLDER.finditer(slide.text, region.start, region.end):
                yield parse_placeholder(found[0], slide.at(found.start()), [])


def _dedent(content: Passage) -> Passage:
    """Take the indentation of the first line off every line, as the plugin does for indented templates."""
    body = content.text.lstrip("\n")
    indent = len(body) - len(body.lstrip(" \t"))
    if indent < 2 and not body.startswith("\t"):
        return content
    margin = body[:indent]
    lines = [line.removeprefix(margin) for line in content.text.split("\n")]
    return replace(content, text="\n".join(lines), column=1)


def _problems(slide: Passage, scan: Scan, separators: Separators) -> Iterator[Diagnostic]:
    if not separators.slide:
        yield from _near_separators(slide, scan)
    yield from _left_open(slide, scan)


def _near_separators(slide: Passage, scan: Scan) -> Iterator[Diagnostic]:
    for line in _SPACED_SEPARATOR.finditer(slide.text):
        if not scan.covers(line.start(), _PROTECTING):
            message = "this line looks like a slide separator but has spaces around it"
            hint = "Delete the spaces to begin a slide here, or write `***` for a rule."
            yield warning("deck-separator-space", message, slide.at(line.start()), hint)
    for line in _DRESSED_SEPARATOR.finditer(slide.text):
        if not scan.covers(line.start(), _PROTECTING):
            hint = "Write three hyphens and nothing else to begin a slide; attributes go into `<!-- .slide: … -->`."
            yield warning("deck-slip", f"`{line[0]}` begins no slide", slide.at(line.start()), hint)


def _rules(slide: Passage, scan: Scan) -> Iterator[tuple[str, Position]]:
    for line in _LONG_SEPARATOR.finditer(slide.text):
        if not scan.covers(line.start(1), _PROTECTING):
            yield line[1], slide.at(line.start(1))


def _long_separators(slides: Iterable[PlacedSlide], separators: Separators) -> Iterator[Diagnostic]:
    """Yield a finding for each length of long rules, wherever else they stand in the deck."""
    places: dict[str, list[Position]] = {}
    for slide in slides if not separators.slide else ():
        for written, place in slide.source.rules:
            places.setdefault(written, []).append(replace(place, line=place.line + slide.line - 1))
    for written, (first, *others) in places.items():
        hint = "Write `---` to begin a slide, or `***` for a rule."
        if written == _REVEAL_MD_BELOW and not separators.vertical:
            hint = (
                "Write `--` to begin a slide below, or put `separators: {vertical: '^----$'}` into slides.yaml or the "
                "front matter, as reveal-md has it; write `***` for a rule."
            )
        notes = [f"also on line {', '.join(str(place.line) for place in others)}"] if others else []
        yield warning("deck-slip", f"`{written}` begins no slide, and draws a rule", first, hint, *notes)


def _unseparated(slide: PlacedSlide) -> Iterator[Diagnostic]:
    """Yield the finding for a deck of one slide with the headings of many."""
    text = slide.source.text
    scan = scan_regions(text, has_math=slide.source.content.dialect.math)
    headings = [one for one in _HEADING.finditer(text) if not scan.covers(one.start(), _PROTECTING)]
    if len(headings) < _MANY or _GROUPS.search(text):
        return
    above = [text[: one.start()].rstrip().rpartition("\n")[2].strip() for one in headings[1:]]
    line, times = Counter(above).most_common(1)[0]
    hint = "Write a line `---` between slides, or say what separates them under `separators` in slides.yaml."
    if times > 1 and len(line) <= _LONGEST_SEPARATOR and not _HEADING.match(line):
        pattern = re.sub(r"[.*+?^${}()|\[\]\\/]", r"\\\g<0>", line).replace("'", "''")
        hint = f"If `{line}` separates them, put `separators: {{slide: '^{pattern}$'}}` into slides.yaml."
    place = Passage.of(text, slide.start.file, slide.line).at(headings[1].start())
    yield warning("deck-separator", f"this slide has {len(headings)} headings: are these slides?", place, hint)


def _left_open(slide: Passage, scan: Scan) -> Iterator[Diagnostic]:
    for offset in scan.unclosed_fences:
        hint = "Close it with a line of the same characters; all behind it was shown as code."
        yield error("code-unclosed-fence", "this code fence is never closed", slide.at(offset), hint)
    for offset in scan.unclosed_comments:
        hint = "Close it with `-->`."
        if 0 <= slide.text.find("<!--", offset + 4) < slide.text.find("-->", offset):
            hint = "Close it with `-->` before the next `<!--`: no comment can hold another one."
        yield error("deck-unclosed-comment", "this comment is never closed", slide.at(offset), hint)
    yield from slips(slide, scan)
    yield from attribute_slips(slide, scan)
