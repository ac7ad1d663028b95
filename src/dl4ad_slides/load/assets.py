"""Which assets are asked for by nothing but what a build leaves out.

References are known by what is written: the path of an asset in a text. Sources name it, and so do files that are
published; what is named by sources only stands in solutions, hidden slides, stripped notes or drafts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from dl4ad_slides.language.paths import is_markdown
from dl4ad_slides.load.deck_files import deck_names
from dl4ad_slides.load.project import find_decks, find_nameable, find_pages, find_timelines
from dl4ad_slides.model.project import Project

# Assets that name others, which the browser then loads.
_TEXTS = (".html", ".htm", ".xhtml", ".svg", ".css", ".js", ".mjs", ".json", ".md")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WORD = re.compile(r"[\w.-]+")
_ENDING = re.compile(r"[\w.-]*[\w-]\Z")
_OF_THEME = re.compile(r"-(?:light|dark)(\.[^./]*)$")


def assets_left_out(project: Project, published: Iterable[str], left_out: Collection[str] = ()) -> frozenset[str]:
    """Return the assets that sources of the course name, and neither the texts `published` nor what these load.

    `left_out` are assets that what was left out shows, whether a source names them or a partial makes up their names.
    """
    root, assets, logo = project.root, _Assets(project.assets), project.settings.logo
    theme = [file for file in project.theme.static.values() if file.is_relative_to(root)]
    named = assets.named(_texts(root, project), lambda path: {path, _OF_THEME.sub(r"\1", path)})
    named |= set(left_out).intersection(project.assets)
    named |= assets.loaded_by(named)
    needed = assets.named([*published, *map(_read, theme)], lambda path: {path, posixpath.relpath(path, "theme/css")})
    needed |= {logo.light, logo.dark}.intersection(project.assets) if logo else set()
    needed |= assets.loaded_by(needed | (project.assets.keys() - named))
    return frozenset(named - needed)


def files_left_out(
    project: Project, kept: Collection[str], left_out: Collection[str], known: Collection[str]
) -> frozenset[str]:
    """Return the files that sources of the course name, and those in `left_out`, less those kept.

    A deck that is not among the `known` ones cannot be read, and has a page from an earlier build: what its text names
    is kept, too.
    """
    root, paths, load = project.root, project.settings.paths, project.files.loaded_by
    pages = deck_names(find_decks(root, paths.decks), paths.decks)
    unread = [path for path, name in pages.items() if name not in {*known, *project.withheld, *project.others}]
    sources = [*pages, *filter(is_markdown, find_nameable(root, paths)), *find_pages(root, paths.pages)]
    named = {*left_out, *load(left_out), *load(sources)}
    return frozenset(named - {*kept, *load(kept), *load(unread)})


def _texts(root: Path, project: Project) -> Iterable[str]:
    """Yield what authors wrote, whether it is part of this build or not."""
    paths = project.settings.paths
    yield from (_read(root / path) for path in sorted(find_nameable(root, paths)))
    yield from (_read(root / path) for path in find_timelines(root, paths.timelines))
    yield from (_read(root / path) for path in find_pages(root, paths.pages))
    yield from (partial.text for partial in project.theme.partials.values())


class _Assets:
    """The assets of a course by the last words of their names: only these are looked for in a text, all at once."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._by_ending: dict[str, list[str]] = {}
        for path in files:
            for ending in {_ENDING.search(name) for name in (path, _OF_THEME.sub(r"\1", path))}:
                self._by_ending.setdefault(ending[0] if ending else "", []).append(path)

    def named(self, texts: Iterable[str], spellings: Callable[[str], Collection[str]]) -> set[str]:
        """Return the assets that a text names by one of their spellings."""
        found: set[str] = set()
        for text in texts:
            plain = unescape(text)
            for form in {text, plain, unquote(plain), unquote(_ESCAPED.sub(r"\1", plain))}:
                words = {"", *(word.rstrip(".") for word in _WORD.findall(form))}
                likely = {path for word in words for path in self._by_ending.get(word, ())} - found
                found |= {path for path in likely if any(_names(form, name) for name in spellings(path))}
        return found

    def loaded_by(self, paths: Collection[str]) -> set[str]:
        """Return the assets `paths`, those that they name, and those that these name in turn."""
        found = set(paths)
        fresh = found
        while fresh := {path for path in fresh if path.endswith(_TEXTS)}:
            fresh = {name for path in fresh for name in self._loaded(path)} - found
            found |= fresh
        return found

    def _loaded(self, path: str) -> set[str]:
        folder = posixpath.dirname(path)
        return self.named([_read(self._files[path])], lambda other: {other, posixpath.relpath(other, folder)})


def _names(text: str, name: str) -> bool:
    """Tell whether `name` stands in `text`, and not as the beginning or the end of another."""
    return name in text and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", text) is not None


def _read(file: Path) -> str:
    """Return the text of a file; nothing of one that cannot be read, which others report."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
