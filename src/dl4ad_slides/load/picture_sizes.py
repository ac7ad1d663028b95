"""Read how large pictures are: from the beginning of each file, and only when somebody asks for it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from dl4ad_slides.load.project_files import file_in_site, in_site
from dl4ad_slides.model.pictures import Size

_HEAD = 65_536  # bytes of a drawing that hold its first tag
_SVG = re.compile(r"<svg\b[^>]*>")
_ATTRIBUTE = re.compile(r"\s(width|height|viewBox)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)(px|pt|pc|mm|cm|in)?\s*")
_PX = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}  # CSS Values 4, section 6.2
_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_ORIENTATION = 0x0112  # the tag of EXIF that says how a photograph is turned; from 5 on it lies on its side


class _Measured(NamedTuple):
    """What a picture says of its size: its own, and the size of its view box where it has none."""

    size: Size | None = None
    view_box: Size | None = None


class PictureSizes:
    """The sizes of the pictures of a site by their paths in it, each read once.

    They are `assets`, or files of the project at `root`.
    """

    def __init__(self, assets: Mapping[str, Path], *, root: Path | None = None) -> None:
        self._assets, self._root = assets, root
        self._known: dict[str, _Measured] = {}

    def get(self, path: str) -> Size | None:
        """Return the size of a picture; None for what is none, cannot be read, or has no size of its own."""
        return self._measured(path).size

    def view_box(self, path: str) -> Size | None:
        """Return how large the view box of a drawing is that has no size of its own; None for all others."""
        return self._measured(path).view_box

    def after(self, assets: Mapping[str, Path], changed: Collection[str]) -> PictureSizes:
        """Return the sizes when the assets are `assets` and the files `changed` are others; these, if they hold."""
        fresh = PictureSizes(assets, root=self._root)
        paths = self._known.keys() & in_site(changed)
        is_same = all(self._known[path] == fresh._measured(path) for path in paths)
        if is_same and assets.keys() == self._assets.keys():
            return self
        fresh._known = self._known | fresh._known
        return fresh

    def _measured(self, path: str) -> _Measured:
        if path not in self._known:
            file = file_in_site(path, self._assets, self._root)
            self._known[path] = _measure(file) if file else _Measured()
        return self._known[path]


def picture_size(file: Path) -> Size | None:
    """Return the size of the picture in `file`, in px; None where it has none, or cannot be read."""
    return _measure(file).size


def _measure(file: Path) -> _Measured:
    ending = file.suffix.lower()
    try:
        if ending == ".svg":
            with file.open("rb") as stream:
                return _drawn(stream.read(_HEAD).decode("utf-8", "replace"))
        return _Measured(_raster(file)) if ending in _RASTER else _Measured()
    except OSError:
        return _Measured()


def _drawn(text: str) -> _Measured:
    """Return the size that a drawing gives itself; a side that it leaves out follows from its view box."""
    root = _SVG.search(text)
    given = {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(root[0])} if root else {}
    width, height = _px(given.get("width", "")), _px(given.get("height", ""))
    *_, across, down = (0.0, 0.0, *(_px(side) for side in re.split(r"[\s,]+", given.get("viewBox", "").strip())))
    box = Size(across, down) if across and down else None
    if box and not width and not height:
        return _Measured(view_box=box)
    if box:
        width, height = width or height * across / down, height or width * down / across
    return _Measured(Size(width, height) if width and height else None)


def _px(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PX[found[2] or "px"] if found else 0.0


def _raster(file: Path) -> Size | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size in memory is the browser's affair
            with Image.open(file) as image:
                width, height = image.size
                said = Image.Exif()
                said.load(image.info.get("exif", b""))  # what stands before the pixels: browsers heed no other
                is_turned = said.get(_ORIENTATION, 1) > 4
    except Exception:  # what is broken in a picture, Pillow says with many kinds of errors
        return None
    if not width or not height:
        return None
    return Size(height, width) if is_turned else Size(width, height)
