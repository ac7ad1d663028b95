"""Write the files of a site into its folder: whole files, atomically, and only those that changed.

A manifest in the folder lists the files of ours; those that are no longer produced are removed, and a file that is not
ours is never touched. One build at a time writes a folder.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.output import OutputFile
from dl4ad_slides.model.project import Project
from dl4ad_slides.model.source import Position

_MANIFEST = ".slides-manifest.json"
_LOCK = ".slides.lock"
_LOCK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did; `findings` are the files that could not be written or read."""

    written: int
    unchanged: int
    removed: int
    findings: tuple[Diagnostic, ...] = ()


class OutputError(Exception):
    """The output folder cannot be written at all; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def check_output(folder: Path, project: Project) -> None:
    """Raise OutputError where writing into `folder` could overwrite what the author wrote."""
    paths, root, output = project.settings.paths, project.root.resolve(), folder.resolve()
    sources = [root / name for name in (paths.decks, paths.timelines, paths.assets, paths.theme)]
    if output == root or output in root.parents or any(output == own or own in output.parents for own in sources):
        message, hint = "the output folder holds the sources of the course", "Give another folder with `-o`."
        raise OutputError(error("export-output", message, Position(str(folder)), hint))


def write_site(files: Iterable[OutputFile], folder: Path, *, prune: bool = True) -> Written:
    """Write `files` into `folder`. Raises OutputError.

    With `prune`, files of an earlier build that are not among `files` are removed.
    """
    _prepare(folder)
    with _locked(folder):
        wanted = {file.path: file for file in files}
        ours = _read_manifest(folder)
        findings: list[Diagnostic] = []
        # Before the first file changes, all names are on record: an interrupted build leaves nothing unaccounted for.
        _write_manifest(folder, ours | wanted.keys())
        changed = [path for path, file in wanted.items() if _put(file, folder, findings)]
        gone = ours - wanted.keys() if prune else set()
        removed = [path for path in gone if _remove(folder, path)]
        _write_manifest(folder, (ours | wanted.keys()) - set(gone))
    return Written(len(changed), len(wanted) - len(changed) - len(findings), len(removed), tuple(findings))


def _prepare(folder: Path) -> None:
    place = Position(str(folder))
    if folder.exists() and not folder.is_dir():
        message, hint = "the output folder is a file", "Delete it, or give another folder with `-o`."
        raise OutputError(error("export-output", message, place, hint))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        message, hint = f"the output folder cannot be written: {reason}", "Give another folder with `-o`."
        raise OutputError(error("export-output", message, place, hint)) from problem


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout as problem:
        message, hint = "another build is writing this folder", "Wait for it to end, or give another folder with `-o`."
        raise OutputError(error("export-locked", message, Position(str(folder)), hint)) from problem
    try:
        yield
    finally:
        lock.release()


def _put(file: OutputFile, folder: Path, findings: list[Diagnostic]) -> bool:
    """Write one file where its content is new; tell whether it was written."""
    target = folder / file.path
    try:
        if _is_same(file, target):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, file.content)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        if isinstance(file.content, Path) and not os.access(file.content, os.R_OK):
            findings.append(
                warning("asset-unreadable", f"cannot be read: {reason}", Position(file.path), "Check its permissions.")
            )
        else:
            message = f"`{file.path}` cannot be written: {reason}"
            findings.append(error("export-output", message, Position(str(folder)), "Look at what stands in its place."))
        return False
    return True


def _is_same(file: OutputFile, target: Path) -> bool:
    if not target.is_file():
        return False
    if isinstance(file.content, bytes):
        return target.stat().st_size == len(file.content) and target.read_bytes() == file.content
    return filecmp.cmp(file.content, target, shallow=False)


def _replace(target: Path, content: bytes | Path) -> None:
    """Put `content` at `target` in one step, by a file beside it that takes its name."""
    handle, name = tempfile.mkstemp(prefix=".slides-", dir=target.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            if isinstance(content, bytes):
                out.write(content)
            else:
                with content.open("rb") as source:
                    shutil.copyfileobj(source, out, 1 << 20)
        fresh.chmod(0o644)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _remove(folder: Path, path: str) -> bool:
    target = folder / path
    try:
        target.unlink()
    except OSError:
        return False
    for parent in target.relative_to(folder).parents:
        if parent.parts:
            with contextlib.suppress(OSError):
                (folder / parent).rmdir()
    return True


def _read_manifest(folder: Path) -> set[str]:
    try:
        names = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if isinstance(name, str) and _is_inside(name)}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _write_manifest(folder: Path, names: Iterable[str]) -> None:
    text = json.dumps(
        {
            "about": "Files written by dl4ad-slides; it removes them when they are no longer made.",
            "files": sorted(names),
        }
    )
    _replace(folder / _MANIFEST, text.encode())
