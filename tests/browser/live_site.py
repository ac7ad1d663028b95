"""A small server in the place of `slides serve`: really built pages with the client in them, and messages at will."""

from __future__ import annotations

import json
import mimetypes
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from sites import QuietServer, write_project

from dl4ad_slides import serve
from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import BuildResult, RenderedDeck
from dl4ad_slides.serve.messages import deck_message
from helpers import rendered_decks

_CLIENT = Path(serve.__file__).parent / "client"


class LiveSite:
    """A course that changes under the eyes of open pages: `edit` and `send` reach all of them."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes]) -> None:
        self.root = write_project(root, files)
        self.session, self.revision = "first", 0
        self.is_down = False
        self.tag: dict[str, str] = {}
        self.first: dict[str, Mapping[str, object]] = {}
        self.source: Mapping[str, object] | None = None
        self.asked: list[Mapping[str, object]] = []
        self.address = ""
        self._streams: list[queue.Queue[str | None]] = []
        self._lock = threading.Lock()
        self._result = self._build()

    @property
    def streams(self) -> int:
        """Return how many connections are open."""
        return len(self._streams)

    def edit(self, files: Mapping[str, str | bytes]) -> Mapping[str, object] | None:
        """Write `files`, send what changed in the deck that they change, and return it; None where nothing did."""
        before = {rendered.deck.name: rendered for rendered in self._rendered}
        write_project(self.root, files)
        self._result = self._build()
        messages = [
            deck_message(before[rendered.deck.name], rendered)
            for rendered in self._rendered
            if rendered.deck.name in before
        ]
        message = next(filter(None, messages), None)
        if message:
            self.send(message)
        return message

    def send(self, message: Mapping[str, object]) -> None:
        """Send a message to all open pages, as the next revision."""
        self.revision += 1
        text = self._event({**message, "revision": self.revision})
        with self._lock:
            for stream in self._streams:
                stream.put(text)

    def beat(self) -> None:
        """Send all connections what is no message; those that were left end by it."""
        with self._lock:
            for stream in self._streams:
                stream.put(": still here\n\n")

    def rebuild(self) -> None:
        """Build the pages again, and tell nobody."""
        self._result = self._build()

    def drop(self) -> None:
        """End all connections and take no new ones."""
        self.is_down = True
        with self._lock:
            for stream in self._streams:
                stream.put(None)

    def deck(self, name: str) -> RenderedDeck:
        """Return a deck as it is rendered now."""
        return next(rendered for rendered in self._rendered if rendered.deck.name == name)

    def wait_until(self, condition: Callable[[LiveSite], bool]) -> None:
        """Wait until the server has seen what a test waits for."""
        deadline = time.monotonic() + 60
        while not condition(self):
            assert time.monotonic() < deadline, (self.streams, self.asked)
            time.sleep(0.01)  # between two looks

    def url(self, name: str) -> str:
        """Return the address of a page."""
        return f"{self.address}{name}"

    def _build(self) -> BuildResult:
        project = load_course(self.root)
        self._rendered = rendered_decks(project)
        return build_site(project, joined=False)

    def _event(self, message: Mapping[str, object]) -> str:
        return f"id: {self.revision}\ndata: {json.dumps(message)}\n\n"

    def answer(self, path: str) -> tuple[bytes, str] | None:
        """Return body and type of a file of the site or of the client."""
        if path.startswith("_live/"):
            file = _CLIENT / path.removeprefix("_live/")
            return (file.read_bytes(), _type_of(path)) if file.suffix in {".js", ".css"} and file.is_file() else None
        found = next((file.content for file in self._result.files if file.path == (path or "index.html")), None)
        if found is None:
            return None
        body = found if isinstance(found, bytes) else found.read_bytes()
        if not path or (path.endswith(".html") and not path.startswith("_static/")):
            name = "" if path in {"", "index.html"} else path.removesuffix(".html")
            body = body.replace(b"</body>", self._tag(name).encode() + b"</body>")
        return body, _type_of(path or "index.html")

    def _tag(self, page: str) -> str:
        data = {"page": page, "revision": self.revision, "session": self.session, "follow": "false", "editor": "false"}
        attributes = " ".join(f'data-{name}="{value}"' for name, value in {**data, **self.tag}.items())
        return f'<script type="module" src="/_live/client.js" {attributes}></script>'

    @contextmanager
    def stream(self, page: str, revision: int) -> Iterator[queue.Queue[str | None]]:
        """Give the messages for a new connection."""
        stream: queue.Queue[str | None] = queue.Queue()
        stream.put(self._event({"type": "hello", "session": self.session, "revision": self.revision}))
        if revision < self.revision:
            stream.put(self._event({"type": "reload", "page": None}))
        if page in self.first:
            stream.put(self._event(self.first[page]))
        with self._lock:
            self._streams.append(stream)
        try:
            yield stream
        finally:
            with self._lock:
                self._streams.remove(stream)


def _type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


@contextmanager
def running(site: LiveSite) -> Iterator[LiveSite]:
    """Serve `site` on a port of its own."""

    class Handler(_Handler):
        live = site

    with _Server(("127.0.0.1", 0), Handler) as server:
        site.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.drop()
            server.shutdown()
            thread.join()


class _Server(QuietServer):
    polls = 0

    def service_actions(self) -> None:
        self.polls += 1
        if self.polls % 4 == 0:
            self.RequestHandlerClass.live.beat()  # type: ignore[attr-defined]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    live: LiveSite

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/_live/events":
            self._stream(parse_qs(url.query))
        elif url.path == "/_live/source":
            self.live.asked.append({name: values[0] for name, values in parse_qs(url.query).items()})
            found = self.live.source
            self._send(200 if found else 404, json.dumps(found).encode(), "application/json")
        elif answer := self.live.answer(unquote(url.path).lstrip("/")):
            self._send(200, *answer)
        else:
            self._send(404, b"", "text/plain")

    def do_POST(self) -> None:
        self.live.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._send(200, b"{}", "application/json")

    def _send(self, status: int, body: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, query: Mapping[str, list[str]]) -> None:
        self.close_connection = True
        if self.live.is_down:
            self._send(503, b"", "text/plain")
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        with self.live.stream(query.get("page", [""])[0], int(query["revision"][0])) as stream:
            self._forward(stream)

    def _forward(self, stream: queue.Queue[str | None]) -> None:
        try:
            while True:
                text = stream.get()
                if text is None:
                    return
                self.wfile.write(text.encode())
                self.wfile.flush()
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at the pages."""
