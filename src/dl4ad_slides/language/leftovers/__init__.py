"""Find what was written as syntax and is shown as text.

Takes the text of a slide as its readers see it. What Markdown, formulas and placeholders have taken is no longer in it,
so each rule needs to know nothing but how its syntax looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from dl4ad_slides.language.leftovers import foreign, markdown, ours, tex
from dl4ad_slides.language.leftovers.rule import Leftover, Rule
from dl4ad_slides.model.sentinels import ITEM

_RULES: tuple[Rule, ...] = (*foreign.RULES, *tex.RULES, *ours.RULES, *markdown.RULES)
# One sign of each text that a rule needs: most rules need one that most texts have not.
_SIGNS = tuple(frozenset(need.lstrip(f"\n{ITEM}")[:1] for need in rule.all_needs) for rule in _RULES)


def find_leftovers(text: str) -> Iterator[Leftover]:
    """Yield what is left over in a visible text (see `rule.py` for its form), in its order; nothing is told twice."""
    signs = set(text)
    found = [
        one
        for rule, needs in zip(_RULES, _SIGNS, strict=True)
        if not needs.isdisjoint(signs)
        for one in rule.find(text)
    ]
    end = 0
    for leftover in sorted(found, key=lambda one: one.start):  # of two at one place, the rule that stands first
        if leftover.start >= end:
            yield leftover
            end = leftover.end
