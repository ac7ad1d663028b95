"""The quick way to cut a deck into slides against the careful one."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from dl4ad_slides.language import slides
from dl4ad_slides.language.slides import Splitter
from dl4ad_slides.model.source import Passage

_TEXTS = st.lists(st.sampled_from(["---", "--", "-", "\n", "a", " ", "\n---\n", "\n--\n", "```\n", "<!--"])).map(
    "".join
)


@given(_TEXTS)
def test_cuts_as_the_separators_say(text: str) -> None:
    """Cutting at all separators at once gives the places that one separator after the other gives."""
    assume(not slides._FIRST_SEPARATOR.match(text))
    spans = [found.span(1) for found in slides._SEPARATOR.finditer(text)]
    assert slides._cut(text) == slides._between(text, spans)


@given(_TEXTS, _TEXTS)
def test_splits_the_same_whatever_it_knows(text: str, before: str) -> None:
    """What is known of an earlier state of a file does not change how its present one is split."""

    def split(splitter: Splitter, deck: str) -> list[tuple[str, int, bool]]:
        placed = splitter.split(Passage.of(deck, "decks/a.md"), [])
        return [(slide.source.content.text, slide.line, slide.below) for slide in placed]

    knowing = Splitter()
    split(knowing, before)
    assert split(knowing, text) == split(Splitter(), text)
