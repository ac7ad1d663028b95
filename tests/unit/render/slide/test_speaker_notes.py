"""Speaker notes: one element, a child of the section, whatever the author wrote."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.audience import EVERYBODY, PUBLIC
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.speaker_notes import gather_notes, mark_notes, strip_notes
from helpers import Course


@pytest.mark.parametrize(
    ("html", "gathered"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ('<aside class="notes">a</aside><p>b</p>', '<aside class="notes">a</aside><p>b</p>'),
        ('<aside class="notes">a</aside>b<aside class="x notes">c</aside>', 'b<aside class="notes">ac</aside>'),
        ('<div><aside class="notes">a</aside></div>b', '<div></div>b<aside class="notes">a</aside>'),
        (
            '<aside class="notes">a<aside class="notes">b</aside></aside>c',
            'c<aside class="notes">ab</aside>',
        ),
        ("<aside>a</aside>", "<aside>a</aside>"),
        (
            '<aside class="notes">a</aside><div class="fragment">b<aside class="notes">c</aside></div>',
            '<div class="fragment" data-step-notes="2">b</div>'
            '<aside class="notes">a<div class="step-notes" data-step-notes="2">c</div></aside>',
        ),
    ],
)
def test_gather(html: str, gathered: str) -> None:
    """Notes from anywhere, in their order."""
    tree = HtmlTree(html)
    gather_notes(tree)
    assert tree.html == gathered


def test_strip() -> None:
    """Neither elements nor attributes are left."""
    tree = HtmlTree('<div data-notes="a">b<aside class="notes">c<aside class="notes">d</aside></aside></div>')
    tree.attributes["data-notes"] = "e"
    strip_notes(tree)
    assert tree.html == "<div>b</div>"
    assert tree.attributes == {}


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<div class='notes'><p>a</p></div>b", '<aside class="notes"><p>a</p></aside>b'),
        ("<aside class='NOTES x'>a</aside>", '<aside class="notes">a</aside>'),
        ("<p class='notes'>a</p>b", '<aside class="notes"><p>a</p></aside>b'),
        ("<ul><li>a</li><li class='Notes'>b</li></ul>", '<ul><li>a</li><aside class="notes">b</aside></ul>'),
        ("<ul class='notes x'><li>a</li></ul>", '<aside class="notes"><ul class="x"><li>a</li></ul></aside>'),
        ("<p>a <span class='notes'>b</span></p>", '<p>a <aside class="notes"><p><span>b</span></p></aside></p>'),
        ("<div class='notes'>a<p class='notes'>b</p></div>", '<aside class="notes">a<p class="notes">b</p></aside>'),
        ("<p class='footnotes my-notes'>a</p>", '<p class="footnotes my-notes">a</p>'),
    ],
)
def test_mark(html: str, marked: str) -> None:
    """Whatever element is of the class, in capitals too; a list stays one."""
    tree = HtmlTree(html)
    mark_notes(tree)
    assert tree.html == marked


SHOWN = "# Shown\n\n"
NOTES_IN_ALL_SPELLINGS = [
    "::: {.notes}\nzqqz\n:::",
    "::: {#n .notes}\nzqqz\n:::",
    "::: {.x .NOTES}\nzqqz\n:::",
    "::: tile {.notes}\nzqqz\n:::",
    "::: notes\nzqqz\n:::",
    "<div class='notes'>zqqz</div>",
    "<aside class='NOTES'>\n\nzqqz\n</aside>",
    "{.notes}\nzqqz",
    "{.notes}\n- zqqz",
    "a [zqqz]{.notes}",
    "{.notes}\n## zqqz",
    "<!-- .slide: data-notes='zqqz' -->\nzz".replace("'", '"'),
    "<p data-notes='zqqz'>a</p>",
    "Note: zqqz",
    "NOTES:\n\nzqqz",
]


@pytest.mark.parametrize("written", NOTES_IN_ALL_SPELLINGS)
def test_who_gets_notes(course: MakeCourse, written: str) -> None:
    """Everybody, instructors or nobody, as `notes` says, however they are spelt; and the build says so."""
    made = course({"decks/a.md": SHOWN + written})
    for setting, sees_public, sees_instructor in (
        ("keep", True, True),
        ("instructor", False, True),
        ("strip", False, False),
    ):
        made.write({"slides.yaml": f"notes: {setting}\n"})
        for audience, sees in ((PUBLIC, sees_public), (EVERYBODY, sees_instructor)):
            result = build_site(load_course(made.root, audience=audience))
            texts = [one.content.decode() for one in result.files if isinstance(one.content, bytes)]
            assert not result.findings
            assert any("Shown" in text for text in texts)
            assert (any("zqqz" in text for text in texts), result.has_notes) == (sees, sees)


def test_the_build_says_that_notes_are_published(course: MakeCourse) -> None:
    """In its one line, and not of a site for instructors."""
    made = course({"decks/a.md": "# A\n\nNote: n"})
    assert made.build().stdout.endswith("build/index.html; speaker notes are published\n")
    assert "speaker notes" not in made.build("--audience", "instructor").stdout
    made.write({"slides.yaml": "notes: instructor\n"})
    assert "speaker notes" not in made.build().stdout


@pytest.mark.parametrize(
    ("written", "is_slip"),
    [
        ("Note : zqqz", True),
        ("Note\u00a0: zqqz", True),
        ("Note\uff1a zqqz", True),
        ("\u00a0Note: zqqz", True),
        ("\ufeffNote: zqqz", True),
        ("Notizen: zqqz", True),
        ("Speaker notes: zqqz", True),
        ("???\n\nzqqz", True),
        ("  Note: zqqz", False),
        ("**Note:** zqqz", False),
        ("**Note**: zqqz", False),
        ("<b>Note</b>: zqqz", False),
        ("> Note: zqqz", False),
        ("- Note: zqqz", False),
        ("1. Note: zqqz", False),
        ("### Note: zqqz", False),
        ("**Speaker notes:** zqqz", False),
        ("Anmerkung: zqqz", False),
        ("Remarque\u00a0: zqqz", False),
        ("zqqz\n{.notes}", True),
    ],
)
def test_looks_like_notes(course: MakeCourse, written: str, is_slip: bool) -> None:
    """Where notes are not for all an error that keeps the deck from being written; else a warning, where it is sure."""
    made = course({"decks/a.md": SHOWN + written, "decks/b.md": "# B"})
    assert _codes(made) == (["deck-slip"] if is_slip else [])
    for setting in ("instructor", "strip"):
        made.write({"slides.yaml": f"notes: {setting}\n"})
        result = made.result()
        assert [finding.code for finding in result.findings] == ["deck-notes"]
        assert [deck.name for deck in result.held_back] == ["a"]


@pytest.mark.parametrize(
    "written",
    [
        "Note that this is text; a note: too",
        "`Note :` ```x\n",
        "```\n- Note: a\n```",
        "<!-- - Note: a -->",
        "> [!NOTE]\n> a",
        "Notes",
        "Note&#58; a",
        "> Note&#58; a",
        "**Note&#58;** a",
        "Really???",
        "`{.notes}`",
        "Note: a\n\n- Note: b\n\n???",
    ],
)
def test_looks_like_no_notes(course: MakeCourse, written: str) -> None:
    """Text, code, notes themselves, and what the hint says to write."""
    assert _codes(course({"decks/a.md": SHOWN + written, "slides.yaml": "notes: strip\n"})) == []


def _codes(made: Course) -> list[str]:
    return [finding.code for finding in made.result().findings]


def test_pages_have_no_notes(course: MakeCourse) -> None:
    """So nothing on them looks like some."""
    made = course({"decks/a.md": "# A", "pages/p.md": "# P\n\nNote: a\n\n> Note: b", "slides.yaml": "notes: strip\n"})
    assert _codes(made) == []


def test_notes_in_unbalanced_tags(course: MakeCourse) -> None:
    """What may end early is not published."""
    text = "# A\n\n<div class='notes'>\n\na\n\n</p></div>\n\nb</div>\n"
    made = course({"decks/a.md": text, "slides.yaml": "notes: strip\n"})
    assert "deck-audience" in _codes(made)
