"""Two Markdown engines behind one interface: the text of a slide in, HTML with holes out."""

from __future__ import annotations

from collections.abc import Callable

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.stash import Holes

# An engine renders one passage. It adds a hole for each block of code and leaves the other holes where they are.
# The text is the prefix of ids that the engine makes (footnotes), unique within the deck; the list takes findings about
# the passage. It may raise MarkdownError.
Engine = Callable[[Passage, Holes, str, list[Diagnostic]], str]


class MarkdownError(Exception):
    """A passage could not be rendered, by no fault of ours: an extension of an engine failed; the message says how."""
