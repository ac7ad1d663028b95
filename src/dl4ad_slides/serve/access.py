"""Let nobody in but the people at this machine, or those whom `--host` invites.

A page of another site that is open in the same browser can send requests here: it is told apart by the names in
`Host` (DNS rebinding) and `Origin`.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def allowed_hosts(host: str) -> frozenset[str]:
    """Return the names under which a server that is bound to `host` may be addressed."""
    if host in {"0.0.0.0", "::", ""}:
        return _LOOPBACK | _own_names()
    return _LOOPBACK | {host.lower()}


def _own_names() -> frozenset[str]:
    names = {socket.gethostname().lower(), socket.getfqdn().lower()}
    with contextlib.suppress(OSError):
        names.update(str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(socket.gethostname(), None))
    # The address of the interface that leads out; connecting a datagram socket sends nothing.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        names.add(str(probe.getsockname()[0]))
    return frozenset(names)


def is_loopback_client(scope: Scope) -> bool:
    """Tell whether a request comes from this machine."""
    client = scope.get("client") or ("",)
    return _is_loopback(str(client[0]))


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class AccessGuard:
    """Refuses requests whose `Host` or `Origin` is none of `hosts`."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin")
            if not self._knows(f"//{host}") or (origin is not None and urlsplit(origin).netloc != host):
                await PlainTextResponse("This server is for this machine only.\n", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _knows(self, address: str) -> bool:
        try:
            name = urlsplit(address).hostname
        except ValueError:
            return False
        return name is not None and name.lower() in self._hosts
