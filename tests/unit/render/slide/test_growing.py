"""What grows, where golden files do not tell it: settings, deep nesting, and where findings stand."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from helpers import Course, Workshop


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("course")).write({"decks/deck.md": "# A\n"}))


@pytest.mark.parametrize(
    ("settings", "front", "count"),
    [("true", "", 2), ("together", "", 1), ("true", "false", 0), ("false", "true", 2), ("together", "true", 2)],
)
def test_decks_override_the_course(course: MakeCourse, settings: str, front: str, count: int) -> None:
    """The front matter says more than `slides.yaml`."""
    head = f"---\nincremental: {front}\n---\n" if front else ""
    made = course({"slides.yaml": f"incremental: {settings}\n", "decks/a.md": f"{head}# A\n\n- one\n  - two\n"})
    assert made.build().findings == []
    assert len(made.slides("a.html")[0].css("li.fragment")) == count


def test_a_slide_overrides_its_deck(workshop: Workshop) -> None:
    """Each of the words for slides, and nothing of it is left on the section."""
    for value, count in (("", 2), ('="together"', 1), ('="false"', 0), ('="true"', 2)):
        text = f"---\nincremental: together\n---\n<!-- .slide: data-incremental{value} -->\n- one\n  - two\n"
        rendered, findings = workshop.render_text(text)
        assert findings == ()
        assert rendered.slides[0].section.count('class="fragment"') == count
        assert "data-incremental" not in rendered.slides[0].section


def test_nesting_deeper_than_the_stack(workshop: Workshop) -> None:
    """HTML may be nested as deep as it likes."""
    deep = 3_000
    text = f"<!-- .slide: data-incremental -->\n\n. . .\n\n{'<ul><li>' * deep}a{'</li></ul>' * deep}"
    rendered, _ = workshop.render_text(text)
    assert rendered.slides[0].section.count('class="fragment"') >= deep


def test_many_pauses(workshop: Workshop) -> None:
    """A step for each, in order."""
    rendered, _ = workshop.render_text("\n\n. . .\n\n".join(f"{number}\n\nx" for number in range(200)))
    section = rendered.slides[0].section
    assert section.count('class="fragment after-pause"') == 199
    assert [section.index(f"<p>{number}</p>") for number in range(200)] == sorted(
        section.index(f"<p>{number}</p>") for number in range(200)
    )


@pytest.mark.parametrize("text", ["- a\n- b {.incremental}", "{.incremental}\nText", "## H {.incremental}"])
def test_what_is_no_list_does_not_grow(course: MakeCourse, text: str) -> None:
    """The class is reported where it does nothing."""
    (finding,) = course({"decks/a.md": f"# A\n\n{text}\n"}).build().findings
    assert "warning[layout-incremental]" in finding


def test_a_pause_before_nothing(course: MakeCourse) -> None:
    """It would be one more key press in which nothing comes."""
    findings = course({"decks/a.md": "# A\n\n. . .\n\nB\n\n. . .\n"}).build().findings
    assert [finding.split(": ")[:2] for finding in findings] == [["decks/a.md:7:1", "warning[layout-pause]"]]


def test_a_pause_reaches_beyond_notes(course: MakeCourse) -> None:
    """They stand nowhere on the slide, and are shown at its step; where they are left out, nothing tells of them."""
    made = course({"decks/a.md": "# A\n\n. . .\n\n::: notes\nN\n:::\n\nText\n"})
    assert made.build().findings == []
    assert '<p class="fragment" data-step-notes="pause-1">Text</p>' in made.page("a.html")
    made.write({"slides.yaml": "notes: strip\n"}).build()
    assert '<p class="fragment">Text</p>' in made.page("a.html")
