"""Addresses of files: looked for beside the text that names them, then from the root, and given those of the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import MakeCourse
from helpers import Course

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><text>{0}</text></svg>'


def addresses(course: Course, page: str) -> list[str]:
    """Return what the slides of a page show."""
    return re.findall(
        r'(?:src|poster|data|data-background-\w+)="([^"]*)"', "".join(node.html or "" for node in course.slides(page))
    )


def test_files_of_lecture_folders(course: MakeCourse) -> None:
    """Each lecture has its own; names do not meet, `../` leads to others, and the assets stay where they are."""
    made = course(
        {
            "decks/01-intro/slides.md": "# A\n\n![](img/a.svg)\n\n![](../shared/b.svg)\n\n![](assets/c.svg)\n",
            "decks/02-nets/slides.md": "# B\n\n![](img/a.svg)\n\n![](figures/d.svg)\n\n![](./img/a.svg#x)\n",
            "decks/01-intro/img/a.svg": SVG.format("first"),
            "decks/02-nets/img/a.svg": SVG.format("second"),
            "decks/shared/b.svg": SVG.format("b"),
            "decks/02-nets/img/unused.svg": SVG.format("unused"),
            "assets/c.svg": SVG.format("c"),
            "figures/d.svg": SVG.format("d"),
        }
    )
    assert made.build().stderr == ""
    assert addresses(made, "01-intro.html") == [
        "_files/decks/01-intro/img/a.svg",
        "_files/decks/shared/b.svg",
        "assets/c.svg",
    ]
    assert addresses(made, "02-nets.html") == [
        "_files/decks/02-nets/img/a.svg",
        "_files/figures/d.svg",
        "_files/decks/02-nets/img/a.svg#x",
    ]
    assert "first" in made.page("_files/decks/01-intro/img/a.svg")
    assert "second" in made.page("_files/decks/02-nets/img/a.svg")
    assert not any("unused" in path for path in made.built)
    reading = made.page("01-intro.read.html")
    assert re.search(r'src="_files/decks/01-intro/img/a\.svg"[^>]* width="20" height="10"', reading)


def test_what_lies_beside_comes_first(course: MakeCourse) -> None:
    """Before a file of the same path from the root."""
    made = course({"decks/a.md": "# A\n\n![](img/x.svg)\n", "decks/img/x.svg": "", "img/x.svg": ""})
    made.build()
    assert addresses(made, "a.html") == ["_files/decks/img/x.svg"]


EVERYWHERE = """# A

---

<!-- .slide: data-background-image="img/back.png" -->

![](img/a.png) [link](sheet.pdf) <img srcset="img/b.png 2x" src="img/a.png">

<video poster="img/p.png" src="film.webm"></video> <audio><source src="tone.wav"></audio>

<object data="img/o.svg"></object> <iframe src="demo/index.html"></iframe>

<div style="background: url('img/s.png')">x</div>

<style>.x { background: url(img/t.png) } /* url(img/none.png) */</style>
"""


def test_every_kind_of_address(course: MakeCourse) -> None:
    """Pictures, backgrounds, media, links, styles, frames; and what a page in a frame loads itself."""
    names = ("back.png", "a.png", "b.png", "p.png", "o.svg", "s.png", "t.png")
    made = course(
        {
            "decks/one/slides.md": EVERYWHERE,
            **{f"decks/one/img/{name}": "" for name in names},
            **dict.fromkeys(("decks/one/sheet.pdf", "decks/one/film.webm", "decks/one/tone.wav"), ""),
            "decks/one/demo/index.html": '<link href="look/main.css"><script src="run.js"></script>',
            "decks/one/demo/look/main.css": "body { background: url(../../img/unshown.png) }",
            "decks/one/demo/run.js": "fetch('more data.json')",
            "decks/one/demo/more data.json": "{}",
            "decks/one/demo/other.html": "",
            "decks/one/img/unshown.png": "",
        }
    )
    assert made.build().stderr == ""
    below = {path.removeprefix("_files/decks/one/") for path in made.built if path.startswith("_files/")}
    assert below == {
        *(f"img/{name}" for name in (*names, "unshown.png")),
        *("sheet.pdf", "film.webm", "tone.wav"),
        *("demo/index.html", "demo/look/main.css", "demo/run.js", "demo/more data.json"),
    }
    html = "".join(node.html or "" for node in made.slides("one.html"))
    assert "url('_files/decks/one/img/s.png')" in html
    assert ".x { background: url(_files/decks/one/img/t.png) }" in html
    assert 'href="_files/decks/one/sheet.pdf"' in html
    assert 'srcset="_files/decks/one/img/b.png 2x"' in html


def test_included_files_bring_their_own(course: MakeCourse) -> None:
    """An address belongs to the file in which it stands, as a slide of its own and amid others."""
    made = course(
        {
            "decks/a/slides.md": "# A\n\nText <<INCLUDE:../b/_text.md>>\n\n---\n\n<<INCLUDE:../b/_slide.md>>\n",
            "decks/b/_text.md": "and ![](in.svg)\n",
            "decks/b/_slide.md": "## S\n\n![](img/out.svg)\n",
            "decks/b/in.svg": "",
            "decks/b/img/out.svg": "",
        }
    )
    assert made.build().stderr == ""
    assert addresses(made, "a.html") == ["_files/decks/b/in.svg", "_files/decks/b/img/out.svg"]


def test_pairs_and_drawings(course: MakeCourse) -> None:
    """Pairs for light and dark, and drawings that are put into the page, also of an included file."""
    made = course(
        {
            "decks/a/slides.md": "# A\n\n![](img/w.svg)\n\n![d](img/in.svg){inline}\n\n<<INCLUDE:../b/_more.md>>\n",
            "decks/b/_more.md": "![](w.svg)\n\n![e](e.svg){inline}\n",
            **{f"decks/{path}-{theme}.svg": "" for path in ("a/img/w", "b/w") for theme in ("light", "dark")},
            "decks/a/img/in.svg": SVG.format("drawn"),
            "decks/b/e.svg": SVG.format("drawn too"),
        }
    )
    assert made.build().stderr == ""
    assert addresses(made, "a.html") == [
        "_files/decks/a/img/w-light.svg",
        "_files/decks/a/img/w-dark.svg",
        "_files/decks/b/w-light.svg",
        "_files/decks/b/w-dark.svg",
    ]
    html = "".join(node.html or "" for node in made.slides("a.html"))
    assert [drawn in html for drawn in ("drawn</text>", "drawn too</text>")] == [True, True]
    assert not any(path.endswith(("in.svg", "e.svg")) for path in made.built)


def test_pages_of_text(course: MakeCourse) -> None:
    """They look beside themselves, too."""
    made = course({"decks/a.md": "# A\n", "pages/info.md": "# I\n\n![](map.svg)\n", "pages/map.svg": ""})
    assert made.build().stderr == ""
    assert 'src="_files/pages/map.svg"' in made.page("info.html")
    assert "_files/pages/map.svg" in made.built


@pytest.mark.parametrize("spelled", ["Übung.png", "%C3%9Cbung.png", "U\u0308bung.png"])
def test_letters_with_accents(course: MakeCourse, spelled: str) -> None:
    """A file is found in whatever way its name and the address are spelled."""
    made = course({"decks/a.md": f"# A\n\n![]({spelled})\n", "decks/U\u0308bung.png": ""})
    assert made.build().stderr == ""
    assert "_files/decks/U\u0308bung.png" in made.built


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("img/none.png", ["there is no file `img/none.png`", "Put it at decks/one/img/none.png.", "looked for"]),
        ("assets/none.png", ["there is no file `assets/none.png`", "Put the file at assets/none.png."]),
        ("here.png", ["there is no file `here.png`", "Write `img/here.png`."]),
        ("img/Here.PNG", ["there is no file `img/Here.PNG`", "Write `img/here.png`."]),
        ("img/hero.png", ["there is no file `img/hero.png`", "Did you mean `img/here.png`?"]),
        ("asset.png", ["there is no file `asset.png`", "Write `assets/asset.png`."]),
        ("../../../asset.png", ["`../../../asset.png` leads out of the project", "Write `assets/asset.png`."]),
        ("../../../x.png", ["`../../../x.png` leads out of the project", "into assets/, and write `assets/x.png`."]),
        (r"img\here.png", [r"`img\here.png` has backslashes", "Write `img/here.png`."]),
        (r"..\Pictures\here.png", ["has backslashes", "Write `img/here.png`."]),
        (r"C:\Users\jane\here.png", [r"`C:\Users\jane\here.png` lies on your own disk", "Write `img/here.png`."]),
        ("C:/x/none.png", ["lies on your own disk", "Copy the file into assets/, and write `assets/none.png`."]),
        ("file:///home/jane/asset.png", ["lies on your own disk", "Write `assets/asset.png`."]),
        ("/Users/jane/none.png", ["lies on your own disk", "and write `assets/none.png`."]),
        ("~/none.png", ["lies on your own disk", "and write `assets/none.png`."]),
        ("/img/here.png", ["at the top of the host", "Write `img/here.png`, without the slash."]),
        ("/static/here.png", ["at the top of the host", "Write `img/here.png`."]),
        ("img/10:30.png", ["there is no file `img/10:30.png`", "Put it at decks/one/img/10:30.png."]),
        ("img/", ["`img/` is a folder", "Write the name of a file in it."]),
        ("../..", ["`../..` is a folder"]),
        (".secret.png", ["there is no file `.secret.png`"]),
        ("slides.yaml", ["there is no file `slides.yaml`"]),
        ("../../build/index.png", ["there is no file `../../build/index.png`"]),
    ],
)
def test_what_is_not_found(course: MakeCourse, address: str, told: list[str]) -> None:
    """One finding tells what is wrong, what to write, and where was looked."""
    made = course(
        {
            "decks/one/slides.md": f"# A\n\n---\n\n![](<{address}>)\n",
            "decks/one/img/here.png": "",
            "decks/one/.secret.png": "",
            "assets/asset.png": "",
            "slides.yaml": "title: T\n",
            "build/index.png": "",
        }
    )
    outcome = made.build()
    assert ["decks/one/slides.md:5:6: warning[asset-missing]" in line for line in outcome.findings] == [True]
    for words in told:
        assert words in outcome.stderr
    assert not any(path.startswith("_files/") for path in made.built)


@pytest.mark.parametrize("form", ['<img src="{}">', '<!-- .slide: data-background-image="{}" -->'])
@pytest.mark.parametrize("address", [r"C:\Users\jane\x.png", "file:///home/jane/x.png", r"img\x.png", "x.png"])
def test_wherever_an_address_stands(course: MakeCourse, address: str, form: str) -> None:
    """In HTML and behind a slide as in a picture."""
    outcome = course({"decks/a.md": f"# A\n\n---\n\n{form.format(address)}\n"}).build()
    assert ["warning[asset-missing]" in line for line in outcome.findings] == [True]


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (r"C:\Users\jane\sheet.pdf", "lies on your own disk"),
        ("file:///home/jane/sheet.pdf", "lies on your own disk"),
        ("/home/jane/sheet.pdf", "lies on your own disk"),
        ("~/sheet.pdf", "lies on your own disk"),
        (r"files\sheet.pdf", "Write `files/sheet.pdf`."),
        ("me@example.org", "Write `mailto:me@example.org`."),
        ("sheet.pdf", "looked for decks/sheet.pdf and sheet.pdf"),
        ("b.part.2#two", "Write `b.part.2.md#two`."),
    ],
)
def test_links_that_lead_nowhere(course: MakeCourse, link: str, told: str) -> None:
    """Into somebody's own disk, with backslashes, without their beginning."""
    outcome = course({"decks/a.md": f"# A\n\n[a]({link})\n", "decks/b.part.2.md": "# B\n"}).build()
    assert "asset-missing" in outcome.findings[0]
    assert told in outcome.stderr


def test_nothing_outside_of_the_project(course: MakeCourse, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Not by `../`, and not behind a link on the disk."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.svg").write_text("secret", encoding="utf-8")
    made = course({"decks/a.md": "# A\n\n![](link.svg)\n\n![](folder/secret.svg)\n\n![](inner/b.svg)\n"})
    made.write({"real/b.svg": ""})
    (made.root / "decks/link.svg").symlink_to(elsewhere / "secret.svg")
    (made.root / "decks/folder").symlink_to(elsewhere, target_is_directory=True)
    (made.root / "decks/inner").symlink_to(made.root / "real", target_is_directory=True)
    outcome = made.build()
    assert len(outcome.findings) == 2
    assert [path for path in made.built if path.startswith("_files")] == ["_files/decks/inner/b.svg"]


def test_markdown_is_never_published(course: MakeCourse) -> None:
    """Whatever refers to it: it may hold solutions."""
    made = course({"decks/a.md": '# A\n\n[s](a.md?raw=1) <object data="a.md"></object>\n'})
    made.build()
    assert made.built == {"a.html", "a.read.html", "index.html", "404.html", ".nojekyll"}


def test_what_is_used_no_more_goes(course: MakeCourse) -> None:
    """From the output folder, too."""
    made = course({"decks/a.md": "# A\n\n![](a.svg)\n", "decks/a.svg": ""})
    made.build()
    assert "_files/decks/a.svg" in made.built
    made.write({"decks/a.md": "# A\n"})
    made.build()
    assert "_files/decks/a.svg" not in made.built
    assert not (Path(made.root) / "build/_files").exists()
