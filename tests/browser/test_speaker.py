"""The speaker view: what it shows, and that it and the deck follow each other, from a server and from disk."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Frame, Page, expect
from sites import MakeSite, Site
from watch import OpenContext, OpenTab, go

COURSE = {
    "assets/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
    "decks/talk.md": """# The talk

Note:
Welcome *everyone*.

---

## Steps

- one <!-- .element: class="fragment" -->
- two <!-- .element: class="fragment" -->

Note:
- mind the $x^2$
- and ![a picture](assets/picture.svg)

---

## Said

<div class="fragment" data-notes="of the first step">one</div>
<div class="fragment">two <aside class="notes">of the *second* $y$ step</aside></div>
<div class="fragment">three</div>

Note: of the slide

---

## Paused

A

::: notes
of the slide
:::

. . .

B

::: notes
of B
:::

. . .

C

. . .

D

::: notes
of D
:::

---

## Parts

- one {.fragment}
- two {.fragment}

Note: at first

. . .

after one

. . .

after two

. . .

what is left

---

## The end
""",
}


@dataclass(frozen=True)
class Talk:
    """A deck, its speaker view, and the two small copies of the deck in it."""

    deck: Page
    speaker: Page

    def copy(self, name: str) -> Frame:
        """Return the frame with the slide on screen (`current`) or the one to come (`next`)."""
        frame = self.speaker.locator(f"#ui_{name} iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    def wait_for(self, number: str, current: str, coming: str) -> None:
        """Wait until the view shows this number, and these slides (`id/steps shown`) now and next."""
        expect(self.speaker.locator("#ui_number")).to_have_text(number)
        for name, wanted in (("current", current), ("next", coming)):
            self.copy(name).wait_for_function(
                "(wanted) => `${Reveal.getCurrentSlide().id}/${Reveal.getIndices().f ?? -1}` === wanted", arg=wanted
            )


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    site = make_site(COURSE)
    assert site.codes == set()
    return site


@pytest.fixture(params=["http", "file"])
def talk(request: pytest.FixtureRequest, open_tab: OpenTab, course: Site) -> Talk:
    return open_talk(open_tab(), f"{getattr(course, request.param)}talk.html")


def open_talk(page: Page, address: str) -> Talk:
    """Open a deck and its speaker view."""
    deck = go(page, address)
    with deck.expect_popup() as opened:
        deck.keyboard.press("s")
    talk = Talk(deck, opened.value)
    for name in ("current", "next"):
        talk.speaker.wait_for_selector(f"#ui_{name} iframe[src*=receiver]")
        talk.copy(name).wait_for_function("() => document.querySelector('.reveal.ready')")
    return talk


def test_it_shows_the_slide_the_next_and_the_notes(talk: Talk) -> None:
    """The view shows the slide on screen, the one to come, where the talk is, and the notes as written."""
    talk.wait_for("1 / 6", "the-talk/-1", "steps/-1")
    expect(talk.speaker.locator("#ui_notes em")).to_have_text("everyone")
    expect(talk.speaker.locator("#ui_title")).to_contain_text("The talk")
    assert talk.copy("current").locator(".deck-footer .footer-current").text_content() == "1"


def test_it_follows_the_deck(talk: Talk) -> None:
    """Each step of the deck shows in the view, fragments too, and at the end there is nothing to come."""
    talk.deck.keyboard.press("ArrowRight")
    talk.wait_for("2 / 6", "steps/-1", "steps/0")
    talk.deck.keyboard.press("ArrowRight")
    talk.wait_for("2 / 6", "steps/0", "steps/1")
    talk.deck.keyboard.press("End")
    expect(talk.speaker.locator("#ui_number")).to_have_text("6 / 6")
    expect(talk.speaker.locator(".frame-end")).to_be_visible()
    expect(talk.speaker.locator("#ui_notes")).to_have_text("No notes on this slide.")


def test_the_deck_follows_it(talk: Talk) -> None:
    """Keys pressed in the view move the deck, forth and back."""
    talk.wait_for("1 / 6", "the-talk/-1", "steps/-1")
    talk.speaker.keyboard.press("ArrowRight")
    talk.deck.wait_for_function("() => Reveal.getCurrentSlide().id === 'steps'")
    talk.speaker.keyboard.press(" ")
    talk.deck.wait_for_function("() => Reveal.getIndices().f === 0")
    talk.wait_for("2 / 6", "steps/0", "steps/1")
    talk.speaker.keyboard.press("ArrowLeft")
    talk.speaker.keyboard.press("ArrowLeft")
    talk.deck.wait_for_function("() => Reveal.getCurrentSlide().id === 'the-talk'")


def test_notes_keep_formulas_and_pictures(talk: Talk) -> None:
    """Formulas and pictures in notes are shown, though the view lies in another folder."""
    talk.deck.keyboard.press("ArrowRight")
    expect(talk.speaker.locator("#ui_notes .katex")).to_be_visible()
    talk.speaker.wait_for_function("() => document.querySelector('#ui_notes img')?.naturalWidth === 40")
    assert "KaTeX" in str(
        talk.speaker.locator("#ui_notes .katex").evaluate("node => getComputedStyle(node).fontFamily")
    )


def test_fragments_have_notes_of_their_own(talk: Talk) -> None:
    """They are shown at their step, in place of those of the slide."""
    talk.deck.evaluate("() => looks.open('said')")
    notes = talk.speaker.locator("#ui_notes")
    expect(notes).to_have_text("of the slide")
    for text in ("of the first step", re.compile("of the .*second.* step"), "of the slide"):
        talk.deck.keyboard.press("ArrowRight")
        expect(notes).to_have_text(text)


def test_pauses_have_notes_of_their_own(talk: Talk) -> None:
    """Notes behind a pause are shown at its step; a step without any has those of the slide, forth and back."""
    talk.deck.evaluate("() => looks.open('paused')")
    notes = talk.speaker.locator("#ui_notes")
    expect(notes).to_have_text("of the slide")
    for text in ("of B", "of the slide", "of D"):
        talk.deck.keyboard.press("ArrowRight")
        expect(notes).to_have_text(text)
    talk.deck.keyboard.press("ArrowLeft")
    talk.deck.keyboard.press("ArrowLeft")
    expect(notes).to_have_text("of B")


def test_a_pause_in_notes_is_for_the_next_step(talk: Talk) -> None:
    """Each part replaces the one before; with the last step comes all that is left."""
    talk.deck.evaluate("() => looks.open('parts')")
    notes = talk.speaker.locator("#ui_notes")
    expect(notes).to_have_text("at first")
    talk.deck.keyboard.press("ArrowRight")
    expect(notes).to_have_text("after one")
    talk.deck.keyboard.press("ArrowRight")
    expect(notes).to_have_text(re.compile(r"\s*after two\s+what is left\s*"))
    talk.deck.keyboard.press("ArrowLeft")
    expect(notes).to_have_text("after one")


def test_both_windows_turn_dark_together(talk: Talk) -> None:
    """A theme that is chosen in one of the windows shows in the other and in both copies at once."""
    talk.wait_for("1 / 6", "the-talk/-1", "steps/-1")
    shown = "(theme) => document.documentElement.dataset.theme === theme"
    for window, theme in ((talk.deck, "dark"), (talk.speaker, "light")):
        window.keyboard.press("t")
        for place in (talk.deck, talk.speaker, talk.copy("current"), talk.copy("next")):
            place.wait_for_function(shown, arg=theme)


def test_it_survives_a_reload(talk: Talk) -> None:
    """After a reload of either window the two find each other again."""
    talk.wait_for("1 / 6", "the-talk/-1", "steps/-1")
    talk.deck.reload()
    talk.deck.wait_for_function("() => document.querySelector('.reveal.ready')")
    talk.deck.keyboard.press("ArrowRight")
    expect(talk.speaker.locator("#ui_number")).to_have_text("2 / 6")
    talk.speaker.reload()
    expect(talk.speaker.locator("#ui_number")).to_have_text("2 / 6")


@pytest.mark.parametrize("kind", ["http", "file"])
def test_the_timer_counts_stops_and_starts_over(kind: str, open_context: OpenContext, course: Site) -> None:
    """The timer counts seconds, pauses on a click, goes on with the next, and starts over at zero."""
    speaker = open_talk(open_context().new_page(), f"{getattr(course, kind)}talk.html").speaker
    value = speaker.locator("#ui_timer-value")
    speaker.clock.install()
    speaker.reload()
    speaker.clock.pause_at(speaker.evaluate("Date.now() / 1000") + 1)  # a loaded machine may take seconds from here on
    speaker.clock.run_for(65_000)
    expect(value).to_have_text(re.compile("1:0[5-9]|1:1[0-9]"))
    speaker.locator("#ui_timer").click()
    paused = value.text_content()
    speaker.clock.run_for(10_000)
    expect(value).to_have_text(paused or "")
    speaker.locator("#ui_timer").click()
    speaker.locator("#ui_timer-reset").click()
    expect(value).to_have_text("0:00")


def test_s_again_brings_the_window_back(open_context: OpenContext, course: Site) -> None:
    """A second press of `S` opens no second window."""
    context = open_context()
    deck = go(context.new_page(), f"{course.http}talk.html")
    with deck.expect_popup() as opened:
        deck.keyboard.press("s")
    opened.value.wait_for_load_state()
    deck.keyboard.press("s")
    deck.keyboard.press("ArrowRight")
    expect(opened.value.locator("#ui_number")).to_have_text("2 / 6")
    assert len(context.pages) == 2


def test_alone_it_says_what_to_do(open_tab: OpenTab, course: Site) -> None:
    """Opened without a deck, the view says how to open it."""
    page = open_tab()
    page.goto(f"{course.http}_static/speaker.html")
    expect(page.locator("[role=status]")).to_have_text("Open this window from a deck, with the key S.")
