"""Run the live preview until Ctrl-C: the server, the watcher, and what the terminal says."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click
import uvicorn

from dl4ad_slides.model.audience import Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.report import print_findings
from dl4ad_slides.serve.access import allowed_hosts
from dl4ad_slides.serve.app import Options, make_app
from dl4ad_slides.serve.course import LiveCourse
from dl4ad_slides.serve.events import Events
from dl4ad_slides.serve.listen import address_of
from dl4ad_slides.serve.messages import Message
from dl4ad_slides.serve.watch import Watcher

_GARBAGE_THRESHOLDS = (10_000, 20, 100)


def run_preview(
    root: Path,
    listener: socket.socket,
    host: str,
    options: Options,
    audience: Audience,
    *,
    watch: bool,
    open_browser: bool,
) -> None:
    """Serve the course at `root`, as it is for `audience`, on `listener`, which is bound to `host`.

    Raises VendorMissingError.
    """
    # What a course keeps is many small objects: looking for garbage among all of them would hold up edits.
    gc.set_threshold(*_GARBAGE_THRESHOLDS)
    started = time.time()
    preview = _Preview(root, options, allowed_hosts(host), audience)
    if open_browser:
        threading.Timer(0.3, webbrowser.open, [address_of(listener)]).start()
    watcher = Watcher(lambda: preview.course.project, preview.take_in, since=started) if watch else None
    preview.watcher = watcher
    if watcher:
        watcher.start()
    try:
        preview.server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        if watcher:
            watcher.stop()


class _Server(uvicorn.Server):
    """Ends the streams of changes first when it is told to stop: they would keep it waiting."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events
        self.loop: asyncio.AbstractEventLoop | None = None

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().serve(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # What is cut off from here on is no news, and least of all with a traceback.
        logging.getLogger("uvicorn.error").disabled = True
        if self.loop:
            self.loop.call_soon_threadsafe(self._events.close)
        super().handle_exit(sig, frame)


class _Preview:
    """Brings changes on disk to open pages and to the terminal."""

    def __init__(self, root: Path, options: Options, hosts: frozenset[str], audience: Audience) -> None:
        self._events = Events()
        self._told: set[tuple[str, ...]] = set()
        self.watcher: Watcher | None = None
        self.course = LiveCourse(root, self._on_findings, audience, self._on_files)
        app = make_app(self.course, self._events, options, hosts)
        # Its own parser of HTTP limits what a request may hold, and there is nothing for web sockets here.
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=1,
            # Nobody stands between: what a request says of its sender is not believed.
            proxy_headers=False,
            server_header=False,
        )
        self.server = _Server(config, self._events)
        self._tell_findings()

    def take_in(self, changed: frozenset[str]) -> None:
        """Bring the files `changed` into all open pages."""
        started = time.perf_counter()
        what = _what(sorted(changed))
        try:
            messages = self.course.update(changed)
        except Exception as problem:  # the preview goes on: the next edit may be taken in
            click.echo(f"{what}: cannot be shown: {type(problem).__name__}: {problem}", err=True)
            return
        self._publish(messages)
        milliseconds = (time.perf_counter() - started) * 1000
        click.echo(f"{what}: {_outcome(messages)} ({milliseconds:.0f} ms)")
        self._tell_findings()

    def _on_findings(self, message: Message) -> None:
        self._publish((message,))
        self._tell_findings()

    def _on_files(self) -> None:
        if self.watcher:
            self.watcher.look_again()

    def _publish(self, messages: Sequence[Message]) -> None:
        if self.server.loop and messages:
            self.server.loop.call_soon_threadsafe(self._publish_now, messages)

    def _publish_now(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._events.publish(message)

    def _tell_findings(self) -> None:
        """Print what is new; a finding that has only moved to another line is not."""
        findings = self.course.all_findings()
        known = {_identity(finding) for finding in findings}
        print_findings(finding for finding in findings if _identity(finding) not in self._told)
        if self._told and not known:
            click.echo("All findings are mended.")
        self._told = known


def _identity(finding: Diagnostic) -> tuple[str, ...]:
    return finding.code, finding.position.file, finding.message


def _what(changed: Sequence[str]) -> str:
    return changed[0] if len(changed) == 1 else f"{len(changed)} files"


def _outcome(messages: Sequence[Message]) -> str:
    """Return in words what open pages were told."""
    words: list[str] = []
    for message in messages:
        if message["type"] == "slides":
            changed = message["changed"]
            ids = list(changed) if isinstance(changed, dict) else []
            words.append(f"{message['page']}: " + (", ".join(ids[:3]) + (" …" if len(ids) > 3 else "") or "order"))
        elif message["type"] == "reload":
            words.append("pages reload")
        elif message["type"] != "findings":
            words.append(str(message["type"]))
    return "; ".join(words) or "nothing to show"
