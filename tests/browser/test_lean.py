"""What Reveal.js asks of the deck and of its slides is answered without a look at each element, and as it would be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from sites import MakeSite, Site
from watch import OpenTab, go

DECK = """# Title

---

## Plain

Text

---

## Grows

- One <!-- .element: class="fragment" -->
- Two <!-- .element: class="fragment" -->

--

## Below

Text

---

## Plays

<video></video>

---

## Sections

<section class="part">An article of its own</section>

---

## Far

Text

---

## Farther

1. One <!-- .element: class="fragment" -->

---

## End
"""
# What Reveal.js asks for, of the deck, of its slides, and of each of these.
ASKED = {
    ".reveal": [
        ".slides section",
        ".slides>section",
        ".slides>section.present>section",
        '.slides section:not(.stack):not([data-visibility="uncounted"])',
        ".slides>section>section",
        ".slides>section.stack",
        ".slides>section.past",
        ".slides>section.future",
        'section[data-visibility="hidden"]',
        ".slides section, video",
        ".slides section h2",
        "section > .fragment",
    ],
    ".reveal .slides": ["section > .stretch, section > .r-stretch", "section"],
    ".reveal .slides section": [
        "section",
        ":scope > section",
        ".fragment",
        ".fragment.visible",
        ".fragment:not(.visible)",
        "video[data-lazy-loaded][src], audio[data-lazy-loaded][src], iframe[data-lazy-loaded][src]",
        "video, audio",
        "iframe[src]",
        "video, h2",
    ],
}
WRONG = """(asked) => Object.entries(asked).flatMap(([place, selectors]) =>
  [...document.querySelectorAll(place)].flatMap((element) => selectors.filter((selector) => {
    const ours = [...element.querySelectorAll(selector)];
    const theirs = [...Element.prototype.querySelectorAll.call(element, selector)];
    return ours.length !== theirs.length || ours.some((one, at) => one !== theirs[at]);
  }).map((selector) => `${element.id || element.className}: ${selector}`)))"""


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site({"decks/a.md": DECK})


def test_answers_are_those_of_the_browser(page: Page) -> None:
    """On the first slide, on the last, and after a slide far away has become another."""
    assert page.evaluate(WRONG, ASKED) == []
    assert page.evaluate("document.querySelector('.reveal').querySelectorAll('.slides>section').length") == 8
    page.evaluate("Reveal.slide(99)")
    assert page.evaluate(WRONG, ASKED) == []
    assert page.evaluate("document.getElementById('plain').style.display") == "none"
    page.evaluate("document.getElementById('plain').innerHTML += '<p class=\"fragment r-stretch\">New</p>'")
    assert page.evaluate(WRONG, ASKED) == []
    assert page.evaluate("document.getElementById('plain').querySelectorAll('.fragment').length") == 1
    page.evaluate("document.getElementById('far').after(document.createElement('section'))")
    assert page.evaluate(WRONG, ASKED) == []


@pytest.fixture
def page(open_tab: OpenTab, course: Site) -> Page:
    return go(open_tab(), f"{course.http}a.html")


def test_states_are_those_that_were_set(page: Page) -> None:
    """Classes that Reveal.js takes away and gives back, in one task and across tasks, are there when somebody looks."""
    states = page.evaluate("""async () => {
      const { classList } = document.getElementById("far"), states = () => document.getElementById("far").className;
      const seen = [states()];
      classList.remove("past", "present", "future");
      seen.push(classList.contains("future"), states());
      classList.add("present");
      classList.remove("present");
      classList.add("past");
      seen.push(states());
      classList.remove("past");
      await null;
      seen.push(states());
      classList.add("future", "other");
      classList.remove("future", "other");
      seen.push(states());
      classList.toggle("past");
      seen.push([...classList].join(" "), classList.length);
      return seen;
    }""")
    assert states == ["future", False, "", "past", "", "", "past", 1]


def test_a_step_changes_two_slides(page: Page) -> None:
    """The slide that was shown and the one that is; the browser need not look at any other again."""
    page.evaluate("""() => {
      window.changed = new Set();
      const note = (records) => records.forEach(({ target }) => changed.add(target.id));
      new MutationObserver(note).observe(document.querySelector(".slides"), {
        attributeFilter: ["class", "hidden", "aria-hidden"], subtree: true,
      });
    }""")
    page.evaluate("Reveal.slide(4)")
    page.evaluate("changed.clear()")
    page.evaluate("Reveal.slide(5)")
    assert sorted(page.evaluate("[...changed].filter(Boolean)")) == ["far", "sections"]
