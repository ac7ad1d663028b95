"""Decks of any text: always a page, every slide a tree of its own, every finding at a place that exists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.render.deck.deck import RenderMemory
from dl4ad_slides.render.pages.finished import sections_html
from helpers import FUZZ, Course, Workshop, pieces

PROJECT = {
    "slides.yaml": "math: {macros: {R: '\\mathbb{R}'}}\nembed_hosts: [example.org]\nbibliography: r.bib\n",
    "r.bib": "@book{a, author = {A, <B>}, title = {T & {\\emph{U}}}, year = 2007, url = {https://a.b/?c&d}}\n@misc{b,}\n",
    "decks/other.md": "# Other\n",
    "assets/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "timelines/t.yaml": "title: T & <T>\nevents:\n  - {year: 1, name: A, key: a}\n  - {year: 1.5, name: <B>}\n",
    "theme/partials/box.html.j2": "<div>{{ argument }}</div>\n",
    "theme/partials/md.html.j2": "{# markdown #}\n**{{ argument }}**\n\n- a\n",
    "theme/partials/open.html.j2": "<section><div>{{ argument | safe }}\n",
    "theme/partials/fail.html.j2": "\n{{ 1 / 0 }}\n",
}
PIECES = pieces(r"""
    ⏎---⏎ ⏎--⏎ ⏎Note:· ⏎---·⏎ ⏎⏎ ⏎ ·· ⇥ · a 1 ß·中 # ##· -· 1.· >· >·[!NOTE]⏎ |a|b|⏎|-|-|⏎| *** ~~ * _ \ " !
    [x]( ]( ) ![ {.a·#b·c=d} { } [^1] [^1]:· :· -·[x]· ` ``` ```py·[1|2-3]⏎ ```py·[ln=3] ~~~ & &amp; &#0; &#xD800;
    $ $$ \$ $x_1$ $$⏎\frac{1}{2}⏎$$ $\foo$ $}$ \( <<TIMELINE:t>> {{TIMELINE:t}} <<TIMELINE:t·select=1:0,a:1·start=0>>
    <<TIMELINE:nope>> <<BOX:x>> <<MD:x>> <<OPEN:</section>>> <<FAIL>> <<BOX << >> {{ }} \<<BOX>> <<NOPE:a·b=c>>
    <div> </div> <div·class='timeline'·data-timeline-fragments-select='1:0,x'> <b> </b> <p> </p> <table> <tr> <td>
    </table> <ul> <li> </ul> <a·href='#x'> </a> <svg> </svg> <path/> <section> </section> <template> </template>
    <select> <option> <math> <mi> <title> <form> <script> </script> <style> <!-- --> <plaintext> <textarea> <xmp>
    <noscript> <iframe> <pre> </pre> <code> </code> <br> <hr> <body> </html> <?x <![CDATA[ ]]> <!x>
    <img·src=assets/a.svg> <img·src='https://x.org/a'> <iframe·src='//[x'></iframe>
    <iframe·src=https://example.org/x></iframe>
    <b·onclick=x> <!--·.slide:·id="x"·data-aliases="y·z"·--> <!--·.element:·class="fragment"·-->
    <!--·.slide:·
    ⏎:::·tile⏎ ⏎:::⏎ ⏎::::·columns·{.a} :::·column·40% ⏎:::·notes⏎ ⏎:::·incremental⏎ :::·applications·*a* ⏎⏎.·.·.⏎⏎
    {.incremental·.together}⏎ <!--·.slide:·data-incremental·--> \step{1}{ $\step{2}{a&b}$ <aside·class=notes> </aside>
    [@a [@a] ;·@b] [@b,·p.·3] [-@a]{cite-foot} [·@nope] <<REFERENCES>> <<AGENDA>> <<CREDITS>> @fig-a
    .element:·a [a](other.md#x) [a](nope.md) https://a.b www.a.b <a@b.c>
""")
MORE = ["\r\n", "\ufeff", "\x00", "\u2028", "\x85", "\ufdd0", "\x1b"]
TEXTS = st.lists(st.sampled_from([*PIECES, *MORE]) | st.text(max_size=5), max_size=30).map("".join)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("fuzz")).write(PROJECT))


def check(rendered: RenderedDeck, findings: Sequence[Diagnostic], root: Path, text: str) -> None:
    """Assert what holds for every deck whatever its text."""
    for slide in rendered.slides:
        assert _top_level(f"{slide.section}<hr>") == ["section", "hr"], slide.section
        assert not set("\ufdd0\ufdd1\ufdd2") & set(slide.section)
    below = sum(slide.below for slide in rendered.slides[1:])
    assert _top_level(sections_html(rendered.slides)).count("section") == len(rendered.slides) - below
    ids = [slide.id for slide in rendered.slides]
    assert len(set(ids)) == len(ids)
    files = {"decks/deck.md": text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")}
    for finding in findings:
        place = finding.position
        lines = files.setdefault(place.file, (root / place.file).read_text().split("\n"))
        assert 1 <= place.line <= len(lines), finding
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1, finding
        assert len(finding.message.splitlines()) == 1
        assert len(finding.hint.splitlines()) <= 1


def _top_level(html: str) -> list[str | None]:
    names: list[str | None] = []
    node: LexborNode | None = LexborHTMLParser(html, is_fragment=True).root
    while node is not None:
        if node.is_element_node:
            names.append(node.tag)
        node = node.next
    return names


@settings(max_examples=400 * FUZZ)
@given(TEXTS)
def test_any_text_is_a_deck_of_islands(workshop: Workshop, text: str) -> None:
    """No exception, one section for each slide, no slot left, unique ids, and findings within the file."""
    rendered, findings = workshop.render(text.encode())
    check(rendered, findings, workshop.course.root, text)


@settings(max_examples=150 * FUZZ)
@given(TEXTS)
def test_any_text_is_a_deck_with_the_other_engine(workshop: Workshop, text: str) -> None:
    """The same holds for Python-Markdown."""
    engine = "markdown: {engine: python-markdown, extensions: [admonition, footnotes, pymdownx.superfences]}"
    text = f"---\n{engine}\n---\n{text}"
    rendered, findings = workshop.render(text.encode())
    check(rendered, findings, workshop.course.root, text)


@settings(max_examples=100 * FUZZ)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_deck(workshop: Workshop, raw: bytes) -> None:
    """What is no text at all gives findings, never an exception."""
    rendered, _ = workshop.render(raw)
    assert rendered.slides


@settings(max_examples=150 * FUZZ)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.randoms())
def test_rendering_again_is_rendering_afresh(workshop: Workshop, slides: list[str], random) -> None:
    """Whatever an edit moves, adds or takes away, the memory of a renderer never shows."""
    memory = RenderMemory()
    workshop.render("\n---\n".join(slides), memory)
    random.shuffle(slides)
    edited = "\n---\n".join([*slides[:2], "# New", *slides[1:]])
    again, _ = workshop.render(edited, memory)
    fresh, _ = workshop.render(edited)
    assert [slide.section for slide in again.slides] == [slide.section for slide in fresh.slides]
    assert again == fresh
