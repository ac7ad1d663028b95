"""Split a deck into slides, and a slide into its content and its speaker notes.

The rules are those of Reveal.js' Markdown plugin: `---` alone on a line begins a slide, `--` alone one below it,
`Note:` or `Notes:` at a line start begins the speaker notes. None of them applies inside fenced code or comments.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dl4ad_slides.language.attribute_slips import attribute_slips
from dl4ad_slides.language.common_ends import common_ends
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


# Start and text of a slide, and whether it stands below the one before it.
Stretch = tuple[int, str, bool]


class _Split(NamedTuple):
    """A body that was split in one `way`: its slides, and where each of them starts.

    It `is_plain` where every separator of the usual kind has counted, and the first slide has none above it.
    """

    way: tuple[Separators, Dialect]
    body: Passage
    starts: Sequence[int]
    slides: Sequence[PlacedSlide]
    is_plain: bool


class Splitter:
    """Splits decks into slides. A slide that stays from one state of a file to the next stays the same object."""

    def __init__(self) -> None:
        # Only the last state is kept: a live preview would otherwise gather every keystroke.
        self._last: dict[str, _Split] = {}

    def split(
        self, deck: Passage, findings: list[Diagnostic], separators: Separators = _USUAL
    ) -> tuple[PlacedSlide, ...]:
        """Return the slides of the body of a deck; a deck without a separator is one slide."""
        way = separators, deck.dialect
        last = self._last.get(deck.file)
        if last is None or last.way != way:
            last = _Split(way, Passage.of("", deck.file), (), (), is_plain=False)
        known = {slide.source.text: slide.source for slide in last.slides if not slide.source.problems}
        head, made, tail, is_plain = _split(deck, separators, last, known)
        slides, starts = [*last.slides[:head]], [*last.starts[:head]]
        line, counted = deck.lines[0], 0
        if head:
            line, counted = slides[-1].line, starts[-1]
        for start, text, below, make in made:
            line += deck.text.count("\n", counted, start)
            counted = start
            source = known.get(text) or make()
            slides.append(PlacedSlide(source, line, below, source.marks))
            starts.append(start)
            if not source.problems:
                known[text] = source
        if tail:
            moved = len(deck.text) - len(last.body.text)
            line += deck.text.count("\n", counted, last.starts[-tail] + moved) - last.slides[-tail].line
            starts.extend(start + moved for start in last.starts[-tail:])
            slides.extend(slide._replace(line=slide.line + line) if line else slide for slide in last.slides[-tail:])
        for slide in slides:
            if slide.source.problems:
                findings.extend(problem.moved(slide.line - 1, deck.file) for problem in slide.source.problems)
        self._last[deck.file] = _Split(way, deck, starts, slides, is_plain)
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


def _split(
    deck: Passage, separators: Separators, last: _Split, known: Collection[str]
) -> tuple[int, Iterable[tuple[int, str, bool, Callable[[], SlideSource]]], int, bool]:
    """Return how many slides at the beginning of a body are those of its `last` state, and how many at its end.

    Between these numbers stand the others: start and text of each, whether it stands below, and what makes a source of
    it. At last, whether every separator has counted. `known` are the texts of slides that leave nothing open.
    """

    def source(text: str, *given: Any) -> Callable[[], SlideSource]:
        return lambda: _source(Passage.of(text, deck.file, dialect=deck.dialect), *given)

    if separators == _USUAL or separators.is_broken:  # what is broken is told, and keeps the deck from being published
        head, stretches, tail = _changed(last, deck) or (0, _cut(deck.text), 0)
        is_plain = not _FIRST_SEPARATOR.match(deck.text) and all(
            _is_closed(part, has_math=deck.dialect.math) for _, part, _ in stretches if part not in known
        )
        if not is_plain:
            head, stretches, tail = 0, _stretches(deck), 0
        return head, [(start, text, below, source(text)) for start, text, below in stretches], tail, is_plain
    try:
        stretches = _stretches_by(deck, separators)
        texts = [text for _, text, _ in stretches]
        notes = find_notes(texts, separators) if separators.notes else [None] * len(texts)
    except SeparatorError as problem:
        hint = "Mend `separators`; without them nobody knows where slides and notes begin."
        failure = error("deck-separator", str(problem), Position(deck.file), hint)
        return 0, [(0, deck.text, False, source(deck.text, (), separators, (failure,)))], 0, False
    pairs = zip(stretches, notes, strict=True)
    made = [(start, text, below, source(text, marks, separators)) for (start, text, below), marks in pairs]
    return 0, made, 0, False


def _changed(last: _Split, deck: Passage) -> tuple[int, list[Stretch], int] | None:
    """Return how many slides at both ends of a body are those of its `last` state, and the stretches between them.

    None where another line begins the body, or separators did not all count.
    """
    body, text = last.body, deck.text
    if not last.is_plain or body.lines[0] != deck.lines[0]:
        return None
    same, same_behind = common_ends(body.text, text)
    # A slide stays where the line break behind its last separator stays, or the one before its first.
    head = max(0, bisect_right(last.starts, same - 1) - 1)
    behind = max(head + 1, bisect_left(last.starts, len(body.text) - same_behind + len("\n---\n")))
    if behind >= len(last.starts) or last.starts[-1] == len(body.text):
        return head, _cut(text, last.starts[head], len(text), below=last.slides[head].below), 0
    moved, separator = len(text) - len(body.text), "\n--\n" if last.slides[behind].below else "\n---\n"
    end = last.starts[behind] + moved - len(separator)
    stretches = _cut(text, last.starts[head], end, below=last.slides[head].below)
    return head, stretches, len(last.starts) - behind


def _stretches_by(deck: Passage, separators: Separators) -> list[Stretch]:
    """Return the stretches between what the patterns find outside of code and comments; it may be a comment itself."""
    text, scan = deck.text, scan_passage(deck)
    stretches: list[Stretch] = []
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


def _stretches(deck: Passage) -> list[Stretch]:
    """Return the stretches between the separators outside of code and comments.

    Nearly always every separator counts, and slides can be looked at one by one. Only where one of them leaves a fence
    or a comment open must the whole deck be read to know which separators stand inside it.
    """
    text = deck.text
    first = _FIRST_SEPARATOR.match(text)
    separators = [*([first] if first else []), *_SEPARATOR.finditer(text)]
    scan = scan_passage(deck)
    spans = [found.span(1) for found in separators]
    return _between(text, [(start, end) for start, end in spans if not scan.covers(start, _PROTECTING)])


def _cut(text: str, begin: int = 0, end: int | None = None, *, below: bool = False) -> list[Stretch]:
    """Return the stretches between all separators from `begin`, behind one of them, to `end`, before another one."""
    end = len(text) if end is None else end
    stretches: list[Stretch] = []
    for separator in _SEPARATOR.finditer(text, max(0, begin - 1), end):
        stretches.append((begin, text[begin : max(begin, separator.start())], below))
        begin, below = min(separator.end() + 1, len(text)), separator[1] == "--"
    stretches.append((begin, text[begin : max(begin, end)], below))
    return stretches


def _between(text: str, separators: Sequence[tuple[int, int]]) -> list[Stretch]:
    stretches: list[Stretch] = []
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
