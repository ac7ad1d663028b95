"""One slide as running text: nothing hidden, nothing that needs a script, links that lead within the document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.outline import Running
from dl4ad_slides.language.paths import asset_path
from dl4ad_slides.model.output import RenderedSlide
from dl4ad_slides.model.pictures import Sizes
from dl4ad_slides.render.html.nodes import children_of, classes_of, replace_node, set_classes
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.reading.document import settle
from dl4ad_slides.render.slide.backgrounds import BACKGROUND_CLASSES
from dl4ad_slides.render.slide.ids import unique_id
from dl4ad_slides.render.slide.pictures import give_room
from dl4ad_slides.render.slide.speaker_notes import is_in_notes
from dl4ad_slides.render.words import Words

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_LOWEST = 6
_OF_SLIDE = 2  # headings down to this level are the slide's; deeper ones belong to a part of it
_OURS = frozenset({"slide-title", "slide-section", "recap", "preview", "stack"}) | BACKGROUND_CLASSES
# Attributes that name elements of the page by their ids.
_NAMING = ("for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
_URL = re.compile(r"url\((['\"]?)#([^)'\"]+)\1\)")


class Settled(NamedTuple):
    """The HTML of a slide's notes, empty without any, and that of all else."""

    notes: str
    html: str


class ReadingSlide:
    """A slide on its way into the document; `anchor` is its id there, `number` that on the deck, from 1."""

    def __init__(self, slide: RenderedSlide, number: int, sizes: Sizes, *, is_eager: bool) -> None:
        self.id = self.anchor = slide.id
        self.title, self.number, self.is_below = slide.title, number, slide.below
        self._sizes, self._is_eager = sizes, is_eager
        self._tree = HtmlTree(slide.section)
        self._section = self._tree.select("section")[0]
        self._attributes = dict(self._section.attributes)
        classes = classes_of(self._section)
        self.is_title = "slide-title" in classes
        self.begins_part = "slide-section" in classes
        self.classes = tuple(name for name in classes if name not in _OURS)
        running = {kind: self._text(f".running-{kind}") for kind in ("section", "subsection", "role", "page")}
        self.running = Running(running["section"], running["subsection"])
        self.role = running["role"]
        # A list that goes on from the slide before says its heading no second time.
        self.continues = bool(running["page"]) and not running["page"].startswith("1/")
        for node in self._select(".running-title"):
            node.decompose()

    def nodes_with_ids(self) -> list[LexborNode]:
        """Return the elements on the slide that have ids."""
        return [node for node in self._select("[id]") if node.mem_id != self._section.mem_id]

    @property
    def is_empty(self) -> bool:
        """Tell whether the slide shows nothing."""
        children = (child for child in children_of(self._section) if child.is_element_node)
        return all("notes" in classes_of(child) or "hidden" in child.attributes for child in children)

    def take_title(self) -> str:
        """Return the HTML of the heading of level 1, and leave it out."""
        heading = self._select("h1")[0]
        html = heading.inner_html or ""
        heading.decompose()
        return html

    def rename(self, ids: Mapping[str, str]) -> None:
        """Let what names elements of the slide follow their new `ids`."""
        for node in self._select("*"):
            for name, value in node.attributes.items():
                if not value:
                    continue
                if name in _NAMING:
                    node.attrs[name] = " ".join(ids.get(part, part) for part in value.split())
                elif name in {"href", "xlink:href"} and value.startswith("#"):
                    route = "#/" if value.startswith("#/") else "#"
                    target = value.removeprefix(route)
                    node.attrs[name] = route + ids.get(target, target)
                elif "url(" in value:
                    node.attrs[name] = _URL.sub(lambda found: f"url(#{ids.get(found[2], found[2])})", value)

    def lead(self, deck_href: str, targets: Mapping[str, str]) -> None:
        """Let links to slides of the same deck lead to where these stand in the document."""
        for node in self._select("a[href]"):
            page, sign, route = (node.attributes.get("href") or "").partition("#/")
            if sign and unquote(page) in {"", deck_href}:
                name = unquote(route)
                names = (name, name.rpartition("/")[0], name.partition("/")[0])  # a step may stand behind the slide
                target = next((targets[one] for one in names if one in targets), "")
                node.attrs["href"] = f"#{quote(target)}" if target else f"{quote(deck_href)}#/{route}"

    def settle(self, level: int, words: Words) -> Settled:
        """Return the slide as running text; its first heading gets `level`."""
        for script in self._select("script"):
            script.decompose()
        for picture in self._select("img"):
            address = picture.attributes.get("src") or picture.attributes.get("data-src") or ""
            give_room(picture, self._sizes.get(asset_path(address)))
        name = self.title or words.slide_number.format(number=self.number)
        settle(self._tree, words, name, is_eager=self._is_eager)
        self._settle_headings(level)
        notes = self._take_notes()
        return Settled(notes, (self._background() + (self._section.inner_html or "")).strip())

    def _settle_headings(self, level: int) -> None:
        """Give headings the levels that follow from where the slide stands, none left out; those of notes are last."""
        headings = self._select(_HEADINGS)
        of_notes = [node for node in headings if is_in_notes(node)]
        of_slide = [node for node in headings if not is_in_notes(node)]
        if self.continues and of_slide:
            of_slide.pop(0).decompose()
        for node in of_slide:
            if (own := _level(node)) <= _OF_SLIDE:
                kind = "reading-part" if self.begins_part and own == 1 else "reading-title"
                set_classes(node, [*classes_of(node), kind])
        _set_levels(of_slide, level)
        _set_levels(of_notes, level + 1 if of_slide else level)

    def _take_notes(self) -> str:
        written = self._attributes.get("data-notes") or ""
        notes = [f"<p>{escape(written)}</p>"] if written else []
        for aside in self._select("aside.notes"):
            notes.append((aside.inner_html or "").strip())
            aside.decompose()
        return "\n".join(filter(None, notes))

    def _background(self) -> str:
        """Return the pictures and the video that lie behind the slide; nobody has said what they show."""
        lazy = "" if self._is_eager else ' loading="lazy"'
        named = (self._attributes.get("data-background-image") or "").strip()
        pictures = [named] if named.startswith("data:") else named.split(",")  # as Reveal.js does
        html = "".join(
            f'<p class="reading-background"><img src="{escape(picture.strip())}" alt=""{lazy}></p>\n'
            for picture in pictures
            if picture.strip()
        )
        if video := (self._attributes.get("data-background-video") or "").partition(",")[0].strip():
            shown = f'<video src="{escape(video)}" controls preload="metadata"></video>'
            html += f'<p class="reading-background">{shown}</p>\n'
        return html

    def _select(self, query: str) -> list[LexborNode]:
        return self._section.css(query)

    def _text(self, query: str) -> str:
        node = self._section.css_first(query)
        return node.text(deep=True).strip() if node else ""


def settle_ids(slides: Sequence[ReadingSlide], deck_href: str) -> Collection[str]:
    """Give each slide its anchor, make all ids unique, and let links lead to them; return all ids."""
    taken: set[str] = set()
    targets: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for slide in slides:
        slide.anchor = unique_id(slide.id, taken, numbers)
        taken.add(slide.anchor)
        targets[slide.id] = slide.anchor
    for slide in slides:
        renamed: dict[str, str] = {}
        for node in slide.nodes_with_ids():
            own = node.attributes.get("id") or ""
            node.attrs["id"] = new = unique_id(own, taken, numbers)
            taken.add(new)
            targets.setdefault(own, new)
            targets.setdefault(new, new)
            renamed.setdefault(own, new)
        if any(own != new for own, new in renamed.items()):
            slide.rename(renamed)
    for route, anchor in _routes(slides):
        targets.setdefault(route, anchor)
    for slide in slides:
        slide.lead(deck_href, targets)
    return taken


def _routes(slides: Sequence[ReadingSlide]) -> Iterator[tuple[str, str]]:
    """Return what Reveal.js calls the slides by number: along, and within stacks."""
    along, down = -1, 0
    for slide in slides:
        along, down = (along, down + 1) if slide.is_below and along >= 0 else (along + 1, 0)
        if down == 0:
            yield str(along), slide.anchor
        yield f"{along}/{down}", slide.anchor


def _set_levels(headings: Sequence[LexborNode], level: int) -> None:
    """Give headings levels from `level` on, each at most one below that of the heading above it."""
    above: list[tuple[int, int]] = []
    for node in headings:
        own = _level(node)
        while above and above[-1][0] >= own:
            above.pop()
        new = min(above[-1][1] + 1 if above else level, _LOWEST)
        above.append((own, new))
        replace_node(node, f"<h{new}{_written(node.attributes)}>{node.inner_html or ''}</h{new}>")


def _level(heading: LexborNode) -> int:
    return int((heading.tag or "h6")[1])


def _written(attributes: Mapping[str, str | None]) -> str:
    return "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
