"""One deck: all its slides as drafts, their math in one batch, then finished slides with unique ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dl4ad_slides.language.headings import title_heading
from dl4ad_slides.language.mentions import may_mention
from dl4ad_slides.language.paths import Target
from dl4ad_slides.language.slides import PlacedSlide, SlideSource, Splitter, whole_text
from dl4ad_slides.load.theme import VEGA_JS
from dl4ad_slides.model.audience import EVERYBODY, Audience, known_audiences
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import DeckSummary, RenderedDeck, RenderedSlide, summarize, unique
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.settings import FrontMatter, MarkdownSettings
from dl4ad_slides.render.citations.citations import Citations
from dl4ad_slides.render.context import DeckContext, SlideContext
from dl4ad_slides.render.deck.findings import ShownSlide, in_place, report_empty, report_taken_aliases, report_taken_id
from dl4ad_slides.render.deck.includes import Includes
from dl4ad_slides.render.deck.links import dead_links, placed_links
from dl4ad_slides.render.deck.numbering import Apparatus
from dl4ad_slides.render.deck.title import deck_title, shown_title
from dl4ad_slides.render.engines.jinja_partials import Partials
from dl4ad_slides.render.engines.katex import Formula, FormulaKey, Katex, formula_key
from dl4ad_slides.render.engines.vega import Vega
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.markdown.commonmark import commonmark_engine
from dl4ad_slides.render.slide.ids import Names, slide_ids
from dl4ad_slides.render.slide.slide import Draft, draft_slide, finish_slide
from dl4ad_slides.render.slide.surround import Frame
from dl4ad_slides.render.words import words_of


@dataclass(frozen=True, slots=True)
class _Known:
    """A slide that was rendered before: its draft, and what became of it in which frames, by id."""

    draft: Draft
    pages: dict[str, tuple[Frame, RenderedSlide]] = field(default_factory=dict)

    def page(self, frame: Frame) -> RenderedSlide | None:
        """Return the slide in this frame, if it was in it before."""
        known = self.pages.get(frame.id)
        return known[1] if known and known[0] == frame else None


class _Drafted(NamedTuple):
    """A slide in its place, its draft, and all that the draft depends on."""

    key: Hashable
    place: PlacedSlide
    draft: Draft


class DeckRenderer:
    """Renders the decks of one project; a deck that is rendered again costs only what is new in it.

    What decks share is kept: engines, partials, formulas; and of each deck its slides by their text.
    `findings` receives what is wrong with the engines.
    """

    def __init__(self, project: Project, katex: Katex, findings: list[Diagnostic]) -> None:
        self._katex, self._findings = katex, findings
        self._engines: dict[str, tuple[Engine, Sequence[Diagnostic]]] = {}
        self._contexts: dict[str, DeckContext] = {}
        # The slides of decks by their text; of decks that only the index shows, the first ones.
        self._known: dict[str, Mapping[Hashable, _Known]] = {}
        self._covers: dict[str, Mapping[Hashable, _Known]] = {}
        # Of each deck, what slides of the files that it includes are called.
        self._names: dict[str, Mapping[Hashable, Names]] = {}
        self._citations: dict[str, Citations] = {}
        self._texts: dict[str, PlacedSlide] = {}
        self._splitter = Splitter()
        self._vega = Vega(VEGA_JS)
        self._use(project)

    def update(self, project: Project) -> None:
        """Go on with another state of the same project."""
        partials = self._partials if project.theme.partials == self._project.theme.partials else None
        self._use(project, partials)
        names = {deck.name for deck in project.texts}
        for kept in (self._contexts, self._known, self._covers, self._names, self._citations, self._texts):
            for name in kept.keys() - names:
                del kept[name]
        used = {_engine_key(deck.front_matter.markdown) for deck in project.texts}
        for key in self._engines.keys() - used:
            _, findings = self._engines.pop(key)
            for finding in findings:
                self._findings.remove(finding)

    def summarize(self, deck: Deck) -> DeckSummary:
        """Return what the index says of `deck`, rendering no more of it than its first heading asks for."""
        audience = self._project.audience
        if not audience.sees_everything and self._may_be_cut(deck):
            return self.render(deck).summary
        context, placed = self._split(deck, [])
        shown = next((count for count, place in enumerate(placed, 1) if _has_heading(place)), 1)
        known = {**self._covers.get(deck.name, {}), **self._known.get(deck.name, {})}
        drafts = self._drafts(context, placed[:shown], known)
        finished, self._covers[deck.name] = self._finished(context, drafts, known, [])
        return summarize(deck, context.title, [one.slide for one in finished], len(placed))

    def render(self, deck: Deck) -> RenderedDeck:
        """Return `deck` with those of its slides that the audience of the project sees.

        Everything is rendered first, so that findings are the same for all.
        """
        findings: list[Diagnostic] = []
        context, placed = self._split(deck, findings)
        return self._rendered(deck, context, placed, findings)

    def _rendered(
        self, deck: Deck, context: DeckContext, placed: Sequence[PlacedSlide], findings: list[Diagnostic]
    ) -> RenderedDeck:
        known = {**self._covers.get(deck.name, {}), **self._known.get(deck.name, {})}
        drafts = self._drafts(context, placed, known)
        finished, fresh = self._finished(context, drafts, known, findings)
        ids: frozenset[str] = frozenset().union(*(one.slide.ids for one in finished))
        links = tuple(placed_links(finished))
        if deck.name not in self._texts:
            report_empty(deck, finished, findings)
            findings.extend(dead_links([link for link in links if link.page == deck.name], {deck.name: ids}))
        audience = self._project.audience
        references = (reference for one in drafts for reference in one.draft.context.references)
        assets = frozenset(path for kind, path in references if kind == "asset")
        is_whole = all(_is_for(one, audience) and one.draft.is_wholly_for(audience) for one in drafts)
        if not is_whole:
            context, drafts = self._cut(deck, context, drafts, {**known, **fresh})
            finished, others = self._finished(context, drafts, {**known, **fresh}, findings)
            fresh = {**fresh, **others}
        self._known[deck.name] = fresh
        slides, starts = tuple(one.slide for one in finished), tuple(one.place.start for one in finished)
        return RenderedDeck(deck, context.title, slides, starts, unique(findings), is_whole, ids, links, assets)

    def _cut(
        self, deck: Deck, context: DeckContext, drafts: Sequence[_Drafted], known: Mapping[Hashable, _Known]
    ) -> tuple[DeckContext, Sequence[_Drafted]]:
        """Return what the audience sees of a deck; its title, too, may have been none of their business."""
        audience = self._project.audience
        seen = [one for one in drafts if _is_for(one, audience)]
        cut = {one.place.source for one in seen if not one.draft.is_wholly_for(audience)}
        placed = _stacked(drafts, audience)
        left = self._drafts(context, placed, known, cut)
        title = shown_title(deck, [one.draft for one in left])
        if title != context.title:
            context = replace(context, title=title)
            left = self._drafts(context, placed, known, cut)
        return context, left

    def _may_be_cut(self, deck: Deck) -> bool:
        """Tell whether a deck may hold what is not for everybody, itself or in what decks take in."""
        project = self._project
        taken_in = [text.text for text in project.library.texts.values()]
        partials = [source.text for source in project.theme.partials.values()]
        audiences = known_audiences(project.settings.audiences)
        return any(may_mention(text, audiences) for text in (deck.body.text, *taken_in, *partials))

    def render_text(self, deck: Deck) -> RenderedDeck:
        """Return the text of a page as a deck of one slide; of none where the audience does not see it."""
        known = self._texts.get(deck.name)
        place = known if known and known.source.content.text == deck.body.text else None
        if place is None or place.start != deck.body.start:
            fresh = whole_text(deck.body)
            place = fresh._replace(source=place.source) if place else fresh
        self._texts[deck.name] = place
        findings = [problem.moved(place.line - 1, deck.body.file) for problem in place.source.problems]
        context, expanded = self._placed(deck, (place,), findings)
        return self._rendered(deck, context, expanded, findings)

    def _split(self, deck: Deck, findings: list[Diagnostic]) -> tuple[DeckContext, Sequence[PlacedSlide]]:
        """Return the slides of a deck, those that it includes in their places."""
        return self._placed(deck, self._splitter.split(deck.body, findings), findings)

    def _placed(
        self, deck: Deck, placed: Sequence[PlacedSlide], findings: list[Diagnostic]
    ) -> tuple[DeckContext, Sequence[PlacedSlide]]:
        """Return `placed` with what these slides include."""
        context = self._context(deck, deck_title(deck, _contents(placed)))
        names: dict[Hashable, Names] = {}
        includes = Includes(
            self._project.library,
            self._project.settings.paths.decks,
            self._splitter,
            lambda slides: self._named(context, slides, names),
            {path: language for path, language in self._languages.items() if language != deck.front_matter.language},
        )
        expanded = includes.expand(placed, findings, (Target(deck.source.path),))
        self._names[deck.name] = names
        title = deck_title(deck, _contents(expanded))
        return (context if title == context.title else self._context(deck, title)), expanded

    def _named(
        self, context: DeckContext, slides: Sequence[PlacedSlide], names: dict[Hashable, Names]
    ) -> Mapping[str, int]:
        """Return which slide of another file has which id or alias in its own page; `names` are known by now."""
        before = self._names.get(context.name, {})
        own: list[Names] = []
        for number, place in enumerate(slides, 1):
            key = place.source, place.texts, place.attributes
            known = names.get(key) or before.get(key)
            names[key] = known or draft_slide(_slide_context(context, number, place)).names
            own.append(names[key])
        ids = [first for (first,) in slide_ids(own, [1] * len(own))]
        aliases = {alias: index for index, one in reversed([*enumerate(own)]) for alias in one.aliases}
        return {**aliases, **{slide_id: index for index, slide_id in enumerate(ids)}}

    def _use(self, project: Project, partials: Partials | None = None) -> None:
        self._project = project
        self._partials = partials or Partials(project.theme.partials)
        self._pages = project.others.union(deck.name for deck in project.texts)
        self._assets = frozenset(project.assets)
        self._stripped = frozenset(deck.source.path for deck in project.course if deck.front_matter.notes == "strip")
        self._languages = {deck.source.path: deck.front_matter.language for deck in project.decks}

    def _drafts(
        self,
        context: DeckContext,
        placed: Sequence[PlacedSlide],
        known: Mapping[Hashable, _Known],
        cut: Collection[SlideSource] = (),
    ) -> Sequence[_Drafted]:
        """Return the drafts of slides; those that are in `known` cost nothing.

        Those in `cut` have parts that the audience of the project does not see, and come without them.
        """
        drafts: dict[Hashable, Draft] = {}
        drafted: list[_Drafted] = []
        for number, place in enumerate(placed, 1):
            is_cut = place.source in cut
            audience = self._project.audience if is_cut else EVERYBODY
            key = _slide_key(place, number, context.title, audience)
            draft = known[key].draft if key in known else drafts.get(key)
            if draft is None:
                draft = drafts[key] = draft_slide(_slide_context(context, number, place, audience))
            if is_cut:
                place = place._replace(marks=tuple(mark for mark in place.marks if mark in draft.marks))
            drafted.append(_Drafted(key, place, draft))
        return drafted

    def _finished(
        self,
        context: DeckContext,
        drafted: Sequence[_Drafted],
        known: Mapping[Hashable, _Known],
        findings: list[Diagnostic],
    ) -> tuple[tuple[ShownSlide, ...], Mapping[Hashable, _Known]]:
        """Return the slides, and what is known of them from now on; those that are in `known` cost next to nothing."""
        drafts = {key: draft for key, _, draft in drafted}
        formulas_of = self._formulas([draft for key, draft in drafts.items() if key not in known])
        slides = tuple((place, draft) for _, place, draft in drafted)
        apparatus = Apparatus(slides, formulas_of, context.words, self._citations_of(context))
        pages = [apparatus.pages(index) for index in range(len(slides))]
        ids = slide_ids([draft.names for _, draft in slides], pages)
        first_ids = [pages[0] for pages in ids]
        fresh = {key: _Known(draft) for key, draft in drafts.items()}
        finished: list[ShownSlide] = []
        for index, (key, place, draft) in enumerate(drafted):
            findings.extend(report_taken_id(draft, first_ids[index], place))
            before = known.get(key)
            for page, slide_id in enumerate(ids[index], 1):
                frame = apparatus.frame(index, page, ids)
                slide = (before and before.page(frame)) or finish_slide(draft, formulas_of(draft), frame)
                fresh[key].pages[slide_id] = frame, slide
                finished.append(ShownSlide(slide, place))
        findings.extend(apparatus.findings)
        report_taken_aliases(finished, findings)
        for slide, place in finished:
            if slide.findings:
                findings.extend(in_place(finding, place) for finding in slide.findings)
        return tuple(finished), fresh

    def _formulas(self, drafts: Sequence[Draft]) -> Callable[[Draft], Mapping[FormulaKey, Formula]]:
        """Render the formulas of new `drafts` in one batch; return what gives the formulas of any draft."""
        formulas = self._katex.render_all(hole for draft in drafts for hole in draft.math)

        def formulas_of(draft: Draft) -> Mapping[FormulaKey, Formula]:
            has_all = all(formula_key(hole) in formulas for hole in draft.math)
            return formulas if has_all else self._katex.render_all(draft.math)

        return formulas_of

    def _context(self, deck: Deck, title: str) -> DeckContext:
        """Return the context of a deck; where it is another than before, nothing known of its slides holds."""
        project = self._project
        context = DeckContext(
            name=deck.name,
            title=title,
            front_matter=deck.front_matter,
            settings=project.settings,
            engine=self._engine(deck.front_matter),
            partials=self._partials,
            timelines=project.timelines,
            broken_timelines=project.broken_timelines,
            library=project.library,
            draw=self._vega.draw,
            stripped=self._stripped,
            assets=self._assets,
            pages=self._pages,
            texts=frozenset(page.deck.name for page in project.pages),
            drafts=project.withheld,
        )
        before = self._contexts.get(deck.name)
        if context != before:
            self._known.pop(deck.name, None)
            self._covers.pop(deck.name, None)
        elif _surroundings(before) != _surroundings(context):
            for kept in (self._known, self._covers):
                if deck.name in kept:
                    kept[deck.name] = _still_valid(kept[deck.name], context)
        self._contexts[deck.name] = context
        return context

    def _citations_of(self, context: DeckContext) -> Citations | None:
        """Return what cites from the bibliography of a deck, or None where it has none."""
        front_matter = context.front_matter
        bibliography = self._project.bibliographies.named.get(front_matter.bibliography_name)
        if bibliography is None:
            return None
        known = self._citations.get(context.name)
        if known is None or not known.is_of(bibliography, front_matter.language):
            known = self._citations[context.name] = Citations(bibliography, front_matter.language)
        return known

    def _engine(self, front_matter: FrontMatter) -> Engine:
        markdown = front_matter.markdown
        if markdown.engine == "commonmark":
            return commonmark_engine(words_of(front_matter.language))
        key = _engine_key(markdown)
        if key not in self._engines:
            from dl4ad_slides.render.markdown.python_markdown import python_markdown_engine

            findings: list[Diagnostic] = []
            self._engines[key] = python_markdown_engine(markdown.extensions, markdown.position, findings), findings
            self._findings.extend(findings)
        return self._engines[key][0]


def _engine_key(markdown: MarkdownSettings) -> str:
    return repr((markdown.engine, markdown.extensions))


def _is_for(drafted: _Drafted, audience: Audience) -> bool:
    return drafted.draft.is_for(audience) and all(audience.sees(one) for one in drafted.place.audiences)


def _stacked(drafts: Sequence[_Drafted], audience: Audience) -> Sequence[PlacedSlide]:
    """Return the slides that `audience` sees; what stands below a slide that it does not see keeps its stack."""
    placed: list[PlacedSlide] = []
    has_top = True
    for one in drafts:
        if not one.place.below:
            has_top = False
        if _is_for(one, audience):
            placed.append(one.place._replace(below=has_top and one.place.below))
            has_top = True
    return placed


def _slide_context(
    context: DeckContext, number: int, place: PlacedSlide, audience: Audience = EVERYBODY
) -> SlideContext:
    return SlideContext(
        context, number, place.source, dict(place.texts), attributes=dict(place.attributes), audience=audience
    )


def _slide_key(place: PlacedSlide, number: int, title: str, audience: Audience) -> Hashable:
    """Return all that a draft depends on, besides the context of its deck.

    The first slide loads its media at once; a partial may show the number of the slide and the title of the deck.
    """
    key = place.source, place.texts, place.attributes, number == 1, audience
    return (*key, number, title) if place.source.placeholders else key


def _surroundings(context: DeckContext) -> tuple[object, ...]:
    """Return what some slides depend on, and others do not."""
    files = context.assets, context.pages, context.partials, context.library.contents
    return (*files, context.timelines, context.broken_timelines)


def _still_valid(known: Mapping[Hashable, _Known], context: DeckContext) -> Mapping[Hashable, _Known]:
    """Return those of the slides that come out the same in `context`."""
    return {key: slide for key, slide in known.items() if slide.draft.context.holds(context)}


def _contents(placed: Iterable[PlacedSlide]) -> Iterator[str]:
    return (place.source.content.text for place in placed)


def _has_heading(place: PlacedSlide) -> bool:
    return bool(title_heading([place.source.content.text]))
