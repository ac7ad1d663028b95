"""Watch pages: what a page logs, throws, is refused or asks of other hosts fails its test, unless that expects it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

# Opens a watched window, with Playwright's options for one.
OpenContext = Callable[..., BrowserContext]
# Opens a page in a watched window that earlier tests have used, with the same options.
OpenTab = Callable[..., Page]
_QUIET = {"debug", "info", "log", "verbose"}


@dataclass
class Watch:
    """What happened in the pages of one test. `homes` are the addresses below which requests may go."""

    homes: tuple[str, ...]
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let problems pass that match the regular expression; one at least must come."""
        self.expected.append(pattern)

    def follow(self, context: BrowserContext) -> None:
        """Watch all pages of `context`, popups too."""
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)

    def leave(self, context: BrowserContext) -> None:
        """Watch them no longer."""
        context.remove_listener("console", self._on_console)
        context.remove_listener("weberror", self._on_error)
        context.remove_listener("request", self._on_request)
        context.remove_listener("requestfailed", self._on_failure)

    def report(self) -> str:
        """Return what was unexpected, and what was expected and did not come; empty where all is well."""
        unexpected = [text for text in self.problems if not any(re.search(known, text) for known in self.expected)]
        missing = [known for known in self.expected if not any(re.search(known, text) for text in self.problems)]
        return "\n".join([*unexpected, *(f"expected, but did not come: {known}" for known in missing)])

    def asked_for(self, name: str) -> bool:
        """Tell whether a request for a file of this name was made."""
        return any(url.split("?")[0].endswith(f"/{name}") for url in self.requests)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in _QUIET:
            self.problems.append(f"console {message.type}: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self.problems.append(f"error: {error.error}")

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((*self.homes, "data:", "blob:", "about:")):
            self.problems.append(f"request leaves the site: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that was left before all had come
            self.problems.append(f"request failed: {request.url} ({request.failure})")


def go(page: Page, url: str) -> Page:
    """Open a deck at `url` and wait until Reveal.js is ready and its fonts are there."""
    if page.url.partition("#")[0] == url.partition("#")[0]:
        page.goto("about:blank")  # a change of the fragment alone would not load the page
    page.goto(url)
    page.wait_for_function("() => document.querySelector('.reveal.ready') && document.fonts.status === 'loaded'")
    return page
