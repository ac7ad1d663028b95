"""What a deck came out as, slide by slide: its next state takes over all that an edit leaves as it was."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.bibliography import Bibliography
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import RenderedSlide
from dl4ad_slides.render.deck.findings import ShownSlide, shown_slide
from dl4ad_slides.render.deck.numbering import counts_alike
from dl4ad_slides.render.facts import DeckFacts
from dl4ad_slides.render.memory import Trace
from dl4ad_slides.render.slide.surround import Surround
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide


class Composed(NamedTuple):
    """A slide in its place, as far as it is known by itself."""

    place: PlacedSlide
    trace: Trace[UnresolvedSlide]
    slide: UnresolvedSlide

    def is_for(self, audience: Audience) -> bool:
        """Tell whether `audience` sees any of it."""
        return self.slide.is_for(audience) and all(audience.sees(one) for one in self.place.audiences)

    def at(self, place: PlacedSlide) -> Composed | None:
        """Return the same slide at `place`, or None where another stands there, or it stands there in another way."""
        return self._replace(place=place) if _is_moved(self.place, place) else None


class Sheet(NamedTuple):
    """One sheet of a slide: what surrounds it, what it is in that, and how it shows at its place."""

    surround: Surround
    trace: Trace[RenderedSlide]
    shown: ShownSlide

    def at(self, one: Composed) -> Sheet:
        """Return the same sheet where its slide has another place."""
        return self._replace(shown=shown_slide(self.trace.value, one.slide, one.place, self.surround.sheet))


class Numbered(NamedTuple):
    """The slides of a deck with all their sheets, what they cite from, and what is wrong with that."""

    slides: Sequence[Composed]
    sheets: Sequence[Sequence[Sheet]]
    bibliography: Bibliography | None
    findings: tuple[Diagnostic, ...]

    def still_surrounds(self, slides: Sequence[Composed], bibliography: Bibliography | None) -> bool:
        """Tell whether the deck gives to `slides`, one by one, what it gave to those that it had."""
        if len(slides) != len(self.slides) or bibliography is not self.bibliography:
            return False
        pairs = ((old, new) for old, new in zip(self.slides, slides, strict=True) if old is not new)
        return all(
            (old.slide is new.slide and _is_moved(old.place, new.place))
            or counts_alike((old.place, old.slide), (new.place, new.slide))
            for old, new in pairs
        )


class DeckState(NamedTuple):
    """One state of a deck; `way` is all that it depends on besides its text and what it asks."""

    way: Hashable
    numbered: Numbered

    def slides_for(self, way: Hashable, facts: DeckFacts, count: int) -> Sequence[Composed]:
        """Return its slides, where the deck has `count` of them and each would get the same answers in its place."""
        slides = self.numbered.slides
        if way != self.way or count != len(slides):
            return ()
        # Slides that share their answers share those about their numbers, too: one speaks for all.
        asked = {id(one.trace.reads): (number, one.trace.reads) for number, one in enumerate(slides, 1)}
        return slides if all(facts.holds_for(number)(reads) for number, reads in asked.values()) else ()


def _is_moved(before: PlacedSlide, after: PlacedSlide) -> bool:
    """Tell whether a slide is the same in all but the line at which it begins."""
    return after.source is before.source and after._replace(line=before.line) == before
