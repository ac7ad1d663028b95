"""How light pictures are: of those behind slides, and of no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dl4ad_slides.load.picture_tones import PictureTones, picture_tone


def near(value: float) -> object:
    return pytest.approx(value, abs=0.02)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_extremes(kind: str, tmp_path: Path) -> None:
    """The darkest and the lightest parts, though not those of a few dots."""
    file = tmp_path / f"a.{kind.lower()}"
    image = Image.new("RGB", (640, 360), (51, 51, 51))
    image.paste((204, 204, 204), (0, 0, 320, 360))
    image.putpixel((600, 300), (255, 255, 255))
    image.save(file, kind)
    assert picture_tone(file) == (near(0.2), near(0.8), True)


def test_colours_count_as_readers_see_them(tmp_path: Path) -> None:
    """Green is light, blue is dark."""
    for name, colour, grey in (("green", (0, 255, 0), 0.86), ("blue", (0, 0, 255), 0.3)):
        Image.new("RGB", (64, 36), colour).save(tmp_path / f"{name}.png")
        tone = picture_tone(tmp_path / f"{name}.png")
        assert tone is not None
        assert tone.light == near(grey)


def test_what_can_be_seen_through(tmp_path: Path) -> None:
    """Is told, be it in a small part."""
    image = Image.new("RGBA", (640, 360), (0, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 100, 100))
    image.save(tmp_path / "a.png")
    tone = picture_tone(tmp_path / "a.png")
    assert tone is not None
    assert not tone.is_opaque


def test_others_have_none(tmp_path: Path) -> None:
    """Drawings, broken files, and none at all."""
    (tmp_path / "a.svg").write_text("<svg/>")
    (tmp_path / "b.png").write_text("no picture")
    assert [picture_tone(tmp_path / name) for name in ("a.svg", "b.png", "c.png")] == [None, None, None]


def test_each_is_read_once(tmp_path: Path) -> None:
    """Until it is among what has changed; what nobody asked for changes nothing."""
    file = tmp_path / "a.png"
    assets = {"assets/a.png": file}
    tones = PictureTones(assets)
    assert tones.get("assets/a.png") is None
    Image.new("L", (4, 4), 255).save(file)
    assert tones.get("assets/a.png") is None
    assert tones.after(assets, {"assets/b.png"}) is tones
    assert tones.after(assets, {"assets/a.png"}).get("assets/a.png") == (near(1), near(1), True)
    assert PictureTones(assets).after(assets, {"assets/a.png"}).get("assets/b.png") is None
