"""Language tags: which are known, and what those mean that are not."""

from __future__ import annotations

import pytest

from dl4ad_slides.load.formats.yaml_fields import parse_yaml
from dl4ad_slides.load.settings import read_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import Settings


def read(written: str) -> tuple[str, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    value = parse_yaml(f"language: {written}", "decks/a.md", "deck", findings, first_line=2)
    return read_front_matter(value, Settings(language="fr"), findings).language, findings


@pytest.mark.parametrize(
    "tag", ["en", "de", "DE", "de-AT", "en-GB", "en-CH", "no", "nds", "zh-Hans", "sr-Latn-RS", "pt-br", "de-1996", "la"]
)
def test_known_tags_stay_as_they_are(tag: str) -> None:
    """With a script, a region or a variant, in any case; dead languages too."""
    assert read(tag) == (tag, [])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("german", "Did you mean `de`?"),
        ("German", "Did you mean `de`?"),
        ("Deutsch", "Did you mean `de`?"),
        ("francais", "Did you mean `fr`?"),
        ("englisch", "Did you mean `en`?"),
        ("de_DE", "Did you mean `de-DE`?"),
        ("pt_br", "Did you mean `pt-br`?"),
        ("xx", "Write a tag such as `en`, `de` or `pt-BR`."),
        ("de-XY", "Write a tag such as `en`, `de` or `pt-BR`."),
        ("'de; charset=x'", "Write a tag such as `en`, `de` or `pt-BR`."),
        ('"../../de"', "Write a tag such as `en`, `de` or `pt-BR`."),
    ],
)
def test_what_is_no_tag_is_a_warning(written: str, hint: str) -> None:
    """With the tag that was meant; the language of the course holds."""
    language, findings = read(written)
    assert language == "fr"
    assert [str(finding) for finding in findings] == [
        f"decks/a.md:2:11: warning[deck-language]: `{written.strip(chr(39) + chr(34))}` is no language tag that we know"
        f"\n  hint: {hint}"
    ]


@pytest.mark.parametrize("written", ["", "~"])
def test_nothing_is_the_language_of_the_course(written: str) -> None:
    """And no mistake."""
    assert read(written) == ("fr", [])
