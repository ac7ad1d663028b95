"""The files that decks name: found, read once, and nothing outside of the project."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.language.paths import (
    file_paths,
    included_paths,
    is_inside,
    named_drawings,
    named_in_placeholders,
    parse_target,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<<INCLUDE:a.md#b..c recap=true>>", [("INCLUDE", "a.md")]),
        ("{{INCLUDE:a.md}} <<INCLUDE:'two words.md'>>", [("INCLUDE", "a.md"), ("INCLUDE", "two words.md")]),
        ("<<TABLE:data/a.csv>> <<CHART:data/b.csv kind=line>>", [("TABLE", "data/a.csv"), ("CHART", "data/b.csv")]),
        ("<<SCHEDULE:data/a.yaml>>", [("SCHEDULE", "data/a.yaml")]),
        ('![a [b]](assets/a.svg "c (d)"){#fig-a inline}', [("", "assets/a.svg")]),
        ("![a](assets/a.svg)\n\ninline", []),
        ('![a](assets/a.svg\n"Caption\nof lines"){inline}', [("", "assets/a.svg")]),
        ('<img class="inline" src="../assets/a.svg?v=1">', [("", "../assets/a.svg")]),
        (
            "![a](<assets/a b.svg>){inline} ![a](assets/b%20c.SVG)",
            [("", "assets/a b.svg"), ("", "assets/b c.SVG")],
        ),
        ("<<TIMELINE:a>> <<QUIZ:data/q.yaml>>", [("TIMELINE", "a"), ("QUIZ", "data/q.yaml")]),
    ],
)
def test_finds_what_a_text_names(text: str, names: list[tuple[str, str]]) -> None:
    """By the names of placeholders, and drawings that are put into the page (without a name)."""
    assert [*named_in_placeholders(text), *(("", path) for path in named_drawings(text))] == names


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        ("b.md", ("decks/part/b.md", "decks/b.md", "b.md")),
        ("../b.md", ("decks/b.md", "b.md")),
        ("../../shared/b.md", ("shared/b.md",)),
        ("../../../b.md", ()),
        ("/etc/b.md", ()),
        ("C:/b.md", ()),
    ],
)
def test_looks_beside_the_file_first(written: str, paths: tuple[str, ...]) -> None:
    """Then in the folder of the decks, then from the root, and never outside of it."""
    found = included_paths(written, "decks/part/a.md", "decks")
    assert found[: len(paths)] == paths
    assert all(is_inside(path) for path in found)


@pytest.mark.parametrize(
    ("path", "paths"),
    [
        ("img/a.png", ("decks/one/img/a.png", "img/a.png")),
        ("../a.png", ("decks/a.png",)),
        ("../../img/a.png", ("img/a.png",)),
        ("../../../a.png", ()),
        ("assets/a.png", ("decks/one/assets/a.png", "assets/a.png")),
        ("../assets/a.png", ("decks/assets/a.png", "assets/a.png")),
        ("../../../assets/a.png", ("assets/a.png",)),
        ("_files/decks/one/a.png", ("decks/one/a.png",)),
        ("_files/../../a.png", ()),
        ("/etc/a.png", ()),
        (".", ("decks/one",)),
    ],
)
def test_looks_for_files_beside_the_text(path: str, paths: tuple[str, ...]) -> None:
    """Then from the root, and never outside of it; what leads to the assets does so from everywhere."""
    assert file_paths(path, "decks/one/a.md", "assets") == paths


@pytest.mark.parametrize("argument", ["", "#a", "a.md#", "a.md#b..", "a.md#..b"])
def test_knows_what_is_no_target(argument: str) -> None:
    """A path is needed, and both ends of a range."""
    assert parse_target(argument) is None


def test_reads_only_what_is_named(course: MakeCourse) -> None:
    """Also from files that are included, and from decks that are not built."""
    made = course(
        {
            "decks/a.md": "# A\n\n---\n\n<<INCLUDE:b.md>>\n",
            "decks/b.md": "---\ntitle: B\n---\n# B\n\n<<INCLUDE:_c.md>>\n",
            "decks/_c.md": "C <<TABLE:data/t.csv>>\n",
            "decks/_d.md": "D\n",
            "data/t.csv": "a,b\n1,2\n",
            "data/u.csv": b"\xff",
        }
    )
    library = made.load().library
    assert set(library.named["text"]) == {"decks/b.md", "decks/_c.md"}
    assert library.find("text", "decks/b.md").value.text == "# B\n\n<<INCLUDE:_c.md>>\n"
    assert set(library.named["table"]) == {"data/t.csv"}
    assert (library.findings, library.broken) == ((), frozenset())


def test_reads_nothing_outside_of_the_project(course: MakeCourse) -> None:
    """Not behind a symbolic link either."""
    made = course({"decks/a.md": "# A\n\n<<INCLUDE:_link.md>>\n\n<<TABLE:data/link.csv>>\n", "data/t.csv": "a\n1\n"})
    secret = made.root.parent / "secret"
    secret.mkdir()
    for name in ("_link.md", "link.csv"):
        (secret / name).write_text("a\n")
        (made.root / ("decks" if name.endswith("md") else "data") / name).symlink_to(secret / name)
    library = made.load().library
    assert not any(library.named.values())
    assert {line.split()[1] for line in made.build().findings} >= {
        "error[include-not-found]:",
        "error[data-not-found]:",
    }


def test_a_file_that_cannot_be_read_is_told(course: MakeCourse) -> None:
    """At its own place, and where it is named."""
    made = course({"decks/a.md": "# A\n\n<<INCLUDE:_b.md>>\n", "decks/_b.md": b"ok \xff\n"})
    assert made.build().findings == ["decks/_b.md:1:4: error[deck-encoding]: the byte 0xFF is not valid UTF-8"]
