"""Files beside decks in the preview: pages follow when they come, change and go, and nothing else is given out."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from pathlib import Path

from edited import MakeEdited
from PIL import Image

from dl4ad_slides.model.audience import PUBLIC
from dl4ad_slides.serve.course import LiveCourse
from dl4ad_slides.serve.watch import Watcher

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="10"><path d="M0 0h9"/></svg>'
DECK = "# A\n\n---\n\n## B\n\n![](img/a.svg)\n"
PATIENCE = 60.0


def test_a_picture_comes_changes_and_goes(make_course: MakeEdited) -> None:
    """The slide shows it, its new size, and that it is missing."""
    edited = make_course({"decks/one/slides.md": DECK})
    assert "img/a.svg" in edited.open("one")
    assert edited.course.findings("one")
    (message, *_) = edited.edit("decks/one/img/a.svg", SVG.format(10))
    assert message["type"] == "asset"
    assert "_files/decks/one/img/a.svg" in edited.open("one")
    assert not edited.course.findings("one")
    assert 'width="10"' in (edited.course.reading_page("one") or "")
    messages = edited.edit("decks/one/img/a.svg", SVG.format(30))
    assert {"type": "asset", "path": "_files/decks/one/img/a.svg"}.items() <= messages[0].items()
    assert 'width="30"' in (edited.course.reading_page("one") or "")
    edited.delete("decks/one/img/a.svg")
    assert "_files" not in edited.open("one")
    assert [finding.code for finding in edited.course.findings("one")] == ["asset-missing"]


def test_what_lies_beside_takes_over(make_course: MakeEdited) -> None:
    """A file beside the deck comes before one of the same path from the root, whenever it comes."""
    edited = make_course({"decks/one/slides.md": DECK, "img/a.svg": SVG.format(10)})
    assert "_files/img/a.svg" in edited.open("one")
    edited.edit("decks/one/img/a.svg", SVG.format(20))
    assert "_files/decks/one/img/a.svg" in edited.open("one")
    edited.delete("decks/one/img/a.svg")
    assert "_files/img/a.svg" in edited.open("one")


def test_pairs_and_drawings_follow(make_course: MakeEdited) -> None:
    """One picture of a pair that comes, and a drawing that stands in the page."""
    text = "# A\n\n![](w.svg)\n\n![d](d.svg){inline}\n"
    edited = make_course({"decks/one/slides.md": text, "decks/one/w-light.svg": "", "decks/one/d.svg": SVG.format(10)})
    assert "w-dark.svg" not in edited.open("one")
    edited.edit("decks/one/w-dark.svg", "")
    assert "_files/decks/one/w-dark.svg" in edited.open("one")
    edited.edit("decks/one/d.svg", SVG.format(77))
    assert 'width="77"' in edited.open("one")


def test_gives_out_what_is_shown(make_course: MakeEdited) -> None:
    """And what that loads, but no neighbour of it, and nothing that an audience does not see."""
    files = {
        "decks/one/slides.md": '# A\n\n<iframe src="demo/i.html"></iframe>\n\n::: solution\n![](img/secret.svg)\n:::\n',
        "decks/one/demo/i.html": '<img src="in.svg">',
        **dict.fromkeys(("decks/one/demo/in.svg", "decks/one/img/secret.svg", "decks/one/img/other.svg"), "x"),
    }
    edited = make_course(files)
    for course, shown in ((edited.course, True), (LiveCourse(edited.root, audience=PUBLIC), False)):
        assert course.file_beside("_files/decks/one/demo/i.html") is None
        course.deck_page("one")
        assert course.file_beside("_files/decks/one/demo/i.html") == edited.root / "decks/one/demo/i.html"
        assert course.file_beside("_files/decks/one/demo/in.svg") == edited.root / "decks/one/demo/in.svg"
        assert (course.file_beside("_files/decks/one/img/secret.svg") is not None) is shown
        for path in ("_files/decks/one/img/other.svg", "decks/one/demo/i.html", "_files/slides.yaml", "_files/../x"):
            assert course.file_beside(path) is None


def test_folders_that_are_looked_into_late_are_watched(make_course: MakeEdited) -> None:
    """A deck names a folder of the root that nobody watches until the deck is first shown."""
    edited = make_course({"decks/one/slides.md": DECK, "img/other.svg": ""})
    watcher: list[Watcher] = []
    course = LiveCourse(edited.root, on_files=lambda: watcher[0].look_again())
    watcher.append(Watcher(lambda: course.project, course.update, since=time.time()))
    watcher[0].start()
    try:
        assert "_files" not in (course.deck_page("one") or "")
        edited.write("img/a.svg", SVG.format(10))
        wait_until(lambda: "_files/img/a.svg" in (course.deck_page("one") or ""))
        (edited.root / "img/a.svg").rename(edited.root / "img/b.svg")
        wait_until(lambda: "_files" not in (course.deck_page("one") or ""))
        move(edited.root / "img/b.svg", edited.root / "decks/one/img/a.svg")
        wait_until(lambda: "_files/decks/one/img/a.svg" in (course.deck_page("one") or ""))
    finally:
        watcher[0].stop()


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something holds, and fail where it never does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)  # between two looks


def move(file: Path, target: Path) -> None:
    """Put a file into a folder that is made for it."""
    target.parent.mkdir(parents=True)
    file.rename(target)


def test_links_in_front_matter_follow(make_course: MakeEdited) -> None:
    """A file that comes, and goes again."""
    edited = make_course({"decks/one/slides.md": "---\nlinks: {pdf: sheet.pdf}\n---\n# A\n"})
    assert 'href="sheet.pdf"' in edited.open("one")
    edited.edit("decks/one/sheet.pdf", "x")
    assert 'href="_files/decks/one/sheet.pdf"' in edited.open("one")
    assert edited.course.file_beside("_files/decks/one/sheet.pdf")
    edited.delete("decks/one/sheet.pdf")
    assert [finding.code for finding in edited.course.all_findings()] == ["asset-missing"]


def test_pictures_behind_slides_are_looked_at(make_course: MakeEdited) -> None:
    """Text on a picture beside the deck can be read, also when that becomes another one."""
    text = '# A\n\n---\n\n<!-- .slide: data-background-image="dark.png" -->\n\n## B\n'
    edited = make_course({"decks/one/slides.md": text, "decks/one/dark.png": png(0)})
    dark = re.findall(r'data-background-color="[^"]+"', edited.open("one"))
    edited.edit("decks/one/dark.png", png(255))
    light = re.findall(r'data-background-color="[^"]+"', edited.open("one"))
    assert (len(dark), len(light), dark == light) == (1, 1, False)


def png(grey: int) -> bytes:
    """Return a picture of one grey."""
    out = io.BytesIO()
    Image.new("L", (64, 36), grey).save(out, "PNG")
    return out.getvalue()
