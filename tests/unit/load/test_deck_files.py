"""Lecture folders, the endings of decks, and files that other tools make lectures of."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.load.deck_files import deck_names
from dl4ad_slides.load.reload import reload_project


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ("01-a/slides.md 02-b/slides.md", "01-a 02-b"),
        ("01-a/Lecture.md 02-b/lecture.md", "01-a 02-b"),
        ("01-a/index.md", "01-a"),
        ("part/01-a/talk.md", "01-a"),
        ("01-a/kurs.md 02-b/kurs.md", "01-a 02-b"),
        ("01-a/kurs.md 02-b/kurs.md 02-b/more.md", "01-a 02-b-kurs more"),
        ("part/01-a.md part/02-b.md", "01-a 02-b"),
        ("slides.md part/kurs.md", "slides kurs"),
        ("kurs.md part/kurs.md", "kurs kurs"),
    ],
)
def test_names(paths: str, names: str) -> None:
    """A deck is called like its file, or like its folder where the file is called as in all folders."""
    assert list(deck_names([f"decks/{path}" for path in paths.split()], "decks").values()) == names.split()


def test_lecture_folders(course: MakeCourse) -> None:
    """Each folder gives a page, links find it by the file, and what stands beside the lectures is no deck."""
    made = course(
        {
            "decks/01-bread/lecture.md": "# Bread\n\n[soup](../02-soup/lecture.md#/salt)\n",
            "decks/02-soup/lecture.md": "# Soup\n\n---\n\n## Salt\n",
            "decks/02-soup/README.md": "# How to build these slides\n",
            "decks/03-A.MD": "# Three\n\n[four](04.markdown)\n\n---\n\n<<INCLUDE:04.markdown>>\n",
            "decks/04.markdown": "# Four {#x}\n",
        }
    )
    outcome = made.build()
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    pages = {name for name in made.built if name.endswith(".html") and not name.endswith(".read.html")}
    assert pages == {"index.html", "404.html", "01-bread.html", "02-soup.html", "03-A.html", "04.html"}
    assert 'href="02-soup.html#/salt"' in made.page("01-bread.html")
    assert 'href="04.html"' in made.page("03-A.html")
    assert made.build("02-soup").exit_code == 0


def test_preview(course: MakeCourse) -> None:
    """A file of the same name in a second folder gives the first one its new name, and its old one when it goes."""
    made = course({"decks/01-a/kurs.md": "# A\n"})
    project = made.load()
    made.write({"decks/02-b/kurs.md": "# B\n"})
    project = reload_project(project, ["decks/02-b/kurs.md"])
    assert [deck.name for deck in project.decks] == ["01-a", "02-b"]
    (made.root / "decks/02-b/kurs.md").unlink()
    project = reload_project(project, ["decks/02-b/kurs.md"])
    assert [deck.name for deck in project.decks] == ["kurs"]


def test_other_formats(course: MakeCourse) -> None:
    """Lectures of other tools are told with the way to Markdown; pictures and notes beside decks are not."""
    files = ("b.qmd", "c.ipynb", "d.tex", "e.png", "f.txt", "_g.qmd")
    outcome = course({"decks/a.md": "# A\n", **{f"decks/{name}": "x\n" for name in files}}).build()
    assert outcome.exit_code == 0
    assert [finding.split(":")[0] for finding in outcome.findings] == ["decks/b.qmd", "decks/c.ipynb", "decks/d.tex"]
    assert "jupyter nbconvert --to markdown c.ipynb" in outcome.stderr
