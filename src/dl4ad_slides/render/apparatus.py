"""What a deck as a whole gives to its slides: numbers of figures, references to them, agenda and credits.

Takes the drafts of a deck; says how many slides each of them fills, and, once these have ids, the frame of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dl4ad_slides.language.outline import Running, Section, running_titles, sections
from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.render.agenda import agenda_html
from dl4ad_slides.render.figures import PlacedFigure, credit_html, figure_reference, place_figures, report_repeated
from dl4ad_slides.render.frame import Frame
from dl4ad_slides.render.holes import Hole, HoleKind
from dl4ad_slides.render.island import Island
from dl4ad_slides.render.katex import Formula, FormulaKey
from dl4ad_slides.render.pagination import Pages, paginate
from dl4ad_slides.render.slide import Draft, fill_holes
from dl4ad_slides.render.words import Words

AGENDA, CREDITS = "AGENDA", "CREDITS"


@dataclass(frozen=True)  # without slots: lists are made when a slide asks for them
class Apparatus:
    """The apparatus of one deck: its slides, each with its draft, their formulas, and the words of its language."""

    slides: Sequence[tuple[PlacedSlide, Draft]]
    formulas_of: Callable[[Draft], Mapping[FormulaKey, Formula]]
    words: Words

    def pages(self, index: int) -> int:
        """Return how many slides the draft at `index` fills: as many as its longest list."""
        if not self.slides[index][1].deck_holes:
            return 1
        lists = [self._pages_of(hole) for _, hole in self.slides[index][1].deck_holes if hole.kind is HoleKind.LIST]
        return max((len(pages.ranges) for pages in lists if pages), default=1) or 1

    def frame(self, index: int, page: int, slide_id: str, ids: Sequence[str]) -> Frame:
        """Return the frame of a slide; `ids` are those of the first slides of all drafts."""
        place, draft = self.slides[index]
        filled: list[tuple[int, str]] = []
        findings: list[Diagnostic] = []
        for number, hole in draft.deck_holes:
            html = self._fill(hole, index, page, ids, findings)
            filled.append((number, html))
        return Frame(
            id=slide_id,
            below=place.below or page > 1,
            running=self._titles[index] if draft.heading_level != 1 else Running(),
            recap=self.words.recap if place.recap else "",
            filled=tuple(filled),
            page=page,
            pages=self.pages(index),
            findings=tuple(findings),
        )

    def _fill(self, hole: Hole, index: int, page: int, ids: Sequence[str], findings: list[Diagnostic]) -> str:
        if hole.kind is HoleKind.FIGURE_REFERENCE:
            html, finding = figure_reference(hole, self._by_id, ids, self.words)
            findings.extend([finding] if finding else [])
            return html
        if hole.kind is HoleKind.LIST:
            html = self._list(hole, index, page, ids)
            findings.extend([] if html or page > 1 else [_report_nothing(hole)])
            return html
        figure = self._figures[index][int(hole.content)]
        if hole.kind is HoleKind.FIGURE_NUMBER:
            return figure.label_in(self.words)
        place, draft = self.slides[index]
        if figure.dom_id != figure.figure.id and not place.chain:
            findings.append(report_repeated(figure, draft.context.locate(figure.figure.id)))
        return figure.dom_id

    def _list(self, hole: Hole, index: int, page: int, ids: Sequence[str]) -> str:
        if _name(hole) == AGENDA:
            return agenda_html(self._sections, index, ids) if self._sections else ""
        pages = self._pages_of(hole)
        if pages is None or page > len(pages.ranges):
            return ""
        entries = self._entries(_name(hole), ids)
        items = "\n".join(f"<li>{entries[number]}</li>" for number in pages.ranges[page - 1])
        return f'<ul class="{_name(hole).lower()}" style="--list-size: {pages.size}px">\n{items}\n</ul>'

    def _pages_of(self, hole: Hole) -> Pages | None:
        """Return the pages of a list; None for one that is always on one slide."""
        return self._credit_pages if _name(hole) == CREDITS else None

    @cached_property
    def _titles(self) -> tuple[Running, ...]:
        return running_titles([place for place, _ in self.slides])

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        """Return the sections; without any, the headings of level 1 behind the title are that."""
        marked = sections(self._titles)
        return marked or tuple(
            Section(draft.title, index)
            for index, (_, draft) in enumerate(self.slides)
            if index and draft.heading_level == 1
        )

    @cached_property
    def _figures(self) -> tuple[tuple[PlacedFigure, ...], ...]:
        return place_figures([draft.figures for _, draft in self.slides])

    @cached_property
    def _by_id(self) -> Mapping[str, PlacedFigure]:
        named = [one for figures in self._figures for one in figures if one.figure.id]
        return {one.figure.id: one for one in reversed(named)}

    @cached_property
    def _credit_pages(self) -> Pages:
        ids = [""] * len(self.slides)
        return paginate([Island(html).text for html in self._entries(CREDITS, ids)])

    def _entries(self, name: str, ids: Sequence[str]) -> tuple[str, ...]:
        assert name == CREDITS
        return tuple(self._credits(ids))

    def _credits(self, ids: Sequence[str]) -> Iterator[str]:
        for figures in self._figures:
            for figure in figures:
                if figure.number is not None:
                    draft = self.slides[figure.slide][1]
                    filled = {
                        number: self._fill(hole, figure.slide, 1, ids, [])
                        for number, hole in draft.deck_holes
                        if hole.kind is not HoleKind.LIST
                    }
                    yield fill_holes(credit_html(figure, self.words), draft.holes, self.formulas_of(draft), filled, [])


def _report_nothing(hole: Hole) -> Diagnostic:
    hints = {
        AGENDA: "Begin sections with `<!-- section: Title -->`, or with headings of level 1.",
        CREDITS: 'Give the figures titles: `![…](assets/images/x.svg "Caption"){source="Own"}`.',
    }
    return warning(
        "deck-empty-list", f"there is nothing for `{_name(hole)}` to list", hole.position, hints[_name(hole)]
    )


def _name(hole: Hole) -> str:
    return hole.placeholder.name if hole.placeholder else ""
