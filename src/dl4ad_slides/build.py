"""The whole pipeline on one screen: a project in, the files of the site and all findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dl4ad_slides.load.assets import assets_left_out, files_left_out
from dl4ad_slides.load.settings import cannot_be_read
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.files import FOLDER
from dl4ad_slides.model.notes import NOTES_FOR_NOBODY
from dl4ad_slides.model.outcome import BuiltDeck, NotWritten, Outcome
from dl4ad_slides.model.output import BuildResult, DeckSummary, OutputFile, RenderedDeck, told_once
from dl4ad_slides.model.project import HOME_TEXT, Deck, Project
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck, summarize_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from dl4ad_slides.render.pages.bundles import static_files
from dl4ad_slides.render.pages.links import dead_links_between
from dl4ad_slides.render.pages.neighbours import neighbours_of
from dl4ad_slides.render.pages.pages import STATIC, Pages, PageTemplateError
from dl4ad_slides.render.pages.text_page import shown_pages
from dl4ad_slides.render.publish.meta import NOT_FOUND, sitemap, social_files, social_path
from dl4ad_slides.render.publish.search_index import SEARCH_INDEX, search_index, search_version
from dl4ad_slides.store.values import Values


def build_site(
    project: Project,
    *,
    with_index: bool = True,
    joined: bool = True,
    on_deck: Callable[[Deck], None] | None = None,
    kept: Values | None = None,
) -> BuildResult:
    """Return the site of `project`; `on_deck` is called before each deck is rendered, `kept` are decks by name.

    Unless they are `joined`, pages load each file of the theme by itself, as in the preview.
    """
    findings: list[Diagnostic] = [*project.findings, *project.library.findings, *project.bibliographies.findings]
    if any(cannot_be_read(finding) or finding.code == "config-no-decks" for finding in findings):
        return BuildResult((), (), told_once(findings), complete=False)
    course, engines, memory = CourseFacts(project), Engines(KATEX_JS, VEGA_JS), RenderMemory()
    rendered_decks: list[RenderedDeck] = []
    for deck in project.decks:
        if on_deck:
            on_deck(deck)
        rendered_decks.append(_rendered(deck, course, engines, memory, kept))
        findings.extend(rendered_decks[-1].findings)
    rendered_texts = [_rendered(page.deck, course, engines, memory, kept) for page in project.pages]
    if with_index:  # else no page of text is written; the navigation names them all the same
        findings.extend(finding for text in rendered_texts for finding in text.findings)
    findings.extend(dead_links_between(rendered_decks, rendered_texts if with_index else ()))
    everything = [*rendered_decks, *rendered_texts]
    unseen = (one.deck.name for one in everything if not one.slides and not one.is_held_back)
    hidden = project.withheld.union(unseen)  # not for this audience
    decks = [rendered for rendered in rendered_decks if rendered.slides]
    is_whole = all(map(_is_whole, rendered_decks))
    project = replace(project, decks=tuple(rendered.deck for rendered in decks), is_whole=project.is_whole and is_whole)
    project, texts = shown_pages(project, rendered_texts)

    def summary_of(deck: Deck) -> DeckSummary:
        return summarize_deck(deck, course, engines, memory)

    try:
        words = search_index(decks)
        # Where only some decks are built, the index of all of them stays.
        templates = Pages(project, search_version(words) if with_index else "", joined=joined)
        pages = tuple(_pages(templates, project, summary_of, decks, texts, with_index=with_index))
        others = tuple(_published(templates, project, decks, pages, words, with_index=with_index))
    except PageTemplateError as failure:
        return BuildResult(tuple(decks), (), told_once([*findings, failure.finding]), complete=False)
    written = [*decks, *texts] if with_index else decks
    left_out = _assets_left_out(project, everything, pages)
    assets = [OutputFile(path, file) for path, file in project.assets.items() if path not in left_out]
    files = (
        *pages,
        *others,
        *_static_files(project, written, (*pages, *others)),
        *assets,
        *_files_beside(project, written),
    )
    still_shown = {path for one in everything if one.is_held_back for path in one.assets}
    withheld = (left_out - still_shown) | _files_left_out(project, everything)
    withheld = withheld.union(*map(_files_of, hidden)) if with_index else frozenset()
    return BuildResult(
        tuple(decks),
        files,
        told_once(findings),
        withheld=withheld,
        is_whole=is_whole,
        held_back=_held_back(rendered_decks),
        held_texts=_held_back(rendered_texts if with_index else ()),
    )


def _rendered(
    deck: Deck, course: CourseFacts, engines: Engines, memory: RenderMemory, kept: Values | None
) -> RenderedDeck:
    """Return a deck, as far as possible as it is in `kept`, where it is put if it is another now."""
    if kept is None:
        return render_deck(deck, course, engines, memory)
    if before := kept.read(deck.name):
        memory.restore(deck.name, before)
    rendered = render_deck(deck, course, engines, memory)
    after = memory.of_deck(deck.name)
    if before is None or [trace.value for trace in before[0]] != [trace.value for trace in after[0]]:
        kept.write(deck.name, after)
    return rendered


def outcome_of(result: BuildResult, findings: Sequence[Diagnostic], folder: Path, audience: Audience) -> Outcome:
    """Return what there is to say of a build into `folder`, with all `findings`, those of writing too."""
    held = [("deck", deck) for deck in result.held_back] + [("page", deck) for deck in result.held_texts]
    return Outcome(
        folder=str(folder.absolute()),
        decks=tuple(
            BuiltDeck(rendered.deck.name, rendered.title, rendered.deck.href, len(rendered.slides))
            for rendered in result.decks
        ),
        formulas=sum(rendered.formula_count for rendered in result.decks),
        publishes_notes=result.has_notes and not audience.sees_everything,
        not_written=tuple(
            NotWritten(noun, deck.source.path, "" if deck.name == HOME_TEXT else deck.href) for noun, deck in held
        ),
        findings=tuple(findings),
    )


def _pages(
    templates: Pages,
    project: Project,
    summary_of: Callable[[Deck], DeckSummary],
    decks: Sequence[RenderedDeck],
    texts: Sequence[RenderedDeck],
    *,
    with_index: bool,
) -> Iterator[OutputFile]:
    summaries = {rendered.deck.name: rendered.summary for rendered in decks}
    for rendered in decks:
        neighbours = neighbours_of(
            project, rendered.deck.name, lambda deck: summaries.get(deck.name) or summary_of(deck)
        )
        yield OutputFile(rendered.deck.href, templates.deck(rendered, neighbours).encode())
        yield OutputFile(rendered.deck.reading_href, templates.reading(rendered, neighbours).encode())
    if with_index:
        home = next((text for text in texts if text.deck.name == HOME_TEXT), None)
        yield OutputFile("index.html", templates.index([*summaries.values()], home).encode())
        for page, text in zip(project.pages, texts, strict=True):
            if not page.is_home:
                yield OutputFile(page.deck.href, templates.text(page, text).encode())
    yield OutputFile(f"{STATIC}/speaker.html", templates.speaker().encode())


def _published(
    templates: Pages,
    project: Project,
    decks: Sequence[RenderedDeck],
    pages: Sequence[OutputFile],
    words: bytes,
    *,
    with_index: bool,
) -> Iterator[OutputFile]:
    """Yield what hosts, search engines, other sites and our own search ask for."""
    url = project.settings.url
    if with_index:
        yield OutputFile(NOT_FOUND, templates.not_found().encode())
        yield OutputFile(".nojekyll", b"")
        yield OutputFile(f"{STATIC}/{SEARCH_INDEX}", words)
        if url:
            yield OutputFile("sitemap.xml", sitemap(url, (page.path for page in pages)).encode())
    if url:
        yield from social_files(project, decks, with_home=with_index)


def _static_files(
    project: Project, rendered: Sequence[RenderedDeck], files: Sequence[OutputFile]
) -> Iterator[OutputFile]:
    """Yield what the pages among `files` load: no KaTeX where nothing of `rendered` has a formula."""
    has_math = any(one.formula_count for one in rendered)
    pages = {
        file.path: file.content.decode()
        for file in files
        if isinstance(file.content, bytes) and file.path.endswith(".html")
    }
    for path, content in static_files(project.theme, pages, STATIC).items():
        if has_math or not path.startswith("katex/"):
            yield OutputFile(f"{STATIC}/{path}", content)


def _files_beside(project: Project, rendered: Sequence[RenderedDeck]) -> Iterator[OutputFile]:
    """Yield the files besides the assets to which the slides refer, and those that these load."""
    used = {path for one in rendered for path in one.shown_assets if path not in project.assets}
    for path in sorted(used | project.files.loaded_by(used)):
        yield OutputFile(f"{FOLDER}/{path}", project.root / path)


def _files_left_out(project: Project, rendered: Sequence[RenderedDeck]) -> frozenset[str]:
    """Return where the site had files besides the assets to which nothing refers but what is left out.

    Pages that stay as they were published last keep what they may show.
    """
    if project.is_whole and all(map(_is_whole, rendered)):
        return frozenset()
    kept = {path for one in rendered for path in (one.assets if one.is_held_back else one.shown_assets)}
    every, known = {path for one in rendered for path in one.assets}, {one.deck.name for one in rendered}
    left_out = files_left_out(project, kept, every, known)
    return frozenset(f"{FOLDER}/{path}" for path in left_out)


def _is_whole(rendered: RenderedDeck) -> bool:
    return rendered.is_whole and rendered.deck.front_matter.notes != NOTES_FOR_NOBODY


def _held_back(rendered: Sequence[RenderedDeck]) -> tuple[Deck, ...]:
    return tuple(one.deck for one in rendered if one.is_held_back)


def _assets_left_out(project: Project, rendered: Sequence[RenderedDeck], pages: Sequence[OutputFile]) -> frozenset[str]:
    """Return the assets that nothing asks for but what is left out of all that was `rendered`."""
    if project.is_whole and all(map(_is_whole, rendered)):
        return frozenset()
    texts = [page.content.decode() for page in pages if isinstance(page.content, bytes)]
    left_out = {path for one in rendered for path in one.assets}
    return assets_left_out(project, texts, left_out | project.files.loaded_by(left_out))


def _files_of(name: str) -> tuple[str, ...]:
    """Return the files that a deck or a page of this name has."""
    return f"{name}.html", f"{name}.read.html", social_path(name)
