"""The fonts that the first slide of a deck shows, to be loaded together with the style sheet that names them."""

from __future__ import annotations

import re

from dl4ad_slides.load.theme import is_ours
from dl4ad_slides.model.project import ThemeFiles
from dl4ad_slides.render.html.tree import HtmlTree

_LETTER = re.compile(r"[A-Za-z]")
_HEADING = "fonts/poppins-latin-700-normal.woff2"
_TEXT = "fonts/lato-latin-400-normal.woff2"
_SETS_FONTS = re.compile(r"font", re.IGNORECASE)


def first_fonts(section: str, theme: ThemeFiles, *, has_line: bool) -> tuple[str, ...]:
    """Return the paths of the faces in which the slide `section` is set for certain; none where a course sets fonts.

    Where it `has_line`, authors or a date stand below its title.
    """
    if not all(is_ours(theme.static[f"css/{name}.css"]) for name in ("fonts", "tokens", "base", "slide", "titles")):
        return ()
    if any(
        _SETS_FONTS.search(theme.static[path].read_text(encoding="utf-8", errors="replace")) for path in theme.own_css
    ):
        return ()
    tree = HtmlTree(section)
    for unseen in tree.select("aside.notes, [hidden], [style], style, script, svg, pre, code, .katex, .fragment"):
        unseen.decompose()
    headings = "".join(node.text() for node in tree.select("h1, h2"))
    texts = "".join(node.text() for node in tree.select("p, li"))
    is_text = has_line or bool(_LETTER.search(texts))
    return (*([_HEADING] if _LETTER.search(headings) else []), *([_TEXT] if is_text else []))
