"""A markdown-it plugin: where blocks end in Reveal.js' Markdown plugin (marked), and CommonMark would do otherwise.

Decks show three such rules. A list item takes in outdented lines below anything but a blank line, a heading, a rule
or the opening of a fence, and ends where such a line begins with an opening tag, a comment or `#`. In an item every
kind of block may begin right below text, a tag alone on its line or a list from any number too; elsewhere, HTML does
so at the margin only. A check box is text with text behind it. And a heading may have a no-break space behind its `#`,
which some keyboards type there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, html_block, lheading, list_block, paragraph, reference, table
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.rules_core import StateCore

from dl4ad_slides.language.regions import Kind, scan_regions

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_RULE = r"(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$"
_ENDS_ITEM = re.compile(rf"<(?:[a-z].*>|!--)|[#>]|```|~~~|(?:[*+-]|[0-9]{{1,9}}[.)])(?:[ \t]|$)|{_RULE}", re.IGNORECASE)
_ENDS_LAZINESS = re.compile(rf"#|```|~~~|{_RULE}")
_ENDS_TEXT = re.compile(rf"</?(?:{'|'.join(block_names)})(?: |$|/?>)|<(?:script|pre|style|textarea|!--)")
_ONE_PIECE = {Kind.COMMENT, Kind.RAW, Kind.TAG}
_CHECK_BOX = re.compile(r"\[([ xX])\] +(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_IN_ITEM = "the text stands in a list item"


def plugin_blocks(md: MarkdownIt, *, is_fence: Callable[[str], bool] | None = None) -> None:
    """Teach `md` where the plugin ends blocks, and its check boxes: `checked` in the `meta` of their list items.

    `is_fence` tells of a line that it ends a list item, or HTML up to a blank line, beyond what the plugin knows.
    """
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("table", "item", _item_rule(is_fence), {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("list", _list, interrupts)
    md.block.ruler.at("html_block", _html_block_rule(is_fence), interrupts)
    md.block.ruler.at("reference", _noting_container(reference))
    md.block.ruler.after("heading", "spaced_heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("lheading", _noting_container(lheading))
    md.block.ruler.at("paragraph", _noting_container(paragraph))
    # A row may not begin what is a list or a fence already; markdown-it's own place for tables is before these.
    md.block.ruler.after("html_block", "late_table", table, {"alt": ["paragraph", "reference"]})
    md.core.ruler.before("inline", "check_boxes", _take_check_boxes)


def _item_rule(is_fence: Callable[[str], bool] | None) -> BlockRule:
    def item(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """At the start of a list item, indent the lines that it takes in; below text, tell whether the item ends."""
        if silent:
            return bool(state.env[_IN_ITEM]) and _is_outdented(state, line)
        if state.parentType == "list" and state.tokens[-1].type == "list_item_open":
            _take_in(state, line, end, is_fence)
        return False

    return item


def _take_in(state: StateBlock, start: int, end: int, is_fence: Callable[[str], bool] | None) -> None:
    previous = start
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if not _is_outdented(state, line):
            if state.sCount[line] < 0:
                return
            previous = line
            continue
        indent, before = state.sCount[line] - state.listIndent, state.sCount[previous] - state.blkIndent
        text = _text_of(state, line)
        if indent < 4 and (_ENDS_ITEM.match(text) or (is_fence is not None and is_fence(text))):
            return
        if state.isEmpty(line - 1) or before >= 4 or (_ENDS_LAZINESS.match(_text_of(state, previous))):
            return
        state.sCount[line] = state.blkIndent + max(0, indent)
        previous = line


def _is_outdented(state: StateBlock, line: int) -> bool:
    return 0 <= state.sCount[line] < state.blkIndent


def _text_of(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _noting_container(rule: BlockRule) -> BlockRule:
    """Return `rule`, one for text, with a note for the rules that may end this text."""

    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        container = state.parentType
        state.env[_IN_ITEM] = container == "list"
        matches = rule(state, start, end, silent)
        state.parentType = container  # markdown-it's `lheading` leaves its own there
        return matches

    return noting


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not (silent and state.parentType == "paragraph" and state.env[_IN_ITEM]):
        return list_block(state, start, end, silent)
    state.parentType = "list"  # markdown-it lets some lists only begin where no paragraph is open
    begins = list_block(state, start, end, True)
    state.parentType = "paragraph"
    return begins


def _html_block_rule(is_fence: Callable[[str], bool] | None) -> BlockRule:
    def html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begins = _html_block(state, start, end, silent)
        if begins and not silent and is_fence is not None:
            _end_before(state, start, is_fence)
        return begins

    return html


def _end_before(state: StateBlock, start: int, is_fence: Callable[[str], bool]) -> None:
    """Take the lines from a fence on off the HTML that was read last; in a comment or the like there is none."""
    token = state.tokens[-1]
    for line in range(start + 1, state.line):
        if state.is_code_block(line) or not is_fence(_text_of(state, line)):
            continue
        before = state.getLines(start, line, state.blkIndent, True)
        scan = scan_regions(token.content, has_math=state.env["passage"].dialect.math)
        if not scan.covers(len(before), _ONE_PIECE):
            state.line, token.map, token.content = line, [start, line], before
            return


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not silent or state.parentType not in {"paragraph", "reference"}:
        return html_block(state, start, end, silent)
    text = _text_of(state, start)
    if state.env[_IN_ITEM]:
        return not state.is_code_block(start) and any(begin.search(text) for begin, _, _ in HTML_SEQUENCES)
    return state.sCount[start] <= state.blkIndent and bool(_ENDS_TEXT.match(text))


def _heading(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """Read a heading whose `#` stands before a no-break space; markdown-it reads all others."""
    found = _HEADING.match(_text_of(state, start))
    if found is None or state.is_code_block(start):
        return False
    if not silent:
        state.line = start + 1
        level = f"h{len(found[1])}"
        opening = state.push("heading_open", level, 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = found[2], []
        closing = state.push("heading_close", level, -1)
        opening.map = inline.map = [start, state.line]
        opening.markup = closing.markup = found[1]
    return True


def _take_check_boxes(state: StateCore) -> None:
    for item, opening, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type != "list_item_open" or opening.type != "paragraph_open" or inline.type != "inline":
            continue
        if box := _CHECK_BOX.match(inline.content):
            item.meta["checked"] = box[1] != " "
            inline.content = inline.content[box.end() :]
