"""Measure the live preview: from writing a file to the frame that shows the new word in Chromium.

    uv run python benchmarks/live.py [--runs 5] [--edits 20] [--memory]

Four pages are open at once: previews of a deck of 50 slides, of one of 1,000 and of a course of 200 decks of 50
slides, and the floor. That is the built page of the deck of 50 slides, whose shown slide takes its HTML from a file
(`benchmarks/floor.py`): file event, server-sent event, DOM; the same HTML as the preview sends, and nothing is
rendered. One edit changes one word on the slide that is shown, in each page in turn, so that whatever else the machine
does strikes all alike. Of each run the median over its edits is taken, and of these medians the ratios that the goals
are about: 1,000 slides to 50 (at most 1.3), and 50 slides to the floor (at most 2). Printed are the medians over all
runs, and the lowest and highest ratio of a run.

Times are milliseconds from the start of writing the file to the change of the DOM (`DOM`), and to the end of the
first frame behind it, its style, layout and paint included (`shown`). A page paints every 16.7 ms at most. `CPU` is
processor time of the server for each edit, which does not depend on what else the machine does.

Then it tells what one changed word sends over the wire; and, with `--memory`, the server's resident memory over 10,000
edits.
"""

from __future__ import annotations

import argparse
import contextlib
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from chromium import launch_chromium
from course import write_course
from playwright.sync_api import Browser, Page, sync_playwright

_COURSES = (("50 slides", 1, 50), ("1,000 slides", 1, 1000), ("200 decks x 50 slides", 200, 50))
_FLOOR = "floor"
_SMALL, _LARGE = "50 slides", "1,000 slides"
_PAUSE = 40  # ms between edits: longer than a frame, and of no round relation to one
# Resolves with the times (ms since the epoch) at which the word is in the DOM, and at which the frame is done.
_SEEN = """(word) => new Promise((resolve) => {
  const now = () => performance.timeOrigin + performance.now();
  const slide = () => Reveal.getCurrentSlide();
  const observer = new MutationObserver(() => {
    if (!slide().textContent.includes(word)) return;
    observer.disconnect();
    const changed = now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve([changed, now()]);
    requestAnimationFrame(() => port2.postMessage(null));
  });
  observer.observe(document.querySelector(".slides"), {subtree: true, childList: true, characterData: true});
})"""


class Times(NamedTuple):
    """What one edit took, or the median of several, in ms."""

    dom: float
    shown: float
    cpu: float


@dataclass(frozen=True)
class Preview:
    """An open page and the file that it follows; `before` and `behind` are its text around the word that changes."""

    page: Page
    server: Server
    file: Path
    before: str
    behind: str

    def edit(self, word: str) -> Times:
        """Change the word and wait until the page shows it."""
        self.page.evaluate(f"() => {{ window.seen = ({_SEEN})('{word}'); }}")
        cpu, started = self.server.cpu, time.time() * 1000
        self.file.write_text(f"{self.before}{word}{self.behind}", encoding="utf-8")
        dom, shown = self.page.evaluate("window.seen")
        self.page.wait_for_timeout(_PAUSE)
        return Times(dom - started, shown - started, self.server.cpu - cpu)


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--edits", type=int, default=20, help="in each run")
    parser.add_argument("--memory", action="store_true", help="measure memory over 10,000 edits, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            runs = _measure(browser, Path(folder), options.runs, options.edits)
            browser.close()
        _print_times(runs)
        _print_wire(Path(folder) / "wire")
        if options.memory:
            _print_memory(Path(folder) / "memory")


def _measure(browser: Browser, folder: Path, runs: int, edits: int) -> list[dict[str, list[Times]]]:
    """Return of each run the times of all edits, by the name of what was edited."""
    with contextlib.ExitStack() as stack:
        previews = {_FLOOR: _open_floor(browser, folder, stack)}
        previews |= {name: _open(browser, folder, stack, decks, slides) for name, decks, slides in _COURSES}
        for preview in previews.values():
            for number in range(3):  # what is only done once is no part of an edit
                preview.edit(f"warm{number}")
        measured: list[dict[str, list[Times]]] = []
        for run in range(runs):
            times: dict[str, list[Times]] = {name: [] for name in previews}
            for number in range(edits):
                for name, preview in previews.items():
                    times[name].append(preview.edit(f"word{run}x{number}"))
            measured.append(times)
        return measured


def _open(browser: Browser, folder: Path, stack: contextlib.ExitStack, decks: int, slides: int) -> Preview:
    """Open the slide in the middle of a deck of a course."""
    course, middle = folder / f"{decks}x{slides}", slides // 2
    write_course(course, decks=decks, slides=slides)
    address, server = stack.enter_context(_served(course))
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}001-lecture.html#/{middle}")
    file = course / "decks" / "001-lecture.md"
    before, mark, behind = file.read_text(encoding="utf-8").partition(f"step ${middle}$ is")
    return _settled(Preview(page, server, file, f"{before}step ${middle}$ (", f") is{behind}" if mark else ""))


def _open_floor(browser: Browser, folder: Path, stack: contextlib.ExitStack) -> Preview:
    """Open a built deck of 50 slides whose middle one follows a file."""
    course, site, file = folder / "floor", folder / "floor" / "site", folder / "floor" / "slide" / "slide.html"
    file.parent.mkdir(parents=True)
    write_course(course, decks=1, slides=50)
    build = [sys.executable, "-m", "dl4ad_slides", "-C", str(course), "build", "-o", str(site)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    built = site / "001-lecture.html"
    found = re.search(r'<section id="([^"]*-25-[^"]*)"[^>]*>(.*?)</section>', built.read_text("utf-8"), re.DOTALL)
    if found is None:
        raise RuntimeError("the built deck has no slide 25")
    before, mark, behind = found[2].partition("The loss at step ")
    program = [str(Path(__file__).with_name("floor.py")), str(file), str(built), found[1]]
    address, server = stack.enter_context(_running(program))
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    return _settled(Preview(page, server, file, f"{before}The loss (", f") at step {behind}" if mark else ""))


def _settled(preview: Preview) -> Preview:
    preview.page.wait_for_function("() => document.documentElement.hasAttribute('data-live')")
    preview.page.wait_for_timeout(1000)
    return preview


def _print_times(runs: list[dict[str, list[Times]]]) -> None:
    """Print medians, and the ratios of the medians of each run."""
    medians = [{name: _median(times) for name, times in run.items()} for run in runs]
    print(f"{'edit to visible text, ms':<26}{'DOM':>7}{'shown':>7}{'95 %':>7}{'worst':>7}{'CPU':>7}")
    for name in runs[0]:
        every = sorted(each.shown for run in runs for each in run[name])
        of_runs = _median([run[name] for run in medians])
        late = every[int(len(every) * 0.95)]
        print(f"{name:<26}{of_runs.dom:>7.1f}{of_runs.shown:>7.1f}{late:>7.1f}{every[-1]:>7.1f}{of_runs.cpu:>7.1f}")
    print(f"\n{'ratios, run by run':<46}{'median':>8}{'lowest':>8}{'highest':>8}")
    pairs = [(_LARGE, _SMALL), *((name, _FLOOR) for name in runs[0] if name != _FLOOR)]
    for one, other in pairs:
        for what in ("dom", "shown"):
            ratios = sorted(getattr(run[one], what) / getattr(run[other], what) for run in medians)
            title = f"{one} / {other}, {'DOM' if what == 'dom' else what}"
            print(f"{title:<46}{statistics.median(ratios):>8.2f}{ratios[0]:>8.2f}{ratios[-1]:>8.2f}")


def _median(times: list[Times]) -> Times:
    return Times(*(statistics.median(each) for each in zip(*times, strict=True)))


@contextlib.contextmanager
def _served(course: Path) -> Iterator[tuple[str, Server]]:
    """Run the preview of `course`; give its address and the process."""
    with _running(["-m", "dl4ad_slides", "-C", str(course), "serve", "--port", "0"]) as running:
        yield running


@contextlib.contextmanager
def _running(program: list[str]) -> Iterator[tuple[str, Server]]:
    """Run a server; give its address, which it says first, and the process."""
    with subprocess.Popen([sys.executable, *program], stdout=subprocess.PIPE, text=True) as process:
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

    @property
    def cpu(self) -> float:
        """Return the processor time in ms that all of its threads have taken so far."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e6

    def listen(self) -> None:
        """Take in what it says, until it ends."""
        with contextlib.suppress(ValueError):  # it is being closed
            for line in self._process.stdout or ():
                self._lines.put(line)

    def wait(self) -> None:
        """Return when it has said that an edit was taken in."""
        self._lines.get(timeout=60)


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
    print(f"\none changed word sends {section} bytes")


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
