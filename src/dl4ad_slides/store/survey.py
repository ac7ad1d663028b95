"""Tell whether files are as they were: by sizes and times first, and by what they hold where those differ."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

# Size in bytes, and times of writing and of any change, in nanoseconds.
Stamp = tuple[int, int, int]
_SMALL = 1_000_000  # bytes: what is larger counts as changed with its times


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build depends on, by absolute paths.

    Of `folders` every file below them, of `listings` the names in them, and `files`, whether they are there or not.
    Hidden files and folders do not count, nor names that are one of `unlisted`, or begin with it and a hyphen.
    """

    folders: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """The stamps of files by path, None for one that is not there, and the names in listed folders."""

    stamps: Mapping[str, Stamp | None]
    names: Mapping[str, tuple[str, ...]]

    def newest(self) -> int:
        """Return when the last of the files was changed, in nanoseconds since the epoch."""
        return max((max(stamp[1:]) for stamp in self.stamps.values() if stamp), default=0)


def survey(inputs: Inputs) -> Survey:
    """Return how the files are now."""
    stamps: dict[str, Stamp | None] = {path: _stamp(path) for path in inputs.files}
    for folder in inputs.folders:
        stamps.update(_below(folder))
    return Survey(stamps, {folder: tuple(sorted(_names(folder, inputs.unlisted))) for folder in inputs.listings})


def changed(before: Survey, now: Survey) -> Iterator[str]:
    """Yield what came, went or has another stamp."""
    yield from (folder for folder in before.names.keys() | now.names.keys() if _differs(folder, before, now))
    for path in before.stamps.keys() | now.stamps.keys():
        if path not in before.stamps or path not in now.stamps or before.stamps[path] != now.stamps[path]:
            yield path


def digests(paths: Iterable[str], stamps: Mapping[str, Stamp | None]) -> dict[str, str]:
    """Return what tells the content of small files from any other; of large and missing ones nothing."""
    found: dict[str, str] = {}
    for path in paths:
        stamp = stamps.get(path)
        if stamp and stamp[0] <= _SMALL:
            try:
                found[path] = blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
            except OSError:
                continue
    return found


def stamps_of(folder: Path, names: Iterable[str]) -> dict[str, Stamp | None]:
    """Return the stamps of files in a folder by name."""
    return {name: _stamp(os.path.join(folder, name)) for name in names}  # noqa: PTH118 - hundreds of them


def _differs(folder: str, before: Survey, now: Survey) -> bool:
    return before.names.get(folder) != now.names.get(folder)


def _below(folder: str) -> Iterator[tuple[str, Stamp | None]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name == "__pycache__":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path)
                else:
                    yield entry.path, _stamp(entry.path)
    except OSError:
        yield folder, None


def _names(folder: str, unlisted: Iterable[str]) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone
            if not (name.startswith(".") or any(name == one or name.startswith(f"{one}-") for one in unlisted)):
                yield name


def _stamp(path: str) -> Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - hundreds of them
    except (OSError, ValueError):  # a name may be anything that somebody has written into a deck
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
