"""Serve one file as a page that follows it, and nothing else: what no live preview can be faster than.

A change on disk is noticed as the preview notices it (watchdog), sent as one server-sent event and set as the HTML of
the page. Nothing is rendered, compared or kept. `python benchmarks/floor.py FILE` prints its address.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_PAGE = b"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Floor</title><main></main><script>
const source = new EventSource("/events");
source.onmessage = ({ data }) => (document.querySelector("main").innerHTML = JSON.parse(data));
source.onopen = () => document.documentElement.setAttribute("data-live", "");
</script></html>
"""
_HEADERS = "HTTP/1.1 200 OK\r\nContent-Type: {}; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"


class _Follower(FileSystemEventHandler):
    """Sends the file to all open pages as soon as its writer has closed it."""

    def __init__(self, file: Path) -> None:
        self._file, self._loop = file, asyncio.get_running_loop()
        self._pages: list[asyncio.StreamWriter] = []

    def on_closed(self, event: FileSystemEvent) -> None:
        if event.src_path == str(self._file):
            data = f"data: {json.dumps(self._file.read_text(encoding='utf-8'))}\n\n".encode()
            self._loop.call_soon_threadsafe(self._send, data)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a request with the page, or keep it as one that hears of changes."""
        request = await reader.readuntil(b"\r\n\r\n")
        if request.startswith(b"GET /events"):
            writer.write(_HEADERS.format("text/event-stream").encode())
            self._pages.append(writer)
        else:
            writer.write(_HEADERS.format("text/html").encode() + _PAGE)
            writer.close()

    def _send(self, data: bytes) -> None:
        for page in self._pages:
            page.write(data)


async def _serve(file: Path) -> None:
    follower = _Follower(file)
    observer = Observer()
    observer.schedule(follower, str(file.parent))
    observer.start()
    server = await asyncio.start_server(follower.answer, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}/", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]).resolve()))
