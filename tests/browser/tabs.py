"""Pages that are handed from test to test: to open a new window costs twice what most tests of a page cost.

A tab comes back empty: nothing stored, no history, no routes, no other pages in its window, with the size, the media
and the pointer of a new one. What Playwright cannot take back is left to windows of their own: clocks, permissions, and
scripts that are to run before those of the page, unless all tests with the same options want the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page
from watch import OpenContext, Watch

_AWAY = (-9, -9)  # where the pointer lies on nothing
_MOST_IDLE = 2  # of one kind; each is a process of its own
_FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass
class Tabs:
    """The tabs of one browser. `make` opens a window, `origins` are addresses of empty pages, one for each origin."""

    make: OpenContext
    origins: Sequence[str]
    _idle: dict[str, list[Page]] = field(default_factory=dict)
    _used: list[tuple[str, dict[str, Any], Page]] = field(default_factory=list)

    def take(self, watch: Watch, script: str = "", **options: Any) -> Page:
        """Return an empty page in a window with these options, which runs `script` before those of a page."""
        key = repr((script, sorted((name, value) for name, value in options.items() if name != "viewport")))
        page = self._idle[key].pop() if self._idle.get(key) else self._new(script, options)
        page.set_viewport_size(options["viewport"])
        watch.follow(page.context)
        self._used.append((key, options, page))
        return page

    def give_back(self, watch: Watch) -> None:
        """Empty all that were taken, for the next test."""
        while self._used:
            key, options, page = self._used.pop()
            if page.is_closed():
                page.context.close()
                continue
            self._empty(page, options, watch)
            idle = self._idle.setdefault(key, [])
            if len(idle) < _MOST_IDLE:
                idle.append(page)
            else:
                page.context.close()

    def _new(self, script: str, options: dict[str, Any]) -> Page:
        context = self.make(**options)
        if script:
            context.add_init_script(script)
        return context.new_page()

    def _empty(self, page: Page, options: dict[str, Any], watch: Watch) -> None:
        for other in page.context.pages:
            if other != page:
                other.close()
        page.unroute_all()
        page.context.unroute_all()
        page.goto("about:blank")
        watch.leave(page.context)
        for empty in self.origins:
            if any(url.startswith(empty.rpartition("/")[0]) for url in watch.requests):
                page.goto(empty)
                page.evaluate(_FORGET)
        page.context.new_cdp_session(page).send("Page.resetNavigationHistory")
        page.mouse.move(*_AWAY)
        motion = options.get("reduced_motion", "no-preference")
        page.emulate_media(media="null", color_scheme=options["color_scheme"], reduced_motion=motion)
