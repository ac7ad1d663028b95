"""Find the tags of a slide that are not closed or close nothing, by the rules of the HTML standard.

The tree builder repairs such a slide in silence; this tells what it had to repair. Optional end tags, void elements
and the implied end of a paragraph are as in the HTML standard, sections 13.1.2.4 and 13.2.6.4.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dl4ad_slides.language.regions import TAG

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"])
_OPTIONAL_END = frozenset(
    [
        "li",
        "dt",
        "dd",
        "p",
        "rt",
        "rp",
        "optgroup",
        "option",
        "colgroup",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
)
_ENDS_PARAGRAPH = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "dd",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
# Which open elements a start tag closes, and at which element the search for them ends.
_SIBLINGS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table", "thead", "tbody", "tfoot"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
}
for _group in ("thead", "tbody", "tfoot"):
    _SIBLINGS[_group] = (frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"}), frozenset({"table"}))
_SCOPE = frozenset({"table", "td", "th", "caption", "button", "object", "template", "svg", "math"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_TOKEN = re.compile(rf"<!--(?:>|->|[\s\S]*?-->|[\s\S]*$)|{TAG}")


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A tag without its partner.

    `tag` is as written, `name` its element; `nth` (from 0) counts the earlier tags that are written the same.
    """

    tag: str
    name: str
    nth: int
    closes: bool


def find_imbalances(html: str) -> tuple[Imbalance, ...]:
    """Return the tags of `html` that have no partner, in the order in which that shows."""
    return tuple(_imbalances(html))


def _imbalances(html: str) -> Iterator[Imbalance]:
    seen: dict[str, int] = {}
    open_tags: list[Imbalance] = []
    foreign = 0
    for match in _tokens(html):
        tag = match[0]
        nth = seen[tag] = seen.get(tag, -1) + 1
        name_match = _NAME.search(tag)
        name = name_match[0].lower() if name_match else ""
        this = Imbalance(tag, name, nth, tag.startswith("</"))
        if this.closes:
            yield from _close(this, open_tags)
        elif not (name in _VOID or (foreign and tag.endswith("/>"))):
            _imply_ends(name, open_tags)
            open_tags.append(this)
        elif name == "hr":
            _imply_ends(name, open_tags)
        foreign = (
            sum(1 for opened in open_tags if opened.name in {"svg", "math"}) if name in {"svg", "math"} else foreign
        )
    yield from (opened for opened in open_tags if opened.name not in _OPTIONAL_END)


def _tokens(html: str) -> Iterator[re.Match[str]]:
    """Yield the tags; what stands inside a raw element is no tag."""
    at = 0
    while match := _TOKEN.search(html, at):
        at = match.end()
        if match[0].startswith("<!--"):
            continue
        yield match
        name = _NAME.search(match[0])
        if name and name[0].lower() in _RAW and not match[0].startswith("</"):
            closing = re.compile(rf"</{name[0]}", re.IGNORECASE).search(html, at)
            at = closing.start() if closing else len(html)


def _close(closing: Imbalance, open_tags: list[Imbalance]) -> Iterator[Imbalance]:
    for index in range(len(open_tags) - 1, -1, -1):
        if open_tags[index].name == closing.name:
            yield from (left for left in open_tags[index + 1 :] if left.name not in _OPTIONAL_END)
            del open_tags[index:]
            return
        if open_tags[index].name in _SCOPE and closing.name not in _SCOPE | _SIBLINGS.keys():
            break
    yield closing


def _imply_ends(name: str, open_tags: list[Imbalance]) -> None:
    if name in _ENDS_PARAGRAPH:
        _pop_to(frozenset({"p"}), _SCOPE, open_tags)
    if name in _SIBLINGS:
        _pop_to(*_SIBLINGS[name], open_tags)


def _pop_to(names: frozenset[str], boundary: frozenset[str], open_tags: list[Imbalance]) -> None:
    for index in range(len(open_tags) - 1, -1, -1):
        if open_tags[index].name in boundary:
            return
        if open_tags[index].name in names:
            if all(left.name in _OPTIONAL_END for left in open_tags[index:]):
                del open_tags[index:]
            return
