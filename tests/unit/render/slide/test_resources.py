"""References of a slide: what leads to no file, what another host would have to send, which frames may load."""

from __future__ import annotations

from html import unescape

import pytest

from conftest import MakeCourse

FILES = {"assets/there.png": b"", "assets/a b.png": b"", "decks/other.md": "# O\n"}


def said(report: str) -> list[str]:
    return [line.partition(": ")[2] for line in report.splitlines() if line.startswith("decks/")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("![](img/missing.png)", "there is no file `img/missing.png`"),
        ("![](../img/missing.png)", "there is no file `../img/missing.png`"),
        ("![](/assets/there.png)", "`/assets/there.png` is looked for at the top of the host, not in the course"),
        ("[a](/assets/there.png)", "`/assets/there.png` is looked for at the top of the host, not in the course"),
        ('<img data-src="assets/nope.png">', "there is no file `assets/nope.png`"),
        ('<video><source data-src="assets/nope.mp4"></video>', "there is no file `assets/nope.mp4`"),
        ('<audio data-src="sound.mp3"></audio>', "there is no file `sound.mp3`"),
        ('<iframe data-src="assets/nope.html"></iframe>', "there is no file `assets/nope.html`"),
        ('<iframe src="nope.html"></iframe>', "there is no file `nope.html`"),
        ('<img srcset="assets/there.png 1x, assets/nope.png 2x">', "there is no file `assets/nope.png`"),
        ("[n](missing.pdf)", "there is no file `missing.pdf`"),
        ("[n](nope.html)", "there is no file `nope.html`"),
        ('<link rel="stylesheet" href="own.css">', "there is no file `own.css`"),
    ],
)
def test_what_leads_nowhere(course: MakeCourse, text: str, message: str) -> None:
    """Every reference to a file that the site does not have is a warning."""
    report = course({**FILES, "decks/a.md": f"# A\n\n---\n\n{text}\n"}).build().stderr
    assert said(report) == [f"warning[asset-missing]: {message}"]


@pytest.mark.parametrize(
    "text",
    [
        "![](assets/there.png) ![](./assets/there.png?v=1#x) ![](assets/a%20b.png)",
        "![](data:image/png;base64,iVBORw0KGgo=)",
        '<img srcset="assets/there.png, assets/a%20b.png 2x, data:image/png;base64,iVBORw0KGgo= 3x">',
        "[a](other.html) [b](other.md) [c](index.html#top) [d](../elsewhere/x.pdf) [e](folder/) [f](?theme=dark)",
        "[a](/) [b](/imprint.html) [c](mailto:a@b.example) [d](//b.example/x.png) [e](https://b.example/x.pdf)",
        '<iframe src="other.html"></iframe><img src="_static/css/x.svg">',
        '<link rel="license" href="https://creativecommons.org/">',
    ],
)
def test_what_leads_somewhere(course: MakeCourse, text: str) -> None:
    """Assets, pages of the course, and links to what we cannot know are no findings."""
    assert course({**FILES, "decks/a.md": f"# A\n\n---\n\n{text}\n"}).build().stderr == ""


@pytest.mark.parametrize("rel", ["stylesheet", "preconnect", "DNS-Prefetch", "prefetch", "preload"])
def test_links_that_call_another_host_are_taken_out(course: MakeCourse, rel: str) -> None:
    """A browser connects to the host of such a link whatever the policy says."""
    made = course({"decks/a.md": f'# A\n\n<link rel="{rel}" href="https://a.example/x.css">\n'})
    assert said(made.build().stderr) == [
        "warning[html-remote-media]: `https://a.example/x.css` is on another host and will not be shown"
    ]
    assert "a.example" not in made.page("a.html")


def test_addresses_of_a_srcset_are_those_of_the_page(course: MakeCourse) -> None:
    """What is written from the folder of decks is found from the page."""
    made = course({**FILES, "decks/a.md": '<img srcset="../assets/there.png 1x,\n ../assets/a%20b.png 2x">\n'})
    assert made.build().stderr == ""
    assert 'srcset="assets/there.png 1x,\n assets/a%20b.png 2x"' in made.page("a.html")


@pytest.mark.parametrize(
    "src", ["https://a.example/v", "http://a.example/v", "//a.example/v", "HTTPS://A.example:443/v"]
)
def test_named_frames_come_over_https(course: MakeCourse, src: str) -> None:
    """A frame from a named host gets a button that works under the policy of the page."""
    made = course({"slides.yaml": "embed_hosts: A.Example\n", "decks/a.md": f'<iframe src="{src}"></iframe>\n'})
    assert made.build().stderr == ""
    page = unescape(made.page("a.html"))
    assert 'data-src="https://' in page
    assert "frame-src 'self' https://a.example;" in page


@pytest.mark.parametrize("src", ["https://a.example:8443/v", "http://a.example:80/v", "https://a.example:x/"])
def test_frames_with_a_port_are_blocked(course: MakeCourse, src: str) -> None:
    """The policy names hosts, not ports: no button that would do nothing."""
    made = course({"slides.yaml": "embed_hosts: a.example\n", "decks/a.md": f'# A\n\n<iframe src="{src}"></iframe>\n'})
    assert said(made.build().stderr) == [
        f"warning[html-remote-frame]: a frame from `{src}` is blocked; the slide shows a link instead"
    ]
    assert "embed-load" not in made.page("a.html")


def test_a_frame_behind_a_slide(course: MakeCourse) -> None:
    """It loads with the slide where its host is named; otherwise the slide has no background."""
    text = '<!-- .slide: data-background-iframe="http://a.example/v" -->\n# A\n'
    made = course({"decks/a.md": text})
    assert said(made.build().stderr) == [
        "warning[html-remote-frame]: a frame from `a.example` is blocked; the slide has no background"
    ]
    assert "a.example" not in made.page("a.html")
    made.write({"slides.yaml": "embed_hosts: a.example\n"})
    assert made.build().stderr == ""
    page = unescape(made.page("a.html"))
    assert 'data-background-iframe="https://a.example/v"' in page
    assert "frame-src 'self' https://a.example;" in page


def test_a_missing_file_is_told_once_and_where_it_is_named(course: MakeCourse) -> None:
    """In any spelling of its path; not where words or code read the same, or a longer path ends so."""
    deck = """# A

---

The file plot.png, `assets/a.png`, assets/a.png and [x](assets/plot.png).

![](./assets/a.png)

![](../assets/b.png)

![](plot.png)

![](assets/Übung%201.png)

<img src="assets/a&amp;b.png">
"""
    report = course({**FILES, "assets/plot.png": b"", "decks/a.md": deck}).build().stderr
    places = [line.split(": ", 1)[0].removeprefix("decks/a.md:") for line in report.splitlines() if "asset" in line]
    assert [place for place in places if not place.startswith("  ")] == ["7:5", "9:5", "11:5", "13:5", "15:11"]


def test_one_finding_speaks_for_all_media_of_a_host(course: MakeCourse) -> None:
    """One line of settings lets them in; it stands where the first is shown, and not where a link leads to it."""
    deck = "# A\n\n[Look](https://a.example/a.png)\n\n![a](https://a.example/a.png)\n\n![b](https://a.example/b.png)\n"
    made = course({"decks/a.md": deck, "decks/b.md": "# B\n\n![c](https://b.example/c.png)\n"})
    report = made.build().stderr
    assert [line for line in report.splitlines() if "html-remote-media" in line] == [
        "decks/a.md:5:6: warning[html-remote-media]: what is on `a.example` will not be shown: it is another host",
        "decks/b.md:3:6: warning[html-remote-media]: what is on `b.example` will not be shown: it is another host",
    ]
    assert "the same in decks/a.md:7" in report


def test_a_blocked_frame_is_told_at_its_tag(course: MakeCourse) -> None:
    """A link to the same address above it is no frame."""
    deck = '# A\n\n[Look](https://a.example/)\n\n<iframe src="https://a.example/"></iframe>\n'
    assert "decks/a.md:5:14: warning[html-remote-frame]" in course({"decks/a.md": deck}).build().stderr


def test_one_finding_speaks_for_all_frames_of_a_host(course: MakeCourse) -> None:
    """Its cure is one line in `slides.yaml`, however many decks show that host."""
    frames = '# A\n\n<iframe src="https://a.org/x"></iframe>\n\n<iframe src="https://a.org/y"></iframe>\n'
    other = '# B\n\n<iframe src="https://b.org/x"></iframe>\n\n<iframe src="https://a.org/z"></iframe>\n'
    outcome = course({"decks/a.md": frames, "decks/b.md": other}).build()
    assert [line for line in outcome.stderr.splitlines() if "hint" not in line] == [
        "decks/a.md:3:14: warning[html-remote-frame]: a frame from `a.org` is blocked; the slide shows a link instead",
        "  note: the same in decks/a.md:5, decks/b.md:5",
        "decks/b.md:3:14: warning[html-remote-frame]: a frame from `b.org` is blocked; the slide shows a link instead",
    ]


def test_what_styles_name(course: MakeCourse) -> None:
    """Files of other hosts and missing ones are told, in style sheets and in attributes; comments and ids are not."""
    deck = """# A

<style>
@import url("https://a.org/a.css");
/* url(assets/comment.png) */
.a { background: url(assets/there.png); mask: url(#m) }
.b { background: url('assets/nope.png') }
</style>

<div style="background: url(assets/nope2.png)">x</div>
"""
    report = course({**FILES, "decks/a.md": deck}).build().stderr
    assert [line for line in report.splitlines() if "hint" not in line] == [
        "decks/a.md:4:14: warning[html-remote-media]: `https://a.org/a.css` is on another host and will not be shown",
        "decks/a.md:7:23: warning[asset-missing]: there is no file `assets/nope.png`",
        "decks/a.md:10:29: warning[asset-missing]: there is no file `assets/nope2.png`",
    ]


def test_pages_of_decks_that_do_not_exist(course: MakeCourse) -> None:
    """The hint names a deck that is near, or those that there are: nobody writes pages by hand."""
    decks = {"decks/soups.md": "# S\n", "decks/a.md": "# A\n\n[old](soup.html) [more](bread.html)\n"}
    near, far = (line.strip() for line in course(decks).build().stderr.splitlines() if "hint" in line)
    assert near == "hint: Did you mean `soups.md`?"
    assert far == "hint: No deck is called `bread`. The decks and pages are `a.md`, `soups.md`."
