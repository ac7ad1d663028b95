"""What a deck as a whole gives to its slides: numbers, references to figures, citations, and its lists.

Takes the slides of a deck as they are known by themselves; says how many sheets each of them fills (a long list takes
several slides), and, once these have ids, what surrounds each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from dl4ad_slides.language.citations import Cluster
from dl4ad_slides.language.outline import Running, Section, running_titles, sections
from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.render.citations.citations import Citations, Cited, link_citations
from dl4ad_slides.render.deck.agenda import agenda_html
from dl4ad_slides.render.deck.pagination import Sheets, paginate
from dl4ad_slides.render.engines.katex import Formula, FormulaKey
from dl4ad_slides.render.html.slots import DECK_SLOTS, SLOT, Slot, SlotKind
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.placeholders.deck_lists import AGENDA, CREDITS, REFERENCES
from dl4ad_slides.render.slide.audiences import label_of
from dl4ad_slides.render.slide.figures import (
    PlacedFigure,
    credit_html,
    cross_reference,
    place_figures,
    report_repeated,
)
from dl4ad_slides.render.slide.resolve import fill_slots
from dl4ad_slides.render.slide.surround import Surround
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide
from dl4ad_slides.render.words import Words


@dataclass(frozen=True)  # without slots: lists are made when a slide asks for them
class Numbering:
    """The numbers, references and lists of one deck: of its slides, by their formulas, in the words of its language.

    `citations` cites from its bibliography; None where it has none. `is_draft` tells that the deck is a draft.
    """

    slides: Sequence[tuple[PlacedSlide, UnresolvedSlide]]
    formulas_of: Callable[[UnresolvedSlide], Mapping[FormulaKey, Formula]]
    words: Words
    citations: Citations | None
    is_draft: bool = False

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the works that the deck cites, and with their style."""
        return self._cited.findings

    def sheets(self, index: int) -> int:
        """Return how many sheets the slide at `index` fills: as many as its longest list."""
        if not self.slides[index][1].deck_slots:
            return 1
        lists = [self._sheets_of(slot) for _, slot in self.slides[index][1].deck_slots if slot.kind is SlotKind.LIST]
        return max((len(sheets.ranges) for sheets in lists if sheets), default=1) or 1

    def surround(self, index: int, sheet: int, ids: Sequence[Sequence[str]]) -> Surround:
        """Return what surrounds a sheet of the slide at `index`; `ids` are those of the sheets of each slide."""
        place, slide = self.slides[index]
        filled: list[tuple[int, str]] = []
        findings: list[Diagnostic] = []
        for number, slot in slide.deck_slots:
            html = self._fill(number, slot, index, sheet, ids, findings)
            filled.append((number, html))
        if self.citations and sheet == 1:
            self.citations.check_bare(slide.slots.bare_keys, findings)
        kind = self._kind(index)
        return Surround(
            id=ids[index][sheet - 1],
            kind=kind,
            below=place.below or sheet > 1,
            running=Running() if kind else self._titles[index],
            place=self._titles[index],
            role=place.role,
            language=place.language,
            label={"recap": self.words.recap, "preview": self.words.preview}.get(place.role, ""),
            filled=tuple(filled),
            equations=self._equations[index],
            sheet=sheet,
            sheets=self.sheets(index),
            findings=tuple(findings),
            audience=self._audience(index),
        )

    def _audience(self, index: int) -> str:
        """Return the label of a slide that is not for everybody; the first one of a draft has one, too."""
        place, slide = self.slides[index]
        named = [one for one in (*place.audiences, slide.audiences.slide) if one]
        is_first_of_draft = index == 0 and self.is_draft
        if not named and not is_first_of_draft:
            return ""
        labels = [label_of(" ".join(named), self.words), self.words.draft if is_first_of_draft else ""]
        return ", ".join(filter(None, labels))

    def _fill(
        self, number: int, slot: Slot, index: int, sheet: int, ids: Sequence[Sequence[str]], findings: list[Diagnostic]
    ) -> str:
        if slot.kind is SlotKind.CITATION:
            return self._citation(slot, self._clusters.get((index, number)), ids, findings)
        if slot.kind is SlotKind.SOURCES:
            return self._cited.sources(self.slides[index][1].at_foot)
        if slot.kind is SlotKind.CROSS_REFERENCE:
            html, finding = cross_reference(slot, self._by_id, ids, self.words)
            findings.extend([finding] if finding else [])
            return html
        if slot.kind is SlotKind.LIST:
            html = self._list(slot, index, sheet, ids)
            if not html and sheet == 1 and not self._may_lack(slot):
                findings.append(_report_nothing(slot))
            return html
        figure = self._figures[index][int(slot.content)]
        if slot.kind is SlotKind.FIGURE_NUMBER:
            return figure.label_in(self.words)
        place, slide = self.slides[index]
        if figure.dom_id != figure.figure.id and not place.chain:
            same = [one for one in self._figures[index][: int(slot.content)] if one.figure.id == figure.figure.id]
            where = slide.text.locate_id(figure.figure.id, len(same))
            findings.extend([report_repeated(figure, where)] if where else [])
        return figure.dom_id

    def _may_lack(self, slot: Slot) -> bool:
        """Tell whether a list is empty because a bibliography could not be read, which is told."""
        return _name(slot) == REFERENCES.name and self.citations is not None and not self.citations.is_whole

    def _citation(self, slot: Slot, place: int | None, ids: Sequence[Sequence[str]], findings: list[Diagnostic]) -> str:
        """Return the citation that is number `place` of the deck; None for one that no slide shows."""
        if place is None or slot.cluster is None:
            return ""
        if self.citations is None:
            message = f"`{slot.source}` cites, and the deck has no bibliography"
            hint = "Name one in slides.yaml (`bibliography: references.bib`), or write `\\[@` for the characters."
            findings.append(warning("cite-bibliography", message, slot.position, hint))
            return escape(slot.source, quote=False)
        self.citations.check_keys(slot.cluster.items, findings)
        return link_citations(self._cited.clusters[place], {} if slot.in_link else self._addresses(slot.cluster, ids))

    def _addresses(self, cluster: Cluster, ids: Sequence[Sequence[str]]) -> Mapping[str, str]:
        """Return the addresses of the slides on which the entries of the works in `cluster` stand, by their keys."""
        if self._references_at is None:
            return {}
        own, sheets = ids[self._references_at], self._sheet_of_entry
        return {item.key: f"#/{own[sheets[item.key]]}" for item in cluster.items if item.key in sheets}

    def _list(self, slot: Slot, index: int, sheet: int, ids: Sequence[Sequence[str]]) -> str:
        if _name(slot) == AGENDA.name:
            return agenda_html(self._sections, index, [own[0] for own in ids]) if self._sections else ""
        sheets = self._sheets_of(slot)
        if sheets is None or sheet > len(sheets.ranges):
            return ""
        items = "\n".join(f"<li>{self._entry(_name(slot), number, ids)}</li>" for number in sheets.ranges[sheet - 1])
        classes = _name(slot).lower() + (self._cited.numbered if _name(slot) == REFERENCES.name else "")
        return f'<ul class="{classes}" style="--list-size: {sheets.size}px">\n{items}\n</ul>'

    def _sheets_of(self, slot: Slot) -> Sheets | None:
        """Return the sheets of a list; None for one that is always on one slide."""
        if _name(slot) == REFERENCES.name:
            return self._reference_sheets
        return self._credit_sheets if _name(slot) == CREDITS.name else None

    @cached_property
    def _clusters(self) -> Mapping[tuple[int, int], int]:
        """Return which citation of the deck stands in which slot of which slide."""
        slots = [(index, number) for index, (_, slide) in enumerate(self.slides) for number in slide.cited]
        return {slot: place for place, slot in enumerate(slots)}

    @cached_property
    def _cited(self) -> Cited:
        found = [self.slides[index][1].slots[number].cluster for index, number in self._clusters]
        clusters = [cluster.items for cluster in found if cluster]
        return self.citations.cite(clusters) if self.citations and clusters else Cited()

    @cached_property
    def _references_at(self) -> int | None:
        """Return the index of the first slide that lists what the deck cites."""
        lists = ((index, slot) for index, (_, slide) in enumerate(self.slides) for _, slot in slide.deck_slots)
        return next((index for index, slot in lists if _name(slot) == REFERENCES.name), None)

    @cached_property
    def _reference_sheets(self) -> Sheets:
        return paginate([reference.text for reference in self._cited.references])

    @cached_property
    def _sheet_of_entry(self) -> Mapping[str, int]:
        """Return on which sheet of the list (from 0) the entry of a work stands, by its key."""
        entries = self._cited.references
        ranges = self._reference_sheets.ranges
        return {entries[number].key: sheet for sheet, part in enumerate(ranges) for number in part}

    @cached_property
    def _titles(self) -> tuple[Running, ...]:
        return running_titles([place for place, _ in self.slides])

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        """Return the sections; without any, the slides that look like their beginnings; else those of level 1.

        Where all slides have headings of level 1, these say nothing about sections.
        """
        if marked := sections(self._titles):
            return marked
        behind = range(1, len(self.slides))
        begins = [index for index in behind if self._kind(index)]
        if not begins and not self._is_flat:
            begins = [index for index in behind if self.slides[index][1].heading.level == 1]
        return tuple(Section(self.slides[index][1].heading.title, index) for index in begins)

    def _kind(self, index: int) -> str:
        """Return the class of a slide that is hardly more than a heading of level 1; nothing for all others."""
        slide = self.slides[index][1]
        if slide.heading.level != 1:
            return ""
        if index == 0:
            return "slide-title" if slide.body.suits_title else ""
        is_section = slide.body.is_empty or (slide.body.suits_section and not self._is_flat)
        return "slide-section" if is_section else ""

    @cached_property
    def _is_flat(self) -> bool:
        """Tell whether headings of level 1 are those of ordinary slides: most have one, and none has a lower one."""
        levels = [slide.heading.level for _, slide in self.slides]
        return max(levels, default=0) <= 1 and levels.count(1) * 2 > len(levels)

    @cached_property
    def _equations(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Return of each slide its formulas with numbers, and the first number of each; hidden slides have none."""
        last = 0
        placed: list[tuple[tuple[int, int], ...]] = []
        for _, slide in self.slides:
            here: list[tuple[int, int]] = []
            for number, rows in slide.equations if not slide.is_hidden else ():
                here.append((number, last + 1))
                last += rows
            placed.append(tuple(here))
        return tuple(placed)

    @cached_property
    def _figures(self) -> tuple[tuple[PlacedFigure, ...], ...]:
        return place_figures([slide.figures for _, slide in self.slides])

    @cached_property
    def _by_id(self) -> Mapping[str, PlacedFigure]:
        named = [one for figures in self._figures for one in figures if one.figure.id]
        return {one.figure.id: one for one in reversed(named)}

    @cached_property
    def _numbered(self) -> tuple[PlacedFigure, ...]:
        return tuple(figure for figures in self._figures for figure in figures if figure.number is not None)

    @cached_property
    def _credit_sheets(self) -> Sheets:
        ids = [[""] * (1 + len(self._reference_sheets.ranges))] * len(self.slides)  # of no matter for the text
        return paginate([HtmlTree(self._credit(figure, ids)).text for figure in self._numbered])

    def _entry(self, name: str, number: int, ids: Sequence[Sequence[str]]) -> str:
        if name == REFERENCES.name:
            return self._cited.references[number].html
        return self._credit(self._numbered[number], ids)

    def _credit(self, figure: PlacedFigure, ids: Sequence[Sequence[str]]) -> str:
        slide = self.slides[figure.slide][1]
        html = credit_html(figure, self.words)
        slots = ((number, slide.slots[number]) for number in map(int, SLOT.findall(html)))
        filled = {
            number: self._fill(number, slot, figure.slide, 1, ids, [])
            for number, slot in slots
            if slot.kind in DECK_SLOTS - {SlotKind.LIST}
        }
        equations = dict(self._equations[figure.slide])
        return fill_slots(html, slide.slots, self.formulas_of(slide), filled, equations, [])


def counts_alike(one: tuple[PlacedSlide, UnresolvedSlide], other: tuple[PlacedSlide, UnresolvedSlide]) -> bool:
    """Tell whether a deck with the one of two slides numbers and cites like a deck with the other."""
    return _counted(*one) == _counted(*other)


def _counted(place: PlacedSlide, slide: UnresolvedSlide) -> tuple[object, ...]:
    """Return all of a slide that its deck looks at, and perhaps more."""
    own = (slide.heading, slide.body, slide.names, slide.anchors, slide.audiences, slide.is_hidden, slide.equations)
    slots = tuple(slide.slots) if slide.figures or slide.deck_slots or slide.cited else ()
    names = [figure.id for figure in slide.figures]
    written = [slide.text.locate_id(name, names[:at].count(name)) for at, name in enumerate(names) if name]
    bare = [(item, item.position) for item in slide.slots.bare_keys]
    listed = (slots, slide.figures, written, slide.cited, slide.at_foot, bare)
    return place.marks, place.below, place.role, place.language, place.audiences, place.chain, *own, *listed


def _report_nothing(slot: Slot) -> Diagnostic:
    hints = {
        AGENDA.name: "Begin sections with `<!-- section: Title -->`, or with slides of a heading of level 1 alone.",
        REFERENCES.name: "Cite works of the bibliography on the slides: `[@key]`.",
        CREDITS.name: 'Give the figures titles: `![…](assets/images/x.svg "Caption"){source="Own"}`.',
    }
    return warning(
        "deck-empty-list", f"there is nothing for `{_name(slot)}` to list", slot.position, hints[_name(slot)]
    )


def _name(slot: Slot) -> str:
    return slot.placeholder.name if slot.placeholder else ""
