"""Measure the live preview: from writing a file to the new text in Chromium. `uv run python benchmarks/live.py`.

Prints median and 95th percentile over 30 edits of one word, for a deck of 50 slides, a deck of 1,000 slides and a
course of 200 decks; what one changed word sends over the wire; and, with `--memory`, the server's resident memory
over 10,000 edits.
"""

from __future__ import annotations

import contextlib
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from course import write_course
from playwright.sync_api import Page, sync_playwright

_EDITS = 30
_CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")
_COURSES = (("50 slides", 1, 50), ("1,000 slides", 1, 1000), ("200 decks x 50 slides", 200, 50))
# Resolves with the time (ms since the epoch) of the frame in which the word is on the page.
_SEEN = """(word) => new Promise((resolve) => {
  const slide = () => Reveal.getCurrentSlide();
  const look = () => {
    if (!slide() || !slide().textContent.includes(word)) return false;
    requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    return true;
  };
  if (look()) return;
  const observer = new MutationObserver(() => { if (look()) observer.disconnect(); });
  observer.observe(document.querySelector(".slides"), {subtree: true, childList: true, characterData: true});
})"""


def main() -> None:
    """Run all measurements."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_CHROMIUM))
        print(f"{'edit to visible text, ms':<28}{'median':>8}{'95 %':>8}{'worst':>8}")
        for name, decks, slides in _COURSES:
            course = Path(folder) / f"{decks}x{slides}"
            write_course(course, decks=decks, slides=slides)
            with _served(course) as (address, _):
                page = browser.new_page()
                times = sorted(_measure(page, course, address, slides))
                page.close()
            print(f"{name:<28}{statistics.median(times):>8.1f}{times[int(len(times) * 0.95)]:>8.1f}{times[-1]:>8.1f}")
        _print_wire(Path(folder) / "wire")
        if "--memory" in sys.argv[1:]:
            _print_memory(Path(folder) / "memory")
        browser.close()


@contextlib.contextmanager
def _served(course: Path) -> Iterator[tuple[str, Server]]:
    """Run the server on `course`; give its address and the process."""
    command = [sys.executable, "-m", "dl4ad_slides", "-C", str(course), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", line)
        if found is None:
            raise RuntimeError(f"the server did not say its address: {line!r}")
        server = Server(process)
        threading.Thread(target=server.listen, daemon=True).start()
        try:
            yield found[0], server
        finally:
            process.terminate()


class Server:
    """A server that says a line for each edit; unread, they would fill the pipe and hold it up."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: queue.Queue[str] = queue.Queue()

    @property
    def resident(self) -> float:
        """Return its resident memory in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0

    def listen(self) -> None:
        """Take in what it says, until it ends."""
        with contextlib.suppress(ValueError):  # it is being closed
            for line in self._process.stdout or ():
                self._lines.put(line)

    def wait(self) -> None:
        """Return when it has said that an edit was taken in."""
        self._lines.get(timeout=60)


def _measure(page: Page, course: Path, address: str, slides: int) -> Iterator[float]:
    """Yield milliseconds from the start of writing the file to the frame that shows the new word."""
    deck = course / "decks" / "001-lecture.md"
    middle = slides // 2
    page.goto(f"{address}001-lecture.html#/{middle}")
    page.wait_for_function("() => document.documentElement.hasAttribute('data-live')")
    page.wait_for_timeout(1000)
    text = deck.read_text(encoding="utf-8")
    for edit in range(_EDITS):
        word = f"word{edit}x"
        changed = text.replace(f"Slide {middle} of lecture 1\n", f"Slide {middle} of lecture 1 {word}\n")
        changed = changed.replace(f"step ${middle}$ is", f"step ${middle}$ ({word}) is").replace(f" {word}\n", "\n")
        page.evaluate(f"() => {{ window.seen = ({_SEEN})('{word}'); }}")
        started = time.time() * 1000
        deck.write_text(changed, encoding="utf-8")
        yield float(page.evaluate("window.seen")) - started
        page.wait_for_timeout(50)


def _print_wire(course: Path) -> None:
    """Print the bytes of the event for one changed word."""
    write_course(course, decks=1, slides=50)
    deck = course / "decks" / "001-lecture.md"
    with _served(course) as (address, _):
        with urllib.request.urlopen(f"{address}001-lecture.html") as page:
            page.read()
        with urllib.request.urlopen(f"{address}_live/events?page=001-lecture&session=new&revision=0") as stream:
            while b'"findings"' not in stream.readline():
                pass
            deck.write_text(deck.read_text(encoding="utf-8").replace("uphill", "skyward", 1), encoding="utf-8")
            while b'"slides"' not in (line := stream.readline()):
                pass
            section = len(line)
    print(f"one changed word sends {section} bytes")


def _print_memory(course: Path) -> None:
    """Print the resident memory of the server at the start, in the middle and at the end of 10,000 edits."""
    write_course(course, decks=1, slides=50)
    deck = course / "decks" / "001-lecture.md"
    text = deck.read_text(encoding="utf-8")
    with _served(course) as (address, server):
        with urllib.request.urlopen(f"{address}001-lecture.html") as page:
            page.read()
        for edit in range(10_001):
            if edit in {100, 5_000, 10_000}:
                print(f"after {edit:>6} edits: {server.resident:.0f} MB")
            deck.write_text(text.replace("uphill", f"uphill ({edit}) $x_{{{edit}}}$", 1), encoding="utf-8")
            server.wait()


if __name__ == "__main__":
    main()
