"""A markdown-it plugin: emphasis and strikethrough begin and end beside formulas, and in text without spaces.

CommonMark (section 6.2) looks at the characters beside `**`: with punctuation on the inner side, space or punctuation
must stand on the outer one. A formula is one word to its author, whatever it begins and ends with, and Chinese and
Japanese have no spaces to put there. Both satisfy the rule on either side, as in the amendment for CJK that several
parsers share (github.com/tats-u/markdown-cjk-friendly).
"""

from __future__ import annotations

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from dl4ad_slides.model.sentinels import SLOT_CLOSE, SLOT_OPEN

_SLOT_ENDS = {SLOT_OPEN, SLOT_CLOSE}
_WIDE = {"W", "F", "H"}  # Unicode Standard Annex 11: the widths of East Asian characters


def emphasis_plugin(md: MarkdownIt) -> None:
    """Teach `md` where emphasis may begin and end."""
    inline = _Inline()
    vars(inline).update(vars(md.inline))
    md.inline = inline


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the names are markdown-it's
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:  # `_`, which stays text within words
            return scanned
        before = self.src[start - 1] if start else " "
        end = start + scanned.length
        behind = self.src[end] if end < self.posMax else " "
        if not (_is_generous(before) or _is_generous(behind)):
            return scanned
        can_open = not isWhiteSpace(ord(behind)) and (_is_generous(before) or not _is_punctuation(behind))
        can_close = not isWhiteSpace(ord(before)) and (_is_generous(behind) or not _is_punctuation(before))
        return Scanned(scanned.can_open or can_open, scanned.can_close or can_close, scanned.length)


def _is_punctuation(character: str) -> bool:
    return not _is_generous(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


def _is_generous(character: str) -> bool:
    """Tell a character that lets emphasis begin and end beside it; emoji are symbols, as in CommonMark."""
    if character in _SLOT_ENDS:
        return True
    return unicodedata.east_asian_width(character) in _WIDE and not unicodedata.category(character).startswith("S")
