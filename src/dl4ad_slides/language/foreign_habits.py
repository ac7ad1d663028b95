"""Find what other tools obey, and what does nothing here, where nobody sees it: in comments, tags and fences.

What stands on a slide as text is found in `leftovers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_PICTURE = re.compile(
    r"!\[(?P<alt>(?P<ground>bg(?:[ ]+(?:left|right|cover|contain|fit|auto|vertical|\w+:\S+|\d+%)(?::\d+%)?)*)"
    r"|[^\[\]\n]*?(?P<size>\b(?:w|h|width|height):\d+(?:px)?\b|(?<=\|)\d+(?:x\d+)?)[^\[\]\n]*)\]\("
)
# Behind the language of a fence; steps and the first number stand in square brackets.
_OPTIONS = re.compile(
    r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*[A-Za-z][\w+#-]*[ \t]*(?:\[[^\]\n]*\][ \t]*)?"
    r"(?P<option>\{(?P<lines>[\d,| -]+)\}|\{[^}\n]*\}|[\w-]+=[^\n]*|showLineNumbers|lineNumbers|linenos|numberLines)",
    re.MULTILINE,
)


def foreign_habits(slide: Passage) -> Iterator[Diagnostic]:
    """Yield a warning for each directive of another tool in the text of a slide that nothing shows."""
    text = slide.text
    if "<!--" in text or "<v-" in text or "![" in text or "```" in text or "~~~" in text:
        for place, message, hint in _habits(text, scan_passage(slide)):
            yield warning(_CODE, message, slide.at(place), hint)


def _habits(text: str, scan: Scan) -> Iterator[tuple[int, str, str]]:
    begins = {region.start: region.kind for region in scan.regions}
    for found in _MARP.finditer(text):
        if begins.get(found.start()) is Kind.COMMENT:
            key = found["key"] or found["name"].lstrip("_")
            hint = _MARP_HINTS.get(key, 'Write `<!-- .slide: class="…" -->`, or delete it.')
            yield found.start(), f"`{found['name']}:` is a directive of Marp, and does nothing", hint
    for found in _CLICK.finditer(text):
        if not scan.covers(found.start(), _NO_TEXT):
            hint = "Write `{.fragment}` behind what is to appear, or `::: incremental` around a list."
            yield found.start(), f"`<{found['tag']}>` is of Slidev, and does nothing", hint
    for found in _PICTURE.finditer(text):
        if not scan.covers(found.start(), _NO_TEXT):
            yield (
                found.start("alt"),
                f"`{found['alt']}` is the picture's alternative text, and sets nothing",
                _instead(found),
            )
    for found in _OPTIONS.finditer(text):
        if _opens_fence(found, begins):
            hint = "Delete it; a name stands in the text above the code."
            if lines := (found["lines"] or "").strip():
                hint = f"Write `[{lines}]` for steps of lines."
            elif "num" in found["option"].lower() or found["option"] == "linenos":
                hint = "Write `[]` for line numbers."
            yield found.start("option"), f"`{found['option']}` behind the language does nothing", hint


def _opens_fence(found: re.Match[str], begins: dict[int, Kind]) -> bool:
    return any(begins.get(at) is Kind.FENCE for at in range(found.start(), found.start("option")))


def _instead(found: re.Match[str]) -> str:
    if found["ground"]:
        return 'Write `<!-- .slide: data-background-image="…" -->`, or `::: columns` for a picture beside text.'
    number = re.sub(r"\D.*", "", found["size"].split(":")[-1])
    key = "height" if found["size"].startswith("h") else "width"
    return f"Write `![What it shows](…){{{key}={number}}}`."
