"""The outline of a deck: the running titles that hold on each slide, and the sections that they begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dl4ad_slides.language.slides import PlacedSlide


class Running(NamedTuple):
    """What the head of a slide shows; both may be empty."""

    section: str = ""
    subsection: str = ""


class Section(NamedTuple):
    """A section of a deck; `first` is the index of its first slide (from 0)."""

    title: str
    first: int


def running_titles(slides: Iterable[PlacedSlide]) -> tuple[Running, ...]:
    """Return what holds on each slide. A section ends the subsection before it."""
    titles: list[Running] = []
    now = Running()
    for slide in slides:
        for kind, title in slide.marks:
            now = Running(title) if kind == "section" else Running(now.section, title)
        titles.append(now)
    return tuple(titles)


def sections(titles: Sequence[Running]) -> tuple[Section, ...]:
    """Return the sections of a deck in order, from its running titles; one that comes again is another."""
    before = ("", *(running.section for running in titles))
    return tuple(
        Section(running.section, index)
        for index, running in enumerate(titles)
        if running.section and running.section != before[index]
    )
