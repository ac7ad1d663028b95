"""What a build depends on: files and folders of the course, the theme, the program and its libraries."""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from hashlib import blake2b
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


def program() -> str:
    """Return what tells this program from any other that might render slides otherwise.

    These are its own code, the names of what is installed and the code of extensions, but neither paths nor times: the
    same program on another machine is no other.
    """
    libraries = sorted({path.name for folder in _LIBRARIES for path in folder.iterdir()})
    told = blake2b(f"{sys.version} {libraries}".encode(), digest_size=16)
    for file in (*sorted(_PACKAGE.rglob("*.py")), *sorted(_other_code())):
        with contextlib.suppress(OSError):
            told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()


def _texts(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(sorted({os.path.abspath(path) for path in paths}))  # noqa: PTH100 - Path.absolute keeps `..`


def _other_code() -> Iterator[Path]:
    """Yield the files of modules that are neither Python's nor installed, such as what extensions import."""
    known = tuple(f"{folder}{os.sep}" for folder in (_PACKAGE, *_LIBRARIES, Path(sysconfig.get_path("stdlib"))))
    for name, module in [*sys.modules.items()]:
        file = getattr(module, "__file__", None)
        if file and name != "__main__" and not os.path.realpath(file).startswith(known):
            yield Path(file)
