"""The sizes of pictures: what a file says of itself, and nothing for what is none."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dl4ad_slides.load.picture_sizes import PictureSizes, picture_size
from dl4ad_slides.model.pictures import Size


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<svg width="40" height="30">', Size(40, 30)),
        ("<svg\n  height='1in' width='96pt'>", Size(128, 96)),
        ('<svg width="40px" viewBox="0 0 8 6">', Size(40, 30)),
        ('<svg viewBox="0,0,8,6" height="3e1"  width="40">', Size(40, 30)),
        ('<svg stroke-width="3" viewBox="0 0 40 30">', None),
        ('<svg width="100%" height="100%" viewBox="0 0 40 30">', None),
        ('<svg width="0" height="30">', None),
        ("<html>", None),
        ("", None),
    ],
)
def test_drawings(tag: str, size: Size | None, tmp_path: Path) -> None:
    """A drawing without a size of its own has none; a side that is missing follows from the view box."""
    file = tmp_path / "a.SVG"
    file.write_text(f'<?xml version="1.0"?>\n<!-- a -->{tag}<path/>' if tag else "")
    assert picture_size(file) == size


@pytest.mark.parametrize(("kind", "enough"), [("PNG", 100), ("JPEG", 1000), ("GIF", 1000), ("WEBP", None)])
def test_pictures(kind: str, enough: int | None, tmp_path: Path) -> None:
    """Of the kinds that all browsers show; the beginning of a file is enough but for WebP, a few bytes are not."""
    file = tmp_path / f"a.{kind.lower()}"
    Image.effect_noise((400, 300), 50).convert("RGB").save(file, kind)
    file.write_bytes(file.read_bytes()[:enough])
    assert picture_size(file) == Size(400, 300)
    file.write_bytes(file.read_bytes()[:6])
    assert picture_size(file) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_photograph_may_lie_on_its_side(kind: str, tmp_path: Path) -> None:
    """Browsers turn it as its EXIF data say."""
    file = tmp_path / f"a.{kind.lower()}"
    Image.new("RGB", (40, 30)).save(file, kind, exif=_on_its_side())
    assert picture_size(file) == Size(30, 40)


def test_what_stands_after_the_pixels_turns_nothing(tmp_path: Path) -> None:
    """Browsers do not look there, and to read on would take as long as to decode the picture."""
    file = tmp_path / "a.png"
    Image.new("RGB", (40, 30)).save(file, exif=_on_its_side())
    head, exif, pixels, end = re.split(rb"(?s)(?=....(?:eXIf|IDAT|IEND))", file.read_bytes())
    file.write_bytes(head + pixels + exif + end)
    assert picture_size(file) == Size(40, 30)


def test_each_is_read_once(tmp_path: Path) -> None:
    """Until it is among what has changed; where the sizes stay, so does the value."""
    file = tmp_path / "a.png"
    assets = {"assets/a.png": file}
    file.write_bytes(_png(4, 3))
    sizes = PictureSizes(assets)
    assert sizes.get("assets/a.png") == Size(4, 3)
    file.write_bytes(_png(8, 3))
    assert sizes.get("assets/a.png") == Size(4, 3)
    assert sizes.after(assets, ["assets/b.png"]) is sizes
    later = sizes.after(assets, ["assets/a.png"])
    assert later.get("assets/a.png") == Size(8, 3)
    assert later.after(assets, ["assets/a.png"]) is later
    assert later.after({}, ["assets/a.png"]).get("assets/a.png") is None
    assert later.get("assets/none.png") is None


def _png(width: int, height: int) -> bytes:
    written = BytesIO()
    Image.new("L", (width, height)).save(written, "PNG")
    return written.getvalue()


def _on_its_side() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif
