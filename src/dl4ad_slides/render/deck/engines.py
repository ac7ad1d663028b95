"""What renders for all decks of a course and takes long to start: KaTeX, Vega, Markdown, the partials, citations.

Engines know nothing of slides that they rendered; which one to use follows from the settings and the front matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dl4ad_slides.language.slides import Splitter
from dl4ad_slides.model.bibliography import Bibliography
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.extension import MarkdownPlugin
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.settings import FrontMatter, MarkdownSettings
from dl4ad_slides.model.source import Source
from dl4ad_slides.render.citations.citations import Citations
from dl4ad_slides.render.context import Tools
from dl4ad_slides.render.engines.jinja_partials import Partials
from dl4ad_slides.render.engines.katex import Katex
from dl4ad_slides.render.engines.vega import Vega
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.markdown.commonmark import commonmark_engine
from dl4ad_slides.render.words import words_of


class Engines:
    """The engines of a course, each started when it is first needed; `katex_js` and `vega_js` are their sources."""

    def __init__(self, katex_js: Path, vega_js: Path) -> None:
        self.splitter = Splitter()
        self._katex_js = katex_js
        self._katex: tuple[Mapping[str, str], Katex] | None = None
        self._vega = Vega(vega_js)
        self._partials: tuple[Mapping[str, Source], Partials] | None = None
        self._markdown: dict[str, tuple[Engine, Sequence[Diagnostic]]] = {}
        self._citations: dict[str, Citations] = {}

    def katex(self, macros: Mapping[str, str]) -> Katex:
        """Return KaTeX with these macros."""
        if self._katex is None or self._katex[0] != macros:
            self._katex = macros, Katex(self._katex_js, macros)
        return self._katex[1]

    def tools(
        self,
        front_matter: FrontMatter,
        placeholders: Mapping[str, PlaceholderType[Any]],
        partials: Mapping[str, Source],
        plugins: tuple[MarkdownPlugin, ...] = (),
    ) -> Tools:
        """Return what renders the slides of a deck, with these placeholders, partials and Markdown plugins."""
        if self._partials is None or self._partials[0] != partials:
            self._partials = partials, Partials(partials)
        return Tools(self._engine(front_matter, plugins), placeholders, self._partials[1], self._vega.draw)

    def findings(self, markdown: MarkdownSettings) -> Sequence[Diagnostic]:
        """Return what is wrong with the extensions of an engine that was used."""
        known = self._markdown.get(engine_key(markdown))
        return known[1] if known else ()

    def citations(self, deck: str, bibliography: Bibliography, language: str) -> Citations:
        """Return what cites from a bibliography for a deck."""
        known = self._citations.get(deck)
        if known is None or not known.is_of(bibliography, language):
            known = self._citations[deck] = Citations(bibliography, language)
        return known

    def _engine(self, front_matter: FrontMatter, plugins: tuple[MarkdownPlugin, ...]) -> Engine:
        markdown = front_matter.markdown
        if markdown.engine == "commonmark":
            return commonmark_engine(words_of(front_matter.language), plugins)
        key = engine_key(markdown)
        if key not in self._markdown:
            from dl4ad_slides.render.markdown.python_markdown import python_markdown_engine

            findings: list[Diagnostic] = []
            engine = python_markdown_engine(markdown.extensions, markdown.position, findings)
            self._markdown[key] = engine, tuple(findings)
        return self._markdown[key][0]


def engine_key(markdown: MarkdownSettings) -> str:
    """Return what tells engines apart: their names and extensions, and where findings about these point."""
    return repr(markdown)
