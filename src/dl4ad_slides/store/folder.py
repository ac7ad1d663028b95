"""The folder of a course that holds what builds remember. Git ignores it, and so does the build."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

NAME = ".slides-cache"


def cache_folder(root: Path, kind: str) -> Path | None:
    """Return the folder for what is of this `kind`, made where it is missing; None where nothing can be written."""
    folder = root / NAME
    try:
        (folder / kind).mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            put(folder / ".gitignore", b"*\n")
    except OSError:
        return None
    return folder / kind


def clean(root: Path) -> bool:
    """Delete all that builds remember of the course at `root`; tell whether there was any. Raises OSError."""
    if not (root / NAME).is_dir():
        return False
    shutil.rmtree(root / NAME)
    return True


def put(target: Path, content: bytes) -> None:
    """Write a file in one step: whoever reads it meanwhile, or after a kill, finds it whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
