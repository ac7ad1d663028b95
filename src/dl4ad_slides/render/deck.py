"""One deck: all its slides as drafts, their math in one batch, then finished slides with unique ids."""

from __future__ import annotations

import re

from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.language.slides import split_slides
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.output import RenderedDeck, RenderedSlide, unique
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.settings import MarkdownSettings
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.context import DeckContext, SlideContext
from dl4ad_slides.render.holes import Holes
from dl4ad_slides.render.island import Island
from dl4ad_slides.render.katex import Katex, formula_key
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.markdown.commonmark import render_commonmark
from dl4ad_slides.render.partials import Partials
from dl4ad_slides.render.slide import Draft, draft_slide, finish_slide

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S[^\n]*)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]+\{[^{}]*\}[ \t]*$")


class DeckRenderer:
    """Renders the decks of one project; keeps what they share: engines, partials, formulas."""

    def __init__(self, project: Project, katex: Katex, findings: list[Diagnostic]) -> None:
        self._project, self._katex = project, katex
        self._partials = Partials(project.theme.partials)
        self._pages = frozenset(deck.name for deck in project.decks)
        self._assets = project.assets.keys()
        self._engines: dict[str, Engine] = {}
        self._findings = findings

    def render(self, deck: Deck) -> RenderedDeck:
        """Return `deck` with its slides."""
        findings: list[Diagnostic] = []
        context = self._context(deck)
        slides = split_slides(deck.body, findings)
        drafts = [draft_slide(SlideContext(context, number, slide)) for number, slide in enumerate(slides, 1)]
        _report_empty(deck, drafts, findings)
        finished = self._finish(drafts)
        for draft in drafts:
            findings.extend(draft.context.findings)
        return RenderedDeck(
            deck=deck,
            title=context.title,
            slides=finished,
            formula_count=sum(len(draft.math) for draft in drafts),
            findings=unique(findings),
        )

    def _finish(self, drafts: list[Draft]) -> tuple[RenderedSlide, ...]:
        holes = [hole for draft in drafts for hole in draft.math]
        formulas = self._katex.render_all(holes)
        taken: set[str] = set()
        finished: list[RenderedSlide] = []
        for draft in drafts:
            for hole in draft.math:
                if not (formula := formulas[formula_key(hole)]).html:
                    draft.context.findings.append(self._katex.finding(hole, formula))
            slide = finish_slide(draft, formulas, taken)
            taken.update((slide.id, *slide.aliases))
            finished.append(slide)
        return tuple(finished)

    def _context(self, deck: Deck) -> DeckContext:
        project = self._project
        return DeckContext(
            name=deck.name,
            title=deck_title(deck),
            front_matter=deck.front_matter,
            settings=project.settings,
            engine=self._engine(deck.front_matter.markdown),
            partials=self._partials,
            timelines=project.timelines,
            broken_timelines=project.broken_timelines,
            assets=self._assets,
            pages=self._pages,
        )

    def _engine(self, markdown: MarkdownSettings) -> Engine:
        if markdown.engine == "commonmark":
            return render_commonmark
        key = repr(markdown.extensions)
        if key not in self._engines:
            from dl4ad_slides.render.markdown.python_markdown import python_markdown_engine

            self._engines[key] = python_markdown_engine(markdown.extensions, markdown.position, self._findings)
        return self._engines[key]


def deck_title(deck: Deck) -> str:
    """Return the title of a deck as plain text: from its front matter, its first heading, or its file name."""
    if deck.front_matter.title:
        return deck.front_matter.title
    text = deck.body.text
    scan = scan_regions(text)
    headings = [
        (len(heading[1]), heading[2])
        for heading in _HEADING.finditer(text)
        if not scan.covers(heading.start(), {Kind.FENCE, Kind.COMMENT})
    ]
    if not headings:
        return deck.name.lstrip("0123456789-_ ").replace("-", " ").replace("_", " ").strip().capitalize() or deck.name
    first = next((words for level, words in headings if level == 1), headings[0][1])
    words = _ATTRIBUTES.sub("", re.sub(r"<br\s*/?>", " ", first))
    html = render_commonmark(Passage.of(f"# {words}", deck.source.path), Holes(), "title")
    return " ".join(Island(html).text.split())


def _report_empty(deck: Deck, drafts: list[Draft], findings: list[Diagnostic]) -> None:
    if not deck.body.text.strip():
        findings.append(
            warning("deck-empty", "this deck is empty", deck.body.start, "Write a heading: `# Title of the lecture`.")
        )
        return
    for draft in drafts:
        source = draft.context.source
        has_background = any(name.startswith("data-background") for name in draft.attributes)
        if source.notes is not None and not source.content.text.strip() and not has_background:
            hint = "Write a heading above `Note:`, or give the slide a background."
            findings.append(
                warning("deck-notes-only", "this slide has notes and nothing to show", source.notes.start, hint)
            )
