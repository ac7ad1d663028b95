"""For whom a site is built: the public, and who sees more than that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Always there, and sees everything: all slides, all solutions, all drafts.
INSTRUCTOR = "instructor"
PUBLIC_NAME = "public"
_BETWEEN = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a site is for, by name; nobody by name is the public."""

    names: frozenset[str] = frozenset()

    @property
    def sees_everything(self) -> bool:
        """Tell whether nothing is left out for them."""
        return INSTRUCTOR in self.names

    def sees(self, written: str) -> bool:
        """Tell whether they see what is for the audiences `written`; what names nobody is for instructors."""
        return self.sees_everything or not self.names.isdisjoint(audience_names(written))


PUBLIC = Audience()
EVERYBODY = Audience(frozenset({INSTRUCTOR}))


def audience_names(written: str) -> tuple[str, ...]:
    """Return the names in the value of `data-audience`, parted by spaces or commas."""
    return tuple(filter(None, _BETWEEN.split(written)))


def known_audiences(named: Iterable[str]) -> tuple[str, ...]:
    """Return all audiences of a course whose settings have `named` some."""
    return tuple(dict.fromkeys((INSTRUCTOR, *named)))
