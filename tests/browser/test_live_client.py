"""The client of the live preview: slides that change, come, go and move in the open page."""

from __future__ import annotations

import pytest
from live_pages import (
    CODE,
    DECK,
    STEPS,
    SVG,
    MakeLive,
    Open,
    course,
    has,
    listens,
    mark,
    order,
    place,
    shows,
    slides,
    tone,
    unmarked,
)


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
def test_the_step_stays(
    make_live: MakeLive, open_page: Open, before: str, step: int, after: str, expected: int
) -> None:
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
    player = '<audio src="assets/tone.wav" muted loop></audio>\n'
    spin = '<div class="spin" style="animation: a 9s infinite">x</div>\n'
    style = "<style>@keyframes a { to { opacity: 0.5 } }</style>\n"
    deck = [f"## Player\n\n{player}\n{spin}\n{style}", "## Other\n\nold\n"]
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
    site.edit({DECK: head + slides("## One\n").replace("# Title", "# New")})
    shows(page, "New")
    assert page.locator(".slide-title .title-subtitle").count() == 1
    assert page.title() == "New – Course"


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
    assert message
    assert message["renamed"] == {"steps": "stages"}
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
    assert page.evaluate("() => { const {h, v} = Reveal.getIndices(); return [h, v]; }") == [1, 1]
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
    grid = "all => [...document.querySelectorAll(all)].map((e) => e.style.transform.match(/\\((\\d+)/)[1])"
    for all_of_them in (".slides > section", ".backgrounds > .slide-background"):
        assert page.evaluate(grid, all_of_them) == ["0", "1990", "3980", "5970"]
    page.wait_for_timeout(0)  # what Reveal has put off until now comes first
    page.evaluate("() => document.querySelector('#new').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    assert place(page) == ["new", None]
    assert not page.evaluate("() => Reveal.isOverview()")
    assert page.evaluate("() => document.querySelector('#two').style.transform") == ""
