"""Time builds as whole processes: `uv run python benchmarks/build.py`.

A generated course of 13 decks with 30 slides, 60 pictures of about 1.5 MB and about 1,900 formulas is built cold (an
empty folder, nothing remembered), again with nothing changed, and again with one slide changed; beside it stands what a
script takes that joins the texts of the decks and copies the pictures. Five rounds, in which each of the four has its
turn: prints medians of wall seconds, medians of the ratios round by round, and the peak of resident memory. With
`--jobs N` cold builds use N processes. Then follows what the pages of our own decks weigh.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course import write_illustrated_course

_ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 5
_SCRIPT = """
import pathlib, shutil, sys
course, site = map(pathlib.Path, sys.argv[1:])
for deck in sorted((course / "decks").glob("*.md")):
    (site / f"{deck.stem}.html").write_text("<pre>" + deck.read_text() + "</pre>")
shutil.copytree(course / "assets", site / "assets", dirs_exist_ok=True)
"""


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", default="", help="processes of a cold build (default: as usual)")
    jobs = ["--jobs", options.jobs] if (options := parser.parse_args()).jobs else []
    with tempfile.TemporaryDirectory() as name:
        course, site, other = (Path(name) / part for part in ("course", "site", "other"))
        write_illustrated_course(course)
        rounds = [_round(course, site, other, jobs, number) for number in range(_ROUNDS)]
        script = [each["a script that joins and copies"][0] for each in rounds]
        for title in rounds[0]:
            seconds = [each[title][0] for each in rounds]
            ratio = statistics.median(one / least for one, least in zip(seconds, script, strict=True))
            memory = max(each[title][1] for each in rounds)
            print(f"{title}: {statistics.median(seconds):.2f} s, {ratio:.2f} x the script, {memory:.0f} MB")
        _run([*_slides(_ROOT), "-o", str(site / "ours"), "--no-cache"])
        _print_weights(site / "ours")


def _round(course: Path, site: Path, other: Path, jobs: list[str], number: int) -> dict[str, tuple[float, float]]:
    """Return wall seconds and peak of resident memory in MB of each kind of build, once."""
    for left in (site, other, course / ".slides-cache"):
        shutil.rmtree(left, ignore_errors=True)
    other.mkdir()
    build = [*_slides(course), "-o", str(site)]
    took = {"a script that joins and copies": _run([sys.executable, "-c", _SCRIPT, str(course), str(other)])}
    took["cold"] = _run([*build, *jobs])
    took["nothing changed"] = _run(build)
    deck = min((course / "decks").iterdir())
    deck.write_text(f"{deck.read_text(encoding='utf-8')}\nRound {number}.\n", encoding="utf-8")
    took["one slide changed"] = _run(build)
    return took


def _slides(course: Path) -> list[str]:
    return [sys.executable, "-m", "dl4ad_slides", "-C", str(course), "build"]


def _run(command: list[str]) -> tuple[float, float]:
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:5])} … failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def _print_weights(site: Path) -> None:
    for page in sorted(site.glob("*.html")):
        html = page.read_text(encoding="utf-8")
        sizes = {".js": 0, ".css": 0}
        for reference in re.findall(r'(?:src|href)="(_static/[^"?]+\.(?:js|css))', html):
            sizes[Path(reference).suffix] += (site / reference).stat().st_size
        print(f"{page.name}: HTML {len(html.encode())}, JavaScript {sizes['.js']}, CSS {sizes['.css']} bytes")


if __name__ == "__main__":
    main()
