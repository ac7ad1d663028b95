"""Let nobody in but the people at this machine, or those whom `--host` invites.

A page of another site that is open in the same browser can send requests here: it is told apart by the names in
`Host` (DNS rebinding) and `Origin`.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dl4ad_slides.serve.listen import EVERYWHERE, network_address

# A name or an address, IPv6 in brackets, and a port.
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/?#@\[\]]+))(?::\d{1,5})?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# The speaker view shows decks in frames, and no other page may.
_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def allowed_hosts(host: str) -> frozenset[str]:
    """Return the names under which a server that is bound to `host` may be addressed."""
    if host in EVERYWHERE:
        return _LOOPBACK | _own_names()
    return _LOOPBACK | {host.lower()}


def _own_names() -> frozenset[str]:
    names = {socket.gethostname().lower(), socket.getfqdn().lower()}
    with contextlib.suppress(OSError):
        names.update(str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(socket.gethostname(), None))
    names.add(network_address())
    # The name that phones and other computers find without a name server.
    names.update(f"{name.partition('.')[0]}.local" for name in tuple(names) if not name[:1].isdigit())
    return frozenset(names - {""})


def is_loopback_client(scope: Scope) -> bool:
    """Tell whether a request comes from this machine."""
    client = scope.get("client") or ("",)
    return _is_loopback(str(client[0]))


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    # A socket that takes both kinds of addresses writes those of IPv4 as `::ffff:127.0.0.1`.
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


class AccessGuard:
    """Refuses requests whose `Host` or `Origin` is none of `hosts`, and keeps other sites away from every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin")
            if not self._knows(host) or (origin is not None and origin not in {f"http://{host}", f"https://{host}"}):
                await PlainTextResponse("This server is for this machine only.\n", 403)(scope, receive, send_guarded)
                return
        await self._app(scope, receive, send_guarded)

    def _knows(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        return found is not None and (found[1] or found[2]).lower() in self._hosts
