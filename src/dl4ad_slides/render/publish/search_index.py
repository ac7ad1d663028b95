"""What students can search: the words of each slide of a course, as data for `theme/js/search.js`.

Takes rendered decks; gives a classic script, which pages may load from disk, where `fetch` and modules may not. It
holds texts and no index: compressed, an index is larger than what it covers, and `theme/js/search-engine.js` makes one
of 10,000 slides in 0.2 s. Formulas stand in it once, as plain words. Notes do not: students search what they saw.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.model.output import RenderedDeck, RenderedSlide

SEARCH_INDEX = "search-index.js"

_LEFT_OUT = {"script", "style", "template", "noscript", "defs", "iframe"}
_LEFT_OUT_CLASSES = {"notes", "running-title"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"}
_INLINE |= {"s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr"}
_TOLD_BY = {"img": "alt", "video": "aria-label", "audio": "aria-label", "svg": "aria-label"}
_TEX = 'annotation[encoding="application/x-tex"]'
_TEX_LOOKS = re.compile(
    r"\\(?:begin|end|html\w+|color|textcolor|tag|label|hspace|vspace|phantom)\*?\{[^{}]*\}"
    r"|\\(?:left|right|[bB]igg?[lrm]?|math\w+|bm|boldsymbol|text\w*|operatorname\*?|limits|nolimits|displaystyle"
    r"|underbrace|overbrace|quad|qquad|hat|tilde|bar|vec|[dt]?frac|[lr](?:Vert|vert|angle|floor|ceil|brace))(?![a-zA-Z])"
    r"|\\[,;:!>\s\\|{}]|[{}$&~]"
)
_SPACE = re.compile(r"\s+")
_SOURCES = "ul.references, ul.credits"
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class SlideWords:
    """What can be found of one slide: its first heading, its text line by line, and its code.

    `number` is the one in the footer, 0 where the slide does not count; `is_list` says that it lists sources. Of the
    text, what everybody sees stands first, then what pictures show, and then formulas: excerpts are cut from it.
    """

    id: str
    number: int
    title: str
    text: str
    code: str
    is_list: bool


def search_index(decks: Iterable[str]) -> bytes:
    """Return the script with the words of all slides that the public sees; `decks` are those of each deck."""
    return f"self.dl4adSearchData = [{','.join(decks)}];\n".encode()


def deck_words(rendered: RenderedDeck) -> str:
    """Return what the index holds of a deck."""
    data = {
        "href": quote(rendered.deck.href),
        "number": rendered.deck.number,
        "title": rendered.title,
        "slides": [_entry(words) for words in slide_words(rendered.slides)],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def search_version(index: bytes) -> str:
    """Return what tells one state of the index from another in its address."""
    return hashlib.sha256(index).hexdigest()[:8]


def slide_words(slides: Sequence[RenderedSlide]) -> Iterator[SlideWords]:
    """Yield the words of each slide, those that Reveal.js takes out of the deck left out."""
    number = 0
    for slide in slides:
        section = LexborHTMLParser(slide.section, is_fragment=True).css_first("section")
        visibility = section.attributes.get("data-visibility") if section is not None else "hidden"
        if section is not None and visibility != "hidden":
            counts = visibility != "uncounted"
            number += counts
            yield _Reader(section).words(slide.id, number if counts else 0)


def _entry(words: SlideWords) -> list[str | int]:
    """Return the words of a slide as the script holds them: without what is empty at the end."""
    entry: list[str | int] = [words.id, words.number, words.title, words.text, words.code, int(words.is_list)]
    while not entry[-1]:
        entry.pop()
    return entry


class _Reader:
    """Reads the tree of one slide; where a block begins or ends, a line does."""

    def __init__(self, section: LexborNode) -> None:
        self._section = section
        self._title: list[str] = []
        self._text: list[str] = []
        self._told: list[str] = []
        self._formulas: list[str] = []
        self._code: list[str] = []
        self._has_title = False

    def words(self, slide_id: str, number: int) -> SlideWords:
        self._read()
        title, code = (_lines(pieces) for pieces in (self._title, self._code))
        text = _lines([*self._text, "\n", *self._told, "\n", *self._formulas])
        is_list = self._section.css_first(_SOURCES) is not None
        return SlideWords(slide_id, number, " ".join(title), "\n".join(text), "\n".join(code), is_list)

    def _read(self) -> None:
        ahead: list[tuple[LexborNode | str | None, list[str], bool]] = []
        ahead.append((self._section.first_child, self._text, False))
        while ahead:  # no recursion: elements may be nested deeper than Python's stack
            node, place, is_drawing = ahead.pop()
            if isinstance(node, str):
                place.append(node)
            elif node is not None:
                ahead.append((node.next, place, is_drawing))
                if node.is_text_node:
                    self._take(node.text_content or "", place, is_drawing=is_drawing)
                elif node.is_element_node:
                    attributes = node.attributes  # made anew each time that they are asked for
                    classes = (attributes.get("class") or "").split()
                    if _is_left_out(node.tag, attributes, classes):
                        continue
                    edge = _edge(node, is_code=place is self._code)
                    place.append(edge)
                    ahead.append((edge, place, False))
                    inside = self._place(node, classes, place)
                    if "katex" in classes:
                        inside.extend(_formula(node))
                    else:
                        self._told.extend(_told(node.tag, attributes, classes))
                        ahead.append((node.first_child, inside, is_drawing or node.tag == "svg"))

    def _place(self, node: LexborNode, classes: Collection[str], place: list[str]) -> list[str]:
        if node.tag == "pre":
            return self._code
        if "katex-display" in classes:
            return self._formulas
        if node.tag in _HEADINGS and not self._has_title and node.text(deep=True).strip():
            self._has_title = True
            return self._title
        return place

    def _take(self, text: str, place: list[str], *, is_drawing: bool) -> None:
        if not is_drawing or _LETTER.search(text):  # numbers along the axes of a chart find nothing
            place.append(text if place is self._code else _SPACE.sub(" ", text))


def _edge(node: LexborNode, *, is_code: bool) -> str:
    """Return what parts the text in an element from that around it; spans side by side are apart on slides, too."""
    if node.tag not in _INLINE:
        return "\n"
    before = node.prev
    is_apart = not is_code and node.tag == "span" and before is not None and before.tag == "span"
    return " " if is_apart else ""


def _is_left_out(tag: str | None, attributes: Mapping[str, str | None], classes: Collection[str]) -> bool:
    return tag in _LEFT_OUT or "hidden" in attributes or not _LEFT_OUT_CLASSES.isdisjoint(classes)


def _formula(node: LexborNode) -> Iterator[str]:
    """Yield a formula as words: `\\hat{\\theta}_{t+1}` as `theta_t+1`."""
    if tex := node.css_first(_TEX):
        words = _TEX_LOOKS.sub(" ", tex.text(deep=True)).replace("\\", " ")
        yield re.sub(r" ?([_^,]) ?", r"\1", _SPACE.sub(" ", words)).strip()


def _told(tag: str | None, attributes: Mapping[str, str | None], classes: Collection[str]) -> Iterator[str]:
    """Yield what an element tells those who do not see it, and what an event of a timeline tells on hovering."""
    name = _TOLD_BY.get(tag or "", "aria-label" if attributes.get("role") in {"img", "figure"} else "")
    if "timeline-content" in classes:
        name = "title"
    elif "embed" in classes:
        name = "data-title"
    if name and (told := attributes.get(name)):
        yield f"{told}\n"


def _lines(pieces: Sequence[str]) -> list[str]:
    """Return each line once: pictures stand there for each theme, code for each of its steps."""
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return list(dict.fromkeys(line for line in lines if line))
