"""What all tests share: projects made of a dict of files, real servers, golden files, and Hypothesis."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import settings
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import BuildResult
from dl4ad_slides.render.publish.social_picture import Card, SocialPictures
from forks import CAN_FORK, forking
from helpers import ROOT, Course
from preview import StartPreview, previews

# A slow machine is not a finding; how long a slide may take is asked where it matters.
settings.register_profile("slides", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("slides")

# Tests write hundreds of sites: in memory, where Linux has room for them, that costs a third of their time less.
_MEMORY = Path("/dev/shm")
_ROOM = 4 * 2**30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

MakeCourse = Callable[[Mapping[str, str | bytes]], Course]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="Write what comes out as what is expected.")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run one process a core, and one more beside tests that wait for a browser now and then."""
    cores = os.cpu_count() or 1
    return cores if "not browser" in config.option.markexpr else cores + 1


@pytest.fixture(scope="session")
def our_result() -> BuildResult:
    """Give what a build of this repository's own course makes."""
    return build_site(load_course(ROOT))


class _Compiled(BytecodeCache):
    """Compiled templates in memory, found by their names and texts."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile each template once for all tests of a process: they build hundreds of sites of the same ones."""
    make, caches = Environment.__init__, dict[tuple[object, ...], _Compiled]()

    def make_with_cache(environment: Environment, *arguments: Any, **options: Any) -> None:
        make(environment, *arguments, **options)
        # What a template is compiled to depends on its environment, too.
        made_by = (type(environment), environment.undefined, str(environment.autoescape), environment.trim_blocks)
        environment.bytecode_cache = caches.setdefault((*made_by, environment.lstrip_blocks), _Compiled())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "__init__", make_with_cache)
        yield


@pytest.fixture(scope="session", autouse=True)
def drawn_pictures() -> Iterator[None]:
    """Draw each social picture once for all tests of a process: most of their sites have the same titles."""
    draw, drawn = SocialPictures.draw, dict[str, bytes]()

    def draw_once(pictures: SocialPictures, card: Card) -> bytes:
        known = repr((card, pictures._colours, pictures._bars, pictures._fonts))
        if known not in drawn:
            drawn[known] = draw(pictures, card)
        return drawn[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SocialPictures, "draw", draw_once)
        yield


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCourse:
    """Give a function that makes a project of a dict of files; the working directory is its root."""

    def make(files: Mapping[str, str | bytes]) -> Course:
        root = tmp_path / "course"
        root.mkdir(exist_ok=True)
        monkeypatch.chdir(root)
        return Course(root).write(files)

    return make


@pytest.fixture(scope="session")
def forks() -> Iterator[socket.socket | None]:
    """Give where previews are forked, if this system can."""
    if not CAN_FORK:
        yield None
        return
    with forking() as asked:
        yield asked


@pytest.fixture(scope="module")
def start_preview(tmp_path_factory: pytest.TempPathFactory, forks: socket.socket | None) -> Iterator[StartPreview]:
    """Give a function that starts `slides serve`; all are ended behind the tests of a module."""
    with previews(lambda: tmp_path_factory.mktemp("course"), forks) as start:
        yield start
