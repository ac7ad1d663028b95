"""Where a project is: the one module of this room that a command needs before it knows what to do."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "slides.yaml"


class ProjectNotFoundError(Exception):
    """Neither the folder nor one above it has a `slides.yaml` or a `decks/`."""


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards with a `slides.yaml` or a `decks/`. Raises ProjectNotFoundError."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file() or (folder / "decks").is_dir():
            return folder
    raise ProjectNotFoundError(f"{start} is not in a project: there is no {SETTINGS_FILE} and no decks/ here or above")
