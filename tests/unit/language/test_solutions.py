"""What counts as a solution by its name."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.solutions import holds_solution, is_solution


@pytest.mark.parametrize(
    "name",
    [
        *("solution", "Solutions", "SOLUTION", "solutoin", "soluton", "sample-solution", "answers"),
        *("lösung", "Lo\u0308sung", "Lösungen", "loesung", "losung", "Musterlösung", "lösugn", "Antwort"),
        *("corrigé", "corrige", "réponse", "soluzione", "risposta", "solución", "solucion", "respuesta"),
        *("oplossing", "uitwerking", "antwoord"),
    ],
)
def test_solutions(name: str) -> None:
    """In the six languages of the interface, with slips and without accents."""
    assert is_solution(name)
    assert holds_solution(f"> - :::: {name}\n")


@pytest.mark.parametrize("name", ["question", "section", "columns", "notes", "exercise", "aufgabe", "beispiel", ""])
def test_others(name: str) -> None:
    """Words that are a little like them."""
    assert not is_solution(name)
