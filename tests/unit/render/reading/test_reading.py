"""Reading pages: what holds of every deck, tried on all decks of the golden files."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from dl4ad_slides.load.picture_sizes import PictureSizes
from dl4ad_slides.model.output import Article, Entry, RenderedDeck
from dl4ad_slides.render.reading.article import reading_article
from dl4ad_slides.render.slide.ids import PAGE_PREFIX
from dl4ad_slides.render.words import words_of
from helpers import Course, Workshop
from test_golden import FILES, GOLDEN, READING, read_pairs

# What a slide shows beside its content, and what is there only to be lit.
_NO_CONTENT = 'script, style, .running-title, .katex, code[aria-hidden="true"], .embed, [data-visibility="hidden"]'


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(Course(GOLDEN / "course"))


@pytest.fixture(scope="module")
def decks(workshop: Workshop) -> list[tuple[str, RenderedDeck, Article]]:
    """Return each deck of the golden files with its article."""
    rendered = [
        (f"{file.stem}: {pair.title}", workshop.render_text(pair.deck)[0])
        for file in (*FILES, *READING)
        for pair in read_pairs(file)
    ]
    return [(title, deck, reading_article(deck, words_of("en"), PictureSizes({}))) for title, deck in rendered]


def test_no_word_is_lost(decks: list[tuple[str, RenderedDeck, Article]]) -> None:
    """The page has the words of the slides, as often as they have them, the heading of the title slide at its head."""
    for title, deck, article in decks:
        slides = _words("".join(slide.section for slide in deck.slides))
        has_title = deck.slides and "slide-title" in deck.slides[0].section.partition(">")[0]
        read = _words(f"<h1>{article.heading}</h1>{article.html}" if has_title else article.html)
        assert slides - read == Counter(), title


def test_headings_make_an_outline(decks: list[tuple[str, RenderedDeck, Article]]) -> None:
    """Below the one of the page, each is at most one level below the one before it."""
    for title, _, article in decks:
        levels = [int((node.tag or "")[1]) for node in _tree(article.html).css("h1, h2, h3, h4, h5, h6")]
        assert all(below <= above + 1 for above, below in pairwise([1, *levels])), title
        assert 1 not in levels, title


def test_ids_are_unique_and_links_find_them(decks: list[tuple[str, RenderedDeck, Article]]) -> None:
    """Those of the page itself are not taken; each line of the contents leads somewhere."""
    for title, _, article in decks:
        ids = [node.attributes["id"] for node in _tree(article.html).css("[id]")]
        assert len(ids) == len(set(ids)), title
        assert not [one for one in ids if (one or "").startswith(PAGE_PREFIX)], title
        assert {entry.anchor for entry in _entries(article.contents)} <= set(ids), title


def test_nothing_waits_for_a_script(decks: list[tuple[str, RenderedDeck, Article]]) -> None:
    """No fragments, no media that load later by Reveal.js, no scripts, no comments of authors."""
    for title, _, article in decks:
        page = _tree(article.html)
        waiting = page.css(".fragment, script, .embed, :is(img, video, audio, source, iframe)[data-src], [autoplay]")
        assert [node.html for node in waiting] == [], title
        assert "<!--" not in article.html, title
        assert all("controls" in node.attributes for node in page.css("video, audio")), title


def test_the_notes_of_the_title_stand_below_it(workshop: Workshop) -> None:
    """Without a line for a slide that shows no more than the head of the page; with more on it, it has one."""
    for more, places in (("", 0), ("More.\n\n", 1)):
        deck, _ = workshop.render_text(f"# Title\n\n{more}Note: Say it.\n")
        page = _tree(reading_article(deck, words_of("en"), PictureSizes({})).html)
        assert len(page.css(".reading-place")) == places
        assert len(page.css(".reading-notes")) == 1


def _entries(entries: list[Entry] | tuple[Entry, ...]) -> list[Entry]:
    return [line for entry in entries for line in (entry, *_entries(entry.entries))]


def _words(html: str) -> Counter[str]:
    page = _tree(html)
    for node in page.css(_NO_CONTENT):
        node.decompose()
    return Counter(page.text(deep=True, separator=" ").split())


def _tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(f"<!DOCTYPE html><body>{html}")
