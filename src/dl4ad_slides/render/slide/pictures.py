"""Pictures of a slide: pairs for light and dark, drawings that are put into the page, films and sounds.

A picture `x.svg` that does not exist beside `x-light.svg` and `x-dark.svg` stands for both. An SVG with the class
`inline` becomes part of the slide, so that its colours follow the theme and its parts can be fragments.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.paths import path_in
from dl4ad_slides.load.library import DRAWING
from dl4ad_slides.model.diagnostics import warning
from dl4ad_slides.model.pictures import Size
from dl4ad_slides.model.sentinels import OWN_ID
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.addresses import twins
from dl4ad_slides.render.slide.media import fitting_width, give_drawings_sizes, show_players
from dl4ad_slides.render.slide.resources import REMOTE, report_remote

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|[/#?]")
_URL = re.compile(r"url\(\s*([\"']?)#([^\"')]+)\1\s*\)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_PAIR = {"picture-light", "picture-dark"}
_SCRIPT = re.compile(r"[\s\x00-\x1f]*" + r"[\t\n\r]*".join("javascript:"), re.IGNORECASE)
_REFERENCES = ("href", "xlink:href")
_LISTS_OF_IDS = ("aria-labelledby", "aria-describedby")
_UNWANTED = "script, foreignObject, title, metadata, sodipodi\\:namedview"


def show_pictures(tree: HtmlTree, context: SlideContext) -> None:
    """Pair and inline the pictures of a slide, and let those play that are films or sounds."""
    drawings = 0
    for node in tree.select("img[src]"):
        classes = (node.attributes.get("class") or "").split()
        src = node.attributes.get("src") or ""
        path = "" if _ELSEWHERE.match(src) else path_in(src)
        found = context.find_file(path, src) if path else ""
        pair = _find_pair(path, src, context) if path and not found else {}
        if pair:
            _pair(node, path, pair, classes, context)
        elif "inline" in classes:
            drawings += _put_in_page(node, found, drawings, context)
    show_players(tree)
    give_drawings_sizes(tree, context)


def _find_pair(path: str, src: str, context: SlideContext) -> dict[str, str]:
    """Return the pictures for light and dark that a path stands for; nothing unless both are there."""
    found = {theme: context.find_file(twin, src) for theme, twin in twins(path).items()}
    return found if all(found.values()) else {}


def _pair(node: LexborNode, path: str, pair: dict[str, str], classes: list[str], context: SlideContext) -> None:
    if "inline" in classes:
        message = f"`{path}` is a pair for light and dark, and stays a picture"
        _report(message, "Name one drawing whose colours are `currentColor`, or take `inline` away.", node, context)
    src = node.attributes.get("src") or ""
    behind = src[len(re.split(r"[?#]", src, maxsplit=1)[0]) :]
    for theme in ("dark", "light"):
        twin = HtmlTree(node.html or "").select("img")[0]
        twin.attrs["src"] = f"{context.address_of(pair[theme])}{behind}"
        twin.attrs["class"] = " ".join((*(name for name in classes if name != "inline"), f"picture-{theme}"))
        if theme == "dark" and "id" in twin.attributes:
            del twin.attrs["id"]
        node.insert_after(twin)
    node.decompose()


def _put_in_page(node: LexborNode, path: str, number: int, context: SlideContext) -> bool:
    """Put the drawing in the place of its picture and return True; leave the picture where that cannot be."""
    source = context.facts.file(DRAWING, path) if path else None
    src = node.attributes.get("src") or ""
    drawing = next(iter(HtmlTree(source.text).select("svg")), None) if source else None
    if source is None or drawing is None:
        if path or src.startswith("data:"):  # what is missing or elsewhere is told anyway
            message, hint = f"`{path or src[:40]}` is no SVG file", "Take `inline` away."
            _report(message, hint, node, context)
        return False
    if drawing.css_first("style") is not None:
        message = f"the style sheet in `{path}` would reach the whole page, so the drawing stays a picture"
        _report(
            message,
            "Write the styles as attributes: export as “plain SVG” or “presentation attributes”.",
            node,
            context,
        )
        return False
    for unwanted in drawing.css(_UNWANTED):
        unwanted.decompose()
    for picture in drawing.css("image, feImage"):
        for address in (picture.attributes.get(name) or "" for name in _REFERENCES):
            if REMOTE.match(address):
                report_remote(address, context, place=context.locate(src))
                picture.decompose()
                break
    _separate(drawing, f"{OWN_ID}-{number + 1}-")
    _size(drawing, node)
    if _has_caption(node.parent) and "preserveAspectRatio" not in drawing.attributes:
        drawing.attrs["preserveAspectRatio"] = "xMinYMid"  # it begins where its caption does
    drawing.attrs["role"] = "img"
    drawing.attrs["aria-label"] = node.attributes.get("alt") or ""
    classes = [name for name in (node.attributes.get("class") or "").split() if name != "inline"]
    drawing.attrs["class"] = " ".join(("drawing", *classes))
    node.replace_with(drawing)
    return True


def _has_caption(figure: LexborNode | None) -> bool:
    """Tell whether a figure says something, if no more than its number."""
    return (
        figure is not None and figure.tag == "figure" and ("id" in figure.attributes or bool(figure.css("figcaption")))
    )


def _separate(drawing: LexborNode, prefix: str) -> None:
    """Give all ids in the drawing a prefix, so that two drawings never share one, and drop what runs scripts."""
    for node in (drawing, *drawing.css("*")):
        for name, value in list(node.attributes.items()):
            if name.lower().startswith("on") or (name in _REFERENCES and _SCRIPT.match(value or "")):
                del node.attrs[name]
            elif value and name == "id":
                node.attrs[name] = f"{prefix}{value}"
            elif value and name in _REFERENCES and value.startswith("#"):
                node.attrs[name] = f"#{prefix}{value[1:]}"
            elif value and name in _LISTS_OF_IDS:
                node.attrs[name] = " ".join(f"{prefix}{one}" for one in value.split())
            elif value and "url(" in value:
                node.attrs[name] = _URL.sub(rf"url(#{prefix}\2)", value)


def _size(drawing: LexborNode, picture: LexborNode) -> None:
    """Give the drawing the size that its author wants, and a view box, so that it scales."""
    own = {name: _SIZE.fullmatch(drawing.attributes.get(name) or "") for name in ("width", "height")}
    if "viewBox" not in drawing.attributes and own["width"] and own["height"]:
        drawing.attrs["viewBox"] = f"0 0 {own['width'][1]} {own['height'][1]}"
    box = _view_box(drawing)
    if box and not drawing.attributes.get("height") and not drawing.attributes.get("width"):
        drawing.attrs["width"] = fitting_width(box, is_figure=True)
    wanted = {name: picture.attributes.get(name) for name in ("width", "height")}
    if not any(wanted.values()):
        return
    for name, value in wanted.items():
        if value:
            drawing.attrs[name] = value
        elif name in drawing.attributes:
            del drawing.attrs[name]
    if style := picture.attributes.get("style"):
        drawing.attrs["style"] = style


def _view_box(drawing: LexborNode) -> Size | None:
    sides = re.split(r"[\s,]+", (drawing.attributes.get("viewBox") or "").strip())[2:]
    across, down = map(float, sides) if len(sides) == 2 and all(map(_NUMBER.fullmatch, sides)) else (0.0, 0.0)
    return Size(across, down) if across and down else None


def give_room(picture: LexborNode, size: Size | None) -> None:
    """Write into a picture how large it is, so that its place on the page is there before it is loaded.

    What its author says of one side holds. Where there are two sides, a height in a style or a class, whose rules we
    cannot know, all stays as it is.
    """
    given = {name: picture.attributes.get(name) or "" for name in ("width", "height", "style", "class")}
    sides = {name: _SIZE.fullmatch(given[name]) for name in ("width", "height") if given[name]}
    if size is None or len(sides) > 1 or None in sides.values():
        return
    if "height" in given["style"] or not _PAIR.issuperset(given["class"].split()):
        return
    ratio = size.width / size.height
    width = size.width
    for name, side in sides.items():
        if side:
            width = float(side[1]) * (1 if name == "width" else ratio)
    picture.attrs["width"], picture.attrs["height"] = f"{width:.0f}", f"{width / ratio:.0f}"
    picture.attrs["style"] = "; ".join(filter(None, (f"--natural: {width:g}px; --ratio: {ratio:.5g}", given["style"])))


def _report(message: str, hint: str, node: LexborNode, context: SlideContext) -> None:
    place = context.locate(node.attributes.get("src") or "")
    context.findings.append(warning("figure-inline", message, place, hint))
