"""What YAML takes for a comment, and an author for the end of a text."""

from __future__ import annotations

import pytest

from dl4ad_slides.load.formats.yaml_fields import parse_yaml
from dl4ad_slides.model.diagnostics import Diagnostic


def told(text: str) -> list[str]:
    findings: list[Diagnostic] = []
    parse_yaml(text, "slides.yaml", "config", findings)
    return [f"{one.position.line}:{one.position.column} {one.message}; {one.hint}" for one in findings]


@pytest.mark.parametrize(
    ("text", "place", "left", "cut"),
    [
        ("title: Exercise #3", "1:17", "Exercise", "#3"),
        ("a: b\ntitle: C # and F#", "2:10", "C", "# and F#"),
        ("authors: Ada Lovelace # lecturer", "1:23", "Ada Lovelace", "# lecturer"),
        ("events:\n  - year: 1950\n    name: Perceptron #1\n", "3:22", "Perceptron", "#1"),
        ("authors:\n  - Ada #1\n", "2:9", "Ada", "#1"),
        ("topic: exercise #2", "1:17", "exercise", "#2"),
    ],
)
def test_what_is_cut_is_told_with_the_cure(text: str, place: str, left: str, cut: str) -> None:
    """At the `#`, with what is left and how to write it."""
    (finding,) = told(text)
    assert finding.startswith(f"{place} YAML takes `{cut}` for a comment, so that only `{left}` is left of this value;")
    assert f'Write "{left} {cut}" in quotes' in finding


def test_a_value_that_is_cut_whole() -> None:
    """A tag is no title to YAML."""
    (finding,) = told("title: #audio\n")
    assert finding.startswith('1:8 YAML takes `#audio` for a comment, so that this value is empty; Write "#audio"')


@pytest.mark.parametrize(
    "text",
    [
        "title: C# for all",
        "title: 'Exercise #3' # the third",
        'title: "Exercise" #3',
        "title: Two words  # a comment with two spaces before it",
        "draft: true # not yet",
        "draft: true #not yet",
        "language: de # German",
        "logo: assets/Logo.svg # ours",
        "date: 2026-10-15 # to be confirmed",
        "year: 1950 #later",
        "footer: # what stands below\n  left: a",
        "# title: Exercise #3\ntitle: A\n# b",
        "text: |\n  Exercise #3\n",
        "authors: [Ada, Bob] # both",
        "title: # nothing yet",
        "title: A\n #b\n",
    ],
)
def test_comments_are_comments(text: str) -> None:
    """Behind quotes, numbers, words of ours and paths, on lines of their own, and behind two spaces."""
    assert told(text) == []
