"""Elements that are icons of other tools: told where nothing would be seen, and nowhere else."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from helpers import Course, Workshop


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("course")).write({"decks/deck.md": ""}))


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ('<span class="i-mdi-home"></span>', "3:14", "i-mdi-home"),
        ('<i class="fab fa-github"></i> x', "3:11", "fab fa-github"),
        ("<span class='bi bi-x'> </span>", "3:14", "bi bi-x"),
        ('<i class="material-icons">home</i>', "3:11", "material-icons"),
        ('x\n\nNote: <i class="fas fa-x"></i>', "5:17", "fas fa-x"),
    ],
)
def test_told(workshop: Workshop, text: str, place: str, written: str) -> None:
    """With its place and what to write."""
    (finding,) = workshop.render_text(f"## A\n\n{text}")[1]
    assert (finding.code, f"{finding.position.line}:{finding.position.column}") == ("deck-slip", place)
    assert f"`{written}`" in finding.message
    assert ":house:" in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        *(
            ":tada:",
            ":simple:",
            "a:fa-x:b",
            "`:fa-github:`",
            "```\n:fa-github:\n```",
            "$:fa-x:$",
            "a :fa-github b",
            "::fa-x::",
        ),
        *('<i class="x"></i>', "<i class='fab fa-x'>x</i>", "<i class=fa><img src=data:, alt=a></i>", "*fa-x*"),
        *("`<i class='fa fa-x'></i>`", '<div class="fa-x"></div>', "<i class=material>home</i>"),
    ],
)
def test_not_told(workshop: Workshop, text: str) -> None:
    """Emoji, code, formulas, elements with something in them, and classes of anything else."""
    assert workshop.render_text(f"## A\n\n{text}")[1] == ()


def test_a_course_may_bring_a_font(course: MakeCourse) -> None:
    """With a style sheet of its own elements may be icons; short names are text all the same."""
    files = {"decks/a.md": '## A\n\n<i class="fab fa-x"></i> :fa-y:\n', "theme/css/own.css": ".fa-x::before {}\n"}
    (finding,) = course(files).build().findings
    assert ":fa-y:" in finding
