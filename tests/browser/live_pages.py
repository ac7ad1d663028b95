"""What the tests of the live preview's client ask of open pages, and the decks that they change."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable

from live_site import LiveSite
from playwright.sync_api import Frame, Page

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

# Serves a course, a dict of its files, with data attributes for the tag of the client.
MakeLive = Callable[..., LiveSite]
# Opens a page of a live site, in a context, and waits until it listens.
Open = Callable[..., Page]


def slides(*texts: str) -> str:
    """Return a deck with a title slide and these slides."""
    return "\n---\n\n".join(("# Title\n", *texts))


def course(*texts: str) -> dict[str, str]:
    """Return the files of a course with one deck."""
    return {"slides.yaml": "title: Course\n", DECK: slides(*texts)}


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
    ids: str = page.evaluate(
        """() => [...document.querySelectorAll('.slides > section')].map((section) => section.id
            || `[${[...section.children].map((child) => child.id).join(' ')}]`).join(' ')"""
    )
    return ids


def place(page: Page) -> list[object]:
    """Return the id of the shown slide and the step on it."""
    found: list[object] = page.evaluate("() => [Reveal.getCurrentSlide().id, Reveal.getIndices().f ?? null]")
    return found


def mark(page: Page) -> None:
    """Mark the page and all elements of its slides, to know them again."""
    page.evaluate("() => { for (const e of [window, ...document.querySelectorAll('.slides *')]) e.__mark = true; }")


def unmarked(page: Page, selector: str) -> int:
    """Return how many of these elements are new since `mark`."""
    new = "selector => [...document.querySelectorAll(selector)].filter((e) => !e.__mark).length"
    count: int = page.evaluate(new, selector)
    return count


def tone() -> bytes:
    """Return a quiet minute of sound."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 480_000)
    return file.getvalue()
