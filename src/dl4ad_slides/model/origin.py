"""Who brought a part of the program: an extension, or nobody."""

from __future__ import annotations

from dataclasses import dataclass

from dl4ad_slides.model.source import Position

_SETTINGS = Position("slides.yaml")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who brought something: `name` is the entry of `slides.yaml`, `module` what Python calls the module behind it.

    `file` is the file of an extension of the course, relative to its root, and empty for an installed package; `state`
    is another where the file or the version of the package is; `position` is where to look when something is wrong.
    """

    name: str = ""
    module: str = ""
    file: str = ""
    state: str = ""
    position: Position = _SETTINGS


# That of what belongs to this program.
NO_ORIGIN = Origin()
