"""The text of a page: what the deck language makes of it, as a document instead of a slide.

Takes a text that was rendered as a deck of one slide; gives its parts, with an id on every heading, and addresses that
are those of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from selectolax.lexbor import LexborNode

from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.model.project import Project, TextPage
from dl4ad_slides.render.deck.title import deck_title
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.reading.document import settle
from dl4ad_slides.render.slide.ids import slug, unique_id
from dl4ad_slides.render.words import words_of

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_SECTION = {"h1", "h2"}


@dataclass(frozen=True, slots=True)
class TextSection:
    """A stretch of a text: `title` is the HTML in its heading of level 1 or 2, `id` that of the heading."""

    id: str
    title: Markup
    html: Markup


@dataclass(frozen=True, slots=True)
class PageText:
    """A text: what stands before its first section, its sections, and what its page must allow and load.

    `opening` is the heading of level 1 that it begins with, if it does, and what stands below that up to the next one.
    """

    opening: TextSection | None
    lead: Markup
    sections: tuple[TextSection, ...]
    script_hashes: tuple[str, ...] = ()
    media_hosts: frozenset[str] = frozenset()
    has_math: bool = False


def page_title(page: TextPage) -> str:
    """Return what a page of text is called: by its front matter, its first heading, or its file."""
    return deck_title(page.deck, (page.deck.body,))


def shown_pages(project: Project, texts: Sequence[RenderedDeck]) -> tuple[Project, Sequence[RenderedDeck]]:
    """Return the project with those of its pages that its audience sees, by the titles that it sees, and their texts.

    `texts` are those of all pages, in their order.
    """
    shown = [(page, text) for page, text in zip(project.pages, texts, strict=True) if text.slides]
    pages = tuple(page if text.is_whole else _titled(page, text.title) for page, text in shown)
    return replace(project, pages=pages), [text for _, text in shown]


def _titled(page: TextPage, title: str) -> TextPage:
    return replace(page, deck=replace(page.deck, front_matter=replace(page.deck.front_matter, title=title)))


def page_text(rendered: RenderedDeck) -> PageText:
    """Return the text of a page."""
    slide = rendered.slides[0]
    tree = HtmlTree(slide.section)
    for notes in tree.select("aside.notes"):
        notes.decompose()
    settle(tree, words_of(rendered.deck.front_matter.language), rendered.title)
    for link in tree.select("a[href^='#/']"):
        link.attrs["href"] = f"#{(link.attributes.get('href') or '').removeprefix('#/')}"
    _name_headings(tree, slide.id)
    lead, sections = _parts(tree.select("section")[0])
    opening = sections.pop(0) if sections and not lead.strip() and _begins_with_h1(tree) else None
    return PageText(
        opening=opening,
        lead=Markup(lead),
        sections=tuple(sections),
        script_hashes=slide.script_hashes,
        media_hosts=slide.media_hosts,
        has_math=slide.formula_count > 0,
    )


def text_ids(rendered: RenderedDeck) -> frozenset[str]:
    """Return all ids in the text of a page."""
    slide = rendered.slides[0]
    tree = HtmlTree(slide.section)
    _name_headings(tree, slide.id)
    return frozenset(node.attributes.get("id") or "" for node in tree.select("[id]"))


def _name_headings(tree: HtmlTree, first: str) -> None:
    """Give every heading an id; `first` is that of the first one, which the slide had taken over."""
    taken = {node.attributes.get("id") or "" for node in tree.select("section [id]")}
    for number, heading in enumerate(tree.select(_HEADINGS)):
        if not heading.attributes.get("id"):
            wanted = first if number == 0 else slug(_words(heading)) or "section"
            heading.attrs["id"] = unique_id(wanted, taken)
            taken.add(heading.attributes.get("id") or "")


def _words(heading: LexborNode) -> str:
    """Return the text of a heading; of a formula, what is to be seen."""
    copy = HtmlTree(heading.inner_html or "")
    for node in copy.select(".katex-mathml"):
        node.decompose()
    return copy.text


def _begins_with_h1(tree: HtmlTree) -> bool:
    return any(node.tag == "h1" for node in tree.select(_HEADINGS)[:1])


def _parts(whole: LexborNode) -> tuple[str, list[TextSection]]:
    """Return what stands before the first heading of level 1 or 2, and the sections that these begin."""
    lead: list[str] = []
    sections: list[tuple[LexborNode, list[str]]] = []
    node = whole.first_child
    while node is not None:
        if node.tag in _SECTION:
            sections.append((node, []))
        else:
            (sections[-1][1] if sections else lead).append(node.html or "")
        node = node.next
    return "".join(lead), [
        TextSection(node.attributes.get("id") or "", Markup(node.inner_html or ""), Markup("".join(html)))
        for node, html in sections
    ]
