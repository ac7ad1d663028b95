"""Ports and addresses."""

from __future__ import annotations

import socket

import pytest

from dl4ad_slides.serve.listen import NoPortError, address_of, bind


def test_takes_the_next_port_that_is_free() -> None:
    """A port in use leads to the next one that is free."""
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with bind("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] <= port + 49


def test_says_which_ports_it_tried() -> None:
    """A host that is not this machine's has no port, and the message says so."""
    with pytest.raises(NoPortError, match=r"no port from 8000 to 8049 of 192\.0\.2\.1 can be used"):
        bind("192.0.2.1", 8000)


def test_does_not_count_past_the_last_port() -> None:
    """Behind the last port there is none to try."""
    with bind("127.0.0.1", 0) as holder:
        assert holder.getsockname()[1] < 65536
    with socket.socket() as last:
        try:
            last.bind(("127.0.0.1", 65535))
        except OSError:
            pytest.skip("the last port is in use")
        last.listen()
        with pytest.raises(NoPortError):
            bind("127.0.0.1", 65535)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("localhost", "127.0.0.1")],
)
def test_says_an_address_that_browsers_take(host: str, shown: str) -> None:
    """The address names a host that a browser on this machine can open."""
    with bind(host, 0) as listener:
        assert address_of(listener) == f"http://{shown}:{listener.getsockname()[1]}/"


def test_writes_addresses_of_version_6_in_brackets() -> None:
    """An IPv6 address stands in brackets."""
    try:
        listener = bind("::1", 0)
    except NoPortError:
        pytest.skip("this machine has no IPv6")
    with listener:
        assert address_of(listener) == f"http://[::1]:{listener.getsockname()[1]}/"
