"""The whole pipeline on one screen: a project in, the files of the site and all findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dl4ad_slides.load.assets import assets_left_out, files_left_out
from dl4ad_slides.load.settings import cannot_be_read
from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.files import FOLDER
from dl4ad_slides.model.notes import NOTES_FOR_NOBODY
from dl4ad_slides.model.outcome import BuiltDeck, NotWritten, Outcome
from dl4ad_slides.model.output import (
    BuildResult,
    DeckSummary,
    FinishedDeck,
    OutputFile,
    RenderedDeck,
    told_once,
)
from dl4ad_slides.model.packed import Packed
from dl4ad_slides.model.project import HOME_TEXT, Deck, Project
from dl4ad_slides.render.deck.deck import RenderMemory, summarize_deck
from dl4ad_slides.render.pages.bundles import static_files
from dl4ad_slides.render.pages.links import dead_links_between
from dl4ad_slides.render.pages.neighbours import neighbours_of
from dl4ad_slides.render.pages.pages import STATIC, Pages, PageTemplateError
from dl4ad_slides.render.pages.text_page import shown_pages
from dl4ad_slides.render.publish.meta import NOT_FOUND, sitemap, social_files, social_path
from dl4ad_slides.render.publish.search_index import SEARCH_INDEX, search_index, search_version
from dl4ad_slides.store.values import Values
from dl4ad_slides.workers import Renderer, finishing

Rendered = FinishedDeck | RenderedDeck


def build_site(
    project: Project,
    *,
    with_index: bool = True,
    joined: bool = True,
    on_deck: Callable[[Deck], None] = lambda _: None,
    kept: Values | None = None,
    jobs: int = 1,
) -> BuildResult:
    """Return the site of `project`; `kept` are decks by name.

    Decks are rendered in up to `jobs` processes, where that takes less time; `on_deck` is called for each of them.
    Unless they are `joined`, pages load each file of the theme by itself, as in the preview.
    Raises WorkerError where one of these processes ends before its work.
    """
    findings: list[Diagnostic] = [*project.findings, *project.library.findings, *project.bibliographies.findings]
    if any(cannot_be_read(finding) or finding.code == "config-no-decks" for finding in findings):
        return BuildResult((), (), told_once(findings), complete=False)
    renderer, memory = Renderer(project, kept), RenderMemory()
    with finishing(renderer, jobs, on_deck, is_whole=with_index) as finished:
        rendered_texts = [renderer.render(page.deck, memory) for page in project.pages]
        finished_decks = finished()
    findings.extend(finding for deck in finished_decks for finding in deck.findings)
    if with_index:  # else no page of text is written; the navigation names them all the same
        findings.extend(finding for text in rendered_texts for finding in text.findings)
    findings.extend(dead_links_between(finished_decks, rendered_texts if with_index else ()))
    everything: list[Rendered] = [*finished_decks, *rendered_texts]
    unseen = (one.deck.name for one in everything if not one.slide_count and not one.is_held_back)
    hidden = project.withheld.union(unseen)  # not for this audience
    decks = [deck for deck in finished_decks if deck.slide_count]
    is_whole = all(map(_is_whole, finished_decks))
    project = replace(project, decks=tuple(finished.deck for finished in decks), is_whole=project.is_whole and is_whole)
    project, texts = shown_pages(project, rendered_texts)

    def summary_of(deck: Deck) -> DeckSummary:
        return summarize_deck(deck, renderer.course, renderer.engines, memory)

    try:
        words = search_index(deck.words for deck in decks)
        # Where only some decks are built, the index of all of them stays.
        templates = Pages(project, search_version(words) if with_index else "", joined=joined)
        pages = tuple(_pages(templates, project, summary_of, decks, texts, with_index=with_index))
        others = tuple(_published(templates, project, decks, pages, words, with_index=with_index))
    except PageTemplateError as failure:
        return BuildResult(tuple(decks), (), told_once([*findings, failure.finding]), complete=False)
    written: list[Rendered] = [*decks, *texts] if with_index else [*decks]
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
        held_back=_held_back(finished_decks),
        held_texts=_held_back(rendered_texts if with_index else ()),
    )


def outcome_of(result: BuildResult, findings: Sequence[Diagnostic], folder: Path, audience: Audience) -> Outcome:
    """Return what there is to say of a build into `folder`, with all `findings`, those of writing too."""
    held = [("deck", deck) for deck in result.held_back] + [("page", deck) for deck in result.held_texts]
    return Outcome(
        folder=str(folder.absolute()),
        decks=tuple(
            BuiltDeck(finished.deck.name, finished.title, finished.deck.href, finished.slide_count)
            for finished in result.decks
        ),
        formulas=sum(finished.formula_count for finished in result.decks),
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
    decks: Sequence[FinishedDeck],
    texts: Sequence[RenderedDeck],
    *,
    with_index: bool,
) -> Iterator[OutputFile]:
    summaries = {finished.deck.name: finished.summary for finished in decks}
    for finished in decks:
        deck, summary = finished.deck, summaries[finished.deck.name]
        neighbours = neighbours_of(project, deck.name, lambda other: summaries.get(other.name) or summary_of(other))
        yield _page(deck.href, templates.deck(summary, finished.body.value, neighbours))
        yield _page(deck.reading_href, templates.reading(summary, finished.article.value, neighbours))
    if with_index:
        home = next((text for text in texts if text.deck.name == HOME_TEXT), None)
        yield OutputFile("index.html", templates.index([*summaries.values()], home).encode())
        for page, text in zip(project.pages, texts, strict=True):
            if not page.is_home:
                yield OutputFile(page.deck.href, templates.text(page, text).encode())
    yield OutputFile(f"{STATIC}/speaker.html", templates.speaker().encode())


def _page(path: str, html: str) -> OutputFile:
    """Return the page of a deck; the pages of all decks wait to be written."""
    return OutputFile(path, Packed.of(html.encode()))


def _published(
    templates: Pages,
    project: Project,
    decks: Sequence[FinishedDeck],
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


def _static_files(project: Project, rendered: Sequence[Rendered], files: Sequence[OutputFile]) -> Iterator[OutputFile]:
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


def _files_beside(project: Project, rendered: Sequence[Rendered]) -> Iterator[OutputFile]:
    """Yield the files besides the assets to which the slides refer, and those that these load."""
    used = {path for one in rendered for path in one.shown_assets if path not in project.assets}
    for path in sorted(used | project.files.loaded_by(used)):
        yield OutputFile(f"{FOLDER}/{path}", project.root / path)


def _files_left_out(project: Project, rendered: Sequence[Rendered]) -> frozenset[str]:
    """Return where the site had files besides the assets to which nothing refers but what is left out.

    Pages that stay as they were published last keep what they may show.
    """
    if project.is_whole and all(map(_is_whole, rendered)):
        return frozenset()
    kept = {path for one in rendered for path in (one.assets if one.is_held_back else one.shown_assets)}
    every, known = {path for one in rendered for path in one.assets}, {one.deck.name for one in rendered}
    left_out = files_left_out(project, kept, every, known)
    return frozenset(f"{FOLDER}/{path}" for path in left_out)


def _is_whole(rendered: Rendered) -> bool:
    return rendered.is_whole and rendered.deck.front_matter.notes != NOTES_FOR_NOBODY


def _held_back(rendered: Sequence[Rendered]) -> tuple[Deck, ...]:
    return tuple(one.deck for one in rendered if one.is_held_back)


def _assets_left_out(project: Project, rendered: Sequence[Rendered], pages: Sequence[OutputFile]) -> frozenset[str]:
    """Return the assets that nothing asks for but what is left out of all that was `rendered`."""
    if project.is_whole and all(map(_is_whole, rendered)):
        return frozenset()
    texts = (content.decode() for page in pages if isinstance(content := page.content, bytes))
    left_out = {path for one in rendered for path in one.assets}
    return assets_left_out(project, texts, left_out | project.files.loaded_by(left_out))


def _files_of(name: str) -> tuple[str, ...]:
    """Return the files that a deck or a page of this name has."""
    return f"{name}.html", f"{name}.read.html", social_path(name)
