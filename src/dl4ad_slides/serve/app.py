"""The web application of the live preview: pages, files of the course, the stream of changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from h11 import LocalProtocolError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dl4ad_slides.render.pages.pages import STATIC, PageTemplateError
from dl4ad_slides.render.publish.search_index import SEARCH_INDEX
from dl4ad_slides.serve.access import AccessGuard, is_loopback_client
from dl4ad_slides.serve.course import LiveCourse, reading_name
from dl4ad_slides.serve.editor import open_in_editor
from dl4ad_slides.serve.events import Events
from dl4ad_slides.serve.files import asset, author_file, static_file
from dl4ad_slides.serve.locate import locate_on_slide

_LONGEST_NUMBER = 15  # digits of a revision
_LONGEST_BODY = 4096  # bytes
_CLIENT = Path(__file__).parent / "client"
_CLIENT_TYPES = {".js": "text/javascript", ".css": "text/css"}
_CLIENT_FILES = {path.name: path for path in _CLIENT.iterdir() if path.suffix in _CLIENT_TYPES}


@dataclass(frozen=True, slots=True)
class Options:
    """How the preview behaves: `follow` goes to the slide that was edited, `editor` opens on Alt-click if named."""

    follow: bool = False
    editor: str = ""


class Preview:
    """Answers the requests of open pages."""

    def __init__(self, course: LiveCourse, events: Events, options: Options) -> None:
        self._course, self._events, self._options = course, events, options

    def index(self, _: Request) -> Response:
        """Answer with the index page."""
        return self._page("", self._course.index_page)

    def deck(self, request: Request) -> Response:
        """Answer with the page of a deck, or a page of text."""
        name = str(request.path_params["name"])
        return self._page(name, lambda: self._course.deck_page(name) or self._course.text_page(name))

    def reading(self, request: Request) -> Response:
        """Answer with the page that shows a deck as one document."""
        name = str(request.path_params["name"])
        return self._page(reading_name(name), lambda: self._course.reading_page(name))

    def speaker(self, _: Request) -> Response:
        """Answer with the speaker view; its two frames are pages of decks, which follow by themselves."""
        return self._page(None, self._course.speaker_page)

    def search(self, _: Request) -> Response:
        """Answer with the search index; it is made anew each time, since any deck may have changed."""
        return Response(self._course.search_index(), media_type="text/javascript")

    def static(self, request: Request) -> Response:
        """Answer with a file of the theme."""
        return _file(static_file(self._course.project, str(request.path_params["path"])))

    def asset(self, request: Request) -> Response:
        """Answer with a file of the course."""
        path = str(request.path_params["path"])
        return _file(asset(self._course.project, path) or self._course.file_beside(path))

    def client(self, request: Request) -> Response:
        """Answer with a part of the client of the preview."""
        name = str(request.path_params["name"])
        file = _CLIENT_FILES.get(name)
        return _file(file, _CLIENT_TYPES[file.suffix]) if file else _not_found()

    async def events(self, request: Request) -> Response:
        """Answer with the stream of changes."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        query = request.query_params
        last = request.headers.get("last-event-id", query.get("revision", ""))
        known = int(last) if last.isdecimal() and len(last) <= _LONGEST_NUMBER else -1
        # In a thread: it waits where a deck is being rendered, and the streams of other pages must not.
        first = await run_in_threadpool(self._course.findings_of, query.get("page", ""))
        stream = self._events.stream(query.get("session", ""), known, first)
        return StreamingResponse(stream, media_type="text/event-stream")

    def source(self, request: Request) -> Response:
        """Answer with the place in the author's file that a click hit."""
        query = request.query_params
        rendered = self._course.rendered(query.get("page", ""))
        place = rendered and locate_on_slide(
            rendered, query.get("slide", ""), query.get("text", "")[:400], query.get("near", "")[:400]
        )
        if not place:
            return _not_found()
        return JSONResponse({"file": place.file, "line": place.line, "column": place.column})

    async def open(self, request: Request) -> Response:
        """Open the editor in a file of the author; for this machine only, and only where an editor was named."""
        if not self._options.editor or not is_loopback_client(request.scope):
            return PlainTextResponse("No editor here.\n", 403)
        place = _as_place(await _start_of_body(request))
        if place is None:
            return PlainTextResponse("Say file, line and column.\n", 400)
        file, line, column = place
        found = author_file(self._course.project, file)
        if found is None:
            return _not_found()
        opened = open_in_editor(self._options.editor, found, max(1, line), max(1, column))
        return JSONResponse({"opened": opened})

    def _page(self, name: str | None, render: Callable[[], str | None]) -> Response:
        """Answer with a page that carries the client (the speaker view, name None, needs none)."""
        revision = self._events.revision
        try:
            html = render()
        except PageTemplateError as problem:
            html = _error_page(str(problem.finding))
        if html is None:
            return _not_found()
        if name is not None:
            html = _with_client(html, self._client_tag(name, revision))
        return HTMLResponse(html)

    def _client_tag(self, page: str, revision: int) -> str:
        data = {
            "page": page,
            "revision": str(revision),
            "session": self._events.session,
            "follow": str(self._options.follow).lower(),
            "editor": str(bool(self._options.editor)).lower(),
        }
        attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
        return f'<script type="module" src="/_live/client.js"{attributes}></script>'


def make_app(course: LiveCourse, events: Events, options: Options, hosts: frozenset[str]) -> Starlette:
    """Return the application; it answers requests to `hosts` only."""
    preview = Preview(course, events, options)
    routes = [
        Route("/", preview.index),
        Route("/index.html", preview.index),
        Route("/_live/events", preview.events),
        Route("/_live/source", preview.source),
        Route("/_live/open", preview.open, methods=["POST"]),
        Route("/_live/{name}", preview.client),
        Route("/_static/speaker.html", preview.speaker),
        Route(f"/{STATIC}/{SEARCH_INDEX}", preview.search),
        Route("/_static/{path:path}", preview.static),
        Route("/{name}.read.html", preview.reading),
        Route("/{name}.html", preview.deck),
        Route("/{path:path}", preview.asset),
    ]
    return Starlette(routes=routes, middleware=[Middleware(AccessGuard, hosts=hosts)])


def _with_client(html: str, tag: str) -> str:
    before, body, after = html.rpartition("</body>")
    return f"{before}{tag}{body}{after}" if body else html + tag


def _error_page(message: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Error</title></head>'
        f'<body><main><h1>This page cannot be made</h1><pre role="alert">{escape(message)}</pre></main></body></html>'
    )


async def _start_of_body(request: Request) -> bytes:
    """Return what was sent, or nothing where it is longer than a place in a file can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_BODY:
            return b""
    return body


def _as_place(body: bytes) -> tuple[str, int, int] | None:
    try:
        wanted = json.loads(body)
        return str(wanted["file"]), int(wanted["line"]), int(wanted["column"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


class _CourseFile(FileResponse):
    """A file that may be written anew, or go, while it is being sent."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except (OSError, RuntimeError, LocalProtocolError):
            # The connection ends, and the browser asks again when the watcher has told it of the new file.
            return


def _file(path: Path | None, media_type: str | None = None) -> Response:
    if path is None or not path.is_file() or not os.access(path, os.R_OK):
        return _not_found()
    return _CourseFile(path, media_type=media_type)


def _not_found() -> Response:
    return PlainTextResponse("There is no such page.\n", 404)
