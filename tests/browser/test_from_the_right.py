"""Slides and pages in a language that is written from the right, as a browser lays them out."""

from __future__ import annotations

import pytest
from sites import MakeSite, Site
from watch import OpenTab, go

DECK = """# מבוא

---

## רשימה

::: columns
::: column
- ראשון
:::
::: column
שני
:::
:::

```python
x = 1  # הערה
```

$$x + y$$

---

## זמן

<<TIMELINE:t>>
"""


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    events = "events:\n  - {year: 1950, name: א}\n  - {year: 2012, name: ב}\n"
    site = make_site({"slides.yaml": "language: he\n", "decks/a.md": DECK, "timelines/t.yaml": events})
    assert not site.findings
    return site


def test_slides_and_reading_pages_are_mirrored(open_tab: OpenTab, course: Site) -> None:
    """The first column and the first event stand on the right; formulas and code run from the left."""
    page = open_tab()
    for path in ("a.html#/1", "a.read.html"):
        if ".read" in path:
            page.goto(f"{course.http}{path}")
        else:
            page = go(page, f"{course.http}{path}")
        first, second = (page.locator(".column").nth(number).bounding_box() for number in (0, 1))
        assert first is not None
        assert second is not None
        assert first["x"] > second["x"] + second["width"] - 1
        directions = "node => getComputedStyle(node).direction"
        assert page.locator(".column li").evaluate(directions) == "rtl"
        assert page.locator("pre code").first.evaluate(directions) == "ltr"
        assert page.locator(".katex").first.evaluate(directions) == "ltr"
        assert page.locator(".katex-display > .katex").evaluate("node => getComputedStyle(node).textAlign") == "right"
        years = page.locator(".timeline-item").evaluate_all("nodes => nodes.map(node => node.offsetLeft)")
        assert years[0] > years[1]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    go(page, f"{course.http}a.html#/1").keyboard.press("ArrowLeft")
    assert page.evaluate("Reveal.getIndices().h") == 2
