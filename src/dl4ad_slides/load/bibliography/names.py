"""Read the names in an `author` or `editor` field of BibTeX into names of CSL-JSON.

The rules are BibTeX's ("Tame the BeaST", section 11): `First von Last`, `von Last, First`, `von Last, Jr, First`, with
`and` between two people; `{Names in Braces}` are those of an organisation, `and others` leaves the rest open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dl4ad_slides.load.bibliography.tex_text import tex_to_text

OTHERS = "others"
_SIGN = re.compile(r"\\.|[{}]|,|[\s~]+(?:and(?=[\s~])[\s~]*)?|[^\\{},\s~]+", re.DOTALL)
_SPECIAL = re.compile(r"\{\\(?:[A-Za-z]+|.)\s*\{?(?P<letter>[A-Za-z])?")


def read_names(field: str) -> list[Mapping[str, str]]:
    """Return the names in the order of the field."""
    names = [_name(parts) for parts in _people(field)]
    return [name for name in names if name]


def _people(field: str) -> Iterator[list[list[str]]]:
    """Yield for each person the parts between commas, each as a list of words."""
    parts: list[list[str]] = [[]]
    word, depth = "", 0
    for sign in _SIGN.finditer(field):
        text = sign[0]
        depth = max(0, depth + {"{": 1, "}": -1}.get(text, 0))
        if depth == 0 and (text == "," or text[0].isspace() or text[0] == "~"):
            parts[-1] += [word] * bool(word)
            word = ""
            if text == ",":
                parts.append([])
            elif text.rstrip("~ \t\n").endswith("and"):
                yield parts
                parts = [[]]
        else:
            word += text
    parts[-1] += [word] * bool(word)
    yield parts


def _name(parts: list[list[str]]) -> dict[str, str]:
    if len(parts) == 1:
        words = parts[0]
        if len(words) == 1 and words[0].startswith("{") and words[0].endswith("}"):
            return {"literal": tex_to_text(words[0])}
        if [word.lower() for word in words] == [OTHERS]:
            return {"literal": OTHERS}
        given, particle, family = _first_von_last(words)
        return _named(given, particle, family, [])
    given = parts[2] if len(parts) > 2 else parts[1]
    suffix = parts[1] if len(parts) > 2 else []
    particle, family = _von_last(parts[0])
    return _named(given, particle, family, suffix)


def _first_von_last(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part `Ludwig van Beethoven`: the particle is what is lower case, the last word always of the family name."""
    small = [index for index, word in enumerate(words[:-1]) if _is_lower(word)]
    if not small:
        return words[:-1], [], words[-1:]
    return words[: small[0]], words[small[0] : small[-1] + 1], words[small[-1] + 1 :]


def _von_last(words: list[str]) -> tuple[list[str], list[str]]:
    small = [index for index, word in enumerate(words[:-1]) if _is_lower(word)]
    return (words[: small[-1] + 1], words[small[-1] + 1 :]) if small else ([], words)


def _is_lower(word: str) -> bool:
    """Tell whether the first letter outside of braces, or that of an accent in them, is lower case."""
    special = _SPECIAL.match(word)
    if special:
        return (special["letter"] or "").islower()
    return not word.startswith("{") and word[:1].islower()


def _named(given: list[str], particle: list[str], family: list[str], suffix: list[str]) -> dict[str, str]:
    named = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    texts = {name: tex_to_text(" ".join(words)) for name, words in named.items()}
    return {name: text for name, text in texts.items() if text}
