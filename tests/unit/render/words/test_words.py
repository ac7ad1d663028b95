"""The words of the interface: each language has all of them."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from dl4ad_slides.render.words import CALLOUTS, DEFAULT, LANGUAGES, words_of
from dl4ad_slides.render.words.vocabulary import LINKS

ENGLISH = asdict(LANGUAGES[DEFAULT])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_word(language: str) -> None:
    """None is empty, and each holds the same blanks as in English."""
    words = asdict(LANGUAGES[language])
    assert words.keys() == ENGLISH.keys()
    for name, word in words.items():
        assert word == word.strip() != ""
        assert sorted(re.findall(r"{\w*}", word)) == sorted(re.findall(r"{\w*}", ENGLISH[name])), name


def test_every_word_is_said() -> None:
    """No word is left over from a page that no longer says it."""
    root = Path(__file__).parents[4]
    files = [*root.glob("src/dl4ad_slides/render/**/*.py"), *root.glob("theme/**/*.j2")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files if file.parent.name != "words")
    said = {*re.findall(r"\w+", text), *CALLOUTS, *LINKS}
    assert {name for name in ENGLISH if name not in said and not name.endswith("_chart")} == set()


_DUTCH_KEYS = {"key_page_down", "key_page_up", "key_home", "key_end", "key_ctrl"}
# In these languages the word is the same.
SAME = {
    "de": {"notebook", "pdf", "code", "website"},
    "fr": {"figure", "source", "licence", "date", "important", "notes", "notebook", "pdf", "code", "pages", "key_ctrl"},
    "es": {"pdf", "key_ctrl"},
    "it": {"notebook", "pdf", "key_ctrl"},
    "nl": {"tip", "notebook", "pdf", "code", "data", "website", "deadline", *_DUTCH_KEYS},
}


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {DEFAULT}))
def test_no_word_was_left_in_english(language: str) -> None:
    """A word is the English one only where it is the word of the language too."""
    words = asdict(LANGUAGES[language])
    assert {name for name, word in words.items() if word == ENGLISH[name]} == SAME[language]


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE", "de"),
        ("fr-CA", "fr"),
        ("en-GB", "en"),
        ("ja", "en"),
        ("", "en"),
        ("den", "en"),
    ],
)
def test_the_language_of_a_tag(tag: str, language: str) -> None:
    """Without its region; English where we do not speak it."""
    assert words_of(tag) is LANGUAGES[language]


def test_callouts_have_titles() -> None:
    """Each kind of callout, and a kind that a theme adds."""
    german = words_of("de")
    assert [german.callout(kind) for kind in CALLOUTS] == ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"]
    assert german.callout("figure") == "Figure"


@pytest.mark.parametrize(("count", "written"), [(0, "0 Folien"), (1, "1 Folie"), (2, "2 Folien")])
def test_counts_slides(count: int, written: str) -> None:
    """One is not many."""
    assert words_of("de").count_slides(count) == written
