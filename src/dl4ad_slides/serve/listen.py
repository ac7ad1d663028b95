"""Find a free port, and the address to type into a browser. Imports next to nothing: the address comes first."""

from __future__ import annotations

import contextlib
import errno
import socket
import sys

_TRIED_PORTS = 50
# What a server is bound to that any other machine may talk to.
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})


class NoPortError(Exception):
    """No port could be bound; the message says why."""


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to `port` of `host`, or to the next port that is free. Raises NoPortError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _TRIED_PORTS, 65536)) if port else (0,):
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, candidate))
            listener.listen(128)
        except (OSError, UnicodeError) as problem:
            listener.close()
            if not isinstance(problem, OSError) or problem.errno != errno.EADDRINUSE:
                raise NoPortError(_reason(problem, host, candidate)) from problem
        else:
            return listener
    raise NoPortError(f"all ports from {port} to {min(port + _TRIED_PORTS, 65536) - 1} of {host} are in use")


def _reason(problem: Exception, host: str, port: int) -> str:
    """Return in words why no port of `host`, or not this one, can be bound."""
    if isinstance(problem, PermissionError):
        return f"port {port} needs more rights than you have; ports from 1024 on need none"
    if isinstance(problem, (socket.gaierror, UnicodeError)):
        return f"there is no host `{host}`"
    if isinstance(problem, OSError) and problem.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine"
    return f"port {port} of {host} cannot be used: {problem}"


def address_of(listener: socket.socket) -> str:
    """Return the address to type into a browser."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def network_address() -> str:
    """Return the address of this machine in its network, or nothing where it is in none."""
    # The address of the interface that leads out; connecting a datagram socket sends nothing.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return ""
