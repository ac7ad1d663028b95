"""The heading that gives a deck its title."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.headings import title_heading
from dl4ad_slides.model.source import Passage


@pytest.mark.parametrize(
    ("slides", "words"),
    [
        ([], ""),
        (["text"], ""),
        (["# A"], "A"),
        (["text\n\n   ## B\n"], "B"),
        (["## B", "# A"], "A"),
        (["### C\n## B"], "C"),
        (["# A<br>b<BR/>c"], "A b c"),
        (["# A {#id .class}"], "A"),
        (["```\n# code\n```\n## B"], "B"),
        (["<!--\n# comment\n-->", "## B"], "B"),
        (["#no space", "    # code"], ""),
    ],
)
def test_the_first_of_level_one_or_the_first_of_all(slides: list[str], words: str) -> None:
    """Not in code or comments; without its attribute list; a line break is a space."""
    assert title_heading(Passage.of(slide, "") for slide in slides) == words
