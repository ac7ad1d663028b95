"""Compare what two checkouts spend on the same build: `uv run python benchmarks/compare.py BEFORE AFTER`.

Each builds our own decks, and a generated course of 13 decks with 30 slides, 60 pictures and about 1,900 formulas, or
the one `--course`, as whole processes in alternating pairs, into folders that are empty. Prints the medians of their
CPU seconds (user and system), which other work on the machine hardly changes, and the median of the ratios pair by
pair; and names the files of the two sites that differ. Bytecode is kept, as it is for users.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course import write_illustrated_course

_ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--course", type=Path, help="build this course alone")
    parser.add_argument("--pairs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, course in [("course", options.course)] if options.course else _courses(folder):
            sides = options.before.resolve(), options.after.resolve()
            sites = folder / "before", folder / "after"
            for side, site in zip(sides, sites, strict=True):
                _build(side, course, site, folder)  # bytecode and the cache of the disk are warm from here on
            differing = sorted(_differing(*sites))
            pairs = [
                [_build(side, course, site, folder) for side, site in zip(sides, sites, strict=True)]
                for _ in range(options.pairs)
            ]
            before, after = (statistics.median(times) for times in zip(*pairs, strict=True))
            ratio = statistics.median(late / early for early, late in pairs)
            print(f"{title}: {before:.2f} s of CPU before, {after:.2f} s after, ratio {ratio:.2f}")
            print(f"  files that differ: {', '.join(differing) or 'none'}", flush=True)


def _courses(folder: Path) -> Iterator[tuple[str, Path]]:
    yield "our decks", _ROOT
    write_illustrated_course(folder / "course")
    yield "13 decks x 30 slides", folder / "course"


def _build(checkout: Path, course: Path, site: Path, folder: Path) -> float:
    """Build `course` with the package of `checkout`, remembering nothing, into an empty folder; return CPU seconds."""
    for left in (site, course / ".slides-cache"):
        shutil.rmtree(left, ignore_errors=True)
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "dl4ad_slides", "-C", str(course), "build", "-o", str(site)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{checkout} cannot build {course}")
    return usage.ru_utime + usage.ru_stime


def _differing(one: Path, other: Path) -> Iterator[str]:
    paths = {path.relative_to(site) for site in (one, other) for path in site.rglob("*") if path.is_file()}
    for path in paths:
        if not ((one / path).is_file() and (other / path).is_file() and _is_same(one / path, other / path)):
            yield path.as_posix()


def _is_same(one: Path, other: Path) -> bool:
    return filecmp.cmp(one, other, shallow=False)


if __name__ == "__main__":
    main()
