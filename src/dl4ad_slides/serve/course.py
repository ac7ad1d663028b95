"""The course as the server holds it: pages from memory, decks rendered when first asked for, updated by file.

The state is a chain of values: a change on disk gives another project, which gives other decks, whose difference is
what open pages are told. What has an error is not shown; its last good state stays until it is mended.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dl4ad_slides.course import load_course
from dl4ad_slides.load.reload import reload_named, reload_project
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.model.audience import EVERYBODY, Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.files import site_path
from dl4ad_slides.model.output import DeckSummary, RenderedDeck
from dl4ad_slides.model.project import HOME_TEXT, Deck, Project
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck, summarize_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from dl4ad_slides.render.pages.finished import deck_article, deck_body
from dl4ad_slides.render.pages.home import home_schedule
from dl4ad_slides.render.pages.neighbours import Neighbours, neighbours_of
from dl4ad_slides.render.pages.pages import STATIC, Pages, PageTemplateError
from dl4ad_slides.render.publish.search_index import deck_words, search_index
from dl4ad_slides.serve.differences import shown_of_text, shown_on_index
from dl4ad_slides.serve.files import contents, file_beside
from dl4ad_slides.serve.findings import Findings
from dl4ad_slides.serve.last_good import LastGood, last_good_slides
from dl4ad_slides.serve.messages import Message, deck_message, findings_message, reload_message


class LiveCourse:
    """One course under the editor's hands. All methods may be called from any thread.

    `on_findings` gets the message for a page whose deck turns out to have findings when it is first asked for, and
    `on_files` is called when one looks for other files than those before. What is not for `audience` is not shown.
    """

    def __init__(
        self,
        root: Path,
        on_findings: Callable[[Message], None] = lambda _: None,
        audience: Audience = EVERYBODY,
        on_files: Callable[[], None] = lambda: None,
    ) -> None:
        self._lock = threading.RLock()
        self._on_findings, self._on_files = on_findings, on_files
        self._good = LastGood()
        # What the index showed when it was last asked for.
        self._index: tuple[object, ...] | None = None
        # Of decks that went, the pages that were open.
        self._gone: dict[str, tuple[str, ...]] = {}
        self._engines, self._memory = Engines(KATEX_JS, VEGA_JS), RenderMemory()
        project = load_course(root, drafts=True, audience=audience)
        self._facts = CourseFacts(project)
        self._go_on_with(project)
        self._start()

    @property
    def project(self) -> Project:
        """Return the project as it is now."""
        return self._project

    def index_page(self) -> str:
        """Return the index page. Raises PageTemplateError."""
        with self._lock:
            summaries = self._summaries
            self._index = tuple(map(shown_on_index, summaries))
            home = self._text_of_page(HOME_TEXT)
            return self._page(lambda pages: pages.index(summaries, home))

    def text_page(self, name: str) -> str | None:
        """Return a page of text, or None where there is no such page. Raises PageTemplateError."""
        with self._lock:
            page = next((page for page in self._project.pages if page.deck.name == name and not page.is_home), None)
            text = self._text_of_page(name)
            return self._page(lambda pages: pages.text(page, text)) if page and text else None

    def deck_page(self, name: str) -> str | None:
        """Return the page of a deck, or None where the audience sees no such deck. Raises PageTemplateError."""
        with self._lock:
            rendered = self.rendered(name)
            if rendered is None or not rendered.slides:
                return None
            neighbours = self._neighbours_of(name)
            return self._page(lambda pages: pages.deck(rendered.summary, deck_body(rendered), neighbours))

    def reading_page(self, name: str) -> str | None:
        """Return the reading page of a deck, made once for each state of it, or None as for its page.

        Raises PageTemplateError.
        """
        with self._lock:
            rendered = self.rendered(name)
            if rendered is None or not rendered.slides:
                return None
            neighbours = self._neighbours_of(name)
            known = self._readings.get(name)
            if known is None or known[0] is not rendered or known[1] is not self._pages or known[2] != neighbours:
                article = deck_article(rendered, self._project.sizes)
                page = self._page(lambda pages: pages.reading(rendered.summary, article, neighbours))
                known = self._readings[name] = rendered, self._pages, neighbours, page
            return known[3]

    def speaker_page(self) -> str:
        """Return the page of the speaker view. Raises PageTemplateError."""
        with self._lock:
            return self._page(Pages.speaker)

    def file_beside(self, path: str) -> Path | None:
        """Return the file behind a path in the site, if it lies beside a text that is shown and shows it."""
        with self._lock:
            texts = (*self._shown.values(), *self._latest.values(), *self._page_texts.values())
            return file_beside(self._project, path, frozenset().union(*(text.shown_assets for text in texts)))

    def search_index(self) -> bytes:
        """Return the search index of the course as it is; decks that no page shows are rendered for it alone."""
        return search_index([deck_words(self._searched(deck)) for deck in self.project.decks])

    def _searched(self, deck: Deck) -> RenderedDeck:
        with self._lock:
            return self._shown.get(deck.name) or self._render(deck)

    def rendered(self, name: str) -> RenderedDeck | None:
        """Return the deck as it is shown, rendered if it was not yet."""
        with self._lock:
            deck = self._decks.get(name)
            if deck is None:
                return None
            if name not in self._shown:
                self._gone.pop(name, None)
                self._shown[name] = self._latest[name] = self._render(deck)
                if self._findings.of(name):
                    self._on_findings(self.findings_of(name))
            return self._shown[name]

    def latest(self, name: str) -> RenderedDeck | None:
        """Return a deck or page as it is on disk, with the errors that it shows; None where there is none."""
        with self._lock:
            return self._latest.get(name) if self.rendered(name) else self._page_text(name)

    def findings(self, page: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with a page, a deck's slides if it was rendered; for "", with all that is no deck."""
        with self._lock:
            return self._findings.of(page)

    def all_findings(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the project and with all decks that were rendered."""
        with self._lock:
            return self._findings.all

    def findings_of(self, page: str) -> Message:
        """Return the message that shows the findings of a page, those of the whole project included."""
        with self._lock:
            findings = self._findings.over(page)
            return findings_message(page, findings, contents(self._project, {each.position.file for each in findings}))

    def update(self, changed: Collection[str]) -> tuple[Message, ...]:
        """Take in the files `changed` (relative to the root) and return what open pages must be told."""
        with self._lock:
            before, shown = self._project, dict(self._shown)
            texts = dict(self._page_texts)
            findings = self._findings
            had_findings = {page: findings.over(page) for page in ("", *shown, *texts) if page != HOME_TEXT}
            self._go_on_with(reload_project(self._all, changed), changed)
            if (self._project.settings, self._project.extensions) != (before.settings, before.extensions):
                self._start()
                messages: list[Message] = [reload_message(None)]
            else:
                is_same_nav = self._follow()
                messages = [*self._changes(before, shown, changed)]
                of_texts = self._text_changes(before, texts, is_same_nav=is_same_nav)
                messages.extend(each for each in of_texts if each not in messages)
            findings = self._findings
            for page, had in had_findings.items():
                if findings.over(page) != had:
                    messages.append(self.findings_of(page))
            return tuple(messages)

    def _go_on_with(self, project: Project, changed: Collection[str] = ()) -> None:
        """Show `project`, what is broken in it as it was last good, with the files that what is shown names."""
        every = self._good.take(project)
        everything = every.audience.sees_everything
        decks = tuple(deck for deck in every.decks if everything or not deck.front_matter.draft)
        pages = tuple(page for page in every.pages if everything or not page.front_matter.draft)
        shown = {*(deck.name for deck in decks), *(page.deck.name for page in pages)}
        left_out = frozenset(deck.name for deck in every.texts if deck.name not in shown)
        project = replace(every, decks=decks, pages=pages, withheld=left_out, is_whole=not left_out)
        self._project = reload_named(project, changed)
        self._all = replace(every, library=self._project.library, bibliographies=self._project.bibliographies)
        self._decks = {deck.name: deck for deck in self._project.decks}
        self._facts = CourseFacts(self._project, self._facts)
        self._memory.forget_others([deck.name for deck in self._project.texts])

    def _start(self) -> None:
        self._shown: dict[str, RenderedDeck] = {}
        self._latest: dict[str, RenderedDeck] = {}
        self._page_texts: dict[str, RenderedDeck] = {}
        self._readings: dict[str, tuple[RenderedDeck, Pages, Neighbours, str]] = {}
        self._index = None
        self._pages = Pages(self._project, joined=False)
        self._page_failed = False
        self._template_findings: tuple[Diagnostic, ...] = ()

    def _follow(self) -> bool:
        """Go on with the project as it is now; tell whether the navigation of its pages stays."""
        nav = self._pages.nav
        self._pages = self._pages.of(self._project)
        return self._pages.nav == nav

    def _page(self, render: Callable[[Pages], str]) -> str:
        try:
            return render(self._pages)
        except PageTemplateError:
            self._page_failed = True
            raise

    def _neighbours_of(self, name: str) -> Neighbours:
        return neighbours_of(self._project, name, self._summary_of)

    def _render(self, deck: Deck) -> RenderedDeck:
        wanted = len(self._project.files.wanted)
        rendered = render_deck(deck, self._facts, self._engines, self._memory)
        if len(self._project.files.wanted) > wanted:
            self._on_files()
        return rendered

    def _summary_of(self, deck: Deck) -> DeckSummary:
        return summarize_deck(deck, self._facts, self._engines, self._memory)

    @property
    def _summaries(self) -> Sequence[DeckSummary]:
        """Return what the index says of the decks of which the audience sees anything."""
        return [summary for summary in map(self._summary_of, self._project.decks) if summary.slide_count]

    @property
    def _findings(self) -> Findings:
        """Return what is wrong with the course as it is now."""
        return Findings(self._project, self._template_findings, {**self._page_texts, **self._latest})

    def _changes(
        self, before: Project, shown: Mapping[str, RenderedDeck], changed: Collection[str]
    ) -> Iterator[Message]:
        yield from self._theme_changes(before, changed)
        for path in changed:
            if path in self._project.assets or path in self._project.files.wanted:
                there = site_path(path, self._project.settings.paths.assets)
                yield {"type": "asset", "path": there, "version": secrets.token_hex(4)}
        if self._project.sizes is not before.sizes:  # a picture that takes another place
            yield from (reload_message(reading_name(name)) for name in self._readings)
            self._readings.clear()
        for name, old in shown.items():
            yield from self._deck_changes(name, old)
        for name in self._gone.keys() & self._decks.keys():
            yield from map(reload_message, self._gone.pop(name))
        if self._has_other_index():
            yield {"type": "index", "page": ""}

    def _has_other_index(self) -> bool:
        """Tell whether the index, if it was asked for, shows something else than when this was last asked."""
        if self._index is None:
            return False
        before, self._index = self._index, tuple(map(shown_on_index, self._summaries))
        return before != self._index

    def _theme_changes(self, before: Project, changed: Collection[str]) -> Iterator[Message]:
        folders = [f"{folder}/" for folder in self._project.theme_folders]
        paths = [path.removeprefix(folder) for folder in folders for path in changed if path.startswith(folder)]
        theme = self._project.theme
        is_new = theme.static != before.theme.static or theme.templates != before.theme.templates
        if is_new and self._renew_pages():
            yield reload_message(None)
            return
        if any(path in theme.static and path.startswith(("js/", "fonts/")) for path in paths):
            yield reload_message(None)
            return
        for path in paths:
            href, version = f"{STATIC}/{path}", secrets.token_hex(4)
            if path in theme.static and path.endswith(".css"):
                yield {"type": "css", "path": href, "href": f"{href}?v={version}"}
            elif path in theme.static:
                yield {"type": "asset", "path": href, "version": version}

    def _renew_pages(self) -> bool:
        """Go on with the templates as they are now and return True; stay with the old ones where the new ones fail."""
        pages = Pages(self._project, joined=False)
        try:
            pages.speaker()
            pages.index([*map(self._summary_of, self._project.decks[:1])])
            for rendered in [*self._shown.values()][:1]:
                pages.deck(rendered.summary, deck_body(rendered))
                pages.reading(rendered.summary, deck_article(rendered, self._project.sizes))
        except PageTemplateError as problem:
            self._template_findings = (problem.finding,)
            if not self._page_failed:
                return False
        else:
            self._template_findings = ()
        self._pages, self._page_failed = pages, False
        return True

    def _text_of_page(self, name: str) -> RenderedDeck | None:
        """Return the text of a page that is asked for; what is wrong with it is told when that is first done."""
        is_new, text = name not in self._page_texts, self._page_text(name)
        if is_new and text and text.findings:
            self._on_findings(self.findings_of("" if name == HOME_TEXT else name))
        return text if text and text.slides else None

    def _page_text(self, name: str) -> RenderedDeck | None:
        """Return the text of a page, rendered if it was not yet."""
        page = next((page for page in self._project.pages if page.deck.name == name), None)
        if page and name not in self._page_texts:
            self._page_texts[name] = self._render(page.deck)
        return self._page_texts.get(name)

    def _text_changes(
        self, before: Project, texts: Mapping[str, RenderedDeck], *, is_same_nav: bool
    ) -> Iterator[Message]:
        """Yield what pages of text must be told, and others that show their titles or the dates."""
        has_same_dates = home_schedule(before) == home_schedule(self._project)
        stale = set() if is_same_nav and has_same_dates else {HOME_TEXT}
        for name, old in texts.items():
            del self._page_texts[name]
            latest = self._page_text(name)
            if latest is None or not is_same_nav or shown_of_text(old) != shown_of_text(latest):
                stale.add(name)
        if any(page.is_home for page in self._project.pages) != any(page.is_home for page in before.pages):
            stale.add(HOME_TEXT)
        if not is_same_nav:
            yield from (reload_message(reading_name(name)) for name in self._readings)
        for name in sorted(stale):
            yield {"type": "index", "page": ""} if name == HOME_TEXT else reload_message(name)

    def _deck_changes(self, name: str, old: RenderedDeck) -> Iterator[Message]:
        deck = self._decks.get(name)
        if deck is None:
            del self._shown[name], self._latest[name]
            pages = (name, reading_name(name)) if self._readings.pop(name, None) else (name,)
            self._gone[name] = pages
            yield from ({"type": "gone", "page": page} for page in pages)
            return
        latest = self._render(deck)
        if latest is self._latest[name]:
            return
        self._latest[name] = latest
        self._shown[name] = last_good_slides(old, latest)
        if message := deck_message(old, self._shown[name]):
            yield message
            if name in self._readings:
                yield reload_message(reading_name(name))


def reading_name(deck: str) -> str:
    """Return what the reading page of a deck is called in messages."""
    return f"{deck}.read"
