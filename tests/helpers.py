"""Real projects for tests: made of a dict of files, and built as `slides build` does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.build import build_site
from dl4ad_slides.cli import main
from dl4ad_slides.course import load_course
from dl4ad_slides.load.library import load_library, read_named_file
from dl4ad_slides.load.pages import page_of
from dl4ad_slides.load.project import deck_of, find_nameable, load_deck
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.model.audience import EVERYBODY
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.library import Library
from dl4ad_slides.model.output import BuildResult, RenderedDeck
from dl4ad_slides.model.placeholder_type import FileFormat
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.source import Source
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts

F = TypeVar("F")
ROOT = Path(__file__).parents[1]
# How many times the usual number of examples to try: `FUZZ=50 pytest tests/fuzz` searches for minutes.
FUZZ = int(os.environ.get("FUZZ", "1"))


@dataclass(frozen=True)
class Outcome:
    """What one run of the command left behind."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def findings(self) -> list[str]:
        """Return the first line of each finding."""
        return [line for line in self.stderr.splitlines() if not line.startswith("  ")]


class Course:
    """A project in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: Mapping[str, str | bytes]) -> Course:
        """Write the files, named by their paths inside the project."""
        for path, content in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def run(self, *arguments: str) -> Outcome:
        """Run `slides …` in the project; an exception that a user would see as a traceback fails the test."""
        result = CliRunner().invoke(main, ["-C", str(self.root), *arguments], catch_exceptions=False)
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def build(self, *arguments: str) -> Outcome:
        """Run `slides build`."""
        return self.run("build", *arguments)

    def build_all(self) -> Outcome:
        """Run `slides build` for instructors into the folder of the public site: no deck is held back."""
        return self.build("--audience", "instructor", "-o", str(self.root / "build"))

    def load(self) -> Project:
        """Return the project as it is read from disk."""
        return load_course(self.root)

    def result(self) -> BuildResult:
        """Return what a build makes, without writing it."""
        return build_site(self.load())

    def rendered(self) -> list[RenderedDeck]:
        """Return the decks, rendered, with all their slides."""
        return rendered_decks(self.load())

    def page(self, name: str) -> str:
        """Return a page that was built."""
        return (self.root / "build" / name).read_text(encoding="utf-8")

    def slides(self, name: str) -> list[LexborNode]:
        """Return the slides of a page that was built, as elements."""
        return LexborHTMLParser(self.page(name)).css(".slides section[id]")

    @property
    def built(self) -> set[str]:
        """Return the files of the built site, less those of the theme."""
        folder = self.root / "build"
        theirs = [path for path in folder.glob("*") if path.name != "_static"]
        files = (path for top in theirs for path in (top, *top.rglob("*")) if path.is_file())
        return {path for file in files if not (path := file.relative_to(folder).as_posix()).startswith(".slides")}


class Workshop:
    """Renders deck after deck of one project, without writing pages: fast enough for thousands."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.project = load_course(course.root, audience=EVERYBODY)  # who sees decks with errors, too
        self._nameable = find_nameable(course.root, self.project.settings.paths)
        self._engines = Engines(KATEX_JS, VEGA_JS)

    def render(
        self, text: str | bytes, memory: RenderMemory | None = None
    ) -> tuple[RenderedDeck, tuple[Diagnostic, ...]]:
        """Return a deck of that text, and all findings about it."""
        self.course.write({"decks/deck.md": text})
        findings: list[Diagnostic] = []
        deck = load_deck(self.course.root, "decks/deck.md", "deck", self.project.settings, findings)
        assert deck is not None
        return self._rendered(deck, findings, memory)

    def render_text(self, text: str) -> tuple[RenderedDeck, tuple[Diagnostic, ...]]:
        """Return the same without a file on disk."""
        findings: list[Diagnostic] = []
        deck = deck_of("deck", Source("deck.md", text), self.project.settings, findings)
        return self._rendered(deck, findings, None)

    def render_page(self, text: str) -> tuple[RenderedDeck, tuple[Diagnostic, ...]]:
        """Return a page of text, and all findings about it."""
        findings: list[Diagnostic] = []
        page = page_of("page", Source("page.md", text), self.project.settings, findings)
        library = self._library(page.deck)
        project = replace(self.project, library=library, pages=(page,))
        rendered = render_deck(page.deck, CourseFacts(project), self._engines, RenderMemory())
        return rendered, (*findings, *library.findings, *rendered.findings)

    def _library(self, deck: Deck) -> Library:
        paths, types = self.project.settings.paths, self.project.placeholders
        return load_library(self.course.root, paths, [deck], self._nameable, types)

    def _rendered(
        self, deck: Deck, findings: list[Diagnostic], memory: RenderMemory | None
    ) -> tuple[RenderedDeck, tuple[Diagnostic, ...]]:
        library = self._library(deck)
        project = replace(self.project, library=library)
        rendered = render_deck(deck, CourseFacts(project), self._engines, memory or RenderMemory())
        return rendered, (*findings, *library.findings, *rendered.findings)


def rendered_decks(project: Project) -> list[RenderedDeck]:
    """Return the decks of a project with their slides, which a build does not keep."""
    course, engines = CourseFacts(project), Engines(KATEX_JS, VEGA_JS)
    return [render_deck(deck, course, engines, RenderMemory()) for deck in project.decks]


def read_file(root: Path, path: str, file_format: FileFormat[F], findings: list[Diagnostic]) -> F | None:
    """Return what a format makes of a file, as if a deck had named it."""
    file = read_named_file(root, path, file_format, findings)
    return cast("F", file.value) if file else None


def pieces(text: str) -> list[str]:
    """Return the pieces in a table of them, parted by spaces; `·` is a space, `⏎` a line end, `⇥` a tab."""
    return [piece.translate(_INVISIBLE) for piece in text.split()]


_INVISIBLE = str.maketrans({"·": " ", "⏎": "\n", "⇥": "\t"})
