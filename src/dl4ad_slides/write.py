"""Write the files of a site into its folder: whole files, atomically, and only those that changed.

A manifest in the folder lists the files of ours; those that are no longer produced are removed. A file that is not ours
is never touched: where one stands in the place of a page, the page is not written, and a finding says so. One build at
a time writes a folder.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.output import OutputFile
from dl4ad_slides.model.project import Project
from dl4ad_slides.model.source import Position

_MANIFEST = ".slides-manifest.json"
_LOCK = ".slides.lock"
_LOCK_SECONDS = 0.5
_ELSEWHERE = "Give another folder with `-o`."


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did; `findings` are the files that could not be written or read, `files` all that are ours now."""

    written: int
    unchanged: int
    removed: int
    findings: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()


class OutputError(Exception):
    """The output folder cannot be written at all; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def check_output(folder: Path, project: Project) -> None:
    """Raise OutputError where writing into `folder` could overwrite what the author wrote, or copy it into itself."""
    paths, root, output = project.settings.paths, _real(project.root), _real(folder)
    sources = [_real(root / name) for name in (paths.decks, paths.timelines, paths.assets, paths.theme)]
    message = ""
    if any(output == own or output in own.parents for own in (root, *sources)):
        message = "the output folder holds the sources of the course"
    elif _real(root / paths.assets) in output.parents:
        message = "the output folder lies inside the assets, which are copied into it"
    if message:
        raise OutputError(error("export-output", message, _place(folder), _ELSEWHERE))


def write_site(
    files: Iterable[OutputFile], folder: Path, *, prune: bool = True, withheld: Set[str] = frozenset()
) -> Written:
    """Write `files` into `folder`. Raises OutputError.

    With `prune`, files of an earlier build that are not among `files` are removed; without it, those of `withheld`.
    """
    _prepare(folder)
    with _locked(folder):
        asked = {file.path: file for file in files}
        ours = _read_manifest(folder)
        gone = (ours if prune else ours & withheld) - asked.keys()
        known = ours | _folders(gone)
        foreign = [path for path, file in asked.items() if path not in known and _stands_in_way(file, folder / path)]
        wanted = {path: file for path, file in asked.items() if path not in foreign}
        findings: list[Diagnostic] = []
        # Before the first file changes, all names are on record: an interrupted build leaves nothing unaccounted for.
        _write_manifest(folder, ours | wanted.keys())
        removed = [path for path in _blocking(gone, wanted.keys()) if _remove(folder, path)]
        leads_out = cache(partial(_leads_out, folder))  # where links lead stays: files are put into folders alone
        changed = [path for path, file in wanted.items() if _put(file, folder, leads_out, findings)]
        unchanged = len(wanted) - len(changed) - len(findings)
        removed.extend(path for path in gone.difference(removed) if _remove(folder, path))
        names = (ours | wanted.keys()) - gone
        _write_manifest(folder, names)
    if foreign:
        findings.append(_foreign(foreign, folder))
    return Written(len(changed), unchanged, len(removed), tuple(findings), (*sorted(names), _MANIFEST))


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        message, hint = "the output folder is a file", "Delete it, or give another folder with `-o`."
        raise OutputError(error("export-output", message, _place(folder), hint))
    with _reported(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass


@contextlib.contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """Turn what the system says about the folder into a finding."""
    try:
        yield
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        message = f"the output folder cannot be written: {reason}"
        raise OutputError(error("export-output", message, _place(folder), _ELSEWHERE)) from problem


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / _LOCK)
    with _reported(folder):
        try:
            lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout as problem:
            message, hint = "another build is writing this folder", "Wait for it, or give another folder with `-o`."
            raise OutputError(error("export-locked", message, _place(folder), hint)) from problem
    try:
        yield
    finally:
        lock.release()


def _place(folder: Path) -> Position:
    """Return the folder as a place, named from here where it lies below."""
    try:
        return Position(_real(folder).relative_to(_real(Path.cwd())).as_posix())
    except ValueError:
        return Position(folder.as_posix())


def _real(path: Path) -> Path:
    """Return `path` without links; a loop of links, which `Path.resolve` refuses, stays as it is."""
    return Path(os.path.realpath(path))


def _stands_in_way(file: OutputFile, target: Path) -> bool:
    """Tell whether something that is not ours is where `file` belongs; the very same content may be taken over."""
    if not os.path.lexists(target):
        return False
    try:
        return not _is_same(file.content, target)
    except OSError:
        return True


def _foreign(paths: Sequence[str], folder: Path) -> Diagnostic:
    names = ", ".join(f"`{path}`" for path in paths[:3]) + (", …" if len(paths) > 3 else "")
    count = "1 file is" if len(paths) == 1 else f"{len(paths)} files are"
    message = f"{count} not ours and stayed as before: {names}"
    return error("export-output", message, _place(folder), "Move away what you want to keep, and delete the rest.")


def _blocking(gone: Set[str], wanted: Set[str]) -> list[str]:
    """Return the files that must go first: one where a folder is to be, or inside of what is to be a file."""
    folders = _folders(wanted)
    return [path for path in gone if path in folders or not wanted.isdisjoint(_folders([path]))]


def _folders(paths: Iterable[str]) -> set[str]:
    """Return all folders that lead to `paths`."""
    return {str(parent) for path in paths for parent in PurePosixPath(path).parents}


def _put(file: OutputFile, folder: Path, leads_out: Callable[[Path], bool], findings: list[Diagnostic]) -> bool:
    """Write one file where its content is new; tell whether it was written."""
    target, content = folder / file.path, file.content
    try:
        if _is_same(content, target):
            return False
        if leads_out(target.parent):
            message, hint = (
                f"`{file.path}` lies behind a link out of the folder",
                "Delete the link, or build elsewhere.",
            )
            findings.append(error("export-output", message, _place(folder), hint))
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        if isinstance(content, Path) and not os.access(content, os.R_OK):
            findings.append(
                warning("asset-unreadable", f"cannot be read: {reason}", Position(file.path), "Check its permissions.")
            )
        else:
            message = f"`{file.path}` cannot be written: {reason}"
            findings.append(error("export-output", message, _place(folder), "Look at what stands in its place."))
        return False
    return True


def _is_same(content: bytes | Path, target: Path) -> bool:
    if not target.is_file():
        return False
    if isinstance(content, bytes):
        return target.stat().st_size == len(content) and target.read_bytes() == content
    return filecmp.cmp(content, target, shallow=False)


def _replace(target: Path, content: bytes | Path) -> None:
    """Put `content` at `target` in one step, by a file beside it that takes its name."""
    handle, name = tempfile.mkstemp(prefix=".slides-", dir=target.parent)
    fresh = Path(name)
    os.close(handle)
    try:
        if isinstance(content, bytes):
            fresh.write_bytes(content)
        else:
            shutil.copyfile(content, fresh)  # within the system, where it can
        fresh.chmod(0o644)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _remove(folder: Path, path: str) -> bool:
    target = folder / path
    if _leads_out(folder, target.parent):
        return False
    try:
        target.unlink()
    except OSError:
        return False
    for parent in target.relative_to(folder).parents:
        if parent.parts:
            with contextlib.suppress(OSError):
                (folder / parent).rmdir()
    return True


def _leads_out(folder: Path, inner: Path) -> bool:
    """Tell whether a link on the way to the folder `inner` leads out of `folder`: nothing there is ours."""
    real = _real(inner)
    return _real(folder) not in (real, *real.parents)


def _read_manifest(folder: Path) -> set[str]:
    try:
        names = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
    return {name for name in names if _is_inside(name)} if isinstance(names, list) else set()


def _is_inside(name: object) -> bool:
    """Tell whether an entry of the manifest names a file that can be ours: anybody may have written there."""
    if not isinstance(name, str) or name in {"", _MANIFEST, _LOCK} or "\0" in name:
        return False
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    path = Path(name)
    return not path.anchor and ".." not in path.parts


def _write_manifest(folder: Path, names: Iterable[str]) -> None:
    about = "Files written by dl4ad-slides; it removes them when they are no longer made."
    text = json.dumps({"about": about, "files": sorted(names)})
    with _reported(folder):
        if not _is_same(manifest := text.encode(), folder / _MANIFEST):
            _replace(folder / _MANIFEST, manifest)
