"""Lists that are split over slides: nothing is lost, nothing runs over the edge, and no slide is left nearly empty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dl4ad_slides.render.deck.pagination import paginate
from dl4ad_slides.render.text_width import line_count

ENTRY = (
    "Legg, S., & Hutter, M. (2007). Universal Intelligence: A Definition of Machine Intelligence. Minds and Machines."
)
LINES = st.lists(st.integers(0, 60).map(lambda words: "Definition " * words), max_size=60)


def test_few_entries_stand_on_one_slide_in_the_best_size() -> None:
    """A short list is one page of 30 px, an empty one none."""
    pages = paginate([ENTRY] * 5)
    assert (pages.size, pages.ranges) == (30, (range(5),))
    assert paginate([]).ranges == ()


def test_smaller_letters_save_a_slide() -> None:
    """Smaller letters, 26 px at least, are taken where they make fewer slides, and only there."""
    pages = [paginate([ENTRY] * count) for count in range(1, 30)]
    assert {page.size for page in pages} == {30, 28, 26}
    one_slide = [page.size for page in pages if len(page.ranges) == 1]
    assert one_slide == sorted(one_slide, reverse=True)


def test_pages_are_evenly_filled() -> None:
    """The last slide holds about as much as the others."""
    ranges = paginate([ENTRY] * 40).ranges
    assert len(ranges) == 3
    assert min(map(len, ranges)) > 10


def test_an_endless_entry_stands_alone() -> None:
    """What no slide can hold does not push its neighbours out."""
    assert paginate([ENTRY, ENTRY * 80, ENTRY]).ranges == (range(1), range(1, 2), range(2, 3))


@given(LINES)
def test_every_entry_stands_on_one_slide(texts: list[str]) -> None:
    """The pages are the whole list in order, and what is on one fits, unless it is a single entry."""
    pages = paginate(texts)
    assert [index for page in pages.ranges for index in page] == list(range(len(texts)))
    for page in pages.ranges:
        lines = sum(line_count(texts[index], 1640, pages.size) for index in page)
        assert len(page) == 1 or lines * 1.35 * pages.size <= 740


def test_a_long_word_is_broken() -> None:
    """An address without spaces takes the lines that it needs."""
    assert line_count("https://example.org/" + "a" * 300, 1640, 30) > 2
