"""Ports and addresses."""

from __future__ import annotations

import errno
import socket

import pytest

from dl4ad_slides.serve.listen import NoPortError, address_of, bind


def test_takes_the_next_port_that_is_free() -> None:
    """A port in use leads to the next one that is free."""
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with bind("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] <= port + 49


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("192.0.2.1", "192.0.2.1 is not an address of this machine"),
        ("no-such-host.invalid", "there is no host `no-such-host.invalid`"),
        ("a" * 300, f"there is no host `{'a' * 300}`"),
    ],
)
def test_says_what_is_wrong_with_a_host(host: str, message: str) -> None:
    """A host that is not this machine's has no port, and one look is enough."""
    with pytest.raises(NoPortError) as raised:
        bind(host, 8000)
    assert str(raised.value) == message


def test_does_not_go_on_where_rights_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that only an administrator may take is said at once; nobody asked for the next one."""
    asked: list[int] = []

    class Refused(socket.socket):
        def bind(self, address: tuple[str, int]) -> None:  # type: ignore[override]
            asked.append(address[1])
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "socket", Refused)
    with pytest.raises(NoPortError, match="port 80 needs more rights"):
        bind("127.0.0.1", 80)
    assert asked == [80]


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
        with pytest.raises(NoPortError, match="all ports from 65535 to 65535 of"):
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
