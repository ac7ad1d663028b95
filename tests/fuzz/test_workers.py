"""Workers never show: a build in several processes gives what a build in one gives, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from building import Job
from hypothesis import given, settings
from hypothesis import strategies as st
from random_courses import courses

from helpers import FUZZ, ROOT

_PROGRAM = Path(__file__).with_name("building.py")
_AUDIENCES: tuple[list[str], ...] = ([], ["tutors"], ["instructor"])


def built(jobs: Sequence[Job]) -> list[tuple[object, bool]]:
    """Return what comes of builds, and which of them had workers."""
    command = [sys.executable, "-P", str(_PROGRAM)]
    run = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return [tuple(json.loads(line)) for line in run.stdout.splitlines()]


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
@settings(max_examples=2 * FUZZ)
@given(st.lists(st.tuples(courses(), st.sampled_from(_AUDIENCES)), min_size=6, max_size=6))
def test_workers_change_nothing(made: list[tuple[Mapping[str, str], list[str]]]) -> None:
    """All files, all findings, and what was looked for, of courses that hold everything, errors too."""
    with tempfile.TemporaryDirectory() as folder:
        jobs: list[Job] = []
        for number, (files, audience) in enumerate(made):
            root = Path(folder) / str(number)
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            jobs.extend((str(root), audience, count) for count in (1, 2))
        outcomes = built(jobs)
    for (serial, has_had_none), (parallel, _) in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert not has_had_none
        assert serial == parallel


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_our_course_is_the_same_with_workers() -> None:
    """Our own course, which has them."""
    (serial, has_one), (parallel, has_workers) = built([(str(ROOT), [], 1), (str(ROOT), [], 2)])
    assert (has_one, has_workers) == (False, True)
    assert serial == parallel
