"""Build sites for the browser tests, and serve them under a path below the root of a host, as GitHub Pages does."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import BuildResult

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
BASE = "/course/x/"


@dataclass(frozen=True)
class Site:
    """A built site of the course at `root`: its folder, what the build made, and its address (`http`) on our server."""

    root: Path
    folder: Path
    result: BuildResult
    http: str

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what the build found."""
        return self.result.findings

    @property
    def file(self) -> str:
        """Return the address of the folder on disk, with a slash at its end."""
        return f"{self.folder.as_uri()}/"

    @property
    def codes(self) -> set[str]:
        """Return the codes of all findings."""
        return {finding.code for finding in self.findings}


# Builds the project that a dict of paths and contents makes.
MakeSite = Callable[[Mapping[str, str | bytes]], Site]


def write_project(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a project given as a dict of paths and contents into the new folder `root`."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


class QuietServer(ThreadingHTTPServer):
    """A server that is not surprised by pages that are left before all of them has come."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that were cut off."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder` under `BASE` and give the address of `BASE`."""
    handler = partial(_BelowRoot, directory=str(folder))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE}"
        finally:
            server.shutdown()
            thread.join()


class _BelowRoot(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        if not path.startswith(BASE):
            return str(Path(self.directory) / "outside-of-the-site")
        return super().translate_path("/" + path.removeprefix(BASE))

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at requests in the browser."""
