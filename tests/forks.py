"""Start `slides` without waiting for its imports: as the fork of a process that has made them already.

A fork is a process like any other, with streams, signals and an end of its own; its start costs a tenth. This file is
also the program that forks: it is asked for a new process, or whether one has ended, and answers with a number.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
# What `slides serve` imports until it has answered its first request.
_MODULES = ("dl4ad_slides.cli", "dl4ad_slides.serve.run", "uvicorn.protocols.http.h11_impl", "uvicorn.lifespan.off")
_STREAMS = (1, 2)
_LONGEST = 65_536  # bytes of a request
_RUNS = "runs"


class Fork:
    """A running `slides`, with as much of `subprocess.Popen` as tests ask for."""

    def __init__(self, asked: socket.socket, arguments: Sequence[str], path: str) -> None:
        pipes = [os.pipe() for _ in _STREAMS]
        self.stdout, self.stderr = (os.fdopen(read, encoding="utf-8") for read, _ in pipes)
        written = [write for _, write in pipes]
        socket.send_fds(asked, [json.dumps({"arguments": [*arguments], "path": path}).encode()], written)
        for write in written:
            os.close(write)
        self._asked = asked
        self.pid = int(asked.recv(_LONGEST))
        self.returncode: int | None = None

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once, if it has not ended."""
        if self.poll() is None:
            self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        """Return how it has ended, if it has."""
        if self.returncode is None:
            self._asked.send(json.dumps({"pid": self.pid}).encode())
            answer = self._asked.recv(_LONGEST).decode()
            self.returncode = None if answer == _RUNS else int(answer)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return how it has ended, as soon as it has; raise TimeoutError after `timeout` seconds."""
        end = time.monotonic() + timeout if timeout is not None else float("inf")
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise TimeoutError(f"process {self.pid} goes on")
            time.sleep(0.005)  # between two looks
        return code


@contextmanager
def forking() -> Iterator[socket.socket]:
    """Start the program that forks; give where to ask it."""
    asked, answers = socket.socketpair()
    with asked:
        with answers:
            command = [sys.executable, "-P", __file__, str(answers.fileno())]
            program = subprocess.Popen(command, pass_fds=[answers.fileno()])
        yield asked
    program.wait()


def main() -> None:
    """Answer until nobody asks any more, and be `slides` in each fork."""
    with socket.socket(fileno=int(sys.argv[1])) as answers:
        for module in _MODULES:
            import_module(module)
        while True:
            asked, streams, _, _ = socket.recv_fds(answers, _LONGEST, len(_STREAMS))
            if not asked:
                return
            request = json.loads(asked)
            if pid := request.get("pid"):
                ended, status = os.waitpid(pid, os.WNOHANG)
                answers.send((str(os.waitstatus_to_exitcode(status)) if ended else _RUNS).encode())
            elif pid := os.fork():
                answers.send(str(pid).encode())
                for stream in streams:
                    os.close(stream)
            else:
                break
    for stream, number in zip(streams, _STREAMS, strict=True):
        os.dup2(stream, number)
        os.close(stream)
    os.environ["PATH"] = request["path"]
    sys.argv[1:] = request["arguments"]
    runpy.run_module("dl4ad_slides", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
