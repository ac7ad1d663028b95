"""How a chart looks: a `Chart` becomes a Vega specification.

Sizes are px of the canvas. Colours are design tokens, so that the drawing turns with the theme. Series are told apart
by colour and by dash, shape or filling; lines carry their names at their ends, others have a legend above.

Bars stand upright while the names of their categories fit below them, and lie otherwise. So this module speaks of the
*place* axis, along which points or categories lie, and the *value* axis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

from dl4ad_slides.model.data import parse_number
from dl4ad_slides.render.charts.marks import TICK_SIZE, bar_marks, dot_marks, line_marks, plot_size
from dl4ad_slides.render.charts.model import Chart
from dl4ad_slides.render.text_width import text_width, wrap_text

Json = Mapping[str, object]

_INK, _GRID, _BASE, _TICKS = "var(--ink-soft)", "var(--hairline)", "var(--ink-faint)", "var(--hairline-strong)"
_THOUSANDS = "\N{NARROW NO-BREAK SPACE}"
_LINE_HEIGHT = 36
_LYING_ROOM = 110  # below and above bars that lie
_MOST_LINES = 3  # of the name of a category below its bar
_WIDEST_BAR = 150
_TALLEST_BAR = 84
_FEWEST_POWERS, _MOST_POWERS = 1e-3, 1e5  # numbers beyond are written as powers of ten
_FEW_DECADES, _MOST_DECADES = 100, 8
_POWER = "floor(log(datum.value) / LN10 + 1e-9)"
_FACTOR = f"round(datum.value / pow(10, {_POWER}))"
_POWERS = f"({_FACTOR} == 1 ? '' : {_FACTOR} + '·') + '10^' + format({_POWER}, 'd')"


def chart_spec(chart: Chart, *, decimal: str = ".") -> Json:
    """Return the Vega specification of `chart`; `decimal` parts whole numbers from decimals."""
    lies = _lies(chart)
    number = {"decimal": decimal, "thousands": _THOUSANDS, "grouping": [3], "currency": ["", ""], "minus": "−"}
    marks = {"line": line_marks, "scatter": dot_marks}.get(chart.kind)
    return {
        "width": chart.width,
        "height": chart.height,
        "padding": 2,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {"locale": {"number": number}},
        "data": [
            {"name": f"data-{index}", "values": [{"x": x, "y": y} for x, y in series.points]}
            for index, series in enumerate(chart.series)
        ],
        "signals": [{"name": "lines", "value": _category_lines(chart, lies=lies)}],
        "scales": [_place_scale(chart, lies=lies), _value_scale(chart, lies=lies)],
        "axes": [_place_axis(chart, lies=lies), _value_axis(chart, lies=lies)],
        "marks": [
            *_base_lines(chart, lies=lies),
            *_top_title(chart.x_title if lies else chart.y_title),
            *(marks(chart) if marks else bar_marks(chart, lies=lies)),
        ],
    }


def needed_height(chart: Chart) -> int:
    """Return how tall a chart must be for the names of its categories; 0 where they are not the measure."""
    if not _lies(chart):
        return 0
    lines = sum(map(len, _category_lines(chart, lies=True).values()))
    return round(lines * _LINE_HEIGHT * 1.1) + _LYING_ROOM


def _lies(chart: Chart) -> bool:
    """Tell whether bars lie: their names are too long to stand below, and no numbers, of which some can be left out."""
    return chart.kind == "bar" and not _are_numbers(chart.categories) and _longest_name_lines(chart) > _MOST_LINES


def _are_numbers(names: Sequence[str]) -> bool:
    return all(parse_number(name, decimal_comma=True) is not None for name in names)


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest value, with some room around a single one."""
    low, high = min(values), max(values)
    room = (abs(low) or 1) / 2 if low == high else 0
    return low - room, high + room


def _log_bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return whole powers of ten around the values."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def _value_bounds(chart: Chart) -> tuple[float, float]:
    if chart.y_range:
        return chart.y_range
    if chart.y_log:
        return _log_bounds(chart.ys)
    return _bounds([0, *chart.ys] if chart.kind == "bar" else chart.ys)


def _place_bounds(chart: Chart) -> tuple[float, float]:
    if chart.x_range:
        return chart.x_range
    return _log_bounds(chart.xs) if chart.x_log and chart.kind == "scatter" else _bounds(chart.xs)


def _value_scale(chart: Chart, *, lies: bool) -> Json:
    return {
        "name": "value",
        "type": "log" if chart.y_log else "linear",
        "domain": list(_value_bounds(chart)),
        "nice": False if chart.y_range or chart.y_log else _value_ticks(chart, lies=lies),
        "zero": False,
        "range": "width" if lies else "height",
    }


def _place_scale(chart: Chart, *, lies: bool) -> Json:
    scale: dict[str, object] = {"name": "place", "range": "width"}
    if chart.is_numeric:
        nice = _place_ticks(chart) if chart.kind == "scatter" and not chart.x_range and not chart.x_log else False
        kind = "log" if chart.x_log else "linear"
        return {**scale, "type": kind, "domain": list(_place_bounds(chart)), "nice": nice, "zero": False}
    if chart.kind != "bar":
        return {**scale, "type": "point", "domain": chart.categories, "padding": 0.3}
    length, thickest = (chart.height, _TALLEST_BAR) if lies else (chart.width, _WIDEST_BAR)
    step = plot_size(length) / len(chart.categories)
    gap = 1 - min(0.7, thickest * len(chart.series) / step)
    inner = {"paddingInner": round(gap, 3), "paddingOuter": round(gap / 2, 3)}
    # Where bars lie, the first category stands at the top.
    return {
        **scale,
        "type": "band",
        "domain": chart.categories,
        **inner,
        "range": [0, {"signal": "height"}] if lies else "width",
    }


def _value_ticks(chart: Chart, *, lies: bool) -> int:
    return max(3, round(plot_size(chart.width) / 190 if lies else plot_size(chart.height) / 95))


def _place_ticks(chart: Chart) -> int:
    return max(3, round(plot_size(chart.width) / 160))


def _ticks(bounds: tuple[float, float], *, is_log: bool, count: int) -> Json:
    """Return where the ticks of an axis of numbers are and how their numbers are written."""
    grouped = "abs(datum.value) < 10000 ? replace({0}, '" + _THOUSANDS + "', '') : {0}"
    if not is_log:
        return {"tickCount": count, "text": {"signal": grouped.format("datum.label")}}
    low, high = bounds
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1, 2, 5) if high / low <= _FEW_DECADES else (1,)
    stride = ceil(len(powers) / _MOST_DECADES)
    values = [float(f"{step}e{power}") for power in powers[::stride] for step in steps]
    is_far = low < _FEWEST_POWERS or high > _MOST_POWERS
    text = _POWERS if is_far else grouped.format("format(datum.value, ',~f')")
    return {"values": [value for value in values if low <= value <= high], "text": {"signal": text}}


def _axis(scale: str, orient: str, labels: Json, **properties: object) -> Json:
    """Return an axis; `labels` is what the texts at its ticks are made of."""
    return {
        "scale": scale,
        "orient": orient,
        "domain": False,
        "labelColor": _INK,
        "labelFontSize": TICK_SIZE,
        "labelLimit": 0,
        "labelOverlap": True,
        "labelSeparation": 16,
        "titleColor": _INK,
        "titleFontSize": TICK_SIZE,
        "titleFontWeight": "normal",
        "titlePadding": 16,
        "gridColor": _GRID,
        "gridWidth": 2,
        "tickColor": _TICKS,
        "tickWidth": 2,
        "encode": {"labels": {"update": labels}},
        **properties,
    }


def _value_axis(chart: Chart, *, lies: bool) -> Json:
    ticks = dict(_ticks(_value_bounds(chart), is_log=chart.y_log, count=_value_ticks(chart, lies=lies)))
    labels = {"text": ticks.pop("text")}
    below = _title(chart.y_title if lies else "")
    return _axis(
        "value", "bottom" if lies else "left", labels, ticks=False, labelPadding=14, grid=True, **ticks, **below
    )


def _place_axis(chart: Chart, *, lies: bool) -> Json:
    return _number_axis(chart) if chart.is_numeric else _category_axis(chart, lies=lies)


def _number_axis(chart: Chart) -> Json:
    ticks = dict(_ticks(_place_bounds(chart), is_log=chart.x_log, count=_place_ticks(chart)))
    labels = {"text": ticks.pop("text")}
    is_grid = chart.kind == "scatter" or chart.x_log
    padding = 28 if chart.x_log else 20 if is_grid else 11  # clear of what stands in the corner, and of ticks
    look = {"ticks": not is_grid, "tickSize": 9, "grid": is_grid, "labelPadding": padding}
    return _axis("place", "bottom", labels, **look, **ticks, **_title(chart.x_title))


def _category_axis(chart: Chart, *, lies: bool) -> Json:
    labels: dict[str, object] = {"text": {"signal": "lines[datum.value]"}}
    look = {"ticks": False, "labelPadding": 20, "labelLineHeight": _LINE_HEIGHT}
    if not lies:
        return _axis("place", "bottom", labels, **look, **_title(chart.x_title))
    # Vega puts the first line beside the bar, and not the middle one.
    labels["dy"] = {"signal": f"-(length(lines[datum.value]) - 1) * {_LINE_HEIGHT / 2}"}
    return _axis("place", "left", labels, labelOverlap=False, **look)


def _title(text: str) -> Json:
    return {"title": text} if text else {}


def _longest_name_lines(chart: Chart) -> int:
    """Return the lines of the longest category below upright bars; where a word is too wide, more than there can be."""
    width = plot_size(chart.width) / len(chart.categories) * 0.92
    lines = [wrap_text(name, width, TICK_SIZE) for name in chart.categories]
    if any(text_width(line, TICK_SIZE) > width for name in lines for line in name):
        return _MOST_LINES + 1
    return max(map(len, lines))


def _category_lines(chart: Chart, *, lies: bool) -> Mapping[str, list[str]]:
    if chart.is_numeric:
        return {}
    if chart.kind != "bar":
        return {name: [name] for name in chart.categories}
    width = chart.width * 0.36 if lies else plot_size(chart.width) / len(chart.categories) * 0.92
    return {name: wrap_text(name, width, TICK_SIZE) for name in chart.categories}


def _base_lines(chart: Chart, *, lies: bool) -> list[Json]:
    """Return the lines of zero; where there is none among the values, the lower edge."""
    along, across, edge = ("y", "x", "0") if lies else ("x", "y", "height")
    length = "height" if lies else "width"
    zero = edge if chart.y_log else f"inrange(0, domain('value')) ? scale('value', 0) : {edge}"
    lines = [_rule({along: {"value": 0}, f"{along}2": {"signal": length}, across: {"signal": zero}}, _BASE)]
    if chart.is_numeric and not chart.x_log:
        low, high = _place_bounds(chart)
        if low < 0 < high:
            ends = {"x": {"scale": "place", "value": 0}, "y": {"value": 0}, "y2": {"signal": "height"}}
            lines.insert(0, _rule(ends, _TICKS))
    return lines


def _rule(ends: Json, color: str) -> Json:
    return {"type": "rule", "encode": {"update": {**ends, "stroke": {"value": color}, "strokeWidth": {"value": 3}}}}


def _top_title(title: str) -> list[Json]:
    """Return the name of the upright axis: above it, where it can be read without tilting the head."""
    if not title:
        return []
    look = {"fill": {"value": _INK}, "fontSize": {"value": TICK_SIZE}, "y": {"value": -30}, "x": {"value": 0}}
    return [{"type": "text", "encode": {"update": {"text": {"value": title}, **look}}}]
