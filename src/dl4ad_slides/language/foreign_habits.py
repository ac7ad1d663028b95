"""Find what other tools obey, and what does nothing here, where nobody sees it: in comments, tags and fences.

What stands on a slide as text is found in `leftovers`, what is read in pictures and within code in `unread`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from dl4ad_slides.language.regions import Kind, Scan, scan_passage
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage

_CODE = "text-foreign"
_NO_TEXT = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.RAW, Kind.DISPLAY_MATH, Kind.INLINE_MATH})

# Directives of Marp: `_class` is for one slide, `class` for this one and those behind it.
_MARP = re.compile(
    r"<!--\s*(?P<name>_?(?P<key>paginate|background(?:Color|Image|Position|Repeat|Size)|headingDivider|header|footer)"
    r"|_(?:class|color|theme)|class(?=:[ \t]*(?:lead|invert)\b)|(?:theme|marp)(?=:[ \t]*[a-z]+\s*-->)):"
)
_MARP_HINTS = {
    "paginate": "Delete it: the theme numbers slides.",
    "headingDivider": "Write `---` between slides.",
    **dict.fromkeys(("header", "footer"), "Write `footer: {left: …}` in the front matter."),
    "backgroundColor": 'Write `<!-- .slide: data-background-color="…" -->`.',
    "backgroundImage": 'Write `<!-- .slide: data-background-image="assets/picture.jpg" -->`.',
}
_CLICK = re.compile(r"<(?P<tag>v-(?:clicks?|after|switch))\b")
# Scripts of other tools draw what is in such an element.
_DIAGRAM = re.compile(r"<(?:div|pre)\b[^<>]*?\bclass=[\"']?(?P<tool>mermaid|plantuml|markmap|wavedrom)\b")
# Behind the language of a fence; steps and the first number stand in square brackets.
_OPTIONS = re.compile(
    r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*[A-Za-z][\w+#-]*+[ \t]*(?:\[[^\]\n]*\][ \t]*)?"
    r"(?P<option>\{(?P<lines>[\d,| -]+)\}|\{[^}\n]*\}|(?<=[ \t\]])[\w-]+=[^\n]*"
    r"|showLineNumbers|lineNumbers|linenos|numberLines)",
    re.MULTILINE,
)


def foreign_habits(slide: Passage) -> Iterator[Diagnostic]:
    """Yield a warning for each directive of another tool in the text of a slide that nothing shows."""
    text, scan = slide.text, cache(lambda: scan_passage(slide))  # most slides need no scan
    if "<!--" in text:
        yield from _directives(slide, scan)
    if "<v-" in text:
        yield from _clicks(slide, scan)
    if "class=" in text:
        yield from _diagrams(slide, scan)
    if "```" in text or "~~~" in text:
        yield from _options(slide, scan)


def _directives(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    for found in _MARP.finditer(slide.text):
        if _begins(Kind.COMMENT, found.start(), found.start(), scan):
            key = found["key"] or found["name"].lstrip("_")
            hint = _MARP_HINTS.get(key, 'Write `<!-- .slide: class="…" -->`, or delete it.')
            message = f"`{found['name']}:` is a directive of Marp, and does nothing"
            yield warning(_CODE, message, slide.at(found.start()), hint)


def _clicks(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    for found in _CLICK.finditer(slide.text):
        if not scan().covers(found.start(), _NO_TEXT):
            hint = "Write `{.fragment}` behind what is to appear, or `::: incremental` around a list."
            message = f"`<{found['tag']}>` is of Slidev, and does nothing"
            yield warning(_CODE, message, slide.at(found.start()), hint)


def _diagrams(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    for found in _DIAGRAM.finditer(slide.text):
        if not scan().covers(found.start(), _NO_TEXT - {Kind.RAW}):
            hint = "Save the diagram as SVG, and write `![What it shows](assets/diagram.svg)`."
            message = f"the class `{found['tool']}` draws nothing: its text is shown"
            yield warning(_CODE, message, slide.at(found.start("tool")), hint)


def _options(slide: Passage, scan: Callable[[], Scan]) -> Iterator[Diagnostic]:
    for found in _OPTIONS.finditer(slide.text):
        if _begins(Kind.FENCE, found.start(), found.start("option"), scan):
            hint = "Delete it; a name stands in the text above the code."
            if lines := (found["lines"] or "").strip():
                hint = f"Write `[{lines}]` for steps of lines."
            elif "num" in found["option"].lower() or found["option"] == "linenos":
                hint = "Write `[]` for line numbers."
            message = f"`{found['option']}` behind the language does nothing"
            yield warning(_CODE, message, slide.at(found.start("option")), hint)


def _begins(kind: Kind, first: int, last: int, scan: Callable[[], Scan]) -> bool:
    """Tell whether a region of that kind begins at one of the offsets from `first` to `last`."""
    return any(region.kind is kind and first <= region.start <= last for region in scan().regions)
