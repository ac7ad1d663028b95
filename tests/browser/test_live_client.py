"""The client of the live preview: what each message does to open pages."""

from __future__ import annotations

import io
import random
import wave
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from live_site import LiveSite, running
from playwright.sync_api import BrowserContext, Frame, Page, Route, expect
from watch import OpenContext, Watch

DECK = "decks/01-a.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="{0}" height="{0}"/></svg>'
STEPS = """\
## Steps

- one {.fragment}
- two {.fragment}
- three {.fragment}
"""
CODE = """\
## Code

```python [1|2|3]
a = 1
b = 2
c = 3
```
"""

MakeLive = Callable[..., LiveSite]
Open = Callable[..., Page]


def slides(*texts: str) -> str:
    """Return a deck with a title slide and these slides."""
    return "\n---\n\n".join(("# Title\n", *texts))


def course(*texts: str) -> dict[str, str]:
    """Return the files of a course with one deck."""
    return {"slides.yaml": "title: Course\n", DECK: slides(*texts)}


@pytest.fixture
def make_live(tmp_path: Path, watch: Watch) -> Iterator[MakeLive]:
    """Give a function that serves a course, a dict of its files; `tag` are data attributes of the client's tag."""
    with ExitStack() as stack:

        def make(files: Mapping[str, str | bytes], **tag: str) -> LiveSite:
            site = LiveSite(tmp_path / "course", files)
            site.tag = tag
            stack.enter_context(running(site))
            watch.homes += (site.address,)
            return site

        yield make


@pytest.fixture
def open_page(open_context: OpenContext) -> Open:
    """Give a function that opens a page of a live site and waits until it listens."""

    def open_one(site: LiveSite, path: str = "01-a.html", context: BrowserContext | None = None) -> Page:
        page = (context or open_context()).new_page()
        page.goto(site.url(path))
        listens(page)
        return page

    return open_one


def listens(page: Page | Frame) -> None:
    """Wait until a page hears messages."""
    page.wait_for_function("() => document.documentElement.hasAttribute('data-live')")


def shows(page: Page | Frame, text: str) -> None:
    """Wait until the shown slide holds `text`."""
    page.wait_for_function("text => window.Reveal?.getCurrentSlide?.()?.textContent.includes(text)", arg=text)


def has(page: Page | Frame, selector: str) -> None:
    """Wait until an element is in the page, seen or not."""
    page.wait_for_function("selector => document.querySelector(selector)", arg=selector)


def order(page: Page) -> str:
    """Return the ids of all slides, stacks in brackets."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.slides > section')].map((section) => section.id
            || `[${[...section.children].map((child) => child.id).join(' ')}]`).join(' ')"""
    )


def place(page: Page) -> list[object]:
    """Return the id of the shown slide and the step on it."""
    return page.evaluate("() => [Reveal.getCurrentSlide().id, Reveal.getIndices().f ?? null]")


def mark(page: Page) -> None:
    """Mark the page and all elements of its slides, to know them again."""
    page.evaluate("() => { for (const e of [window, ...document.querySelectorAll('.slides *')]) e.__mark = true; }")


def unmarked(page: Page, selector: str) -> int:
    """Return how many of these elements are new since `mark`."""
    return page.evaluate("selector => [...document.querySelectorAll(selector)].filter((e) => !e.__mark).length", selector)


def tone() -> bytes:
    """Return a quiet minute of sound."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 480_000)
    return file.getvalue()


# -- One changed slide ------------------------------------------------------------------------------------


def test_a_changed_slide_is_swapped_in_place(make_live: MakeLive, open_page: Open) -> None:
    """Nothing else is touched: not the page, not the other slides, not the slide that is shown, not the theme."""
    site = make_live(course("## One\n\nfirst\n", "## Two\n\nsecond\n", "## Three\n"))
    page = open_page(site, "01-a.html?theme=dark#/two")
    mark(page)
    site.edit({DECK: slides("## One\n\nfirst\n", "## Two\n\nchanged\n", "## Three\n")})
    shows(page, "changed")
    assert place(page) == ["two", None]
    assert unmarked(page, "section") == 0
    assert unmarked(page, "#one *, #three *, #title *") == 0
    assert unmarked(page, "#two p") == 1
    assert page.evaluate("() => [window.__mark, document.documentElement.dataset.theme]") == [True, "dark"]
    assert page.url.endswith("#/two")


def test_changes_of_other_decks_are_none_of_its_business(make_live: MakeLive, open_page: Open) -> None:
    """A message for another page does nothing."""
    site = make_live(course("## One\n") | {"decks/02-b.md": "# Other\n\n---\n\n## One\n"})
    page = open_page(site)
    site.edit({"decks/02-b.md": "# Other\n\n---\n\n## One\n\nelsewhere\n"})
    site.edit({DECK: slides("## One\n\nhere\n")})
    has(page, "#one p")
    assert page.text_content("#one p") == "here"


@pytest.mark.parametrize(
    ("before", "step", "after", "expected"),
    [
        (STEPS, 1, STEPS.replace("two", "zwei"), 1),
        (STEPS, -1, STEPS.replace("two", "zwei"), -1),
        (STEPS, 2, STEPS.replace("three {.fragment}", "zwei"), 1),
        (STEPS, 0, STEPS + "- zwei {.fragment}\n", 0),
        (CODE, 0, CODE.replace("b = 2", "zwei = 2"), 0),
        (CODE, 1, CODE.replace("b = 2", "zwei = 2"), 1),
    ],
)
def test_the_step_stays(make_live: MakeLive, open_page: Open, before: str, step: int, after: str, expected: int) -> None:
    """In the middle of its fragments a slide stays there, at its last step where it has fewer than before."""
    site = make_live(course(before, "## End\n"))
    page = open_page(site)
    page.evaluate("step => Reveal.slide(1, 0, step)", step)
    site.edit({DECK: slides(after, "## End\n")})
    shows(page, "zwei")
    assert place(page)[1] == expected
    states = "() => [...document.querySelectorAll('.slides .fragment')].map((e) => e.className).join('|')"
    swapped = page.evaluate(states)
    page.evaluate("step => Reveal.slide(1, 0, step)", expected)
    assert page.evaluate(states) == swapped
    page.evaluate("() => Reveal.next()")
    assert place(page) in ([["steps", expected + 1], ["code", expected + 1], ["end", None]])


def test_steps_of_other_slides_are_all_shown_or_none(make_live: MakeLive, open_page: Open) -> None:
    """Slides before the shown one are complete, those after it wait."""
    site = make_live(course(STEPS, "## Here\n", STEPS.replace("Steps", "Later")))
    page = open_page(site, "01-a.html#/here")
    changed = [STEPS.replace("two", "zwei"), "## Here\n", STEPS.replace("Steps", "Later").replace("two", "zwei")]
    site.edit({DECK: slides(*changed)})
    page.wait_for_function("() => document.querySelector('#later').textContent.includes('zwei')")
    assert page.locator("#steps .fragment.visible").count() == 3
    assert page.locator("#later .fragment.visible").count() == 0


def test_media_and_animations_go_on(make_live: MakeLive, open_page: Open) -> None:
    """What plays on a slide goes on, whether another slide changes, one is put before it, or its own words do."""
    player = '<audio src="assets/tone.wav" muted loop></audio>\n\n<div class="spin" style="animation: a 9s infinite">x</div>'
    style = "\n<style>@keyframes a { to { opacity: 0.5 } }</style>\n"
    deck = [f"## Player\n\n{player}\n{style}", "## Other\n\nold\n"]
    site = make_live(course(*deck) | {"assets/tone.wav": tone()})
    page = open_page(site, "01-a.html#/player")
    page.evaluate("() => { const a = document.querySelector('audio'); a.muted = true; return a.play(); }")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.1")
    mark(page)
    page.evaluate("() => { window.spin = document.querySelector('.spin').getAnimations()[0]; }")
    playing = """() => { const a = document.querySelector('audio');
        return a.__mark && !a.paused && a.currentTime > 0.1 && a === document.querySelector('#player audio'); }"""

    site.edit({DECK: slides(deck[0], "## Other\n\nnew\n")})
    page.wait_for_function("() => document.querySelector('#other').textContent.includes('new')")
    assert page.evaluate(playing)
    site.edit({DECK: slides("## Before\n", deck[0], "## Other\n\nnew\n")})
    has(page, "#before")
    assert page.evaluate(playing)
    assert page.evaluate("() => document.querySelector('.spin').getAnimations()[0] === window.spin")
    site.edit({DECK: slides("## Before\n", deck[0].replace("Player", "Player {#player}\n\nsome words"), "## Other\n")})
    shows(page, "some words")
    assert page.evaluate(playing)
    before = page.evaluate("() => document.querySelector('audio').currentTime")
    page.wait_for_function("before => document.querySelector('audio').currentTime > before", arg=before)


def test_media_of_a_moved_slide_go_on(make_live: MakeLive, open_page: Open) -> None:
    """A slide that is taken into a stack, or out of it, keeps playing."""
    player = '## Player\n\n<audio src="assets/tone.wav" muted loop></audio>\n'
    site = make_live(course("## One\n", player, "## Two\n") | {"assets/tone.wav": tone()})
    page = open_page(site, "01-a.html#/player")
    page.evaluate("() => { const a = document.querySelector('audio'); a.muted = true; return a.play(); }")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0")
    site.edit({DECK: "# Title\n\n---\n\n## One\n\n--\n\n" + player + "\n---\n\n## Two\n"})
    has(page, "section > #player")
    assert order(page) == "title [one player] two"
    assert not page.evaluate("() => document.querySelector('audio').paused")
    assert page.evaluate("() => JSON.stringify([Reveal.getIndices().h, Reveal.getIndices().v])") == "[1,1]"


def test_media_near_the_shown_slide_load(make_live: MakeLive, open_page: Open) -> None:
    """A new picture on the shown slide is loaded, one far away is not."""
    picture = '<img src="assets/{}.svg" alt="">\n'
    many = [f"## Slide {number}\n" for number in range(12)]
    files = {f"assets/{name}.svg": SVG.format(9) for name in ("near", "far")}
    site = make_live(course("## Here\n", *many, "## Far\n") | files)
    page = open_page(site, "01-a.html#/here")
    site.edit({DECK: slides("## Here\n\n" + picture.format("near"), *many, "## Far\n\n" + picture.format("far"))})
    page.wait_for_function("() => document.querySelector('#here img')?.naturalWidth === 9")
    assert page.get_attribute("#far img", "data-src") == "assets/far.svg"
    assert page.get_attribute("#far img", "src") is None


def test_the_background_of_a_swapped_slide_follows(make_live: MakeLive, open_page: Open) -> None:
    """Colour, contrast class and chrome change at once; a background that stays is not made anew."""
    site = make_live(course('<!-- .slide: data-background-color="#102030" -->\n\n## Dark\n', "## Other\n"))
    page = open_page(site, "01-a.html#/dark")
    page.evaluate("() => { document.querySelectorAll('.slide-background').forEach((e) => { e.__mark = true; }); }")
    ground = "() => getComputedStyle(document.querySelector('.slide-background.present')).backgroundColor"
    assert page.evaluate(ground) == "rgb(16, 32, 48)"
    site.edit({DECK: slides('<!-- .slide: data-background-color="#f0e0d0" -->\n\n## Dark\n', "## Other\n")})
    page.wait_for_function("() => document.querySelector('.reveal.has-light-background')")
    assert page.evaluate(ground) == "rgb(240, 224, 208)"
    assert page.locator("#dark.has-light-background:not(.has-dark-background)").count() == 1
    site.edit({DECK: slides("## Dark\n", "## Other\n")})
    page.wait_for_function("() => !document.querySelector('.reveal:is(.has-light-background, .has-dark-background)')")
    assert page.evaluate(ground) == "rgba(0, 0, 0, 0)"
    assert unmarked(page, ".slide-background") == 0


def test_the_state_of_a_swapped_slide_follows(make_live: MakeLive, open_page: Open) -> None:
    """`data-state` of the shown slide is on the page, also after slides came and went."""
    state = '<!-- .slide: data-state="no-header" -->\n\n'
    site = make_live(course("## One\n", "## Two\n"))
    page = open_page(site, "01-a.html#/one")
    site.edit({DECK: slides(state + "## One\n", "## Two\n")})
    page.wait_for_function("() => document.body.classList.contains('no-header')")
    site.edit({DECK: slides("## Zero\n", state + "## One\n", state + "## Two\n")})
    has(page, "#zero")
    assert page.evaluate("() => document.body.classList.contains('no-header')")
    page.evaluate("() => Reveal.next()")
    assert page.evaluate("() => document.body.classList.contains('no-header')")
    site.edit({DECK: slides("## Zero\n", "## One\n", "## Two\n")})
    page.wait_for_function("() => !document.body.classList.contains('no-header')")


def test_auto_animate_pairs_go_on(make_live: MakeLive, open_page: Open) -> None:
    """A swapped slide animates with its neighbour; a slide that only got another number does not animate."""
    pair = '<!-- .slide: data-auto-animate -->\n\n## Word\n\n<div data-id="box" style="margin-left: {}px">box</div>\n'
    site = make_live(course(pair.format(0), pair.format(100)))
    page = open_page(site, "01-a.html#/word")
    page.evaluate("() => { window.ran = []; Reveal.on('autoanimate', (e) => window.ran.push(e.toSlide.id)); }")
    site.edit({DECK: slides("## Before\n", pair.format(0), pair.format(300))})
    has(page, "#before")
    assert page.evaluate("() => window.ran") == []
    page.evaluate("() => Reveal.next()")
    assert page.evaluate("() => window.ran") == ["word-2"]
    page.wait_for_function("() => document.querySelector('#word-2').dataset.autoAnimate === 'running'")
    site.edit({DECK: slides("## Before\n", pair.format(0), pair.format(300).replace(">box", ">other"))})
    shows(page, "other")
    assert page.evaluate("() => getComputedStyle(document.querySelector('#word-2 [data-id]')).opacity") == "1"


def test_scripts_of_a_swapped_slide_run(make_live: MakeLive, open_page: Open) -> None:
    """A script that the page's policy allows runs again where its slide was replaced."""
    script = "\n<script>document.querySelector('#one').dataset.ran = 'yes';</script>\n"
    site = make_live(course("## One\n\nold\n" + script))
    page = open_page(site, "01-a.html#/one")
    site.edit({DECK: slides("## One\n\nnew\n" + script)})
    shows(page, "new")
    assert page.get_attribute("#one", "data-ran") == "yes"


def test_the_title_slide_keeps_what_the_front_matter_says(make_live: MakeLive, open_page: Open) -> None:
    """What deck.js puts under the title is there after a swap, once; the page has the new title."""
    head = "---\nsubtitle: The subtitle\n---\n\n"
    site = make_live(course("## One\n") | {DECK: head + slides("## One\n")})
    page = open_page(site)
    site.edit({DECK: head + slides("## One\n").replace("# Title", "# Title {#title}\n\n# New", 1).replace("# Title {#title}\n\n", "")})
    shows(page, "New")
    assert page.locator(".slide-title .title-subtitle").count() == 1
    assert page.title() == "New – Course"


# -- Slides that come, go and move --------------------------------------------------------------------------


def test_slides_come_and_go_around_the_shown_one(make_live: MakeLive, open_page: Open) -> None:
    """The shown slide and its step stay; so do all elements of slides that stay."""
    site = make_live(course("## One\n", STEPS, "## Two\n"))
    page = open_page(site, "01-a.html#/steps")
    page.evaluate("() => Reveal.slide(2, 0, 1)")
    mark(page)
    site.edit({DECK: slides("## Zero\n", "## One\n", STEPS, "## New\n", "## Two\n")})
    has(page, "#zero")
    assert order(page) == "title zero one steps new two"
    assert place(page) == ["steps", 1]
    assert unmarked(page, "#title, #one, #steps, #two, #steps *") == 0
    assert page.text_content(".footer-number") == "4 / 6"
    site.edit({DECK: slides(STEPS, "## Two\n")})
    page.wait_for_function("() => !document.querySelector('#zero')")
    assert order(page) == "title steps two"
    assert place(page) == ["steps", 1]
    assert page.locator(".backgrounds > .slide-background").count() == 3


@pytest.mark.parametrize(("shown", "expected"), [("two", "three"), ("three", "two")])
def test_a_deleted_slide_gives_way_to_its_neighbour(
    make_live: MakeLive, open_page: Open, shown: str, expected: str
) -> None:
    """To the next one, and at the end to the one before."""
    texts = {name: f"## {name.capitalize()}\n" for name in ("one", "two", "three")}
    site = make_live(course(*texts.values()))
    page = open_page(site, f"01-a.html#/{shown}")
    del texts[shown]
    site.edit({DECK: slides(*texts.values())})
    page.wait_for_function("shown => !document.getElementById(shown)", arg=shown)
    assert place(page) == [expected, None]
    assert page.locator(f"#{expected}.present").is_visible()
    page.wait_for_function("id => location.hash === `#/${id}`", arg=expected)


def test_moved_slides_move_and_the_others_rest(make_live: MakeLive, open_page: Open) -> None:
    """Only the slide that moved is taken out and put in again."""
    texts = [f"## S{number}\n" for number in range(8)]
    site = make_live(course(*texts))
    page = open_page(site, "01-a.html#/s3")
    page.evaluate(
        """() => { window.moved = new Set(); new MutationObserver((records) => records.forEach((record) =>
            record.addedNodes.forEach((node) => node.id && window.moved.add(node.id))))
            .observe(document.querySelector('.slides'), {childList: true}); }"""
    )
    site.edit({DECK: slides(*texts[1:7], texts[0], texts[7])})
    page.wait_for_function("() => document.querySelector('#title').nextElementSibling.id === 's1'")
    assert order(page) == "title s1 s2 s3 s4 s5 s6 s0 s7"
    assert place(page) == ["s3", None]
    page.wait_for_function("() => window.moved.size")
    assert page.evaluate("() => [...window.moved]") == ["s0"]


def test_a_renamed_slide_stays_where_it_is(make_live: MakeLive, open_page: Open) -> None:
    """Element, step and place stay; the address follows."""
    site = make_live(course(STEPS, "## End\n"))
    page = open_page(site)
    page.evaluate("() => Reveal.slide(1, 0, 1)")
    mark(page)
    message = site.edit({DECK: slides(STEPS.replace("## Steps", "## Stages"), "## End\n")})
    assert message and message["renamed"] == {"steps": "stages"}
    has(page, "#stages")
    assert unmarked(page, "section") == 0
    assert place(page) == ["stages", 1]
    page.wait_for_function("() => location.hash === '#/stages/1'")


def test_stacks_appear_and_dissolve(make_live: MakeLive, open_page: Open) -> None:
    """Slides go into a stack and out of it without being made anew, with Reveal's place following."""
    site = make_live(course("## One\n", "## Two\n", "## Three\n"))
    page = open_page(site, "01-a.html#/two")
    mark(page)
    site.edit({DECK: "# Title\n\n---\n\n## One\n\n--\n\n## Two\n\n--\n\n## Three\n"})
    has(page, "section > #two")
    assert order(page) == "title [one two three]"
    assert page.evaluate("() => [Reveal.getIndices().h, Reveal.getIndices().v, Reveal.isVerticalSlide()]") == [1, 1, True]
    assert page.locator("#two").is_visible()
    assert page.locator(".backgrounds > .stack > .slide-background").count() == 3
    page.evaluate("() => Reveal.down()")
    assert place(page) == ["three", None]
    site.edit({DECK: "# Title\n\n---\n\n## One\n\n--\n\n## Two\n\n---\n\n## Three\n"})
    has(page, ".slides > #three")
    assert order(page) == "title [one two] three"
    assert place(page) == ["three", None]
    site.edit({DECK: slides("## One\n", "## Two\n", "## Three\n")})
    has(page, ".slides > #one")
    assert order(page) == "title one two three"
    assert unmarked(page, "section") == 0
    assert page.locator(".stack").count() == 0
    page.evaluate("() => Reveal.left()")
    assert place(page) == ["two", None]
    assert page.locator("#two").is_visible()


def test_hidden_slides_are_not_in_the_page(make_live: MakeLive, open_page: Open) -> None:
    """A slide that becomes hidden leaves, one that comes back is there again."""
    hide = '<!-- .slide: data-visibility="hidden" -->\n\n'
    site = make_live(course("## One\n", "## Two\n", "## Three\n"))
    page = open_page(site, "01-a.html#/one")
    site.edit({DECK: slides("## One\n", hide + "## Two\n", "## Three\n")})
    page.wait_for_function("() => !document.querySelector('#two')")
    listens(page)
    site.edit({DECK: slides("## One\n", hide + "## Two\n", "## Three\n", "## Four\n")})
    has(page, "#four")
    assert order(page) == "title one three four"
    site.edit({DECK: slides("## One\n", "## Two\n", "## Three\n", "## Four\n")})
    has(page, "#two")
    listens(page)
    assert order(page) == "title one two three four"
    assert place(page) == ["one", None]


def test_the_overview_follows(make_live: MakeLive, open_page: Open) -> None:
    """New slides take their place in the grid and can be clicked; the overview stays open."""
    site = make_live(course("## One\n", "## Two\n"))
    page = open_page(site, "01-a.html#/one")
    page.evaluate("() => Reveal.toggleOverview(true)")
    site.edit({DECK: slides("## One\n", "## New\n", "## Two\n\nwords\n")})
    page.wait_for_function("() => document.querySelector('#two p') && document.querySelector('#new')")
    assert page.evaluate("() => Reveal.isOverview()")
    grid = "() => [...document.querySelectorAll('.slides > section')].map((s) => s.style.transform.match(/\\((\\d+)/)[1])"
    assert page.evaluate(grid) == ["0", "1990", "3980", "5970"]
    assert page.evaluate(grid.replace(".slides > section", ".backgrounds > .slide-background")) == page.evaluate(grid)
    page.wait_for_timeout(0)
    page.evaluate("() => document.querySelector('#new').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    assert place(page) == ["new", None]
    assert not page.evaluate("() => Reveal.isOverview()")
    assert page.evaluate("() => document.querySelector('#two').style.transform") == ""


@dataclass(frozen=True)
class _Slide:
    number: int
    words: str = "words"
    fragments: int = 0
    ground: str = ""
    kind: str = "text"
    is_below: bool = False

    @property
    def text(self) -> str:
        ground = f'<!-- .slide: data-background-color="{self.ground}" -->\n\n' if self.ground else ""
        extra = {"text": "", "image": '<img src="assets/a.svg" alt="">\n', "code": CODE.split("\n", 2)[2], "math": "$x^2$\n"}
        steps = "".join(f"- {self.words} {step} {{.fragment}}\n" for step in range(self.fragments))
        return f"{ground}## Slide {self.number}\n\n{self.words}\n\n{steps}\n{extra[self.kind]}"


class _RandomDeck:
    """A deck under the hands of a restless author."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.last = 0
        self.slides = [self._new() for _ in range(12)]

    def change(self) -> None:
        """Insert, delete, move, edit, rename, stack or unstack a slide, sometimes several at once."""
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            at = self.random.randrange(len(self.slides))
            act = self.random.choice((self._insert, self._delete, self._move, self._edit, self._edit, self._rename, self._stack))
            act(at)

    @property
    def text(self) -> str:
        return "# Title\n\n$a$\n" + "".join(
            f"\n{'--' if slide.is_below else '---'}\n\n{slide.text}" for slide in self.slides
        )

    def _new(self) -> _Slide:
        self.last += 1
        return replace(self._edited(_Slide(self.last)), is_below=self.random.random() < 0.3)

    def _edited(self, slide: _Slide) -> _Slide:
        return replace(
            slide,
            words=self.random.choice(("alpha", "beta", "gamma", "delta")),
            fragments=self.random.choice((0, 0, 2, 3)),
            ground=self.random.choice(("", "", "#102030", "#f0e0d0")),
            kind=self.random.choice(("text", "image", "code", "math")),
        )

    def _insert(self, at: int) -> None:
        self.slides.insert(at, self._new())

    def _delete(self, at: int) -> None:
        if len(self.slides) > 4:
            del self.slides[at]

    def _move(self, at: int) -> None:
        self.slides.insert(self.random.randrange(len(self.slides)), self.slides.pop(at))

    def _edit(self, at: int) -> None:
        self.slides[at] = self._edited(self.slides[at])

    def _rename(self, at: int) -> None:
        self.last += 1
        self.slides[at] = replace(self.slides[at], number=self.last)

    def _stack(self, at: int) -> None:
        self.slides[at] = replace(self.slides[at], is_below=not self.slides[at].is_below)


# The deck as it stands in the page, without the marks that Reveal leaves on slides that it has shown before.
_SNAPSHOT = """() => {
  const slides = document.querySelector('.slides').cloneNode(true);
  for (const section of slides.querySelectorAll('section')) {
    for (const name of ['hidden', 'aria-hidden', 'inert', 'data-fragment', 'data-previous-indexv', 'style']) section.removeAttribute(name);
    section.classList.remove('past', 'present', 'future', 'stack');
    if (!section.className) section.removeAttribute('class');
  }
  for (const element of slides.querySelectorAll('[data-lazy-loaded]')) {
    element.setAttribute('data-src', element.getAttribute('src'));
    element.removeAttribute('src');
    element.removeAttribute('data-lazy-loaded');
  }
  const markup = (node) => node.nodeType !== Node.ELEMENT_NODE
    ? node.nodeValue.trim() && node.nodeValue
    : `<${node.localName} ${[...node.attributes].map(({name, value}) => `${name}=${value}`).sort().join(' ')}>${
        [...node.childNodes].map(markup).join('')}</>`;
  const ground = (element) => `${element.getAttribute('data-background-hash')} ${element.style.backgroundColor} (${
    [...element.children].slice(1).map(ground).join(', ')})`;
  const shown = Reveal.getIndices();
  return [
    [...slides.children].map(markup).join('\\n'),
    [...Reveal.getBackgroundsElement().children].map(ground).join('\\n'),
    [...document.querySelectorAll('.slides > section')].map((section) => ['past', 'present', 'future', 'stack', 'has-dark-background']
      .filter((name) => section.classList.contains(name)).join(' ') + section.style.display).join('\\n'),
    [...document.querySelector('.reveal').classList].filter((name) => name !== 'focused').sort().join(' '),
    [Reveal.getCurrentSlide().id, shown.h, shown.v, shown.f].join(' '),
    document.querySelector('.footer-number').textContent,
  ];
}"""


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_sequence_of_changes_the_page_equals_a_fresh_one(
    make_live: MakeLive, open_page: Open, open_context: OpenContext, seed: int
) -> None:
    """Sixty random changes, with the reader going here and there between them."""
    deck = _RandomDeck(seed)
    site = make_live({"slides.yaml": "title: Course\n", DECK: deck.text, "assets/a.svg": SVG.format(9)})
    context = open_context()
    context.add_init_script("document.addEventListener('dl4ad:slides-changed', () => { window.changes = (window.changes ?? 0) + 1; })")
    page = open_page(site, context=context)
    mark(page)
    changes = 0
    for number in range(1, 61):
        page.evaluate("at => { const s = Reveal.getSlides(); const {h, v} = Reveal.getIndices(s[Math.floor(at * s.length)]); Reveal.slide(h, v, Math.floor(at * 70) % 4 - 1); }", deck.random.random())
        deck.change()
        changes += site.edit({DECK: deck.text}) is not None
        page.wait_for_function("changes => (window.changes ?? 0) === changes", arg=changes)
        if number % 5 == 0:
            _compare_with_fresh(page, open_page, site, f"seed {seed}, change {number}")
    assert page.evaluate("() => window.__mark")


def _compare_with_fresh(page: Page, open_page: Open, site: LiveSite, when: str) -> None:
    shown, step = place(page)
    fresh = open_page(site, f"01-a.html#/{shown}" + (f"/{step}" if isinstance(step, int) and step >= 0 else ""))
    for swapped, expected in zip(page.evaluate(_SNAPSHOT), fresh.evaluate(_SNAPSHOT), strict=True):
        assert swapped == expected, when
    fresh.context.close()


# -- The speaker view ---------------------------------------------------------------------------------------


def test_the_speaker_view_follows(make_live: MakeLive, open_page: Open) -> None:
    """Both pictures and the notes change without being opened again; the timer runs on."""
    notes = "\nNote:\nSay {}.\n"
    site = make_live(course(STEPS + notes.format("this"), "## End\n"))
    page = open_page(site, "01-a.html#/steps")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    frames = [speaker.frame_locator(f"#{name} iframe") for name in ("current", "next")]
    for frame in frames:
        frame.locator("html[data-live]").wait_for()
    expect(frames[1].locator("#steps .fragment.visible")).to_have_count(1)
    speaker.evaluate("() => { for (const f of [window, ...document.querySelectorAll('iframe')]) (f.contentWindow ?? f).__mark = true; }")
    timer = speaker.text_content("#timer-value")

    site.edit({DECK: slides(STEPS.replace("two", "zwei") + notes.format("that"), "## End\n")})
    expect(speaker.locator("#notes")).to_contain_text("Say that")
    for frame in frames:
        expect(frame.locator("#steps")).to_contain_text("zwei")
    expect(frames[1].locator("#steps .fragment.visible")).to_have_count(1)

    page.evaluate("() => Reveal.slide(1, 0, 2)")
    expect(frames[1].locator("#end.present")).to_have_count(1)
    site.edit({DECK: slides(STEPS.replace("two", "zwei") + notes.format("that"), "## Between\n", "## End\n")})
    expect(frames[1].locator("#between.present")).to_have_count(1)
    expect(frames[0].locator("#steps.present")).to_have_count(1)
    expect(speaker.locator("#number")).to_have_text("2 / 4")
    four = STEPS.replace("two", "zwei") + "- four {.fragment}\n"
    site.edit({DECK: slides(four + notes.format("that"), "## Between\n", "## End\n")})
    expect(frames[1].locator("#steps.present .fragment.visible")).to_have_count(4)

    assert speaker.evaluate("() => [window, ...document.querySelectorAll('iframe')].every((f) => (f.contentWindow ?? f).__mark)")
    speaker.wait_for_function("before => document.querySelector('#timer-value').textContent > before", arg=timer)
    assert frames[0].locator("#dl4ad-live").count() == 0


# -- Files --------------------------------------------------------------------------------------------------


def test_style_sheets_are_swapped_without_a_flash(make_live: MakeLive, open_page: Open) -> None:
    """The old one goes when the new one is there, and the order among them stays."""
    site = make_live(course("## One\n") | {"theme/css/own.css": ".reveal h2 { color: rgb(1, 2, 3) }"})
    page = open_page(site, "01-a.html#/one")
    sheets = "() => [...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.href.replace(/[?].*/, ''))"
    before = page.evaluate(sheets)
    path = next(url for url in before if url.endswith("/own.css")).removeprefix(site.address)
    colour = "() => getComputedStyle(document.querySelector('#one h2')).color"
    page.evaluate(
        """colour => { const seen = new Set(); window.seen = seen; const look = () => {
            seen.add(getComputedStyle(document.querySelector('#one h2')).color); requestAnimationFrame(look); }; look(); }"""
    )
    mark(page)
    (site.root / "theme/css/own.css").write_text(".reveal h2 { color: rgb(4, 5, 6) }", encoding="utf-8")
    for version in ("1", "2"):
        site.send({"type": "css", "path": path, "href": f"{path}?v={version}"})
    page.wait_for_function("() => getComputedStyle(document.querySelector('#one h2')).color === 'rgb(4, 5, 6)'")
    page.wait_for_function("path => document.querySelectorAll(`link[href*='${path}']`).length === 1", arg=path)
    assert page.evaluate(sheets) == before
    assert page.evaluate("() => [...window.seen]") == ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]
    assert page.evaluate(colour) == "rgb(4, 5, 6)"
    assert page.evaluate("() => window.__mark")


def test_a_replaced_picture_is_seen_wherever_it_is_shown(make_live: MakeLive, open_page: Open) -> None:
    """On the slide, behind it, on slides that wait, and on slides that come later."""
    name = "assets/my picture.svg"
    picture = f'<img src="{name}" alt="">\n'
    ground = f'<!-- .slide: data-background-image="{name}" -->\n\n'
    many = [f"## Slide {number}\n" for number in range(9)]
    site = make_live(course("## Here\n\n" + picture, ground + "## Ground\n", *many, "## Far\n\n" + picture) | {name: SVG.format(10)})
    page = open_page(site, "01-a.html#/here")
    page.wait_for_function("() => document.querySelector('#here img').naturalWidth === 10")
    mark(page)
    (site.root / name).write_text(SVG.format(20), encoding="utf-8")
    site.send({"type": "asset", "path": name, "version": "9f"})
    page.wait_for_function("() => document.querySelector('#here img').naturalWidth === 20")
    assert page.evaluate("() => document.querySelector('#here img').__mark")
    assert page.get_attribute("#far img", "data-src") == f"{name}?v=9f"
    assert "?v=9f" in page.evaluate("() => document.querySelector('#ground').slideBackgroundContentElement.style.backgroundImage")
    site.edit({DECK: slides("## Here\n\nnew\n\n" + picture, ground + "## Ground\n", *many, "## Far\n\n" + picture)})
    shows(page, "new")
    assert page.evaluate("() => document.querySelector('#here img').naturalWidth") == 20


# -- Pages --------------------------------------------------------------------------------------------------


def test_a_reload_keeps_slide_step_and_overview(make_live: MakeLive, open_page: Open) -> None:
    """All that is seen after a reload is what was seen before; the fragment is there from the first frame."""
    site = make_live(course(STEPS, "## End\n"))
    page = open_page(site)
    page.evaluate("() => { Reveal.slide(1, 0, 1); Reveal.togglePause(true); }")
    site.send({"type": "reload", "page": "02-other"})
    mark(page)
    site.send({"type": "reload", "page": None})
    page.wait_for_function("() => !window.__mark")
    listens(page)
    assert place(page) == ["steps", 1]
    assert page.evaluate("() => Reveal.isPaused()")
    mark(page)
    site.send({"type": "reload", "page": "01-a"})
    page.wait_for_function("() => !window.__mark")
    listens(page)
    assert place(page) == ["steps", 1]


def test_the_index_follows(make_live: MakeLive, open_page: Open) -> None:
    """New lectures appear in place; the reader stays where they have scrolled to."""
    decks = {f"decks/{number:02}-a.md": f"# Lecture {number}\n" for number in range(40)}
    site = make_live({"slides.yaml": "title: Course\n", **decks})
    page = open_page(site, "")
    page.evaluate("() => { window.scrollTo(0, 700); window.__mark = true; }")
    (site.root / "decks/40-new.md").write_text("# The new one\n", encoding="utf-8")
    (site.root / "slides.yaml").write_text("title: Another course\n", encoding="utf-8")
    site.rebuild()
    site.send({"type": "index"})
    page.get_by_text("The new one").first.wait_for(state="attached")
    assert page.evaluate("() => [window.__mark, scrollY]") == [True, 700]
    assert page.title() == "Another course"
    assert page.locator("h1").text_content() == "Another course"


def test_a_deleted_deck_says_so(make_live: MakeLive, open_page: Open) -> None:
    """The slides stay, with a way to the index."""
    site = make_live(course("## One\n"))
    page = open_page(site)
    site.send({"type": "gone", "page": "01-a"})
    page.get_by_text("This deck was deleted").wait_for()
    page.get_by_role("link", name="All lectures").last.click()
    page.wait_for_url(site.address)


# -- Findings -------------------------------------------------------------------------------------------------


def finding(severity: str, **more: object) -> dict[str, object]:
    """Return a finding as the server sends it."""
    return {
        "code": "math-parse",
        "severity": severity,
        "message": "KaTeX cannot read `\\fracc`",
        "file": DECK,
        "line": 12,
        "column": 9,
        "hint": "Did you mean `\\frac`?",
        "notes": ["included from theme/partials/step.html.j2"],
        "excerpt": [{"line": number, "text": f"line {number} with <b>" } for number in (11, 12, 13)],
        **more,
    }


def findings(*found: Mapping[str, object], page: str = "01-a") -> dict[str, object]:
    """Return the message with these findings."""
    return {"type": "findings", "page": page, "findings": list(found)}


def test_errors_lie_over_the_slide_until_they_are_mended(make_live: MakeLive, open_page: Open) -> None:
    """File, line, excerpt, hint; Esc puts them away without reaching Reveal; the fix takes them away."""
    site = make_live(course("## One\n"))
    page = open_page(site, "01-a.html#/one")
    site.send(findings(finding("error"), finding("warning", message="a warning"), page="02-other"))
    site.send(findings(finding("error"), finding("warning", message="a warning")))
    card = page.locator("#dl4ad-live .card")
    card.wait_for()
    for text in (f"{DECK}:12:9", "KaTeX cannot read \\fracc", "line 13 with <b>", "Did you mean \\frac?", "included from", "a warning"):
        assert text in card.inner_text()
    assert page.locator("#dl4ad-live [role=alert] .card").count() == 1
    assert page.locator("#one").is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert not page.evaluate("() => Reveal.isOverview()")
    badge = page.locator("#dl4ad-live .badge")
    assert badge.inner_text() == "1 error, 1 warning"
    page.keyboard.press("Escape")
    assert page.evaluate("() => Reveal.isOverview()")
    page.keyboard.press("Escape")
    site.send(findings(finding("error")))
    card.wait_for()
    assert badge.count() == 0
    site.send(findings())
    card.wait_for(state="detached")
    assert badge.count() == 0


def test_warnings_wait_in_a_corner(make_live: MakeLive, open_page: Open) -> None:
    """They open by hand, stay open while they change, and vanish with the last."""
    site = make_live(course("## One\n"))
    page = open_page(site, "01-a.html#/one")
    site.send(findings(finding("warning"), finding("warning", message="the other")))
    badge, card = page.locator("#dl4ad-live .badge"), page.locator("#dl4ad-live .card")
    badge.wait_for()
    assert card.count() == 0
    badge.click()
    assert "the other" in card.inner_text()
    site.send(findings(finding("warning", message="one left")))
    page.wait_for_function("() => document.querySelector('#dl4ad-live').shadowRoot.textContent.includes('one left')")
    page.keyboard.press("Escape")
    assert badge.inner_text() == "1 warning"
    site.send(findings())
    badge.wait_for(state="detached")


def test_findings_of_before_are_shown_to_pages_that_come(
    make_live: MakeLive, open_page: Open, open_context: OpenContext
) -> None:
    """Also to a page that shares the connection of another one."""
    site = make_live(course("## One\n"))
    context = open_context()
    first = open_page(site, context=context)
    site.send(findings(finding("error")))
    first.locator("#dl4ad-live .card").wait_for()
    open_page(site, context=context).locator("#dl4ad-live .card").wait_for()


def test_nothing_of_it_is_printed(make_live: MakeLive, open_page: Open) -> None:
    """Paper shows slides only."""
    site = make_live(course("## One\n"))
    page = open_page(site)
    site.send(findings(finding("error")))
    page.locator("#dl4ad-live .card").wait_for()
    page.emulate_media(media="print")
    assert not page.locator("#dl4ad-live .card").is_visible()


# -- Follow -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["Enter", "click"])
def test_a_change_elsewhere_offers_to_go_there(make_live: MakeLive, open_page: Open, by: str) -> None:
    """The toast names the slide; Enter or a click goes there and shows all of its steps."""
    site = make_live(course("## One\n", STEPS.replace("## Steps", "## Steps *of* $x$")))
    page = open_page(site, "01-a.html#/one")
    site.edit({DECK: slides("## One\n", STEPS.replace("## Steps", "## Steps *of* $x$").replace("two", "zwei"))})
    toast = page.locator("#dl4ad-live .toast")
    toast.wait_for()
    assert "Slide ‘Steps of x’ changed" in toast.inner_text()
    assert place(page) == ["one", None]
    if by == "Enter":
        page.keyboard.press("Enter")
    else:
        toast.get_by_role("button").click()
    toast.wait_for(state="detached")
    assert page.evaluate("() => Reveal.getCurrentSlide().id").startswith("steps")
    assert place(page)[1] == 2


def test_the_offer_goes_after_a_while_or_with_esc(make_live: MakeLive, open_page: Open) -> None:
    """Six seconds; a change of the shown slide makes none."""
    site = make_live(course("## One\n", "## Two\n"))
    page = open_page(site, "01-a.html#/one")
    page.clock.install(time=0)
    page.clock.pause_at(1)
    toast = page.locator("#dl4ad-live .toast")
    site.edit({DECK: slides("## One\n", "## Two\n\nnew\n")})
    toast.wait_for()
    page.clock.run_for(5900)
    assert toast.count() == 1
    page.clock.run_for(200)
    assert toast.count() == 0
    site.edit({DECK: slides("## One\n", "## Two\n\nnewer\n")})
    toast.wait_for()
    page.keyboard.press("Escape")
    assert toast.count() == 0
    assert not page.evaluate("() => Reveal.isOverview()")
    site.edit({DECK: slides("## One\n\nhere\n", "## Two\n\nnewer\n")})
    shows(page, "here")
    assert toast.count() == 0


def test_the_page_follows_the_author(make_live: MakeLive, open_page: Open) -> None:
    """With `follow` it goes by itself, and a slide that is complete stays complete while it grows."""
    site = make_live(course("## One\n", STEPS), follow="true")
    page = open_page(site, "01-a.html#/one")
    site.edit({DECK: slides("## One\n", STEPS.replace("two", "zwei"))})
    page.wait_for_function("() => Reveal.getCurrentSlide().id === 'steps'")
    assert place(page) == ["steps", 2]
    site.edit({DECK: slides("## One\n", STEPS.replace("two", "zwei") + "- four {.fragment}\n")})
    shows(page, "four")
    assert place(page) == ["steps", 3]
    assert page.locator("#dl4ad-live .toast").count() == 0


# -- Source -------------------------------------------------------------------------------------------------------


def test_alt_click_tells_and_copies_the_place(make_live: MakeLive, open_page: Open, open_context: OpenContext) -> None:
    """The server is told the slide and the words; the place is shown, and is in the clipboard."""
    site = make_live(course("## One\n\nSome words and $\\alpha$.\n\n[link](02-b.html)\n"))
    site.source = {"file": DECK, "line": 7, "column": 3}
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = open_page(site, "01-a.html#/one", context)
    page.locator("#one p").first.click(modifiers=["Alt"], position={"x": 5, "y": 5})
    page.locator("#dl4ad-live .toast").get_by_text(f"{DECK}:7", exact=True).wait_for()
    page.get_by_text("copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{DECK}:7"
    assert site.asked[0] == {"page": "01-a", "slide": "one", "text": "Some words and ."}
    page.locator("#one .katex-html").click(modifiers=["Alt"])
    page.locator("#one a").click(modifiers=["Alt"])
    page.wait_for_function("() => true")
    while len(site.asked) < 3:
        page.wait_for_function("() => true")
    assert site.asked[1]["near"] == "\\alpha"
    assert site.asked[2]["text"] == "link"
    assert page.url.endswith("#/one")


def test_alt_click_opens_the_editor_where_one_is_named(make_live: MakeLive, open_page: Open) -> None:
    """The server opens it; what it does not know is said."""
    site = make_live(course("## One\n\nwords\n"), editor="true")
    site.source = {"file": DECK, "line": 7, "column": 3}
    page = open_page(site, "01-a.html#/one")
    page.locator("#one p").click(modifiers=["Alt"])
    page.get_by_text("opened").wait_for()
    assert site.asked[-1] == {"file": DECK, "line": 7, "column": 3}


def test_a_place_without_a_source_is_said(make_live: MakeLive, open_page: Open, watch: Watch) -> None:
    """The server knows no source for what a partial made."""
    watch.expect("404")
    site = make_live(course("## One\n\nwords\n"))
    page = open_page(site, "01-a.html#/one")
    page.locator("#one p").click(modifiers=["Alt"])
    page.get_by_text("not known").wait_for()


def test_holding_alt_shows_a_cross(make_live: MakeLive, open_page: Open) -> None:
    """And letting go takes it back."""
    site = make_live(course("## One\n\nwords\n"))
    page = open_page(site, "01-a.html#/one")
    cursor = "() => getComputedStyle(document.querySelector('#one p')).cursor"
    page.keyboard.down("Alt")
    assert page.evaluate(cursor) == "crosshair"
    page.keyboard.up("Alt")
    assert page.evaluate(cursor) == "auto"


# -- Connection -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shared", [True, False])
def test_a_lost_connection_is_said_and_taken_up_again(
    make_live: MakeLive, open_page: Open, open_context: OpenContext, watch: Watch, shared: bool
) -> None:
    """The sign comes after a while and goes by itself; what was missed is there afterwards."""
    watch.expected.append(".*") if not shared else None
    site = make_live(course("## One\n"))
    context = open_context()
    if not shared:
        context.add_init_script("delete window.SharedWorker")
    page = open_page(site, "01-a.html#/one", context)
    site.drop()
    page.locator("#dl4ad-live .lost").wait_for()
    assert page.evaluate("() => Reveal.getCurrentSlide().id") == "one"
    site.edit({DECK: slides("## One\n\nmissed\n")})
    site.is_down = False
    shows(page, "missed")
    listens(page)
    assert page.locator("#dl4ad-live .lost").count() == 0
    site.edit({DECK: slides("## One\n\nlive again\n")})
    shows(page, "live again")


def test_a_server_that_was_started_anew_reloads_the_page(make_live: MakeLive, open_page: Open) -> None:
    """Another session: revisions say nothing any more."""
    site = make_live(course("## One\n"))
    page = open_page(site, "01-a.html#/one")
    mark(page)
    site.drop()
    page.wait_for_function("() => !document.documentElement.hasAttribute('data-live')")
    site.session, site.revision, site.is_down = "second", 0, False
    page.wait_for_function("() => !window.__mark")
    listens(page)
    site.edit({DECK: slides("## One\n\nagain\n")})
    shows(page, "again")


def test_many_tabs_share_one_connection(make_live: MakeLive, open_page: Open, open_context: OpenContext) -> None:
    """Seven tabs of one browser, one more than it opens connections to a host, all follow."""
    site = make_live(course("## One\n") | {"decks/02-b.md": "# Other\n\n---\n\n## One\n"})
    context = open_context()
    pages = [open_page(site, f"0{1 + number % 2}-{'ab'[number % 2]}.html#/one", context) for number in range(7)]
    assert site.streams == 1
    site.edit({DECK: slides("## One\n\nnews\n")})
    site.edit({"decks/02-b.md": "# Other\n\n---\n\n## One\n\nnews\n"})
    for page in pages:
        shows(page, "news")
    for page in pages[:-1]:
        page.close()
    site.edit({DECK: slides("## One\n\nmore news\n")})
    shows(pages[-1], "more news") if pages[-1].url.find("01-a") > 0 else None


def test_a_page_that_comes_late_reloads(make_live: MakeLive, open_page: Open, open_context: OpenContext) -> None:
    """What changed while it was on its way has gone to the others only."""
    site = make_live(course("## One\n"))
    context = open_context()
    open_page(site, context=context)
    late = context.new_page()

    def edit_meanwhile(route: Route) -> None:
        if "news" not in site.deck("01-a").slides[1].section:
            site.edit({DECK: slides("## One\n\nnews\n")})
        route.continue_()

    late.route("**/_live/slides.js", edit_meanwhile)
    late.goto(site.url("01-a.html#/one"))
    shows(late, "news")
