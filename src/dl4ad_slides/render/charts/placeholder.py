"""Charts from data files: `<<CHART:data/x.csv kind=line x=t y="relu,tanh">>` becomes a figure with a drawn SVG.

Reads the options and the cells that they name into a `Chart`; `chart_spec.py` says how it looks, `vega.py` draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Annotated, Literal

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.load.tables import TABLE
from dl4ad_slides.model.data import DataTable, is_missing
from dl4ad_slides.model.diagnostics import did_you_mean, error, known_names, warning
from dl4ad_slides.model.placeholder_type import Between, PlaceholderType
from dl4ad_slides.model.sentinels import OWN_ID
from dl4ad_slides.render.charts.model import Chart, Point, Series
from dl4ad_slides.render.charts.spec import chart_spec, needed_height
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.engines.vega import CHART_ID, Draw, DrawError
from dl4ad_slides.render.placeholders.captions import CaptionOptions, read_caption
from dl4ad_slides.render.placeholders.data_options import bad_cell, read_columns, read_range
from dl4ad_slides.render.placeholders.request import RefusedError, SlideRequest

_KINDS = ("line", "bar", "scatter")
_EXAMPLE = 'Write, for example, `<<CHART:data/x.csv kind=line x=t y="a,b">>`.'
_WIDTHS, _HEIGHTS = (300, 1800), (240, 900)  # px of the canvas
_TALLEST = 760  # px that a heading leaves
MOST_SERIES = 6  # as many as colours and dashes tell apart from the back of a room


@dataclass(frozen=True, slots=True)
class ChartOptions(CaptionOptions):
    """`x`, `y` and `color` are columns, `labels` names of the series; sizes in px of the canvas, ranges as `0:10`."""

    kind: str = ""
    x: str = ""
    y: str = ""
    color: str = ""
    labels: tuple[str, ...] = ()
    x_label: str | None = None
    y_label: str | None = None
    x_scale: Literal["linear", "log"] = "linear"
    y_scale: Literal["linear", "log"] = "linear"
    x_range: str = ""
    y_range: str = ""
    alt: str = ""
    width: Annotated[int, Between(*_WIDTHS)] = 1400
    height: Annotated[int, Between(*_HEIGHTS)] = 620
    fragments: bool = False
    points: bool = False
    legend: Literal["auto", "none"] = "auto"


ChartRequest = SlideRequest[ChartOptions, DataTable]


def _render(request: ChartRequest) -> str:
    """Return the figure that a `CHART` placeholder asks for."""
    placeholder, context = request.placeholder, request.context
    caption = read_caption(request.options, request.written, placeholder, context)
    chart = read_chart(request)
    _report_height(chart, placeholder, context)
    svg = _drawn(chart, placeholder, context, context.tools.draw)
    svg = svg.replace(CHART_ID, f"{OWN_ID}-chart-{placeholder.position.line}-{placeholder.position.column}")
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(chart.alt)}" ', 1)
    return caption.figure("chart", svg)


def _report_height(chart: Chart, placeholder: Placeholder, context: SlideContext) -> None:
    if (needed := needed_height(chart)) > chart.height:
        message = f"the names of {len(chart.categories)} bars need {needed} px, and the chart has {chart.height}"
        hint = f"Write height={needed}." if needed <= _TALLEST else "Show fewer bars."
        place = placeholder.place_of("height" if "height" in placeholder.options else "x")
        context.findings.append(warning("placeholder-value", message, place, hint))


def _drawn(chart: Chart, placeholder: Placeholder, context: SlideContext, draw: Draw) -> str:
    spec = chart_spec(chart, decimal=_decimal_sign(context.facts.language))
    try:
        return draw(spec)
    except DrawError as problem:
        message, hint = f"the chart cannot be drawn: {problem}", "Look for values that are far beyond the others."
        raise RefusedError(error("data-value", message, placeholder.position, hint)) from problem


def read_chart(request: ChartRequest) -> Chart:
    """Return the chart that a placeholder describes. Raises RefusedError where there can be none."""
    table, placeholder, options, words = request.file, request.placeholder, request.options, request.context.words
    kind = options.kind
    x = read_columns(request, "x", options.x)
    y = read_columns(request, "y", options.y)
    color = read_columns(request, "color", options.color)
    x_title = (x[0] if x else "") if options.x_label is None else options.x_label
    y_title = (y[0] if len(y) == 1 else "") if options.y_label is None else options.y_label
    x_log, y_log = options.x_scale == "log", options.y_scale == "log"
    x_range = read_range(request, "x-range", options.x_range, is_log=x_log)
    y_range = read_range(request, "y-range", options.y_range, is_log=y_log)
    _check_columns(kind, x, y, color, table, placeholder)
    cells = _Cells(table, placeholder)
    is_numeric = kind == "scatter" or (kind == "line" and (x_log or bool(x_range) or cells.are_numbers(x[0])))
    series = cells.series(x[0], y, color[0] if color else "", is_numeric=is_numeric, x_log=x_log, y_log=y_log)
    _check_series(kind, series, table, placeholder)
    named = _named(series, options.labels, request)
    return Chart(
        kind=kind,
        width=options.width,
        height=options.height,
        x_title=x_title,
        y_title=y_title,
        is_numeric=is_numeric,
        x_log=x_log and is_numeric,
        y_log=y_log,
        x_range=x_range if is_numeric else None,
        y_range=y_range,
        series=named,
        points=options.points,
        legend=options.legend == "auto" and (len(named) > 1 or bool(options.labels) or bool(color)),
        fragments=options.fragments,
        alt=options.alt
        or options.caption
        or words.chart(kind, _what_it_shows(named, y_title if color else ""), x_title or x[0]),
    )


def _check_columns(
    kind: str,
    x: Sequence[str],
    y: Sequence[str],
    color: Sequence[str],
    table: DataTable,
    placeholder: Placeholder,
) -> None:
    def refuse(key: str, message: str, hint: str) -> RefusedError:
        return RefusedError(error("placeholder-value", message, placeholder.place_of(key), hint))

    columns = known_names(table.columns, "columns")
    if kind not in _KINDS:
        message = f"a chart is a `line`, `bar` or `scatter` chart, not `{kind}`" if kind else "a chart needs a `kind`"
        raise refuse("kind", message, did_you_mean(kind, _KINDS) or _EXAMPLE)
    for key, names in (("x", x), ("y", y)):
        if not names:
            raise refuse(key, f"a chart needs a column for `{key}`", f"Add {key}=NAME. {columns}")
    for key, names in (("x", x), ("color", color)):
        if len(names) > 1:
            raise refuse(key, f"`{key}` must be one column", "Several columns stand in `y`, each a series.")
    if color and len(y) > 1:
        hint = "Either several columns in `y`, or one column `y` and one that names the series."
        raise refuse("color", "`color` goes with a single column `y`", hint)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table as a chart reads them; every method raises RefusedError for one that it cannot use."""

    table: DataTable
    placeholder: Placeholder

    def are_numbers(self, column: str) -> bool:
        """Tell whether nothing but numbers stands in a column."""
        return all(is_missing(cell) or self.table.number(cell) is not None for cell in self.table.column(column))

    def series(
        self, x: str, y: Sequence[str], color: str, *, is_numeric: bool, x_log: bool, y_log: bool
    ) -> list[Series]:
        """Return the series: a column each, or with `color` the rows that have the same in that column."""
        places = self._numbers(x, is_log=x_log) if is_numeric else list(self.table.column(x))
        points: dict[str, list[Point]] = {}
        for column in y:
            groups = self.table.column(color) if color else [column] * len(places)
            for place, value, group in zip(places, self._numbers(column, is_log=y_log), groups, strict=True):
                if place is not None and place != "":
                    points.setdefault(group, []).append((place, value))
        return [Series(name, tuple(pairs)) for name, pairs in points.items()]

    def _numbers(self, column: str, *, is_log: bool) -> list[float | None]:
        return [self._number(row, column, cell, is_log=is_log) for row, cell in enumerate(self.table.column(column))]

    def _number(self, row: int, column: str, cell: str, *, is_log: bool) -> float | None:
        if is_missing(cell):
            return None
        number = self.table.number(cell)
        if number is None:
            message = f"`{cell}` in the column `{column}` is not a number"
            hint = "Write digits such as 0.5 or 1e-3, without units; leave the cell empty where there is no value."
            raise bad_cell(self.table, row, column, message, hint, self.placeholder)
        if is_log and number <= 0:
            message = f"`{cell}` in the column `{column}` has no place on a logarithmic scale"
            raise bad_cell(
                self.table, row, column, message, "Leave the scale linear, or the cell empty.", self.placeholder
            )
        return number


def _check_series(kind: str, series: Sequence[Series], table: DataTable, placeholder: Placeholder) -> None:
    if not any(value is not None for each in series for _, value in each.points):
        message = f"no row of {table.path} has a value to show"
        raise RefusedError(
            error("data-value", message, placeholder.place_of("y"), "Choose other columns, or fill them.")
        )
    if len(series) > MOST_SERIES:
        key = "color" if "color" in placeholder.options else "y"
        message = f"{len(series)} series cannot be told apart from the back of a room; {MOST_SERIES} can"
        raise RefusedError(
            error("placeholder-value", message, placeholder.place_of(key), "Show fewer of them, or two charts.")
        )
    for each in series:
        names = [place for place, _ in each.points]
        if kind == "bar" and len(set(names)) < len(names):
            twice = next(name for index, name in enumerate(names) if name in names[:index])
            message = f"`{twice}` stands twice among the bars of `{each.name}`"
            hint = "Keep one row for each bar, or tell them apart with `color=` and a column."
            raise RefusedError(error("data-value", message, placeholder.place_of("x"), hint))


def _named(series: Sequence[Series], labels: Sequence[str], request: ChartRequest) -> tuple[Series, ...]:
    if not labels:
        return tuple(series)
    if len(labels) != len(series):
        names = ", ".join(each.name for each in series)
        request.wrong("labels", f"{len(series)} names with commas", f"The series are {names}.")
        return tuple(series)
    return tuple(Series(label, each.points) for label, each in zip(labels, series, strict=True))


def _what_it_shows(series: Iterable[Series], value: str) -> str:
    names = ", ".join(each.name for each in series)
    return f"{value} ({names})" if value else names


def _decimal_sign(language: str) -> str:
    """Return what parts whole numbers from decimals in `language`."""
    if language.startswith("en"):
        return "."
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(Locale.parse(language, sep="-"))
    except (ValueError, UnknownLocaleError):
        return "."


CHART = PlaceholderType("CHART", _render, ChartOptions, TABLE)
