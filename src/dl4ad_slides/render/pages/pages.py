"""Put what was rendered into pages by the templates of the theme.

These are the page of a deck and its reading page, the home page, pages of text, the page for addresses that do not
exist, and the speaker view. What templates see is made in `template_values.py`.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from dl4ad_slides.language.direction import RIGHT_TO_LEFT, direction_of
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.output import Article, DeckBody, DeckSummary, RenderedDeck
from dl4ad_slides.model.project import HOME_TEXT, Project, TextPage
from dl4ad_slides.model.settings import FrontMatter
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.pages.bundles import inline_script, join_tags
from dl4ad_slides.render.pages.csp import content_security_policy, script_hash
from dl4ad_slides.render.pages.first_fonts import first_fonts
from dl4ad_slides.render.pages.home import date_views, teacher_views
from dl4ad_slides.render.pages.keyboard_help import shortcuts
from dl4ad_slides.render.pages.neighbours import NO_NEIGHBOURS, Neighbours
from dl4ad_slides.render.pages.template_values import (
    HOME,
    deck_view,
    lecture_link,
    nav_links,
    part_views,
    project_view,
    site_view,
)
from dl4ad_slides.render.pages.text_page import PageText, page_text
from dl4ad_slides.render.publish.meta import NOT_FOUND, meta_view
from dl4ad_slides.render.publish.search_index import SEARCH_INDEX
from dl4ad_slides.render.words import words_of

STATIC = "_static"
# Options of Reveal.js by which a deck opens in another way than theme/css/start.css lays it out.
_WAITS = frozenset({"fragments", "rtl", "shuffle"})
_AT_ONCE = ("js/theme-init.js",)


class PageTemplateError(Exception):
    """A page template of the theme failed; `finding` says where."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


class Pages:
    """The page templates of one state of a project; `nav` is the navigation of all pages but decks.

    Without a `search_version` pages ask for the search index ever anew. Unless they are `joined`, style sheets and
    scripts of the theme stay single files, as a preview needs them that swaps one.
    """

    def __init__(self, project: Project, search_version: str = "", *, joined: bool = True) -> None:
        self._is_joined = joined
        self._search_index = f"{SEARCH_INDEX}?v={search_version}" if search_version else SEARCH_INDEX
        self._sources = project.theme.templates
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["dir"] = _dir
        self._project, self.nav = project, nav_links(project)

    def of(self, project: Project) -> Pages:
        """Return the same templates with another state of the project."""
        pages = copy(self)
        pages._project, pages.nav = project, nav_links(project)
        return pages

    def deck(self, summary: DeckSummary, body: DeckBody, neighbours: Neighbours = NO_NEIGHBOURS) -> str:
        """Return the page of a deck, which links to its neighbours. Raises PageTemplateError."""
        front = summary.deck.front_matter
        words, config = words_of(front.language), _reveal(front)
        given = {
            "words": words,
            "deck": deck_view(summary),
            "sections": Markup(body.sections),
            "has_math": body.has_math,
            "reveal_config": _json(config),
            "first_fonts": self._first_fonts(front, body.first_section),
            "home": HOME,
            "previous": lecture_link(neighbours.previous),
            "next": lecture_link(neighbours.next),
            "shortcuts": shortcuts(words),
        }
        return self._render(
            "deck.html.j2",
            given,
            here=quote(summary.deck.href),
            at_once=_AT_ONCE if _WAITS.intersection(config) else (*_AT_ONCE, "js/start.js"),
            hashes=body.script_hashes,
            frame_hosts=body.frame_hosts,
            media_hosts=body.media_hosts,
        )

    def _first_fonts(self, front: FrontMatter, section: str) -> str:
        has_line = 'class="slide-title"' in section and bool(front.date or front.authors)
        return " ".join(f"{STATIC}/{path}" for path in first_fonts(section, self._project.theme, has_line=has_line))

    def index(self, decks: Sequence[DeckSummary], text: RenderedDeck | None = None) -> str:
        """Return the home page; `text` is the one that is to stand there, if any. Raises PageTemplateError."""
        settings = self._project.settings
        parts = part_views(decks)
        has_math = any("katex" in view.cover for part in parts for view in part.decks)
        words, page = words_of(settings.language), page_text(text) if text else PageText(None, Markup(), ())
        return self._site_page(
            "index.html.j2",
            HOME,
            parts=parts,
            blocks=[name for block in settings.home if (name := f"home/{block.name}.html.j2") in self._sources],
            text=page,
            dates=date_views(self._project),
            teachers=teacher_views(settings.teachers, words),
            has_math=has_math or page.has_math,
            description=self._description(HOME_TEXT) or settings.subtitle,
            hashes=page.script_hashes,
            media_hosts=page.media_hosts,
        )

    def text(self, page: TextPage, rendered: RenderedDeck) -> str:
        """Return a page of text. Raises PageTemplateError."""
        text = page_text(rendered)
        return self._site_page(
            "page.html.j2",
            quote(page.deck.href),
            title=rendered.title,
            text=text,
            has_math=text.has_math,
            description=page.front_matter.description,
            hashes=text.script_hashes,
            media_hosts=text.media_hosts,
        )

    def _description(self, name: str) -> str:
        found = (page.front_matter.description for page in self._project.pages if page.deck.name == name)
        return next(found, "")

    def reading(self, summary: DeckSummary, article: Article, neighbours: Neighbours = NO_NEIGHBOURS) -> str:
        """Return the page that shows all slides of a deck as one document, which links to those of its neighbours.

        Raises PageTemplateError.
        """
        return self._site_page(
            "read.html.j2",
            quote(summary.deck.reading_href),
            language=summary.deck.front_matter.language,
            deck=deck_view(summary),
            heading=Markup(article.heading),
            is_bare=article.is_bare,
            article=Markup(article.html),
            contents=article.contents,
            previous=lecture_link(neighbours.previous, to_read=True),
            next=lecture_link(neighbours.next, to_read=True),
            has_math=article.has_math,
            media_hosts=article.media_hosts,
        )

    def not_found(self) -> str:
        """Return the page for addresses without one; its own addresses are those of the site, if that has one.

        Raises PageTemplateError.
        """
        root = urlsplit(self._project.settings.url).path
        return self._site_page("404.html.j2", NOT_FOUND, root=root)

    def speaker(self) -> str:
        """Return the page of the speaker view, which lies beside the static files. Raises PageTemplateError."""
        words = words_of(self._project.settings.language)
        hosts = [each for host in self._project.settings.media_hosts for each in (host, f"*.{host}")]  # of notes
        return self._render("speaker.html.j2", {"words": words}, base="", media_hosts=hosts)

    def _site_page(
        self,
        name: str,
        here: str,
        *,
        language: str = "",
        root: str = "",
        hashes: Iterable[str] = (),
        media_hosts: Iterable[str] = (),
        **context: object,
    ) -> str:
        """Return a page that extends `site.html.j2`; `here` is its address in the site, `root` that of the site."""
        language = language or self._project.settings.language
        given: dict[str, object] = {"description": "", "has_math": False, **context}
        given |= {"language": language, "words": words_of(language)}
        given["site"] = site_view(self._project, self.nav, language, root)
        return self._render(name, given, root=root, here=here, hashes=hashes, media_hosts=media_hosts)

    def _render(
        self,
        name: str,
        given: Mapping[str, object],
        *,
        base: str = f"{STATIC}/",
        here: str = "",
        root: str = "",
        at_once: Sequence[str] = _AT_ONCE,
        hashes: Iterable[str] = (),
        frame_hosts: Iterable[str] = (),
        media_hosts: Iterable[str] = (),
    ) -> str:
        """Return what a template makes of what it is `given`; the scripts `at_once` run before the page is seen.

        The policy of the page allows these, those with the `hashes`, and what comes from the hosts.
        """
        theme = self._project.theme
        first_script = inline_script([theme.static[path] for path in at_once])

        def static(path: str) -> str:
            if path not in theme.static:
                raise LookupError(f"the theme has no file `{path}`")
            return f"{root}{base}{path}?v={_version(theme.static[path])}"

        def joined(caller: Callable[[], str]) -> Markup:
            return Markup(join_tags(caller(), theme, f"{root}{base}") if self._is_joined else caller())

        try:
            return self._environment.get_template(name).render(
                project=project_view(self._project, root, has_logo=bool(base)),
                here=here,
                meta=meta_view(self._project, here),
                static=static,
                joined=joined,
                first_script=Markup(first_script),
                csp=content_security_policy((script_hash(first_script), *hashes), frame_hosts, media_hosts),
                search_index=f"{base}{self._search_index}",
                extra_css=tuple(static(path) for path in theme.own_css),
                extra_js=tuple(static(path) for path in theme.own_js),
                **given,
            )
        except Exception as problem:  # a template of a course is foreign code: anything may be raised
            raise PageTemplateError(self._finding(name, problem)) from problem

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self._sources.get(name)
        return (source.text, source.path, lambda: True) if source else None

    def _finding(self, name: str, problem: Exception) -> Diagnostic:
        if isinstance(problem, TemplateSyntaxError):
            name, line = problem.name or name, problem.lineno
        else:
            names = {source.path: name for name, source in self._sources.items()}
            frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename in names]
            name, line = (names[frames[-1].filename], frames[-1].lineno or 1) if frames else (name, 1)
        source = self._sources.get(name)
        place = Position(source.path if source else f"theme/templates/{name}", line)
        hint = "Fix the template, or delete it to restore the default."
        return error("theme-template", f"the template `{name}` failed: {problem}", place, hint)


def _reveal(front: FrontMatter) -> Mapping[str, object]:
    """Return the options of Reveal.js; where text runs from the right, so do the slides."""
    if direction_of(front.language) == RIGHT_TO_LEFT:
        return {"rtl": True, **front.reveal}
    return front.reveal


def _dir(language: str) -> Markup:
    """Return the attribute of a page whose text runs from the right; nothing for all others."""
    is_rtl = direction_of(language) == RIGHT_TO_LEFT
    return Markup(' dir="rtl"') if is_rtl else Markup("")


def _json(value: Mapping[str, object]) -> Markup:
    """Return JSON that can stand inside a `<script>` element."""
    return Markup(json.dumps(value, ensure_ascii=False, default=str).replace("<", "\\u003c"))


def _version(path: Path) -> str:
    status = path.stat()
    return _digest(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=512)
def _digest(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 - the file as it was at that time
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
