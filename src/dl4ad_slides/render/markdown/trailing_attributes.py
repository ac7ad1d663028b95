"""A markdown-it plugin: an attribute list at the end of a heading belongs to the heading, as in Pandoc and Quarto."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.attrs.parse import ParseError, parse

_TRAILING = re.compile(r"[ \t]+(\{[^{}]*\})[ \t]*$")


def trailing_attributes_plugin(md: MarkdownIt) -> None:
    """Teach `md` that `## Max pooling {#pool .wide}` is a heading with an id and a class."""
    md.core.ruler.before("inline", "trailing_attributes", _take_trailing_attributes)


def _take_trailing_attributes(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open" or not (found := _TRAILING.search(inline.content)):
            continue
        try:
            end, attributes = parse(found[1])
        except ParseError:
            continue
        if end != len(found[1]) - 1 or not attributes:
            continue
        inline.content = inline.content[: found.start()]
        for name, value in attributes.items():
            opening.attrJoin(name, value) if name == "class" else opening.attrSet(name, value)
