"""Find what separates slides and begins notes where a course says so itself, by regular expressions.

They mean what they mean to Reveal.js' Markdown plugin, whose options they are, and so they are run by V8. A pattern
that takes too long is given up: it could otherwise hold up a build for ever.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

from dl4ad_slides.model.settings import Separators

_LAST_OF_PLANE = 0xFFFF  # of the basic plane of Unicode, whose characters count once in JavaScript
_SECONDS = 1.0  # that all patterns of a deck may take
_SLIDE, _BELOW = "^---$", "^--$"
# As `slidify` in plugin/markdown of Reveal.js has it, which never ends where a pattern matches nothing at all.
_SCRIPT = r"""
function read(pattern) {
  try { return new RegExp(pattern, "mg").test("") ? "it matches an empty text" : ""; }
  catch (problem) { return problem.message.replace(/^.*: /, "").toLowerCase(); }
}
function* matches(pattern, flags, text) {
  const expression = new RegExp(pattern, flags);
  for (let found; (found = expression.exec(text)); ) {
    if (found[0]) yield [found.index, expression.lastIndex, found[0]];
    else expression.lastIndex += 1;
  }
}
function cuts(slide, below, text) {
  const across = new RegExp(slide);
  const all = [...matches(`${slide}|${below}`, "mg", text)];
  return JSON.stringify(all.map(([start, end, found]) => [start, end, !across.test(found)]));
}
function notes(pattern, texts) {
  return JSON.stringify(JSON.parse(texts).map(text => [...matches(pattern, "mgi", text)].map(one => one.slice(0, 2))));
}
"""


class Cut(NamedTuple):
    """A separator, from its first character to behind its last one; the slide behind it may stand below."""

    start: int
    end: int
    is_below: bool


class SeparatorError(Exception):
    """The patterns cannot be used on a text, which the message explains."""


@cache
def problem_of(pattern: str) -> str:
    """Return what is wrong with a pattern, or nothing."""
    try:
        return _ask("read", pattern)
    except SeparatorError as problem:
        return str(problem)


def find_cuts(text: str, separators: Separators) -> Sequence[Cut]:
    """Return all separators of slides in `text`. Raises SeparatorError."""
    found = json.loads(_ask("cuts", separators.slide or _SLIDE, separators.vertical or _BELOW, text))
    offsets = _Offsets(text)
    return [Cut(offsets.of(start), offsets.of(end), is_below) for start, end, is_below in found]


def find_notes(texts: Sequence[str], separators: Separators) -> Sequence[Sequence[tuple[int, int]]]:
    """Return for each slide what may begin its notes. Raises SeparatorError."""
    found = json.loads(_ask("notes", separators.notes, json.dumps(texts)))
    each = [(_Offsets(text), spans) for text, spans in zip(texts, found, strict=True)]
    return [[(offsets.of(start), offsets.of(end)) for start, end in spans] for offsets, spans in each]


def _ask(function: str, *arguments: str) -> str:
    """Return what a function of the script answers. Raises SeparatorError.

    V8 runs in a thread of its own: it keeps to no time limit in one with an event loop.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_answer, function, arguments).result()


def _answer(function: str, arguments: Sequence[str]) -> str:
    from py_mini_racer import JSEvalException, JSTimeoutException, MiniRacer  # only own separators need V8 here

    try:
        with MiniRacer() as engine:
            engine.eval(_SCRIPT)
            try:
                return str(engine.call(function, *arguments, timeout_sec=_SECONDS))
            except JSTimeoutException as problem:
                engine.eval("0")  # what was stopped is still to answer, and must find somebody at home
                raise SeparatorError("these patterns take too long on this text") from problem
    except JSEvalException as problem:
        raise SeparatorError("these patterns cannot be used") from problem


class _Offsets:
    """Turns offsets of JavaScript, which counts characters beyond U+FFFF twice, into ours."""

    def __init__(self, text: str) -> None:
        wide = () if text.isascii() else [index for index, char in enumerate(text) if ord(char) > _LAST_OF_PLANE]
        self._wide = [index + before for before, index in enumerate(wide)]

    def of(self, offset: int) -> int:
        return offset - bisect_left(self._wide, offset)
