"""The engine of the search: spellings, typos, beginnings of words, several words, and what of a text is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from helpers import ROOT

DECKS = [
    {
        "href": "01.html",
        "number": "01",
        "title": "First",
        "slides": [
            ["size", 1, "Die Größe", "Eine Frage der Groesse, neue Quellen"],
            ["pool", 2, "Max pooling", "Keeps the largest of two", "pool = nn.MaxPool1d(2)"],
            ["picture", 3, "", "A drawing of a convolutional network"],
        ],
    },
    {
        "href": "02.html",
        "number": "02",
        "title": "Second",
        "slides": [
            ["sources", 1, "References", "Kingma, descent, descent, descent", "", 1],
            ["walk", 2, "Walking", "gradient descent, pooling"],
        ],
    },
]
_FIND = """(query, limit) => {
  const found = INDEX.find(query, limit);
  return JSON.stringify({...found, hits: found.hits.map(hit => [hit.id, hit.heading]), terms: [...found.terms]});
}"""


class Engine:
    """Our engine with an index of `DECKS`."""

    def __init__(self) -> None:
        self._racer = MiniRacer()
        self._racer.eval((ROOT / "theme/js/search-engine.js").read_text(encoding="utf-8"))
        self._racer.eval(
            "function all(work) { for (;;) { const step = work.next(); if (step.done) return step.value; } }"
        )
        self._racer.eval(f"INDEX = all(dl4adSearchEngine.index({json.dumps(DECKS)}))")

    def find(self, query: str, limit: int = 9) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(str(self._racer.eval(f"({_FIND})({json.dumps(query)}, {limit})")))
        return answer

    def ids(self, query: str) -> list[str]:
        return [hit[0] for hit in self.find(query)["hits"]]

    def call(self, name: str, *arguments: object) -> Any:
        given = ", ".join(
            f"new Set({json.dumps(sorted(one))})" if isinstance(one, set) else json.dumps(one) for one in arguments
        )
        return json.loads(str(self._racer.eval(f"JSON.stringify(dl4adSearchEngine.{name}({given}))")))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize("query", ["größe", "GRÖSSE", "groesse", "grosse", "Gro\u0308ße", "grö", "die grösse"])
def test_all_spellings_find_the_word(engine: Engine, query: str) -> None:
    """Umlauts, their two letters and their bare letter are one, composed or not; so are ß and ss, and cases."""
    assert engine.ids(query) == ["size"]


@pytest.mark.parametrize(
    ("word", "folded"), [("Quelle", "quelle"), ("neue", "neue"), ("Steuer", "steuer"), ("cœur", "cour")]
)
def test_two_vowels_that_are_no_umlaut_stay(engine: Engine, word: str, folded: str) -> None:
    """`ue` behind another vowel or `q`."""
    assert engine.call("fold", word) == folded


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("gradeint", ["walk"]),  # swapped
        ("gradent", ["walk"]),  # missing
        ("convollutionel", ["picture"]),  # two in a long word
        ("wolk", []),  # no word of four letters that is this close
        ("lragest", ["pool"]),
        ("lragset", []),  # two in a word of seven
        ("twi", []),  # a word of three
        ("netwxyzk", []),
    ],
)
def test_typos(engine: Engine, query: str, ids: list[str]) -> None:
    """One letter in words of four letters and more, two in those of eight and more."""
    assert engine.ids(query) == ids


def test_beginnings_of_words(engine: Engine) -> None:
    """While somebody types; from two letters on."""
    assert engine.ids("conv") == ["picture"]
    assert engine.ids("po") == ["pool", "walk"]
    assert engine.ids("p") == []


def test_all_words_first_then_most(engine: Engine) -> None:
    """Where no slide has all words, those with most of them are shown, and it is said."""
    assert engine.ids("pooling") == ["pool", "walk"], "a title counts more"
    assert engine.ids("pooling descent") == ["walk"]
    some = engine.find("pooling xyzzyplugh")
    assert [hit[0] for hit in some["hits"]] == ["pool", "walk"]
    assert (some["count"], some["hasAll"]) == (2, False)
    assert engine.find("descent gradient")["hasAll"] is True


def test_code_is_found_by_parts_of_its_names(engine: Engine) -> None:
    """`MaxPool1d` by itself, in any case, and by `pool`."""
    assert engine.ids("nn.MaxPool1d") == engine.ids("maxpool") == ["pool"]
    assert engine.call("termsOf", "MaxPool1d") == ["maxpool1d", "max", "pool"]


def test_two_words_are_found_as_one(engine: Engine) -> None:
    """Where no word is that one: as parts on the same slide, of three letters and more."""
    assert engine.ids("gradientdescent") == engine.ids("gradientdesc") == ["walk"]
    assert engine.find("graddesc")["terms"] == ["gradient", "descent"]
    assert engine.ids("gradientlargest") == []


def test_sources_come_last(engine: Engine) -> None:
    """However often they say a word; what only they say is found there."""
    assert engine.ids("descent") == ["walk", "sources"]
    assert engine.ids("kingma") == ["sources"]


def test_a_slide_without_heading_is_called_by_the_one_before(engine: Engine) -> None:
    """As an audience sees it."""
    assert engine.find("drawing")["hits"] == [["picture", "Max pooling"]]


@pytest.mark.parametrize("query", ["", "  ", "…", "-", "\\", "constructor", "__proto__", "x" * 5000])
def test_odd_queries_find_nothing(engine: Engine, query: str) -> None:
    """And do no harm."""
    assert engine.find(query)["count"] == 0


def test_only_so_many_are_shown(engine: Engine) -> None:
    """All are counted."""
    answer = engine.find("pooling", 1)
    assert (len(answer["hits"]), answer["count"]) == (1, 2)


def test_excerpts_are_cut_around_the_matches(engine: Engine) -> None:
    """At whole words, where most different words match."""
    text = f"pooling {'other words ' * 30}max pooling here {'and on ' * 30}"
    excerpt = engine.call("excerpt", text, {"max", "pooling"}, 60)
    assert "max pooling here" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) < 70
    assert set(excerpt.strip("… ").split()) <= set(text.split())
    assert engine.call("excerpt", "short", {"x"}, 60) == "short"
    assert engine.call("matches", "Max, MaxPool", {"max"}) == [[0, 3], [5, 12]]
