"""A body that was split before comes out as if it were split for the first time, whatever was edited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dl4ad_slides.language.common_ends import common_ends
from dl4ad_slides.language.slides import PlacedSlide, Splitter
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage

_PIECES = ["---", "--", "-", "\n", "\n\n", "\n---\n", "\n--\n", "a", "## b", "```", "<!--", "-->", "Note:", "$$", " "]
TEXTS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


def split(splitter: Splitter, text: str, line: int) -> tuple[list[object], list[Diagnostic]]:
    def written(slide: PlacedSlide) -> tuple[object, ...]:
        return slide.source.key, slide.source.content, slide.source.notes, *slide[1:]

    findings: list[Diagnostic] = []
    slides = splitter.split(Passage.of(text, "decks/a.md", line), findings)
    return [written(slide) for slide in slides], findings


@given(states=st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.integers(1, 2)), min_size=2, max_size=4), common=TEXTS)
def test_splits_as_for_the_first_time(states: list[tuple[str, str, str, int]], common: str) -> None:
    """Edits at the beginning, in the middle and at the end, and lines that come above."""
    splitter = Splitter()
    for before, between, behind, line in states:
        text = f"{before}{common}{between}{common}{behind}"
        again = split(splitter, text, line)
        assert again == split(Splitter(), text, line)


@given(one=st.text("ab", max_size=9), other=st.text("ab", max_size=9))
def test_tells_what_two_texts_share(one: str, other: str) -> None:
    """As much as there is, and nothing twice."""
    before, behind = common_ends(one, other)
    assert one[:before] == other[:before]
    assert one[len(one) - behind :] == other[len(other) - behind :]
    left, right = one[before : len(one) - behind], other[before : len(other) - behind]
    assert len(left) + before + behind == len(one)
    assert not left or not right or (left[0] != right[0] and left[-1] != right[-1])


def test_what_stays_is_the_same_object() -> None:
    """Slides above and below an edit, which need not be looked at again."""
    splitter, text = Splitter(), "# a\n---\n# b\n---\n# c"
    first = splitter.split(Passage.of(text, "decks/a.md"), [])
    second = splitter.split(Passage.of(text.replace("b", "other"), "decks/a.md"), [])
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, False, True]
