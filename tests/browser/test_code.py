"""Long code: on the screen the lit lines of each step are in view, and on paper all lines are."""

from __future__ import annotations

from pathlib import Path

import pytest
from live_pages import MakeLive, Open, course, shows
from playwright.sync_api import Frame, Page, expect
from sites import MakeSite, Site
from watch import OpenTab, go

from dl4ad_slides.render.slide.long_code import MOST_LINES


def lines(count: int, say: str = "value") -> str:
    return "".join(f"{say}_{number} = compute({number})\n" for number in range(1, count + 1))


LONG = f"""## Long

```python [1-3|40-42|20|1-43]
{lines(43)}```

- afterwards {{.fragment}}

Note:
Said.
"""
DECK = f"""# Code

---

{LONG}

---

## Last

--

## Most

```python [ln=1]
{lines(MOST_LINES)}```

---

## More

```python [ln=1]
{lines(MOST_LINES + 1)}```

---

## Appears

::: appear
```python [40-41]
{lines(43)}```
:::

---

## Wide

```python
{" + ".join(f"a_rather_long_name_{number}" for number in range(12))}
```
"""

# The numbers of the lit lines of the block that is seen, and of its first and last line that are seen whole.
IN_VIEW = """() => {
  const block = [...Reveal.getCurrentSlide().querySelectorAll("code.code:not(.fragment:not(.visible))")].at(-1);
  const { top, bottom } = block.getBoundingClientRect();
  const lines = [...block.querySelectorAll(".line")].map((line) => ({ line, box: line.getBoundingClientRect() }));
  const seen = lines.filter(({ box }) => box.top > top - 1 && box.bottom < bottom + 1);
  const lit = lines.filter(({ line }) => line.matches(".lit"));
  const number = ({ line }) => Number(line.dataset.line);
  return [number(lit[0]), number(lit.at(-1)), number(seen[0]), number(seen.at(-1))];
}"""
# Those of the blocks of code on paper whose lines are not all on the slide; whoever prints sees the page as it will be.
CUT = """() => [...document.querySelectorAll(".slides section")].filter((slide) => {
  const block = slide.querySelector(":scope > pre > code");
  return block && (block.scrollHeight > block.clientHeight + 1 || block.scrollWidth > block.clientWidth + 1);
}).map((slide) => slide.id)"""


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    site = make_site({"decks/code.md": DECK})
    assert [(finding.code, finding.position.line) for finding in site.findings] == [
        ("code-too-long", 2 + DECK[: DECK.index("## More")].count("\n") + 1)
    ]
    return site


def is_in_view(page: Page | Frame, first: int, last: int) -> None:
    """Wait until these lines are lit and seen, in the middle where there is room above and below."""
    page.wait_for_function(
        f"""([first, last]) => {{
          const [start, end, top, bottom] = ({IN_VIEW})();
          const isMiddle = Math.abs(start + end - top - bottom) <= 2 || top === 1 || bottom === 43;
          return start === first && end === last && top <= start && end <= bottom && isMiddle;
        }}""",
        arg=[first, last],
    )


def test_lit_lines_are_in_view(open_tab: OpenTab, site: Site) -> None:
    """They are, forth and back, also after another slide; what does not fit begins at its top."""
    page = go(open_tab(), f"{site.http}code.html#/long")
    is_in_view(page, 1, 3)
    for first, last in ((40, 42), (20, 20)):
        page.keyboard.press("ArrowRight")
        is_in_view(page, first, last)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => String(({IN_VIEW})().slice(0, 3)) === '1,43,1'")
    page.keyboard.press("ArrowLeft")
    is_in_view(page, 20, 20)
    page.keyboard.press("ArrowLeft")
    is_in_view(page, 40, 42)
    page.evaluate("() => looks.open('last')")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    is_in_view(page, 20, 20)


def test_other_steps_leave_code_where_it_is(open_tab: OpenTab, site: Site) -> None:
    """Who scrolled by hand stays there until the code has its next step."""
    page = go(open_tab(), f"{site.http}code.html#/long/2")
    page.wait_for_function(f"() => String(({IN_VIEW})().slice(0, 3)) === '1,43,1'")
    page.evaluate(
        "() => [...document.querySelectorAll('#long code')].at(-1).scrollTo({ top: 9999, behavior: 'instant' })"
    )
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#long li.visible")
    assert page.evaluate(IN_VIEW)[3] == 43
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    is_in_view(page, 20, 20)


def test_code_that_appears_at_a_step(open_tab: OpenTab, site: Site) -> None:
    """It shows its lit lines each time."""
    page = go(open_tab(), f"{site.http}code.html#/appears")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        is_in_view(page, 40, 41)
        page.keyboard.press("ArrowLeft")
        page.wait_for_selector("#appears code", state="hidden")


def test_a_deck_opens_at_a_step(open_tab: OpenTab, site: Site) -> None:
    """The address of a step shows its lines, and so does moving to it later."""
    page = go(open_tab(), f"{site.http}code.html#/long/0")
    is_in_view(page, 40, 42)
    page.evaluate("() => { location.hash = '#/long/1'; }")
    is_in_view(page, 20, 20)


def test_steps_glide_unless_motion_is_unwanted(open_tab: OpenTab, site: Site) -> None:
    """From one step to the next, one sees the code move; who asked for stillness gets it at once."""
    step = f"() => {{ Reveal.next(); return ({IN_VIEW})().slice(2); }}"
    page = go(open_tab(), f"{site.http}code.html#/long")
    assert page.evaluate(step)[0] == 1
    is_in_view(page, 40, 42)
    still = go(open_tab(reduced_motion="reduce"), f"{site.http}code.html#/long")
    assert still.evaluate(step)[1] == 43


def test_the_speaker_view_follows(open_tab: OpenTab, site: Site) -> None:
    """The slide on screen and the one to come show the lines of their steps."""
    page = go(open_tab(), f"{site.http}code.html#/long")
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    frames = []
    for name in ("current", "next"):
        opened.value.wait_for_selector(f"#ui_{name} iframe[src*=receiver]")
        frame = opened.value.locator(f"#ui_{name} iframe").element_handle().content_frame()
        assert frame is not None
        frame.wait_for_function("() => document.querySelector('.reveal.ready')")
        frames.append(frame)
    expect(opened.value.locator("#ui_notes")).to_have_text("Said.")
    is_in_view(frames[0], 1, 3)
    is_in_view(frames[1], 40, 42)
    page.keyboard.press("ArrowRight")
    is_in_view(frames[0], 40, 42)
    is_in_view(frames[1], 20, 20)


def test_an_edit_keeps_the_lines_in_view(make_live: MakeLive, open_page: Open) -> None:
    """A slide that is replaced at a step shows the lines of this step."""
    live = make_live(course(LONG))
    page = open_page(live, "01-a.html#/long/0")
    is_in_view(page, 40, 42)
    live.edit(course(LONG.replace("value_", "other_")))
    shows(page, "other_42")
    is_in_view(page, 40, 42)


@pytest.mark.parametrize("query", ["", "?view=print"])
def test_paper_cuts_only_what_was_told(query: str, open_tab: OpenTab, site: Site, tmp_path: Path) -> None:
    """Long lines are broken, long code is smaller; afterwards the open deck is as it was."""
    page = go(open_tab(), f"{site.http}code.html{query}")
    if query:
        page.wait_for_selector(".pdf-page:nth-of-type(7)")
    else:
        # What is not shown has no size before the browser lays out paper, so each slide is shown to be measured.
        page.evaluate(
            f"""() => addEventListener("beforeprint", () => {{
              for (const section of document.querySelectorAll(".slides section")) section.style.display = "block";
              window.cut = ({CUT})();
            }})"""
        )
    sizes = "() => [...document.querySelectorAll('pre')].map(pre => pre.style.fontSize)"
    page.pdf(path=str(tmp_path / "deck.pdf"), prefer_css_page_size=True)
    assert page.evaluate(CUT if query else "window.cut") == ["more"]
    if not query:
        assert set(page.evaluate(sizes)) == {""}
        assert page.locator(".is-fitted").count() == 0
