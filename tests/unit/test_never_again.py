"""Faults that a reader of the code found, each with the smallest course that showed it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.load.root import ProjectNotFoundError, find_root
from dl4ad_slides.model.output import BuildResult


def built(root: Path, deck: str, **files: str) -> BuildResult:
    """Return the site of a course of one deck; `files` are paths with `__` for `/` and their text."""
    wanted = {"decks/01-deck.md": deck, **{name.replace("__", "/"): text for name, text in files.items()}}
    for path, text in wanted.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return build_site(load_course(root))


def page_of(result: BuildResult) -> str:
    """Return the page of the deck."""
    content = next(file.content for file in result.files if file.path == "01-deck.html")
    assert isinstance(content, bytes)
    return content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "<p>&#xFDD0;99&#xFDD1;</p>",
        "[x](%EF%B7%9099%EF%B7%91)",
        "<p>&#xFDD0;" + "9" * 5000 + "&#xFDD1;</p>",
        "## &#xFDD0;7&#xFDD1;",
    ],
)
def test_forged_holes_are_no_characters(tmp_path: Path, text: str) -> None:
    """A character reference that spells a slot which was never made does no harm."""
    assert page_of(built(tmp_path, f"# A\n\n{text}\n"))


@pytest.mark.parametrize("heading", ["Reveal config", "Search", "Contents", "Outline"])
def test_slides_leave_the_ids_of_the_page_alone(tmp_path: Path, heading: str) -> None:
    """No slide takes an id that the page uses for its own parts, and its address is that of its heading."""
    result = built(tmp_path, f"# A\n\n---\n\n## {heading}\n")
    assert f'<section id="{heading.lower().replace(" ", "-")}"' in page_of(result)
    ids = re.findall(r'\sid="([^"]*)"', page_of(result))
    assert len(set(ids)) == len(ids)


def test_stripped_notes_are_nowhere(tmp_path: Path) -> None:
    """`notes: strip` takes notes in attributes out too."""
    slide = '# A\n<!-- .slide: data-notes="SECRET" -->\n\n<p data-notes="SECRET">x</p>\n\nNote:\nSECRET\n'
    deck = f"---\nnotes: strip\n---\n{slide}"
    assert "SECRET" not in page_of(built(tmp_path, deck))


def test_titles_keep_their_formulas(tmp_path: Path) -> None:
    """No Markdown rule touches a formula in the title of a deck."""
    assert built(tmp_path, "# The $a*b*c$ and $L_2$ norm\n").decks[0].title == "The a*b*c and L_2 norm"


def test_titles_do_not_come_from_raw_elements(tmp_path: Path) -> None:
    """What looks like a heading inside `<pre>` is none."""
    assert built(tmp_path, "<pre>\n# comment\n</pre>\n\n# Real\n").decks[0].title == "Real"


def test_a_folder_beside_a_project_is_not_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`slides -C ../other` does not find the project that it is called from."""
    from click.testing import CliRunner

    from dl4ad_slides.cli import main

    (tmp_path / "course" / "decks").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "course")
    outcome = CliRunner().invoke(main, ["-C", "../other", "build"])
    assert outcome.exit_code == 2
    with pytest.raises(ProjectNotFoundError):
        find_root(tmp_path / "other")


@pytest.mark.parametrize(("steps", "part"), [("5-3|zz", "zz"), ("1;2", "1;2"), ("2: 1|x", "x")])
def test_steps_that_cannot_be_read_are_reported(tmp_path: Path, steps: str, part: str) -> None:
    """Brackets that are meant as line steps and are none do not vanish without a word."""
    result = built(tmp_path, f"# A\n\n```python [{steps}]\na\nb\n```\n")
    said = [finding.message for finding in result.findings if finding.code == "code-line-range"]
    assert f"the line step `{part}` is not a line or a range of lines" in said


def test_an_extension_that_fails_costs_one_slide(tmp_path: Path) -> None:
    """An extension of Python-Markdown that raises while it renders leaves an error on that slide alone."""
    extension = "{pymdownx.snippets: {check_paths: true, restrict_base_path: false}}"
    settings = f"markdown:\n  engine: python-markdown\n  extensions:\n    - {extension}\n"
    deck = '# A\n\n---\n\n## B\n\n--8<-- "nowhere.md"\n\n---\n\n## C\n'
    result = built(tmp_path, deck, **{"slides.yaml": settings})
    (finding,) = result.findings
    assert (finding.code, finding.position.line) == ("config-markdown-extension", 5)
    assert "nowhere.md" in finding.message
    slides = LexborHTMLParser(page_of(result)).css(".slides section[id]")
    assert ["slide-error" in (slide.html or "") for slide in slides] == [False, True, False]
    assert "## B" in slides[1].text()


@pytest.mark.parametrize("name", ["mycard", "MyCard", "MYCARD"])
def test_partials_are_found_whatever_their_case(tmp_path: Path, name: str) -> None:
    """Placeholders are upper case, and names of files as their authors like them."""
    partial, outer = "<p>Card of {{ argument }}</p>", f"{{% include '{name}.html.j2' %}}"
    files = {f"theme/partials/{name}.html.j2": partial, "theme/partials/outer.html.j2": outer}
    result = built(tmp_path, "# A\n\n<<MYCARD:x>>\n\n<<OUTER:y>>\n", **files)
    assert result.findings == ()
    assert "Card of x" in page_of(result)
    assert "Card of y" in page_of(result)


ATTACKS = ["{{ [].append.__globals__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ project.__init__ }}"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_templates_reach_nothing_but_what_they_are_given(tmp_path: Path, attack: str) -> None:
    """Page templates of a course run in the sandbox that its partials run in."""
    result = built(tmp_path, "# A\n", **{"theme/templates/deck.html.j2": attack})
    assert [finding.code for finding in result.findings] == ["theme-template"]


def test_partials_change_nothing(tmp_path: Path) -> None:
    """A partial cannot change what it is given."""
    partial = "{{ options.update(a=1) }}"
    result = built(tmp_path, "# A\n\n<<P:x>>\n", **{"theme/partials/p.html.j2": partial})
    assert [finding.code for finding in result.findings] == ["placeholder-runtime"]
