"""A slide rendered as far as it is known by itself: what only the deck as a whole knows is left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dl4ad_slides.language.slides import Mark
from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.render.context import SlideText
from dl4ad_slides.render.html.slots import DECK_SLOTS, MATH_SLOTS, SLOT, Slot, Slots
from dl4ad_slides.render.slide.body import Body
from dl4ad_slides.render.slide.figures import Figure
from dl4ad_slides.render.slide.ids import Names, named, slug
from dl4ad_slides.render.slide.resources import Needs

ALIASES = ("aliases", "data-aliases")


@dataclass(frozen=True, slots=True)
class Heading:
    """The first heading of a slide: its level (0 without one), the HTML inside it, and that as plain text."""

    level: int = 0
    html: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SlideAudiences:
    """For whom a slide is, None for everybody, and for whom its parts are; `is_cut` tells that some are not there."""

    slide: str | None = None
    parts: tuple[str, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)  # without slots: what is worked out of it is kept
class UnresolvedSlide:
    """A slide whose formulas and code are still slots, and so is what the deck numbers, cites and lists.

    `body` is measured below headings of level 1 only. `given_id` is the id that its author wants, and may be empty.
    `displayed` are the numbers of the slots of displayed formulas, less those in speaker notes; `equations`, which are
    known when its formulas are rendered, those of them with rows that take numbers, each with how many. `cited` are the
    numbers of the slots of its citations in their order, `at_foot` the keys whose sources are to stand at its foot;
    `inner_ids` those of elements on it; `assets` the files to which it refers, `media_hosts` the other hosts of what it
    shows. `marks` are the running titles in its comments, of which nothing else is left; `anchors` what the headings
    within it want to be called.
    """

    text: SlideText
    html: str
    slots: Slots
    attributes: Mapping[str, str]
    heading: Heading
    body: Body
    given_id: str
    inner_ids: frozenset[str]
    needs: Needs
    figures: tuple[Figure, ...]
    displayed: tuple[int, ...]
    cited: tuple[int, ...]
    at_foot: tuple[str, ...]
    audiences: SlideAudiences
    marks: frozenset[Mark]
    has_notes: bool
    anchors: tuple[str, ...]
    assets: frozenset[str]
    media_hosts: frozenset[str]
    findings: tuple[Diagnostic, ...]
    equations: tuple[tuple[int, int], ...] = ()

    @cached_property
    def deck_slots(self) -> tuple[tuple[int, Slot], ...]:
        """Return the slots that only the deck as a whole can fill, with their numbers."""
        own = tuple((number, slot) for number, slot in self.slots if slot.kind in DECK_SLOTS)
        if not self.audiences.is_cut:
            return own
        there = {int(found[1]) for found in SLOT.finditer(self.html)}
        return tuple((number, slot) for number, slot in own if number in there)

    def is_for(self, audience: Audience) -> bool:
        """Tell whether the slide as a whole is for `audience`."""
        return self.audiences.slide is None or audience.sees(self.audiences.slide)

    def is_wholly_for(self, audience: Audience) -> bool:
        """Tell whether all of its parts are for `audience`."""
        return all(audience.sees(part) for part in self.audiences.parts)

    @property
    def is_hidden(self) -> bool:
        """Tell whether the slide is never shown, which is what Reveal.js' attribute asks for."""
        return self.attributes.get("data-visibility") == "hidden"

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Return the ids that lead to the slide besides its own."""
        return tuple(map(named, " ".join(self.attributes.get(name, "") for name in ALIASES).split()))

    @cached_property
    def names(self) -> Names:
        """Return what the slide wants to be called."""
        return Names(self.given_id, slug(self.heading.title), self.aliases, self.inner_ids)

    @cached_property
    def math(self) -> tuple[Slot, ...]:
        """Return the slots of its formulas that KaTeX is to fill."""
        found = (self.slots[int(number[1])] for number in SLOT.finditer(self.html))
        return tuple(slot for slot in found if slot.kind in MATH_SLOTS)
