"""What the styles of a slide refer to: pictures and fonts by `url(…)`, style sheets by `@import`."""

from __future__ import annotations

import re

from dl4ad_slides.language.media import ending_of
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.addresses import local_address
from dl4ad_slides.render.slide.resources import REMOTE, settle_remote

# CSS Syntax Module Level 3, section 4.3.6: an address in quotes, or without spaces, quotes and brackets. Nothing of a
# comment is one.
_ADDRESS = re.compile(
    r"""/\*[\s\S]*?\*/"""
    r"""|\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_FONTS = {".woff", ".woff2", ".ttf", ".otf", ".css"}
_OTHER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[#/]|$")


def settle_styles(tree: HtmlTree, context: SlideContext) -> None:
    """Let the styles of a slide name files as the site does; report those that it does not have or show."""
    for node in tree.select("[style]"):
        written = node.attributes.get("style") or ""
        if (settled := _settled(written, context)) != written:
            node.attrs["style"] = settled
    for node in tree.select("style"):
        written = node.text(deep=True, strip=False) or ""
        if (settled := _settled(written, context)) != written:
            node.inner_html = settled


def _settled(style: str, context: SlideContext) -> str:
    def settle(found: re.Match[str]) -> str:
        written = next((address for address in found.groups() if address is not None), None)
        if written is None:  # a comment
            return found[0]
        address = written.strip()
        if REMOTE.match(address):
            is_picture = not found[0].startswith("@") and ending_of(address) not in _FONTS
            return found[0].replace(written, settle_remote(address, context, is_media=is_picture))
        if not _OTHER.match(address):
            return found[0].replace(written, local_address(address, context))
        return found[0]

    return _ADDRESS.sub(settle, style)
