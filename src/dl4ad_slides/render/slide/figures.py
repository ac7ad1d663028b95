"""Figures: found on each slide, numbered through the deck, referred to and credited.

A figure is a `<figure>` with the class `figure`, or with an id that begins with `fig-`. What its source and licence are
stands in elements of the classes `figure-source` and `figure-license`, wherever they came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborNode

from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.html.nodes import classes_of
from dl4ad_slides.render.html.slots import Slot, SlotKind, Slots
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.words import Words

_UNNUMBERED = "unnumbered"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a slide, by its place among them; caption, source and licence are HTML with slots.

    `id` is what its author calls it, and may be empty.
    """

    id: str
    numbered: bool
    caption: str
    source: str
    license: str


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure in its deck: the index of its slide, its id in the page, and its number or None."""

    figure: Figure
    slide: int
    dom_id: str
    number: int | None

    def label_in(self, words: Words) -> str:
        """Return what the figure is called in text."""
        return f"{words.figure}\N{NO-BREAK SPACE}{self.number}"


def settle_figures(tree: HtmlTree, slots: Slots, start: Position, words: Words) -> tuple[Figure, ...]:
    """Return the figures of a slide, and leave slots for their ids and numbers."""
    return tuple(_settle(node, place, slots, start, words) for place, node in enumerate(_figures(tree)))


def _figures(tree: HtmlTree) -> Iterator[LexborNode]:
    for node in tree.select("figure"):
        if "figure" in classes_of(node) or (node.attributes.get("id") or "").startswith("fig-"):
            yield node


def _settle(node: LexborNode, place: int, slots: Slots, start: Position, words: Words) -> Figure:
    figure_id = node.attributes.get("id") or ""
    caption = _part(node, "figcaption > .figure-caption")
    source, license_ = _part(node, ".figure-source"), _part(node, ".figure-license")
    if source:
        _label_source(node, words)
    own = node.css_first("figcaption")
    if own is not None and own.css_first(".figure-caption") is None:  # an author's own HTML
        caption = own.inner_html or ""
    numbered = _UNNUMBERED not in classes_of(node) and bool(figure_id or caption or source)
    if figure_id:
        node.attrs["id"] = slots.add(Slot(SlotKind.FIGURE_ID, figure_id, str(place), start))
    if numbered:
        if own is None:
            node.insert_child(_element("<figcaption></figcaption>"))
            own = node.css_first("figcaption")
        number = slots.add(Slot(SlotKind.FIGURE_NUMBER, "", str(place), start))
        label = _element(f'<span class="figure-number">{number}</span>')
        first = own.first_child if own is not None else None
        if first is not None:
            first.insert_before(label)
        elif own is not None:
            own.insert_child(label)
    return Figure(figure_id, numbered, caption, source, license_)


def _label_source(node: LexborNode, words: Words) -> None:
    part = node.css_first(".figure-source")
    first = part.first_child if part is not None else None
    if first is not None:
        first.insert_before(f"{words.source}:\N{NO-BREAK SPACE}")


def place_figures(slides: Sequence[Sequence[Figure]]) -> tuple[tuple[PlacedFigure, ...], ...]:
    """Return the figures of each slide with their numbers and their ids in the page, of which each stands once."""
    number = 0
    taken: dict[str, int] = {}
    placed: list[tuple[PlacedFigure, ...]] = []
    for index, figures in enumerate(slides):
        here: list[PlacedFigure] = []
        for figure in figures:
            number += figure.numbered
            taken[figure.id] = taken.get(figure.id, 0) + 1
            dom_id = figure.id if taken[figure.id] == 1 else f"{figure.id}-{taken[figure.id]}"
            here.append(PlacedFigure(figure, index, dom_id, number if figure.numbered else None))
        placed.append(tuple(here))
    return tuple(placed)


def cross_reference(
    slot: Slot, figures: Mapping[str, PlacedFigure], ids: Sequence[Sequence[str]], words: Words
) -> tuple[str, Diagnostic | None]:
    """Return a link to the slide of the figure that a reference names, or what it says and a finding.

    `ids` are those of the slides of each draft, of which the first one shows the figure.
    """
    figure = figures.get(slot.content)
    if figure is not None and figure.number is not None:
        label = figure.label_in(words)
        address = f'href="#/{escape(ids[figure.slide][0])}"'
        return label if slot.in_link else f'<a class="figure-reference" {address}>{label}</a>', None
    message, hint = f"there is no figure `{slot.content}`", did_you_mean(slot.content, figures)
    if figure is not None:
        message, hint = f"the figure `{slot.content}` has no number", "Take `.unnumbered` off the figure."
    hint = hint or known_names(figures, "figures")
    return escape(slot.source), error("figure-unknown", message, slot.position, hint)


def report_repeated(figure: PlacedFigure, place: Position) -> Diagnostic:
    """Return the finding for a figure whose id an earlier one of the deck has."""
    message = f"the id `{figure.figure.id}` is taken by an earlier figure"
    hint = "References lead to the first one; give this figure another id."
    return warning("figure-duplicate-id", message, place, hint)


def credit_html(figure: PlacedFigure, words: Words) -> str:
    """Return what the list of credits says of a figure: number, caption, source and licence, with slots."""
    parts = {"caption": figure.figure.caption, "source": figure.figure.source, "license": figure.figure.license}
    said = "".join(f'<span class="figure-{name}">{html}</span>' for name, html in parts.items() if html)
    return f'<span class="figure-number">{figure.label_in(words)}</span>{said}'


def _part(node: LexborNode, query: str) -> str:
    found = node.css_first(query)
    return (found.inner_html or "") if found is not None else ""


def _element(html: str) -> LexborNode:
    return HtmlTree(html).select("*")[0]
