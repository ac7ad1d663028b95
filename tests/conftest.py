"""Real processes that several kinds of tests need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import pytest

from preview import Preview, StartPreview


@pytest.fixture(scope="module")
def start_preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartPreview]:
    """Give a function that starts `slides serve`; all are ended behind the tests of a module.

    `links` are symbolic links with what they lead to; `path` is a folder of programs in front of those that the system
    finds.
    """
    running: list[subprocess.Popen[str]] = []

    def start(
        files: Mapping[str, str | bytes],
        options: Sequence[str] = (),
        *,
        links: Mapping[str, str] = MappingProxyType({}),
        path: str = "",
    ) -> Preview:
        root = tmp_path_factory.mktemp("course")
        command = [sys.executable, "-m", "dl4ad_slides", "-C", str(root), "serve", "--port", "0", *options]
        preview = Preview(root, None)
        for name, content in files.items():
            preview.write(name, content)
        for name, target in links.items():
            (root / name).symlink_to(target)
        environment = {**os.environ, "PATH": os.pathsep.join(filter(None, (path, os.environ.get("PATH", ""))))}
        preview.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        running.append(preview.process)
        preview.listen()
        return preview

    yield start
    for process in running:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()
