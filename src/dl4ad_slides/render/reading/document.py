"""Make a document of a slide: all of it there from the start, nothing that needs Reveal.js or a script of ours.

Reading pages and pages of text are made by it, so that the same Markdown comes out the same on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from dl4ad_slides.render.html.nodes import (
    children_of,
    classes_of,
    elements_around,
    elements_before,
    replace_node,
    set_classes,
    take_classes,
)
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.words import Words

_WIDE = 900  # px of the canvas; a phone has some 800 of them
_LONG_FORMULA = 24  # characters of a displayed formula that a phone is too narrow for
# What a fragment is while it moves; how it looks in the end, such as in colour, it keeps.
_MOVING = frozenset(
    (
        *("fragment", "custom", "visible", "current-fragment", "current-visible", "select", "flex"),
        *("appear", "vanish", "appear-vanish", "appear-table", "grow", "shrink", "blur"),
        *("fade-in", "fade-out", "semi-fade-out", "fade-in-then-out", "fade-in-then-semi-out"),
        *("fade-up", "fade-down", "fade-left", "fade-right"),
        *("highlight-current-red", "highlight-current-green", "highlight-current-blue"),
    )
)
_MOVING_ON_TIMELINE = _MOVING | {"color-0", "color-1", "color-2"}


def settle(tree: HtmlTree, words: Words, frame_title: str, *, is_eager: bool = False) -> None:
    """Make a document of a slide, but for its headings, its notes, its scripts, and where links lead.

    `frame_title` is what embedded pages are called that have no title; pictures load at once where that `is_eager`.
    """
    if tree.may_hold_comments:
        for comment in [node for node in tree.nodes() if node.is_comment_node]:
            comment.decompose()
    _show_all(tree)
    _settle_code(tree)
    _settle_media(tree, frame_title, is_eager=is_eager)
    _settle_timelines(tree)
    _let_scroll(tree, words)


def _show_all(tree: HtmlTree) -> None:
    for node in tree.select(".timeline-mark"):
        node.decompose()
    for node in tree.select(".fragment"):
        if node.tag != "code":
            is_on_timeline = any("timeline" in classes_of(around) for around in elements_around(node))
            take_classes(node, _MOVING_ON_TIMELINE if is_on_timeline else _MOVING)
    for node in tree.select("[data-fragment-index]"):
        del node.attrs["data-fragment-index"]
    for node in tree.select("span[id][hidden]"):  # another name of the slide: it must be there to lead to it
        del node.attrs["hidden"]


def _settle_code(tree: HtmlTree) -> None:
    """Leave of code that is lit step by step the code, unlit."""
    for clone in tree.select("code.fragment"):
        for code in elements_before(clone):
            take_classes(code, {"fragment", "has-highlights"})
            for line in code.css(".line.lit"):
                set_classes(line, ["line"])
    for clone in tree.select('pre > code + code[aria-hidden="true"]'):
        clone.decompose()


def _settle_media(tree: HtmlTree, frame_title: str, *, is_eager: bool) -> None:
    for node in tree.select("img, video, audio, source, iframe"):
        if later := node.attributes.get("data-src"):
            node.attrs["src"] = later
            del node.attrs["data-src"]
        if node.tag in {"img", "iframe"} and not is_eager and not node.attributes.get("loading"):
            node.attrs["loading"] = "lazy"
        if node.tag == "iframe" and not node.attributes.get("title"):
            node.attrs["title"] = frame_title
        if node.tag in {"video", "audio"}:
            node.attrs["controls"] = ""
            node.attrs["preload"] = node.attributes.get("preload") or "metadata"
    for name in ("autoplay", "data-autoplay"):
        for node in tree.select(f"[{name}]"):
            del node.attrs[name]
    for node in tree.select(".embed[data-src]"):
        source, title = node.attributes.get("data-src") or "", node.attributes.get("data-title") or ""
        host = urlsplit(source).hostname or ""
        place = f" <span>{escape(host)}</span>" if host != title else ""
        link = f'<a href="{escape(source)}" rel="noopener">{escape(title)}</a>'
        replace_node(node, f'<span class="reading-embed">{link}{place}</span>')


def _settle_timelines(tree: HtmlTree) -> None:
    for node in tree.select(".timeline"):
        node.attrs["role"] = "list"
    for node in tree.select(".timeline > .timeline-item"):
        node.attrs["role"] = "listitem"
    for node in tree.select(".timeline > :not(.timeline-item)"):
        node.attrs["aria-hidden"] = "true"


def _let_scroll(tree: HtmlTree, words: Words) -> None:
    """Let what may be wider than a phone scroll inside of itself, by the keyboard too."""
    for node in tree.select("figure"):
        pictures = [child for child in children_of(node) if child.tag in {"img", "svg"}]
        if any(map(_is_wide, pictures)):
            _scroller(pictures, words.figure)
    for node in tree.select(".katex-display"):
        if sum(len(shown.text(deep=True)) for shown in node.css(".katex-html")) > _LONG_FORMULA:
            node.attrs["tabindex"] = "0"
    for node in [node for node in tree.select("table") if all(each.tag != "table" for each in elements_around(node))]:
        caption = node.css_first("caption")
        label = " ".join(caption.text(deep=True).split()) if caption else words.table
        _scroller([node], label)


def _is_wide(picture: LexborNode) -> bool:
    """Tell whether a picture lies across, and has details that are lost on a phone."""
    box = (picture.attributes.get("viewBox") or "").split()
    sides = [picture.attributes.get("width"), picture.attributes.get("height")]
    width, height = (_number(side) for side in (box[2:] if len(box) == 4 else sides))
    return width > height and max(width, _number(sides[0])) >= _WIDE


def _number(written: str | None) -> float:
    try:
        return float(written or 0)
    except ValueError:
        return 0.0


def _scroller(nodes: Sequence[LexborNode], label: str) -> None:
    """Put `nodes`, the first of which gives the place, into a box that scrolls them."""
    html = "".join(node.html or "" for node in nodes)
    for node in nodes[1:]:
        node.decompose()
    start = f'<div class="reading-scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
    replace_node(nodes[0], f"{start}{html}</div>")
