"""After any sequence of changes, the open page is what a fresh page would be."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest
from live_pages import CODE, DECK, SVG, MakeLive, Open, listens, mark, place
from live_site import LiveSite
from playwright.sync_api import Page
from watch import OpenContext

_EXTRAS = {
    "text": "",
    "image": '<img src="assets/a.svg" alt="">\n',
    "code": CODE.removeprefix("## Code\n\n"),
    "math": "$x^2$\n",
}


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
        steps = "".join(f"- {self.words} {step} {{.fragment}}\n" for step in range(self.fragments))
        return f"{ground}## Slide {self.number}\n\n{self.words}\n\n{steps}\n{_EXTRAS[self.kind]}"


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
            acts = (self._insert, self._delete, self._move, self._edit, self._edit, self._rename, self._stack)
            self.random.choice(acts)(at)

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
    for (const name of ['hidden', 'aria-hidden', 'inert', 'data-fragment', 'data-previous-indexv', 'style'])
      section.removeAttribute(name);
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
    [...document.querySelectorAll('.slides > section')].map((section) =>
      ['past', 'present', 'future', 'stack', 'has-dark-background'].filter((name) => section.classList.contains(name))
        .join(' ') + section.style.display).join('\\n'),
    [...document.querySelector('.reveal').classList].filter((name) => name !== 'focused').sort().join(' '),
    [Reveal.getCurrentSlide().id, shown.h, shown.v, shown.f].join(' '),
    document.querySelector('.footer-number').textContent,
  ];
}"""


# Goes to some slide and step.
_WALK = """(at) => {
  const slides = Reveal.getSlides();
  const {h, v} = Reveal.getIndices(slides[Math.floor(at * slides.length)]);
  Reveal.slide(h, v, Math.floor(at * 70) % 4 - 1);
}"""


@pytest.mark.parametrize("seed", [1])
def test_after_any_sequence_of_changes_the_page_equals_a_fresh_one(
    make_live: MakeLive, open_page: Open, open_context: OpenContext, seed: int
) -> None:
    """Sixty random changes, with the reader going here and there between them."""
    deck = _RandomDeck(seed)
    site = make_live({"slides.yaml": "title: Course\n", DECK: deck.text, "assets/a.svg": SVG.format(9)})
    context = open_context()
    context.add_init_script("window.changes = 0; document.addEventListener('dl4ad:slides-changed', () => changes++)")
    page, fresh = open_page(site, context=context), open_page(site)
    mark(page)
    changes = 0
    for number in range(1, 61):
        page.evaluate(_WALK, deck.random.random())
        deck.change()
        changes += site.edit({DECK: deck.text}) is not None
        page.wait_for_function("changes => window.changes === changes", arg=changes)
        if number % 5 == 0:
            _compare_with_fresh(page, fresh, site, f"seed {seed}, change {number}")
    assert page.evaluate("() => window.__mark")


def _compare_with_fresh(page: Page, fresh: Page, site: LiveSite, when: str) -> None:
    shown, step = place(page)
    fresh.goto("about:blank")  # a change of the fragment alone would not load the page
    fresh.goto(site.url(f"01-a.html#/{shown}" + (f"/{step}" if isinstance(step, int) and step >= 0 else "")))
    listens(fresh)
    for swapped, expected in zip(page.evaluate(_SNAPSHOT), fresh.evaluate(_SNAPSHOT), strict=True):
        assert swapped == expected, when
