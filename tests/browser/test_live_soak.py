"""Five hundred random edits on disk, after which the open pages are what a fresh build gives."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from live_pages import listens
from playwright.sync_api import Page
from watch import OpenContext, Watch

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from preview import Preview, previews

EDITS = 500
ROUND = 25  # edits between two comparisons
_PATIENCE = 60.0  # seconds until what was written must be seen
WORDS = ("alpha", "beta", "gamma", "delta", "epsilon")
TIMELINE = "title: {}\nevents:\n  - {{year: 1847, name: Descent}}\n  - {{year: {}, name: Stochastic}}\n"
# Slides as they stand in a page, without what Reveal.js writes on them.
_NORMAL = """(root) => {
  const own = new Set(["past", "present", "future", "stack", "visible", "current-fragment", "has-dark-background",
    "has-light-background"]);
  const written = new Set(["hidden", "aria-hidden", "inert", "data-fragment", "data-fragment-index", "data-index-h",
    "data-index-v", "data-previous-indexv", "data-lazy-loaded", "data-background-hash"]);
  const normal = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeValue.trim() && node.nodeValue;
    const attributes = {};
    const isSlide = node.localName === "section";
    for (let {name, value} of node.attributes) {
      const isOurs = name === "data-fragment-index" && !node.matches(".fragment");
      if (written.has(name) && !isOurs && (isSlide || name.startsWith("data-"))) continue;
      if (isSlide && name === "style") continue;
      if (name === "class") value = [...node.classList].filter((one) => !own.has(one)).sort().join(" ");
      if (name === "src" && node.hasAttribute("data-lazy-loaded")) name = "data-src";
      if (value || name !== "class") attributes[name] = value;
    }
    const shown = Object.entries(attributes).map((pair) => pair.join("=")).sort().join(" ");
    return `<${node.localName} ${shown}>${[...node.childNodes].map(normal).join("")}</>`;
  };
  return [...root.querySelector(".slides").children].map(normal);
}"""
_COMPARE = f"""(html) => {{
  const normal = {_NORMAL};
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const here = normal(document), there = normal(fresh);
  const at = here.findIndex((one, index) => one !== there[index]);
  if (at >= 0) return `slide ${{at}} is\\n${{here[at]}}\\nand not\\n${{there[at]}}`;
  if (here.length !== there.length) return `${{here.length}} slides and not ${{there.length}}`;
  if (document.title !== fresh.title) return `${{document.title}} and not ${{fresh.title}}`;
  const shown = Reveal.getCurrentSlide();
  if (!shown?.isConnected || !shown.matches(".present")) return "no slide is shown";
  return Reveal.getTotalSlides() === there.length + fresh.querySelectorAll(".slides > section > section").length
    - fresh.querySelectorAll(".slides > section:not([id])").length ? "" : "Reveal counts other slides";
}}"""
# Goes to some slide.
_WALK = """(at) => {
  const all = Reveal.getSlides();
  const {h, v} = Reveal.getIndices(all[Math.floor(at * all.length)]);
  Reveal.slide(h, v);
}"""
_COMPARE_INDEX = """(html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const text = (root) => root.querySelector("main").textContent.replace(/\\s+/g, " ");
  return text(document) === text(fresh) ? "" : `${text(document)}\\nand not\\n${text(fresh)}`;
}"""


@dataclass(frozen=True)
class Slide:
    """A slide as the author has it in mind; `flaw` is what is broken on it."""

    name: str
    word: str = "alpha"
    steps: int = 0
    is_below: bool = False
    extra: str = ""
    flaw: str = ""

    @property
    def text(self) -> str:
        """Return its Markdown."""
        steps = "".join(f"- {self.word} {step} {{.fragment}}\n" for step in range(self.steps))
        return (
            f"## {self.name}\n\nThe {self.word} of $x_{{{len(self.word)}}}$\n\n{steps}\n{self.extra}\n\n{self.flaw}\n"
        )


class Author:
    """Edits a course at random: decks, timelines, a partial, a style sheet; breaks things and mends them."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.names = 0
        self.decks = {f"decks/{name}.md": [self._new() for _ in range(10)] for name in ("01-a", "02-b")}
        self.others: list[str] = []
        self.files = {
            "timelines/t.yaml": TIMELINE.format("T", 1951),
            "theme/partials/box.html.j2": "<p>Box {{ argument }}</p>",
            "theme/css/marker.css": ":root {}",
            "theme/css/own.css": "h2 {}",
            "assets/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
            "slides.yaml": "title: Course\n",
        }
        self.counts: dict[str, int] = {}

    def begin(self) -> dict[str, str]:
        """Return the files of the course at its beginning."""
        return {**self.files, **{path: self._deck(path) for path in self.decks}}

    def edit(self) -> None:
        """Make one edit on disk."""
        kinds = (self._slides,) * 12 + (self._timeline,) * 2 + (self._partial, self._css, self._css, self._other)
        act = self.random.choice(kinds)
        self._count(act.__name__.strip("_"))
        act()

    def mend(self) -> None:
        """Mend all that is broken."""
        for path, slides in self.decks.items():
            self.decks[path] = [replace(slide, flaw="") for slide in slides]
            self._save(path, self._deck(path))
        self._save("timelines/t.yaml", TIMELINE.format(self.random.choice(WORDS), 1951))
        self._save("theme/partials/box.html.j2", f"<p>{self.random.choice(WORDS)} {{{{ argument }}}}</p>")

    def _slides(self) -> None:
        path = self.random.choice([*self.decks])
        slides = self.decks[path]
        at = self.random.randrange(len(slides))
        acts = [
            self._insert,
            self._delete,
            self._move,
            self._write,
            self._write,
            self._rename,
            self._stack,
            self._break,
        ]
        act = self.random.choice([*acts, self._repair])
        self._count(act.__name__.strip("_"))
        act(slides, at)
        self._save(path, self._deck(path))

    def _insert(self, slides: list[Slide], at: int) -> None:
        slides.insert(at, self._new())

    def _delete(self, slides: list[Slide], at: int) -> None:
        if len(slides) > 3:
            del slides[at]

    def _move(self, slides: list[Slide], at: int) -> None:
        slides.insert(self.random.randrange(len(slides)), slides.pop(at))

    def _write(self, slides: list[Slide], at: int) -> None:
        extras = ("", "", "<<TIMELINE:t>>", "<<BOX:x>>", "![x](assets/x.svg)", "```python\na = 1\n```")
        word, steps = self.random.choice(WORDS), self.random.choice((0, 0, 2, 3))
        slides[at] = replace(slides[at], word=word, steps=steps, extra=self.random.choice(extras))

    def _rename(self, slides: list[Slide], at: int) -> None:
        # Names that stand twice in a deck get numbers.
        name = self.random.choice(("Twin", self._new().name))
        slides[at] = replace(slides[at], name=name)

    def _stack(self, slides: list[Slide], at: int) -> None:
        slides[at] = replace(slides[at], is_below=not slides[at].is_below)

    def _break(self, slides: list[Slide], at: int) -> None:
        flaws = ("$\\fracc12$", "<<NOWHERE:x>>", "<div>", "<<TIMELINE:none>>", "![x](assets/none.svg)", "<!-- open")
        slides[at] = replace(slides[at], flaw=self.random.choice(flaws[:4]))

    def _repair(self, slides: list[Slide], at: int) -> None:
        for index, slide in enumerate(slides):
            slides[index] = replace(slide, flaw="") if index >= at else slide

    def _timeline(self) -> None:
        year = self.random.choice((1951, 1986, "soon"))
        self._save("timelines/t.yaml", TIMELINE.format(self.random.choice(WORDS), year))

    def _partial(self) -> None:
        broken = self.random.random() < 0.3
        argument = "{{ argument" if broken else "{{ argument }}"
        self._save("theme/partials/box.html.j2", f"<p>{self.random.choice(WORDS)} {argument}</p>")

    def _css(self) -> None:
        self._save("theme/css/own.css", f"h2 {{ letter-spacing: {self.random.randrange(9)}px }}")

    def _other(self) -> None:
        """Let another deck come or go."""
        if self.others and self.random.random() < 0.5:
            (self.root / self.others.pop()).unlink()
        else:
            self.others.append(f"decks/{50 + len(self.others)}-other.md")
            self._save(self.others[-1], f"# Other {self.random.choice(WORDS)}\n")

    def _save(self, path: str, text: str) -> None:
        """Write a file in one of the ways of editors."""
        file = self.root / path
        way = self.random.choice(("in place", "in place", "renamed", "emptied first", "in two writes"))
        if way == "renamed":
            other = file.with_name(f".{file.name}.tmp")
            other.write_text(text, encoding="utf-8")
            other.replace(file)
            return
        if way == "emptied first":
            file.write_text("", encoding="utf-8")
        with file.open("w", encoding="utf-8") as opened:
            opened.write(text[: len(text) // 2])
            if way == "in two writes":
                opened.flush()
            opened.write(text[len(text) // 2 :])

    def _deck(self, path: str) -> str:
        slides = "".join(f"\n{'--' if slide.is_below else '---'}\n\n{slide.text}" for slide in self.decks[path])
        return f"# Deck {path}\n\n$a$\n{slides}"

    def _new(self) -> Slide:
        self.names += 1
        return Slide(f"Slide {self.names}", self.random.choice(WORDS), is_below=self.random.random() < 0.2)

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1


@pytest.mark.parametrize("seed", [20])
def test_the_pages_equal_a_fresh_build_after_many_edits(
    tmp_path: Path,
    forks: socket.socket | None,
    open_context: OpenContext,
    watch: Watch,
    seed: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After any number of edits, good and bad, decks and index are what a build gives, without a single reload."""
    author = Author(tmp_path, seed)
    with previews(lambda: tmp_path, forks) as start:
        preview = start(author.begin())
        watch.homes += (preview.address,)
        pages = [_open(preview, path, open_context) for path in ("01-a.html", "02-b.html", "index.html")]
        started, comparisons = time.monotonic(), 0
        for number in range(1, EDITS + 1):
            author.edit()
            time.sleep(author.random.choice((0, 0, 0.003, 0.02)))  # an author's pauses: some edits come together
            if number % 7 == 0:
                pages[0].evaluate(_WALK, author.random.random())
            if number % ROUND == 0:
                author.mend()
                _settle(preview, pages, number)
                comparisons += _compare(author.root, pages, f"seed {seed}, edit {number}")
        seconds = time.monotonic() - started
        for page in pages:
            page.context.close()
    with capsys.disabled():
        print(f"\n{EDITS} edits {author.counts}, {comparisons} comparisons in {seconds:.0f} s")


def _open(preview: Preview, path: str, open_context: Callable[..., object]) -> Page:
    page: Page = open_context().new_page()
    page.goto(f"{preview.address}{path}")
    listens(page)
    page.evaluate("() => { window.__mark = true; }")
    return page


def _settle(preview: Preview, pages: list[Page], number: int) -> None:
    """Return when the pages have heard of what was written last."""
    preview.write("theme/css/marker.css", f":root {{ --marker: {number} }}")
    for page in pages:
        page.wait_for_function(
            "mark => getComputedStyle(document.documentElement).getPropertyValue('--marker').trim() === mark",
            arg=str(number),
        )


def _compare(root: Path, pages: list[Page], when: str) -> int:
    result = build_site(load_course(root))
    fresh = {file.path: file.content.decode() for file in result.files if isinstance(file.content, bytes)}
    assert not [finding for finding in result.findings if finding.severity == "error"], when
    for page, name in zip(pages, ("01-a.html", "02-b.html"), strict=False):
        _wait_until_equal(page, fresh[name], f"{when}, {name}")
        assert page.evaluate(_COMPARE, fresh[name].replace("</h2>", " </h2>", 1)), "the comparison sees nothing"
        page.locator("#dl4ad-live .card").wait_for(state="detached")
    pages[2].wait_for_function(f"(html) => !({_COMPARE_INDEX})(html)", arg=fresh["index.html"])
    assert all(page.evaluate("() => window.__mark") for page in pages), f"{when}: a page was loaded again"
    return len(pages)


def _wait_until_equal(page: Page, html: str, when: str) -> None:
    """Return as soon as a page shows what is in `html`.

    Each folder is watched by a thread of its own: that the marker has arrived does not tell that decks have.
    """
    end = time.monotonic() + _PATIENCE
    while difference := page.evaluate(_COMPARE, html):
        assert time.monotonic() < end, f"{when}: {difference}"
        time.sleep(0.02)  # between two looks
