"""What a slide refers to: near its slide, relative, and checked."""

from __future__ import annotations

import base64
import hashlib

import pytest

from conftest import MakeCourse
from helpers import Course, Workshop

FILES = {
    "slides.yaml": "embed_hosts: [example.org]\n",
    "decks/other.md": "# Other\n",
    "assets/a.png": "",
    "assets/mit leer ü.png": "",
}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("course")).write(FILES))


def second(workshop: Workshop, text: str) -> tuple[str, list[str]]:
    """Return the HTML of `text` on the second slide, and the findings."""
    rendered, findings = workshop.render_text(f"# A\n---\n{text}")
    section = rendered.slides[1].section
    html = section[section.index(">") + 1 : section.rindex("</section>")].strip()
    return html, [f"{each.position.line}:{each.position.column} {each.code}" for each in findings]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('<img src="assets/a.png">', '<img data-src="assets/a.png">'),
        ('<img src="./assets/a.png?x=1#y">', '<img data-src="assets/a.png?x=1#y">'),
        ('<img src="../../assets/a.png">', '<img data-src="assets/a.png">'),
        ("![](<assets/mit leer ü.png>)", '<p><img alt="" data-src="assets/mit%20leer%20%C3%BC.png"></p>'),
        ('<img src="data:image/png;base64,AA">', '<img data-src="data:image/png;base64,AA">'),
        ('<video poster="assets/a.png"></video>', '<p><video poster="assets/a.png"></video></p>'),
        ('<object data="../assets/a.png"></object>', '<p><object data="assets/a.png"></object></p>'),
        ("[a](other.md)", '<p><a href="other.html">a</a></p>'),
        ("[a](../decks/other.md#b)", '<p><a href="other.html#/b">a</a></p>'),
        ("[a](#a)", '<p><a href="#/a">a</a></p>'),
        ("[a](#/2/1)", '<p><a href="#/2/1">a</a></p>'),
        ("[a](mailto:a@b.c)", '<p><a href="mailto:a@b.c">a</a></p>'),
    ],
)
def test_settles(workshop: Workshop, text: str, html: str) -> None:
    """Media when they come near, folders as the site has them, decks as pages, anchors as routes."""
    assert second(workshop, text) == (html, [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("![](assets/b.png)", "3:5 asset-missing"),
        ("a\n\n![](<assets/b ü.png>)", "5:6 asset-missing"),
        ('<video poster="assets/b.png"></video>', "3:16 asset-missing"),
        ("[a](assets/b.pdf)", "3:5 asset-missing"),
        ("[a](nope.md)", "3:5 link-missing-deck"),
        ("![](//x.org/a.png)", "3:5 html-remote-media"),
        ('<video><source src="http://x.org/a.mp4"></video>', "3:21 html-remote-media"),
        ('<script src="//x.org/a.js"></script>', "3:14 html-remote-script"),
        ('<iframe src="//x.org/"></iframe>', "3:14 html-remote-frame"),
        ('<iframe src="https://[x"></iframe>', "3:14 html-remote-frame"),
        ('<iframe src="https://a;b.example.org"></iframe>', "3:14 html-remote-frame"),
        ('<a href=" JavaScript:x()">b</a>', "3:10 html-inline-handler"),
        ('<svg onload="x()"></svg>', "3:6 html-inline-handler"),
        ('<!-- .slide: data-background-video="assets/b.mp4" -->', "3:37 asset-missing"),
        ('<!-- .slide: data-background="assets/b.png" -->', "3:31 asset-missing"),
    ],
)
def test_reports(workshop: Workshop, text: str, finding: str) -> None:
    """What is not there, and what the policy of the page blocks, where the author wrote it."""
    assert second(workshop, text)[1] == [finding]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data-background", "linear-gradient(red, blue)"),
        ("data-background", "red"),
        ("data-background-color", "red"),
        ("data-background-gradient", "linear-gradient(red, blue)"),
    ],
)
def test_a_colour_is_no_file(workshop: Workshop, name: str, value: str) -> None:
    """Backgrounds may be colours and gradients."""
    assert second(workshop, f'<!-- .slide: {name}="{value}" -->')[1] == []


def test_a_script_gets_its_hash_and_a_frame_its_host(workshop: Workshop) -> None:
    """The hash is that of the bytes between the tags; a subdomain of a named host is named, too."""
    text = '<script>a < "b"</script>\n\n<iframe src="https://www.example.org/x"></iframe>'
    slide = workshop.render_text(text)[0].slides[0]
    digest = base64.b64encode(hashlib.sha256(b'a < "b"').digest()).decode()
    assert slide.script_hashes == (f"'sha256-{digest}'",)
    assert slide.frame_hosts == ("www.example.org",)
    assert '<script>a < "b"</script>' in slide.section


def test_data_in_a_script_needs_no_hash(workshop: Workshop) -> None:
    """What the browser does not run."""
    assert workshop.render_text('<script type="application/json">{}</script>')[0].slides[0].script_hashes == ()


def test_the_page_names_hashes_and_hosts(course: MakeCourse) -> None:
    """In its policy, and nowhere else."""
    made = course({**FILES, "decks/a.md": "<script>1</script>\n\n<iframe src='//example.org'></iframe>\n"})
    made.build()
    digest = base64.b64encode(hashlib.sha256(b"1").digest()).decode()
    assert f"&#39;sha256-{digest}&#39;" in made.page("a.html")
    assert "frame-src &#39;self&#39; https://example.org" in made.page("a.html")
    assert digest not in made.page("other.html")
