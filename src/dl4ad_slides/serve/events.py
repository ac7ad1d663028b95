"""Hand messages to every open page: one stream for each, none of which can hold up another."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator

from dl4ad_slides.serve.messages import Message, reload_message

_REPLAYED = 200
_WAITING = 500
_HEARTBEAT_SECONDS = 15.0


class Events:
    """The stream of messages. Each has a number, the revision of the course that it leads to.

    A page that comes back after its connection dropped gets what it missed, or is reloaded where that is too long ago.
    """

    def __init__(self) -> None:
        self.session = secrets.token_hex(4)
        self.revision = 0
        self._past: deque[tuple[int, str]] = deque(maxlen=_REPLAYED)
        self._streams: set[asyncio.Queue[str | None]] = set()

    @property
    def listeners(self) -> int:
        """Return how many streams are open."""
        return len(self._streams)

    def publish(self, message: Message) -> None:
        """Send `message` to all pages; call it in the event loop only."""
        self.revision += 1
        text = _as_event(self.revision, {**message, "revision": self.revision})
        self._past.append((self.revision, text))
        for stream in tuple(self._streams):
            if stream.qsize() < _WAITING:
                stream.put_nowait(text)
            else:
                # A page that does not listen any more; it gets what it missed, or reloads, should it come back.
                self._streams.discard(stream)
                stream.put_nowait(None)

    def close(self) -> None:
        """End all streams."""
        for stream in self._streams:
            stream.put_nowait(None)

    async def stream(self, session: str, revision: int, first: Message | None) -> AsyncIterator[str]:
        """Yield events for a page of `session` that knows all up to `revision`; `first` is told it in any case."""
        missed = [text for number, text in self._past if number > revision]
        if session != self.session or len(missed) != self.revision - revision:
            missed = [_as_event(self.revision, reload_message(None))]
        greeting = {"type": "hello", "session": self.session, "revision": self.revision}
        before = [_as_event(self.revision, greeting), *missed]
        if first is not None:
            before.append(_as_event(self.revision, first))
        # From here on nothing is missed, however long the page takes for what came before.
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._streams.add(queue)
        try:
            for text in before:
                yield text
            while True:
                try:
                    waiting = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if waiting is None:
                    return
                yield waiting
        finally:
            self._streams.discard(queue)


def _as_event(revision: int, message: Message) -> str:
    # Names of files may hold bytes that are no text; sent as they are, they would end the stream.
    data = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace").decode()
    return f"id: {revision}\ndata: {data}\n\n"
