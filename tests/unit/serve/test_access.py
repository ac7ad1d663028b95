"""Who may talk to the preview."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import pytest

from coroutines import run as run_coroutine
from dl4ad_slides.serve.access import AccessGuard, allowed_hosts, is_loopback_client
from dl4ad_slides.serve.listen import network_address


def answer(hosts: frozenset[str], headers: list[tuple[str, str]]) -> MutableMapping[str, Any]:
    """Return the start of the answer to a request with `headers`."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": raw}
    run_coroutine(AccessGuard(app, hosts)(scope, receive, send))
    return sent[0]


def status(hosts: frozenset[str], headers: list[tuple[str, str]]) -> int:
    """Return the status of the answer to a request with `headers`."""
    return int(answer(hosts, headers)["status"])


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "localhost", "[::1]:8000", "[::1]", "127.0.0.1"]
)
def test_answers_to_the_names_of_this_machine(host: str) -> None:
    """Names and addresses of the loopback are let in, with and without a port."""
    assert status(allowed_hosts("127.0.0.1"), [("host", host)]) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example#localhost",
        "evil.example@localhost",
        "localhost@evil.example",
        "localhost/evil",
        "localhost:8000:1",
        "localhost:port",
        "localhost.",
        "[localhost]",
        "[::1",
        "::1",
        "0.0.0.0",
        "2130706433",
        "127.1",
        "",
        " ",
    ],
)
def test_refuses_other_names(host: str) -> None:
    """Any other name is refused: a page of another site may have made it point here."""
    assert status(allowed_hosts("127.0.0.1"), [("host", host)]) == 403


def test_refuses_requests_without_a_name() -> None:
    """A request that names no host is refused."""
    assert status(allowed_hosts("127.0.0.1"), []) == 403


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://localhost:8000", 200),
        ("http://localhost:8001", 403),
        ("http://127.0.0.1:8000", 403),
        ("http://evil.example", 403),
        ("http://localhost:8000.evil.example", 403),
        ("file://", 403),
        ("null", 403),
        ("", 403),
        ("http://[", 403),
        ("localhost:8000", 403),
    ],
)
def test_takes_only_its_own_pages_as_origin(origin: str, expected: int) -> None:
    """A request from a page of another origin is refused, also from another port of this machine."""
    assert status(allowed_hosts("127.0.0.1"), [("host", "localhost:8000"), ("origin", origin)]) == expected


@pytest.mark.parametrize("host", ["localhost:8000", "evil.example"])
def test_every_answer_keeps_other_sites_away(host: str) -> None:
    """Whatever the answer, no other site may frame it, load it or guess its type."""
    headers = dict(answer(allowed_hosts("127.0.0.1"), [("host", host)])["headers"])
    assert headers[b"x-frame-options"] == b"SAMEORIGIN"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cross-origin-resource-policy"] == b"same-origin"
    assert headers[b"referrer-policy"] == b"no-referrer"


def test_binds_names_to_the_host() -> None:
    """Bound to one address, the server answers to that and to the loopback; bound to all, to this machine's names."""
    assert allowed_hosts("192.0.2.7") == {"localhost", "127.0.0.1", "::1", "192.0.2.7"}
    everywhere = allowed_hosts("0.0.0.0")
    assert everywhere >= {"localhost", "127.0.0.1", "::1"}
    assert network_address() == "" or network_address() in everywhere
    assert "" not in everywhere
    assert "evil.example" not in everywhere


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (("127.0.0.1", 5), True),
        (("127.3.2.1", 5), True),
        (("::1", 5), True),
        (("::ffff:127.0.0.1", 5), True),
        (("localhost", 5), True),
        (("192.168.1.4", 5), False),
        (("::ffff:192.168.1.4", 5), False),
        (("fe80::1%eth0", 5), False),
        (("", 0), False),
        (None, False),
    ],
)
def test_tells_this_machine_from_others(client: tuple[str, int] | None, expected: bool) -> None:
    """Only a client with a loopback address is on this machine; one without an address is not."""
    assert is_loopback_client({"type": "http", "client": client}) is expected
