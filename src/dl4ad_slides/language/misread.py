"""Find Markdown that was read, and otherwise than it was meant, so that some of it is not to be seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from dl4ad_slides.language.regions import Kind, Scan, scan_passage
from dl4ad_slides.language.table_rows import BAR, count_cells
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage

_CODE = "text-markdown"
_NO_TEXT = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.RAW, Kind.DISPLAY_MATH})

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_SHALLOW = re.compile(
    r"^(?P<indent> *)(?P<number>\d{1,9}[.)][ ]+)\S[^\n]*\n(?:[ \t]*\n)?(?P<child> +)(?P<sign>[-+*]|\d{1,9}[.)])[ ]+\S",
    re.MULTILINE,
)
# To Markdown, the first is the definition of a link, and the second an attribute list that is a comment.
_CALLOUT = re.compile(r"^[ \t>]*>[ \t]*(\[!\w+\]):", re.MULTILINE)
_TEMPLATE = re.compile(r"^[ \t]*(\{%[^\n{}]*%\})[ \t]*$", re.MULTILINE)
# Names of Python that begin and end with two underlines are bold to Markdown.
_DUNDER = re.compile(
    r"(?<![\w_\\])__(?:init|main|str|repr|iter|len|eq|ne|lt|le|gt|ge|hash|mro|dict|slots|pycache|post_init|init_subclass"
    r"|(?:get|set|del)(?:item|attr)|[a-z]?(?:add|sub|mul))__(?![\w_])"
)


def misread(slide: Passage) -> Iterator[Diagnostic]:
    """Yield a warning for what of the text of a slide is lost, or not where it was meant to be."""
    text, scan = slide.text, cache(lambda: scan_passage(slide))  # most slides need no scan
    if "]:" in text or "{%" in text:
        yield from _unused_footnotes(slide, scan)
        yield from _swallowed(slide, scan)
    if "|" in text:
        yield from _lost_cells(slide, scan)
    if "\n " in text:
        yield from _shallow_children(slide, scan)
    if "__" in text:
        yield from _bold_names(slide, scan)


def _swallowed(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    for found in _CALLOUT.finditer(slide.text):
        if not scan().covers(found.start(1), _NO_TEXT):
            hint = f"Write `> {found[1]}` alone on its line, and the rest in the lines below."
            yield warning(_CODE, f"`{found[1]}:` is no callout, and is not shown", slide.at(found.start(1)), hint)
    for found in _TEMPLATE.finditer(slide.text):
        if not scan().covers(found.start(1), _NO_TEXT):
            hint = "Write `<<INCLUDE:file.md>>`." if "include" in found[1] else "Delete it."
            message = f"`{found[1]}` does nothing: templates are no part of a deck"
            yield warning("text-foreign", message, slide.at(found.start(1)), hint)


def _bold_names(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    for found in _DUNDER.finditer(slide.text):
        if not scan().covers(found.start(), _NO_TEXT | {Kind.INLINE_MATH, Kind.TAG}):
            message = f"`{found[0]}` is shown as “{found[0].strip('_')}” in bold"
            yield warning(_CODE, message, slide.at(found.start()), f"Write `` `{found[0]}` ``, as code.")


def _unused_footnotes(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    marks = {one[1].lower() for one in _MARK.finditer(slide.text) if not scan().covers(one.start(), _NO_TEXT)}
    for definition in _DEFINITION.finditer(slide.text):
        if definition[1].lower() not in marks and not scan().covers(definition.end() - 2, _NO_TEXT):
            place = slide.at(definition.end() - len(definition[0].lstrip()))
            message = f"nothing on this slide refers to the footnote `[^{definition[1]}]`, which is not shown"
            yield warning(_CODE, message, place, f"Write `[^{definition[1]}]` where it belongs, or delete it.")


def _lost_cells(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    """Yield a warning for each row with more cells than its table has columns: they are dropped."""
    start = 0
    for rule in _RULE.finditer(slide.text):
        if rule.start() < start:
            continue  # a row of the table above
        head = slide.text[: rule.start()].rstrip("\n").rsplit("\n", 1)[-1]
        columns = count_cells(rule[0])
        if count_cells(head) != columns:
            continue
        start = rule.end() + 1
        while start < len(slide.text):
            end = slide.text.find("\n", start)
            end = len(slide.text) if end < 0 else end
            row = slide.text[start:end]
            if not BAR.search(row):
                break
            if (count := count_cells(row)) > columns and not scan().covers(rule.start(), _NO_TEXT):
                message = f"this row has {count} cells, and its table {columns} columns: the rest is not shown"
                hint = "Add a column to the first row and the rule, or write `\\|` for a bar that parts no cells."
                yield warning(_CODE, message, slide.at(start + _lost(row, columns)), hint)
            start = end + 1


def _lost(row: str, columns: int) -> int:
    """Return where in its row the first cell stands that is not shown."""
    bars = [bar.end() for bar in BAR.finditer(row)]
    start = bars[columns if row.lstrip(" \t>").startswith("|") else columns - 1]
    return start + len(row[start:]) - len(row[start:].lstrip())


def _shallow_children(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    """Yield a warning for each item below a numbered one that is indented, and too little to belong to it."""
    at = 0
    while found := _SHALLOW.search(slide.text, at):
        at = found.end("child")
        wanted = len(found["indent"]) + len(found["number"])
        if len(found["indent"]) < len(found["child"]) < wanted and not scan().covers(found.start(), _NO_TEXT):
            message = f"this item is indented by {len(found['child'])} spaces, and so begins another list"
            hint = f"Indent it by {wanted} spaces, to where the text of the item above begins."
            yield warning(_CODE, message, slide.at(found.start("sign")), hint)
