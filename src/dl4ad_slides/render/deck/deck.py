"""One deck: all its slides composed, their formulas rendered in one batch, then numbered and resolved.

What a deck and its slides come out as depends on the deck itself and on what they ask of the course. The memory hands
out again what was made before wherever the answers are the same; with an empty one, the result is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from dl4ad_slides.language.headings import title_heading
from dl4ad_slides.language.paths import Target
from dl4ad_slides.language.slides import PlacedSlide, SlideSource, whole_text
from dl4ad_slides.model.audience import EVERYBODY, Audience
from dl4ad_slides.model.bibliography import Bibliography
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.extension import states
from dl4ad_slides.model.output import DeckSummary, RenderedDeck, RenderedSlide, summarize, unique
from dl4ad_slides.model.project import Deck
from dl4ad_slides.render.context import SlideContext, SlideText
from dl4ad_slides.render.deck.checks import run_checks
from dl4ad_slides.render.deck.engines import Engines, engine_key
from dl4ad_slides.render.deck.findings import ShownSlide, report_empty, report_taken_aliases, shown_slide
from dl4ad_slides.render.deck.ignored import Ignored, find_ignored, links_to_check, without_ignored
from dl4ad_slides.render.deck.includes import Includes
from dl4ad_slides.render.deck.links import dead_links
from dl4ad_slides.render.deck.numbering import Numbering
from dl4ad_slides.render.deck.state import Composed, DeckState, Numbered, Sheet
from dl4ad_slides.render.deck.title import deck_title, shown_title
from dl4ad_slides.render.engines.katex import Formula, FormulaKey, formula_key
from dl4ad_slides.render.facts import CourseFacts, DeckFacts, Facts, about_course
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.memory import Memory, Question, Trace
from dl4ad_slides.render.slide.compose import compose_slide
from dl4ad_slides.render.slide.ids import heading_ids, slide_ids
from dl4ad_slides.render.slide.resolve import resolve_slide
from dl4ad_slides.render.slide.surround import Surround
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide
from dl4ad_slides.render.words import words_of

DeckMemory = tuple[
    tuple[Trace[RenderedDeck], ...], tuple[Trace[UnresolvedSlide], ...], tuple[Trace[RenderedSlide], ...]
]

_SPARE = 50  # for so many slides, one may wait to be forgotten


@dataclass(frozen=True, slots=True)
class RenderMemory:
    """What was rendered before: decks, what the index says of them, their slides in two steps, and their states."""

    decks: Memory[RenderedDeck] = field(default_factory=Memory)
    summaries: Memory[DeckSummary] = field(default_factory=Memory)
    slides: Memory[UnresolvedSlide] = field(default_factory=Memory)
    resolved: Memory[RenderedSlide] = field(default_factory=Memory)
    states: dict[str, DeckState] = field(default_factory=dict)

    def of_deck(self, name: str) -> DeckMemory:
        """Return what there is of one deck, as values that can be kept."""
        return self.decks.shelf(name), self.slides.shelf(name), self.resolved.shelf(name)

    def restore(self, name: str, kept: DeckMemory) -> None:
        """Put back what was kept of a deck."""
        decks, slides, resolved = kept
        self.decks.restore(name, decks)
        self.slides.restore(name, slides)
        self.resolved.restore(name, resolved)

    def forget_others(self, names: Collection[str]) -> None:
        """Forget all decks and pages but those of these names."""
        for name in self.states.keys() - set(names):
            del self.states[name]
        for memory in (self.decks, self.summaries, self.slides, self.resolved):
            memory.forget_others(names)


def render_deck(deck: Deck, course: CourseFacts, engines: Engines, memory: RenderMemory) -> RenderedDeck:
    """Return `deck` with those of its slides that the audience of the course sees.

    Everything is rendered first, so that findings are the same for all. A page of text is a deck of one slide; of none
    where the audience does not see it.
    """
    key, shelf = _deck_key(deck, course), deck.name
    known = memory.decks.recall(shelf, key, DeckFacts(course, deck).holds)
    if known is None:
        rendering = _Rendering(deck, course, engines, memory)
        rendered = rendering.whole_deck()
        known = memory.decks.keep(shelf, key, rendering.reads, rendered)
        memory.decks.tidy(shelf, [known])
        rendering.forget_unused()
    return known.value


def summarize_deck(deck: Deck, course: CourseFacts, engines: Engines, memory: RenderMemory) -> DeckSummary:
    """Return what the index says of `deck`, rendering no more of it than its first heading asks for."""
    if not course.project.audience.sees_everything:  # what is cut, or held back, shows when all of it is rendered
        return render_deck(deck, course, engines, memory).summary
    key, shelf = _deck_key(deck, course), deck.name
    known = memory.summaries.recall(shelf, key, DeckFacts(course, deck).holds)
    if known is None and (whole := memory.decks.recall(shelf, key, DeckFacts(course, deck).holds)):
        return whole.value.summary
    if known is None:
        rendering = _Rendering(deck, course, engines, memory)
        summary = rendering.summary()
        known = memory.summaries.keep(shelf, key, rendering.reads, summary)
        memory.summaries.tidy(shelf, [known])
        if shelf not in memory.decks:
            rendering.forget_unused()
    return known.value


class _Rendering:
    """One deck while it is rendered: what it has asked for, what it has used of the memory, and what is wrong."""

    def __init__(self, deck: Deck, course: CourseFacts, engines: Engines, memory: RenderMemory) -> None:
        self._deck, self._engines, self._memory = deck, engines, memory
        self._project = course.project
        self._is_text = any(page.deck.name == deck.name for page in self._project.pages)
        self._facts = DeckFacts(course, deck)
        self._asked = self._facts.of_slide()
        extensions, partials = self._project.extensions, self._project.theme.partials
        brought = states((*extensions.placeholders.values(), *extensions.markdown))
        self._dialect = engine_key(deck.front_matter.markdown), deck.front_matter.language, brought
        self._tools = engines.tools(deck.front_matter, self._project.placeholders, partials, extensions.markdown)
        self._katex = engines.katex(self._project.settings.macros)
        self._used: list[Trace[UnresolvedSlide]] = []
        self._resolved: list[Trace[RenderedSlide]] = []
        self._ignored: Sequence[Ignored] = ()
        self._findings: list[Diagnostic] = list(engines.findings(deck.front_matter.markdown))

    @property
    def reads(self) -> Mapping[Question, str]:
        """Return what the deck and its slides have asked of the course."""
        return about_course([tuple(self._asked.reads.items()), *(trace.reads for trace in self._used)])

    def forget_unused(self) -> None:
        """Forget the slides of the deck that it has not used, from time to time: one edit leaves one behind."""
        self._memory.slides.tidy(self._deck.name, self._used, len(self._used) // _SPARE)
        self._memory.resolved.tidy(self._deck.name, self._resolved, len(self._resolved) // _SPARE)

    def summary(self) -> DeckSummary:
        """Return what the index says of the deck."""
        placed = self._split()
        shown = next((count for count, place in enumerate(placed, 1) if _has_heading(place)), 1)
        resolved = self._resolve(self._compose(placed[:shown]))
        return summarize(self._deck, self._facts.title, [one.slide for one in resolved], len(placed))

    def whole_deck(self) -> RenderedDeck:
        """Return the deck."""
        deck, audience = self._deck, self._project.audience
        placed = self._split()
        codes = {code for check in self._project.extensions.checks for code in check.codes}
        self._ignored = find_ignored(placed, codes, self._findings)
        way, before = _way(deck, self._facts.course), self._memory.states.get(deck.name)
        composed = self._compose(placed, before=before.slides_for(way, self._facts, len(placed)) if before else ())
        numbered = self._number(composed, before.numbered if before and before.way == way else None)
        self._memory.states[deck.name] = DeckState(way, numbered)
        resolved = self._shown(numbered)
        ids: frozenset[str] = frozenset().union(*(one.slide.ids for one in resolved))
        links = tuple(links_to_check((link for one in resolved for link in one.links), self._ignored))
        if not self._is_text:
            self._findings.extend(report_empty(deck))
            self._findings.extend(self._checked(resolved))
            self._findings.extend(dead_links([link for link in links if link.page == deck.name], {deck.name: ids}))
        assets: frozenset[str] = frozenset().union(*(one.slide.assets for one in composed))
        if not audience.sees_everything and self._is_held_back(composed):
            return RenderedDeck(deck, deck.name, (), (), self._told(), False, ids, links, assets, is_held_back=True)
        is_whole = audience.sees_everything or all(
            one.is_for(audience) and one.slide.is_wholly_for(audience) for one in composed
        )
        if not is_whole:
            resolved = self._resolve(self._cut(composed))
        return RenderedDeck(
            deck,
            self._facts.title,
            tuple(one.slide for one in resolved),
            tuple(one.start for one in resolved),
            self._told(),
            is_whole,
            ids,
            links,
            assets,
        )

    def _told(self) -> tuple[Diagnostic, ...]:
        """Return the findings about the deck that its author has not chosen to ignore."""
        return unique([*without_ignored(self._findings, self._ignored)])

    def _checked(self, shown: Sequence[ShownSlide]) -> Sequence[Diagnostic]:
        """Return what the checks of extensions find in the deck before anything is left out of it."""
        checks = self._project.extensions.checks
        slides, starts = tuple(one.slide for one in shown), tuple(one.start for one in shown)
        return run_checks(RenderedDeck(self._deck, self._facts.title, slides, starts, ()), checks) if checks else ()

    def _is_held_back(self, composed: Sequence[Composed]) -> bool:
        """Tell whether an error leaves open who may see what of the deck, be it in a file that it takes slides from."""
        files = {passage.file for one in composed for passage in one.slide.text.passages}
        in_files = [self._asked.is_held_back(file) for file in sorted(files | {self._deck.source.path})]
        return any(in_files) or any(finding.holds_back for finding in self._findings)

    def _split(self) -> Sequence[PlacedSlide]:
        """Return the slides of the deck, those that it includes in their places; now its title is known."""
        deck, findings = self._deck, self._findings
        if self._is_text:
            placed: Sequence[PlacedSlide] = (whole_text(deck.body),)
            findings.extend(problem.moved(placed[0].line - 1, deck.body.file) for problem in placed[0].source.problems)
        else:
            placed = self._engines.splitter.split(deck.body, findings, deck.front_matter.separators)
        self._entitle(placed)
        includes = Includes(self._asked, self._engines.splitter, self._slides_by_id, deck.front_matter.language)
        expanded = includes.expand(placed, findings, (Target(deck.source.path),))
        self._entitle(expanded)
        return expanded

    def _entitle(self, placed: Iterable[PlacedSlide]) -> None:
        self._facts = self._facts.titled(deck_title(self._deck, (place.source.content for place in placed)))

    def _slides_by_id(self, slides: Sequence[PlacedSlide]) -> Mapping[str, int]:
        """Return which slide of another file has which id or alias in its own page."""
        names = [one.slide.names for one in self._compose(slides)]
        ids = [first for (first,) in slide_ids(names, [1] * len(names))]
        aliases = {alias: index for index, one in reversed([*enumerate(names)]) for alias in one.aliases}
        return {**aliases, **{slide_id: index for index, slide_id in enumerate(ids)}}

    def _cut(self, composed: Sequence[Composed]) -> Sequence[Composed]:
        """Return what the audience sees of the deck; its title, too, may have been none of their business."""
        audience = self._project.audience
        cut = {one.place.source for one in composed if one.is_for(audience) and not one.slide.is_wholly_for(audience)}
        placed = _stacked(composed, audience)
        left = self._compose(placed, cut)
        title = shown_title(self._deck, [one.slide for one in left])
        if title == self._facts.title:
            return left
        self._facts = self._facts.titled(title)
        return self._compose(placed, cut)

    def _compose(
        self, placed: Sequence[PlacedSlide], cut: Collection[SlideSource] = (), before: Sequence[Composed] = ()
    ) -> Sequence[Composed]:
        """Return the slides as far as they are known by themselves.

        Those in `cut` have parts that the audience of the course does not see, and come without them. What stands
        where it stood `before` is taken from there.
        """
        pairs = zip_longest(placed, before)
        kept = [old if old is None or old.place is place else old.at(place) for place, old in pairs]
        missing = [(place, number) for number, (place, old) in enumerate(zip(placed, kept, strict=True), 1) if not old]
        made = iter(self._traces(missing, cut))
        composed: list[Composed] = []
        for place, old in zip(placed, kept, strict=True):
            if old is None:
                trace = next(made)
                if place.source in cut:
                    place = place._replace(marks=tuple(mark for mark in place.marks if mark in trace.value.marks))
                old = Composed(place, trace, trace.value)
            composed.append(old)
        self._used.extend(one.trace for one in composed)
        return composed

    def _traces(
        self, placed: Sequence[tuple[PlacedSlide, int]], cut: Collection[SlideSource]
    ) -> Sequence[Trace[UnresolvedSlide]]:
        """Return the slides with these numbers; what none remembers is composed, the formulas of all in one batch."""
        memory, shelf = self._memory.slides, self._deck.name
        traces: list[Trace[UnresolvedSlide] | None] = []
        new: list[tuple[Hashable, Facts, UnresolvedSlide]] = []
        for place, number in placed:
            audience = self._project.audience if place.source in cut else EVERYBODY
            key = *place.source.key, place.texts, place.attributes, tuple(sorted(audience.names)), self._dialect
            traces.append(memory.recall(shelf, key, self._facts.holds_for(number)))
            if traces[-1] is None:
                facts = self._facts.of_slide(number)
                text = SlideText(place.source, place.texts, place.attributes)
                slots = Slots(has_math=text.dialect.math)
                slide = compose_slide(SlideContext(text, facts, self._tools, audience, self._is_text, slots=slots))
                new.append((key, facts, slide))
        formulas = self._katex.render_all(slot for _, _, slide in new for slot in slide.math)
        made = (memory.keep(shelf, key, facts.reads, _with_equations(slide, formulas)) for key, facts, slide in new)
        return [trace or next(made) for trace in traces]

    def _resolve(self, composed: Sequence[Composed]) -> Sequence[ShownSlide]:
        """Return the finished slides of the deck, and add what is wrong with them."""
        return self._shown(self._number(composed))

    def _number(self, composed: Sequence[Composed], before: Numbered | None = None) -> Numbered:
        """Return the slides of the deck in what surrounds each.

        Where that is for all of them what it was `before`, only other slides than those are resolved.
        """
        bibliography = self._asked.bibliography(str(self._deck.front_matter.bibliography_name))
        if before is None or not before.still_surrounds(composed, bibliography):
            numbering = self._numbering(composed, bibliography)
            surrounded = zip(composed, self._surrounds(composed, numbering), strict=True)
            sheets = self._sheets([*surrounded])
            return Numbered(composed, sheets, bibliography, numbering.findings)
        kept = [*before.sheets]
        others: list[int] = []
        for index, (old, new) in enumerate(zip(before.slides, composed, strict=True)):
            if old.slide is not new.slide:
                others.append(index)
            elif old is not new:
                kept[index] = [sheet.at(new) for sheet in kept[index]]
        fresh = self._sheets([(composed[at], [sheet.surround for sheet in kept[at]]) for at in others])
        for index, own in zip(others, fresh, strict=True):
            kept[index] = own
        return Numbered(composed, kept, bibliography, before.findings)

    def _numbering(self, composed: Sequence[Composed], bibliography: Bibliography | None) -> Numbering:
        language = self._deck.front_matter.language
        return Numbering(
            [(one.place, one.slide) for one in composed],
            self._formulas_of,
            words_of(language),
            self._engines.citations(self._deck.name, bibliography, language) if bibliography else None,
            is_draft=self._deck.front_matter.draft,
        )

    def _surrounds(self, composed: Sequence[Composed], numbering: Numbering) -> Sequence[Sequence[Surround]]:
        """Return what surrounds each sheet of each slide."""
        counts = [numbering.sheets(index) for index in range(len(composed))]
        ids = slide_ids([one.slide.names for one in composed], counts)
        headings = heading_ids([one.slide.anchors for one in composed], counts, _taken_ids(composed, ids))
        return [
            [
                numbering.surround(index, sheet, ids)._replace(headings=headings[index][sheet - 1])
                for sheet in range(1, count + 1)
            ]
            for index, count in enumerate(counts)
        ]

    def _sheets(self, slides: Sequence[tuple[Composed, Sequence[Surround]]]) -> Sequence[Sequence[Sheet]]:
        """Return the sheets of slides in what surrounds each; the formulas of new ones come in one batch."""
        memory, shelf = self._memory.resolved, self._deck.name
        keys = [[(one.trace.fingerprint, surround) for surround in surrounds] for one, surrounds in slides]
        known = [[memory.recall(shelf, key, self._facts.holds) for key in own] for own in keys]
        new = [one.slide for (one, _), own in zip(slides, known, strict=True) if None in own]
        formulas = self._katex.render_all(slot for slide in new for slot in slide.math)

        def sheet(one: Composed, key: tuple[str, Surround], trace: Trace[RenderedSlide] | None) -> Sheet:
            trace = trace or memory.keep(shelf, key, {}, resolve_slide(one.slide, formulas, key[1]))
            return Sheet(key[1], trace, shown_slide(trace.value, one.slide, one.place, key[1].sheet))

        return [
            [sheet(one, key, trace) for key, trace in zip(own, recalled, strict=True)]
            for (one, _), own, recalled in zip(slides, keys, known, strict=True)
        ]

    def _shown(self, numbered: Numbered) -> Sequence[ShownSlide]:
        """Return the finished slides, and add what is wrong with them."""
        sheets = [sheet for own in numbered.sheets for sheet in own]
        self._resolved.extend(sheet.trace for sheet in sheets)
        shown = [sheet.shown for sheet in sheets]
        self._findings.extend(numbered.findings)
        report_taken_aliases(shown, self._findings)
        self._findings.extend(finding for one in shown for finding in one.findings)
        return shown

    def _formulas_of(self, slide: UnresolvedSlide) -> Mapping[FormulaKey, Formula]:
        formulas = self._katex.rendered
        has_all = all(formula_key(slot) in formulas for slot in slide.math)
        return formulas if has_all else self._katex.render_all(slide.math)


def _deck_key(deck: Deck, course: CourseFacts) -> Hashable:
    """Return all that a deck depends on besides what it asks."""
    return deck.body.text, deck.body.start, _way(deck, course)


def _way(deck: Deck, course: CourseFacts) -> Hashable:
    """Return all that a deck depends on besides its text and what it asks."""
    audience = tuple(sorted(course.project.audience.names))
    extensions = course.project.extensions
    brought = states((*extensions.placeholders.values(), *extensions.checks, *extensions.markdown))
    front_matter = course.fingerprint(deck.front_matter)
    return deck.source.path, front_matter, audience, brought


def _with_equations(slide: UnresolvedSlide, formulas: Mapping[FormulaKey, Formula]) -> UnresolvedSlide:
    """Return a slide that knows which of its formulas have rows that take numbers."""
    counts = ((number, formulas[formula_key(slide.slots[number])].number_count) for number in slide.displayed)
    return replace(slide, equations=tuple((number, rows) for number, rows in counts if rows))


def _taken_ids(composed: Sequence[Composed], ids: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return what headings within slides must not be called: `ids` of slides, aliases, and what authors gave."""
    given = (
        (*one.slide.inner_ids, *one.slide.aliases, *(figure.id for figure in one.slide.figures)) for one in composed
    )
    return frozenset(one for names in (*ids, *given) for one in names)


def _stacked(composed: Sequence[Composed], audience: Audience) -> Sequence[PlacedSlide]:
    """Return the slides that `audience` sees; what stands below a slide that it does not see keeps its stack."""
    placed: list[PlacedSlide] = []
    has_top = True
    for one in composed:
        if not one.place.below:
            has_top = False
        if one.is_for(audience):
            placed.append(one.place._replace(below=has_top and one.place.below))
            has_top = True
    return placed


def _has_heading(place: PlacedSlide) -> bool:
    return bool(title_heading([place.source.content]))
