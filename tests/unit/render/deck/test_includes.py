"""Texts of other files, where they can stand and where they cannot."""

from __future__ import annotations

import time

import pytest

from conftest import MakeCourse
from helpers import Course


def test_no_text_stands_in_an_attribute(course: MakeCourse) -> None:
    """Its HTML would end the tag."""
    made = course({"decks/a.md": '# A\n\n<b title="<<INCLUDE:_c.md>>">b</b>\n', "decks/_c.md": 'a "b" <i>c</i>\n'})
    outcome = made.build()
    assert [line for line in outcome.findings if "placeholder-syntax" in line] == outcome.findings
    assert outcome.findings[0].startswith("decks/a.md:3:11: error[placeholder-syntax]")


@pytest.mark.parametrize("text", ["## C\n\nText\n", "- one\n- two\n", "```\ncode\n```\n"])
def test_blocks_do_not_stand_amid_a_line(course: MakeCourse, text: str) -> None:
    """They would end the paragraph; on a line of its own the same text is welcome."""
    files = {"decks/a.md": "# A\n\nSay <<INCLUDE:_c.md>>.\n\n<<INCLUDE:_c.md>>\n", "decks/_c.md": text}
    (finding,) = course(files).build().findings
    assert finding.startswith("decks/a.md:3:5: error[placeholder-syntax]")


def test_no_text_comes_back_to_its_own_file(course: MakeCourse) -> None:
    """Through another file as little as at once: lines of the slide count from its first one, those of texts do not."""
    files = {
        "decks/a.md": "# A\n\n---\n\n## X\n\n<<INCLUDE:b.md#y>>\n\n---\n\n## W\n\n$\\fraccc$\n",
        "decks/b.md": "# B\n\n---\n\n## Y\n\n<<INCLUDE:a.md#w>>\n",
    }
    findings = course(files).build().findings
    assert [finding.partition(": ")[0] for finding in findings] == ["decks/a.md:13:2", "decks/b.md:7:1"]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("above", ["", "Text\n\n"])
def test_a_long_chain_ends(course: MakeCourse, above: str, count: int) -> None:
    """Whether it is deeper than the stack, or would double a slide sixty times."""
    files = {f"decks/_{number}.md": _including(number + 1, above, count) for number in range(400)}
    made = course({"decks/a.md": _including(0, above, count), **files, "decks/_400.md": "end\n"})
    started = time.process_time()
    findings = made.build().findings
    assert time.process_time() - started < 30
    assert {finding.partition(": ")[2].partition(":")[0] for finding in findings} == {"error[include-cycle]"}


B = "# B\n\n---\n\n## F {#f}\n\nx\n\n---\n\n## G {#g}\n"


def _ids(made: Course) -> list[str | None]:
    return [slide.attributes["id"] for slide in made.slides("a.html")]


def test_a_text_leaves_its_id_behind(course: MakeCourse) -> None:
    """The slide that is called so keeps its name, wherever it stands, and no element has it besides."""
    text = '<<INCLUDE:b.md#f>>\n\n<!-- .slide: id="x" -->\n'
    made = course({"decks/a.md": f"# A\n\n---\n\n## Later\n\n{text}\n---\n\n<<INCLUDE:b.md#f>>\n", "decks/b.md": B})
    made.build("--strict")
    assert _ids(made) == ["a", "x", "f"]
    assert made.page("a.html").count('id="f"') == 1


def test_a_comment_in_a_text_gives_no_id(course: MakeCourse) -> None:
    """It is for the slide that it came from."""
    text = '<!-- .slide: id="f" data-aliases="old" data-x="1" -->\n\nx\n'
    made = course({"decks/a.md": "# A\n\n---\n\n## Later\n\n<<INCLUDE:_c.md>>\n", "decks/_c.md": text})
    assert made.build("--strict").findings == []
    later = made.slides("a.html")[1]
    assert (later.attributes["id"], later.attributes["data-x"]) == ("later", "1")
    assert 'id="old"' not in made.page("a.html")


def test_a_text_that_is_all_names_its_slide(course: MakeCourse) -> None:
    """Where the heading of a text becomes that of the slide, its id does, too."""
    made = course({"decks/a.md": "# A\n\n---\n\n<<INCLUDE:b.md#f>>\n\nmore\n", "decks/b.md": B})
    made.build("--strict")
    assert _ids(made) == ["a", "f"]


def test_what_is_taken_in_twice_is_meant(course: MakeCourse) -> None:
    """Neither the ids of slides nor of figures are reported, whether slides come or texts."""
    slide = '## F {#f}\n\n![A](assets/a.svg "C"){#fig-a}\n\nSee @fig-a'
    deck = "# A\n\n---\n\n<<INCLUDE:_c.md>>\n\n---\n\n<<INCLUDE:_c.md>>\n\nmore @fig-a\n\n---\n\n<<INCLUDE:_c.md>>\n"
    made = course({"decks/a.md": deck, "decks/_c.md": slide, "assets/a.svg": "<svg/>"})
    assert made.build().findings == []
    assert _ids(made) == ["a", "f", "f-2", "f-3"]


def test_ids_that_are_taken_are_found_at_their_place(course: MakeCourse) -> None:
    """Not inside of other words."""
    deck = (
        '# A\n\n---\n\n## F {#f}\n\n![A](assets/a.svg "C"){#fig-a}\n\n---\n\nof fig @fig-a\n\n## F {#f}\n\n'
        '![A](assets/a.svg "C"){#fig-a}\n\n![A](assets/a.svg "C"){#fig-a}\n'
    )
    findings = course({"decks/a.md": deck, "assets/a.svg": "<svg/>"}).build().findings
    assert [finding.split(": ")[0] for finding in findings] == [
        "decks/a.md:13:8",
        "decks/a.md:15:25",
        "decks/a.md:17:25",
    ]


def test_what_is_said_of_slides_where_they_are_taken_in(course: MakeCourse) -> None:
    """Attributes are for each of them, names for the first one."""
    says = '<!-- .slide: data-background-color="#123456" data-transition="fade" id="own" data-aliases="old" -->'
    made = course({"decks/a.md": f"# A\n\n---\n\n{says}\n<<INCLUDE:b.md#f..g>>\n", "decks/b.md": B})
    assert made.build("--strict").findings == []
    slides = made.slides("a.html")[1:]
    assert [slide.attributes["id"] for slide in slides] == ["own", "g"]
    assert {slide.attributes["data-transition"] for slide in slides} == {"fade"}
    assert {slide.attributes["data-background-color"] for slide in slides} == {"#123456"}
    assert made.page("a.html").count('<span id="old"') == 1


def test_an_id_for_included_slides_may_be_taken(course: MakeCourse) -> None:
    """The finding stands where they are taken in."""
    deck = '# A {#a}\n\n---\n\n<!-- .slide: id="a" -->\n<<INCLUDE:b.md#f>>\n'
    (finding,) = course({"decks/a.md": deck, "decks/b.md": B}).build().findings
    assert finding.startswith("decks/a.md:6:1: warning[deck-duplicate-id]")


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("f", ["f"]),
        ("g", ["g"]),
        ("old", ["new"]),
        ("f..new", ["f", "g", "new"]),
        ("b..f", ["b", "f"]),
        ("own", ["own"]),
    ],
)
def test_slides_that_a_file_takes_in_itself(course: MakeCourse, wanted: str, ids: list[str]) -> None:
    """They have their ids in its page, as all others; aliases lead to slides, too."""
    files = {
        "decks/a.md": f"# A\n\n---\n\n<<INCLUDE:c.md#{wanted}>>\n",
        "decks/b.md": B,
        "decks/c.md": '# B\n\n---\n\n<<INCLUDE:b.md#f..g>>\n\n---\n\n## New\n<!-- .slide: data-aliases="old" -->\n'
        '\n---\n\n<!-- .slide: id="own" -->\n<<INCLUDE:b.md#f>>\n\n---\n\n<<INCLUDE:a.md#a>>\n',
    }
    made = course(files)
    assert made.build("--strict").findings == []
    assert _ids(made) == ["a", *ids]
    assert made.slides("c.html")[-1].attributes["id"] == "a"


def test_findings_of_ranges_name_the_way(course: MakeCourse) -> None:
    """Those of the slides that come, and of no others."""
    files = {
        "decks/a.md": "# A\n\n---\n\n<<INCLUDE:_c.md#f>>\n",
        "decks/_b.md": "# B\n\n$\\no$\n\n---\n\n## F\n\n$\\fraccc$\n",
        "decks/_c.md": "<<INCLUDE:_b.md>>\n",
    }
    report = course(files).build().stderr
    assert report.count("math-parse") == 1
    assert "  note: included from decks/_c.md:1:1\n  note: included from decks/a.md:5:1\n" in report


def test_an_authors_id_wins(course: MakeCourse) -> None:
    """A heading above it would make the same one, and gets a number."""
    made = course({"decks/a.md": "# A\n\n---\n\n## B {#a}\n\n---\n\n## A\n"})
    assert made.build("--strict").findings == []
    assert _ids(made) == ["a-2", "a", "a-3"]


def test_attributes_behind_an_include_are_those_of_its_text(course: MakeCourse) -> None:
    """A text of blocks may be a fragment as a whole."""
    made = course({"decks/a.md": "# A\n\n<<INCLUDE:_c.md>> {.fragment}\n", "decks/_c.md": "one\n\ntwo\n"})
    assert made.build().findings == []
    assert '<div class="fragment"><p>one</p>' in made.page("a.html")


def _including(number: int, above: str, count: int) -> str:
    between = "\n" if above else "\n---\n\n"
    return above + between.join([f"<<INCLUDE:_{number}.md>>\n"] * count)


def test_a_mistake_is_told_once(course: MakeCourse) -> None:
    """In the deck where it stands, however many others take it in; and a missing drawing is missing, no more."""
    made = course(
        {
            "decks/01-a.md": "# A\n\n![x](images/x.svg){inline}\n",
            "decks/02-b.md": "<<INCLUDE:01-a.md#a recap=true>>\n\n---\n\n<<INCLUDE:_c.md>>\n",
            "decks/03-c.md": "<<INCLUDE:_c.md>>\n",
            "decks/_c.md": "# C\n\n$\\nope$\n",
        }
    )
    errors = made.build().stderr
    assert [line.split()[0] for line in errors.splitlines() if not line.startswith("  ")] == [
        "decks/01-a.md:3:6:",
        "decks/_c.md:3:2:",
    ]
    assert errors.count("included from") == 1


def test_an_empty_file_is_no_slide(course: MakeCourse) -> None:
    """A blank slide would be nobody's wish."""
    (finding,) = course({"decks/a.md": "# A\n\n---\n\n<<INCLUDE:_c.md>>\n", "decks/_c.md": "\n"}).build().findings
    assert finding.startswith("decks/a.md:5:1: error[deck-empty]")
