"""Split the text of a deck or a page into its front matter and what stands behind it."""

from __future__ import annotations

import re

from dl4ad_slides.language.spaces import plain_spaces
from dl4ad_slides.load.formats.yaml_fields import YamlValue, parse_yaml
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.settings import FrontMatter, PageFrontMatter
from dl4ad_slides.model.source import Passage, Position, Source

_KEYS = "|".join({**FrontMatter.__dataclass_fields__, **PageFrontMatter.__dataclass_fields__})
_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_ABOVE = r"(?>(?:[ \t]*+\n|[ \t]*+<!--(?>(?:(?!-->)[\s\S])*)-->[ \t]*+\n)*)"
# Below blank lines and comments only what begins with a key of ours: dashes alone begin a slide there.
_LOW_FENCE = re.compile(rf"{_ABOVE}---[ \t]*\n(?=(?:{_KEYS}):(?:\s|$))")
_ODD_FENCE = re.compile(rf"{_ABOVE}(\+\+\+|[ \t]+---|-{{4,}})[ \t]*\n(?=[ \t]*(?:{_KEYS})[ \t]*[:=])")
# TOML, as in Hugo; blank lines may stand in it.
_TOML = re.compile(
    rf"{_ABOVE}(\+\+\+)[ \t]*\n\s*(?:[A-Za-z][\w.-]*[ \t]*=|\[[\w.-]+\])[^\n]*\n"
    r"(?>(?:(?!\+\+\+)[^\n]*\n)*)\+\+\+[ \t]*(?:\n|\Z)"
)
_BLANK = re.compile(r"[ \t]*(?:\n|$)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^[a-z_]+:(?:\s|$)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(?![a-z_]+:)\S[^\n]*(?=\n[ \t]*\n)", re.MULTILINE)
_HINT = "Write `key: value` lines, or leave a blank line behind the first `---` if this is a slide."


def split_front_matter(source: Source, findings: list[Diagnostic]) -> tuple[YamlValue | None, Passage]:
    """Return the mapping between the `---` lines at the top of a deck, and the text behind it.

    Without front matter the whole file is text. A `---` at the top with a blank line behind it begins a slide, as in
    Pandoc. No-break spaces that stand where the language reads a space are plain ones in both.
    """
    source = Source(source.path, plain_spaces(source.text))
    whole = Passage.of(source.text, source.path)
    opening = _FENCE.match(source.text) or _LOW_FENCE.match(source.text)
    if opening is None:
        if odd := _ODD_FENCE.match(source.text) or _TOML.match(source.text):
            message = f"the front matter begins with `{odd[1]}`, and is not read"
            hint = (
                "Write it as YAML, `key: value`, between two lines `---` without indentation, at the top of the file."
            )
            findings.append(error("deck-front-matter", message, source.at(odd.start(1)), hint))
        return None, whole
    if _BLANK.match(source.text, opening.end()):
        return None, whole.slice(opening.end(), len(source.text))
    end, body = _end(source, opening.end(), findings)
    first_line = source.at(opening.end()).line
    value = _mapping(source.text[opening.end() : end], source.path, first_line, findings)
    return value, whole.slice(body, len(source.text))


def _end(source: Source, start: int, findings: list[Diagnostic]) -> tuple[int, int]:
    """Return where the front matter that begins at `start` ends, and where the text behind it begins."""
    closing = _CLOSING.search(source.text, start)
    if closing is None:
        hint = "Close it with a line `---`, or delete the first line."
        findings.append(error("deck-front-matter", "the front matter is never closed", Position(source.path), hint))
        return start, start
    heading = _heading(source.text[start : closing.start()])
    if heading is None:
        return closing.start(), min(closing.end() + 1, len(source.text))
    message = "the front matter is not closed before this heading"
    hint = "Put a line `---` above it."
    findings.append(error("deck-front-matter", message, source.at(start + heading), hint))
    return start + heading, start + heading


def _heading(head: str) -> int | None:
    """Return where a heading stands that YAML takes for a comment, with a blank line and no more keys behind it."""
    first = _KEY.search(head)
    if first is None:
        return None
    *_, last = _KEY.finditer(head)
    heading = _HEADING.search(head, last.end())
    return heading.start() if heading else None


def _mapping(head: str, file: str, first_line: int, findings: list[Diagnostic]) -> YamlValue | None:
    before = len(findings)
    value = parse_yaml(head, file, "deck", findings, first_line)
    if value is not None and value.kind != "mapping":
        findings.append(error("deck-front-matter", "the front matter is not a mapping", value.position, _HINT))
        return None
    if value is None and head.strip() and len(findings) == before:  # `# Title` is a comment to YAML
        place = Position(file, first_line)
        findings.append(error("deck-front-matter", "the front matter holds nothing but comments", place, _HINT))
    return value
