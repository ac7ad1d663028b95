"""Links to slides and to elements on them, checked once all ids of a deck are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, warning
from dl4ad_slides.model.output import RenderedSlide, SlideLink

DEAD_LINK = "link-missing-slide"
_NUMBER = re.compile(r"slide-\d+")  # no other number is what was meant


def placed_links(slide: RenderedSlide, place: PlacedSlide) -> Iterator[SlideLink]:
    """Yield the links on a slide at their places in the files of the deck."""
    for link in slide.links:
        position = replace(link.position, line=link.position.line + place.line - 1)
        is_own = link.position.file == place.start.file
        yield replace(link, position=position if is_own else link.position, included_from=place.chain)


def dead_links(links: Sequence[SlideLink], ids: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
    """Yield a finding for each link that leads to none of the `ids` of its page; pages without ids are passed over."""
    for link in links:
        known = ids.get(link.page)
        if known is None or link.target in known:
            continue
        near = "" if _NUMBER.fullmatch(link.target) else did_you_mean(link.target, sorted(known))
        hint = near or "The address of a slide in the browser ends in its id."
        message = f"nothing in `{link.page}` has the id `{link.target}`"
        yield warning(DEAD_LINK, message, link.position, hint).taken_in(link.included_from)
