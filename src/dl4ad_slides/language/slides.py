"""Split a deck into slides, and a slide into its content and its speaker notes.

The rules are those of Reveal.js' Markdown plugin: `---` alone on a line begins a slide, `--` alone one below it,
`Note:` or `Notes:` at a line start begins the speaker notes. None of them applies inside fenced code or comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dl4ad_slides.language.regions import Kind, Scan, scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.source import Passage

_SEPARATOR = re.compile(r"^(---?)$", re.MULTILINE)
_SPACED_SEPARATOR = re.compile(r"^(?:[ \t]+---?[ \t]*|---?[ \t]+)$", re.MULTILINE)
_NOTES = re.compile(r"^notes?:", re.MULTILINE | re.IGNORECASE)
_PROTECTING = {Kind.FENCE, Kind.COMMENT}


@dataclass(frozen=True, slots=True)
class SlideSource:
    """One slide as the author wrote it; `below` says that it stands below the one before it in a stack."""

    content: Passage
    notes: Passage | None
    below: bool


def split_slides(deck: Passage, findings: list[Diagnostic]) -> tuple[SlideSource, ...]:
    """Return the slides of the body of a deck; a deck without a separator is one slide."""
    scan = scan_regions(deck.text)
    _report_unclosed(deck, scan, findings)
    slides: list[SlideSource] = []
    start, below = 0, False
    for separator in _SEPARATOR.finditer(deck.text):
        if _is_protected(scan, separator.start()):
            continue
        slides.append(_split_notes(deck, scan, start, max(start, separator.start() - 1), below))
        start, below = min(separator.end() + 1, len(deck.text)), separator[1] == "--"
    slides.append(_split_notes(deck, scan, start, len(deck.text), below))
    for line in _SPACED_SEPARATOR.finditer(deck.text):
        if not _is_protected(scan, line.start()):
            findings.append(
                warning(
                    "deck-separator-space",
                    "this line looks like a slide separator but has spaces around it",
                    deck.at(line.start()),
                    "Delete the spaces to begin a slide here, or write `***` for a rule.",
                )
            )
    return tuple(slides)


def _split_notes(deck: Passage, scan: Scan, start: int, end: int, below: bool) -> SlideSource:
    for note in _NOTES.finditer(deck.text, start, end):
        # A line start inside the deck is one inside the slide too; `^` sees the deck.
        if _is_protected(scan, note.start()):
            continue
        body_start, body_end = note.end(), end
        while body_start < body_end and deck.text[body_start].isspace():
            body_start += 1
        while body_end > body_start and deck.text[body_end - 1].isspace():
            body_end -= 1
        return SlideSource(_dedent(deck.slice(start, note.start())), deck.slice(body_start, body_end), below)
    return SlideSource(_dedent(deck.slice(start, end)), None, below)


def _dedent(content: Passage) -> Passage:
    """Take the indentation of the first line off every line, as the plugin does for indented templates."""
    body = content.text.lstrip("\n")
    indent = len(body) - len(body.lstrip(" \t"))
    if indent < 2 and not body.startswith("\t"):
        return content
    margin = body[:indent]
    lines = [line.removeprefix(margin) for line in content.text.split("\n")]
    return Passage("\n".join(lines), content.file, content.lines)


def _is_protected(scan: Scan, offset: int) -> bool:
    return scan.covers(offset, _PROTECTING)


def _report_unclosed(deck: Passage, scan: Scan, findings: list[Diagnostic]) -> None:
    for offset in scan.unclosed_fences:
        findings.append(
            error(
                "code-unclosed-fence",
                "this code fence is never closed",
                deck.at(offset),
                "Close it with a line of the same characters; the slide was shown as code up to its end.",
            )
        )
    for offset in scan.unclosed_comments:
        findings.append(
            error("deck-unclosed-comment", "this comment is never closed", deck.at(offset), "Close it with `-->`.")
        )
