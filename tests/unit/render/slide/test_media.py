"""Films and sounds written as pictures, drawings without a size, what browsers do not show, and other hosts."""

from __future__ import annotations

import re

import pytest

from conftest import MakeCourse
from helpers import Course

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {0}><path d="M0 0h9"/></svg>'


def html(course: Course, page: str = "a.html") -> str:
    """Return the slides of a page, built without a finding."""
    assert course.build().stderr == ""
    return "".join(node.html or "" for node in course.slides(page))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("![A film](f.mp4)", '<video controls="" src="assets/f.mp4" aria-label="A film"></video>'),
        ("![](f.webm)", '<video controls="" src="assets/f.webm"></video>'),
        ("![A film](f.m4v#t=3)", '<video controls="" src="assets/f.m4v#t=3" aria-label="A film"></video>'),
        ("![A tone](t.mp3)", '<audio controls="" src="assets/t.mp3" aria-label="A tone"></audio>'),
        ("Say ![a](t.ogg) it", '<audio controls="" src="assets/t.ogg" aria-label="a"></audio>'),
        ('<img alt="a" src="f.ogv" loading="lazy">', '<video controls="" src="assets/f.ogv" aria-label="a"></video>'),
        (
            "![a](f.mp4){width=800 .wide}",
            '<figure class="figure wide"><video controls="" src="assets/f.mp4" width="800" aria-label="a"></video>',
        ),
        (
            "![a](f.mp4){autoplay loop muted controls=false poster=assets/p.png}",
            '<video src="assets/f.mp4" loop="" muted="" poster="assets/p.png" aria-label="a" data-autoplay=""></video>',
        ),
    ],
)
def test_players(course: MakeCourse, written: str, expected: str) -> None:
    """A film or a sound is played, with controls, its alternative text as its name, and its attributes."""
    names = ("f.mp4", "f.webm", "f.m4v", "f.ogv", "t.mp3", "t.ogg", "p.png")
    text = re.sub(r"([ft]\.\w+)", r"assets/\1", written)
    made = course({"decks/a.md": f"# A\n\n{text}\n", **{f"assets/{name}": "" for name in names}})
    assert expected in html(made).replace(' data-autoplay="" aria-label="a"', ' aria-label="a" data-autoplay=""')


def test_a_film_with_a_caption_is_a_figure(course: MakeCourse) -> None:
    """With a number, a source, and a place among the credits."""
    text = '# A\n\n---\n\n![a](f.mp4 "A run"){#fig-run source="Own" width=60%}\n\n@fig-run\n'
    shown = html(course({"decks/a.md": text, "decks/f.mp4": ""}))
    assert re.search(r'<figure id="fig-run" class="figure" style="width: 60%;?"><video [^>]*controls="" [^>]*>', shown)
    assert 'data-src="_files/decks/f.mp4"' in shown
    assert '<span class="figure-caption">A run</span>' in shown
    assert "Figure&nbsp;1</a>" in shown


def test_words_in_quotes_are_words(course: MakeCourse) -> None:
    """A source may speak of a loop, and of what is inline or has a value."""
    text = '![a](f.mp4){source="Own, the loop muted inline a=b here" loop width=900}\n'
    shown = html(course({"decks/a.md": f"# A\n\n{text}", "decks/f.mp4": ""}))
    assert "Own, the loop muted inline a=b here" in shown
    assert re.search(r'<video [^>]*loop=""[^>]* width="900"', shown)


def test_words_of_players_mean_nothing_for_pictures(course: MakeCourse) -> None:
    """A picture does not loop."""
    outcome = course({"decks/a.md": "# A\n\n![a](assets/p.png){loop}\n", "assets/p.png": ""}).build()
    assert "figure-attributes" in outcome.stderr


@pytest.mark.parametrize(
    ("tag", "written", "width"),
    [
        ('viewBox="0 0 400 200"', "![a](d.svg)", "400"),
        ('viewBox="0 0 400 200" width="100%" height="100%"', "![a](d.svg)", "400"),
        ('viewBox="0 0 2000 2000"', "![a](d.svg)", "700"),
        ('viewBox="0 0 2000 1000"', '![a](d.svg "Caption")', "1220"),
        ('viewBox="0 0 400 200" width="50"', "![a](d.svg)", ""),
        ('width="50" height="20"', "![a](d.svg)", ""),
        ('viewBox="0 0 400 200"', '<img src="d.svg" height="90">', ""),
        ('viewBox="0 0 400 200"', '<img src="d.svg" style="max-width: 3em">', ""),
        ('viewBox="0 0 400 200"', "![a](d.svg){width=60%}", "400"),
        ("", "![a](d.svg)", ""),
    ],
)
def test_drawings_without_a_size(course: MakeCourse, tag: str, written: str, width: str) -> None:
    """They are as wide as their view box, as far as the slide is high enough; what anybody says of their size holds."""
    shown = html(course({"decks/a.md": f"# A\n\n{written}\n", "decks/d.svg": SVG.format(tag)}))
    (picture,) = re.findall(r"<img[^>]*>", shown)
    assert re.findall(r' width="(\d+)"', picture) == ([width] if width else [])


@pytest.mark.parametrize(
    ("tag", "width"),
    [
        ('viewBox="0 0 400 200"', "400"),
        ('viewBox="0,0,2000,2000"', "610"),
        ('viewBox="0 0 400 200" width="50"', "50"),
        ('viewBox="0 0 400 x"', ""),
    ],
)
def test_drawings_in_the_page_without_a_size(course: MakeCourse, tag: str, width: str) -> None:
    """They are no larger than as pictures."""
    shown = html(course({"decks/a.md": "# A\n\n![a](d.svg){inline}\n", "decks/d.svg": SVG.format(tag)}))
    (drawing,) = re.findall(r"<svg[^>]*>", shown)
    assert re.findall(r' width="(\d+)"', drawing) == ([width] if width else [])


def test_half_of_a_pair_without_a_size(course: MakeCourse) -> None:
    """Each of the two has its own."""
    files = {f"decks/d-{theme}.svg": SVG.format('viewBox="0 0 40 20"') for theme in ("light", "dark")}
    assert html(course({"decks/a.md": "# A\n\n![a](d.svg)\n", **files})).count(' width="40"') == 2


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("plot.pdf", "`pdftocairo -svg decks/img/plot.pdf decks/img/plot.svg`, and write `img/plot.svg`."),
        ("plot.EPS", "`ps2pdf -dEPSCrop decks/img/plot.EPS - | pdftocairo -svg - decks/img/plot.svg`"),
        ("scan.tif", "`magick decks/img/scan.tif decks/img/scan.png`"),
        ("my phone.heic", '`magick "decks/img/my phone.heic" "decks/img/my phone.jpg"`'),
        ("a.psd", "`magick decks/img/a.psd -flatten decks/img/a.png`"),
        ("a.ai", "`pdftocairo -svg decks/img/a.ai decks/img/a.svg`"),
        ("a.wmf", "`inkscape decks/img/a.wmf --export-filename=decks/img/a.svg`"),
        ("a.emf", "`inkscape decks/img/a.emf --export-filename=decks/img/a.svg`"),
        ("a.odg", "`soffice --headless --convert-to svg --outdir decks/img decks/img/a.odg`"),
        ("a.avi", "`ffmpeg -i decks/img/a.avi decks/img/a.mp4`, and write `img/a.mp4`."),
        ("a.wma", "`ffmpeg -i decks/img/a.wma decks/img/a.mp3`"),
        ("there.pdf", "Write `img/there.png`, which is there."),
    ],
)
def test_what_browsers_do_not_show(course: MakeCourse, file: str, told: str) -> None:
    """The finding tells how to convert the file, and what to write then."""
    made = course({"decks/a.md": f"# A\n\n![x](<img/{file}>)\n", f"decks/img/{file}": "", "decks/img/there.png": ""})
    outcome = made.build()
    assert [line.partition(":3:")[2][:24] for line in outcome.findings] == ["7: warning[asset-format]"]
    assert told in outcome.stderr


@pytest.mark.parametrize(
    "text",
    [
        '<video src="a.avi"></video>',
        '<video poster="a.avi"></video>',
        '<audio><source src="a.avi"></audio>',
        '<!-- .slide: data-background-video="a.avi" -->',
    ],
)
def test_wherever_it_would_be_shown(course: MakeCourse, text: str) -> None:
    """In tags, and behind a slide."""
    outcome = course({"decks/a.md": f"# A\n\n---\n\n{text}\n\nB\n", "decks/a.avi": ""}).build()
    assert ["asset-format" in line for line in outcome.findings] == [True]


@pytest.mark.parametrize(
    "text", ["[a](a.pdf)", '<object data="a.pdf"></object>', '<embed src="a.pdf">', '<iframe src="a.pdf"></iframe>']
)
def test_a_pdf_may_be_linked_and_embedded(course: MakeCourse, text: str) -> None:
    """There browsers show it."""
    assert course({"decks/a.md": f"# A\n\n---\n\n{text}\n", "decks/a.pdf": ""}).build().stderr == ""


REMOTE = """# A

![a](http://pics.example.org/a.png) <img srcset="https://cdn.pics.example.org/b.png 2x" src="assets/p.png">

---

<!-- .slide: data-background-image="//back.example/c.png" -->

<div style="background: url(https://style.example/d.png)">x</div>
"""
HOSTS = "media_hosts: [pics.example.org, back.example, style.example]\n"


def policy(course: Course, page: str, name: str) -> str:
    """Return one part of the policy of a page."""
    return re.findall(rf"{name} ([^;\"]*)", course.page(page).replace("&#39;", "'"))[0]


def test_media_of_other_hosts(course: MakeCourse) -> None:
    """Those of hosts that the course names are shown, over HTTPS, and the policy of their pages lets them in."""
    files = {
        "decks/a.md": REMOTE,
        "decks/b.md": "# B\n",
        "assets/p.png": "",
        "pages/p.md": "![](//pics.example.org/e.png)\n",
    }
    made = course({**files, "slides.yaml": HOSTS})
    shown = html(made)
    for host, file in (("pics.example.org", "a"), ("cdn.pics.example.org", "b"), ("back.example", "c")):
        assert f"https://{host}/{file}.png" in shown
    hosts = " ".join(
        f"https://{host}"
        for host in sorted(("cdn.pics.example.org", "pics.example.org", "back.example", "style.example"))
    )
    for page in ("a.html", "a.read.html"):
        for part in ("img-src", "media-src"):
            assert policy(made, page, part) == f"'self' data: blob: {hosts}"
        assert re.fullmatch(r"'self' 'sha256-[\w+/]{43}='", policy(made, page, "script-src"))
    assert "https://*.pics.example.org" in policy(made, "_static/speaker.html", "img-src")
    assert policy(made, "b.html", "img-src") == "'self' data: blob:"
    assert policy(made, "p.html", "img-src") == "'self' data: blob: https://pics.example.org"


def test_what_a_host_that_is_not_named_means(course: MakeCourse) -> None:
    """The finding says how to name it, and what that costs."""
    outcome = course({"decks/a.md": "# A\n\n![a](https://x.example/a.png)\n"}).build()
    assert "or add `x.example` to `media_hosts` in slides.yaml." in outcome.stderr
    assert "missing without a network, and the host sees who opens the page" in outcome.stderr
    fonts = "# A\n\n<style>@font-face { src: url(https://x.example/a.woff2) } @import 'https://x.example/b';</style>\n"
    outcome = course({"decks/a.md": fonts, "slides.yaml": "media_hosts: x.example\n"}).build()
    assert [line.count("html-remote-media") for line in outcome.findings] == [1, 1]
    assert "media_hosts" not in outcome.stderr
