"""Drawings that are put into the page."""

from __future__ import annotations

from typing import Literal
from unicodedata import normalize
from urllib.parse import quote

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.pictures import Size
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.pictures import give_room


@pytest.mark.parametrize("address", ["javascript:x()", " Java\tScript:x()"])
@pytest.mark.parametrize("name", ["href", "xlink:href"])
def test_a_drawing_runs_no_script(course: MakeCourse, name: str, address: str) -> None:
    """Neither by elements nor by attributes; its links to pages stay."""
    drawing = f"""<svg xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()"><script>x()</script>
        <a {name}="{address}"><path d="M1 1"/></a><a {name}="https://a.b"><path d="M2 2"/></a>
        <foreignObject><iframe src="javascript:x()"></iframe></foreignObject></svg>"""
    made = course({"decks/a.md": "# A\n\n![a](assets/a.svg){inline}\n", "assets/a.svg": drawing})
    assert made.build().findings == []
    page = made.page("a.html")
    assert "x()" not in page
    assert f'{name}="https://a.b"' in page


@pytest.mark.parametrize(("size", "box"), [("9", "0 0 9 9"), ("9.5px", "0 0 9.5 9.5"), ("100%", ""), ("2cm", "")])
def test_a_drawing_has_a_view_box_where_its_size_is_one(course: MakeCourse, size: str, box: str) -> None:
    """Other units than pixels are none of the drawing's own."""
    drawing = f'<svg width="{size}" height="{size}"><path d="M1 1"/></svg>'
    made = course({"decks/a.md": "# A\n\n![a](assets/a.svg){inline}\n", "assets/a.svg": drawing})
    made.build()
    page = made.page("a.html")
    assert f'viewBox="{box}"' in page if box else 'height="' + size + '" role' in page


def test_a_pair_that_lacks_one(course: MakeCourse) -> None:
    """The hint names what is missing."""
    files = {"decks/a.md": "# A\n\n![C](assets/c.svg)\n", "assets/c-light.svg": "<svg/>", "assets/a.svg": "<svg/>"}
    report = course(files).build().stderr
    assert "hint: Put `c-dark.svg` beside `assets/c-light.svg`, or write the name of that one.\n" in report


@pytest.mark.parametrize("form", [("NFC", "NFD"), ("NFD", "NFC")])
def test_letters_are_the_same_in_other_characters(course: MakeCourse, form: tuple[Literal["NFC", "NFD"], ...]) -> None:
    """Of names of files and of keys: what systems write and people type may differ."""
    written, there = (normalize(one, "größe") for one in form)
    work = f"@book{{{there}, author = {{Legg, S.}}, title = {{A}}, year = 2007}}\n"
    files = {"slides.yaml": "bibliography: r.bib\n", "r.bib": work, f"assets/{there}.svg": "<svg/>"}
    made = course({"decks/a.md": f"# A\n\n![A](assets/{written}.svg?v=1)\n\n[@{written}]\n", **files})
    assert made.build().findings == []
    assert f'src="assets/{quote(there)}.svg?v=1"' in made.page("a.html")


def test_a_drawing_shows_nothing_of_other_hosts(course: MakeCourse) -> None:
    """The policy of the page would not let it."""
    drawing = '<svg><image href="https://a.example/b.png"/><image xlink:href="data:image/png;base64,AA"/></svg>'
    made = course({"decks/a.md": "# A\n\n![A](assets/a.svg){inline}\n", "assets/a.svg": drawing})
    (finding,) = made.build().findings
    assert finding.startswith("decks/a.md:3:6: warning[html-remote-media]")
    assert made.page("a.html").count("<image") == 1


@pytest.mark.parametrize(
    "text",
    [
        'Text ![A](assets/a.svg "C"){#fig-a}',
        '![A](assets/a.svg "C"){source="Own"} text',
        '[![A](assets/a.svg "C"){#fig-a}](https://a.example)',
        '![A](assets/a.svg){license="CC BY 4.0"}\n![A](assets/a.svg){}',
        "a | b\n---|---\n![A](assets/a.svg){#fig-a} | b",
    ],
)
def test_a_figure_amid_other_content_is_none(course: MakeCourse, text: str) -> None:
    """And would lose its number or its source without a word."""
    findings = course({"decks/a.md": f"# A\n\n{text}\n", "assets/a.svg": "<svg/>"}).build().findings
    assert "warning[figure-not-alone]" in findings[0]


def test_attributes_on_the_next_line_are_reported(course: MakeCourse) -> None:
    """They must stand at once behind the picture."""
    files = {"decks/a.md": '# A\n\n![A](assets/a.svg "C")\n{#fig-x}\n', "assets/a.svg": "<svg/>"}
    findings = course(files).build().findings
    assert [finding.split(": ")[1] for finding in findings] == ["error[figure-attributes]"]


def test_figures_alone_are_silent(course: MakeCourse) -> None:
    """In lists and quotes, too, and pictures in text that ask for nothing."""
    figure = '![A](assets/a.svg "C"){source="Own"}'
    text = f'{figure}\n\n- {figure}\n- b\n\n> {figure}\n\nText ![A](assets/a.svg "tip"){{.small #b}}\n'
    assert course({"decks/a.md": f"# A\n\n{text}\n", "assets/a.svg": "<svg/>"}).build().findings == []


@pytest.mark.parametrize(
    ("given", "sides"),
    [
        ("", ("400", "200", "--natural: 400px; --ratio: 2")),
        ('width="300"', ("300", "150", "--natural: 300px; --ratio: 2")),
        ('height="50px"', ("100", "50", "--natural: 100px; --ratio: 2")),
        ('style="border: 0"', ("400", "200", "--natural: 400px; --ratio: 2; border: 0")),
        ('class="picture-dark"', ("400", "200", "--natural: 400px; --ratio: 2")),
        ('width="300" height="50"', ("300", "50", None)),
        ('width="60%"', ("60%", None, None)),
        ('style="height: 90px"', (None, None, "height: 90px")),
        ('class="icon"', (None, None, None)),
    ],
)
def test_a_picture_gets_its_room(given: str, sides: tuple[str | None, ...]) -> None:
    """What its author says of one side holds; where more is said than we can know, nothing is changed."""
    picture = HtmlTree(f'<img src="a.png" {given}>').select("img")[0]
    give_room(picture, Size(400, 200))
    assert tuple(picture.attributes.get(name) for name in ("width", "height", "style")) == sides
    give_room(bare := HtmlTree("<img>").select("img")[0], None)
    assert bare.html == "<img>"


def test_a_drawing_begins_where_its_caption_does(course: MakeCourse) -> None:
    """Without a caption it stays in the middle, and what the drawing says itself holds."""
    drawing = '<svg viewBox="0 0 4 3"><path d="M1 1"/></svg>'
    own = drawing.replace("<svg", '<svg preserveAspectRatio="none"')
    text = """\
![a](assets/a.svg "A"){inline}

![a](assets/a.svg){#fig-a inline}

![a](assets/a.svg){inline}

![a](assets/b.svg "A"){inline}
"""
    made = course({"decks/a.md": text, "assets/a.svg": drawing, "assets/b.svg": own})
    made.build()
    page = made.page("a.html")
    assert page.count('preserveAspectRatio="xMinYMid"') == 2
    assert page.count('preserveAspectRatio="none"') == 1
