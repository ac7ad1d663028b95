"""Films and sounds that are written as pictures, pictures without a size, and what browsers do not show at all."""

from __future__ import annotations

import re
from html import escape
from posixpath import dirname, splitext

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.media import SWITCHES, conversion_of, ending_of, is_played, player_of
from dl4ad_slides.language.paths import path_in
from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.model.files import site_path
from dl4ad_slides.model.pictures import Size
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.nodes import replace_node
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.addresses import as_written

_OF_PICTURES = {"alt", "srcset", "sizes", "loading", "decoding", "fetchpriority", "crossorigin", "ismap", "usemap"}
_OFF = {"false", "no", "off", "0"}
_SIZED = re.compile(r"(?:^|[;\s])(?:max-|min-)?(?:width|height)\s*:")
# How much of the canvas a picture may take at most, without and with a caption; as in `figures.css`.
_HIGHEST, _HIGHEST_OF_FIGURE = 700, 610


def show_players(tree: HtmlTree) -> None:
    """Make a player of each picture that is a film or a sound, named by its alternative text."""
    for node in tree.select("img[src]"):
        if tag := player_of(node.attributes.get("src") or ""):
            _play(node, tag)


def give_drawings_sizes(tree: HtmlTree, context: SlideContext) -> None:
    """Let a drawing that says nothing of its size be as wide as its view box, or as what there is room for."""
    for node in tree.select("img[src]"):
        src = node.attributes.get("src") or ""
        if ending_of(src) != ".svg" or any(node.attributes.get(name) for name in ("width", "height")):
            continue
        if _SIZED.search(node.attributes.get("style") or ""):
            continue
        found = context.find_file(path_in(src), src)
        box = context.facts.view_box_of(site_path(found, context.facts.asset_folder())) if found else None
        if box:
            is_figure = node.parent is not None and node.parent.tag == "figure"
            node.attrs["width"] = fitting_width(box, is_figure=is_figure)


def fitting_width(box: Size, *, is_figure: bool) -> str:
    """Return how wide a drawing with this view box is, in px, so that the slide is high enough for it."""
    highest = _HIGHEST_OF_FIGURE if is_figure else _HIGHEST
    return f"{min(box.width, highest * box.width / box.height):.0f}"


def check_format(address: str, context: SlideContext) -> None:
    """Add a finding where browsers do not show or play the file at an address, with the way to convert it."""
    conversion = conversion_of(address)
    path = path_in(address)
    found = context.find_file(path, address) if conversion else ""
    if conversion is None or not found:  # what is missing is told anyway
        return
    verb = "play" if is_played(address) else "show as a picture"
    message = f"`{path}` is a `{ending_of(address)}` file, which most browsers do not {verb}"
    stem = splitext(found)[0]
    there = next((f"{stem}{one}" for one in conversion.shown if context.facts.find_file(f"{stem}{one}")), "")
    new = f"{stem}{conversion.ending}"
    command = conversion.command.format(
        file=_in_shell(found), new=_in_shell(new), folder=_in_shell(dirname(new) or ".")
    )
    hint = f"Convert it: `{command}`, and write `{as_written(new, address, context)}`."
    if there:
        hint = f"Write `{as_written(there, address, context)}`, which is there."
    context.findings.append(warning("asset-format", message, context.locate(address), hint))


def _play(picture: LexborNode, tag: str) -> None:
    given = {name: value or "" for name, value in picture.attributes.items() if name not in _OF_PICTURES}
    for name in SWITCHES:
        if name in given:
            given[name] = "off" if given[name].lower() in _OFF else ""
    given = {"controls": "", **given}
    kept = {name: value for name, value in given.items() if name not in SWITCHES or value != "off"}
    if label := picture.attributes.get("alt"):
        kept["aria-label"] = label
    written = "".join(f' {name}="{escape(value)}"' if value else f" {name}" for name, value in kept.items())
    replace_node(picture, f"<{tag}{written}></{tag}>")


def _in_shell(path: str) -> str:
    return path if re.fullmatch(r"[\w./+-]+", path) else f'"{path}"'
