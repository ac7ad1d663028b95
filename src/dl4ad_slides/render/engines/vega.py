"""Draw charts with Vega in a V8 inside this process: a specification goes in, an SVG comes out.

What Vega writes is cleaned for a page that holds many charts and changes its colours: no ids but the chart's own, no
fonts, no roles, no more digits than a projector shows. Vega is loaded with the first chart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from dl4ad_slides.render.engines.v8 import start_v8
from dl4ad_slides.render.text_width import letter_widths

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from py_mini_racer import MiniRacer

Spec = Mapping[str, object]
Draw = Callable[[Spec], str]

# Stands for the id of the chart in ids inside of it.
CHART_ID = "chart-id"
_REMEMBERED = 200  # more charts than a course has; a live preview would otherwise keep every keystroke
# Vega measures text with a canvas, which is not here; without one it guesses 0.8 em for every letter. It looks for the
# canvas only once, while it is loaded.
_CANVAS = """
globalThis.document = {createElement: () => ({getContext: () => ({
  font: "",
  measureText(text) {
    const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
    const width = (letter) => WIDTHS[letter] ?? WIDTHS[letter.normalize("NFD")[0]] ?? (letter > "\\u2e80" ? 1 : 0.6);
    return {width: [...text].reduce((sum, letter) => sum + (letter === " " ? 0.2 : width(letter)), 0) * size};
  },
})})};
"""
_DRAW = """
delete globalThis.document;
// View.toSVG gives a promise, which nobody can wait for inside of a running event loop; this is what it does.
function draw(text) {
  const spec = JSON.parse(text);
  const view = new vega.View(vega.parse(spec), {renderer: "none", logLevel: vega.Error}).run();
  // What stands outside of the axes may move once these have found their size: they are fitted a second time.
  view.resize().run();
  vega.resetSVGDefIds(); // a chart must not tell how many were drawn before it
  const {left, top} = view.padding(), [x, y] = view.origin();
  const renderer = new vega.SVGStringRenderer().initialize(null, spec.width, spec.height, [left + x, top + y]);
  const svg = renderer.render(view.scenegraph().root).svg();
  view.finalize();
  return svg;
}
"""
_SVG = "{http://www.w3.org/2000/svg}"
_DROPPED = re.compile(r"role|aria-.*|pointer-events|font-family|class|opacity|xlink.*")
_SERIES = re.compile(r"(series(?:-fragment)?)-\d+")
_CLIP = re.compile(r'(?<=id=")clip(?=\d+">)|(?<=clip-path="url\(#)clip(?=\d+\)")')
_POWER = re.compile(r"10\^(−?\d+)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_DRAWN = ("path", "line", "text", "rect", "image")


class DrawError(Exception):
    """Vega failed; its message says why."""


class Vega:
    """Vega from `vega_js`; remembers the charts that it has drawn."""

    def __init__(self, vega_js: Path) -> None:
        self._vega_js = vega_js
        self._engine: MiniRacer | None = None
        self._known: dict[str, str] = {}

    def draw(self, spec: Spec) -> str:
        """Return the drawing that `spec` describes: the `<svg>` element, with `CHART_ID` where its id belongs.

        Raises DrawError.
        """
        key = json.dumps(spec, allow_nan=False)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                del self._known[next(iter(self._known))]  # the oldest
            self._known[key] = clean_svg(self._drawn(key))
        return self._known[key]

    def _drawn(self, spec: str) -> str:
        from py_mini_racer import JSEvalException

        try:
            return str(self._started().call("draw", spec))
        except JSEvalException as problem:
            raise DrawError(str(problem).splitlines()[0].rpartition("Error: ")[2]) from problem

    def _started(self) -> MiniRacer:
        if self._engine is None:
            self._engine = start_v8()
            self._engine.eval(f"const WIDTHS = {json.dumps(letter_widths())};{_CANVAS}")
            self._engine.eval(self._vega_js.read_text(encoding="utf-8"))
            self._engine.eval(_DRAW)
        return self._engine


def clean_svg(svg: str) -> str:
    """Return Vega's `svg` with nothing in it but what is drawn, and the classes of series."""
    from xml.etree.ElementTree import fromstring

    root = fromstring(_CLIP.sub(f"{CHART_ID}-", svg))
    size = {name: root.get(name, "") for name in ("width", "height")}
    drawing = "".join(map(_markup, root))
    return f'<svg width="{size["width"]}" height="{size["height"]}" viewBox="{root.get("viewBox")}">{drawing}</svg>'


def _markup(element: Element) -> str:
    tag = element.tag.removeprefix(_SVG)
    classes = (element.get("class") or "").split()
    is_hidden = element.get("display") == "none" or element.get("opacity") == "0"
    if is_hidden or (tag in _DRAWN and _is_empty(element, classes)):
        return ""
    text = _POWER.sub(r'10<tspan dy="-0.4em" font-size="26px">\1</tspan>', escape(element.text or "", quote=False))
    inside = text + "".join(map(_markup, element))
    if tag in ("g", "defs") and not inside:
        return ""
    attributes = {name: _short(name, value) for name, value in element.items() if not _is_dropped(name, value)}
    if series := next(filter(None, map(_SERIES.fullmatch, classes)), None):
        attributes["class"] = series[1].replace("-", " ")
    if tag == "g" and not attributes:
        return inside
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inside}</{tag}>"


def _is_empty(element: Element, classes: list[str]) -> bool:
    """Tell whether nothing of it shows: the grounds of groups, and marks without size."""
    if "background" in classes or "foreground" in classes:
        return element.get("fill") is None and element.get("stroke") is None
    return element.get("d") == ""


def _is_dropped(name: str, value: str) -> bool:
    if name == "opacity":
        return value == "1"
    return bool(_DROPPED.fullmatch(name)) or (name == "transform" and value == "translate(0,0)")


def _short(name: str, value: str) -> str:
    """Return the value of an attribute, with its numbers to a tenth of a px where they are lengths."""
    if name.endswith("opacity"):
        return value
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value)
