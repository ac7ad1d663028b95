"""Live pages as a whole: the speaker view, changed files, reloads, the index, and the connection."""

from __future__ import annotations

import pytest
from live_pages import DECK, STEPS, SVG, MakeLive, Open, course, listens, mark, place, shows, slides
from playwright.sync_api import Route, expect
from watch import OpenContext, Watch


def test_the_speaker_view_follows(make_live: MakeLive, open_page: Open) -> None:
    """Both pictures and the notes change without being opened again; the timer runs on."""
    notes = "\nNote:\nSay {}.\n"
    site = make_live(course(STEPS + notes.format("this"), "## End\n"))
    page = open_page(site, "01-a.html#/steps")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    windows = "[window, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow)]"
    frames = [speaker.frame_locator(f"#ui_{name} iframe") for name in ("current", "next")]
    for frame in frames:
        frame.locator("html[data-live]").wait_for()
    expect(frames[1].locator("#steps .fragment.visible")).to_have_count(1)
    speaker.evaluate(f"() => {windows}.forEach((w) => {{ w.__mark = true; }})")
    timer = speaker.text_content("#ui_timer-value")

    site.edit({DECK: slides(STEPS.replace("two", "zwei") + notes.format("that"), "## End\n")})
    expect(speaker.locator("#ui_notes")).to_contain_text("Say that")
    for frame in frames:
        expect(frame.locator("#steps")).to_contain_text("zwei")
    expect(frames[1].locator("#steps .fragment.visible")).to_have_count(1)

    page.evaluate("() => Reveal.slide(1, 0, 2)")
    expect(frames[1].locator("#end.present")).to_have_count(1)
    site.edit({DECK: slides(STEPS.replace("two", "zwei") + notes.format("that"), "## Between\n", "## End\n")})
    expect(frames[1].locator("#between.present")).to_have_count(1)
    expect(frames[0].locator("#steps.present")).to_have_count(1)
    expect(speaker.locator("#ui_number")).to_have_text("2 / 4")
    four = STEPS.replace("two", "zwei") + "- four {.fragment}\n"
    site.edit({DECK: slides(four + notes.format("that"), "## Between\n", "## End\n")})
    expect(frames[1].locator("#steps.present .fragment.visible")).to_have_count(4)

    assert speaker.evaluate(f"() => {windows}.every((w) => w.__mark)")
    speaker.wait_for_function("before => document.querySelector('#ui_timer-value').textContent > before", arg=timer)
    assert frames[0].locator("#dl4ad-live").count() == 0


def test_style_sheets_are_swapped_without_a_flash(make_live: MakeLive, open_page: Open) -> None:
    """The old one goes when the new one is there, and the order among them stays."""
    site = make_live(course("## One\n") | {"theme/css/own.css": ".reveal h2 { color: rgb(1, 2, 3) }"})
    page = open_page(site, "01-a.html#/one")
    sheets = "() => [...document.querySelectorAll('link[rel=stylesheet]')].map((e) => e.href.replace(/[?].*/, ''))"
    before = page.evaluate(sheets)
    path = next(url for url in before if url.endswith("/own.css")).removeprefix(site.address)
    colour = "() => getComputedStyle(document.querySelector('#one h2')).color"
    page.evaluate(
        """() => {
          window.seen = new Set();
          const look = () => {
            window.seen.add(getComputedStyle(document.querySelector('#one h2')).color);
            requestAnimationFrame(look);
          };
          look();
        }"""
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
    rest = (ground + "## Ground\n", *many, "## Far\n\n" + picture)
    site = make_live(course("## Here\n\n" + picture, *rest) | {name: SVG.format(10)})
    page = open_page(site, "01-a.html#/here")
    page.wait_for_function("() => document.querySelector('#here img').naturalWidth === 10")
    mark(page)
    (site.root / name).write_text(SVG.format(20), encoding="utf-8")
    site.send({"type": "asset", "path": name, "version": "9f"})
    page.wait_for_function("() => document.querySelector('#here img').naturalWidth === 20")
    assert page.evaluate("() => document.querySelector('#here img').__mark")
    assert page.get_attribute("#far img", "data-src") == f"{name}?v=9f"
    behind = "() => document.querySelector('#ground').slideBackgroundContentElement.style.backgroundImage"
    assert "?v=9f" in page.evaluate(behind)
    site.edit({DECK: slides("## Here\n\nnew\n\n" + picture, *rest)})
    shows(page, "new")
    assert page.evaluate("() => document.querySelector('#here img').naturalWidth") == 20


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
    site.send({"type": "index", "page": ""})
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


@pytest.mark.parametrize("shared", [True, False])
def test_a_lost_connection_is_said_and_taken_up_again(
    make_live: MakeLive, open_page: Open, open_context: OpenContext, watch: Watch, shared: bool
) -> None:
    """The sign comes after a while and goes by itself; what was missed is there afterwards."""
    if not shared:
        watch.expect("503")  # said in the console of the page, and else in that of the worker
    site = make_live(course("## One\n"))
    context = open_context()
    context.add_init_script("" if shared else "delete window.SharedWorker")
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
    other = "# Other\n\n---\n\n## One\n"
    site = make_live(course("## One\n") | {"decks/02-b.md": other})
    context = open_context()
    pages = [open_page(site, f"{name}.html#/one", context) for name in ["02-b", "01-a"] * 3 + ["01-a"]]
    site.wait_until(lambda site: site.streams == 1)
    site.edit({DECK: slides("## One\n\nnews\n")})
    site.edit({"decks/02-b.md": f"{other}\nnews\n"})
    for page in pages:
        shows(page, "news")
    for page in pages[:-1]:
        page.close()
    site.edit({DECK: slides("## One\n\nmore news\n")})
    shows(pages[-1], "more news")


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
