"""QR codes: what is drawn, what stands below it, and what cannot be one."""

from __future__ import annotations

import re

import pytest
import segno

from conftest import MakeCourse
from helpers import Course

QUIET = 4


def built(course: MakeCourse, placeholder: str) -> Course:
    made = course({"decks/a.md": f"{placeholder}\n"})
    made.build()
    return made


def drawn(made: Course) -> list[list[int]]:
    """Return the modules that the first slide draws, quiet zone included, as rows of 0 and 1."""
    html = made.slides("a.html")[0].html or ""
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', html)
    assert box is not None
    assert box[1] == box[2]
    rows = [[0] * int(box[1]) for _ in range(int(box[1]))]
    for x, y, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", html):
        assert length == back
        for column in range(int(x), int(x) + int(length)):
            rows[int(y)][column] = 1
    return rows


@pytest.mark.parametrize(
    ("written", "text", "level"),
    [
        ("https://example.org", "https://example.org", "m"),
        ("https://example.org level=H", "https://example.org", "h"),
        ("https://example.org/ü?a=b&c=%20", "https://example.org/%C3%BC?a=b&c=%20", "m"),
        ('"Room 3, 14:00" level=L', "Room 3, 14:00", "l"),
    ],
)
def test_draws_the_modules_of_the_code(course: MakeCourse, written: str, text: str, level: str) -> None:
    """All of them, in a quiet zone of exactly four; an address as browsers send it."""
    code = segno.make_qr(text, error=level)
    expected = [list(row) for row in code.matrix_iter(border=QUIET)]
    assert drawn(built(course, f"<<QR:{written}>>")) == expected


@pytest.mark.parametrize(("option", "most"), [("", 420), ("size=300", 300), ("size=860", 860)])
def test_modules_are_whole_pixels(course: MakeCourse, option: str, most: int) -> None:
    """The code is as large as whole modules allow, and no larger than asked for."""
    svg = built(course, f"<<QR:https://example.org {option}>>").slides("a.html")[0].css_first(".qr > svg")
    side = int((svg.attributes["viewBox"] or "").split()[2])
    width = int(svg.attributes["width"] or "")
    assert svg.attributes["height"] == svg.attributes["width"]
    assert width % side == 0
    assert most - side < width <= most


@pytest.mark.parametrize(
    ("written", "caption", "href"),
    [
        ("https://example.org/", "example.org", "https://example.org/"),
        ("http://example.org/a/", "example.org/a/", "http://example.org/a/"),
        ('https://example.org/?a=1&b="2"', 'example.org/?a=1&b="2"', 'https://example.org/?a=1&b="2"'),
        ('https://example.org caption="Slides & *more*"', "Slides & more", "https://example.org"),
        ("mailto:a@example.org", "a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", "javascript:alert(1)", None),
        ('"WIFI:S:Hall;;"', "WIFI:S:Hall;;", None),
    ],
)
def test_the_address_can_be_read(course: MakeCourse, written: str, caption: str, href: str | None) -> None:
    """Below the code and as its name; an address is a link, and nothing else is."""
    figure = built(course, f"<<QR:{written}>>").slides("a.html")[0].css_first(".qr")
    assert figure.css_first("figcaption").text() == caption
    assert [link.attributes["href"] for link in figure.css("a")] == [href] * bool(href)
    svg = figure.css_first("svg")
    assert svg.attributes["role"] == "img"
    assert (svg.attributes["aria-label"] or "").startswith("QR code: ")


@pytest.mark.parametrize(
    ("written", "finding", "hint"),
    [
        ("<<QR>>", "no text for a QR code", "Write `<<QR:https://example.org>>`."),
        ('<<QR:"  ">>', "no text for a QR code", "Write `<<QR:https://example.org>>`."),
        (
            f"<<QR:{'a' * 2400}>>",
            "2400 characters are too many for a QR code of level M",
            "Shorten the address, or write level=L.",
        ),
        (
            f"<<QR:{'a' * 3000} level=L>>",
            "3000 characters are too many for a QR code of level L",
            "Shorten the address.",
        ),
    ],
)
def test_what_cannot_be_a_code(course: MakeCourse, written: str, finding: str, hint: str) -> None:
    """Is a finding, and a box on the slide."""
    made = course({"decks/a.md": written})
    report = made.build().stderr
    assert report.startswith("decks/a.md:1:1: error[placeholder-value]: ")
    assert finding in report
    assert f"hint: {hint}" in report
    assert finding in made.slides("a.html")[0].css_first(".slide-error").text()


@pytest.mark.parametrize(
    ("option", "finding"),
    [
        ("size=big", "`size` must be a whole number from 120 to 860, not `big`"),
        ("size=5", "`size` must be a whole number from 120 to 860, not `5`"),
        ("level=X", "`level` must be one of `L`, `M`, `Q`, `H`, not `X`"),
        ("levl=H", "`QR` has no option `levl`"),
    ],
)
def test_a_wrong_option_leaves_the_code(course: MakeCourse, option: str, finding: str) -> None:
    """As it is without the option."""
    made = course({"decks/a.md": f"<<QR:https://example.org {option}>>"})
    assert finding in made.build().stderr
    assert drawn(made) == drawn(built(course, "<<QR:https://example.org>>"))


def test_modules_do_not_get_too_small_to_scan(course: MakeCourse) -> None:
    """Three pixels of the canvas at least, whatever the author asks for."""
    made = course({"decks/a.md": f"<<QR:https://example.org/{'a' * 300} size=120>>"})
    assert "`size` must be at least 231 for a text of 320 characters, not `120`" in made.build().stderr
    assert 'width="231"' in made.page("a.html")


def test_captions_are_markdown(course: MakeCourse) -> None:
    """As those of figures; a caption with a link of its own is not put into one."""
    text = (
        '<<QR:https://a.example caption="*Scan* $x$">>\n\n<<QR:https://a.example caption="[b](https://b.example)">>\n'
    )
    made = course({"decks/a.md": f"# A\n\n{text}"})
    assert made.build().findings == []
    first, second = made.slides("a.html")[0].css("figcaption")
    assert first.css_first("a > em") is not None
    assert first.css_first("a > .katex") is not None
    assert [link.attributes["href"] for link in second.css("a")] == ["https://b.example"]
