"""The series of a chart as Vega marks: lines with their names, dots, bars, and the legend above.

Each series is one group with everything that belongs to it, so that it can be a fragment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dl4ad_slides.render.charts.model import Chart, Series
from dl4ad_slides.render.text_width import text_width

Json = Mapping[str, object]

TICK_SIZE, NAME_SIZE = 30, 32  # px of letters
_ROOM = 150  # px that numbers and titles of an axis take, about
_NAME_HEIGHT = 40  # between names of series
_BOLD = 1.05  # names are set in bold
_WIDEST_NAME = 0.28  # of the chart; where names are wider, they stand above it
_LINE_WIDTH = 5
_GROUND = "var(--ground)"
# Shapes of the same area do not look of the same size.
_AREAS = {"triangle-up": 1.4, "triangle-down": 1.4, "diamond": 1.2}


@dataclass(frozen=True, slots=True)
class _Look:
    """What tells one series from the others; bars are filled or an outline."""

    color: str
    text: str
    dash: tuple[int, ...]
    shape: str
    is_filled: bool


_LOOKS = (
    _Look("var(--teal)", "var(--teal-text)", (), "circle", True),
    _Look("var(--coral)", "var(--coral-text)", (20, 10), "square", False),
    _Look("var(--violet)", "var(--violet-text)", (7, 9), "triangle-up", True),
    _Look("var(--ink-soft)", "var(--ink-soft)", (24, 9, 5, 9), "diamond", False),
    _Look("var(--code-name)", "var(--code-name)", (40, 12), "triangle-down", True),
    _Look("var(--code-type)", "var(--code-type)", (10, 8), "cross", False),
)


def plot_size(length: int) -> float:
    """Return how long or tall the axes of a chart are, about; it is known when the chart is drawn."""
    return length - min(_ROOM, 0.4 * length)


def line_marks(chart: Chart) -> list[Json]:
    """Return the lines, each with its name at its end, or with all names above where they are long."""
    at_ends = chart.legend and _names_fit_at_ends(chart)
    legend = _legend(chart) if chart.legend and not at_ends else {}
    groups = []
    for index, series in enumerate(chart.series):
        look = _LOOKS[index]
        marks: list[Json] = [_line(chart, index, look)]
        if chart.points:
            marks.append(_symbols(chart, index, look, size=240))
        elif lone := _lone_points(series):
            marks.append(_symbols(chart, index, look, size=120, only=lone))
        if at_ends:
            marks.extend(_name_at_end(chart, index, look))
        groups.append(_series_group(chart, index, [*marks, *legend.get(index, [])]))
    if not at_ends:
        return groups
    return [{"type": "group", "encode": _FULL, "data": [_ends(chart)], "marks": groups}]


def dot_marks(chart: Chart) -> list[Json]:
    """Return the dots of a scatter plot, a shape for each series."""
    count = sum(len(series.points) for series in chart.series)
    size = 360 if count <= 60 else 280 if count <= 300 else 110
    legend = _legend(chart) if chart.legend else {}
    return [
        _series_group(chart, index, [_symbols(chart, index, _LOOKS[index], size=size), *legend.get(index, [])])
        for index, _ in enumerate(chart.series)
    ]


def bar_marks(chart: Chart, *, lies: bool) -> list[Json]:
    """Return the bars, upright or lying, those of a category side by side."""
    legend = _legend(chart) if chart.legend else {}
    scale = {
        "name": "side",
        "type": "band",
        "domain": list(range(len(chart.series))),
        "range": {"signal": "[0, bandwidth('place')]"},
        "paddingInner": 0.1,
    }
    groups = [
        _series_group(chart, index, [_bars(chart, index, _LOOKS[index], lies=lies), *legend.get(index, [])])
        for index, _ in enumerate(chart.series)
    ]
    return [{"type": "group", "encode": _FULL, "scales": [scale], "marks": groups}]


_FULL: Json = {"update": {"width": {"signal": "width"}, "height": {"signal": "height"}}}
_HAS_VALUE = "isValid(datum.y)"


def _series_group(chart: Chart, index: int, marks: Sequence[Json]) -> Json:
    name = f"series-fragment-{index}" if chart.fragments else f"series-{index}"
    return {"type": "group", "name": name, "encode": _FULL, "marks": list(marks)}


def _mark(kind: str, update: Mapping[str, object], **properties: object) -> Json:
    encode = {key: value if isinstance(value, dict) else {"value": value} for key, value in update.items()}
    return {"type": kind, **properties, "encode": {"update": encode}}


def _line(chart: Chart, index: int, look: _Look) -> Json:
    update = {
        "x": {"scale": "place", "field": "x"},
        "y": {"scale": "value", "field": "y"},
        "defined": {"signal": _HAS_VALUE},
        "stroke": look.color,
        "strokeWidth": _LINE_WIDTH,
        "strokeJoin": "round",
        "strokeCap": "butt" if look.dash else "round",
        "strokeDash": [] if chart.points else list(look.dash),
    }
    return _mark("line", update, **{"from": {"data": f"data-{index}"}}, clip=_is_clipped(chart))


def _symbols(chart: Chart, index: int, look: _Look, size: int, only: Sequence[int] | None = None) -> Json:
    update = {
        "x": {"scale": "place", "field": "x"},
        "y": {"scale": "value", "field": "y"},
        "shape": look.shape,
        "size": size * _AREAS.get(look.shape, 1),
        "fill": look.color,
        "stroke": _GROUND,
        "strokeWidth": 2,
    }
    points = enumerate(chart.series[index].points)
    inside = [
        {"x": x, "y": y}
        for at, (x, y) in points
        if y is not None and _is_inside(chart, x, y) and (only is None or at in only)
    ]
    data = {"name": f"dots-{index}", "values": inside}
    return {
        "type": "group",
        "encode": _FULL,
        "data": [data],
        "marks": [_mark("symbol", update, **{"from": {"data": f"dots-{index}"}})],
    }


def _bars(chart: Chart, index: int, look: _Look, *, lies: bool) -> Json:
    along, across = ("y", "x") if lies else ("x", "y")
    thickness = "height" if lies else "width"
    zero = "domain('value')[0]" if chart.y_log or chart.y_range else "0"
    start = f"clamp({zero}, domain('value')[0], domain('value')[1])"
    end = "clamp(datum.y, domain('value')[0], domain('value')[1])"
    outer, inner = (
        (("TopRight", "BottomRight"), ("TopLeft", "BottomLeft"))
        if lies
        else (("TopLeft", "TopRight"), ("BottomLeft", "BottomRight"))
    )
    update = {
        along: {"signal": f"scale('place', datum.x) + scale('side', {index})"},
        thickness: {"signal": "bandwidth('side')"},
        across: {"signal": f"scale('value', {start})"},
        f"{across}2": {"signal": f"scale('value', {end})"},
        **{f"cornerRadius{corner}": {"signal": "datum.y >= 0 ? 8 : 0"} for corner in outer},
        **{f"cornerRadius{corner}": {"signal": "datum.y >= 0 ? 0 : 8"} for corner in inner},
        "fill": look.color,
        "fillOpacity": 1 if look.is_filled else 0.25,
        "stroke": look.color,
        "strokeWidth": 4,
    }
    return _mark("rect", update, **{"from": {"data": f"data-{index}"}})


def _names_fit_at_ends(chart: Chart) -> bool:
    widest = max(text_width(series.name, NAME_SIZE) * _BOLD for series in chart.series)
    tall = len(chart.series) * _NAME_HEIGHT
    return widest <= _WIDEST_NAME * chart.width and tall <= plot_size(chart.height)


def _ends(chart: Chart) -> Json:
    """Return where each line ends, and where its name goes: beside its end, no nearer to another than its height.

    Names are pushed down from the top one on, and up from the lowest one on; between the two lies the way that moves
    them least. Then they are kept on the chart.
    """
    ends = []
    for index, series in enumerate(chart.series):
        inside = [(x, y) for x, y in series.points if y is not None and _is_inside(chart, x, None)]
        if inside:
            ends.append({"series": index, "x": inside[-1][0], "y": inside[-1][1]})
    last = len(ends) - 1
    frames = {"ignorePeers": True, "sort": {"field": "rank"}}
    return {
        "name": "ends",
        "values": ends,
        "transform": [
            {"type": "formula", "as": "end", "expr": "clamp(scale('value', datum.y), 0, height)"},
            {"type": "window", "sort": {"field": "end"}, "ops": ["row_number"], "as": ["rank"], "ignorePeers": True},
            {"type": "formula", "as": "free", "expr": f"datum.end - datum.rank * {_NAME_HEIGHT}"},
            {"type": "window", "ops": ["max"], "fields": ["free"], "as": ["down"], "frame": [None, 0], **frames},
            {"type": "window", "ops": ["min"], "fields": ["free"], "as": ["up"], "frame": [0, None], **frames},
            {"type": "formula", "as": "middle", "expr": f"(datum.down + datum.up) / 2 + datum.rank * {_NAME_HEIGHT}"},
            {
                "type": "formula",
                "as": "name",
                "expr": f"max(min(datum.middle, height - ({last + 1} - datum.rank) * {_NAME_HEIGHT}),"
                f" (datum.rank - 1) * {_NAME_HEIGHT})",
            },
            {"type": "formula", "as": "moved", "expr": "abs(datum.name - datum.end)"},
            {"type": "joinaggregate", "ops": ["max"], "fields": ["moved"], "as": ["most"]},
        ],
    }


def _name_at_end(chart: Chart, index: int, look: _Look) -> list[Json]:
    data = {
        "name": f"end-{index}",
        "source": "ends",
        "transform": [{"type": "filter", "expr": f"datum.series === {index}"}],
    }
    gap = 18 if chart.points else 8
    leader = {
        "x": {"signal": f"scale('place', datum.x) + {gap}"},
        "x2": {"signal": "width + (datum.most > 8 ? 46 : 10)"},
        "y": {"field": "end"},
        "y2": {"field": "name"},
        "stroke": look.color,
        "strokeWidth": 2.5,
        "opacity": {"signal": "datum.most > 8 || scale('place', datum.x) < width - 30 ? 1 : 0"},
    }
    name = {
        "x": {"signal": "width + (datum.most > 8 ? 56 : 20)"},
        "y": {"field": "name"},
        "text": chart.series[index].name,
        "fill": look.text,
        "fontSize": NAME_SIZE,
        "fontWeight": "bold",
        "baseline": "middle",
    }
    source = {"from": {"data": f"end-{index}"}}
    marks = [_mark("rule", leader, **source), _mark("text", name, **source)]
    return [{"type": "group", "encode": _FULL, "data": [data], "marks": marks}]


def _legend(chart: Chart) -> Mapping[int, list[Json]]:
    """Return for each series its entry in the legend: rows above the chart, from left to right."""
    sample = 64 if chart.kind == "line" else 36
    rows: list[list[tuple[int, float]]] = [[]]
    at = 0.0
    for index, series in enumerate(chart.series):
        width = sample + 14 + text_width(series.name, NAME_SIZE) * _BOLD
        if rows[-1] and at + width > plot_size(chart.width):
            rows.append([])
            at = 0.0
        rows[-1].append((index, at))
        at += width + 56
    title = chart.y_title or chart.kind == "bar"
    lowest = -90 if title else -44
    return {
        index: _entry(chart, index, x, lowest - (len(rows) - 1 - row) * (_NAME_HEIGHT + 6), sample)
        for row, entries in enumerate(rows)
        for index, x in entries
    }


def _entry(chart: Chart, index: int, x: float, y: float, sample: int) -> list[Json]:
    look = _LOOKS[index]
    name = {
        "x": x + sample + 14,
        "y": y,
        "text": chart.series[index].name,
        "fill": look.text,
        "fontSize": NAME_SIZE,
        "fontWeight": "bold",
        "baseline": "middle",
    }
    symbol = {
        "x": x + sample / 2,
        "y": y,
        "shape": look.shape,
        "size": 420 * _AREAS.get(look.shape, 1),
        "fill": look.color,
    }
    if chart.kind == "bar":
        opacity = 1 if look.is_filled else 0.25
        box = {"x": x + 2, "width": sample - 4, "y": y - 14, "height": 28, "cornerRadius": 6}
        fill = {"fill": look.color, "fillOpacity": opacity, "stroke": look.color, "strokeWidth": 4}
        return [_mark("rect", {**box, **fill}), _mark("text", name)]
    if chart.kind == "scatter":
        return [_mark("symbol", symbol), _mark("text", name)]
    dash = {"strokeDash": [] if chart.points else list(look.dash), "strokeWidth": _LINE_WIDTH, "stroke": look.color}
    line = _mark("rule", {"x": x, "x2": x + sample, "y": y, **dash})
    return [
        line,
        *([_mark("symbol", {**symbol, "size": 240 * _AREAS.get(look.shape, 1)})] if chart.points else []),
        _mark("text", name),
    ]


def _is_inside(chart: Chart, x: object, y: object) -> bool:
    """Tell whether a place lies within the ranges that the author set."""
    return not any(
        limits and isinstance(value, float) and not limits[0] <= value <= limits[1]
        for value, limits in ((x, chart.x_range), (y, chart.y_range))
    )


def _is_clipped(chart: Chart) -> bool:
    return not all(_is_inside(chart, x, y) for series in chart.series for x, y in series.points)


def _lone_points(series: Series) -> list[int]:
    """Return the points that have no neighbour to draw a line to."""
    values = [None, *(value for _, value in series.points), None]
    return [
        at - 1
        for at in range(1, len(values) - 1)
        if values[at] is not None and values[at - 1] is None and values[at + 1] is None
    ]
