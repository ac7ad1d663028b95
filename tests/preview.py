"""The live preview as a real process, for tests of its requests and for those that drive a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from dl4ad_slides.serve.watch import CLOCK_SECONDS
from forks import Fork

_PATIENCE = 60.0  # seconds until a test gives up; all of them are over in a fraction


@dataclass
class Preview:
    """A running `slides serve`: its course, its address, and what it printed."""

    root: Path
    process: subprocess.Popen[str] | Fork
    address: str = ""
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self.address.rstrip("/").rpartition(":")[2])

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file of the course in place."""
        write(self.root, path, content)

    def replace(self, path: str, old: str, new: str) -> None:
        """Put `new` in the place of `old` in a file of the course."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Return as soon as `condition` holds."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain until {what}; it said {self.said} and {self.warned}"
            time.sleep(0.005)  # between two looks

    def wait_for_line(self, part: str, count: int = 1) -> None:
        """Return as soon as `part` stands in `count` printed lines."""
        self.wait_until(lambda: sum(part in line for line in (*self.said, *self.warned)) >= count, f"it said {part!r}")

    def interrupt(self) -> float:
        """Send Ctrl-C; return after how many seconds the process had ended."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=_PATIENCE)
        return time.monotonic() - started

    def listen(self) -> None:
        """Take in what the process prints; return when it has said its address."""
        for stream, lines in ((self.process.stdout, self.said), (self.process.stderr, self.warned)):
            assert stream is not None
            threading.Thread(target=lines.extend, args=(iter(stream.readline, ""),), daemon=True).start()
        self.wait_until(lambda: any("http://" in line for line in tuple(self.said)), "it said its address")
        (self.address, *_) = re.findall(r"http://\S+", "".join(self.said))


# Starts a preview of the course that a dict of paths and contents makes, with options of the command.
StartPreview = Callable[..., Preview]


@contextmanager
def previews(make_folder: Callable[[], Path], forks: socket.socket | None) -> Iterator[StartPreview]:
    """Give a function that starts previews, each of a course in a new folder, and end them all afterwards.

    `links` are symbolic links with what they lead to; `path` is a folder of programs in front of those that the system
    finds; `imports` tells that the start is to be seen as a whole. Others are forks, where there are `forks`.
    """
    running: list[subprocess.Popen[str] | Fork] = []

    def start(
        files: Mapping[str, str | bytes],
        options: Sequence[str] = (),
        *,
        links: Mapping[str, str] = MappingProxyType({}),
        path: str = "",
        imports: bool = False,
    ) -> Preview:
        root = make_folder()
        for name, content in files.items():
            write(root, name, content)
        for name, target in links.items():
            (root / name).symlink_to(target)
        _let_pass_for_old(root)
        port = [] if "--port" in options else ["--port", "0"]
        arguments = ["-C", str(root), "serve", *port, *options]
        programs = os.pathsep.join(filter(None, (path, os.environ.get("PATH", ""))))
        process = Fork(forks, arguments, programs) if forks and not imports else _started(arguments, programs)
        running.append(process)
        preview = Preview(root, process)
        preview.listen()
        return preview

    try:
        yield start
    finally:
        for process in running:
            process.kill()
            process.wait()
            for stream in (process.stdout, process.stderr):
                if stream:
                    stream.close()


def _let_pass_for_old(root: Path) -> None:
    """Wait until the files of a course are older than what a watcher takes for changed since the course was read.

    It allows for a clock of files that goes behind; what it so takes for changed, it tells pages anew: a sound starts
    over. A fork starts sooner than that.
    """
    newest = max((path.lstat().st_ctime for path in root.rglob("*")), default=0.0)
    while time.time() <= newest + 2 * CLOCK_SECONDS:
        time.sleep(0.005)  # between two looks


def _started(arguments: Sequence[str], path: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dl4ad_slides", *arguments]
    environment = {**os.environ, "PATH": path}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def write(root: Path, path: str, content: str | bytes) -> None:
    """Write a file in place."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
