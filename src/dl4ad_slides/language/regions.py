"""Find the regions of a deck that Markdown may not touch: code, comments, tags, math, placeholders.

Takes plain text, gives regions in order and the places where one was opened and never closed. Code, comments and tags
follow CommonMark (sections 4.5, 6.1, 6.6), read without block structure: a fence may stand behind any list or quote
marker. Inline math follows Pandoc's `tex_math_dollars`: no space inside the dollars, no digit behind the closing one;
in its `\\text{…}` there may be formulas again, as for MathJax and for the extension of KaTeX that finds formulas.
Display math may stand in backticks, as Reveal.js recommends, and in a fence called `math`; inline math within the
dollars in backticks, as on GitHub and GitLab. Authors of shell scripts and prices can do without math.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from dl4ad_slides.model.source import Passage


class Kind(StrEnum):
    """What a region is."""

    FENCE = "fence"
    CODE = "code"
    COMMENT = "comment"
    RAW = "raw"
    TAG = "tag"
    DISPLAY_MATH = "display-math"
    INLINE_MATH = "inline-math"
    PLACEHOLDER = "placeholder"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Region:
    """The characters from `start` up to `end` (offsets from 0)."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """All regions of a text, and the offsets of what is opened and never closed."""

    regions: tuple[Region, ...]
    unclosed_fences: tuple[int, ...] = ()
    unclosed_comments: tuple[int, ...] = ()
    unclosed_math: tuple[int, ...] = ()
    unclosed_placeholders: tuple[int, ...] = ()

    def covers(self, offset: int, kinds: Collection[Kind]) -> bool:
        """Tell whether `offset` lies in a region of one of `kinds`."""
        index = bisect_right(self.regions, offset, key=lambda region: region.start) - 1
        return index >= 0 and self.regions[index].kind in kinds and offset < self.regions[index].end


_MARKERS = r"(?>(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)"
_ATTRIBUTE = r"""\s++[^\s"'<>/=]++(?>(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?)"""
TAG = rf"<(?:[A-Za-z][A-Za-z0-9-]*+(?>(?:{_ATTRIBUTE})*)\s*+/?|/[A-Za-z][A-Za-z0-9-]*+\s*+)>"

_QUOTED = r"""(?<=[=:])"[^"]*+"|(?<=[=:])'[^']*+'"""
_NAME = r"[A-Z][A-Z0-9_-]*+"
_ANGLE_PLACEHOLDER = rf"<<{_NAME}(?:[:\s](?>(?:{_QUOTED}|(?!>>|<<[A-Z]|\n[ \t]*\n)[\s\S])*))?>>"
_BRACE_PLACEHOLDER = rf"\{{\{{{_NAME}:(?>(?:{_QUOTED}|(?!\}}\}}|\{{\{{[A-Z]|\n[ \t]*\n)[\s\S])*)\}}\}}"
PLACEHOLDER = re.compile(f"{_ANGLE_PLACEHOLDER}|{_BRACE_PLACEHOLDER}")

_BEFORE_FORMULAS = rf"""
    (?P<fence>^{_MARKERS}(?P<mark>`{{3,}}(?=[^`\n]*$)|~{{3,}})[^\n]*$)
    | (?P<literal>\\(?:\$|:{{3,}}|<<(?={_NAME}[:>\s])|\{{\{{(?={_NAME}:)))
    | (?P<escape>\\[!-/:-@\[-`{{-~])
"""
_TICKED = r"| (?P<ticked>(?<!`)`\$\$(?>(?:\\[^`\n]|[^$`\\\n])+)\$\$`(?!`))"
_OTHERS = rf"""
    | (?P<ticks>`+)
    | (?P<comment><!--)
    | (?P<raw><(?P<raw_name>(?i:pre|code|kbd|samp|script|style|textarea))(?=[\s>])(?>(?:{_ATTRIBUTE})*)\s*+>)
    | (?P<tag>{TAG})
    | (?P<placeholder>{_ANGLE_PLACEHOLDER}|{_BRACE_PLACEHOLDER})
    | (?P<open_placeholder>(?:<<|\{{\{{){_NAME}:[^\n]*)
"""
_WORDS = r"[^{}$\n]*+(?>(?:\{[^{}$\n]*+\}[^{}$\n]*+)*)"
_FORMULA_IN_WORDS = rf"\\(?:text[a-z]*+|mbox)\{{{_WORDS}(?>(?:\${_WORDS}\${_WORDS})+)\}}"
_FORMULAS = rf"""
    | (?P<display>\$\$(?>(?:\\[\s\S]|(?!\$\$|\n---?\n)[^\\])+)\$\$)
    | (?P<inline>\$(?=[^\s$])(?>(?:{_FORMULA_IN_WORDS}|\\[\s\S]|[^$\\])+)\$(?!\d))
    | (?P<open_display>\$\$)
"""
_FLAGS = re.VERBOSE | re.MULTILINE
_REMEMBERED = 64  # texts: many stages ask for the regions of one slide, one after another
_TOKEN = re.compile(_BEFORE_FORMULAS + _TICKED + _OTHERS + _FORMULAS, _FLAGS)
_TOKEN_WITHOUT_MATH = re.compile(_BEFORE_FORMULAS + _OTHERS, _FLAGS)
_DISPLAY_BLOCK = re.compile(r"\$\$[ \t]*\n[\s\S]*\n[ \t>]*\$\$")
_MATH_FENCE = re.compile(r"`{3,}[ \t]*math[ \t]*")
_COMMENT = re.compile(r"<!--(?:>|->|(?>(?:(?!<!--|-->).)*)-->)", re.DOTALL)
_TICKS = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t>]*+\n")
_SEPARATOR = re.compile(r"^---?$", re.MULTILINE)
_FENCE_LINE = re.compile(rf"^{_MARKERS}(?P<mark>`{{3,}}|~{{3,}})[ \t]*+(?P<info>[^\n]*)$", re.MULTILINE)


@lru_cache(maxsize=_REMEMBERED)
def scan_regions(text: str, *, has_math: bool = True) -> Scan:
    """Return the regions of `text`; what is inside one is not looked at again.

    Where it has no math, dollars are characters like any other.
    """
    return _Scanner(text, _TOKEN if has_math else _TOKEN_WITHOUT_MATH).scan()


def scan_passage(passage: Passage) -> Scan:
    """Return the regions of the text of a passage."""
    return scan_regions(passage.text, has_math=passage.dialect.math)


class _Scanner:
    """One pass over one text; every kind of end is looked up once, so that no input takes quadratic time.

    There is one method for each group of `_TOKEN`. It notes what it found and returns the offset to go on from.
    """

    def __init__(self, text: str, token: re.Pattern[str]) -> None:
        self._text, self._token = text, token
        self._regions: list[Region] = []
        self._unclosed: dict[str, list[int]] = {}
        self._elements: dict[str, list[int]] = {}

    def scan(self) -> Scan:
        steps = {
            "fence": self._fence,
            "literal": self._literal,
            "ticked": self._ticked_math,
            "ticks": self._code_span,
            "comment": self._comment,
            "raw": self._raw,
            "tag": self._tag,
            "placeholder": self._placeholder,
            "open_placeholder": self._open_placeholder,
            "display": self._display,
            "inline": self._inline,
            "open_display": self._open_display,
        }
        at = 0
        while token := self._token.search(self._text, at):
            step = steps.get(token.lastgroup or "")
            at = step(token) if step else token.end()
        return Scan(
            tuple(self._regions),
            tuple(self._unclosed.get("fence", ())),
            tuple(self._unclosed.get("comment", ())),
            tuple(self._unclosed.get("display", ())),
            tuple(self._unclosed.get("placeholder", ())),
        )

    def _found(self, kind: Kind, start: int, end: int) -> int:
        self._regions.append(Region(kind, start, end))
        return end

    def _open(self, what: str, start: int, end: int) -> int:
        self._unclosed.setdefault(what, []).append(start)
        return end

    def _literal(self, token: re.Match[str]) -> int:
        return self._found(Kind.LITERAL, *token.span())

    def _tag(self, token: re.Match[str]) -> int:
        return self._found(Kind.TAG, *token.span())

    def _placeholder(self, token: re.Match[str]) -> int:
        return self._found(Kind.PLACEHOLDER, *token.span())

    def _open_placeholder(self, token: re.Match[str]) -> int:
        return self._open("placeholder", *token.span())

    def _open_display(self, token: re.Match[str]) -> int:
        return self._open("display", *token.span())

    def _fence(self, token: re.Match[str]) -> int:
        """Find the closing line: the same mark, as long or longer, with nothing behind it.

        A fence that runs over a slide separator into the opening of the next fence was forgotten, not meant.
        """
        mark, start, at = token["mark"], token.start("mark"), token.end()
        separator = _first_from(self._separators, at)
        for index in range(bisect_left(self._fence_lines, (at,)), len(self._fence_lines)):
            line_start, line_end, other, has_info = self._fence_lines[index]
            if other[0] != mark[0] or len(other) < len(mark):
                continue
            if not has_info:
                kind = Kind.DISPLAY_MATH if _MATH_FENCE.fullmatch(self._text, start, at) else Kind.FENCE
                return self._found(kind, start, line_end)
            if separator is not None and separator < line_start:
                break
        return self._open("fence", start, at)

    def _code_span(self, token: re.Match[str]) -> int:
        """Find a run of as many backticks in the same paragraph."""
        ticks, at = token["ticks"], token.end()
        closing = _first_from(self._ticks.get(len(ticks), []), at)
        blank = _first_from(self._blanks, at)
        if closing is None or (blank is not None and closing > blank):
            return at
        return self._found(Kind.CODE, token.start(), closing + len(ticks))

    def _ticked_math(self, token: re.Match[str]) -> int:
        """Take a formula in backticks, which keep Markdown off it in decks for Reveal.js' math plugin."""
        return self._found(Kind.DISPLAY_MATH, *token.span())

    def _comment(self, token: re.Match[str]) -> int:
        closed = _COMMENT.match(self._text, token.start())
        if closed is None:
            return self._open("comment", *token.span())
        return self._found(Kind.COMMENT, *closed.span())

    def _raw(self, token: re.Match[str]) -> int:
        name = token["raw_name"].lower()
        if name not in self._elements:
            closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE)
            self._elements[name] = [tag.end() for tag in closing.finditer(self._text)]
        end = _first_from(self._elements[name], token.end())
        return self._found(Kind.RAW, token.start(), end or token.end())

    def _display(self, token: re.Match[str]) -> int:
        """Take `$$…$$`; a blank line may stand inside only where the dollars have lines of their own."""
        blank = _first_from(self._blanks, token.start())
        if blank is not None and blank < token.end() and not _DISPLAY_BLOCK.fullmatch(token[0]):
            return self._open("display", token.start(), token.start() + 2)
        return self._found(Kind.DISPLAY_MATH, *token.span())

    def _inline(self, token: re.Match[str]) -> int:
        """Take `$…$` within one paragraph; where it is no math, go on behind the first dollar."""
        blank = _first_from(self._blanks, token.start())
        if token[0][-2].isspace() or (blank is not None and blank < token.end()):
            return token.start() + 1
        return self._found(Kind.INLINE_MATH, *token.span())

    @cached_property
    def _ticks(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for run in _TICKS.finditer(self._text):
            found.setdefault(len(run[0]), []).append(run.start())
        return found

    @cached_property
    def _blanks(self) -> list[int]:
        return [blank.start() for blank in _BLANK_LINE.finditer(self._text)]

    @cached_property
    def _separators(self) -> list[int]:
        return [line.start() for line in _SEPARATOR.finditer(self._text)]

    @cached_property
    def _fence_lines(self) -> list[tuple[int, int, str, bool]]:
        """All lines that could open or close a fence: start, end, mark, whether an info string follows."""
        return [
            (line.start("mark"), line.end(), line["mark"], bool(line["info"].strip()))
            for line in _FENCE_LINE.finditer(self._text)
        ]


def _first_from(offsets: list[int], at: int) -> int | None:
    index = bisect_left(offsets, at)
    return offsets[index] if index < len(offsets) else None
