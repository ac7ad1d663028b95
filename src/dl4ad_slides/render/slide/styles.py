"""What the styles of a slide refer to: pictures and fonts by `url(…)`, style sheets by `@import`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dl4ad_slides.language.paths import asset_path
from dl4ad_slides.model.diagnostics import did_you_mean, warning
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.resources import REMOTE, report_remote

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# CSS Syntax Module Level 3, section 4.3.6: an address in quotes, or without spaces, quotes and brackets.
_ADDRESS = re.compile(
    r"""\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_OTHER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[#/]|$")


def check_styles(tree: HtmlTree, context: SlideContext) -> None:
    """Add a finding for each file that a style of the slide names and the site does not have or show."""
    for address in dict.fromkeys(_addresses(tree)):
        if REMOTE.match(address):
            report_remote(address, context)
        elif not _OTHER.match(address):
            _check_local(address, context)


def _addresses(tree: HtmlTree) -> Iterator[str]:
    styles = [node.text(deep=True, strip=False) or "" for node in tree.select("style")]
    styles.extend(node.attributes.get("style") or "" for node in tree.select("[style]"))
    for style in styles:
        for found in _ADDRESS.finditer(_COMMENT.sub(" ", style)):
            yield next(address for address in found.groups() if address is not None).strip()


def _check_local(address: str, context: SlideContext) -> None:
    path, folder = asset_path(address), context.facts.asset_folder()
    if path.startswith("_static/") or (path.startswith(f"{folder}/") and context.has_asset(path)):
        return
    message = f"there is no file `{path}`"
    hint = did_you_mean(path, context.facts.asset_paths()) or f"Put the file into {folder}/, and name it from there."
    context.findings.append(warning("asset-missing", message, context.locate(address), hint))
