"""One deck: its title, its slides with ids, and what is said when there is nothing in it."""

from __future__ import annotations

import pytest

from helpers import Course, Workshop


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("course")).write({"decks/deck.md": ""}))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A *b* `c` $d$ &amp; <b>e</b>", "A b c d & e"),
        ("# A<br>b {#x}", "A b"),
        ("## B\n---\n# A", "A"),
        ("---\ntitle: T & <b>\n---\n# A", "T & <b>"),
        ("text", "Deck"),
        ("", "Deck"),
    ],
)
def test_the_title_is_plain_text(workshop: Workshop, text: str, title: str) -> None:
    """From the front matter, the first heading of level 1, or the name of the file."""
    assert workshop.render_text(text)[0].title == title


@pytest.mark.parametrize(
    ("text", "classes"),
    [("# A", "slide-title"), ("## A", None), ("A\n---\n# B", "slide-section"), ("A\n---\n### B", None)],
)
def test_covers_are_told_apart(workshop: Workshop, text: str, classes: str | None) -> None:
    """The first slide with a heading of level 1 is a title, later ones begin a section."""
    section = workshop.render_text(text)[0].slides[-1].section
    assert (f'class="{classes}"' in section) if classes else ("class=" not in section)


def test_findings_count_lines_in_the_file(workshop: Workshop) -> None:
    """Behind front matter and other slides, in notes, in the second of two equal slides."""
    text = "---\ntitle: T\n---\n# A\n---\n$\\x$\n---\n\n\nNote: $\\x$\n---\n$\\x$\n"
    _, findings = workshop.render_text(text)
    assert [each.position.line for each in findings if each.code == "math-parse"] == [6, 10, 12]


def test_the_same_formula_is_rendered_once_and_counted_twice(workshop: Workshop) -> None:
    """Formulas are counted as a reader sees them."""
    assert workshop.render_text("$x$ $x$\n---\n$x$")[0].formula_count == 3


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: a\n---\n", "  \n\t\n"])
def test_an_empty_deck_is_a_page(workshop: Workshop, text: str) -> None:
    """With one empty slide, and a warning."""
    rendered, findings = workshop.render_text(text)
    assert len(rendered.slides) == 1
    assert [each.code for each in findings] == ["deck-empty"]


def test_a_deck_of_notes_only(workshop: Workshop) -> None:
    """A warning for each slide; the notes are there."""
    rendered, findings = workshop.render_text("Note: a\n\n---\n\nNote: b")
    assert [each.code for each in findings] == ["deck-notes-only"] * 2
    assert all('<aside class="notes">' in slide.section for slide in rendered.slides)


def test_notes_can_be_left_out_of_the_page(workshop: Workshop) -> None:
    """`notes: strip` takes them all, and asks for no file that they show."""
    rendered, _ = workshop.render_text("---\nnotes: strip\n---\n# A\n\nNote: secret ![](assets/a.png)")
    assert "secret" not in rendered.slides[0].section


def test_a_broken_formula_leaves_the_rest(workshop: Workshop) -> None:
    """A red box with source and message in its place."""
    section = workshop.render_text("before $\\nope$ after $x$")[0].slides[0].section
    assert '<span class="math-error" role="alert"><code>\\nope</code>' in section
    assert section.count('class="katex"') == 1
    assert "before" in section
    assert "after" in section


@pytest.mark.parametrize(
    ("heading", "slide_id"),
    [
        ("## Intro <<NOPE>>", "intro"),
        ("## Intro <<NOPE:a", "intro"),
        ("## Intro <<TIMELINE:nope>> end", "intro-end"),
        ("## <<NOPE>>", "slide-1"),
    ],
)
def test_what_is_wrong_in_a_heading_is_no_part_of_its_id(workshop: Workshop, heading: str, slide_id: str) -> None:
    """The box of an error says so on the slide; the address of the slide is there to stay."""
    rendered, findings = workshop.render_text(heading)
    assert [slide.id for slide in rendered.slides] == [slide_id]
    assert findings
