"""What the live preview shows over a page: findings, offers to go where the author is, places in files."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from live_pages import DECK, STEPS, MakeLive, Open, course, place, shows, slides
from playwright.sync_api import Locator, expect
from watch import OpenContext, Watch


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
        "excerpt": [{"line": number, "text": f"line {number} with <b>"} for number in (11, 12, 13)],
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
    shown = card.inner_text()
    assert all(text in shown for text in (f"{DECK}:12:9", "KaTeX cannot read \\fracc", "line 13 with <b>"))
    assert all(text in shown for text in ("Did you mean \\frac?", "Included from theme", "A warning"))
    assert page.locator("#dl4ad-live [role=alert] .card").count() == 1
    assert page.locator("#one").is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert not page.evaluate("() => Reveal.isOverview()")
    badge = page.locator("#dl4ad-live .badge")
    expect(badge).to_have_accessible_name("1 error, 1 warning")
    assert badge.inner_text() == "2"
    badge.hover()
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
    assert "The other" in card.inner_text()
    site.send(findings(finding("warning", message="one left")))
    page.wait_for_function("() => document.querySelector('#dl4ad-live').shadowRoot.textContent.includes('One left')")
    page.keyboard.press("Escape")
    expect(badge).to_have_accessible_name("1 warning")
    site.send(findings())
    badge.wait_for(state="detached")


def test_findings_of_before_are_shown_to_pages_that_come(
    make_live: MakeLive, open_page: Open, open_context: OpenContext
) -> None:
    """Also to a page that shares the connection of another one, of the same deck or of another."""
    site = make_live(course("## One\n") | {"decks/02-b.md": "# Other\n"})
    site.first["02-b"] = findings(finding("error", message="the other deck"), page="02-b")
    context = open_context()
    first = open_page(site, context=context)
    site.send(findings(finding("error")))
    first.locator("#dl4ad-live .card").wait_for()
    first.keyboard.press("Escape")
    open_page(site, context=context).locator("#dl4ad-live .card").wait_for()
    open_page(site, "02-b.html", context).get_by_text("The other deck").wait_for()
    site.wait_until(lambda site: site.streams == 1)
    assert first.locator("#dl4ad-live .card").count() == 0


def test_nothing_of_it_is_printed(make_live: MakeLive, open_page: Open) -> None:
    """Paper shows slides only."""
    site = make_live(course("## One\n"))
    page = open_page(site)
    site.send(findings(finding("error")))
    page.locator("#dl4ad-live .card").wait_for()
    page.emulate_media(media="print")
    assert not page.locator("#dl4ad-live .card").is_visible()


def test_nothing_of_the_preview_covers_what_is_to_be_read(make_live: MakeLive, open_page: Open) -> None:
    """The badge keeps to the margin of the slide, beside its running title; notices go out of the way of findings."""
    one = "<!-- section: A part -->\n\n## One\n"
    site = make_live(course(one, "## Two\n"))
    page = open_page(site, "01-a.html#/one")
    page.set_viewport_size({"width": 1280, "height": 720})
    site.send(findings(finding("warning")))
    assert are_apart(page.locator("#dl4ad-live .badge"), page.locator("#one .running-title"))
    site.edit({DECK: slides(one, "## Two\n\nMore\n")})
    page.locator("#dl4ad-live .toast").wait_for()
    site.send(findings(finding("error"), finding("error", message="another")))
    assert are_apart(page.locator("#dl4ad-live .card"), page.locator("#dl4ad-live .toast"))


def are_apart(one: Locator, other: Locator) -> bool:
    one.wait_for()
    a, b = one.bounding_box(), other.bounding_box()
    assert a
    assert b
    return any(a[at] + a[size] <= b[at] or b[at] + b[size] <= a[at] for at, size in (("x", "width"), ("y", "height")))


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


def test_the_offer_goes_after_a_while_or_with_esc(
    make_live: MakeLive, open_page: Open, open_context: OpenContext
) -> None:
    """Six seconds; a change of the shown slide makes none."""
    site = make_live(course("## One\n", "## Two\n"))
    page = open_page(site, "01-a.html#/one", open_context())
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
    site.wait_until(lambda site: len(site.asked) == 3)
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
