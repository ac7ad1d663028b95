"""Tell by its name whether a container is a solution, in whatever language or spelling: those are not for everybody.

What is not quite spelt right is taken for one, too: better a slip hides it than that it shows it to all.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from unicodedata import combining, normalize

# Without accents; longer words that hold one of them, such as `Musterlösung`, count as well.
_WORDS = (
    *("solution", "answer"),
    *("losung", "loesung", "antwort"),
    *("corrige", "reponse"),
    *("soluzion", "risposta"),
    *("solucion", "respuesta"),
    *("oplossing", "uitwerking", "antwoord"),
)
_ALIKE = 0.75
# As generous as possible: behind any marker of lists and quotes, in whatever HTML.
_CONTAINER = re.compile(r":{3,}+[ \t]*+([^\s:{}]+)")


def is_solution(name: str) -> bool:
    """Tell whether a container of this name holds a solution, or what was probably meant to be one."""
    plain = "".join(sign for sign in normalize("NFD", name.casefold()) if not combining(sign))
    return any(word in plain for word in _WORDS) or bool(get_close_matches(plain, _WORDS, cutoff=_ALIKE))


def holds_solution(text: str) -> bool:
    """Tell whether `text` may open a container that is a solution."""
    return any(is_solution(found[1]) for found in _CONTAINER.finditer(text))
