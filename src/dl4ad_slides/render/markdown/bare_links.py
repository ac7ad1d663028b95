"""A markdown-it plugin: addresses in running text become links, by the rules of Reveal.js' Markdown plugin (marked).

`https://…`, `http://…`, `ftp://…`, `www.…` and mail addresses do, wherever they begin; punctuation at their end stays
outside. GFM (section 6.9) is stricter about the character before one, and decks write them behind quotes and slashes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_MAIL = r"[A-Za-z0-9._+-]+@[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]*[a-zA-Z0-9])+(?!-|_[a-zA-Z0-9])"
_ADDRESS = re.compile(rf"(?:((?i:https?|ftp)://|www\.)(?:[a-zA-Z0-9-]+\.?)+[^\s<]*)|{_MAIL}")
_BEGIN = re.compile(r"(?:(?i:https?|ftp)://|www\.)(?=[a-zA-Z0-9-])|(?<![A-Za-z0-9._+-])([A-Za-z0-9._+-]++)@")
_PUNCTUATION = frozenset("?!.,:;*_'\"~")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LAST_ENTITY = re.compile(r"&[a-zA-Z0-9]{1,32};$")
_LONGEST_ENTITY = 34
_KEPT = ";/?:@&=+$,#-_.!~*'()%"
_CACHE = "where addresses may begin"


class BrowserAddresses(MarkdownIt):
    """A parser that escapes the addresses of all links as a browser's `encodeURI` does, and refuses none."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the names are markdown-it's
        return quote(url, safe=_KEPT)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


def bare_links_plugin(md: MarkdownIt) -> None:
    """Teach `md` addresses in running text."""
    md.inline.ruler.at("text", _text)
    md.inline.ruler.push("bare_link", _bare_link)


def _text(state: StateInline, silent: bool) -> bool:
    """Take the characters up to the next one that may begin anything, an address included."""
    special = state.md.inline.terminator_re.search(state.src, state.pos)
    end = min(special.start() if special else state.posMax, _next_beginning(state), state.posMax)
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _next_beginning(state: StateInline) -> int:
    """Return the first offset from `state.pos` on where an address may begin."""
    source, ends, starts = state.env.get(_CACHE, (None, (), ()))
    if source is not state.src:
        found = list(_BEGIN.finditer(state.src))
        # A link may begin at its first character only, a mail address at any of its name.
        ends = [begin.end(1) if begin[1] else begin.start() + 1 for begin in found]
        starts = [begin.start() for begin in found]
        state.env[_CACHE] = (state.src, ends, starts)
    index = bisect_right(ends, state.pos)
    return max(starts[index], state.pos) if index < len(ends) else len(state.src)


def _bare_link(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or _next_beginning(state) != state.pos:
        return False
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    address = found[0] if found[1] is None else _trim(found[0])
    scheme = {None: "mailto:", "www.": "http://"}.get(found[1], "")
    written = len(address)
    address = _ENTITY.sub(lambda entity: unescape(entity[0]), address)
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(scheme + address)}
    token.markup = token.info = "auto"
    state.push("text", "", 0).content = address
    token = state.push("link_close", "a", -1)
    token.markup = token.info = "auto"
    state.pos += written
    return True


def _trim(address: str) -> str:
    """Leave punctuation and entities at the end outside, and a round bracket that the address does not open."""
    end, opened, closed = len(address), address.count("("), address.count(")")
    while end:
        last = address[end - 1]
        if last == ";" and (entity := _LAST_ENTITY.search(address, max(0, end - _LONGEST_ENTITY), end)):
            end = entity.start()
        elif last in _PUNCTUATION or (last == ")" and closed > opened):
            closed -= last == ")"
            end -= 1
        else:
            break
    return address[:end]
