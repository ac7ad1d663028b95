"""The lectures before and after one, in the order of the course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dl4ad_slides.model.output import DeckSummary
from dl4ad_slides.model.project import Deck, Project


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is said of the lectures around one; None where it is the first or the last."""

    previous: DeckSummary | None = None
    next: DeckSummary | None = None


NO_NEIGHBOURS = Neighbours()


def neighbours_of(project: Project, name: str, summarize: Callable[[Deck], DeckSummary]) -> Neighbours:
    """Return the neighbours of the deck `name`, those that are not part of this build too.

    A deck of which the audience sees no slide is none.
    """
    course = project.course
    index = [deck.name for deck in course].index(name)
    sides = (map(summarize, decks) for decks in (reversed(course[:index]), course[index + 1 :]))
    return Neighbours(*(next((found for found in side if found.slide_count), None) for side in sides))
