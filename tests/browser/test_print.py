"""On paper: one page for each slide, in light colours, from the print view and from the open deck."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sites import MakeSite, Site
from watch import OpenTab, go

SLIDES = {"00-introduction.html": 16, "04-convolutional-and-recurrent-layers.html": 35}
COURSE = {
    "decks/short.md": """# Short

---

## Steps

- one <!-- .element: class="fragment" -->
- two <!-- .element: class="fragment" -->

Note:
Nothing of this on paper.

---

## Too long

<div style="height: 3000px">tall</div>

--

## Below

---

## Dark

<!-- .slide: data-background-color="#204060" -->
""",
}


@pytest.fixture(scope="module")
def short(make_site: MakeSite) -> Site:
    return make_site(COURSE)


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    return open_tab(color_scheme="dark")


def print_it(page: Page, folder: Path) -> tuple[Path, int]:
    """Print the page as it asks to be printed; return the PDF and how many pages it has, all of one slide's size."""
    path = folder / "deck.pdf"
    data = page.pdf(path=str(path), prefer_css_page_size=True, print_background=True)
    sizes = set(re.findall(rb"/MediaBox \[([^\]]+)\]", data))
    assert sizes == {b"0 0 1440 810"}  # points; 1920 by 1080 px
    return path, len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


@pytest.mark.parametrize("name", SLIDES)
def test_the_print_view_gives_a_page_for_each_slide(name: str, page: Page, our_site: Site, tmp_path: Path) -> None:
    """`?view=print` prints each of our slides on a page of its own, in light colours on a dark system too."""
    page.goto(f"{our_site.http}{name}?view=print")
    page.wait_for_function("(count) => document.querySelectorAll('.pdf-page').length === count", arg=SLIDES[name])
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    _, count = print_it(page, tmp_path)
    assert count == SLIDES[name]


@pytest.mark.parametrize("name", SLIDES)
def test_the_open_deck_prints_too(name: str, page: Page, our_site: Site, tmp_path: Path) -> None:
    """Printing the open deck gives a page for each slide, in light colours, and leaves the deck as it was."""
    go(page, f"{our_site.http}{name}?theme=dark#/3")
    page.evaluate(
        """() => addEventListener("beforeprint", () => {
          window.onPaper = [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor];
        })"""
    )
    before = page.evaluate("[document.documentElement.className, document.body.className, Reveal.getIndices()]")
    _, count = print_it(page, tmp_path)
    assert count == SLIDES[name]
    assert page.evaluate("window.onPaper") == ["light", "rgb(251, 251, 250)"]
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("[document.documentElement.className, document.body.className, Reveal.getIndices()]") == before
    page.keyboard.press("ArrowRight")
    assert page.locator(".slides section.present:visible").count() == 1


@pytest.mark.parametrize("query", ["", "?view=print"])
def test_slides_are_printed_in_their_final_state(query: str, page: Page, short: Site, tmp_path: Path) -> None:
    """Fragments are shown, notes are not, a slide that is too tall is cut, and slides below others are there."""
    page.goto(f"{short.http}short.html{query}")
    page.wait_for_function("() => document.querySelector('.reveal.ready') && document.fonts.status === 'loaded'")
    if query:
        page.wait_for_selector(".pdf-page:nth-of-type(5)")
    path, count = print_it(page, tmp_path)
    assert count == 5
    if program := shutil.which("pdftotext"):
        text = subprocess.run([program, "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        pages = [" ".join(page.split()) for page in text.split("\f")]
        for number, words in enumerate(["Short", "Steps one two", "Too long tall", "Below", "Dark"]):
            found = [pages[number].find(word) for word in words.split()]
            assert -1 not in found, pages[number]
        assert "Nothing of this" not in text
        assert [re.findall(r"(\d) ?/ ?5", page) for page in pages[1:5]] == [["2"], ["3"], ["4"], ["5"]]


def test_footers_stand_out_from_their_ground(page: Page, short: Site) -> None:
    """In the print view the footer of a dark slide is light, those of the others are dark."""
    page.goto(f"{short.http}short.html?view=print")
    page.wait_for_function("() => document.querySelectorAll('.page-footer').length === 5")  # one is the model
    colours = "all => all.map(footer => getComputedStyle(footer).color)"
    *others, dark = page.locator(".pdf-page .page-footer").evaluate_all(colours)
    assert set(others) == {"rgb(95, 106, 114)"}
    assert dark == "rgb(169, 177, 183)"
