"""Tell the author of a tag without a partner, or one that a browser understands otherwise than it was meant.

A Markdown engine leaves a mark behind each tag that its author wrote; its own tags are never blamed. The author's tags
are paired by themselves, as their author reads them, and a browser's tree must agree: what it repairs so that the
result is what was meant, is no finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.language.slips import NO_ELEMENTS
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.sentinels import TAG_CLOSE, TAG_OPEN
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.html.balance import FOREIGN, OPTIONAL_END, TOKEN, VOID, PlacedTag, placed_tags
from dl4ad_slides.render.html.hidden_parts import without_marks
from dl4ad_slides.render.html.slots import Slots

_MOST = 10  # findings of that kind in one text
_MARK = re.compile(f"{TAG_OPEN}(?:([0-9]+):([0-9]+))?{TAG_CLOSE}")
# Formatting elements (HTML standard, section 13.2.4.2): a browser opens them again where a block ended them.
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_EARLY_ENDS = {
    "p": "Write `<div>`: a paragraph holds no blocks.",
    "a": "A link holds no other link.",
    "svg": "Delete the blank lines in it: after one, Markdown resumes.",
}
_PROBE = "data-probe"
# Beyond the start tag of these, the tree says nothing of what stands in them.
_UNSEEN = frozenset({"template", "plaintext", "noscript"})


@dataclass(frozen=True, slots=True)
class _Fault:
    tag: PlacedTag
    message: str
    hint: str


def mark_tags(html: str, places: Sequence[tuple[int, int]] = ()) -> str:
    """Return the author's `html` with a mark behind each tag.

    `places` has, for each line of `html`, the row of its passage (from 0) and the column (from 0) of its start.
    """

    def mark(found: re.Match[str]) -> str:
        if found[0].startswith("<!--"):
            return found[0]
        place = ""
        if places:
            line = html.count("\n", 0, found.start())
            row, column = places[min(line, len(places) - 1)]
            place = f"{row}:{column + found.start() - (html.rfind(chr(10), 0, found.start()) + 1)}"
        return f"{found[0]}{TAG_OPEN}{place}{TAG_CLOSE}"

    return TOKEN.sub(mark, html)


def check_tags(html: str, passage: Passage, slots: Slots, findings: list[Diagnostic]) -> str:
    """Return the HTML of `passage` without the marks of tags, and add a finding for each tag that is not sound."""
    if TAG_OPEN not in html:
        return html
    bare, marks = _take_marks(without_marks(html))
    tags = tuple(placed_tags(bare))
    authored = [tag for tag in tags if tag.end in marks and tag.tag.strip("<>") not in NO_ELEMENTS]
    located = _locate(authored, marks, passage, slots)
    faults = sorted(
        _faults([tag for tag in authored if tag in located], bare, located), key=lambda one: located[one.tag]
    )
    for number, fault in enumerate(faults[:_MOST], 1):
        left = len(faults) - number if number == _MOST else 0
        notes = (f"{left} more tags here are not balanced",) if left else ()
        shown = f"`{slots.restore(fault.tag.tag)[:60]}` {fault.message}"
        findings.append(warning("html-unbalanced", shown, located[fault.tag], fault.hint, *notes))
    return _MARK.sub("", html)


def _take_marks(html: str) -> tuple[str, dict[int, tuple[int, int] | None]]:
    """Return `html` without marks, and by the end of each marked tag in it the row and column that its mark names."""
    parts: list[str] = []
    marks: dict[int, tuple[int, int] | None] = {}
    at = length = 0
    for mark in _MARK.finditer(html):
        parts.append(html[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        marks[length] = (int(mark[1]), int(mark[2])) if mark[1] is not None else None
    return "".join((*parts, html[at:])), marks


def _locate(
    tags: Iterable[PlacedTag], marks: Mapping[int, tuple[int, int] | None], passage: Passage, slots: Slots
) -> dict[PlacedTag, Position]:
    """Return where each tag stands.

    One whose mark does not say so is looked for among the tags of the passage; what is not there is not the author's.
    """
    located: dict[PlacedTag, Position] = {}
    written: dict[str, Iterator[int]] = {}
    for tag in tags:
        if (mark := marks[tag.end]) is not None:
            located[tag] = _position(passage, *mark, slots)
            continue
        if not written:
            written = {text: iter(offsets) for text, offsets in _written(passage).items()}
        offset = next(written.get(tag.tag, iter(())), None)
        if offset is not None:
            row = passage.text.count("\n", 0, offset)
            located[tag] = _position(passage, row, offset - (passage.text.rfind("\n", 0, offset) + 1), slots)
    return located


def _written(passage: Passage) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for region in scan_passage(passage).regions:
        if region.kind in {Kind.TAG, Kind.RAW}:
            for tag in TOKEN.finditer(passage.text, region.start, region.end):
                found.setdefault(tag[0], []).append(tag.start())
    return found


def _position(passage: Passage, row: int, column: int, slots: Slots) -> Position:
    """Return the author's position of a place in a passage with slots, which are shorter than what they stand for."""
    start = passage.row(row)
    before = slots.restore(passage.line(min(row, len(passage.lines) - 1))[:column])
    lines = before.count("\n")
    first = 1 if lines else start.column
    return Position(start.file, start.line + lines, first + len(before) - (before.rfind("\n") + 1))


def _faults(tags: Sequence[PlacedTag], html: str, located: Mapping[PlacedTag, Position]) -> Iterator[_Fault]:
    pairs = _Pairs()
    for tag in tags:
        pairs.add(tag)
    pairs.end()
    yield from pairs.faults
    if not pairs.faults and not any(tag.name == "plaintext" for tag in tags):
        yield from _misread(tags, pairs, html, located)


@dataclass(slots=True)
class _Pairs:
    """Start and end tags that belong together to their author, and those that have no partner."""

    end_of: dict[PlacedTag, PlacedTag] = field(default_factory=dict)
    around: dict[PlacedTag, PlacedTag] = field(default_factory=dict)
    faults: list[_Fault] = field(default_factory=list)
    _open: list[PlacedTag] = field(default_factory=list)
    _formatting: dict[str, list[PlacedTag]] = field(default_factory=dict)
    _count: Counter[str] = field(default_factory=Counter)
    _crossed: Counter[str] = field(default_factory=Counter)

    def add(self, tag: PlacedTag) -> None:
        if not tag.closes:
            self._begin(tag)
        elif tag.name in _FORMATTING:
            self._close_formatting(tag)
        else:
            self._close(tag)

    def end(self) -> None:
        """Report what is open now."""
        for tag in (*self._open, *(tag for tags in self._formatting.values() for tag in tags)):
            self._report_open(tag)

    def _begin(self, tag: PlacedTag) -> None:
        if self._open:
            self.around[tag] = self._open[-1]
        is_closed = tag.tag.endswith("/>") and any(self._count[name] for name in FOREIGN)
        if tag.name in VOID or is_closed:
            return
        if tag.name in _FORMATTING:
            self._formatting.setdefault(tag.name, []).append(tag)
        else:
            self._open.append(tag)
            self._count[tag.name] += 1

    def _close_formatting(self, tag: PlacedTag) -> None:
        if same := self._formatting.get(tag.name):
            self.end_of[same.pop()] = tag
        else:
            self._report_alone(tag)

    def _close(self, tag: PlacedTag) -> None:
        if not self._count[tag.name]:
            if self._crossed[tag.name]:  # its start tag has been reported
                self._crossed[tag.name] -= 1
            elif tag.name != "br":  # a line break to every browser
                self._report_alone(tag)
            return
        while (inner := self._open.pop()).name != tag.name:
            self._count[inner.name] -= 1
            self._report_open(inner)
            self._crossed[inner.name] += inner.name not in OPTIONAL_END
        self._count[tag.name] -= 1
        self.end_of[inner] = tag

    def _report_open(self, tag: PlacedTag) -> None:
        if tag.name not in OPTIONAL_END:
            self.faults.append(_Fault(tag, "is never closed", f"Close it with `</{tag.name}>` on this slide."))

    def _report_alone(self, tag: PlacedTag) -> None:
        self.faults.append(_Fault(tag, "closes nothing", "Delete it, or open it first."))


def _misread(
    tags: Sequence[PlacedTag], pairs: _Pairs, html: str, located: Mapping[PlacedTag, Position]
) -> Iterator[_Fault]:
    """Yield what a browser does not read as its author does, of tags that all have their partner."""
    numbers = {tag: number for number, tag in enumerate(tags)}
    outer = {numbers[tag]: numbers[around] for tag, around in pairs.around.items() if around.name not in OPTIONAL_END}
    tree = _Tree(LexborHTMLParser(_with_probes(html, numbers, pairs), is_fragment=True), outer)
    told: set[PlacedTag] = set()
    hidden = False
    for tag in tags:
        hidden = hidden or tag.name in _UNSEEN
        if tag.closes or hidden:
            continue
        around = pairs.around.get(tag)
        fault = None if around in told else _fault_of(tag, numbers, pairs, tree, located)
        if fault is not None:
            yield fault
        if fault is not None or around in told:
            told.add(tag)


def _fault_of(
    tag: PlacedTag,
    numbers: Mapping[PlacedTag, int],
    pairs: _Pairs,
    tree: _Tree,
    located: Mapping[PlacedTag, Position],
) -> _Fault | None:
    number, end = numbers[tag], pairs.end_of.get(tag)
    if not tree.is_placed.get(number):
        return _Fault(tag, "may not stand here: browsers move or drop it", "Move it to where HTML allows it.")
    if end is None:
        return None
    if tree.holds.get(("behind", number)):
        line = located[tag].line
        hint = "Put both into the same paragraph or list item; a blank line and no indentation end a list."
        return _Fault(end, f"does not close its `<{tag.name}>` on line {line}: another element stands between", hint)
    # Other formatting is opened again for what follows, and a paragraph without attributes looks the same in pieces.
    is_same = (tag.name in _FORMATTING and tag.name != "a") or tag.tag.lower() == "<p>"
    if tree.holds.get(("before", number)) is False and not is_same:
        hint = "Put both tags into the same paragraph, list item, cell or emphasis."
        return _Fault(tag, f"ends before its `</{tag.name}>`", _EARLY_ENDS.get(tag.name, hint))
    return None


def _with_probes(html: str, numbers: Mapping[PlacedTag, int], pairs: _Pairs) -> str:
    """Return `html` with the number of each start tag in an attribute, and in comments around its end tag."""
    edits: list[tuple[int, str]] = []
    for tag, number in numbers.items():
        if not tag.closes:
            edits.append((tag.offset + 1 + len(tag.name), f' {_PROBE}="{number}"'))
    for tag, end in pairs.end_of.items():
        edits.append((end.offset, f"<!--before {numbers[tag]}-->"))
        edits.append((end.end, f"<!--behind {numbers[tag]}-->"))
    parts: list[str] = []
    at = 0
    for offset, text in sorted(edits, key=lambda edit: edit[0]):
        parts.extend((html[at:offset], text))
        at = offset
    return "".join((*parts, html[at:]))


class _Tree:
    """What a browser's tree says of the probes.

    `is_placed` has all numbers of elements in the tree, with whether each stands inside of what `outer` has for it;
    `holds` tells whether an element holds one of its comments.
    """

    def __init__(self, parser: LexborHTMLParser, outer: Mapping[int, int]) -> None:
        self.is_placed: dict[int, bool] = {}
        self.holds: dict[tuple[str, int], bool] = {}
        self._outer = outer
        self._within: Counter[int] = Counter()
        self._stack: list[int] = []
        walk: list[tuple[LexborNode | None, bool]] = [(parser.root, False)]
        while walk:
            node, is_left = walk.pop()
            if node is None:
                continue
            if is_left:
                self._leave(node)
                continue
            walk.append((node.next, False))
            if node.is_comment_node:
                self._comment(node.comment_content or "")
            elif node.is_element_node:
                self._enter(node)
                walk.extend([(node, True), (node.first_child, False)])

    def _comment(self, text: str) -> None:
        where, _, number = text.strip().partition(" ")
        if where in {"before", "behind"} and number.isdecimal():
            self.holds[where, int(number)] = self._within[int(number)] > 0

    def _enter(self, node: LexborNode) -> None:
        if (probe := node.attributes.get(_PROBE)) is None:
            return
        number = int(probe) if probe.isdecimal() else -1
        self.is_placed.setdefault(number, number not in self._outer or self._within[self._outer[number]] > 0)
        self._within[number] += 1
        self._stack.append(number)

    def _leave(self, node: LexborNode) -> None:
        if _PROBE in node.attributes:
            self._within[self._stack.pop()] -= 1
