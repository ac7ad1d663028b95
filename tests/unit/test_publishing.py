"""What a published site tells hosts, search engines and other sites of itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from conftest import MakeCourse
from dl4ad_slides.load.theme import load_theme
from dl4ad_slides.render.publish.social_picture import Card, SocialPictures
from helpers import ROOT
from walk import walk

URL = "https://example.org/dl/"
DECK = "---\ndescription: About <waves>\n---\n# Sound & vision\n\n---\n\n## Two\n\n[one](#two) [page](02-b.md#/z)\n"
FILES: dict[str, str | bytes] = {
    "slides.yaml": "title: Course\nurl: https://example.org/dl\nlogo: assets/logo.svg\n",
    "decks/01-ä.md": DECK,
    "decks/02-b.md": "# Z {#z}\n",
    "pages/more.md": "# More\n",
    "assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def head(page: str) -> dict[str, str]:
    """Return what stands in the head of a page, by name or property."""
    tree = LexborHTMLParser(page)
    tags = {str(tag.attributes.get("property") or tag.attributes.get("name")): tag for tag in tree.css("meta")}
    found = {name: str(tag.attributes.get("content")) for name, tag in tags.items()}
    return found | {str(tag.attributes["rel"]): str(tag.attributes["href"]) for tag in tree.css("link[rel]")}


def test_without_an_address(course: MakeCourse) -> None:
    """Nothing that needs one: no pictures, no map of the site, no canonical links."""
    made = course({**FILES, "slides.yaml": "title: Course\n"})
    made.build()
    page = head(made.page("01-ä.html"))
    assert {"og:url", "og:image", "canonical"}.isdisjoint(page)
    assert (page["og:title"], page["og:description"]) == ("Sound & vision", "About <waves>")
    assert page["icon"].startswith("data:image/svg+xml")
    assert {".nojekyll", "404.html"} <= made.built
    assert "sitemap.xml" not in made.built
    assert not (made.root / "build/_static/social").exists()


def test_with_an_address(course: MakeCourse) -> None:
    """Each page says where it is, and has a picture of its own or that of the course."""
    made = course(FILES)
    assert made.build("--strict").exit_code == 0
    deck, home, more = (head(made.page(name)) for name in ("01-ä.html", "index.html", "more.html"))
    assert deck["canonical"] == deck["og:url"] == f"{URL}01-%C3%A4.html"
    assert (home["canonical"], more["canonical"]) == (URL, f"{URL}more.html")
    assert deck["og:image"] == f"{URL}_static/social/01-%C3%A4.png"
    assert home["og:image"] == more["og:image"] == f"{URL}_static/social/index.png"
    assert deck["icon"] == "assets/logo.svg"
    places = re.findall("<loc>(.*?)</loc>", made.page("sitemap.xml"))
    assert {URL, f"{URL}01-%C3%A4.html", f"{URL}02-b.html", f"{URL}more.html"} <= set(places)
    assert not [place for place in places if "404" in place or "_static" in place]
    for name in ("01-ä", "02-b", "index"):
        with Image.open(made.root / f"build/_static/social/{name}.png") as picture:
            assert picture.size == (1200, 630)


def test_the_page_for_no_page_works_at_any_depth(course: MakeCourse) -> None:
    """Its addresses begin with the path of the site; nothing else of it is asked for by search engines."""
    made = course(FILES)
    made.build()
    page = made.page("404.html")
    links = [
        node.attributes.get("href") or node.attributes.get("src")
        for node in LexborHTMLParser(page).css("[href], [src]")
    ]
    assert all(link and link.startswith(("/dl/", "#")) for link in links), links
    found = head(page)
    assert found["robots"] == "noindex"
    assert "canonical" not in found


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", "https://example.org/?a"])
def test_addresses_of_sites_are_checked(course: MakeCourse, url: str) -> None:
    """A scheme and a host, no query."""
    assert "slides.yaml:1:6: error[config-wrong-type]" in course({"slides.yaml": f"url: {url}\n"}).build().stderr


def pictures(*own: tuple[str, str], tmp_path: Path) -> SocialPictures:
    for name, text in own:
        (tmp_path / "css").mkdir(exist_ok=True)
        (tmp_path / "css" / name).write_text(text)
    theme = load_theme(tmp_path, ".", [])
    return SocialPictures(theme.static, theme.own_css)


def is_different(one: bytes, other: bytes) -> bool:
    return Image.open(BytesIO(one)).tobytes() != Image.open(BytesIO(other)).tobytes()


def test_pictures_show_their_words(tmp_path: Path) -> None:
    """Long titles in smaller letters, in at most three lines; the same card gives the same bytes."""
    draw = pictures(tmp_path=tmp_path).draw
    empty = draw(Card("", "", ""))
    assert draw(Card("", "Title", "")) == draw(Card("", "Title", ""))
    for card in (Card("Course", "", ""), Card("", "Żółć", ""), Card("", "", "Ada"), Card("", "Word " * 60, "")):
        assert is_different(draw(card), empty)
    assert not is_different(draw(Card("", "Done 🎉 👩‍💻 ❤️", "")), draw(Card("", "Done", "")))
    assert not is_different(draw(Card("", "漢字", "")), empty)  # no letters of ours: left out, not drawn as boxes


def test_pictures_follow_the_theme(tmp_path: Path) -> None:
    """Colours come from the tokens of the course."""
    plain = pictures(tmp_path=tmp_path).draw(Card("", "", ""))
    own = pictures(("own.css", ":root { --ground: #102030 }"), tmp_path=tmp_path).draw(Card("", "", ""))
    assert Image.open(BytesIO(plain)).getpixel((5, 600)) == (0xFB, 0xFB, 0xFA)
    assert Image.open(BytesIO(own)).getpixel((5, 600)) == (0x10, 0x20, 0x30)


def test_the_walk_finds_what_is_broken(tmp_path: Path) -> None:
    """Files, anchors of pages, ids of slides, and what leaves the path of the site."""
    slides = '<div class="slides"><section id="b"></section></div>'
    good = '<a href="b.html#/b"></a><a href="b.html#/1"></a><a href="./"></a><a href="#here"></a><img src="a%20b.svg">'
    bad = '<a href="b.html#/c"></a><img srcset="no.png 2x"><a href="#gone"></a><a href="/b.html"></a>'
    files = {
        "index.html": f'<p id="here"></p>{good}<a href="https://elsewhere.example/x"></a>',
        "b.html": f'{slides}{bad}<i style="background: url(x.png)"></i>',
        "a b.svg": "<svg/>",
        "css/a.css": "a { background: url('../a b.svg') } b { background: url(\"y.png\") }",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = walk(tmp_path)
    assert [one.split(": ")[:2] for one in found.broken] == [
        *(["b.html", link] for link in ("b.html#/c", "no.png", "#gone", "/b.html", "x.png")),
        ["css/a.css", "y.png"],
    ]
    assert (found.pages, found.links) == (2, 12)
    assert len(walk(tmp_path, "/").broken) == 5


def commands(checkout: Path) -> Iterator[str]:
    workflow = yaml.safe_load((checkout / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    yield from (step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step)


def test_the_workflow_builds_a_site_without_a_broken_link(tmp_path: Path) -> None:
    """Its own commands, on a clean checkout of what is committed; then every address of every page under a path."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    checkout, environment = tmp_path / "checkout", tmp_path / "python"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(checkout)], check=True)
    for folder in ("src/dl4ad_slides/_vendor", "tests/_vendor"):  # as the workflow's cache does
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, checkout / folder, dirs_exist_ok=True)
    if uv := shutil.which("uv"):  # does in a moment what takes pip many
        python = str(environment / "bin/python")
        subprocess.run([uv, "venv", "--quiet", "--seed", "--python", sys.executable, str(environment)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, "uv"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    unwanted = {"PYTHONPATH", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}
    variables = {name: value for name, value in os.environ.items() if name not in unwanted}
    variables["PATH"] = f"{environment / 'bin'}{os.pathsep}{variables['PATH']}"
    for command in commands(checkout):
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=checkout,
            env=variables,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    found = walk(checkout / "build", "/dl4ad-slides/")
    assert not found.broken
    assert found.pages > 5
    assert found.links > 50
