"""Which assets are asked for by nothing but what a build leaves out.

References are known by what is written: the path of an asset in a text. Sources name it, and so do files that are
published; what is named by sources only stands in solutions, hidden slides, stripped notes or drafts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from dl4ad_slides.load.project import find_nameable, find_pages, find_timelines
from dl4ad_slides.model.project import Project

# Assets that name others, which the browser then loads.
_TEXTS = (".html", ".htm", ".xhtml", ".svg", ".css", ".js", ".mjs", ".json", ".md")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_OF_THEME = re.compile(r"-(?:light|dark)(\.[^./]*)$")


def assets_left_out(project: Project, published: Iterable[str]) -> frozenset[str]:
    """Return the assets that sources of the course name, and neither the texts `published` nor what these load."""
    root, assets = project.root, project.assets
    theme = [file for file in project.theme.static.values() if file.is_relative_to(root)]
    logo = project.settings.logo
    named = _named(_texts(root, project), assets, lambda path: {path, _OF_THEME.sub(r"\1", path)})
    named |= _loaded_by(named, project)
    needed = _named([*published, *map(_read, theme)], assets, lambda path: {path, posixpath.relpath(path, "theme/css")})
    needed |= {logo.light, logo.dark}.intersection(assets) if logo else set()
    needed |= _loaded_by(needed | (assets.keys() - named), project)
    return frozenset(named - needed)


def _texts(root: Path, project: Project) -> Iterable[str]:
    """Yield what authors wrote, whether it is part of this build or not."""
    paths = project.settings.paths
    yield from (_read(root / path) for path in sorted(find_nameable(root, paths)))
    yield from (_read(root / path) for path in find_timelines(root, paths.timelines))
    yield from (_read(root / path) for path in find_pages(root, paths.pages))
    yield from (partial.text for partial in project.theme.partials.values())


def _loaded_by(paths: Collection[str], project: Project) -> set[str]:
    """Return the assets that the assets `paths` name, and those that these name in turn."""
    found = set(paths)
    fresh = found
    while fresh := {path for path in fresh if path.endswith(_TEXTS)}:
        others = project.assets.keys() - found
        fresh = {name for path in fresh for name in _loaded(path, _read(project.assets[path]), others)}
        found |= fresh
    return found


def _loaded(path: str, text: str, others: Iterable[str]) -> set[str]:
    folder = posixpath.dirname(path)
    return _named([text], others, lambda other: {other, posixpath.relpath(other, folder)})


def _named(texts: Iterable[str], paths: Iterable[str], spellings: Callable[[str], Collection[str]]) -> set[str]:
    """Return those of `paths` that a text names by one of their spellings."""
    left = {path: spellings(path) for path in paths}
    found: set[str] = set()
    for text in texts:
        plain = unescape(text)
        forms = {text, plain, unquote(plain), unquote(_ESCAPED.sub(r"\1", plain))}
        here = {path for path, names in left.items() if any(_names(form, name) for form in forms for name in names)}
        found |= here
        for path in here:
            del left[path]
    return found


def _names(text: str, name: str) -> bool:
    """Tell whether `name` stands in `text`, and not as the beginning of another."""
    return name in text and re.search(rf"{re.escape(name)}(?![\w-]|\.\w)", text) is not None


def _read(file: Path) -> str:
    """Return the text of a file; nothing of one that cannot be read, which others report."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
