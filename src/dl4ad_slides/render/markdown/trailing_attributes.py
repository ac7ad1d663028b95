"""A markdown-it plugin: an attribute list behind a space at the end of a block belongs to the block.

`## Max pooling {#pool}` is a heading with an id, `- a step {.fragment}` a list item with a class, and the same goes for
paragraphs. Without the space the list belongs to the link, image or code right before it, as in Djot and Pandoc. A
heading may hold nothing else: `## {background-color="navy"}`, as in Quarto.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

_TRAILING = re.compile(r"[ \t]+(\{[^{}]*\})[ \t]*$")
_ALONE = re.compile(r"(\{[^{}]*\})[ \t]*$")
_BLOCKS = {"heading_open", "paragraph_open"}
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_BARE_VALUE = re.compile(r"(?<=[\s{])([\w-]+)=([^\s\"'{}]+)(?=[\s}])")


def trailing_attributes_plugin(md: MarkdownIt) -> None:
    """Teach `md` attribute lists at the end of headings, list items and paragraphs."""
    md.core.ruler.before("inline", "trailing_attributes", _take_trailing_attributes)


def _take_trailing_attributes(state: StateCore) -> None:
    for index, inline in enumerate(state.tokens):
        if inline.type != "inline" or index == 0 or state.tokens[index - 1].type not in _BLOCKS:
            continue
        found = _TRAILING.search(inline.content)
        if state.tokens[index - 1].type == "heading_open":
            found = found or _ALONE.match(inline.content)
        if not found or not (attributes := _parse(found[1])):
            continue
        inline.content = inline.content[: found.start()]
        owner = _owner(state.tokens, index)
        for name, value in attributes.items():
            owner.attrJoin(name, value) if name == "class" else owner.attrSet(name, value)


def quote_values(attributes: str) -> str:
    """Return an attribute list with quotes around each value that has none, such as `width=50%`; quoted text stays."""
    parts = _QUOTED.split(attributes)
    parts[::2] = [_BARE_VALUE.sub(r'\1="\2"', part) for part in parts[::2]]
    return "".join(parts)


def _parse(text: str) -> dict[str, str]:
    text = quote_values(text)
    try:
        end, attributes = parse(text)
    except ParseError:
        return {}
    return attributes if end == len(text) - 1 else {}


def _owner(tokens: Sequence[Token], index: int) -> Token:
    """Return the block of the inline token at `index`: the list item, for the first paragraph of one."""
    is_item = index > 1 and tokens[index - 1].type == "paragraph_open" and tokens[index - 2].type == "list_item_open"
    return tokens[index - 2] if is_item else tokens[index - 1]
