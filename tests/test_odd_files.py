"""Files that no editor should leave behind: every one ends in a finding, and the rest of the course is built."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MakeCourse
from helpers import Course, pieces

SOUND = {"decks/02-sound.md": "# Sound\n\n---\n\n## Still sound\n"}


def assert_rest_is_built(course: Course) -> None:
    assert [slide.attributes["id"] for slide in course.slides("02-sound.html")] == ["sound", "still-sound"]


@pytest.mark.parametrize(
    ("path", "raw", "finding"),
    [
        ("decks/01-a.md", b"# A\n\nGr\xfc\xdfe\n", "3:3: error[deck-encoding]: the byte 0xFC is not valid UTF-8"),
        (
            "decks/01-a.md",
            b"# A\n\na\x00b\n",
            "3:2: warning[deck-nul]: the character U+0000 may not stand in a text file",
        ),
        ("decks/01-a.md", b"\xef\xbb\xbf# A\r\n\r\n\xff", "3:1: error[deck-encoding]: the byte 0xFF is not"),
        ("decks/01-a.md", b"# A\r# B\r\x1b[31m", "3:1: warning[deck-nul]: the character U+001B may not stand"),
        ("decks/01-a.md", b"# A\n\xef\xb7\x900\xef\xb7\x91", "2:1: warning[deck-nul]: the character U+FDD0 may"),
        ("timelines/t.yaml", b"title: \xe4\n", "1:8: error[timeline-unreadable]: the byte 0xE4 is not"),
        (
            "timelines/t.yaml",
            b"title: T\x00\nevents:\n  - {year: 1, name: N}\n",
            "1:9: warning[timeline-unreadable]: the character U+0000",
        ),
        ("slides.yaml", b"title: a\x7f\n", "1:9: warning[config-unreadable]: the character U+007F may not"),
        ("theme/partials/x.html.j2", b"<b>\n\xff", "2:1: error[theme-unreadable]: the byte 0xFF"),
    ],
)
def test_bytes_that_are_no_text(course: MakeCourse, path: str, raw: bytes, finding: str) -> None:
    """An error at the line and column of the first bad byte; a stray character is a warning, and the rest is built."""
    built = course({"decks/01-a.md": "# A\n", **SOUND, path: raw})
    outcome = built.build()
    assert any(found.startswith(f"{path}:{finding}") for found in outcome.findings), outcome.findings
    assert outcome.exit_code == (0 if "warning" in finding else 1)
    assert_rest_is_built(built)
    assert "01-a.html" in built.built


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(course: MakeCourse, end: str, mark: str) -> None:
    """The same page comes out, and the same settings, timelines and front matter are read."""
    deck = "---\ntitle: T\n---\n# A\n\n<<TIMELINE:t>>\n\n---\n\n```\na\n\nb\n```\n\nNote:\nx\n\n- y\n"
    timeline = "title: T\nevents:\n  - {year: 1943, name: N}\n"
    files = {"decks/01-a.md": deck, "timelines/t.yaml": timeline, "slides.yaml": "title: C\nlanguage: de\n"}
    plain = course(files)
    assert plain.build().stderr == ""
    before = plain.page("01-a.html")
    plain.write({path: (mark + text.replace("\n", end)) for path, text in files.items()})
    assert plain.build().stderr == ""
    assert plain.page("01-a.html") == before


def test_tabs(course: MakeCourse) -> None:
    """Tabs indent lists and code as in CommonMark, and stand for themselves in code."""
    built = course({"decks/01-a.md": "- a\n\t- b\n\n```\n\tx\ty\n```\n\n\tcode\n", **SOUND})
    assert built.build().stderr == ""
    (slide,) = built.slides("01-a.html")
    assert slide.css_first("li li").text() == "b"
    assert [code.text() for code in slide.css("pre")] == ["\tx\ty\n", "code\n"]


def _folder(path: Path) -> None:
    path.mkdir(parents=True)


def _loop(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("nowhere")


def _secret(path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may read every file; folders and links stand in for unreadable ones")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    path.chmod(0)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("decks/01-a.md", "error[deck-unreadable]"),
        ("timelines/t.yaml", "error[timeline-unreadable]"),
        ("assets/a.png", "warning[asset-unreadable]"),
    ],
)
@pytest.mark.parametrize("make", [_loop, _dangling, _secret])
def test_files_that_cannot_be_read(course: MakeCourse, make: Callable[[Path], None], path: str, code: str) -> None:
    """A link to nowhere or to itself, a file without permission: a finding that names the file, and what to do."""
    built = course(SOUND)
    make(built.root / path)
    outcome = built.build()
    first, hint, *_ = outcome.stderr.splitlines()
    assert first.startswith(f"{path}:1:1: {code}: cannot be read: ")
    assert hint.startswith("  hint: ")
    assert outcome.exit_code == (1 if code.startswith("error") else 0)
    assert_rest_is_built(built)


def test_settings_that_cannot_be_read(course: MakeCourse) -> None:
    """A folder in the place of slides.yaml: nothing is built under names that are not the author's."""
    built = course(SOUND)
    _folder(built.root / "slides.yaml")
    outcome = built.build()
    assert outcome.stderr.splitlines() == [
        "slides.yaml:1:1: error[config-unreadable]: cannot be read: is a directory",
        "  hint: This is a folder; a file is expected.",
    ]
    assert (outcome.exit_code, built.built) == (1, set())


def test_a_folder_named_like_a_deck_is_a_folder(course: MakeCourse) -> None:
    """Decks inside of it are decks."""
    built = course({"decks/part.md/01-a.md": "# A\n", **SOUND})
    assert built.build().stderr == ""
    assert "01-a.html" in built.built


def test_a_loop_of_folders_ends(course: MakeCourse) -> None:
    """Links to folders are not followed, so that a link upwards is no endless course."""
    built = course({**SOUND, "assets/a.svg": "<svg/>", "timelines/t.yaml": "events: [{year: 1, name: a}]\n"})
    for folder in ("decks", "assets", "timelines", "theme/partials"):
        (built.root / folder).mkdir(parents=True, exist_ok=True)
        (built.root / folder / "again").symlink_to(built.root, target_is_directory=True)
    assert built.build().stderr == ""
    pages = {"02-sound.html", "02-sound.read.html", "index.html", "404.html"}
    assert built.built == {*pages, ".nojekyll", "assets/a.svg"}


def test_a_folder_of_decks_that_links_to_itself(course: MakeCourse) -> None:
    """It holds no decks; the build says so."""
    built = course({"slides.yaml": ""})
    _loop(built.root / "decks")
    assert built.build().findings == ["decks:1:1: error[config-no-decks]: there is no deck in decks/"]


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
@pytest.mark.parametrize(
    ("folder", "end", "code"), [("decks", ".md", "deck-unreadable"), ("timelines", ".yaml", "timeline-unreadable")]
)
def test_a_name_that_is_no_text(course: MakeCourse, folder: str, end: str, code: str) -> None:
    """A name in some old encoding is an error, not a traceback."""
    built = course(SOUND)
    (built.root / folder).mkdir(exist_ok=True)
    try:
        Path(os.fsdecode(os.fsencode(built.root / folder) + b"/\xff" + end.encode())).write_text("# A\n")
    except OSError:
        pytest.skip("this disk takes no such name")
    for arguments in ((), ("--format", "json")):
        outcome = built.build(*arguments)
        assert f"{folder}/?{end}" in outcome.stderr + outcome.stdout
        assert outcome.exit_code == 1
    assert f"error[{code}]: its name is not valid UTF-8" in built.build().stderr
    assert_rest_is_built(built)


def assert_built_in_seconds(course: Course, line: str, seconds: float = 20) -> None:
    course.write({"decks/01-a.md": f"# A\n\n{line}\n", **SOUND})
    started = time.process_time()  # other work on the machine is no finding
    outcome = course.build_all()
    assert time.process_time() - started < seconds
    assert all(len(finding) < 1000 for finding in outcome.stderr.splitlines())
    assert_rest_is_built(course)
    assert "01-a.html" in course.built


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        *((before, "x") for before in ("", "# ", "$", "```", "<!-- ", "<<NOPE:", '<b title="')),
        ("", "word "),
        ("![](data:image/png;base64,", "Ab/+"),
        ("<!-- ", "< "),
        ("<!-- .element: ", "a"),
    ],
)
def test_a_line_without_end(course: MakeCourse, before: str, piece: str) -> None:
    """A picture written into the deck, a paste that went wrong: built in seconds, and a finding about it is short.

    If time grew with the square of this length, it would be minutes.
    """
    assert_built_in_seconds(course({}), before + piece * (300_000 // len(piece)))


@pytest.mark.parametrize(
    ("before", "size"), [("", 10_000), *((before, 2_000) for before in ("# ", "- ", "$", "| ", "<b>", "<!-- ", "[x]("))]
)
def test_no_piece_of_the_language_takes_time_without_end(course: MakeCourse, before: str, size: int) -> None:
    """Kilobytes of any one piece, one slide each: time grows with the text, not with its square."""
    every = "$· $$· ` `·``· *a < <<A {{A: <!-- <b· <b> <p><b> \\ &amp; www. a@b.c_ https:// [x]( ![ |a -· >· { ~~a·"
    leftover = r"{{<a {%a <% ==a ++a **a ![[ ![a](b( (()[ \( \[a \begin{a} \aa[ {.a· |a|b -a 1.a a) •·a #+a [!A] [^a]"
    lines = [before + piece * (size // len(piece)) for piece in pieces(f"{every} {leftover}")]
    assert_built_in_seconds(course({}), "\n\n---\n\n".join(lines), 10)


def test_a_deck_of_five_megabytes(course: MakeCourse) -> None:
    """A thousand slides full of text are built, and none is lost."""
    slide = "## Slide\n\n" + "Some *text* with `code` and more of it, as slides go.\n" * 100 + "\n\n---\n\n"
    count = 5_000_000 // len(slide)
    built = course({"decks/01-a.md": slide * count + "# End\n", **SOUND})
    started = time.process_time()
    outcome = built.build()
    assert time.process_time() - started < 30
    assert outcome.stderr == ""
    assert f" {count + 3} slides" in outcome.stdout
    assert_rest_is_built(built)
