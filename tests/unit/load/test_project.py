"""Finding a project, and reading all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.course import load_course
from dl4ad_slides.load.reload import reload_named, reload_project
from dl4ad_slides.load.root import ProjectNotFoundError, find_root
from dl4ad_slides.load.theme import default_theme


def test_the_root_is_the_nearest_folder_upwards(tmp_path: Path) -> None:
    """With a `slides.yaml` or a `decks/`."""
    deep = tmp_path / "course" / "decks" / "part"
    deep.mkdir(parents=True)
    assert find_root(deep) == tmp_path / "course"
    (deep / "slides.yaml").write_text("")
    assert find_root(deep) == deep


def test_no_root(tmp_path: Path) -> None:
    """The message says what was looked for."""
    with pytest.raises(ProjectNotFoundError, match=r"there is no slides\.yaml and no decks/ here or above"):
        find_root(Path(tmp_path.anchor))  # above a folder for tests anything may stand


def names(made: object) -> list[str]:
    return [deck.name for deck in made.load().decks]  # type: ignore[attr-defined]


def test_decks_come_in_the_order_of_their_names(course: MakeCourse) -> None:
    """In folders too; `order` goes first, the smaller number before the greater."""
    files = {"decks/b.md": "", "decks/10.md": "", "decks/x/9.md": "", "decks/z.md": "---\norder: 2\n---\n"}
    made = course({**files, "decks/y.md": "---\norder: -1.5\n---\n"})
    assert names(made) == ["y", "z", "10", "9", "b"]


def test_what_is_no_deck(course: MakeCourse) -> None:
    """Names that begin with `_` or `.`, other endings, drafts, what tells how to use the decks."""
    files = ["_a.md", "_b/c.md", ".d.md", ".e/f.md", "g.txt", "README.md", "x/ReadMe.md"]
    made = course(
        {**{f"decks/{name}": "# X" for name in files}, "decks/j.md": "---\ndraft: true\n---\n", "decks/k.md": ""}
    )
    assert names(made) == ["k"]


def test_drafts_are_shown_when_asked_for(course: MakeCourse) -> None:
    """By name, or all of them for the preview."""
    made = course({"decks/a.md": "---\ndraft: true\n---\n", "decks/b.md": ""})
    assert [deck.name for deck in load_course(made.root, ["a"]).decks] == ["a"]
    assert [deck.name for deck in load_course(made.root, drafts=True).decks] == ["a", "b"]


@pytest.mark.parametrize("wanted", ["01-a", "01-a.md", "decks/01-a.md", "./decks/01-a.md"])
def test_a_deck_is_chosen_by_name_or_path(course: MakeCourse, wanted: str) -> None:
    """The others are known, and not built."""
    project = load_course(course({"decks/01-a.md": "", "decks/02-b.md": ""}).root, [wanted])
    assert [deck.name for deck in project.decks] == ["01-a"]
    assert "02-b" in project.others
    assert project.findings == ()


@pytest.mark.parametrize("wanted", ["decks/a/x.md", "./decks/a/x.md", "decks/../decks/a/x.md", "{root}/decks/a/x.md"])
def test_a_path_means_that_file(course: MakeCourse, wanted: str) -> None:
    """Even where another file has the same name; a name alone means both."""
    made = course({"decks/a/x.md": "# A\n", "decks/b/x.md": "# B\n"})
    project = load_course(made.root, [wanted.format(root=made.root)])
    assert [deck.source.path for deck in project.decks] == ["decks/a/x.md"]
    assert project.findings == ()
    both = load_course(made.root, ["x"])
    assert ([deck.name for deck in both.decks], both.findings) == (["a", "b"], ())


def test_a_path_is_read_from_where_it_is_written(course: MakeCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of the course, paths begin there."""
    made = course({"decks/a/x.md": "# A\n", "decks/b/x.md": "# B\n"})
    monkeypatch.chdir(made.root / "decks" / "b")
    assert [deck.source.path for deck in load_course(made.root, ["x.md"]).decks] == ["decks/b/x.md"]


@pytest.mark.parametrize("second", ["timelines/t.yml", "timelines/x/t.yaml"])
def test_two_timelines_of_one_name(course: MakeCourse, second: str) -> None:
    """The first stays, and the second is a finding."""
    one, two = (f"events:\n  - {{year: 1, name: {name}}}\n" for name in ("One", "Two"))
    project = course({"decks/a.md": "# A\n", "timelines/t.yaml": one, second: two}).load()
    assert project.timelines["t"].events[0].name == "One"
    assert [(finding.code, finding.position.file) for finding in project.findings] == [
        ("timeline-duplicate-name", second)
    ]


@pytest.mark.parametrize("logo", ["assets/a.svg", "./assets/a%20b.svg", "assets/a b.svg"])
def test_a_logo_that_is_there(course: MakeCourse, logo: str) -> None:
    """As a path or as an address."""
    files = {"slides.yaml": f"logo: {logo}\n", "assets/a.svg": "", "assets/a b.svg": "", "decks/a.md": "# A\n"}
    assert course(files).load().findings == ()


def test_a_logo_that_is_not_there(course: MakeCourse) -> None:
    """Found at its place in the settings, and gone as soon as the file is there."""
    made = course({"slides.yaml": "title: A\nlogo: {light: assets/a.svg, dark: b.svg}\n", "decks/a.md": "# A\n"})
    project = made.load()
    assert [(str(finding.position), finding.message) for finding in project.findings] == [
        ("slides.yaml:2:7", "there is no logo `assets/a.svg`"),
        ("slides.yaml:2:7", "there is no logo `b.svg`"),
    ]
    made.write({"assets/a.svg": ""})
    project = reload_named(reload_project(project, ["assets/a.svg"]), ["assets/a.svg"])
    assert [finding.message for finding in project.findings] == ["there is no logo `b.svg`"]


def test_a_deck_that_is_not_there(course: MakeCourse) -> None:
    """The finding brings the nearest name."""
    project = load_course(course({"decks/01-intro.md": ""}).root, ["01-intr"])
    assert [str(finding) for finding in project.findings] == [
        "01-intr:1:1: error[deck-not-found]: there is no deck `01-intr`\n  hint: Did you mean `01-intro`?"
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("a.md", "a.md"), ("a.md", "A.md"), ("\u00e4.md", "a\u0308.md"), ("ß.md", "SS.md")]
)
def test_two_decks_of_one_page(course: MakeCourse, first: str, second: str) -> None:
    """Also where a disk takes two spellings for the same name; the first by path is built."""
    project = course({f"decks/{first}": "# First", f"decks/\u00fc/{second}": "# Second"}).load()
    assert [deck.body.text for deck in project.decks] == ["# First"]
    assert [finding.code for finding in project.findings] == ["deck-duplicate-page"]


def test_the_index_is_taken(course: MakeCourse) -> None:
    """A deck `index` would take the place of the home page."""
    project = course({"decks/Index.md": "# I", "decks/a.md": "# A"}).load()
    assert [deck.name for deck in project.decks] == ["a"]
    assert [finding.code for finding in project.findings] == ["deck-duplicate-page"]


def test_pages_of_other_kinds_are_taken(course: MakeCourse) -> None:
    """A deck may stand neither in the place of a reading page nor of that for lost addresses."""
    project = course({"decks/404.md": "# N", "decks/a.md": "# A", "decks/a.Read.md": "# R"}).load()
    assert [deck.name for deck in project.decks] == ["a"]
    assert [finding.code for finding in project.findings] == ["deck-duplicate-page"] * 2


def test_timelines_and_assets_are_indexed(course: MakeCourse) -> None:
    """Timelines by name, broken ones apart; assets by the paths that authors write."""
    made = course(
        {
            "decks/a.md": "",
            "timelines/good.yaml": "events: [{year: 1, name: a}]",
            "timelines/x/other.yml": "events: [{year: 1, name: a}]",
            "timelines/bad.yaml": "a: b: c",
            "timelines/_later.yaml": "a: b: c",
            "assets/a.png": "",
            "assets/_raw/b ü.png": "",
            "assets/.DS_Store": "",
        }
    )
    project = made.load()
    assert (set(project.timelines), project.broken_timelines) == ({"good", "other"}, frozenset({"bad"}))
    assert set(project.assets) == {"assets/a.png", "assets/_raw/b ü.png"}


def test_other_folders(course: MakeCourse) -> None:
    """`paths` may name any folder inside the project."""
    made = course(
        {
            "slides.yaml": "paths: {decks: l, timelines: t/t, assets: media, theme: look}",
            "l/a.md": "",
            "t/t/x.yaml": "events: [{year: 1, name: a}]",
            "media/a.png": "",
            "look/css/own.css": "",
            "decks/b.md": "",
        }
    )
    project = made.load()
    assert [deck.name for deck in project.decks] == ["a"]
    assert (set(project.timelines), set(project.assets)) == ({"x"}, {"media/a.png"})
    assert project.theme.own_css == ("css/own.css",)


def test_the_theme_of_a_course_goes_over_ours(course: MakeCourse) -> None:
    """File by file; new style sheets and scripts are added to the pages, other files are not."""
    made = course(
        {
            "decks/a.md": "",
            "theme/css/base.css": "own",
            "theme/css/extra.css": "",
            "theme/js/extra.js": "",
            "theme/partials/box.html.j2": "box",
            "theme/templates/index.html.j2": "own",
            "theme/css/notes.txt": "",
            "theme/README.md": "",
        }
    )
    theme = made.load().theme
    assert theme.static["css/base.css"] == made.root / "theme" / "css" / "base.css"
    assert theme.static["css/slide.css"] == default_theme() / "css" / "slide.css"
    assert (theme.own_css, theme.own_js) == (("css/extra.css",), ("js/extra.js",))
    assert theme.templates["index.html.j2"].text == "own"
    assert "deck.html.j2" in theme.templates
    assert {"box.html.j2", "timeline.html.j2"} <= set(theme.partials)
    assert not {"css/notes.txt", "README.md"} & set(theme.static)


def test_only_what_pages_use_is_in_the_theme(course: MakeCourse) -> None:
    """No script of KaTeX or of plugins: that work is done."""
    static = course({"decks/a.md": ""}).load().theme.static
    assert {path for path in static if path.endswith(".js")} == {
        "reveal/reveal.js",
        *(path for path in static if path.startswith("js/")),
    }
    assert any(path.startswith("katex/") and path.endswith(".woff2") for path in static)
