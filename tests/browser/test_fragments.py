"""Fragments: each class of the vocabulary at rest, at its step and after it; and the line steps of code."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect, Page
from sites import MakeSite, Site
from watch import OpenTab, go

DECK = """# Fragments

---

## Select

<p id="before" class="fragment custom select" data-fragment-index="0">one</p>
<p id="after" class="fragment custom select" data-fragment-index="1">two</p>
<div class="tiles-grid">
<div id="tile" class="tile fragment custom select" data-fragment-index="1"><h3>Tile</h3></div>
<div id="quiet" class="tile"><h3>Quiet</h3></div>
</div>

---

## Space

<p id="appear" class="fragment custom appear" data-fragment-index="0">appears</p>
<p id="vanish" class="fragment custom vanish" data-fragment-index="1">vanishes</p>
<p id="both" class="fragment custom appear-vanish" data-fragment-index="1">comes and goes</p>
<div id="flex" class="fragment custom appear-vanish flex" data-fragment-index="1"><span>a</span><span>b</span></div>
<p class="fragment" data-fragment-index="2">last</p>

---

## Table

<table>
<tr><td>first</td></tr>
<tr id="row" class="fragment appear-table"><td>second</td></tr>
<tr><td>third</td></tr>
</table>

---

## Colours

<p id="plain">plain</p>
<p id="c0" class="fragment custom color-0" data-fragment-index="0">0</p>
<p id="c1" class="fragment custom color-1" data-fragment-index="0">1</p>
<p id="c2" class="fragment custom color-2" data-fragment-index="0">2</p>
<p><span id="pen" class="fragment custom highlight" data-fragment-index="0">pen</span></p>
<table><tr id="marked" class="fragment custom highlight" data-fragment-index="0"><td id="cell">row</td></tr></table>
<p class="fragment" data-fragment-index="1">last</p>

---

## Reveal's own

- up <!-- .element: class="fragment fade-up" -->
- gone <!-- .element: class="fragment fade-out" -->

---

## Foot

First[^a] <span class="fragment fade-out">and[^c]</span>

. . .

Second[^b], and the first[^a]

[^a]: one

[^b]: two

[^c]: three

---

## Code

```python [1|2-3]
first = 1
second = 2
third = 3
```

```text [ln=10]
ten
eleven
```
"""


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site({"decks/words.md": DECK})


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, open_tab: OpenTab, course: Site) -> Page:
    return go(open_tab(color_scheme=request.param, reduced_motion="reduce"), f"{course.http}words.html")


def open_slide(page: Page, name: str) -> None:
    """Show the slide `name` before its first step."""
    page.evaluate("(name) => looks.open(name)", name)


def step(page: Page, count: int = 1) -> None:
    """Go `count` steps on, or back where it is negative."""
    for _ in range(abs(count)):
        page.keyboard.press("ArrowRight" if count > 0 else "ArrowLeft")


def styles(page: Page, *names: str) -> list[list[str]]:
    """Return all that can light an element up, for each of the elements with these ids."""
    return list(page.evaluate("(names) => looks.styles(names)", list(names)))


def box(page: Page, name: str) -> FloatRect | None:
    """Return the box of an element, or None where it takes no space."""
    found = page.locator(f"#{name}").bounding_box()
    return found if found and found["height"] else None


def test_select_is_lit_at_its_step_alone(page: Page) -> None:
    """`select` is lit while its step is the present one; before and after, forth and back, nothing of it is left."""
    open_slide(page, "select")
    rest = styles(page, "before", "after", "tile")
    step(page)
    one = styles(page, "before", "after", "tile")
    assert one[0] != rest[0]
    assert one[1:] == rest[1:]
    step(page)
    two = styles(page, "before", "after", "tile")
    assert two[0] == rest[0]
    assert two[1] == one[0]
    assert two[2] != rest[2]
    step(page, -1)
    assert styles(page, "before", "after", "tile") == one
    step(page, -1)
    assert styles(page, "before", "after", "tile") == rest


def test_footnotes_come_with_their_marks(page: Page) -> None:
    """One whose mark stands after a pause comes and goes with it; all others are there from the start."""
    open_slide(page, "foot")
    notes = page.locator("#foot .footnote-item")
    look = "notes => notes.map(note => [note.textContent.trim().split(' ')[0], getComputedStyle(note).visibility])"
    before = [["one", "visible"], ["three", "visible"], ["two", "hidden"]]
    assert notes.evaluate_all(look) == before
    step(page, 2)
    assert notes.evaluate_all(look) == [["one", "visible"], ["three", "visible"], ["two", "visible"]]
    step(page, -2)
    assert notes.evaluate_all(look) == before
    page.reload()
    page.wait_for_function("() => document.querySelector('.reveal.ready')")
    assert notes.evaluate_all(look) == before


def test_custom_fragments_are_there_from_the_start(page: Page) -> None:
    """`custom` takes a fragment out of Reveal's own hiding: the words stand there before their step."""
    open_slide(page, "select")
    for name in ("before", "after", "tile"):
        assert (
            page.locator(f"#{name}").evaluate(
                "node => getComputedStyle(node).opacity + getComputedStyle(node).visibility"
            )
            == "1visible"
        )


def test_appear_and_vanish_take_no_space_while_hidden(page: Page) -> None:
    """`appear`, `vanish` and `appear-vanish` take space while they are seen and none while they are not."""
    names = ("appear", "vanish", "both", "flex")
    open_slide(page, "space")
    assert [box(page, name) is not None for name in names] == [False, True, False, False]
    step(page)
    assert [box(page, name) is not None for name in names] == [True, True, False, False]
    step(page)
    assert [box(page, name) is not None for name in names] == [True, False, True, True]
    assert page.locator("#flex").evaluate("node => getComputedStyle(node).display") == "flex"
    assert page.locator("#both").evaluate("node => getComputedStyle(node).display") == "block"
    step(page)
    assert [box(page, name) is not None for name in names] == [True, False, False, False]
    step(page, -3)
    assert [box(page, name) is not None for name in names] == [False, True, False, False]


def test_what_is_shown_can_be_seen(page: Page) -> None:
    """A fragment that takes space is opaque and visible."""
    open_slide(page, "space")
    for names in (["vanish"], ["appear", "vanish"], ["appear", "both", "flex"]):
        for name in names:
            assert page.locator(f"#{name}").evaluate(
                "node => node.checkVisibility({opacityProperty: true, visibilityProperty: true})"
            )
        step(page)


def test_rows_keep_their_place(page: Page) -> None:
    """A row of class `appear-table` cannot be seen before its step, and the table does not grow with it."""
    open_slide(page, "table")
    before = box(page, "row")
    assert before is not None
    assert not page.locator("#row td").is_visible()
    step(page)
    assert page.locator("#row td").is_visible()
    assert box(page, "row") == before


def test_colours_come_and_stay(page: Page) -> None:
    """`color-0` to `color-2` and `highlight` rest before their step, differ from each other at it, and stay."""
    open_slide(page, "colours")
    plain, *rest = styles(page, "plain", "c0", "c1", "c2")
    assert rest == [plain] * 3
    quiet = styles(page, "pen", "cell")
    step(page)
    lit = [style[0] for style in styles(page, "plain", "c0", "c1", "c2")]
    assert len(set(lit)) == 4
    assert all(now != then for now, then in zip(styles(page, "pen", "cell"), quiet, strict=True))
    step(page)
    assert [style[0] for style in styles(page, "plain", "c0", "c1", "c2")] == lit
    step(page, -2)
    assert styles(page, "pen", "cell") == quiet


def test_reveals_own_fragments_work(page: Page) -> None:
    """Fragments of Reveal.js are hidden until their step, and fade out at theirs."""
    open_slide(page, "reveals-own")
    items = page.locator(".present li")
    opacity = "all => all.map(node => getComputedStyle(node).opacity)"
    assert items.evaluate_all(opacity) == ["0", "1"]
    step(page)
    assert items.evaluate_all(opacity) == ["1", "1"]
    step(page)
    assert items.evaluate_all(opacity) == ["1", "0"]


def test_code_goes_from_lines_to_lines(page: Page) -> None:
    """The first lines of a code block are lit from the start, the next ones at the next step, all in the same place."""
    open_slide(page, "code")
    seen = "looks.litCode()"
    lines = "all => all.map(line => JSON.stringify(line.getBoundingClientRect()))"
    assert page.evaluate(seen) == ["first = 1"]
    step(page)
    assert page.evaluate(seen) == ["second = 2", "third = 3"]
    first, second = (page.locator(f".present pre code.code{kind} .line") for kind in (":not(.fragment)", ".fragment"))
    assert first.nth(2).evaluate_all(lines) == second.nth(2).evaluate_all(lines)
    step(page, -1)
    assert page.evaluate(seen) == ["first = 1"]


def test_code_tells_the_numbers_of_its_lines(page: Page) -> None:
    """Numbers stand before the lines from the number given on, and are no part of the text."""
    open_slide(page, "code")
    numbered = page.locator(".present pre").nth(1).locator(".line")
    assert numbered.evaluate_all("all => all.map(line => getComputedStyle(line, '::before').content)") == [
        '"10"',
        '"11"',
    ]
    assert numbered.first.text_content() == "ten\n"
