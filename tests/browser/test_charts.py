"""Charts on the screen: large enough for the last row, readable in both themes, nothing on top of anything else."""

from __future__ import annotations

import math
import random
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sites import MakeSite, Site
from watch import OpenTab, go

SMALLEST = 26  # px of the canvas
SHAPE_CONTRAST, TEXT_CONTRAST = 3, 4.5  # WCAG 2.2, 1.4.11 and 1.4.3


def _sigmoid(t: float) -> float:
    return 1 / (1 + math.exp(-t))


def _flowers() -> str:
    chance = random.Random(3)
    kinds = (("setosa", 1.5, 0.3), ("versicolor", 4.3, 1.3), ("virginica", 5.6, 2.0))
    rows = [f"{chance.gauss(x, 0.3):.2f},{chance.gauss(y, 0.2):.2f},{kind}" for kind, x, y in kinds for _ in range(40)]
    return "\n".join(("length,width,species", *rows))


def _rows(head: str, *rows: tuple[object, ...]) -> str:
    return "\n".join((head, *(",".join(map(str, row)) for row in rows)))


DATA = {
    "activations": _rows(
        "t,sigmoid,tanh,relu", *((t / 10, _sigmoid(t / 10), math.tanh(t / 10), max(0, t / 10)) for t in range(-40, 41))
    ),
    "errors": _rows(
        "epoch,train,validation,test",
        *(
            (e, 0.9 * math.exp(-e / 12), 0.9 * math.exp(-e / 10) + 0.06, 0.9 * math.exp(-e / 10) + 0.07)
            for e in range(60)
        ),
    ),
    "accuracy": _rows(
        "task,baseline,ours,human", ("Speech", 71, 84, 92), ("Music", 64, 79, 88), ("Birds", -12, 40, 55)
    ),
    "models": _rows(
        "model,parameters",
        ("AlexNet (Krizhevsky et al. 2012)", 62),
        ("Very deep network VGG-16 (Simonyan & Zisserman 2014)", 138),
        ("Residual network ResNet-50", 26),
        ("Vision transformer ViT-B/16", 86),
    ),
    "two-lines": _rows("model,parameters", *((f"Convolutional network {number}", number) for number in range(1, 7))),
    "flowers": _flowers(),
    "scaling": _rows(
        "parameters,loss a,loss b", *((10**p, 7 * 10 ** (-0.07 * p), 10 ** (-p / 3)) for p in range(3, 10))
    ),
    "years": _rows("year,papers", *((year, (year - 1997) ** 3) for year in range(1998, 2027))),
    "bundle": _rows(
        "x,first,second,third,fourth,fifth,sixth", (0, 0, 0, 0, 0, 0, 0), (1, 9, 1, 1.01, 1.02, 1.03, 1.04)
    ),
    "bins": _rows("bin,n", *((number, number * (60 - number)) for number in range(60))),
    "many": _rows("who,n", *((f"The participant number {number}", number) for number in range(15))),
    "months": _rows(
        "month,hours", *((m, n) for n, m in enumerate(("January", "February", "March", "April", "May", "June", "July")))
    ),
}
CHARTS = {
    "activations": "activations kind=line x=t y=sigmoid,tanh,relu y-label=f(t)",
    "ranges": "activations kind=line x=t y=sigmoid,tanh,relu x-range=-2:2 y-range=-1:1.5 fragments=true",
    "small": "activations kind=line x=t y=sigmoid,tanh width=760 height=420",
    "errors": "errors kind=line x=epoch y=train,validation,test y-label=cross-entropy",
    "points": "errors kind=line x=epoch y=train,test y-scale=log points=true",
    "long names": 'errors kind=line x=epoch y=train,test labels="a very long name that has no room beside it,another"',
    "bars": 'accuracy kind=bar x=task y=baseline,ours,human y-label="accuracy in %"',
    "lying bars": "models kind=bar x=model y=parameters",
    "two lines": "two-lines kind=bar x=model y=parameters",
    "scatter": "flowers kind=scatter x=length y=width color=species",
    "scaling": "scaling kind=line x=parameters y=loss+a,loss+b x-scale=log",
    "both logarithmic": "scaling kind=line x=parameters y=loss+a,loss+b x-scale=log y-scale=log y-label=loss",
    "years": "years kind=line x=year y=papers",
    "bundle": "bundle kind=line x=x y=first,second,third,fourth,fifth,sixth",
    "six sets of bars": "bundle kind=bar x=x y=first,second,third,fourth,fifth,sixth legend=auto width=900",
    "many bins": "bins kind=bar x=bin y=n",
    "many names": "many kind=bar x=who y=n height=704",
    "months": "months kind=line x=month y=hours width=700",
}


def _placeholder(text: str) -> str:
    name, _, options = text.partition(" ")
    quoted = options.replace("y=loss+a,loss+b", 'y="loss a,loss b"')
    return f"<<CHART:data/{name}.csv {quoted}>>"


DECK = "\n\n---\n\n".join(("# Charts", *(f"## {name}\n\n{_placeholder(text)}" for name, text in CHARTS.items())))

# The chart of the slide in px of the canvas: its box, its texts, and the colours of what is drawn on which ground.
_MEASURE = """() => {
  const slide = Reveal.getCurrentSlide(), scale = Reveal.getScale();
  const svg = slide.querySelector(".chart > svg"), outer = svg.getBoundingClientRect();
  const box = (node) => {
    const {left, top, right, bottom} = node.getBoundingClientRect();
    return [left - outer.left, top - outer.top, right - outer.left, bottom - outer.top].map((each) => each / scale);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const size = (node) => parseFloat(getComputedStyle(node).fontSize);
  const texts = [...svg.querySelectorAll("text")];
  const shapes = [...svg.querySelectorAll(".series :is(path, line, rect)")].map((node) => getComputedStyle(node));
  return {
    size: [outer.width / scale, outer.height / scale],
    zoom: texts[0].getScreenCTM().a / scale,
    texts: texts.map((node) => ({
      text: node.textContent, box: box(node), sizes: [node, ...node.querySelectorAll("tspan")].map(size),
      color: getComputedStyle(node).fill, font: getComputedStyle(node).fontFamily,
    })),
    colors: [...new Set(shapes.map(({stroke, fill}) => stroke === "none" || stroke === ground ? fill : stroke))],
    ground,
  };
}"""


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    made = make_site({"decks/a.md": DECK, **{f"data/{name}.csv": text for name, text in DATA.items()}})
    assert made.findings == ()
    return made


@pytest.fixture(scope="module", params=["light", "dark"])
def charts(request: pytest.FixtureRequest, site: Site, browser: Browser) -> dict[str, Any]:
    """Give what is measured of each chart, in one theme."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    go(page, f"{site.http}a.html?theme={request.param}")
    measured = {name: measure(page, name) for name in CHARTS}
    page.close()
    return measured


def measure(page: Page, name: str) -> Any:
    """Return what is measured of the chart `name`."""
    page.evaluate(f"Reveal.slide({list(CHARTS).index(name) + 1})")
    return page.evaluate(_MEASURE)


def _luminance(color: str) -> float:
    red, green, blue = (int(part) / 255 for part in color[color.index("(") + 1 : -1].split(",")[:3])
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(color: str, ground: str) -> float:
    dark, bright = sorted((_luminance(color), _luminance(ground)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", CHARTS)
def test_reads_from_the_last_row(charts: dict[str, Any], name: str) -> None:
    """No letter is smaller than 26 px, all are in the font of the page and with contrast; so are lines and dots."""
    chart = charts[name]
    assert chart["texts"]
    for text in chart["texts"]:
        assert min(text["sizes"]) * chart["zoom"] >= SMALLEST, text
        assert text["font"].startswith("Lato"), text
        assert _contrast(text["color"], chart["ground"]) >= TEXT_CONTRAST, text
    for color in chart["colors"]:
        assert _contrast(color, chart["ground"]) >= SHAPE_CONTRAST, color


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_overlaps_and_nothing_is_cut(charts: dict[str, Any], name: str) -> None:
    """Numbers, titles and names keep apart from each other, and stay in the chart."""
    chart = charts[name]
    width, height = chart["size"]
    for text in chart["texts"]:
        left, top, right, bottom = text["box"]
        assert (left, top) >= (-1, -1), text
        assert right <= width + 1, text
        assert bottom <= height + 1, text
        assert top >= -8, text  # above capital letters a line of text is empty
    for one, other in combinations(chart["texts"], 2):
        (a, b, c, d), (e, f, g, h) = one["box"], other["box"]
        across, down = min(c, g) - max(a, e), min(d, h) - max(b, f)
        assert across <= 0 or down <= 4, (one, other)  # lines of text may touch where they have no letters


def test_colours_follow_the_theme(site: Site, open_tab: OpenTab) -> None:
    """One page, two palettes: every colour of a chart is another one."""
    page = go(open_tab(), f"{site.http}a.html?theme=light")
    light = measure(page, "activations")
    page.keyboard.press("t")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    dark = measure(page, "activations")
    assert len(light["colors"]) == len(dark["colors"]) == 3
    assert set(light["colors"]).isdisjoint(dark["colors"])
    assert light["ground"] != dark["ground"]


def test_series_come_one_by_one(site: Site, open_tab: OpenTab) -> None:
    """A line with its name at each step, and the axes stay where they are."""
    page = go(open_tab(), f"{site.http}a.html")
    boxes = measure(page, "ranges")["texts"]
    shown = []
    for _ in range(4):
        page.wait_for_function("() => !document.getAnimations().some((each) => each.playState === 'running')")
        shown.append(
            page.evaluate(
                "[...Reveal.getCurrentSlide().querySelectorAll('.series')]"
                ".map((node) => Number(getComputedStyle(node).opacity))"
            )
        )
        page.keyboard.press("ArrowRight")
    assert shown == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1]]
    assert measure(page, "ranges")["texts"] == boxes


_STATES = """() => [...document.querySelectorAll(".series.fragment")]
  .map((node) => [node.getAttribute("class"), Number(getComputedStyle(node).opacity)])"""


def test_all_series_are_in_the_print_view(site: Site, open_tab: OpenTab) -> None:
    """A chart has all its series there."""
    page = go(open_tab(), f"{site.http}a.html?view=print")
    page.wait_for_selector(f".pdf-page:nth-of-type({len(CHARTS) + 1})")
    page.emulate_media(media="print")
    assert [opacity for _, opacity in page.evaluate(_STATES)] == [1, 1, 1]


def test_all_series_are_on_paper(site: Site, open_tab: OpenTab) -> None:
    """The open deck prints all of them too, and then shows as many as before."""
    page = go(open_tab(), f"{site.http}a.html#/ranges/0")
    before = page.evaluate(_STATES)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("() => !document.getAnimations().some((each) => each.playState === 'running')")
    assert [opacity for _, opacity in page.evaluate(_STATES)] == [1, 1, 1]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    page.wait_for_function("() => !document.getAnimations().some((each) => each.playState === 'running')")
    assert page.evaluate(_STATES) == before
