"""Files of the theme joined into one style sheet and one script a page: the same rules, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import BuildResult
from dl4ad_slides.model.project import ThemeFiles
from dl4ad_slides.render.pages.bundles import join_tags, joined_content, static_files


def contents(result: BuildResult) -> dict[str, str]:
    """Return the text files of a site."""
    texts = (".html", ".css", ".js")
    read = ((file.path, file.content) for file in result.files if file.path.endswith(texts))
    return {path: (content if isinstance(content, bytes) else content.read_bytes()).decode() for path, content in read}


def theme_of(tmp_path: Path, **sheets: str) -> ThemeFiles:
    """Return a theme of these style sheets: `a` is `css/a.css`."""
    static = {f"css/{name}.css": tmp_path / f"{name}.css" for name in sheets}
    for name, text in sheets.items():
        (tmp_path / f"{name}.css").write_text(text, encoding="utf-8")
    return ThemeFiles({}, {}, static, own_css=(), own_js=())


def link(name: str) -> str:
    return f'<link rel="stylesheet" href="s/css/{name}.css?v=00000000">'


def parts(html: str) -> list[str]:
    """Return what each link to a style sheet loads."""
    return re.findall(r'(?:data-parts|href="s/css)[="/]+([^"?]*)', re.sub(r'href="s/joined[^"]*" ', "", html))


def test_a_page_loads_one_of_each(course: MakeCourse) -> None:
    """What must run before the first paint, such as the choice of light or dark, stands in the page itself."""
    made = contents(course({"decks/a.md": "# A\n\n$x$\n"}).result())
    for name, kinds in {"a.html": ["css", "js"], "a.read.html": ["css"], "_static/speaker.html": ["css"]}.items():
        found = re.findall(r'(joined/\w{8}\.(\w+))\?v=\w{8}" data-parts', made[name])
        assert [kind for _, kind in found] == kinds, name
        assert all(f"_static/{path}" in made for path, _ in found)
        assert len(re.findall(r'<link rel="stylesheet"', made[name])) == 1
    assert "_static/css/tokens.css" not in made
    assert "_static/reveal/reveal.js" not in made
    assert "_static/js/theme-init.js" not in made
    assert "const forPaper" in made["a.html"]
    assert "_static/js/search-engine.js" in made


def test_a_courses_files_stand_in_their_places(course: MakeCourse) -> None:
    """What replaces a file of ours stands where that stood, and what is added stands behind all others."""
    theme = {"theme/css/base.css": "b {}\n", "theme/css/more.css": "m {}\n", "theme/js/more.js": "var more = 1;\n"}
    made = contents(course({"decks/a.md": "# A\n", **theme}).result())
    (path, listed) = re.findall(r'(joined/\w+\.css)\?v=\w+" data-parts="([^"]*)"', made["a.html"])[0]
    sheet = made[f"_static/{path}"]
    assert listed.split()[3:5] == ["css/base.css", "css/slide.css"]
    assert listed.split()[-1] == "css/more.css"
    assert sheet.index("--ground:") < sheet.index("b {}") < sheet.index(".veil-1") < sheet.index("m {}")
    script = made["a.html"].index('<script defer src="_static/js/more.js')
    assert script > made["a.html"].index('<script defer src="_static/joined/')
    assert {"_static/css/more.css", "_static/js/more.js"} <= made.keys()


def test_a_template_of_a_course_may_ask_for_single_files(course: MakeCourse) -> None:
    """Whatever a page asks for by `static()` is there."""
    head = """<link rel="stylesheet" href="{{ static('css/' ~ 'tokens' ~ '.css') }}">"""
    made = contents(course({"decks/a.md": "# A\n", "theme/templates/index.html.j2": head}).result())
    assert "_static/css/tokens.css?v=" in made["index.html"]
    assert "_static/css/tokens.css" in made
    assert "_static/css/index.css" not in made


def test_a_site_below_a_path_names_the_same_files(course: MakeCourse) -> None:
    """The page for addresses that lead nowhere has absolute ones."""
    made = contents(course({"decks/a.md": "# A\n", "slides.yaml": "url: https://a.example/x/\n"}).result())
    path = re.findall(r'href="/x/(_static/joined/\w+\.css)\?v=', made["404.html"])[0]
    assert path in made


def test_a_preview_has_single_files(course: MakeCourse) -> None:
    """It swaps one of them when it changes."""
    from dl4ad_slides.render.pages.pages import Pages

    pages = Pages(load_course(course({"decks/a.md": "# A\n"}).root), joined=False)
    assert "joined/" not in pages.speaker()
    assert "css/tokens.css?v=" in pages.speaker()


def test_only_neighbours_are_joined(tmp_path: Path) -> None:
    """Anything between two tags keeps them apart, and so does a tag of another form."""
    theme = theme_of(tmp_path, a="a {}", b="b {}", c="c {}")
    assert parts(join_tags(f"{link('a')}\n{link('b')}\n<style></style>{link('c')}", theme, "s/")) == [
        "css/a.css css/b.css",
        "c.css",
    ]
    print_only = link("b").replace(">", ' media="print">')
    html = f"{link('a')}{print_only}{link('c')}"
    assert join_tags(html, theme, "s/") == html


@pytest.mark.parametrize(
    "sheet",
    [
        '@import "other.css"; p {}',
        "@namespace svg url(http://www.w3.org/2000/svg);",
        "p { color: red",
        "p {} }",
        "p { content: 'open }",
        "p {} /* never closed",
        "p {} a",
        "@layer a",
        'p { background: image-set("a.png" 1x) }',
        "p { width: calc(1px } q {}",
    ],
)
def test_what_would_mean_something_else_stays_alone(sheet: str, tmp_path: Path) -> None:
    """Such a style sheet is linked by itself, and those around it keep their order."""
    theme = theme_of(tmp_path, a="a {}", b="b {}", c=sheet, d="d {}", e="e {}")
    joined = join_tags("\n".join(map(link, "abcde")), theme, "s/")
    assert parts(joined) == ["css/a.css css/b.css", "c.css", "css/d.css css/e.css"]


def test_a_sheet_in_another_encoding_stays_alone(tmp_path: Path) -> None:
    """Its bytes mean nothing among others."""
    theme = theme_of(tmp_path, a="a {}", b="b {}", c="c {}")
    theme.static["css/b.css"].write_bytes('@charset "latin1"; p::before { content: "ä" }'.encode("latin1"))
    assert parts(join_tags("".join(map(link, "abc")), theme, "s/")) == ["a.css", "b.css", "c.css"]


@pytest.mark.parametrize(
    ("sheet", "joined"),
    [
        ("p { background: url(a.svg) }", 'p { background: url("../css/a.svg") }'),
        ("p { background: url('../images/a b.svg#x') }", 'p { background: url("../images/a b.svg#x") }'),
        ('p { src: url("x/a.woff2?#iefix") }', 'p { src: url("../css/x/a.woff2?#iefix") }'),
        ("p { mask: url(#wave) }", "p { mask: url(#wave) }"),
        ('p { mask: url("data:image/svg+xml,a/b") }', 'p { mask: url("data:image/svg+xml,a/b") }'),
        ('p { mask: url(/root.svg) url("https://a.example/b.svg") }',) * 2,
        ('p::before { content: "url(a.svg) /* no */" }',) * 2,
        ("p { color: red } /* a note: url(a.svg) */ q {}", "p { color: red }   q {}"),
        ("/*! a licence */ p {}", "/*! a licence */ p {}"),
        ("p\\{ { color: red }", "p\\{ { color: red }"),
    ],
)
def test_addresses_lead_where_they_led(sheet: str, joined: str, tmp_path: Path) -> None:
    """A joined file lies in another folder; what looks like an address in a text is none."""
    theme = theme_of(tmp_path, a=sheet, b="b {}")
    assert joined_content(("css/a.css", "css/b.css"), theme.static).decode() == f"{joined}\nb {{}}\n"


def test_a_changed_part_changes_the_version(tmp_path: Path) -> None:
    """The name of a joined file says which files it is made of, its version what they hold."""
    theme = theme_of(tmp_path, a="a {}", b="b {}")
    before = join_tags(link("a") + link("b"), theme, "s/")
    (tmp_path / "b.css").write_text("b { color: red }", encoding="utf-8")
    after = join_tags(link("a") + link("b"), theme, "s/")
    names = [re.findall(r"joined/(\w+)\.css\?v=(\w+)", html)[0] for html in (before, after)]
    assert names[0][0] == names[1][0]
    assert names[0][1] != names[1][1]


def test_pages_name_all_that_a_site_holds(tmp_path: Path) -> None:
    """A page below the folder asks for files in it, others from outside; addresses of nothing of ours are nothing."""
    theme = theme_of(tmp_path, a="a {}", b="b {}", c="c {}", d="d {}")
    pages = {
        "x.html": join_tags(link("a") + link("b"), theme, "s/") + '<a href="s/css/nope.css?v=00000000">',
        "s/y.html": '<link href="css/c.css?v=00000000">',
    }
    found = static_files(theme, pages, "s")
    assert sorted(path for path in found if path.startswith("css/")) == ["css/c.css"]
    assert [content for path, content in found.items() if path.startswith("joined/")] == [b"a {}\nb {}\n"]
