"""One deck: its title, its slides with ids, and what is said when there is nothing in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.render.deck.deck import RenderMemory
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


@pytest.mark.parametrize(
    "body",
    [
        *("- one\n- two", "1. one", "a\n: b", "```\nx\n```", "|a|b|\n|-|-|\n|1|2|", "$$\nx\n$$", "> [!NOTE]\n> x"),
        *("![](a.png)", "![](a.png){width=50%}", '![](a.png "Caption")', "<video src=a.mp4></video>", "word " * 60),
        *("::: columns\n::: column\nA\n:::\n:::", "::: tiles\n::: tile\n## A\n:::\n:::", "<<AGENDA>>"),
    ],
)
@pytest.mark.parametrize("separator", ["---", "--"])
def test_a_full_slide_is_laid_out_like_any_other(workshop: Workshop, body: str, separator: str) -> None:
    """Whatever the level of its heading, and wherever it stands in a deck with sections."""
    text = f"# A\n\n{separator}\n\n# B\n\n{body}\n\nNote: n\n\n---\n\n## C"
    title, full, _ = workshop.render_text(text)[0].slides
    assert 'class="slide-title"' in title.section
    assert "slide-section" not in full.section


@pytest.mark.parametrize(
    ("body", "first", "later"),
    [
        ("", True, True),
        ("Note:\n- a long\n- list", True, True),
        ("## Second line\n\nOne sentence.", True, True),
        ("> A motto", True, True),
        ("See the book.[^1]\n\n[^1]: The one", True, True),
        ("![Logo](assets/images/a.svg)\n\nAda Lovelace", True, False),
        ("word " * 60, True, False),
        ("word " * 90, False, False),
        ("- Ada\n- Grace", False, False),
    ],
)
def test_how_much_stands_on_titles(workshop: Workshop, body: str, first: bool, later: bool) -> None:
    """A title bears names, a date and a logo, the beginning of a section a sentence or two."""
    text = f"# A\n\n{body}\n\n---\n\n## B\n\n---\n\n# C\n\n{body}"
    slides = workshop.render_text(text)[0].slides
    assert ("slide-title" in slides[0].section, "slide-section" in slides[2].section) == (first, later)


def test_a_course_whose_slides_all_have_headings_of_level_1(workshop: Workshop) -> None:
    """Its slides are laid out, and listed, as if these were of level 2; those of a heading alone are sections."""
    text = "# A\n---\n# B\nA sentence.\n---\n# C\n- x\n---\n![](a.png)\n---\n# D\n---\n# E\n<<AGENDA>>"
    _, b, c, _, d, e = (slide.section for slide in workshop.render_text(text)[0].slides)
    assert [name for name, one in (("b", b), ("c", c), ("d", d), ("e", e)) if "slide-section" in one] == ["d"]
    assert re.findall("<li.*</li>", e) == ['<li class="current" aria-current="step"><a href="#/d">D</a></li>']


def test_full_slides_of_level_1_above_others_are_sections_of_the_agenda(workshop: Workshop) -> None:
    """Where other slides have lower headings, and no slide looks like the beginning of a section."""
    text = "# A\n---\n# B\n- x\n---\n## C\n<<AGENDA>>\n---\n# D\n- y"
    agenda = workshop.render_text(text)[0].slides[2].section
    assert re.findall('href="#/(.)"', agenda) == ["b", "d"]


def test_full_slides_of_level_1_have_running_titles(workshop: Workshop) -> None:
    """As all others have."""
    text = "# A\n---\n<!-- section: S -->\n# B\n---\n# C\n- x"
    _, begins, full = workshop.render_text(text)[0].slides
    assert "running-title" not in begins.section
    assert '<span class="running-section">S</span>' in full.section


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


def test_no_break_spaces_are_spaces_where_one_means_something(workshop: Workshop) -> None:
    """In front matter, headings, lists, notes and containers, at the place where they stand."""
    text = "---\ntitle:_T\nauthors:\n__-_A\n---\n##_One {.a_#b}\n\n-_a_b\n_\n:::_small\n\\:::\n:::\n$\\x$\nNote:_n\n"
    rendered, findings = workshop.render_text(text.replace("_", "\N{NO-BREAK SPACE}"))
    slide = rendered.slides[0]
    assert (rendered.title, slide.id) == ("T", "b")
    assert "<h2" in slide.section
    assert "<li>a\N{NO-BREAK SPACE}b</li>" in slide.section.replace("\n", "").replace("&nbsp;", "\N{NO-BREAK SPACE}")
    assert '<div class="small">' in slide.section
    assert slide.notes is not None
    assert [(each.code, each.position.line) for each in findings] == [("math-parse", 13)]


def equation(name: str) -> str:
    return f"\n\n$$\\begin{{equation}} {name} \\end{{equation}}$$\n\n"


def numbers(rendered: RenderedDeck) -> list[list[str]]:
    """Return the numbers of equations, slide by slide."""
    return [re.findall(r'"equation-number">(.*?)<', slide.section) for slide in rendered.slides]


def test_equations_are_numbered_through_the_deck(workshop: Workshop) -> None:
    """In the order of the audience: hidden slides and speaker notes count none, and show none."""
    aligned = "$$\\begin{align} a &= 1 \\\\ b &= 2 \\\\ c &= 3 \\tag{x} \\end{align}$$"
    hidden = '<!-- .slide: data-visibility="hidden" -->\n\n'
    text = "\n---\n".join(
        [equation("a"), f"{aligned}\n\nNote:{equation('n')}", hidden + equation("h"), equation("a") * 2]
    )
    assert numbers(workshop.render_text(text)[0]) == [["(1)"], ["(2)", "(3)", ""], [""], ["(4)", "(5)"]]


def test_an_edit_renumbers_what_follows(workshop: Workshop) -> None:
    """Also slides that were rendered before."""
    memory = RenderMemory()
    text = f"{equation('a')}\n---\n{equation('b')}"
    assert numbers(workshop.render(text, memory)[0]) == [["(1)"], ["(2)"]]
    assert numbers(workshop.render(f"{equation('c')}{text}", memory)[0]) == [["(1)", "(2)"], ["(3)"]]
    assert numbers(workshop.render(text, memory)[0]) == [["(1)"], ["(2)"]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# T\n---\n## A\n---\n## B", "# T\n---\n## A\n--\n## B"),
        ("# T\n---\n## A\n---\n## B", "# T\n---\n<!-- section: S -->\n\n## A\n---\n## B"),
        ("# T\n---\n## A\n---\n## B", "# T\n---\n## B\n---\n## A"),
        ("# T\n---\n## A\n---\n## A", "# T\n---\n## A {#a-2}\n---\n## A"),
        ("# T\n---\n## A\n---\n[x](#no)", "# T\n\nMore\n---\n## A\n---\n[x](#no)"),
        ("# T\n---\n$$a$$\n---\n$$b$$ {#b}", "# T\n---\n\\begin{equation}a\\end{equation}\n---\n$$b$$ {#b}"),
    ],
)
def test_a_state_comes_out_as_if_it_were_the_first(workshop: Workshop, before: str, after: str) -> None:
    """Whatever an edit changes of the place of slides, of their names and of what stands around them."""
    memory = RenderMemory()
    for text in (before, after, before):
        assert workshop.render(text, memory) == workshop.render(text, RenderMemory())


def test_equations_that_the_audience_does_not_see_take_no_number(tmp_path: Path) -> None:
    """In a part of a slide, or a slide of their own."""
    part, whole = f"::: solution{equation('a')}:::\n", f'<!-- .slide: data-audience="instructor" -->{equation("b")}'
    deck = f"# T\n\n{part}\n---\n{whole}\n---\n{equation('c')}"
    course = Course(tmp_path).write({"decks/deck.md": deck, "slides.yaml": "title: C\n"})
    assert course.build().exit_code == 0
    for page in ("deck.html", "deck.read.html"):
        assert re.findall(r'"equation-number">(.*?)<', course.page(page)) == ["(1)"]
