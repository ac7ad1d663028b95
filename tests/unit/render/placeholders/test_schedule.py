"""Schedules as HTML: balanced tables, dates in the deck's language, deadlines as fragments."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborNode

from conftest import MakeCourse
from helpers import Course

DEADLINES = """entries:
  - {date: 2026-10-15, topic: A}
  - {date: 2026-10-25, topic: B, deadline: true}
  - {date: Week 3, topic: C, deadline: true, time: "9:00"}
"""


def built(course: MakeCourse, entries: str, options: str = "", language: str = "en") -> tuple[Course, LexborNode]:
    made = course(
        {
            "decks/a.md": f"---\nlanguage: {language}\n---\n<<SCHEDULE:data/s.yaml {options}>>\n",
            "data/s.yaml": entries,
        }
    )
    assert made.build().stderr == ""
    return made, made.slides("a.html")[0]


def entries(*notes: str) -> str:
    rows = (f"  - {{date: 2026-10-{day:02}, topic: T{day}, note: '{note}'}}\n" for day, note in enumerate(notes, 1))
    return "entries:\n" + "".join(rows).replace(", note: ''", "")


def cells(node: LexborNode, selector: str) -> list[str]:
    return [" ".join(cell.text().split()) for cell in node.css(selector)]


@pytest.mark.parametrize(
    ("notes", "options", "counts"),
    [
        ([""] * 8, "", [4, 4]),
        ([""] * 9, "", [5, 4]),
        ([""] * 9, "columns=1", [9]),
        ([""] * 9, "columns=3", [3, 3, 3]),
        ([""] * 10, "columns=3", [4, 3, 3]),
        (["note"] * 4 + [""] * 6, "", [4, 6]),
        (["long"] * 6 + [""] * 6, "", [5, 7]),
        (["a note of so many words that it takes two lines, or even three"] + [""] * 6, "", [3, 4]),
        ([""], "", [1]),
    ],
)
def test_tables_are_of_about_the_same_height(
    course: MakeCourse, notes: list[str], options: str, counts: list[int]
) -> None:
    """A note below a topic counts; no table is empty, and no row is lost."""
    _, slide = built(course, entries(*notes), options)
    tables = slide.css(".schedule > table")
    assert [len(table.css("tbody > tr")) for table in tables] == counts
    assert cells(slide, "tbody td:last-child") == [f"T{day} {note}".strip() for day, note in enumerate(notes, 1)]


@pytest.mark.parametrize(
    ("language", "options", "written", "heads"),
    [
        ("en", "", "Oct 25, 2026", ["Date", "Topic"]),
        ("en-GB", "", "25 Oct 2026", ["Date", "Topic"]),
        ("de", "style=long", "25. Oktober 2026", ["Datum", "Thema"]),
        ("fr", "style=full", "dimanche 25 octobre 2026", ["Date", "Sujet"]),
        ("de-AT", "style=short", "25.10.26", ["Datum", "Thema"]),
    ],
)
def test_dates_are_in_the_language_of_the_deck(
    course: MakeCourse, language: str, options: str, written: str, heads: list[str]
) -> None:
    """For people, and once more for machines; text that is no date stays."""
    _, slide = built(course, DEADLINES, f"columns=1 {options}", language)
    assert cells(slide, "td.date")[1:] == [written, "Week 3"]
    assert [time.attributes["datetime"] for time in slide.css("td.date > time")] == ["2026-10-15", "2026-10-25"]
    assert cells(slide, "thead th") == heads


@pytest.mark.parametrize(
    ("options", "classes"), [("", "fragment custom appear-table highlight"), ("fragments=false", "highlight")]
)
def test_deadlines_are_highlighted(course: MakeCourse, options: str, classes: str) -> None:
    """As rows that appear one by one, or at once."""
    _, slide = built(course, DEADLINES, options)
    assert [row.attributes.get("class") for row in slide.css("tbody > tr")] == [None, classes, classes]
    assert cells(slide, "tr.highlight > td:last-child") == ["B", "C 9:00"]


def test_an_edit_of_the_dates_shows(course: MakeCourse) -> None:
    """In the next build."""
    made, _ = built(course, DEADLINES)
    made.write({"data/s.yaml": DEADLINES.replace("topic: A", "topic: Z")})
    made.build()
    assert cells(made.slides("a.html")[0], "tbody td:last-child")[0] == "Z"


def test_a_course_may_write_the_markup_itself(course: MakeCourse) -> None:
    """By a partial of its own; a mistake in that is told at the slide and at the partial."""
    files = {"decks/a.md": "<<SCHEDULE:data/s.yaml>>\n", "data/s.yaml": DEADLINES}
    own = "{% for column in schedule.columns %}{% for row in column %}<b>{{ row.topic }}</b>{% endfor %}{% endfor %}"
    made = course({**files, "theme/partials/schedule.html.j2": own})
    assert made.build().stderr == ""
    assert cells(made.slides("a.html")[0], "b") == ["A", "B", "C"]
    broken = course({**files, "theme/partials/schedule.html.j2": "{{ schedule.nope }}"})
    assert "error[placeholder-runtime]" in broken.build().stderr


def test_topics_and_notes_hold_formulas(course: MakeCourse) -> None:
    """As tables do; everything else is text."""
    _, slide = built(course, "entries:\n  - {date: 2026-10-15, topic: '$k$-means <b>', note: '$x$'}\n")
    assert len(slide.css("td .katex")) == 2
    assert slide.css("td b") == []
