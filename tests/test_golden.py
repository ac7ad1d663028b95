"""Golden files: for each construct of the deck language, what authors write beside what comes out.

A file of `tests/golden` holds pairs, each a title, the deck and its slides, parted by lines of a single dot. Formulas
are shown as the TeX that KaTeX got, QR codes without their modules, charts as what can be read on them; findings stand
below the slides. `pytest --rewrite-golden` writes what comes out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from dl4ad_slides.load.picture_sizes import PictureSizes
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import Entry
from dl4ad_slides.render.pages.finished import sections_html
from dl4ad_slides.render.pages.text_page import page_text
from dl4ad_slides.render.reading.article import reading_article
from dl4ad_slides.render.words import words_of
from helpers import Course, Workshop

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.txt"))
READING = sorted((GOLDEN / "reading").glob("*.txt"))  # decks beside what their reading pages say
_PAIR = re.compile(r"(?P<title>[^\n]+)\n\.\n(?P<deck>.*?)^\.\n(?P<slides>.*?)^\.\n\n?", re.DOTALL | re.MULTILINE)
_MODULES = re.compile(r'(?<=<path fill="#000" d=")[^"]+')  # of a QR code
_CHART = re.compile(
    r'(?<=<figure class="figure chart")(?P<figure>[^>]*><svg[^>]*>)(?P<drawing>.*?)(?=</svg>)', re.DOTALL
)
_TEXTS = re.compile(r'<g class="(series[^"]*)">|<text[^>]*>(.*?)</text>')
_ANNOTATION = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)


@dataclass(frozen=True)
class Pair:
    title: str
    deck: str
    slides: str


def read_pairs(file: Path) -> list[Pair]:
    """Return the pairs of a golden file; a file that is anything else fails."""
    text = file.read_text(encoding="utf-8")
    pairs = [Pair(found["title"], found["deck"], found["slides"]) for found in _PAIR.finditer(text)]
    assert write_pairs(pairs) == text, f"{file} is not a list of title, deck and slides parted by dots"
    return pairs


def write_pairs(pairs: list[Pair]) -> str:
    return "\n".join(f"{pair.title}\n.\n{pair.deck}.\n{pair.slides}.\n" for pair in pairs)


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(Course(GOLDEN / "course"))


@pytest.mark.parametrize("file", [*FILES, *READING], ids=lambda file: file.stem)
def test_golden(file: Path, workshop: Workshop, pytestconfig: pytest.Config) -> None:
    """Every deck of the file becomes the slides and findings, or the reading page, that stand below it."""
    pairs = read_pairs(file)
    shown = show_reading if file in READING else show_page if file.stem == "pages" else show
    built = [Pair(pair.title, pair.deck, shown(workshop, pair.deck)) for pair in pairs]
    if pytestconfig.getoption("rewrite_golden"):
        file.write_text(write_pairs(built), encoding="utf-8")
        return
    differences = list(_differences(pairs, built))
    assert not differences, "\n" + "\n".join(differences) + "\n(--rewrite-golden takes this over)"


def _differences(expected: list[Pair], built: list[Pair]) -> Iterator[str]:
    for want, have in zip(expected, built, strict=True):
        if want != have:
            lines = difflib.unified_diff(
                want.slides.splitlines(), have.slides.splitlines(), "expected", "built", lineterm=""
            )
            yield "\n".join([f"== {want.title}", want.deck, *lines])


def show(workshop: Workshop, text: str) -> str:
    """Return the slides of a deck and the findings about it, in a form that people can read."""
    rendered, findings = workshop.render_text(text)
    return _shown(sections_html(rendered.slides), findings)


def show_page(workshop: Workshop, text: str) -> str:
    """Return the same of a page of text: what stands before its sections, and these."""
    rendered, findings = workshop.render_page(text)
    page = page_text(rendered)
    parts = [f"<h1 id={page.opening.id}>{page.opening.title}</h1>\n{page.opening.html}"] if page.opening else []
    parts += [str(page.lead), *(f"<h2 id={each.id}>{each.title}</h2>\n{each.html}" for each in page.sections)]
    return _shown("\n".join(part.strip() for part in parts if part.strip()), findings)


def _shown(html: str, findings: Iterable[Diagnostic]) -> str:
    return "".join(f"{line}\n" for line in (_fold(html), *map(str, findings)))


def show_reading(workshop: Workshop, text: str) -> str:
    """Return what the reading page of a deck holds: its heading, its contents, its article."""
    rendered, _ = workshop.render_text(text)
    article = reading_article(rendered, words_of("en"), PictureSizes({}))
    bare = "" if article.is_bare else " and more"
    lines = [f"= {article.heading}{bare}", *_list(article.contents, "- "), _fold(article.html)]
    return "".join(f"{line}\n" for line in lines)


def _list(entries: Sequence[Entry], mark: str) -> Iterator[str]:
    for entry in entries:
        yield f"{mark}{entry.title} #{entry.anchor}"
        yield from _list(entry.entries, f"  {mark}")


def _fold(html: str) -> str:
    """Leave out what no eye can check."""
    return _CHART.sub(_fold_chart, _MODULES.sub("…", _fold_formulas(html)))


def _fold_chart(chart: re.Match[str]) -> str:
    """Keep of a chart what can be read on it, and where its series begin."""
    texts = (found[2] if found[2] is not None else f"[{found[1]}]" for found in _TEXTS.finditer(chart["drawing"]))
    return f"{chart['figure']}{' '.join(texts)}"


def _fold_formulas(html: str) -> str:
    """Put the TeX in place of what KaTeX made of it."""
    parts: list[str] = []
    while (start := html.find('<span class="katex')) >= 0:
        end = _end_of_span(html, start)
        tex = _ANNOTATION.search(html, start, end)
        name = "display-math" if html.startswith('<span class="katex-display', start) else "math"
        parts.extend((html[:start], f"<{name}>{tex[1] if tex else ''}</{name}>"))
        html = html[end:]
    return "".join((*parts, html))


def _end_of_span(html: str, start: int) -> int:
    depth = 0
    for tag in re.compile(r"<(/?)span[^>]*>").finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    raise AssertionError("a formula is not closed")


def test_every_construct_has_a_file() -> None:
    """The constructs of the deck language, each with its pairs."""
    assert {file.stem for file in FILES} >= {
        *("separators", "notes", "slide-comments", "element-comments", "math", "code", "lists", "attribute-lists"),
        *("footnotes", "definition-lists", "task-lists", "callouts", "tables", "raw-html", "placeholders", "timelines"),
        *("links", "media", "front-matter", "ids", "inline", "qr"),
        *("containers", "growing", "steps", "includes", "running-titles", "figures", "data", "pages"),
    }


def test_no_title_stands_twice() -> None:
    """A title names one pair."""
    titles = [(file.stem, pair.title) for file in FILES for pair in read_pairs(file)]
    assert len(titles) == len(set(titles))
