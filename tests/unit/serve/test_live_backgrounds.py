"""The live preview and pictures behind slides: an edited picture may turn the palette of a slide."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from edited import Edited
from PIL import Image


def picture(grey: int) -> bytes:
    data = BytesIO()
    Image.new("L", (16, 9), grey).save(data, "PNG")
    return data.getvalue()


def test_an_edited_picture_turns_the_palette(tmp_path: Path) -> None:
    """The slide comes again where its picture is light instead of dark, and not where it is as dark as before."""
    deck = '# A\n\n---\n\n<!-- .slide: data-background-image="assets/a.png" -->\n\n## B\n'
    course = Edited(tmp_path, {"decks/a.md": deck, "assets/a.png": picture(20)})
    assert 'data-background-color="#242529"' in course.open("a")
    assert [message["type"] for message in course.edit("assets/a.png", picture(21))] == ["asset"]
    messages = course.edit("assets/a.png", picture(240))
    assert [message["type"] for message in messages] == ["asset", "slides"]
    assert 'data-background-color="#fbfbfa"' in str(messages[1])
    assert 'data-background-color="#fbfbfa"' in course.open("a")
