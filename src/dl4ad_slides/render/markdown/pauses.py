"""A markdown-it plugin: a line `. . .` is a paragraph of its own, whatever stands above and below it.

What a pause does with what follows it is settled in the tree of the slide.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

_PAUSE = re.compile(r"\. \. \.(?:[ \t]+\{[^{}\n]*\})?[ \t]*$")


def pauses_plugin(md: MarkdownIt) -> None:
    """Teach `md` pauses that end a paragraph, as containers do."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "pause", _pause, interrupts)
    md.core.ruler.after("block", "pauses", _show)


def is_pause(line: str) -> bool:
    """Tell whether `line`, without its indentation, is a pause."""
    return line.startswith(". . .") and _PAUSE.match(line) is not None


def _pause(state: StateBlock, line: int, _: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    content = state.src[start : state.eMarks[line]]
    if not is_pause(content) or state.is_code_block(line):
        return False
    if not silent:
        opening = state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        opening.map = inline.map = [line, line + 1]
        inline.content, inline.children = content.strip(), []
        state.push("paragraph_close", "p", -1)
        state.line = line + 1
    return True


def _show(state: StateCore) -> None:
    """Keep the paragraph of a pause in a list without blank lines, which takes paragraphs away."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.hidden and inline.type == "inline" and is_pause(inline.content):
            opening.hidden = closing.hidden = False
