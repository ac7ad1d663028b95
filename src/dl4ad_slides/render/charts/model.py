"""What a chart shows, before anything is said of how it looks."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float | str, float | None]  # a category where x is one; None where a row has no value


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one line, of one set of bars or dots, in the order of the file."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `width` and `height` are px of the canvas; x is made of numbers or else of categories.

    `legend` says whether the names of the series are shown.
    """

    kind: str
    width: int
    height: int
    x_title: str
    y_title: str
    is_numeric: bool
    x_log: bool
    y_log: bool
    x_range: tuple[float, float] | None
    y_range: tuple[float, float] | None
    series: tuple[Series, ...]
    points: bool
    legend: bool
    fragments: bool
    alt: str

    @property
    def categories(self) -> list[str]:
        """Return the categories in the order of the file."""
        return list(dict.fromkeys(str(place) for each in self.series for place, _ in each.points))

    @property
    def xs(self) -> list[float]:
        """Return all numbers of the x axis."""
        return [place for each in self.series for place, _ in each.points if isinstance(place, float)]

    @property
    def ys(self) -> list[float]:
        """Return all values."""
        return [value for each in self.series for _, value in each.points if value is not None]
