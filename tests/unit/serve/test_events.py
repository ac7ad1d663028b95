"""The streams of messages: what is missed, who does not listen, and how they end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from coroutines import run as run_coroutine
from dl4ad_slides.serve.events import Events

FINDINGS = {"type": "findings", "page": "a", "findings": []}


def news(number: int) -> dict[str, object]:
    return {"type": "css", "path": str(number)}


async def take(stream: AsyncIterator[str], count: int) -> list[tuple[int, dict[str, object]]]:
    """Return the next messages of a stream with their numbers."""
    taken: list[tuple[int, dict[str, object]]] = []
    for _ in range(count):
        event = await asyncio.wait_for(anext(stream), 60)
        number, data = event.removesuffix("\n\n").split("\n")
        taken.append((int(number.removeprefix("id: ")), json.loads(data.removeprefix("data: "))))
    return taken


async def rest(stream: AsyncIterator[str]) -> int:
    """Return how many events come before the stream ends."""
    return len([event async for event in stream])


def test_greets_and_sends_what_comes() -> None:
    """A page is greeted with session and revision, told its findings, and then what is published, in order."""

    async def run() -> None:
        events = Events()
        stream = events.stream(events.session, 0, FINDINGS)
        (_, hello), (_, findings) = await take(stream, 2)
        assert hello == {"type": "hello", "session": events.session, "revision": 0}
        assert findings == FINDINGS
        events.publish(news(1))
        events.publish(news(2))
        assert [(number, message["path"]) for number, message in await take(stream, 2)] == [(1, "1"), (2, "2")]

    run_coroutine(run())


def test_replays_what_was_missed() -> None:
    """A page that was away gets what it missed, and nothing that it had."""

    async def run() -> None:
        events = Events()
        for number in (1, 2, 3):
            events.publish(news(number))
        hello, *missed = await take(events.stream(events.session, 1, None), 3)
        assert (hello[1]["type"], [number for number, _ in missed]) == ("hello", [2, 3])

    run_coroutine(run())


def test_reloads_a_page_that_was_away_too_long() -> None:
    """A page that missed more than is kept is reloaded."""

    async def run() -> None:
        events = Events()
        for number in range(300):
            events.publish(news(number))
        assert [message["type"] for _, message in await take(events.stream(events.session, 50, FINDINGS), 3)] == [
            "hello",
            "reload",
            "findings",
        ]

    run_coroutine(run())


def test_reloads_a_page_of_another_session() -> None:
    """A page of an earlier server, or one that knows of a future, is reloaded."""

    async def run() -> None:
        events = Events()
        events.publish(news(1))
        for session, revision in (("other", 1), (events.session, 2), (events.session, -1)):
            _, (_, message) = await take(events.stream(session, revision, None), 2)
            assert message == {"type": "reload", "page": None}

    run_coroutine(run())


def test_misses_nothing_while_a_page_connects() -> None:
    """What is published between two events of the greeting comes behind them."""

    async def run() -> None:
        events = Events()
        events.publish(news(1))
        stream = events.stream(events.session, 0, FINDINGS)
        await take(stream, 1)
        events.publish(news(2))
        assert [message["type"] for _, message in await take(stream, 3)] == ["css", "findings", "css"]

    run_coroutine(run())


def test_drops_a_page_that_does_not_listen() -> None:
    """A stream that nobody reads ends after a while, and does not grow; others go on."""

    async def run() -> None:
        events = Events()
        slow, quick = events.stream(events.session, 0, None), events.stream(events.session, 0, None)
        await take(slow, 1)
        await take(quick, 1)
        for number in range(2_000):
            events.publish(news(number))
            await take(quick, 1)
        assert events.listeners == 1
        assert await rest(slow) == 500

    run_coroutine(run())


def test_ends_all_streams() -> None:
    """Closing ends every stream, so that the server can end."""

    async def run() -> None:
        events = Events()
        streams = [events.stream(events.session, 0, None) for _ in range(3)]
        for stream in streams:
            await take(stream, 1)
        events.close()
        assert [await rest(stream) for stream in streams] == [0, 0, 0]
        assert events.listeners == 0

    run_coroutine(run())


def test_sends_names_that_are_no_text() -> None:
    """The name of a file whose bytes are no UTF-8 does not end the streams."""

    async def run() -> None:
        events = Events()
        stream = events.stream(events.session, 0, None)
        await take(stream, 1)
        events.publish({"type": "asset", "path": "assets/\udcff.svg"})
        ((_, message),) = await take(stream, 1)
        assert str(message["path"]).encode() == b"assets/?.svg"

    run_coroutine(run())
