"""Files of a course that the preview gives out, reads or opens: those that its project names, and no others."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.files import FOLDER
from dl4ad_slides.model.project import Project


def static_file(project: Project, path: str) -> Path | None:
    """Return the file behind a path below `_static/`."""
    return _inside(project, project.theme.static.get(path), project.settings.paths.theme)


def asset(project: Project, path: str) -> Path | None:
    """Return the file behind the path of an asset."""
    return _inside(project, project.assets.get(path), project.settings.paths.assets)


def file_beside(project: Project, path: str, shown: Collection[str]) -> Path | None:
    """Return the file behind a path below `_files/`, if it is one of those `shown` or of those that they load."""
    own = path.removeprefix(f"{FOLDER}/")
    is_shown = own != path and (own in shown or own in project.files.loaded_by(shown))
    return _inside(project, project.root / own, "") if is_shown and project.files.find(own) else None


def author_file(project: Project, path: str) -> Path | None:
    """Return the file behind the path of a text that the author wrote and the project has read."""
    file = project.root / path
    return file if path in set(_sources(project)) and file.is_file() else None


def contents(project: Project, paths: Iterable[str]) -> dict[str, str]:
    """Return the texts in files by path, as they are now; not of those that are gone, folders, or unreadable."""
    texts: dict[str, str] = {}
    for path in paths:
        with contextlib.suppress(OSError):
            texts[path] = (project.root / path).read_text(encoding="utf-8", errors="replace")
    return texts


def _sources(project: Project) -> Iterator[str]:
    library, theme = project.library, project.theme
    yield SETTINGS_FILE
    yield from (text.source.path for text in project.texts)
    yield from (timeline.position.file for timeline in project.timelines.values())
    for read in (*library.named.values(), library.broken):
        yield from read
    yield from project.bibliographies.wanted
    yield from project.extensions.files
    yield from (template.path for template in (*theme.templates.values(), *theme.partials.values()))
    # What is broken may be known by its findings alone.
    findings: tuple[Diagnostic, ...] = (*project.findings, *library.findings, *project.bibliographies.findings)
    yield from (finding.position.file for finding in findings)


def _inside(project: Project, file: Path | None, folder: str) -> Path | None:
    """Return `file` unless it is a symbolic link that leads out of the project and its `folder`."""
    root = project.root
    if file is None or not file.is_relative_to(root):
        return file
    target = file.resolve()
    homes = (root.resolve(), (root / folder).resolve())
    return file if any(target.is_relative_to(home) for home in homes) else None
