"""Measure the search over 10,000 slides: size of the index, time to make and load it, time to answer.

The goals: ready within 300 ms of the key that opens the search, and 95 % of the answers in less than 16 ms. A page is
opened five times; of the times until its search is ready, and of those of each answer, the medians are taken. An answer
is measured from the change of the field to the list that is laid out.

The course is generated: sentences chained from words of our own lectures, so that common and rare words are as in
lectures, and made-up names, so that there are as many words as in 200 of them. Needs Chromium.

    uv run python benchmarks/search.py [--minisearch node_modules/minisearch/dist/umd/index.js]
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from chromium import launch_chromium
from playwright.sync_api import Browser, Page, sync_playwright

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.render.publish.search_index import SEARCH_INDEX, search_index, slide_words
from dl4ad_slides.write import write_site

_ROOT = Path(__file__).parents[1]
_RUNS = 5
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-z]+)*[.,]?")
_PAST_MARKUP = re.compile(
    r"```.*?```|<[^>]*>|\$[^$]*\$|\([^)]*\)|\{[^}]*\}|^Note:.*?(?=^---)", re.DOTALL | re.MULTILINE
)
_ROOTS = "audio bark chord drum echo flux grain harm impulse jitter kernel loud mel noise onset phase reverb spectr"
_ENDS = "former net gan coder flow mixer bank ator ogram imizer ment ization"
_QUERIES = """gradient, gradient descent, convolution, convolutional network, the, th, the of and, the of and a to in,
a sum of the weights of the layers, a network of layers, learning rate, backpropagation, max, pooling, overfitting,
k-means, k-means clustering, training data, test set, loss function, neuron, weights, spectrogram, mel spectrogram,
recurrent, universal approximation, regression, bias variance, batch, co, con, lear, netw, neural networks learn, sound,
sample rate, loss on the data, gradeint, convoltion, backpropagtion, overfiting, spektrogram, netwrok, regresion,
lerning rate, trainning data, neurla network, aproximation, xyzzyplugh, melformer"""
_ASK = """async query => {
  const input = document.querySelector('#ui_search input'), list = document.querySelector('#ui_search-results');
  const start = performance.now();
  input.value = query;
  input.dispatchEvent(new Event('input'));
  for (let i = 0; i < 4; i++) await Promise.resolve();
  list.offsetHeight;  // laid out, as before it is painted
  return [performance.now() - start, document.querySelector('#ui_search [role=status]').textContent];
}"""
# How long it took from the key to the word that the search is ready, and the longest task in between.
_WATCH = """() => {
  window.longest = 0;
  const status = document.querySelector('#ui_search [role=status]');
  window.ready = new Promise(resolve => {
    addEventListener('keydown', ({timeStamp}) => {
      new MutationObserver(() => { if (status.textContent.startsWith('Type')) resolve(performance.now() - timeStamp); })
        .observe(status, {childList: true, characterData: true, subtree: true});
    }, {capture: true, once: true});
  });
  const watch = list => list.getEntries().forEach(entry => { longest = Math.max(longest, entry.duration); });
  new PerformanceObserver(watch).observe({type: 'longtask'});
}"""
# The engines alone, without excerpts and display: of both, the median of five answers to each query.
_COMPARE = """queries => {
  const making = make => {
    const start = performance.now(), made = make();
    return [made, performance.now() - start];
  };
  const median = ask => [0, 1, 2, 3, 4].map(() => making(ask)[1]).sort((one, other) => one - other)[2];
  const [ours, oursMade] = making(() => {
    const work = dl4adSearchEngine.index(dl4adSearchData);
    for (;;) { const step = work.next(); if (step.done) return step.value; }
  });
  const documents = dl4adSearchData.flatMap((deck, at) => deck.slides.map(
    ([id, number, title = '', text = '', code = '']) => ({id: `${at}/${id}`, title, text, code})));
  const tokenize = text => text.match(/[\\p{L}\\p{N}]+/gu) || [];
  const [theirs, theirsMade] = making(() => {
    const index = new MiniSearch({fields: ['title', 'text', 'code'], tokenize, processTerm: dl4adSearchEngine.fold});
    index.addAll(documents);
    return index;
  });
  const fuzzy = term => term.length > 7 ? 2 : term.length > 3 ? 1 : false;
  const options = {prefix: term => term.length > 1, fuzzy, combineWith: 'AND', boost: {title: 6}};
  return [
    ['our engine', oursMade, queries.map(query => median(() => ours.find(query, 30)))],
    ['MiniSearch', theirsMade, queries.map(query => median(() => theirs.search(query, options)))],
  ];
}"""


def write_course(root: Path, decks: int, slides: int) -> None:
    """Write a course of `decks` decks with `slides` slides below `root`; the same one at each call."""
    chance, chain = random.Random(1), defaultdict(list)
    for source in sorted((_ROOT / "decks").glob("*.md")):
        words = _WORD.findall(_PAST_MARKUP.sub(" ", source.read_text(encoding="utf-8")))
        for one, other in itertools.pairwise(words):
            chain[one].append(other)
    roots = _ROOTS.split()
    names = [f"{one}{other}{end}" for one in roots for other in ("", *roots) for end in _ENDS.split()]
    word = chance.choice([*chain])

    def sentence(length: int) -> str:
        nonlocal word
        said = []
        for _ in range(length):
            word = chance.choice(chain[word] or [*chain])
            said.append(chance.choice(names).capitalize() if chance.random() < 0.03 else word)
        return " ".join(said)

    folder = root / "decks"
    folder.mkdir(parents=True)
    (root / "slides.yaml").write_text("title: A generated course\n", encoding="utf-8")
    for deck in range(1, decks + 1):
        parts = [f"# {sentence(3)} {deck}\n"]
        for slide in range(1, slides):
            lines = "\n".join(f"- {sentence(chance.randint(6, 14))}" for _ in range(chance.randint(5, 9)))
            extra = f"\n\n$$L_{{{deck},{slide}}} = \\theta_{{{slide}}}$$" if slide % 10 == 0 else ""
            extra += (
                f"\n\n```python\nmodel_{slide} = {chance.choice(names)}(rate={slide})\n```" if slide % 5 == 0 else ""
            )
            parts.append(f"## {sentence(4)}\n\n{lines}{extra}\n")
        (folder / f"{deck:03}-lecture.md").write_text("\n---\n\n".join(parts), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decks", type=int, default=200)
    parser.add_argument("--slides", type=int, default=50)
    parser.add_argument("--minisearch", type=Path, help="the library to compare with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, site = Path(folder) / "course", Path(folder) / "site"
        write_course(root, options.decks, options.slides)
        _measure_build(root, site)
        with sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            _measure_page(browser, site)
            if options.minisearch:
                _compare(browser.new_page(), site, options.minisearch)
            browser.close()


def _measure_build(root: Path, site: Path) -> None:
    start = time.perf_counter()
    result = build_site(load_course(root))
    whole, start = time.perf_counter() - start, time.perf_counter()
    index = search_index(deck.words for deck in result.decks)
    making = time.perf_counter() - start
    words = [words for rendered in result.decks for words in slide_words(rendered.slides)]
    plain = sum(len(f"{each.title}{each.text}{each.code}".encode()) for each in words)
    packed = len(gzip.compress(index))
    print(f"{len(words)} slides, {plain:,} bytes of plain text; built in {whole:.1f} s, the index in {making:.2f} s")
    print(f"index {len(index):,} bytes, gzip {packed:,}: {packed / plain:.3f} of the plain text")
    write_site(result.files, site)


def _measure_page(browser: Browser, site: Path) -> None:
    """Print how soon the search is ready on a page that was just opened, and how long answers take on it."""
    readies, answers = [], defaultdict[str, list[float]](list)
    for _ in range(_RUNS):
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        page.evaluate(_WATCH)
        page.keyboard.press("/")
        readies.append((page.evaluate("ready"), page.evaluate("longest")))
        for query in _queries():
            took, said = page.evaluate(_ASK, query)
            answers[f"{query}: {said}"].append(took)
        page.close()
    times = [ready for ready, _ in readies]
    longest = statistics.median(task for _, task in readies)
    spread = f"{min(times):.0f} to {max(times):.0f}"
    print(f"ready {statistics.median(times):.0f} ms after the key ({spread}); longest task {longest:.0f} ms")
    medians = {query: statistics.median(each) for query, each in answers.items()}
    for query, took in medians.items():
        print(f"  {took:6.1f} ms  {query}")
    _print_times("answers", [*medians.values()])


def _compare(page: Page, site: Path, library: Path) -> None:
    """Ask both engines, on this machine and on one that is four times slower, as phones are."""
    for path in (site / "_static" / SEARCH_INDEX, site / "_static" / "js" / "search-engine.js", library):
        page.add_script_tag(path=path)
    for slower in (1, 4):
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        answers: list[tuple[str, float, list[float]]] = page.evaluate(_COMPARE, _queries())
        for name, making, times in answers:
            _print_times(f"{name} alone, {slower} x slower, index made in {making:.0f} ms", times)


def _queries() -> list[str]:
    return [query.strip() for query in _QUERIES.split(",")]


def _print_times(title: str, times: list[float]) -> None:
    late = statistics.quantiles(times, n=20)[-1]
    middle, longest = statistics.median(times), max(times)
    print(f"{title}: {len(times)} queries, median {middle:.1f}, 95 % {late:.1f}, most {longest:.1f} ms")


if __name__ == "__main__":
    main()
