"""Files that a text may show although they are no assets: each folder is read when somebody first asks for it.

A project may hold anything, so nothing is walked through. What is hidden, what the build writes, Markdown and the
settings are never shown, and neither is what lies behind a link that leads out of the project.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from dl4ad_slides.language.paths import MARKDOWN, is_below, is_markdown
from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.model.files import FOLDER, Looked

# Files that name others, which the browser then loads.
LOADING = (".html", ".htm", ".xhtml", ".svg", ".css", ".js", ".mjs", ".json")
_NAMES = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'|([^\s\"'()<>,;=]+\.\w+)")
_LONGEST = 300  # characters of a path in such a file


class _Folder(NamedTuple):
    """The names of what is in a folder, by what they are in one spelling of accents."""

    files: Mapping[str, str]
    folders: Mapping[str, str]


class ProjectFiles:
    """The files below `root`, less what is in the folder `output`; `known` are folders that were read before."""

    def __init__(self, root: Path, output: str, known: Mapping[str, _Folder] | None = None) -> None:
        self._root, self._real, self._output = root, os.path.realpath(root), output
        self._known = dict(known or {})
        self._wanted: set[str] = set()
        self._listed: set[str] = set()

    @property
    def wanted(self) -> frozenset[str]:
        """Return all paths that were asked for, whether there is a file or not."""
        return frozenset(self._wanted)

    @property
    def listed(self) -> frozenset[str]:
        """Return the folders of which all files were asked for."""
        return frozenset(self._listed)

    @property
    def folders(self) -> frozenset[str]:
        """Return the folders that were looked into."""
        return frozenset(self._known)

    @property
    def looked(self) -> Looked:
        """Return all that was looked for."""
        return Looked(self.wanted, self.listed, self.folders)

    def take(self, looked: Looked) -> None:
        """Note what another process has looked for in the same project."""
        self._wanted |= looked.wanted
        self._listed |= looked.listed
        for folder in looked.folders:
            self._read(folder)

    def find(self, path: str) -> str:
        """Return the file at `path` as the disk spells it; nothing where there is none that a site may show."""
        self._wanted.add(path)
        return self._spelled(path)

    def below(self, folder: str) -> Iterator[str]:
        """Yield all such files below `folder`."""
        self._listed.add(folder)
        yield from self._below(folder)

    def loaded_by(self, paths: Iterable[str]) -> frozenset[str]:
        """Return the files that `paths` name, and those that these name in turn, besides `paths` themselves.

        Files of Markdown among `paths` name them as decks do.
        """
        seen = set(paths)
        waiting = [path for path in seen if path.lower().endswith((*LOADING, *MARKDOWN))]
        found: set[str] = set()
        while waiting:
            file = waiting.pop()
            for path in self._named_in(file):
                if path not in seen:
                    seen.add(path)
                    found.add(path)
                    waiting.extend([path] if path.lower().endswith(LOADING) else [])
        return frozenset(found)

    def after(self, changed: Collection[str]) -> ProjectFiles:
        """Return the files as they are when those in `changed` came, changed or went."""
        news = [path.rstrip("/") for path in changed if not self._is_as_known(path)]
        stale = {folder for path in news for folder in self._known if self._holds(folder, path)}
        if not stale:
            return self
        kept = {folder: inside for folder, inside in self._known.items() if folder not in stale}
        fresh = ProjectFiles(self._root, self._output, kept)
        fresh._wanted, fresh._listed = set(self._wanted), set(self._listed)
        return fresh

    def _below(self, folder: str) -> Iterator[str]:
        inside = self._read(folder)
        yield from (path for name in inside.files.values() if self._may_show(path := join(folder, name)))
        for name in inside.folders.values():
            if not (self._root / folder / name).is_symlink():
                yield from self._below(join(folder, name))

    def _is_as_known(self, path: str) -> bool:
        """Tell whether a file is still there, or still not, in a folder that was read."""
        inside = self._known.get(dirname(path))
        name = normalize("NFC", path.rpartition("/")[2])
        return inside is not None and (name in inside.files) == (self._root / path).is_file()

    @staticmethod
    def _holds(folder: str, path: str) -> bool:
        """Tell whether a folder is around a path or below it."""
        return not folder or path.startswith(f"{folder}/") or folder == path or folder.startswith(f"{path}/")

    def _named_in(self, file: str) -> Iterator[str]:
        try:
            text = unescape((self._root / file).read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return
        names = {next(filter(None, found.groups())) for found in _NAMES.finditer(text)}
        for name in names:
            path = unquote(re.split(r"[?#]", name, maxsplit=1)[0]).strip()
            if path and len(path) < _LONGEST and not path.startswith("/"):
                beside = normpath(join(dirname(file), path))
                candidates = (beside, normpath(path)) if is_markdown(file) else (beside,)
                yield from filter(None, map(self._spelled, candidates))

    def _spelled(self, path: str) -> str:
        if not is_below(path) or not self._may_show(path):
            return ""
        *folders, name = path.split("/")
        here = ""
        for folder in folders:
            inside = self._read(here).folders.get(normalize("NFC", folder))
            if inside is None:
                return ""
            here = join(here, inside)
        found = self._read(here).files.get(normalize("NFC", name))
        return join(here, found) if found else ""

    def _may_show(self, path: str) -> bool:
        is_built = path == self._output or path.startswith((f"{self._output}/", f"{self._output}-"))
        return not (is_built or is_markdown(path) or path == SETTINGS_FILE)

    def _read(self, folder: str) -> _Folder:
        if folder not in self._known:
            self._known[folder] = self._entries(folder)
        return self._known[folder]

    def _entries(self, folder: str) -> _Folder:
        files: dict[str, str] = {}
        folders: dict[str, str] = {}
        try:
            with os.scandir(self._root / folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name.startswith(".") or (entry.is_symlink() and not self._is_within(entry.path)):
                        continue
                    here = folders if entry.is_dir() else files if entry.is_file() else None
                    if here is not None:
                        here.setdefault(normalize("NFC", entry.name), entry.name)
        except OSError:
            pass
        return _Folder(files, folders)

    def _is_within(self, path: str) -> bool:
        target = os.path.realpath(path)
        return target.startswith(f"{self._real}{os.sep}")


def file_in_site(path: str, assets: Mapping[str, Path], root: Path | None) -> Path | None:
    """Return the file that a site has at `path`: one of the `assets`, or one from the project at `root`."""
    file = assets.get(path)
    if file is None and root and path.startswith(f"{FOLDER}/"):
        return root / path.removeprefix(f"{FOLDER}/")
    return file


def in_site(paths: Collection[str]) -> set[str]:
    """Return where a site may have the files of a project at `paths`."""
    return {*paths, *(f"{FOLDER}/{path}" for path in paths)}
