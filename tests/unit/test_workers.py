"""Workers: what their extensions print, how a build with them is interrupted, and what comes of it when one dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides import workers
from dl4ad_slides.build import build_site
from dl4ad_slides.store.values import Values
from helpers import Course

# More text than a course must have for workers.
_LONG = f"<!-- {'x' * workers.LEAST_TEXT['fork']} -->"
_EXTENSION = """
import os
import threading
from dl4ad_slides.api import PlaceholderType

def render(request):
{body}

shown = PlaceholderType("SHOWN", render)
"""
# One of them alone: two may mix their lines.
_WAITING = "if request.argument == 'a':\n    print('begun', flush=True)\nthreading.Event().wait()"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


def course_with(course: MakeCourse, body: str, *, long: str = "") -> Course:
    """Return a course of two decks, in which an extension shows something."""
    extension = _EXTENSION.format(body="".join(f"    {line}\n" for line in body.splitlines()))
    deck = f"# {{}}\n\n<<SHOWN:{{}}>> $x^2$\n\n{long}\n"
    decks = {f"decks/{name}.md": deck.format(name, name) for name in ("a", "b")}
    return course({**decks, "extensions/shown.py": extension, "slides.yaml": "extensions: [extensions/shown.py]\n"})


@contextmanager
def started(made: Course, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start a build of the course with two workers, in a group of processes of its own, which ends with the test."""
    command = [sys.executable, "-m", "dl4ad_slides", "-C", str(made.root), "build", "--jobs", "2", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as build:
        try:
            yield build
        finally:
            with suppress(ProcessLookupError):
                os.killpg(build.pid, signal.SIGKILL)


@on_linux
def test_standard_output_is_for_the_outcome(course: MakeCourse) -> None:
    """What an extension prints in a worker goes to standard error."""
    made = course_with(
        course, "if request.argument == 'a':\n    print('shown by', os.getpid())\nreturn '<p>seen</p>'", long=_LONG
    )
    with started(made, "--format", "json") as build:
        stdout, stderr = build.communicate()
    (said,) = stderr.splitlines()
    assert said.startswith("shown by ")
    assert said != f"shown by {build.pid}"
    assert json.loads(stdout)["counts"]["slides"] == 2


@on_linux
def test_an_interrupt_ends_all_of_it(course: MakeCourse) -> None:
    """At once, without a traceback, and no worker goes on."""
    made = course_with(course, _WAITING, long=_LONG)
    with started(made) as build:
        assert build.stderr is not None
        assert build.stderr.readline() == "begun\n"
        os.killpg(build.pid, signal.SIGINT)
        stdout, stderr = build.communicate()
    assert (build.returncode, stdout) == (1, "")
    assert stderr.replace("begun\n", "").strip() == "Aborted!"
    with pytest.raises(ProcessLookupError):
        os.killpg(build.pid, signal.SIGKILL)


@on_linux
def test_workers_end_with_a_build_that_is_killed(course: MakeCourse) -> None:
    """They hold the ends of its pipes: these are closed when the last of them is gone."""
    made = course_with(course, _WAITING, long=_LONG)
    with started(made) as build:
        assert build.stderr is not None
        assert build.stderr.readline() == "begun\n"
        build.kill()
        assert "Traceback" not in build.communicate()[1]


@on_linux
def test_a_worker_that_dies(course: MakeCourse) -> None:
    """Where the system ends one, the build says so."""
    made = course_with(course, "os._exit(3)", long=_LONG)
    with started(made) as build:
        _, stderr = build.communicate()
    assert (build.returncode, stderr) == (
        1,
        "Error: a process ended before its work was done; `--jobs 1` takes less memory\n",
    )


@on_linux
def test_what_a_worker_raises_is_raised(course: MakeCourse) -> None:
    """An exception that nothing catches comes out of the build as it would without workers."""
    made = course_with(course, "raise KeyboardInterrupt", long=_LONG)
    with started(made) as build:
        _, stderr = build.communicate()
    assert (build.returncode, stderr.strip()) == (1, "Aborted!")


def test_workers_that_load_the_course_anew(course: MakeCourse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They give the same, call each deck by its name, and tell of what they could not read."""
    made = course_with(course, "return f'<p>{request.argument}</p>'")
    whole = made.result()
    monkeypatch.setattr(workers, "_way_to_start", lambda: "spawn")
    monkeypatch.setitem(workers.LEAST_TEXT, "spawn", 0)
    seen: list[str] = []
    kept = Values(tmp_path, "decks", "these tests")
    for name in ("a", "b"):
        kept.write(name, "no memory")
    for file in (tmp_path / ".slides-cache" / "decks").iterdir():
        file.write_bytes(b"broken")
    result = build_site(made.load(), jobs=2, on_deck=lambda deck: seen.append(deck.name), kept=kept)
    assert sorted(seen) == ["a", "b"]
    assert result == whole
    assert len(kept.problems) == 2


def test_a_small_course_has_no_workers(course: MakeCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would take longer to start than its decks to render."""
    made = course({"decks/a.md": "# A\n", "decks/b.md": "# B\n"})
    monkeypatch.setattr(workers, "_pool", None)
    assert len(build_site(made.load(), jobs=2).decks) == 2
