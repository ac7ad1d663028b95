"""Read how dark and how light pictures are, of those that lie behind slides, so that text on them can be read."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping
from pathlib import Path

from dl4ad_slides.load.project_files import file_in_site, in_site
from dl4ad_slides.model.color import Color, grey_like
from dl4ad_slides.model.pictures import Tone

_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_DOTS = (64, 36)  # what is smaller than these parts of a picture, a letter on it is not lost in
_PLAIN = ("L", "RGB")  # modes that come out the same whether they are turned into others before or after shrinking
_FULL = 255
_EXTREME = 0.02  # of the dots at either end
_MOST_DOTS = 100_000_000  # of a picture that is worth its time


class PictureTones:
    """The tones of the pictures of a site by their paths in it, each read once.

    They are `assets`, or files of the project at `root`; `known` are tones that were read before.
    """

    def __init__(
        self, assets: Mapping[str, Path], known: Mapping[str, Tone | None] | None = None, *, root: Path | None = None
    ) -> None:
        self._assets, self._root = assets, root
        self._known = dict(known or {})

    def get(self, path: str) -> Tone | None:
        """Return the tone of a picture; None for what is none, or cannot be read."""
        if path not in self._known:
            file = file_in_site(path, self._assets, self._root)
            self._known[path] = picture_tone(file) if file else None
        return self._known[path]

    def after(self, assets: Mapping[str, Path], changed: Collection[str]) -> PictureTones:
        """Return the tones when the assets are `assets` and the files `changed` are others; these, if they hold."""
        stale = in_site(changed)
        if assets.keys() == self._assets.keys() and self._known.keys().isdisjoint(stale):
            return self
        kept = {path: tone for path, tone in self._known.items() if path not in stale}
        return PictureTones(assets, kept, root=self._root)


def picture_tone(file: Path) -> Tone | None:
    """Return the tone of the picture in `file`; None where it is none of dots, or cannot be read."""
    from PIL import Image

    if file.suffix.lower() not in _ENDINGS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file) as image:
                if image.width * image.height > _MOST_DOTS:
                    return None
                image.draft("RGB", _DOTS)  # of a photograph, no more than these dots are worked out
                is_plain = image.mode in _PLAIN and not image.has_transparency_data
                whole = image if is_plain else image.convert("RGBA")
                dots = whole.resize(_DOTS, Image.Resampling.BOX).convert("RGBA")
    except Exception:  # what is broken in a picture, Pillow says with many kinds of errors
        return None
    cover = dots.getchannel("A")
    channels = [channel.tobytes() for channel in dots.split()[:3]]
    greys = sorted(grey_like(Color(*(part / _FULL for part in dot))) for dot in zip(*channels, strict=True))
    ends = round(_EXTREME * len(greys))
    return Tone(greys[ends], greys[-1 - ends], cover.getextrema()[0] == _FULL)
