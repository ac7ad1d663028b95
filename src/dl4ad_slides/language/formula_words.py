"""Find formulas that hold running text: two prices in one paragraph, or the variables of a shell."""

from __future__ import annotations

import re

_IN_TEXT = re.compile(
    r"\\(?:text\w*|mathrm|mathit|mathbf|mathsf|operatorname\*?|mbox|tag\*?|ce|pu|href|url|label|\w*ref)\s*"
    r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)")
_WORDS = re.compile(
    r"(?<![\w}])[^\W\d_]{2,}[,.:;]?\s+(?:[^\W\d_]{1,2}\s+)?[^\W\d_]{3,}(?![\w{])|(?<![\w}])[^\W\d_]{3,}[,.:;]?\s+[^\W\d_]{2,}(?![\w{])"
)
# Commas keep the elements of a set apart, as spaces do not: `\{true, false\}`.
_ELEMENTS = re.compile(r"(?<=[^\W\d_])[,;]\s+(?=[^\W\d_])")
_PRICE = re.compile(
    r"\d[\d.,]*(?:\s?(?:[kMBm]|bn|million|billion|Mio\.?|Mrd\.?))?(?:[\s,;/-]+[^\W\d_]{2,}|\s*[-–/]\s*\Z)"
)
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]+(?:/[\w./-]*)?[:/\s\"']+")


def holds_words(tex: str) -> bool:
    """Tell whether a formula between single dollars is hardly one, but text between two signs of money."""
    if "\\" in (bare := _COMMAND.sub(" ", _IN_TEXT.sub(" ", tex))):
        return False
    has_signs = re.search(r"[\\^_{}=<>]", tex) is not None
    if _WORDS.search(_ELEMENTS.sub(" , ", bare) if has_signs else bare):
        return True
    return not has_signs and bool(_PRICE.match(tex) or _VARIABLE.fullmatch(tex))
