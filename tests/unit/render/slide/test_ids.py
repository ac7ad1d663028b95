"""Ids that last and can be read."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.slide.ids import slug, unique_id


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Max pooling", "max-pooling"),
        ("  A -- B!  ", "a-b"),
        ("Größe & Maß", "groesse-mass"),
        ("Café naïve", "cafe-naive"),
        ("Don't", "dont"),
        ("2026", "slide-2026"),
        ("3D", "3d"),
        ("深度学习", "深度学习"),
        ("…", ""),
        ("", ""),
        ("a" * 100, "a" * 60),
        ("word " * 30, "word-" * 11 + "word-"[:5].strip("-")),
    ],
)
def test_slugs(text: str, made: str) -> None:
    """Lower case, hyphens, ASCII where that leaves anything, never digits alone, never endless."""
    assert slug(text) == made


def test_a_taken_id_gets_a_number() -> None:
    """The first that is free, also where an author took one."""
    assert [unique_id("a", taken) for taken in ([], ["a"], ["a", "a-2"], ["a", "a-3"])] == ["a", "a-2", "a-3", "a-2"]


def test_numbers_are_remembered() -> None:
    """Ids come out the same with the memory as without."""
    plain: list[str] = []
    quick: list[str] = []
    numbers: dict[str, int] = {}
    for wanted in ["a", "b", "a", "a-2", "a", "b", "a-2", "a"]:
        plain.append(unique_id(wanted, plain))
        quick.append(unique_id(wanted, quick, numbers))
    assert plain == quick
    assert len(set(plain)) == len(plain)
