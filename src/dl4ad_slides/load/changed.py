"""Tell on which day the sources of a course last changed.

Where `SOURCE_DATE_EPOCH` is set, that day (reproducible-builds.org). In a Git checkout, the day of the last commit that
touched them, as its author's calendar had it: the same wherever it is built, and after a rebase. Elsewhere the day, in
UTC, on which the newest of the files was written.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

_SECONDS = 5  # that Git may take
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def day_of_change(root: Path, sources: Iterable[str], files: Iterable[str]) -> date | None:
    """Return the day for `sources`, folders and files relative to `root`; `files` are all files among them."""
    return _given() or _committed(root, sources) or _written(root, files)


def git_files(root: Path) -> tuple[Path, ...] | None:
    """Return files that change with each commit, none where `root` is in no checkout; None where that is unknown."""
    if "GIT_DIR" in os.environ:
        return None
    folder = root.resolve()
    place = next((one / ".git" for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    if place is None:
        return ()
    if place.is_file():  # a worktree, or a submodule
        try:
            place = place.parent / place.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        except (OSError, ValueError):
            return None
    head, log = place / "HEAD", place / "logs" / "HEAD"
    return (head, log) if log.is_file() else None


def _given() -> date | None:
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _committed(root: Path, sources: Iterable[str]) -> date | None:
    if not _may_be_checkout(root):
        return None
    command = ["git", "--no-pager", "--literal-pathspecs", "log", "-1", "--no-show-signature", "--format=%as", "--"]
    try:
        shown = subprocess.run(
            [*command, *(f"./{path}" for path in sources)],
            cwd=root,
            env={**os.environ, **_QUIET},
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        return date.fromisoformat(shown.stdout.decode().strip())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _may_be_checkout(root: Path) -> bool:
    """Tell without Git, whose start costs more than most courses, whether it could know of `root`."""
    folder = root.resolve()
    return "GIT_DIR" in os.environ or any((one / ".git").exists() for one in (folder, *folder.parents))


def _written(root: Path, files: Iterable[str]) -> date | None:
    newest = 0.0
    for file in files:
        try:
            newest = max(newest, (root / file).stat().st_mtime)
        except OSError:
            continue
    return datetime.fromtimestamp(newest, UTC).date() if newest else None
