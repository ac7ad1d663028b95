"""Charts: which series an author asks for, how they are drawn, and what is said where that cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from conftest import MakeCourse
from dl4ad_slides.load.tables import TABLE
from dl4ad_slides.load.theme import VEGA_JS
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.render.charts.model import Chart, Series
from dl4ad_slides.render.charts.placeholder import MOST_SERIES
from dl4ad_slides.render.charts.spec import chart_spec
from dl4ad_slides.render.engines.vega import CHART_ID, DrawError, Vega, clean_svg
from helpers import Course, Outcome, read_file

WIDE = "t,a,b\n-1,0.5,2\n0,,3\n1,-1.5,4\n"
LONG = "t,v,who\n1,2,Ann\n2,3,Bo\n2,4,Ann\n"


@pytest.fixture(scope="module")
def vega() -> Vega:
    return Vega(VEGA_JS)


def built(course: MakeCourse, data: str, *placeholders: str, language: str = "en") -> tuple[Course, Outcome]:
    slides = "\n\n---\n\n".join(placeholders)
    made = course({"decks/a.md": f"---\nlanguage: {language}\n---\n{slides}\n", "data/x.csv": data})
    return made, made.build()


def drawn(course: MakeCourse, data: str, options: str, language: str = "en") -> LexborNode:
    """Return the figure of the chart with these options; nothing may be found wrong with it."""
    made, outcome = built(course, data, f"<<CHART:data/x.csv {options}>>", language=language)
    assert outcome.findings == []
    (figure,) = made.slides("a.html")[0].css("figure.chart")
    return figure


def texts(node: LexborNode) -> list[str]:
    return [text.text() for text in node.css("text")]


def starts(node: LexborNode) -> set[str]:
    """Return where bars begin from left to right."""
    return {(bar.attributes["d"] or "").split(",")[0] for bar in node.css(".series path")}


def chart(series: Mapping[str, list[tuple[float | str, float | None]]], **given: object) -> Chart:
    values: dict[str, object] = {
        **{"kind": "line", "width": 1400, "height": 620, "x_title": "", "y_title": "", "is_numeric": True},
        **{"x_log": False, "y_log": False, "x_range": None, "y_range": None, "points": False, "legend": True},
        **{"fragments": False, "alt": ""},
    }
    named = tuple(Series(name, tuple(points)) for name, points in series.items())
    return Chart(series=named, **{**values, **given})  # type: ignore[arg-type]


def test_columns_become_series(course: MakeCourse) -> None:
    """Each column of `y` is a line with its name, and an empty cell a gap in it."""
    figure = drawn(course, WIDE, 'kind=line x=t y="a,b"')
    first, second = figure.css(".series")
    assert (texts(first), texts(second)) == (["a"], ["b"])
    (gap,) = (path for path in first.css("path") if path.attributes.get("stroke-width") == "5")
    assert (gap.attributes["d"] or "").count("M") == 2
    assert first.css("path[fill='var(--teal)']"), "a point without neighbours is a dot"


def test_rows_become_series(course: MakeCourse) -> None:
    """With `color` there is a series for each value of that column, in the order of the file."""
    figure = drawn(course, LONG, "kind=scatter x=t y=v color=who")
    assert [texts(series) for series in figure.css(".series")] == [["Ann"], ["Bo"]]
    assert [len(series.css("path")) - 1 for series in figure.css(".series")] == [2, 1]  # one stands in the legend


def test_labels_name_the_series(course: MakeCourse) -> None:
    """In the order of the columns."""
    figure = drawn(course, WIDE, 'kind=line x=t y="a,b" labels="Ünder & over,<b>"')
    assert [texts(series) for series in figure.css(".series")] == [["Ünder & over"], ["<b>"]]
    assert not figure.css("b")


def test_no_legend(course: MakeCourse) -> None:
    """`legend=none`, and a single series, show no names."""
    assert texts(drawn(course, WIDE, 'kind=line x=t y="a,b" legend=none').css_first(".series")) == []
    assert texts(drawn(course, WIDE, "kind=line x=t y=a").css_first(".series")) == []


def test_titles_of_axes(course: MakeCourse) -> None:
    """They are the names of the columns, or what the author says, or nothing."""
    assert {"t", "a"} <= set(texts(drawn(course, WIDE, "kind=line x=t y=a")))
    named = texts(drawn(course, WIDE, 'kind=line x=t y=a x-label="time in s" y-label=""'))
    assert "time in s" in named
    assert not {"t", "a"} & set(named)


@pytest.mark.parametrize(
    ("language", "minus", "described"),
    [("en", "−1.0", "Line chart of a, b over t"), ("de-AT", "−1,0", "Liniendiagramm: a, b über t")],
)
def test_speaks_the_language_of_the_deck(course: MakeCourse, language: str, minus: str, described: str) -> None:
    """Decimals, a real minus, and a description for those who cannot see it."""
    figure = drawn(course, WIDE, 'kind=line x=t y="a,b" y-range="-1:1"', language)
    assert minus in texts(figure)
    svg = figure.css_first("svg")
    assert (svg.attributes["role"], svg.attributes["aria-label"]) == ("img", described)


def test_caption_and_alternative(course: MakeCourse) -> None:
    """The caption stands below and may hold a formula; `alt` describes the chart, else the caption does."""
    figure = drawn(course, WIDE, 'kind=line x=t y=a caption="Of $t^2$ & more" alt="Two lines"')
    assert figure.css_first("figcaption .katex")
    assert (figure.css_first("figcaption").text() or "").endswith("& more")
    assert figure.css_first("svg").attributes["aria-label"] == "Two lines"
    figure = drawn(course, WIDE, 'kind=line x=t y=a caption="Both"')
    assert figure.css_first("svg").attributes["aria-label"] == "Both"


def test_size(course: MakeCourse) -> None:
    """Px of the canvas, 1400 × 620 where nothing is said."""
    sizes = [
        [drawn(course, WIDE, f"kind=line x=t y=a {options}").css_first("svg").attributes[name] for name in names]
        for options, names in (("", ["width", "height"]), ("width=700 height=400", ["width", "height", "viewBox"]))
    ]
    assert sizes == [["1400", "620"], ["700", "400", "0 0 700 400"]]


def test_fragments(course: MakeCourse) -> None:
    """Each series with its name is a fragment, and nothing else is."""
    figure = drawn(course, WIDE, 'kind=bar x=t y="a,b" fragments=true')
    assert [texts(series) for series in figure.css(".fragment")] == [["a"], ["b"]]
    assert len(figure.css(".series")) == 2


def test_ids_are_unique(course: MakeCourse) -> None:
    """What is cut at a range has an id, and no two on a page are the same."""
    cut = '<<CHART:data/x.csv kind=line x=t y="a,b" y-range="0:1">>'
    made, _ = built(course, WIDE, f"{cut}\n\n{cut}", cut)
    page = LexborHTMLParser(made.page("a.html"))
    ids = [node.attributes["id"] for node in page.css("clipPath")]
    assert len(set(ids)) == len(ids) == 6
    used = re.findall(r"url\(#([^)]+)\)", made.page("a.html"))
    assert sorted(used) == sorted(filter(None, ids))


def test_nothing_leaks_into_the_page(course: MakeCourse) -> None:
    """No style sheet, no script, no font and no role of Vega's."""
    html = drawn(course, WIDE, 'kind=line x=t y="a,b" points=true').html or ""
    assert not re.search(r"<style|<script|font-family|mark-|xmlns|graphics|\son\w+=", html)


def test_categories_keep_their_order(course: MakeCourse) -> None:
    """Bars stand as the file has them; names too long to stand below are beside bars that lie."""
    names = ["Zebra", "Ant", "Mouse"]
    data = "who,n\n" + "".join(f"{name},{index}\n" for index, name in enumerate(names))
    assert [text for text in texts(drawn(course, data, "kind=bar x=who y=n")) if text in names] == names
    long = data.replace("Ant", "Anthropomorphological-Anteater-Association (North)")
    assert len(starts(drawn(course, data, "kind=bar x=who y=n width=600"))) == len(names)
    assert starts(drawn(course, long, "kind=bar x=who y=n width=600")) == {"M0"}


def test_bars_of_numbers_stand(course: MakeCourse) -> None:
    """However many there are: some of their numbers are left out."""
    figure = drawn(
        course, "bin,n\n" + "".join(f"{bin},{bin * (60 - bin)}\n" for bin in range(60)), "kind=bar x=bin y=n"
    )
    assert len(starts(figure)) == 60
    assert 10 <= len([text for text in texts(figure) if re.fullmatch(r"[1-5]?\d", text)]) <= 30


@pytest.mark.parametrize(("count", "hint"), [(15, "Write height=704."), (60, "Show fewer bars.")])
def test_bars_that_find_no_room(course: MakeCourse, count: int, hint: str) -> None:
    """Names are not dropped in silence."""
    data = "who,n\n" + "".join(f"The participant number {index},{index}\n" for index in range(count))
    _, outcome = built(course, data, "<<CHART:data/x.csv kind=bar x=who y=n>>")
    assert outcome.findings[0].startswith("decks/a.md:4:29: warning[placeholder-value]: ")
    assert hint in outcome.stderr


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 1000], ["1", "10", "100", "1000"]),
        ([0.02, 0.4], ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]),
        ([2e6, 4e6], ["106", "2·106", "5·106", "107"]),
        ([1e-5, 1], ["10−5", "10−4", "10−3", "10−2", "10−1", "100"]),
    ],
)
def test_logarithmic_scale(vega: Vega, values: list[float], labels: list[str]) -> None:
    """Powers of ten, with steps between where there are few, and written as powers where they are far."""
    spec = chart_spec(chart({"a": [(7_000.0 + index, value) for index, value in enumerate(values)]}, y_log=True))
    shown = texts(LexborHTMLParser(vega.draw(spec)).css_first("svg"))
    assert [label for label in shown if label in labels] == labels


def test_thousands_are_grouped_and_years_are_not(vega: Vega) -> None:
    """From five digits on."""
    spec = chart_spec(chart({"a": [(1990.0, 0.0), (2020.0, 40000.0)]}))
    shown = texts(LexborHTMLParser(vega.draw(spec)).css_first("svg"))
    assert {"2000", "2020", "40\N{NARROW NO-BREAK SPACE}000"} <= set(shown)


def test_names_keep_their_distance(vega: Vega) -> None:
    """Names at the ends of lines are moved apart, as little as that takes, and none leaves the chart."""
    ends = {"a": 0.0, "b": 0.0, "c": 0.01, "d": 9.0}
    svg = vega.draw(chart_spec(chart({name: [(0.0, 0.0), (1.0, end)] for name, end in ends.items()})))
    names = {text.text(): text for text in LexborHTMLParser(svg).css(".series text")}
    heights = [
        float(re.findall(r"[-\d.]+", names[name].attributes["transform"] or "")[1]) for name in ("d", "c", "b", "a")
    ]
    assert heights[0] == min(heights)
    assert min(lower - upper for upper, lower in pairwise(sorted(heights))) >= 39.8
    assert 0 <= min(heights) <= max(heights) <= 620


def test_what_leads_to_a_name_ends_before_it(vega: Vega) -> None:
    """From a line that ends inside the chart, as lines over categories do, whether names were moved apart or not."""
    for far in (9.0, 0.0):
        lines: dict[str, list[tuple[float | str, float | None]]] = {
            "a": [("x", 0.0), ("y", 0.0)],
            "b": [("x", 0.0), ("y", far)],
        }
        svg = vega.draw(chart_spec(chart(lines, is_numeric=False, y_range=(0.0, 10.0))))
        for series in LexborHTMLParser(svg).css(".series"):
            leader, name = series.css_first("line"), series.css_first("text")
            start = float(re.findall(r"[-\d.]+", leader.attributes["transform"] or "")[0])
            end = start + float(leader.attributes["x2"] or "")
            assert end + 8 <= float(re.findall(r"[-\d.]+", name.attributes["transform"] or "")[0])


def test_a_chart_is_drawn_once(vega: Vega) -> None:
    """The same specification gives the very same drawing; a broken one says so, and leaves the engine whole."""
    spec = chart_spec(chart({"a": [(0.0, 0.0), (1.0, 1.0)]}))
    assert vega.draw(spec) is vega.draw(dict(spec))
    cut = chart_spec(chart({"a": [(0.0, 0.0), (1.0, 1.0)]}, y_range=(0.0, 0.5)))
    assert vega.draw(cut) == Vega(VEGA_JS).draw(cut) != vega.draw(spec), "whatever was drawn before"
    with pytest.raises(DrawError, match=r"^Undefined data set name"):
        vega.draw({**spec, "marks": [{"type": "rule", "from": {"data": "nope"}}]})
    assert vega.draw(chart_spec(chart({"b": [(0.0, 0.0), (1.0, 2.0)]}))).startswith("<svg ")


def test_cleaning() -> None:
    """Short numbers, own ids, no empty groups; text stays as it is."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8" viewBox="0 0 9 8">'
        '<g class="mark-group role-scope" transform="translate(0,0)"><g class="mark-rule"></g>'
        '<g class="mark-group role-mark series-fragment-3" aria-hidden="true" clip-path="url(#clip0)">'
        '<text opacity="1" font-family="x">0.12345 &lt; 10^−5</text>'
        '<line x2="1.23456" opacity="0"/><line x2="1.23456" y2="-0.04"/></g></g></svg>'
    )
    assert clean_svg(svg) == (
        f'<svg width="9" height="8" viewBox="0 0 9 8"><g clip-path="url(#{CHART_ID}-0)" class="series fragment">'
        '<text>0.12345 &lt; 10<tspan dy="-0.4em" font-size="26px">−5</tspan></text>'
        '<line x2="1.2" y2="-0"></line></g></svg>'
    )


@pytest.mark.parametrize(
    ("options", "code", "place", "message"),
    [
        ('x=t y="a"', "placeholder-value", "a.md:4:1", "a chart needs a `kind`"),
        (
            "kind=pie x=t y=a",
            "placeholder-value",
            "a.md:4:20",
            "a chart is a `line`, `bar` or `scatter` chart, not `pie`",
        ),
        ("kind=line y=a", "placeholder-value", "a.md:4:1", "needs a column for `x`"),
        ("kind=line x=t", "placeholder-value", "a.md:4:1", "needs a column for `y`"),
        ("kind=line x=t y=c", "data-column", "a.md:4:34", "data/x.csv has no column `c`"),
        ('kind=line x="t,a" y=b', "placeholder-value", "a.md:4:30", "`x` must be one column"),
        ('kind=bar x=t y="a,b" color=t', "placeholder-value", "a.md:4:41", "a single column `y`"),
        ('kind=line x=t y="a,b" y-scale=log', "data-value", "data/x.csv:4:3", "`-1.5` in the column `a` has no place"),
    ],
)
def test_what_cannot_be_a_chart(course: MakeCourse, options: str, code: str, place: str, message: str) -> None:
    """The finding stands at the option or the cell, and a box on the slide."""
    made, outcome = built(course, WIDE, f"<<CHART:data/x.csv {options}>>")
    first = outcome.findings[0]
    assert first.removeprefix("decks/").startswith(f"{place}: error[{code}]: ")
    assert message in first
    (slide,) = made.slides("a.html")
    assert code in (slide.css_first(".slide-error").text() or "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ('x-range="4:-4"', "`x-range` must be two numbers, the smaller one first, not `4:-4`"),
        ("y-range=1", "`y-range` must be two numbers"),
        ("y-scale=log y-range=0:1", "`y-range` must be above zero on a logarithmic scale"),
        ("width=5000", "`width` must be a whole number from 300 to 1800, not `5000`"),
        ('labels="one"', "`labels` must be 2 names with commas, not `one`"),
        ("colour=a", "`CHART` has no option `colour`"),
        ("legend=left", "`legend` must be one of `auto`, `none`, not `left`"),
    ],
)
def test_wrong_options_count_as_not_given(course: MakeCourse, options: str, message: str) -> None:
    """One finding, and the chart is drawn."""
    made, outcome = built(course, "t,a,b\n1,2,3\n2,3,4\n", f'<<CHART:data/x.csv kind=line x=t y="a,b" {options}>>')
    assert len(outcome.findings) == 1
    assert message in outcome.findings[0]
    assert made.slides("a.html")[0].css("figure.chart")


def test_text_where_a_number_must_stand(course: MakeCourse) -> None:
    """The finding is in the data file, and names the line of the deck, wherever its slide begins."""
    _, outcome = built(course, "t,a\n1,2\n2,two\n", "# First\n", "# Second\n\n<<CHART:data/x.csv kind=line x=t y=a>>")
    assert outcome.stderr.startswith("data/x.csv:3:3: error[data-value]: `two` in the column `a` is not a number\n")
    assert "note: included from decks/a.md:11:1\n" in outcome.stderr


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        ("t,a\n1,2\n1,3\n", "kind=bar x=t y=a", "`1` stands twice among the bars of `a`"),
        ("t,a\n1,\n2,NA\n", "kind=line x=t y=a", "no row of data/x.csv has a value to show"),
        ("t,a,s\n" + "".join(f"1,2,{n}\n" for n in range(MOST_SERIES + 1)), "kind=scatter x=t y=a color=s", "7 series"),
    ],
)
def test_what_no_chart_can_show(course: MakeCourse, data: str, options: str, message: str) -> None:
    """Bars on top of each other, nothing at all, and more series than colours."""
    _, outcome = built(course, data, f"<<CHART:data/x.csv {options}>>")
    assert message in outcome.findings[0]


def test_a_missing_file(course: MakeCourse) -> None:
    """The hint names the nearest file that is there."""
    _, outcome = built(course, WIDE, "<<CHART:data/y.csv kind=line x=t y=a>>")
    assert "error[data-not-found]: there is no file `data/y.csv`\n  hint: Did you mean `data/x.csv`?" in outcome.stderr


def test_vega_stays_at_home(course: MakeCourse) -> None:
    """The site of a course with charts holds nothing of what drew them."""
    made, _ = built(course, WIDE, "<<CHART:data/x.csv kind=line x=t y=a>>")
    site = made.root / "build"
    assert not [path for path in site.rglob("*") if "vega" in path.relative_to(site).as_posix()]


def test_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    """What a spreadsheet exports in Germany is read as numbers."""
    (tmp_path / "x.csv").write_text("t;a\n0,5;1,5\n1,5;2,5\n")
    findings: list[Diagnostic] = []
    table = read_file(tmp_path, "x.csv", TABLE, findings)
    assert table is not None
    assert [table.number(cell) for cell in table.column("a")] == [1.5, 2.5]
