"""Containers and growing content in the browser: side by side, one step after the other, and nothing moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from sites import MakeSite, Site
from watch import OpenTab, go

DECK = r"""# Growing

---

## Columns

:::: columns
::: column 40%
### Left
left
:::
::: column {#wide}
### Right

```python
answer = 42
```

:::: columns
::: column
inner
:::
::: column
outer
:::
::::
:::
::::

::: small
below
:::

---

## Cards

::: tiles
::: tile
### New
Text of a card

::: applications Used
here
:::
:::
::: tile
### Old

<div class="tile-description">Text of a card</div>
<div class="tile-applications"><div class="applications-label">Used</div>here</div>
:::
:::

---

## List

{.incremental}
- one
  - two
  - three
- four

after

---

## Pauses

first

. . .

second

- item

. . .

:::: columns
::: column
third
:::

. . .

::: column
fourth
:::
::: column
fifth
:::
::::

{.incremental}
1. sixth

---

## Formula

text

$$
\begin{aligned}
f(x) &= (x + 1)^2 \\
\step{1}{&= \frac{x^3 + 2x^2 + x}{x} \\
&= x^2 + 2x + 1} \\
\step{2}{g}(x) &= \step{3}{\sqrt{\left(x + 1\right)^4}}
\end{aligned}
$$

a line with $a \step{4}{+ \underbrace{b}_{c}} = d$ and more words

- an item with $\step{5}{y}$

---

## Overlay

covered

. . .

::: overlay 60%
over
:::
"""


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site({"decks/words.md": DECK})


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, open_tab: OpenTab, course: Site) -> Page:
    return go(open_tab(color_scheme=request.param, reduced_motion="reduce"), f"{course.http}words.html")


# The words that can be seen of the present slide, formulas letter by letter.
SEEN = "() => [...looks.texts(document.querySelector('.slides section.present'))].map(({words}) => words)"
# The boxes of all its elements, seen or not.
BOXES = """() => [...document.querySelectorAll('.slides section.present *')].map((element) => {
  const {left, top, width, height} = element.getBoundingClientRect();
  return [element.tagName, left, top, width, height].join(' ');
})"""


def open_slide(page: Page, name: str) -> None:
    page.evaluate("(name) => looks.open(name)", name)


def words_by_step(page: Page, name: str) -> list[list[str]]:
    """Return the words that come at each step of a slide, those that are there from the start first."""
    open_slide(page, name)
    page.evaluate("() => document.fonts.ready")  # those of formulas come when they are first on the stage
    steps, seen, boxes = [], list[str](), page.evaluate(BOXES)
    while True:
        now = page.evaluate(SEEN)
        assert page.evaluate(BOXES) == boxes
        steps.append([word for word in now if word not in seen])
        seen = now
        if not page.evaluate("Reveal.availableFragments().next"):
            return steps
        page.keyboard.press("ArrowRight")


def test_lists_grow_item_by_item(page: Page) -> None:
    """In the order of the slide, nested ones behind their parents; nothing moves."""
    assert words_by_step(page, "list") == [["List", "after"], ["one"], ["two"], ["three"], ["four"]]


def test_pauses_are_steps(page: Page) -> None:
    """What follows one comes together; an incremental list behind one has steps of its own."""
    assert words_by_step(page, "pauses") == [
        ["Pauses", "first"],
        ["second", "item"],
        ["third"],
        ["fourth", "fifth"],
        ["sixth"],
    ]


def test_formulas_grow_in_their_place(page: Page) -> None:
    """Rows of an aligned formula come by number, and neither they nor the text below move."""
    steps = words_by_step(page, "formula")
    assert len(steps) == 6
    assert "g" in steps[2]
    assert all(steps)
    alignment = page.evaluate(
        """() => [...document.querySelectorAll('.slides section.present .katex-display .mrel')]
          .map((sign) => Math.round(sign.getBoundingClientRect().left))"""
    )
    assert len(alignment) == 4
    assert len(set(alignment)) == 1


def test_columns_stand_side_by_side(page: Page) -> None:
    """Their tops are level, their gap is that of the grid, their widths as asked, and all is on the slide."""
    open_slide(page, "columns")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.slides section.present .column')].map((column) => {
          const {left, right, top} = column.getBoundingClientRect();
          return [left, right, top].map(Math.round);
        })"""
    )
    (left, left_end, top), (right, right_end, right_top), (inner, inner_end, _), (outer, outer_end, _) = boxes
    assert (left, right_end) == (120, 1800)
    assert (left_end - left, top) == (672, right_top)  # 40 % of 1680 px
    assert right - left_end == outer - inner_end == 40
    assert (inner, outer_end) == (right, right_end)
    assert inner_end - inner == pytest.approx(outer_end - outer, abs=1)


def test_cards_look_as_those_of_classes(page: Page) -> None:
    """Text, label and rule of a card stand where the classes of the old vocabulary put them."""
    open_slide(page, "cards")
    new, old = page.evaluate(
        """() => [...document.querySelectorAll('.slides section.present .tile')].map((tile) =>
          [...looks.texts(tile)].map(({element, boxes}) =>
            [getComputedStyle(element).fontSize, boxes[0].top, boxes[0].height]))"""
    )
    assert len(new) == 4
    assert new == old


def test_an_overlay_behind_a_pause(page: Page) -> None:
    """It covers the middle of the slide at its step, and what it covers steps back."""
    open_slide(page, "overlay")
    assert page.evaluate(SEEN) == ["Overlay", "covered"]
    page.keyboard.press("ArrowRight")
    box = page.locator("section.present .image-overlay").bounding_box()
    assert box
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((960, 540), abs=1)
    assert box["width"] == pytest.approx(0.6 * 1920, abs=1)
    page.wait_for_function("() => getComputedStyle(document.querySelector('section.present > p')).opacity === '0.3'")


@pytest.mark.parametrize("look", ["outOfCanvas", "overChrome", "faint"])
def test_everything_fits_and_can_be_read(page: Page, look: str) -> None:
    """With all steps shown, nothing leaves the slide and nothing is too faint."""
    assert page.evaluate("(look) => looks.onEachSlide(look)", look) == []


def test_print_shows_everything(open_tab: OpenTab, course: Site) -> None:
    """On paper all steps are there at once."""
    page = open_tab()
    page.goto(f"{course.http}words.html?view=print")
    page.wait_for_function("() => document.querySelectorAll('.pdf-page').length === 7")
    words = page.evaluate("() => [...looks.texts(document.querySelector('.slides'))].map(({words}) => words)")
    for word in ("three", "item", "third", "fifth", "sixth", "g", "over"):
        assert word in words
    assert page.locator(".pdf-page .fragment").count() > 12
    assert set(
        page.locator(".pdf-page .fragment").evaluate_all("all => all.map(one => getComputedStyle(one).opacity)")
    ) == {"1"}
