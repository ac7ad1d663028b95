"""Documents made of slides: the same Markdown comes out the same on reading pages and on pages of text."""

from __future__ import annotations

import pytest

from dl4ad_slides.load.picture_sizes import PictureSizes
from dl4ad_slides.render.pages.text_page import page_text
from dl4ad_slides.render.reading.slide import ReadingSlide
from dl4ad_slides.render.words import words_of
from helpers import Course, Workshop
from test_golden import GOLDEN


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(Course(GOLDEN / "course"))


CASES = {
    "comments": ("A <!-- for me alone -->\n", "<p>A </p>"),
    "steps": ('<p class="fragment vanish red" data-fragment-index="1">A</p>\n', '<p class="red">A</p>'),
    "media": (
        '<video src="https://a.example/b.mp4" autoplay data-autoplay></video>\n',
        '<p><video src="https://a.example/b.mp4" controls="" preload="metadata"></video></p>',
    ),
    "pictures": (
        '<img src="https://a.example/b.png" alt="">\n\n<img src="https://a.example/c.png" alt="" loading="eager">\n',
        '<img src="https://a.example/b.png" alt="" loading="lazy">\n\n'
        '<img src="https://a.example/c.png" alt="" loading="eager">',
    ),
    "tables": (
        "<table><caption>The <b>sum</b></caption><tr><td>1</td></tr></table>\n",
        '<div class="reading-scroll" tabindex="0" role="group" aria-label="The sum"><table><caption>The <b>sum</b>'
        "</caption><tbody><tr><td>1</td></tr></tbody></table></div>",
    ),
    "code": (
        "```text [1|2]\na\nb\n```\n",
        '<pre class="code-wrapper"><code class="language-text code numbered"><span class="line" data-line="1">a\n'
        '</span><span class="line" data-line="2">b\n</span></code></pre>',
    ),
}


@pytest.mark.parametrize(("text", "document"), CASES.values(), ids=CASES)
def test_all_is_there_without_a_script(workshop: Workshop, text: str, document: str) -> None:
    """On both kinds of pages; the media of a page of text load late."""
    of_page = page_text(workshop.render_page(text)[0]).lead
    slide = workshop.render_text(f"---\n---\n{text}")[0].slides[0]
    of_slide = ReadingSlide(slide, 9, PictureSizes({}), is_eager=False).settle(2, words_of("en")).html
    assert (of_page.strip(), of_slide) == (document, document)


def test_formulas_scroll_where_they_are_long(workshop: Workshop) -> None:
    """With the keyboard, too."""
    short, long = "$$x^2$$\n", f"$${' + '.join('abcdefghijklmnop')}$$\n"
    assert 'tabindex="0"' not in page_text(workshop.render_page(short)[0]).lead
    assert 'tabindex="0"' in page_text(workshop.render_page(long)[0]).lead


def test_links_to_slides_stay_on_the_page(workshop: Workshop) -> None:
    """A page of text has one slide, and names its headings."""
    text = page_text(workshop.render_page("## Part\n\n[there](#/part)\n\nNote: Secret\n\n::: notes\nHidden\n:::\n")[0])
    (section,) = text.sections
    assert section.id == "part"
    assert '<a href="#part">there</a>' in section.html
    assert "Hidden" not in section.html
