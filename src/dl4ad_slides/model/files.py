"""The files of a project beside its assets: pictures and other files that lie where the texts lie that show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

FOLDER = "_files"  # where the site has them, by their paths in the project


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked for: paths, folders of which all files were wanted, and folders that were looked into."""

    wanted: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()


class Files(Protocol):
    """The files of a project that its site may show, by paths relative to its root; `wanted` were asked for."""

    @property
    def wanted(self) -> frozenset[str]:
        """Return all paths that were asked for, whether there is a file or not."""

    @property
    def listed(self) -> frozenset[str]:
        """Return the folders of which all files were asked for."""

    @property
    def folders(self) -> frozenset[str]:
        """Return the folders that were looked into."""

    @property
    def looked(self) -> Looked:
        """Return all that was looked for."""

    def take(self, looked: Looked) -> None:
        """Note what another process has looked for in the same project."""

    def find(self, path: str) -> str:
        """Return the file at `path` as the disk spells it; nothing where there is none that a site may show."""

    def below(self, folder: str) -> Iterable[str]:
        """Yield all such files below `folder`."""

    def loaded_by(self, paths: Iterable[str]) -> frozenset[str]:
        """Return the files that `paths` name, and those that these name in turn, besides `paths` themselves."""

    def after(self, changed: Collection[str]) -> Files:
        """Return the files as they are when those in `changed` came, changed or went."""


def site_path(path: str, assets: str) -> str:
    """Return where the site has a file of the project; `assets` is the folder that it copies as it is."""
    return path if path.startswith(f"{assets}/") else f"{FOLDER}/{path}"
