"""Render the decks of a course and finish them one by one, in this process or spread over several.

Workers are forked where that is safe: they begin with the course as it was loaded. Elsewhere they load it anew. Which
process does what never shows: a deck knows nothing of how others were rendered.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dl4ad_slides.course import load_course
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.files import Looked
from dl4ad_slides.model.output import FinishedDeck, RenderedDeck
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from dl4ad_slides.render.pages.finished import finish_deck
from dl4ad_slides.store.values import Values

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_FORK, _SPAWN = "fork", "spawn"
_MOST = 61  # Windows waits for no more processes at once (`ProcessPoolExecutor`)
# How many characters of decks there must be for workers to win more time than they take to start. On two cores, forked
# ones draw level at some 40,000 of `benchmarks/course.py` (100 slides); others import and load for half a second first,
# which is reckoned, not measured, to be won back below the number here.
LEAST_TEXT = {_FORK: 60_000, _SPAWN: 400_000}


class WorkerError(Exception):
    """A worker has ended before its work, such as where the system had no memory left."""


def usable_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells
        return os.cpu_count() or 1


class Renderer:
    """Renders the decks of a project; `kept` is what earlier builds have kept of them, if it is to be used."""

    def __init__(self, project: Project, kept: Values | None = None) -> None:
        self.project, self.kept = project, kept
        self.course, self.engines = CourseFacts(project), Engines(KATEX_JS, VEGA_JS)

    def render(self, deck: Deck, memory: RenderMemory) -> RenderedDeck:
        """Return a deck, as far as possible as it was kept; if it is another now, that is kept."""
        if self.kept is None:
            return render_deck(deck, self.course, self.engines, memory)
        if before := self.kept.read(deck.name):
            memory.restore(deck.name, before)
        rendered = render_deck(deck, self.course, self.engines, memory)
        after = memory.of_deck(deck.name)
        if before is None or [trace.value for trace in before[0]] != [trace.value for trace in after[0]]:
            self.kept.write(deck.name, after)
        return rendered

    def finish(self, deck: Deck) -> FinishedDeck:
        """Return a deck, finished; nothing else of it stays in memory."""
        return finish_deck(self.render(deck, RenderMemory()), self.project.sizes)


@dataclass(frozen=True, slots=True)
class _Order:
    """What workers that cannot inherit a course load it from; the decks come as they were read."""

    root: Path
    only: tuple[str, ...]
    audience: Audience
    decks: tuple[Deck, ...]
    kept: Values | None

    def renderer(self) -> Renderer:
        project = load_course(self.root, self.only, audience=self.audience)
        return Renderer(replace(project, decks=self.decks), self.kept)


class _Result(NamedTuple):
    """What a worker gives for a deck: what it has looked for in the project so far, and what it could not read."""

    deck: FinishedDeck
    looked: Looked
    problems: Sequence[str]


@contextmanager
def finishing(
    here: Renderer, jobs: int, on_deck: Callable[[Deck], None], *, is_whole: bool
) -> Iterator[Callable[[], Sequence[FinishedDeck]]]:
    """Give a function that returns the decks of a project, finished, in its order; workers begin at once.

    There are at most `jobs` of them, and none where they would not pay: then the decks are finished `here`, when they
    are asked for. `on_deck` is called before a deck is finished here, and when a worker has finished one. `is_whole`
    tells that the project has all decks of its course. Raises WorkerError.
    """
    project = here.project
    jobs, start = min(jobs, len(project.decks), _MOST), _way_to_start()
    if jobs < 2 or sum(len(deck.body.text) for deck in project.decks) < LEAST_TEXT[start]:
        yield lambda: [_told(deck, here, on_deck) for deck in project.decks]
        return
    # Before workers begin: an interrupt during an import may get lost.
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    with _pool(here, jobs, start, is_whole=is_whole) as pool:
        by_size = sorted(range(len(project.decks)), key=lambda index: -len(project.decks[index].body.text))
        with _without_interrupts():
            waiting = {pool.submit(_finish, index): index for index in by_size}

        def gathered() -> Sequence[FinishedDeck]:
            results: dict[int, _Result] = {}
            try:
                for done in as_completed(waiting):
                    results[waiting[done]] = done.result()
                    on_deck(project.decks[waiting[done]])
            except BrokenProcessPool as problem:
                raise WorkerError("a process ended before its work was done; `--jobs 1` takes less memory") from problem
            return [_taken(deck, results[index], here) for index, deck in enumerate(project.decks)]

        yield gathered


def _taken(deck: Deck, result: _Result, here: Renderer) -> FinishedDeck:
    """Take over what a worker has found out besides `deck`, the text of which is to be in memory once."""
    here.project.files.take(result.looked)
    if here.kept:
        here.kept.problems.extend(result.problems)
    return replace(result.deck, deck=deck)


def _told(deck: Deck, here: Renderer, on_deck: Callable[[Deck], None]) -> FinishedDeck:
    on_deck(deck)
    return here.finish(deck)


def _way_to_start() -> str:
    """Return how workers start: only a process of one thread can be forked, and none in which V8 has been."""
    if sys.platform != "linux" or "py_mini_racer" in sys.modules:
        return _SPAWN
    return _FORK if len(os.listdir("/proc/self/task")) == 1 else _SPAWN  # noqa: PTH208 - names alone


@contextmanager
def _pool(here: Renderer, jobs: int, start: str, *, is_whole: bool) -> Iterator[ProcessPoolExecutor]:
    """Give workers, which are ended at once where anything is raised here."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    project = here.project
    only = () if is_whole else tuple(deck.source.path for deck in project.decks)
    order = _Order(project.root, only, project.audience, project.decks, here.kept)
    given = here if start == _FORK else order
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(start), _begin, (given,))
    others = set(multiprocessing.active_children())
    try:
        yield pool
    except BaseException:
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let workers begin with interrupts held back: they learn to ignore them before the first one reaches them."""
    if sys.platform == "win32":
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


# What a worker works with; in the process that has started it, there is none.
_renderers: list[Renderer] = []


def _begin(given: Renderer | _Order) -> None:
    """Make ready for work in a process of its own, which ends when it is told to, or with the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout = sys.stderr  # an extension may print; standard output is for the outcome
    _renderers.append(given.renderer() if isinstance(given, _Order) else given)
    gc.freeze()  # what is there stays: to look at it again and again would copy the memory that processes share


def _end_with_parent() -> None:
    """Wait for the end of the process that has started this one, even a sudden one, and end with it."""
    import multiprocessing

    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _finish(index: int) -> _Result:
    """Finish the deck at `index` of the project."""
    renderer, problems = _renderers[0], list[str]()
    finished = renderer.finish(renderer.project.decks[index])
    if renderer.kept:
        problems.extend(renderer.kept.problems)
        renderer.kept.problems.clear()
    return _Result(finished, renderer.project.files.looked, problems)
