"""Find the tags of a slide that are not closed or close nothing, by the rules of the HTML standard.

The tree builder repairs such a slide in silence; this tells what it had to repair. Optional end tags, void elements
and the implied end of a paragraph are as in the HTML standard, sections 13.1.2.4 and 13.2.6.4.7.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from selectolax.lexbor import LexborHTMLParser

from dl4ad_slides.language.regions import TAG

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"])
OPTIONAL_END = frozenset(
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
_PARAGRAPH = frozenset({"p"})
_IMPLIED = frozenset({"tbody", "colgroup"})  # start tags that HTML lets authors omit
FOREIGN = frozenset({"svg", "math"})
_SCOPE = frozenset({"table", "td", "th", "caption", "button", "object", "template", "svg", "math"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
TOKEN = re.compile(rf"<!--(?:>|->|[\s\S]*?-->|[\s\S]*$)|{TAG}")


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A tag without its partner, or (`misplaced`) one that may not stand where it does.

    `tag` is as written, `name` its element; `nth` (from 0) counts the earlier tags that are written the same.
    """

    tag: str
    name: str
    nth: int
    closes: bool
    misplaced: bool = False


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag as written, the name of its element, and the offset at which it stands."""

    tag: str
    name: str
    offset: int

    @property
    def closes(self) -> bool:
        """Tell whether it is an end tag."""
        return self.tag.startswith("</")

    @property
    def end(self) -> int:
        """Return the offset behind it."""
        return self.offset + len(self.tag)


def placed_tags(html: str) -> Iterator[PlacedTag]:
    """Yield all tags of `html`; what stands inside a raw element is no tag."""
    at = 0
    while match := TOKEN.search(html, at):
        tag, at = match[0], match.end()
        if tag.startswith("<!--"):
            continue
        found = _NAME.search(tag)
        name = found[0].lower() if found else ""
        yield PlacedTag(tag, name, match.start())
        if name in _RAW and not tag.startswith("</"):
            closing = re.compile(rf"</{name}", re.IGNORECASE).search(html, at)
            at = closing.start() if closing else len(html)


def find_imbalances(html: str) -> tuple[Imbalance, ...]:
    """Return the tags of `html` that have no partner, in the order in which that shows.

    Where all have one and the tree builder changes them all the same, return the first tag that it moves or drops:
    a row without a table, a link inside a link.
    """
    tags = tuple(_tags(html))
    return tuple(_imbalances(tags)) or tuple(_misplaced(tags, html))


def _tags(html: str) -> Iterator[Imbalance]:
    seen: dict[str, int] = {}
    for tag in placed_tags(html):
        nth = seen[tag.tag] = seen.get(tag.tag, -1) + 1
        yield Imbalance(tag.tag, tag.name, nth, tag.closes)


def _imbalances(tags: Sequence[Imbalance]) -> Iterator[Imbalance]:
    open_tags = _OpenTags()
    for tag in tags:
        if tag.closes:
            yield from open_tags.close(tag)
        elif not (tag.name in VOID or open_tags.closes_itself(tag)):
            open_tags.imply_ends(tag.name)
            open_tags.append(tag)
        elif tag.name == "hr":
            open_tags.imply_ends(tag.name)
    yield from open_tags.unclosed()


def _misplaced(tags: Sequence[Imbalance], html: str) -> Iterator[Imbalance]:
    tree = LexborHTMLParser(html, is_fragment=True)
    built = tree.html or "" if tree.root is not None else ""
    if built == html:
        return
    kept = _outline(_tags(built))
    wanted = _outline(tags)
    for (tag, *shape), (_, *kept_shape) in zip_longest(wanted, kept, fillvalue=(tags[-1] if tags else None,)):
        if shape != kept_shape and tag is not None:
            yield replace(tag, misplaced=True)
            return


def _outline(tags: Iterable[Imbalance]) -> list[tuple[Imbalance, str, bool]]:
    """Return tags with what must survive the tree builder: names and order, without what HTML lets authors omit."""
    outline: list[tuple[Imbalance, str, bool]] = []
    foreign = 0
    for tag in tags:
        is_self_closed = foreign > 0 and tag.tag.endswith("/>")
        if tag.name in FOREIGN and not is_self_closed:
            foreign += -1 if tag.closes else 1
        if tag.name in _IMPLIED or (tag.closes and tag.name in OPTIONAL_END):
            continue
        outline.append((tag, tag.name, tag.closes))
        if is_self_closed:
            outline.append((tag, tag.name, True))
    return outline


class _OpenTags:
    """The elements that are open at a place, outermost first; counted by name, so that nothing is searched in vain."""

    def __init__(self) -> None:
        self._tags: list[Imbalance] = []
        self._count: Counter[str] = Counter()

    def append(self, tag: Imbalance) -> None:
        self._tags.append(tag)
        self._count[tag.name] += 1

    def closes_itself(self, tag: Imbalance) -> bool:
        """Tell whether the slash at the end of `tag` means something: it does in SVG and MathML alone."""
        return tag.tag.endswith("/>") and any(self._count[name] for name in FOREIGN)

    def unclosed(self) -> Iterator[Imbalance]:
        yield from (tag for tag in self._tags if tag.name not in OPTIONAL_END)

    def close(self, closing: Imbalance) -> Iterator[Imbalance]:
        """Close the nearest element of that name; yield what was left open inside, or `closing` where there is none."""
        if not self._count[closing.name]:
            yield closing
            return
        for index in range(len(self._tags) - 1, -1, -1):
            name = self._tags[index].name
            if name == closing.name:
                yield from (left for left in self._tags[index + 1 :] if left.name not in OPTIONAL_END)
                self._cut(index)
                return
            if name in _SCOPE and closing.name not in _SCOPE | _SIBLINGS.keys():
                break
        yield closing

    def imply_ends(self, name: str) -> None:
        """Close what a start tag `name` closes by itself."""
        if name in _ENDS_PARAGRAPH:
            self._pop_to(_PARAGRAPH, _SCOPE)
        if name in _SIBLINGS:
            self._pop_to(*_SIBLINGS[name])

    def _pop_to(self, names: frozenset[str], boundary: frozenset[str]) -> None:
        if not any(self._count[name] for name in names):
            return
        for index in range(len(self._tags) - 1, -1, -1):
            if self._tags[index].name in boundary:
                return
            if self._tags[index].name in names:
                if all(left.name in OPTIONAL_END for left in self._tags[index:]):
                    self._cut(index)
                return

    def _cut(self, index: int) -> None:
        self._count.subtract(tag.name for tag in self._tags[index:])
        del self._tags[index:]
