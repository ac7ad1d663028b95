"""Parse the HTML of one slide as a browser does, apart from all others, and apply the comments that set attributes.

Takes HTML with slots; gives a tree whose serialisation can stand in a page without touching its neighbours. The rules
for `.slide` and `.element` comments are those of Reveal.js' Markdown plugin (`addAttributes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ELEMENT = re.compile(r"\.element\s*?(.+?)$", re.MULTILINE)
_SLIDE = re.compile(r"\.slide:\s*?(\S.+?)$", re.MULTILINE)
# The plugin's `([^"= ]+?)="([^"]+?)"|(data-[^"= ]+?)(?=[" ])`, without looking at every end of a long word.
_ATTRIBUTE = re.compile(r"""(?<![^"= ])([^"= ]++)="([^"]++)"|(data-[^"= ]++)(?=[" ])""")
_NAME = re.compile(r"[^\s\"'<>/=\x00-\x1f]+")
_MAYBE_COMMENT = re.compile(r"<(?:[!?]|/[^A-Za-z])")  # HTML, 13.2.5.6 and 13.2.5.7: markup that is wrong becomes one
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class HtmlTree:
    """The tree of one slide. `attributes` are those that its comments set on the `<section>`.

    In HTML of which it is not said that it `may_hold_comments` there is none.
    """

    def __init__(self, html: str) -> None:
        self._tree = LexborHTMLParser(html, is_fragment=True)
        self.may_hold_comments = bool(_MAYBE_COMMENT.search(html))
        self.attributes: dict[str, str] = {}

    def apply_comments(self) -> None:
        """Set the attributes that `.slide` and `.element` comments ask for, and take them out of the comments."""
        below: list[tuple[LexborNode | None, LexborNode | None]] = [(self._tree.root, None)]
        while below:  # no recursion: elements may be nested deeper than Python's stack
            node, target = below.pop()
            if node is None:
                continue
            if node.is_comment_node:
                self._apply(node, target)
            if node.is_element_node:
                below.append((node.next, target if node.tag == "br" else node))
                below.append((node.first_child, node))
            else:
                below.append((node.next, target))

    def reduce_comments(self) -> None:
        """Leave of comments that set attributes what else they say, as the plugin does.

        Text that looks like a comment, as in a script or an attribute, is none.
        """
        for node in [node for node in self.nodes() if node.is_comment_node]:
            text, count = _ELEMENT.subn("", f" {node.comment_content or ''} ", count=1)  # selectolax strips it
            if not count:
                text, count = _SLIDE.subn("", text, count=1)
            if count and (comment := LexborHTMLParser(f"<!--{text}-->", is_fragment=True).root) is not None:
                node.replace_with(comment)

    def take_comments(self) -> str:
        """Take all comments out: they are for authors; return them as HTML."""
        comments = [node for node in self.nodes() if node.is_comment_node]
        html = "".join(f"<!--{node.comment_content or ''}-->" for node in comments)
        for node in comments:
            node.decompose()
        return html

    def select(self, query: str) -> list[LexborNode]:
        """Return the elements that the CSS selector finds, in document order."""
        return self._tree.css(query) if self._tree.root is not None else []

    def nodes(self) -> Iterator[LexborNode]:
        """Return all nodes in document order, text included."""
        stack = [self._tree.root]
        while stack:
            if (node := stack.pop()) is not None:
                yield node
                stack.append(node.next)
                stack.append(node.first_child)

    def append(self, html: str) -> None:
        """Put the element that `html` is at the end of the slide."""
        self.may_hold_comments |= bool(_MAYBE_COMMENT.search(html))
        last, element = self._tree.root, LexborHTMLParser(html, is_fragment=True).root
        while last is not None and last.next is not None:
            last = last.next
        if last is None:
            self._tree = LexborHTMLParser(html, is_fragment=True)
        elif element is not None:
            last.insert_after(element)

    @property
    def html(self) -> str:
        """Return the serialised slide."""
        return (self._tree.html or "") if self._tree.root is not None else ""

    @property
    def text(self) -> str:
        """Return the text of the slide, comments and tags left out."""
        return "".join(node.text_content or "" for node in self.nodes() if node.is_text_node)

    def _apply(self, comment: LexborNode, target: LexborNode | None) -> None:
        """Apply one comment; `target` is the element before it or around it, None for the section itself."""
        text = comment.comment_content or ""
        if _ELEMENT.search(f"{text} "):
            if target is not None and target.tag in {"ul", "ol"} and not _follows_blank_line(comment):
                target = _last_element(target) or target
            for name, value in comment_attributes(text).items():
                if target is None:
                    self.attributes[name] = value
                else:
                    target.attrs[name] = value
        else:
            self.attributes.update(comment_attributes(text))


def comment_attributes(text: str) -> Mapping[str, str]:
    """Return the attributes that the comment with this text sets, on a slide or an element."""
    # selectolax strips the content; the plugin's rule for attributes without a value wants a space behind them.
    found = _ELEMENT.search(f"{text} ") or _SLIDE.search(f"{text} ")
    return dict(_attributes(found[1])) if found else {}


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for pair in _ATTRIBUTE.finditer(text):
        name, value = (pair[1], pair[2]) if pair[1] is not None else (pair[3], "")
        if _NAME.fullmatch(name):
            yield name, value


def _follows_blank_line(comment: LexborNode) -> bool:
    before = comment.prev
    return before is not None and before.is_text_node and bool(_BLANK_LINE.search(before.text_content or ""))


def _last_element(node: LexborNode) -> LexborNode | None:
    child = node.last_child
    while child is not None and not child.is_element_node:
        child = child.prev
    return child


def is_sealed(section: str) -> bool:
    """Tell whether a `<section>` ends where it says, so that a page can go on behind it.

    A few elements stay open whatever follows them, such as `<plaintext>`, or a script that holds `<!--<script>`.
    """
    tree = LexborHTMLParser(f"{section}<hr>", is_fragment=True)
    first = tree.root
    behind = first.next if first is not None else None
    return behind is not None and behind.tag == "hr" and behind.next is None
