"""The course as the server holds it: pages from memory, decks rendered when first asked for, updated by file.

The state is a chain of values: a change on disk gives another project, which gives other decks, whose difference is
what open pages are told. A slide with an error is not shown; its last good state stays until it is mended.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dl4ad_slides.load.project import load_project
from dl4ad_slides.load.reload import reload_project
from dl4ad_slides.load.settings import SETTINGS_FILE
from dl4ad_slides.load.theme import KATEX_JS
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.output import RenderedDeck, RenderedSlide, unique
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.render.deck import DeckRenderer
from dl4ad_slides.render.katex import Katex
from dl4ad_slides.render.pages import STATIC, Pages
from dl4ad_slides.serve.messages import Message, deck_message, findings_message, reload_message


class LiveCourse:
    """One course under the editor's hands. All methods may be called from any thread."""

    def __init__(self, root: Path) -> None:
        self._lock = threading.RLock()
        self._project = load_project(root, drafts=True)
        self._start()

    @property
    def project(self) -> Project:
        """Return the project as it is now."""
        return self._project

    def index_page(self) -> str:
        """Return the index page. Raises PageTemplateError."""
        with self._lock:
            summaries = [self._renderer.summarize(deck) for deck in self._project.decks]
            return Pages(self._project).index(summaries)

    def deck_page(self, name: str) -> str | None:
        """Return the page of a deck, or None where there is no such deck. Raises PageTemplateError."""
        with self._lock:
            rendered = self.rendered(name)
            return Pages(self._project).deck(rendered) if rendered else None

    def speaker_page(self) -> str:
        """Return the page of the speaker view. Raises PageTemplateError."""
        with self._lock:
            return Pages(self._project).speaker()

    def rendered(self, name: str) -> RenderedDeck | None:
        """Return the deck as it is shown, rendered if it was not yet."""
        with self._lock:
            deck = self._deck(name)
            if deck is None:
                return None
            if name not in self._shown:
                self._shown[name] = self._latest[name] = self._renderer.render(deck)
            return self._shown[name]

    def findings(self, page: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with a deck that was rendered; for "", with everything that is no deck."""
        with self._lock:
            if page:
                deck, latest = self._deck(page), self._latest.get(page)
                file = deck.source.path if deck else ""
                own = [finding for finding in self._project.findings if finding.position.file == file]
                return unique([*own, *(latest.findings if latest else ())])
            decks = {deck.source.path for deck in self._project.decks}
            return unique([finding for finding in self._project.findings if finding.position.file not in decks])

    def all_findings(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the project and with all decks that were rendered."""
        with self._lock:
            rendered = [finding for latest in self._latest.values() for finding in latest.findings]
            return unique([*self._project.findings, *self._engine_findings, *rendered])

    def findings_of(self, page: str) -> Message:
        """Return the message that shows the findings of a page, those of the whole project included."""
        findings = self.findings(page) if not page else unique([*self.findings(""), *self.findings(page)])
        return findings_message(page, findings, self._texts(findings))

    def static_file(self, path: str) -> Path | None:
        """Return the file behind a path below `_static/`."""
        return self._project.theme.static.get(path)

    def asset(self, path: str) -> Path | None:
        """Return the file behind the path of an asset; links that lead out of the project are not followed."""
        file = self._project.assets.get(path)
        if file is None or not file.resolve().is_relative_to(self._project.root.resolve()):
            return None
        return file

    def update(self, changed: Collection[str]) -> tuple[Message, ...]:
        """Take in the files `changed` (relative to the root) and return what open pages must be told."""
        with self._lock:
            before, shown = self._project, dict(self._shown)
            had_findings = {page: self.findings(page) for page in ("", *shown)}
            self._project = reload_project(before, changed)
            if SETTINGS_FILE in changed:
                self._start()
                messages: list[Message] = [reload_message(None)]
            else:
                self._renderer.update(self._project)
                messages = [*self._changes(before, shown, changed)]
            messages += [self.findings_of(page) for page, had in had_findings.items() if self.findings(page) != had]
            return tuple(messages)

    def _start(self) -> None:
        self._engine_findings: list[Diagnostic] = []
        katex = Katex(KATEX_JS, self._project.settings.macros)
        self._renderer = DeckRenderer(self._project, katex, self._engine_findings)
        self._shown: dict[str, RenderedDeck] = {}
        self._latest: dict[str, RenderedDeck] = {}

    def _deck(self, name: str) -> Deck | None:
        return next((deck for deck in self._project.decks if deck.name == name), None)

    def _changes(
        self, before: Project, shown: Mapping[str, RenderedDeck], changed: Collection[str]
    ) -> Iterator[Message]:
        yield from self._theme_changes(before, changed)
        for path in changed:
            if path in self._project.assets and path in before.assets:
                yield {"type": "asset", "path": path, "version": secrets.token_hex(4)}
        for name, old in shown.items():
            yield from self._deck_changes(name, old)
        if [_index_facts(deck) for deck in before.decks] != [_index_facts(deck) for deck in self._project.decks]:
            yield {"type": "index", "page": ""}

    def _theme_changes(self, before: Project, changed: Collection[str]) -> Iterator[Message]:
        folder = self._project.settings.paths.theme
        paths = [path.removeprefix(f"{folder}/") for path in changed if path.startswith(f"{folder}/")]
        theme = self._project.theme
        is_new = theme.static.keys() != before.theme.static.keys() or theme.templates != before.theme.templates
        if is_new or any(path.startswith("js/") for path in paths):
            yield reload_message(None)
            return
        for path in paths:
            if path in theme.static:
                href = f"{STATIC}/{path}"
                version = theme.static[path].stat().st_mtime_ns
                yield {"type": "css", "path": href, "href": f"{href}?v={version}"}

    def _deck_changes(self, name: str, old: RenderedDeck) -> Iterator[Message]:
        deck = self._deck(name)
        if deck is None:
            # The file may be unreadable or empty for a moment; only when it is gone from disk is the deck gone.
            if not (self._project.root / old.deck.source.path).exists():
                self._shown.pop(name, None)
                self._latest.pop(name, None)
                yield {"type": "gone", "page": name}
            return
        if not deck.body.text.strip() and old.deck.body.text.strip():
            return
        latest = self._latest[name] = self._renderer.render(deck)
        self._shown[name] = _last_good(old, latest)
        if message := deck_message(old, self._shown[name]):
            yield message

    def _texts(self, findings: Sequence[Diagnostic]) -> dict[str, str]:
        files = {finding.position.file for finding in findings}
        texts: dict[str, str] = {}
        for file in files:
            path = self._project.root / file
            if path.is_file():
                texts[file] = path.read_text(encoding="utf-8", errors="replace")
        return texts


def _last_good(shown: RenderedDeck, latest: RenderedDeck) -> RenderedDeck:
    """Return `latest` with the slides that have errors as they were shown last; new ones show their errors."""
    broken = {_slide_at(latest, finding) for finding in latest.findings if finding.severity is Severity.ERROR}
    if not broken:
        return latest
    by_id = {slide.id: slide for slide in shown.slides}
    same_shape = len(shown.slides) == len(latest.slides)

    def good(index: int, slide: RenderedSlide) -> RenderedSlide:
        if index not in broken:
            return slide
        return shown.slides[index] if same_shape else by_id.get(slide.id, slide)

    return replace(latest, slides=tuple(good(index, slide) for index, slide in enumerate(latest.slides)))


def _slide_at(rendered: RenderedDeck, finding: Diagnostic) -> int:
    """Return the index of the slide in which `finding` stands."""
    line = finding.position.line
    return max((index for index, first in enumerate(rendered.lines) if first <= line), default=0)


def _index_facts(deck: Deck) -> tuple[object, ...]:
    """Return what the index shows of a deck, as far as that can be told without rendering it."""
    return deck.name, deck.front_matter, deck.body.text[:2000], deck.body.text.count("\n---\n")
