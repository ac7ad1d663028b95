"""Placeholder types of extensions: what they are handed, what they may return, and what is wrong with them."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from helpers import Course

HEAD = """
from dataclasses import dataclass
from dl4ad_slides.api import FileFormat, PlaceholderError, PlaceholderType
"""
DECK = "# A\n\n---\n\n## B\n\n{}\n"


def built(course: MakeCourse, extension: str, placeholder: str, **files: str) -> tuple[Course, list[str]]:
    """Build a course with an extension and a deck that shows one placeholder."""
    made = course(
        {
            "slides.yaml": "extensions: [e.py]\n",
            "e.py": HEAD + extension,
            "decks/a.md": DECK.format(placeholder),
            **{path.replace("__", "/").replace("_", "."): text for path, text in files.items()},
        }
    )
    outcome = made.build()
    assert "Traceback" not in outcome.stderr
    return made, outcome.findings


def test_markdown_is_rendered(course: MakeCourse) -> None:
    """A type may return Markdown, which goes on through the engine, formulas included."""
    made, findings = built(
        course, "P = PlaceholderType('P', lambda r: f'**{r.argument}** $x$', output='markdown')", "<<P:a>>"
    )
    assert findings == []
    assert '<strong>a</strong> <span class="katex">' in made.page("a.html")


def test_a_line_amid_a_text(course: MakeCourse) -> None:
    """A type that is inline may stand in a paragraph; a block cannot."""
    inline = "P = PlaceholderType('P', lambda r: '<b>1</b>', is_inline=True)"
    made, findings = built(course, inline, "so <<P:a>> it is")
    assert (findings, "<p>so <b>1</b> it is</p>" in made.page("a.html")) == ([], True)
    _, findings = built(course, "P = PlaceholderType('P', lambda r: '<div>1</div>')", "so <<P:a>> it is")
    assert findings == ["decks/a.md:7:4: error[placeholder-syntax]: `P` cannot stand amid a line of text"]


@pytest.mark.parametrize(
    ("extension", "told"),
    [
        ("def f(r):\n    raise PlaceholderError('no such thing', 'Do it.', 'k')\nP = PlaceholderType('P', f, None)\n",
         "decks/a.md:7:7: error[placeholder-value]: no such thing"),
        ("def f(r):\n    return 1 / 0\nP = PlaceholderType('P', f, None)\n",
         "decks/a.md:7:1: error[extension-failed]: the placeholder `P` failed: ZeroDivisionError: division by zero"),
        ("@dataclass\nclass O:\n    k: bytes = b''\nP = PlaceholderType('P', lambda r: '', O)\n",
         "decks/a.md:7:1: error[extension-failed]: the placeholder `P` failed: TypeError: the option `k` cannot be a "
         "<class 'bytes'>"),
        ("P = PlaceholderType('P', lambda r: None, None)\n",
         "decks/a.md:7:1: error[extension-failed]: the placeholder `P` failed: TypeError: it returned NoneType, "
         "not str"),
    ],
    ids=["refused", "raises", "declaration", "no text"],
)  # fmt: skip
def test_what_goes_wrong_is_told_at_the_placeholder(course: MakeCourse, extension: str, told: str) -> None:
    """The slide shows the message in its place, the others stay."""
    made, findings = built(course, extension, "<<P:a k=1>>")
    assert findings == [told]
    assert [len(slide.css(".slide-error")) for slide in made.slides("a.html")] == [0, 1]


def test_a_reader_that_fails(course: MakeCourse) -> None:
    """Of a file, too, whose placeholder says that it has errors."""
    load = "def load(s, r):\n    return s.nope\n"
    extension = load + "P = PlaceholderType('P', lambda r: '', file=FileFormat('x', ('.x',), load))\n"
    _, findings = built(course, extension, "<<P:data/a.x>>", data__a_x="1")
    assert findings == [
        "decks/a.md:7:1: error[data-not-found]: the file `data/a.x` has errors",
        "e.py:5:1: error[extension-failed]: the x `data/a.x` cannot be read by `e.py`: "
        "AttributeError: 'Source' object has no attribute 'nope'",
    ]


def test_names_near_misses_of_its_files(course: MakeCourse) -> None:
    """Those with its endings."""
    extension = "P = PlaceholderType('P', lambda r: r.file, file=FileFormat('x', ('.x',), lambda s, r: s.text))\n"
    made, findings = built(course, extension, "<<P:data/b.x>>", data__a_x="1")
    assert findings == ["decks/a.md:7:1: error[data-not-found]: there is no file `data/b.x`"]
    assert built(course, extension, "<<P:data/a.x>>", data__a_x="<i>1</i>")[1] == []
    assert "<i>1</i>" in made.page("a.html")
