"""What a build depends on: files and folders of the course, the theme, the program and its libraries."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from dl4ad_slides.load.changed import git_files
from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.load.theme import default_theme
from dl4ad_slides.model.project import Project
from dl4ad_slides.store.survey import Inputs

_PACKAGE = Path(__file__).resolve().parent.parent
_LIBRARIES = tuple(Path(sysconfig.get_path(kind)).resolve() for kind in ("purelib", "platlib"))


def own_folders(project: Project) -> tuple[str, ...]:
    """Return the folders of a course of which every file may matter, relative to its root."""
    paths = project.settings.paths
    return paths.decks, paths.pages, paths.timelines, paths.assets, paths.data, *project.theme_folders


def named_files(project: Project) -> frozenset[str]:
    """Return the files that decks and settings name, whether they are there or not, relative to the root."""
    return project.library.wanted | project.bibliographies.wanted | project.extensions.files | project.files.wanted


def inputs_of(project: Project) -> Inputs | None:
    """Return what the build of a project has depended on; None where that cannot be told.

    Of installed libraries, the names in their folder say which versions there are.
    """
    committed = git_files(project.root)
    if committed is None:
        return None
    layers = (layer.folder for layer in project.extensions.themes)
    folders = [*(project.root / folder for folder in own_folders(project)), *layers, default_theme(), _PACKAGE]
    beside = (project.root / folder for folder in project.files.folders)
    files = [*(project.root / path for path in (SETTINGS_FILE, *named_files(project))), *committed, *_other_code()]
    return Inputs(
        folders=_texts(folders),
        listings=_texts([*beside, *_LIBRARIES]),
        files=_texts(files),
        unlisted=(project.settings.paths.output.partition("/")[0],),
    )


def _texts(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(sorted({os.path.abspath(path) for path in paths}))  # noqa: PTH100 - Path.absolute keeps `..`


def _other_code() -> Iterator[Path]:
    """Yield the files of modules that are neither Python's nor installed, such as what extensions import."""
    known = (_PACKAGE, *_LIBRARIES, Path(sysconfig.get_path("stdlib")).resolve())
    for module in [*sys.modules.values()]:
        if file := getattr(module, "__file__", None):
            path = Path(file).resolve()
            if not any(path.is_relative_to(folder) for folder in known):
                yield path
