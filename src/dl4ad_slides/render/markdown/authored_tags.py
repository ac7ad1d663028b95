"""Note where the HTML stands that the author wrote into a paragraph; other rules add tokens of the same type."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from dl4ad_slides.model.source import Passage

PLACES = "places"  # in the `meta` of a token: row and column of each of its lines, or nothing where they are not known
_AT = "at"


def authored_tags_plugin(md: MarkdownIt) -> None:
    """Give each token of HTML in a paragraph its places in the passage."""
    md.inline.ruler.at("html_inline", _html_inline)
    md.core.ruler.after("inline", "authored_tags", _settle_places)


def places_of(content: str, rows: Sequence[int] | None, passage: Passage) -> tuple[tuple[int, int], ...]:
    """Return row and column (from 0) of each line of `content`, a block in the `rows` of the passage.

    Without the marks and the indentation of what the block stands in, a line is the end of its row.
    """
    if rows is None:
        return ()
    lines = content.removesuffix("\n").split("\n")
    return tuple((rows[0] + number, _column(line, rows[0] + number, passage)) for number, line in enumerate(lines))


def _column(line: str, row: int, passage: Passage) -> int:
    written = passage.line(row) if row < len(passage.lines) else ""
    column = written.find(line)
    return column if column >= 0 else max(0, len(written) - len(line))


def _html_inline(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if not html_inline(state, silent):
        return False
    if not silent:
        state.tokens[-1].meta = {_AT: at, PLACES: ()}
    return True


def _settle_places(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.map is not None and "<" in token.content:
            _settle(token, state.env["passage"])


def _settle(inline: Token, passage: Passage) -> None:
    lines: tuple[tuple[int, int], ...] = ()
    for child in inline.children or ():
        if _AT not in child.meta:
            continue
        lines = lines or places_of(inline.content, inline.map, passage)
        at: int = child.meta[_AT]
        first = inline.content.count("\n", 0, at)
        column = at - (inline.content.rfind("\n", 0, at) + 1)
        row, start = lines[min(first, len(lines) - 1)]
        child.meta[PLACES] = ((row, start + column), *lines[first + 1 :])
