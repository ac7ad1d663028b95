"""What all tests share: projects made of a dict of files, real servers, golden files, and Hypothesis."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from helpers import Course
from preview import StartPreview, previews

# A slow machine is not a finding; how long a slide may take is asked where it matters.
settings.register_profile("slides", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("slides")

MakeCourse = Callable[[Mapping[str, str | bytes]], Course]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="Write what comes out as what is expected.")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCourse:
    """Give a function that makes a project of a dict of files; the working directory is its root."""

    def make(files: Mapping[str, str | bytes]) -> Course:
        root = tmp_path / "course"
        root.mkdir(exist_ok=True)
        monkeypatch.chdir(root)
        return Course(root).write(files)

    return make


@pytest.fixture(scope="module")
def start_preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartPreview]:
    """Give a function that starts `slides serve`; all are ended behind the tests of a module."""
    with previews(lambda: tmp_path_factory.mktemp("course")) as start:
        yield start
