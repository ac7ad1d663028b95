"""Load a course with everything that decks can use: the types of placeholders belong to rendering, files to loading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dl4ad_slides.load.project import load_project
from dl4ad_slides.model.audience import PUBLIC, Audience
from dl4ad_slides.model.project import Project
from dl4ad_slides.render.slide.built_in import BUILT_IN


def load_course(root: Path, only: Sequence[str] = (), *, drafts: bool = False, audience: Audience = PUBLIC) -> Project:
    """Return the course at `root` as it is for `audience`; its drafts too if asked for, or if they see everything.

    With `only`, names or paths of decks, the others are left out. Raises VendorMissingError where the package lacks
    Reveal.js and KaTeX.
    """
    return load_project(root, BUILT_IN, only, drafts=drafts, audience=audience)
