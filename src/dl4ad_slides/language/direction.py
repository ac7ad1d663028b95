"""Which way text runs in a language, by its tag (BCP 47)."""

from __future__ import annotations

RIGHT_TO_LEFT, LEFT_TO_RIGHT = "rtl", "ltr"
# Languages that are written from the right unless their tag names another script (CLDR, characterOrder).
_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))
_SCRIPT_LENGTH = 4


def direction_of(language: str) -> str:
    """Return `rtl` or `ltr`, the value of the attribute `dir` for text in this language."""
    first, *others = language.lower().split("-")
    script = next((one for one in others[:1] if len(one) == _SCRIPT_LENGTH and one.isalpha()), "")
    runs_left = script in _SCRIPTS if script else first in _LANGUAGES
    return RIGHT_TO_LEFT if runs_left else LEFT_TO_RIGHT
