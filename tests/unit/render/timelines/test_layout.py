"""Timelines as HTML: the markup that courses rely on, the fragments, and where things are drawn."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Event, Timeline, TimelineOptions
from dl4ad_slides.render.timelines.geometry import CROWDED, INSET, LEVELS, place_events
from dl4ad_slides.render.timelines.labels import SPANS, measure_label, spread_labels
from dl4ad_slides.render.timelines.layout import (
    container_style,
    css_year,
    lay_out,
    timeline_html,
    written_year,
)

ROOT = Path(__file__).parents[4]
PARTIALS = Environment(loader=FileSystemLoader(ROOT / "theme" / "partials"), autoescape=True, undefined=StrictUndefined)
DECK = Position("decks/a.md", 9, 3)


def render_view(name: str, view: object) -> str:
    return PARTIALS.get_template(f"{name}.html.j2").render({name: view})


Row = tuple[float, str] | tuple[float, str, str]


def timeline(*events: Row, title: str = "Title", description: str = "") -> Timeline:
    made = tuple(
        Event(year, name, Position("timelines/t.yaml", line, 5), *author)
        for line, (year, name, *author) in enumerate(events, 4)
    )
    return Timeline("t", title, description, made, Position("timelines/t.yaml"))


def keyed(year: float, name: str, key: str) -> Event:
    return Event(year, name, Position("timelines/t.yaml"), key=key)


CALCULUS = timeline(
    (1676, "Chain Rule", "Leibniz, G. W."),
    (1805, "Least Squares", "Legendre, A. M."),
    (1809, "Normal Equations", "Gauss, C. F."),
    (1847, "Gradient Descent"),
    title="Calculus & Linear Algebra",
    description="Basis <for> optimization",
)


def html(
    drawn: Timeline = CALCULUS,
    start: float | None = None,
    end: float | None = None,
    row: bool = False,
    variant: str = "",
    findings: list[Diagnostic] | None = None,
    **selections: str,
) -> str:
    styles = {name.replace("_", "-"): raw for name, raw in selections.items()}
    options = TimelineOptions(DECK, start, end, styles, variant, row)
    return timeline_html(lay_out(drawn, options, [] if findings is None else findings), render_view)


def tree(text: str) -> LexborNode:
    body = LexborHTMLParser(text).body
    assert body is not None
    return body


def found(text: str) -> list[tuple[str, str]]:
    return re.findall(r'class="([^"]*)" data-fragment-index="(\d+)"', text)


def test_writes_each_event_as_dot_item_and_connector_in_order_of_time() -> None:
    """The children of the container are dot, item and connector for each event, with the year as CSS number."""
    children = list(tree(html()).iter())
    assert [(node.attributes["class"], node.attributes["style"]) for node in children] == [
        (name, f"--year: {year};")
        for year in (1676, 1805, 1809, 1847)
        for name in ("timeline-dot", "timeline-item", "timeline-connector")
    ]


def test_writes_year_name_and_author_inside_the_item() -> None:
    """The label holds year, name and author; an event without an author has no such element."""
    items = tree(html()).css(".timeline-item > .timeline-content")
    assert [[node.attributes["class"] for node in item.iter()] for item in (items[0], items[3])] == [
        ["timeline-year", "timeline-name", "timeline-author"],
        ["timeline-year", "timeline-name"],
    ]
    assert [node.text() for node in items[0].iter()] == ["1676", "Chain Rule", "Leibniz, G. W."]


def test_draws_the_line_at_build_time() -> None:
    """Every connector holds a finished line from its dot to its label, hidden from screen readers."""
    connectors = tree(html()).css(".timeline-connector")
    assert all(node.css_first("svg[aria-hidden=true][viewbox='0 0 100 100'] > path[d^=M]") for node in connectors)


def test_a_row_has_title_text_and_range() -> None:
    """The whole row is container, intro and timeline, as an author would write it."""
    body = tree(html(row=True, variant="purple"))
    (container,) = body.iter()
    assert container.attributes["class"] == "timeline-container timeline-purple"
    intro, line = container.iter()
    assert [(node.attributes["class"], node.text()) for node in intro.iter()] == [
        ("timeline-title", "Calculus & Linear Algebra"),
        ("timeline-text", "Basis <for> optimization"),
    ]
    assert (intro.attributes["class"], line.attributes["class"]) == ("timeline-intro", "timeline")
    assert line.attributes["style"] == "--start-year: 1676; --end-year: 1847;"


def test_a_row_without_words_has_no_intro() -> None:
    """A timeline without title and description takes the whole width."""
    assert "timeline-intro" not in html(timeline((1, "A"), title=""), row=True)


def test_escapes_everything_that_authors_write() -> None:
    """No text of a YAML file or of a deck becomes markup."""
    evil = '"><script>&'
    event = Event(1, evil, DECK, evil, "https://x.y/?a&b\"'", "", evil)
    text = html(Timeline("t", evil, evil, (event,), DECK), row=True, **{evil: "1:0"})
    assert "<script>" not in text
    assert tree(text).css_first(".timeline-name > a").attributes["href"] == "https://x.y/?a&b\"'"
    assert tree(text).css_first(".timeline-content").attributes["title"] == evil


def test_has_no_blank_lines_and_begins_every_line_with_a_tag() -> None:
    """A blank line or an indented one would end the HTML block of Markdown."""
    event = Event(1, "A\n\nB", DECK, "", "", "", "x\n\ny")
    text = html(Timeline("t", "T\n\n    x", "", (event,), DECK), row=True, select="1:0")
    assert all(line and not line[0].isspace() for line in text.split("\n"))
    assert all(line.startswith("<") for line in html(row=True).split("\n"))


def test_chosen_events_become_fragments() -> None:
    """`select` makes fragments of dot and item; every other style of the year too."""
    assert found(html(select="1676:0", color_1="1847:2")) == [
        ("timeline-dot fragment custom select", "0"),
        ("timeline-item fragment custom select", "0"),
        ("timeline-dot fragment custom color-1", "2"),
        ("timeline-item fragment custom color-1", "2"),
        ("timeline-year fragment custom color-1", "2"),
    ]


def test_any_other_style_is_passed_on() -> None:
    """A theme may style a fragment of any name."""
    assert ("timeline-dot fragment custom sparkle", "3") in found(html(sparkle="1676:3"))


def test_two_styles_at_one_step_share_the_element() -> None:
    """The same event and index in two styles merge their classes; the year takes the colour only."""
    assert found(html(select="1676:1", color_0="1676:1")) == [
        ("timeline-dot fragment custom select color-0", "1"),
        ("timeline-item fragment custom select color-0", "1"),
        ("timeline-year fragment custom color-0", "1"),
    ]


def test_later_steps_of_an_event_become_marks_inside() -> None:
    """The first step is on the elements themselves, further ones are marks in them, and the contract stays whole."""
    text = html(color_1="1676:2", select="1676:0,1676:5")
    assert found(text) == [
        ("timeline-dot fragment custom select", "0"),
        ("timeline-mark fragment custom color-1", "2"),
        ("timeline-mark fragment custom select", "5"),
        ("timeline-item fragment custom select", "0"),
        ("timeline-mark fragment custom color-1", "2"),
        ("timeline-mark fragment custom select", "5"),
        ("timeline-year fragment custom color-1", "2"),
    ]
    assert tree(text).css_first(".timeline-item > .timeline-content > .timeline-year").text() == "1676"


def test_a_pair_given_twice_counts_once() -> None:
    """The same style and index for an event is one fragment."""
    assert len(found(html(select="1676:0,1676:0"))) == 2


def test_a_key_tells_events_of_one_year_apart() -> None:
    """Two events share a year; the key chooses one of them."""
    twins = Timeline("t", "", "", (keyed(1986, "A", "a"), keyed(1986, "B", "b")), DECK)
    findings: list[Diagnostic] = []
    dots = tree(html(twins, findings=findings, select="b:0")).css(".timeline-dot")
    assert ["fragment" in (dot.attributes["class"] or "") for dot in dots] == [False, True]
    assert findings == []


def reports(drawn: Timeline = CALCULUS, **options: object) -> list[str]:
    findings: list[Diagnostic] = []
    html(drawn, findings=findings, **options)  # type: ignore[arg-type] # the table below names what it gives
    return [str(finding) for finding in findings]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"select": "1806:0"}, "warning[timeline-unknown-year]", "The nearest years are 1805 and 1809."),
        ({"select": "1900:0"}, "warning[timeline-unknown-year]", "The nearest year is 1847."),
        ({"select": "gd:0"}, "warning[timeline-unknown-year]", "There are no keys yet."),
        ({"select": "1676"}, "error[timeline-selection]", "Write `1676:0`"),
        ({"start": 1847, "end": 1676}, "error[timeline-range]", "begin in 1847 and end in 1676"),
        ({"start": 1700, "end": 1700}, "error[timeline-range]", "begin in 1700 and end in 1700"),
        ({"start": 1900}, "error[timeline-range]", "begin in 1900 and end in 1847"),
        ({"start": 1700}, "warning[timeline-out-of-range]", "1676 `Chain Rule` lies outside 1700 to 1847"),
        ({"variant": "a b"}, "error[timeline-option]", "`a b` is not a word"),
    ],
)
def test_reports_options_that_do_not_fit(options: dict[str, object], code: str, words: str) -> None:
    """Each finding points to the placeholder and says what to do."""
    (report,) = reports(**options)
    assert report.startswith(f"decks/a.md:9:3: {code}: ")
    assert words in report


def test_an_unknown_key_brings_the_nearest_one() -> None:
    """A key with a typo gives the real key."""
    (report,) = reports(Timeline("t", "", "", (keyed(1, "A", "descent"),), DECK), select="decent:0")
    assert "Did you mean `descent`?" in report


def test_a_year_that_two_events_share_chooses_both_with_a_warning() -> None:
    """Nobody is left out silently, and the hint gives the keys to write."""
    twins = Timeline("t", "", "", (keyed(1986, "A", "a"), keyed(1986, "B", "b")), DECK)
    assert len(found(html(twins, select="1986:2"))) == 4
    (report,) = reports(twins, select="1986:2")
    assert "warning[timeline-ambiguous-year]" in report
    assert "`a:2` or `b:2`" in report


def test_findings_point_into_the_selection_where_its_place_is_known() -> None:
    """Line and column of the pair itself, also behind a line break."""
    findings: list[Diagnostic] = []
    options = TimelineOptions(DECK, selections={"select": "1676:0, 1806:0,\n 1807:0"})
    lay_out(CALCULUS, options, findings, {"select": Position("decks/a.md", 9, 40)})
    assert [(finding.position.line, finding.position.column) for finding in findings] == [(9, 48), (10, 2)]


def test_an_event_out_of_range_is_left_out_of_the_picture() -> None:
    """What does not fit on the axis is not drawn."""
    assert [node.text() for node in tree(html(start=1800, end=1809)).css(".timeline-year")] == ["1805", "1809"]


@pytest.mark.parametrize(
    ("drawn", "start", "end", "style"),
    [
        (timeline((2012, "A")), None, None, "--start-year: 2011; --end-year: 2013;"),
        (timeline((2012, "A")), 2012, None, "--start-year: 2012; --end-year: 2013;"),
        (timeline((2012, "A"), (2012, "B")), None, None, "--start-year: 2011; --end-year: 2013;"),
        (timeline(), None, None, "--start-year: -1; --end-year: 1;"),
        (timeline(), 1900, None, "--start-year: 1900; --end-year: 1901;"),
        (timeline((1969.5, "A"), (1970, "B")), -350, None, "--start-year: -350; --end-year: 1970;"),
        (timeline((1, "A"), (2, "B")), 5, 4, "--start-year: 1; --end-year: 2;"),
    ],
)
def test_there_is_always_a_range(drawn: Timeline, start: float | None, end: float | None, style: str) -> None:
    """One event, one year, no event, a broken range: the axis has a start before its end."""
    assert container_style(lay_out(drawn, TimelineOptions(DECK, start, end), [])) == style


@pytest.mark.parametrize(
    ("year", "css", "written"),
    [
        (1847, "1847", "1847"),
        (-350, "-350", "350 BC"),
        (1969.5, "1969.5", "1969.5"),
        (1969.0, "1969", "1969"),
        (-0.0, "0", "0"),
        (0.00001, "0.00001", "0.00001"),
    ],
)
def test_writes_years_for_css_and_for_people(year: float, css: str, written: str) -> None:
    """Whole years have no decimals, and years before the common era no minus sign."""
    assert (css_year(year), written_year(year)) == (css, written)


def test_crowded_dots_are_lifted_and_lonely_ones_are_not() -> None:
    """Dots nearer than they are wide stand on different levels, at their true place on the axis."""
    places = place_events([1676, 1805, 1809, 1947, 1948], 1676, 1951)
    assert [place.level for place in places] == [0, 0, 1, 0, 1]
    assert places[1].x == pytest.approx(INSET + (100 - 2 * INSET) * 129 / 275)


def test_labels_are_spread_evenly_while_words_fit() -> None:
    """Short words: every label has the same width."""
    assert [place.label for place in place_events([1, 2, 9, 10], 1, 10)] == [12.5, 37.5, 62.5, 87.5]
    assert len(set(spread_labels([measure_label("Perceptron", "Rosenblatt, F.")] * 8) or ())) == 1


def test_a_long_word_gets_the_room_it_needs() -> None:
    """One long word among short ones widens its own label and keeps all in one row."""
    labels = [measure_label("Backpropagation" if index == 3 else "LSTM", "") for index in range(9)]
    spans = spread_labels(labels)
    assert spans is not None
    assert spans[3] == max(spans) > min(spans)
    assert 1344 * spans[3] / sum(spans) >= labels[3].widest


def test_too_many_words_stand_in_two_rows() -> None:
    """Thirteen labels do not fit beside each other: they stand by turns above and below."""
    events = [(1900 + 5 * index, "Recurrent Networks", "Schmidhuber") for index in range(13)]
    nodes = tree(html(timeline(*events))).css(".timeline-item, .timeline-connector")
    low = ["low" in (node.attributes["class"] or "") for node in nodes]
    assert low == [False, False, True, True] * 6 + [False, False]


def test_no_label_is_wider_than_the_style_sheet_knows() -> None:
    """Spare columns go round evenly, up to the widest label that the grid of timeline.css has."""
    labels = [measure_label("", "")] * 6 + [measure_label("WWWWWW W", "W WWWWWW W")]
    spans = spread_labels(labels)
    assert spans is not None
    assert all(span in SPANS for span in spans)


def test_more_dots_in_a_place_than_there_are_levels_take_turns() -> None:
    """Nine events in one year: neighbours still stand on different levels."""
    levels = [place.level for place in place_events([1] * 9, 0, 2)]
    assert levels == [0, 1, 2, 3, 4, 5, 0, 1, 2]


years = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.integers(1990, 2000),
)
words = st.text(st.sampled_from("ab Wi&-é中"), max_size=40)


@given(st.lists(st.tuples(years, words, words), min_size=1, max_size=25))
def test_dots_and_labels_keep_the_order_of_time(events: list[tuple[float, str, str]]) -> None:
    """Dots lie in order within the axis, labels in order within the row, so no two lines can cross."""
    events.sort(key=lambda event: event[0])
    start, end = events[0][0], events[-1][0]
    if not start < end:
        start, end = start - 1, end + 1
    labels = [measure_label(name, author) for _, name, author in events]
    places = place_events([year for year, _, _ in events], start, end, labels)
    for middle in ([place.x for place in places], [place.label for place in places]):
        assert middle == sorted(middle)
        assert all(0 <= x <= 100 for x in middle)
    assert all(place.span in SPANS and 0 <= place.level < LEVELS for place in places)
    for first, second in pairwise(places):
        assert first.level != second.level or second.x - first.x >= CROWDED


@settings(deadline=None)
@given(
    st.lists(st.tuples(years, words, words), max_size=8),
    st.one_of(st.none(), years),
    st.one_of(st.none(), years),
    st.dictionaries(st.sampled_from(["select", "color-0", "x y"]), st.text("0123456789:,-. ak\n", max_size=30)),
)
def test_never_raises(
    events: list[tuple[float, str, str]], start: float | None, end: float | None, selections: dict[str, str]
) -> None:
    """Whatever the options, a picture comes out, with as many items as dots and lines."""
    options = TimelineOptions(DECK, start, end, selections, row=True)
    drawn = timeline(*sorted(events, key=lambda event: event[0]))
    body = tree(timeline_html(lay_out(drawn, options, []), render_view))
    counts = {len(body.css(f".timeline-{part}")) for part in ("dot", "item", "connector", "year")}
    assert len(counts) == 1


def labelled(year: float, label: str, name: str = "A") -> Event:
    return Event(year, name, Position("timelines/t.yaml"), label=label)


def test_a_label_stands_in_the_place_of_the_year() -> None:
    """The event stands at its year all the same, and is chosen by that."""
    made = Timeline("t", "", "", (labelled(2019, ""), labelled(2019.1, "2019")), Position("timelines/t.yaml"))
    findings: list[Diagnostic] = []
    view = lay_out(made, TimelineOptions(DECK, selections={"color-1": "2019.1:0"}), findings)
    assert [(event.number, event.year) for event in view.events] == [("2019", "2019"), ("2019.1", "2019")]
    second = tree(timeline_html(view, render_view)).css(".timeline-item")[1]
    when = second.css_first(".timeline-year.timeline-label.fragment")
    assert when is not None
    assert when.text() == "2019"
    assert findings == []


def test_a_choice_by_a_label_names_the_year() -> None:
    """What people read is not what they choose by, where no event has that year."""
    made = Timeline("t", "", "", (labelled(2019.1, "2019"), labelled(2020, "")), Position("timelines/t.yaml"))
    findings: list[Diagnostic] = []
    lay_out(made, TimelineOptions(DECK, selections={"select": "2019:0"}), findings)
    assert [finding.hint for finding in findings] == ["The event labelled `2019` stands in 2019.1."]


def test_labels_get_the_room_of_their_words() -> None:
    """A long word in the place of the year widens its column; several words take lines."""
    assert measure_label("A", "").widest == measure_label("A", "", "12").widest
    wide = measure_label("A", "", "Jahrhundertwende")
    assert wide.widest > 1.5 * measure_label("A", "").widest
    others = [measure_label("A", "")] * 11
    assert spread_labels([*others, wide]) != spread_labels([*others, measure_label("A", "")])
    assert measure_label("A", "", "in the late fifties").lines(100) > measure_label("A", "").lines(100)
