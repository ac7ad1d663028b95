"""Placeholders of any text: read without an exception, and found where they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dl4ad_slides.language.placeholders import parse_placeholder
from dl4ad_slides.language.regions import PLACEHOLDER, Kind, scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position
from helpers import FUZZ, pieces

PIECES = st.sampled_from(pieces('<< >> {{ }} NAME A_1-B : · key= a " \' "two·words" = ⏎ ⏎⏎ \\ ` $'))
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=15).map("".join)


@settings(max_examples=500 * FUZZ)
@given(TEXTS)
def test_every_placeholder_that_is_found_can_be_read(text: str) -> None:
    """Its name is upper case, and its argument and values are words of the text."""
    for found in PLACEHOLDER.finditer(text):
        findings: list[Diagnostic] = []
        placeholder = parse_placeholder(found[0], Position("decks/a.md", 3, 4), findings)
        assert placeholder.name == placeholder.name.upper()
        assert placeholder.argument in text
        assert all(value in text for value in placeholder.options.values())
        assert {finding.code for finding in findings} <= {"placeholder-syntax"}


@settings(max_examples=500 * FUZZ)
@given(TEXTS)
def test_regions_are_in_order_and_do_not_overlap(text: str) -> None:
    """Regions are pieces of the text from left to right, and a placeholder region spells one placeholder."""
    at = 0
    for region in scan_regions(text).regions:
        assert at <= region.start < region.end <= len(text)
        at = region.end
        if region.kind is Kind.PLACEHOLDER:
            assert PLACEHOLDER.fullmatch(text[region.start : region.end])


@settings(max_examples=200 * FUZZ)
@given(
    st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\"'<>{}="), min_size=1),
    st.dictionaries(
        st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]*", fullmatch=True),
        st.text(st.characters(exclude_characters='"\n\r', exclude_categories=["Cs"]), max_size=20),
        max_size=4,
    ),
)
def test_what_is_written_is_read_back(argument: str, options: dict[str, str]) -> None:
    """Argument and quoted values come back as they were written, in both spellings."""
    for opening, closing in (("<<", ">>"), ("{{", "}}")):
        pairs = "".join(f' {key}="{value}"' for key, value in options.items())
        text = f"{opening}NAME:{argument}{pairs}{closing}"
        findings: list[Diagnostic] = []
        found = PLACEHOLDER.fullmatch(text)
        assert found, text
        placeholder = parse_placeholder(text, Position("decks/a.md"), findings)
        assert (placeholder.argument, dict(placeholder.options), findings) == (argument, options, [])
