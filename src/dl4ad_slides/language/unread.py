"""Find what other tools read inside of pictures and code, where it means nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dl4ad_slides.language.regions import Kind, Region, Scan, scan_passage
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage

_CODE = "text-foreign"
_NO_TEXT = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.RAW})

_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]\(")
# What Marp reads in alternative texts: `bg left:40%`, `w:300px`, `blur:5px`.
_SIDE = re.compile(r"(?:left|right)(?::\d[\d.]*%)?")
_OF_BACKGROUND = re.compile(r"cover|contain|fit|auto|vertical|left|right|[\w-]+:\S+|\d[\d.]*(?:%|px)?")
_SIZE = re.compile(r"(?P<side>w|width|h|height):(?P<size>\d[\d.]*(?:%|px|em|rem|cm|mm|in|pt|vw|vh)?|auto)")
_PIPED = re.compile(r"[^|]*\|[ \t]*(?P<size>\d+)(?:x\d+)?[ \t]*")  # Obsidian's
_FILTER = re.compile(r"(?:blur|brightness|contrast|grayscale|hue-rotate|invert|opacity|saturate|sepia|drop-shadow):\S+")
# Code that knitr runs amid a line, told from a word in code by what it calls.
_INLINE_CHUNK = re.compile(r"(?:r[ ](?=[^`]*[\w.)\]](?:\(|\[|\$|::))|\{(?:r|python|julia|ojs)\}[ ])[^`]+")
_INLINE_VALUE = re.compile(r"r[ ][A-Za-z.][\w.]*")
_CHUNK_FENCE = re.compile(r"^[ \t>]*`{3,}\{r\b", re.MULTILINE)
_FENCE = re.compile(
    r"[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#-]*)[^\n]*\n(?P<code>[\s\S]*?)\n?[ \t>]*(?P=mark)"
)
_TAKES_IN = re.compile(r"[ \t>]*(\{\{[%<][^\n{}]*[%>]\}\}|<<<[ \t]+@?[\w./-]+\.\w+[^\n]*|-{1,2}8<-{1,2}[^\n]*)[ \t]*")
# Languages in which lectures show such lines themselves.
_OF_TEMPLATES = {"", "text", "txt", "plain", "markdown", "md", "html", "hugo", "go-html-template", "jinja", "liquid"}


def unread(slide: Passage) -> Iterator[Diagnostic]:
    """Yield a warning for each picture and piece of code with what another tool would have read."""
    if "![" in slide.text or "`" in slide.text:
        scan = scan_passage(slide)
        yield from _commands_of_pictures(slide, scan)
        for region in scan.regions:
            if region.kind is Kind.CODE:
                yield from _inline_chunk(slide, region)
            elif region.kind is Kind.FENCE:
                yield from _code_elsewhere(slide, region)


def _commands_of_pictures(slide: Passage, scan: Scan) -> Iterator[Diagnostic]:
    for found in _PICTURE.finditer(slide.text):
        if scan.covers(found.start(), _NO_TEXT):
            continue
        words = found["alt"].split()
        has_side = any(
            _SIDE.fullmatch(word) and (before == "bg" or ":" in word) for before, word in pairwise(("", *words))
        )
        sizes = [size for word in words if (size := _SIZE.fullmatch(word))]
        is_behind = words[:1] == ["bg"] and all(map(_OF_BACKGROUND.fullmatch, words[1:]))
        if is_behind or ("bg" in words and has_side):
            hint = _BESIDE if has_side else _BEHIND
        elif sizes:
            sides = " ".join(f"{_SIDES[one['side'][0]]}={one['size'].removesuffix('px')}" for one in sizes)
            hint = f"Write `![What it shows](…){{{sides}}}`."
        elif piped := _PIPED.fullmatch(found["alt"]):
            hint = f"Write `![What it shows](…){{width={piped['size']}}}`."
        elif any(map(_FILTER.fullmatch, words)):
            hint = 'Write it as a style behind the address: `{style="filter: …"}`.'
        else:
            continue
        message = f"`{found['alt'][:60]}` is a command of other tools, and here no more than an alternative text"
        yield warning(_CODE, message, slide.at(found.start("alt")), hint)


_SIDES = {"w": "width", "h": "height"}
_BEHIND = 'Write `<!-- .slide: data-background-image="…" -->`, with the address of the picture.'
_BESIDE = "Write `::: columns`, and the picture and the text in a `::: column 40%` each, of the width that it has."


def _inline_chunk(slide: Passage, region: Region) -> Iterator[Diagnostic]:
    code = slide.text[region.start : region.end].strip("`")
    is_chunk = _INLINE_CHUNK.fullmatch(code) or (_INLINE_VALUE.fullmatch(code) and _CHUNK_FENCE.search(slide.text))
    if is_chunk:
        hint = "Write what it gives: code is shown, and not run."
        yield warning(_CODE, f"`{code[:60]}` is shown as code", slide.at(region.start), hint)


def _code_elsewhere(slide: Passage, region: Region) -> Iterator[Diagnostic]:
    fence = _FENCE.fullmatch(slide.text, region.start, region.end)
    line = fence and fence["language"].lower() not in _OF_TEMPLATES and _TAKES_IN.fullmatch(fence["code"])
    if fence and line:
        message = f"`{line[1][:60]}` is shown as code"
        hint = "Write the code itself: no code is taken from other files."
        yield warning(_CODE, message, slide.at(fence.start("code") + line.start(1) - line.start()), hint)
