"""Split a deck into slides, and a slide into its content and its speaker notes.

The rules are those of Reveal.js' Markdown plugin: `---` alone on a line begins a slide, `--` alone one below it,
`Note:` or `Notes:` at a line start begins the speaker notes. None of them applies inside fenced code or comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.source import Passage

# The search runs ahead to the next line break followed by a hyphen, which `^` with MULTILINE would not let it do.
_SEPARATOR = re.compile(r"\n(---?)(?=\n|\Z)")
_FIRST_SEPARATOR = re.compile(r"(---?)(?=\n|\Z)")
_SPACED_SEPARATOR = re.compile(r"^(?:[ \t]+---?[ \t]*|---?[ \t]+)$", re.MULTILINE)
_NOTES = re.compile(r"^notes?:", re.MULTILINE | re.IGNORECASE)
_PROTECTING = {Kind.FENCE, Kind.COMMENT}
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class SlideSource:
    """One slide as the author wrote it; `below` says that it stands below the one before it in a stack."""

    content: Passage
    notes: Passage | None
    below: bool

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the content, and the notes where there are any."""
        return (self.content,) if self.notes is None else (self.content, self.notes)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one stretch of text says by itself: where its notes begin, and what is wrong in it (offsets from 0)."""

    notes: tuple[int, int] | None
    spaced_separators: tuple[int, ...]
    unclosed_fences: tuple[int, ...]
    unclosed_comments: tuple[int, ...]

    @property
    def is_closed(self) -> bool:
        return not self.unclosed_fences and not self.unclosed_comments


def split_slides(deck: Passage, findings: list[Diagnostic]) -> tuple[SlideSource, ...]:
    """Return the slides of the body of a deck; a deck without a separator is one slide."""
    slides: list[SlideSource] = []
    for start, end, below in _stretches(deck.text):
        facts = _facts(deck.text[start:end])
        slides.append(_slide(deck, start, end, facts, below))
        if facts.spaced_separators or not facts.is_closed:
            findings.extend(_problems(deck, start, facts))
    return tuple(slides)


def _stretches(text: str) -> list[tuple[int, int, bool]]:
    """Return start and end of each slide, and whether it stands below the one before.

    Nearly always every separator counts, and slides can be looked at one by one. Only where one of them leaves a fence
    or a comment open must the whole deck be read to know which separators stand inside it.
    """
    separators = [found.span(1) for found in _SEPARATOR.finditer(text)]
    if first := _FIRST_SEPARATOR.match(text):
        separators.insert(0, first.span(1))
    stretches = _between(text, separators)
    if all(_facts(text[start:end]).is_closed for start, end, _ in stretches):
        return stretches
    scan = scan_regions(text)
    return _between(text, [(start, end) for start, end in separators if not scan.covers(start, _PROTECTING)])


def _between(text: str, separators: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    stretches: list[tuple[int, int, bool]] = []
    begin, below = 0, False
    for start, end in separators:
        stretches.append((begin, max(begin, start - 1), below))
        begin, below = min(end + 1, len(text)), end - start == len("--")
    stretches.append((begin, len(text), below))
    return stretches


@lru_cache(maxsize=_REMEMBERED)
def _facts(text: str) -> _Facts:
    scan = scan_regions(text)

    def free(pattern: re.Pattern[str]) -> list[re.Match[str]]:
        return [found for found in pattern.finditer(text) if not scan.covers(found.start(), _PROTECTING)]

    notes = free(_NOTES)
    return _Facts(
        notes=notes[0].span() if notes else None,
        spaced_separators=tuple(line.start() for line in free(_SPACED_SEPARATOR)),
        unclosed_fences=scan.unclosed_fences,
        unclosed_comments=scan.unclosed_comments,
    )


def _slide(deck: Passage, start: int, end: int, facts: _Facts, below: bool) -> SlideSource:
    if facts.notes is None:
        return SlideSource(_dedent(deck.slice(start, end)), None, below)
    body = deck.text[start + facts.notes[1] : end]
    body_start = start + facts.notes[1] + len(body) - len(body.lstrip())
    body_end = max(body_start, end - len(body) + len(body.rstrip()))
    content = _dedent(deck.slice(start, start + facts.notes[0]))
    return SlideSource(content, deck.slice(body_start, body_end), below)


def _dedent(content: Passage) -> Passage:
    """Take the indentation of the first line off every line, as the plugin does for indented templates."""
    body = content.text.lstrip("\n")
    indent = len(body) - len(body.lstrip(" \t"))
    if indent < 2 and not body.startswith("\t"):
        return content
    margin = body[:indent]
    lines = [line.removeprefix(margin) for line in content.text.split("\n")]
    return Passage("\n".join(lines), content.file, content.lines)


def _problems(deck: Passage, start: int, facts: _Facts) -> Iterator[Diagnostic]:
    for offset in facts.spaced_separators:
        message = "this line looks like a slide separator but has spaces around it"
        hint = "Delete the spaces to begin a slide here, or write `***` for a rule."
        yield warning("deck-separator-space", message, deck.at(start + offset), hint)
    for offset in facts.unclosed_fences:
        hint = "Close it with a line of the same characters; the slide was shown as code up to its end."
        yield error("code-unclosed-fence", "this code fence is never closed", deck.at(start + offset), hint)
    for offset in facts.unclosed_comments:
        hint = "Close it with `-->`."
        yield error("deck-unclosed-comment", "this comment is never closed", deck.at(start + offset), hint)
