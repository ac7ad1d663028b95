"""Serve a built deck whose shown slide follows a file, and nothing else: what no live preview can be faster than.

A change on disk is noticed as the preview notices it (watchdog), sent as one server-sent event and set as the HTML of
the slide. Nothing is rendered, compared or kept. `python benchmarks/floor.py FILE PAGE SLIDE`: the file with the HTML
of the slide, the page of the deck in its site, and the id of the slide. Prints its address.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
import re
import sys
from pathlib import Path
from urllib.parse import unquote

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_FOLLOW = """<script>
const follow = () => {
  const source = new EventSource("/events");
  source.onmessage = ({ data }) => (document.getElementById("SLIDE").innerHTML = JSON.parse(data));
  source.onopen = () => document.documentElement.setAttribute("data-live", "");
};
addEventListener("load", () => (Reveal.isReady() ? follow() : Reveal.on("ready", follow)));
</script></body>"""
_HEADERS = "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


class _Follower(FileSystemEventHandler):
    """Sends the file to all open pages as soon as its writer has closed it."""

    def __init__(self, file: Path, page: Path, slide: str) -> None:
        self._file, self._page, self._loop = file, page, asyncio.get_running_loop()
        html = _POLICY.sub("", page.read_text(encoding="utf-8"))
        self._html = html.replace("</body>", _FOLLOW.replace("SLIDE", slide)).encode()
        self._streams: list[asyncio.StreamWriter] = []

    def on_closed(self, event: FileSystemEvent) -> None:
        if event.src_path == str(self._file):
            data = f"data: {json.dumps(self._file.read_text(encoding='utf-8'))}\n\n".encode()
            self._loop.call_soon_threadsafe(self._send, data)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a request with the page or a file of its site, or keep it as one that hears of changes."""
        path = unquote((await reader.readuntil(b"\r\n\r\n")).split()[1].decode().partition("?")[0])
        if path == "/events":
            writer.write(_HEADERS.format("text/event-stream").encode())
            self._streams.append(writer)
            return
        file = self._page.parent / path.lstrip("/")
        content = self._html if file == self._page else file.read_bytes() if file.is_file() else b""
        writer.write(_HEADERS.format(mimetypes.guess_type(path)[0]).encode() + content)
        await writer.drain()
        writer.close()

    def _send(self, data: bytes) -> None:
        for stream in self._streams:
            stream.write(data)


async def _serve(file: Path, page: Path, slide: str) -> None:
    follower = _Follower(file, page, slide)
    observer = Observer()
    observer.schedule(follower, str(file.parent))
    observer.start()
    server = await asyncio.start_server(follower.answer, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}/{page.name}#/{slide}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3]))
