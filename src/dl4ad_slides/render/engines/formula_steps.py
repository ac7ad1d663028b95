r"""Steps in formulas: `\step{2}{…}` appears with the fragments of index 2, and keeps its place until then.

KaTeX knows `\step` as a macro, whose second argument is one group. In an aligned environment a step may hold `&` and
`\\`, which no group may: such a step is written as one step for each cell before KaTeX sees it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NAME = r"\step"
# `\htmlData` puts the attribute on a span of the class `enclosing`, which spacing looks through. In exponents and small
# fractions KaTeX gives it another class, and inside of `\textcolor` a style.
MACRO = r"\htmlData{fragment-index=#1}{#2}"
_REST = r'((?: [^"]*)?"(?: style="[^"]*")?)'
_SPAN = re.compile(rf'class="enclosing{_REST} data-fragment-index=" *([0-9]+) *"')
_FRAGMENT_OF = re.compile(rf'class="enclosing fragment{_REST} data-fragment-index="[0-9]*"')
_HINT = r"Write `\step{2}{…}`: the number of the step, and what appears there."

_CELL_END = r"(?:&|\\\\(?:\[[^\]]*\])?|\\cr(?![A-Za-z]))"
_TOKEN = re.compile(
    rf"""
    (?P<comment>%[^\n]*)
    | (?P<verbatim>\\verb\*?(?P<mark>[^A-Za-z*\s]).*?(?P=mark))
    | (?P<step>\\step(?![A-Za-z]))
    | (?P<begin>\\begin(?![A-Za-z]))
    | (?P<end>\\end(?![A-Za-z]))
    | (?P<cells>{_CELL_END}(?:\s*(?:{_CELL_END}|\\h(?:dash)?line(?![A-Za-z])))*)
    | (?P<command>\\(?:[A-Za-z]+|[^A-Za-z]))
    | (?P<open>\{{)
    | (?P<close>\}})
    """,
    re.VERBOSE,
)
_INDEX = re.compile(r"\s*+\{\s*+([^{}]*?)\s*\}\s*+")
_CONTENT = re.compile(r"\{(?!\s*\})")
_NUMBER = re.compile(r"[0-9]{1,4}")


class StepError(Exception):
    r"""A `\step` that cannot be read: what is wrong, at which offset of the TeX, and a hint."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset, self.hint = message, offset, _HINT


@dataclass(frozen=True, slots=True)
class SteppedTex:
    """TeX with steps as KaTeX takes them. `insertions` are offset in the author's TeX, and text put in there."""

    tex: str
    insertions: tuple[tuple[int, str], ...] = ()

    def author_offset(self, offset: int) -> int:
        """Return the offset in the author's TeX of a character of `tex`."""
        added = 0
        for start, text in self.insertions:
            if offset < start + added + len(text):
                return min(offset - added, start) if offset >= start + added else offset - added
            added += len(text)
        return offset - added


def split_steps(tex: str) -> SteppedTex:
    r"""Return `tex` with every step inside of one cell; raise StepError for a `\step` without a number or content."""
    if NAME not in tex:
        return SteppedTex(tex)
    insertions: list[tuple[int, str]] = []
    open_groups: list[str] = []  # the number of a step, or an empty string for a brace or an environment
    at = 0
    while token := _TOKEN.search(tex, at):
        at = token.end()
        if token["step"]:
            at = _open_step(tex, token.start(), at, open_groups)
        elif token["open"] or token["begin"]:
            open_groups.append("")
        elif token["close"] or token["end"]:
            if open_groups:
                open_groups.pop()
        elif token["cells"] and (steps := _innermost_steps(open_groups)):
            insertions.append((token.start(), "}" * len(steps)))
            insertions.append((token.end(), "".join(rf"\step{{{number}}}{{" for number in steps)))
    parts: list[str] = []
    done = 0
    for start, text in insertions:
        parts.extend((tex[done:start], text))
        done = start
    return SteppedTex("".join((*parts, tex[done:])), tuple(insertions))


def mark_steps(html: str) -> str:
    """Return the HTML of a formula with its steps as fragments."""
    return _SPAN.sub(r'class="enclosing fragment\1 data-fragment-index="\2"', html)


def without_steps(html: str) -> str:
    """Return HTML with the formulas in it whole, for pages that have no steps."""
    return _FRAGMENT_OF.sub(r'class="enclosing\1', html)


def _open_step(tex: str, start: int, at: int, open_groups: list[str]) -> int:
    """Note the step whose name ends at `at`, and return where its content begins."""
    index = _INDEX.match(tex, at)
    if index is None:
        raise StepError(r"`\step` has no number", start)
    if not _NUMBER.fullmatch(index[1]):
        raise StepError(rf"`{index[1]}` is not the number of a step", index.start(1))
    if not _CONTENT.match(tex, index.end()):
        raise StepError(rf"`\step{{{index[1]}}}` does not say what appears", start)
    open_groups.append(index[1])
    return index.end() + 1


def _innermost_steps(open_groups: Sequence[str]) -> list[str]:
    """Return the steps around a place, outermost first, up to a group or an environment."""
    steps: list[str] = []
    for number in reversed(open_groups):
        if not number:
            break
        steps.insert(0, number)
    return steps
