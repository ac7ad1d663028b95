"""The words that our output says by itself, in the language of the deck."""

from __future__ import annotations

from collections.abc import Mapping

from dl4ad_slides.render.words import de, en, es, fr, it, nl
from dl4ad_slides.render.words.vocabulary import CALLOUTS, Words

__all__ = ["CALLOUTS", "DEFAULT", "LANGUAGES", "Words", "words_of"]

DEFAULT = "en"
LANGUAGES: Mapping[str, Words] = {
    "en": en.WORDS,
    "de": de.WORDS,
    "fr": fr.WORDS,
    "es": es.WORDS,
    "it": it.WORDS,
    "nl": nl.WORDS,
}


def words_of(language: str) -> Words:
    """Return the words of a language tag such as `de` or `de-AT`; English ones for a language that we do not speak."""
    return LANGUAGES.get(language.replace("_", "-").partition("-")[0].lower(), LANGUAGES[DEFAULT])
