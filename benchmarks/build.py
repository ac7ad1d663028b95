"""Time cold builds as whole processes: `uv run python benchmarks/build.py`.

Prints the median and the range of wall seconds, and the peak of resident memory, of our own decks and of a generated
course of 20 decks with 50 slides of five formulas each; then what a deck page weighs.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course import write_course

_ROOT = Path(__file__).resolve().parent.parent
_RUNS = 5


def main() -> None:
    """Run all measurements."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        write_course(course, decks=20, slides=50)
        for name, project in (("our decks", _ROOT), ("20 decks x 50 slides", course)):
            runs = [_cold_build(project, Path(folder) / f"site-{name[:3]}-{run}") for run in range(_RUNS)]
            seconds = sorted(run[0] for run in runs)
            memory = max(run[1] for run in runs)
            median = statistics.median(seconds)
            print(f"{name}: {median:.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f}), {memory:.0f} MB")
            print(f"  {runs[0][2]}")
        _print_weights(Path(folder) / "site-our-0")


def _cold_build(project: Path, output: Path) -> tuple[float, float, str]:
    """Build into an empty folder; return wall seconds, peak resident memory in MB, and the summary line."""
    command = [sys.executable, "-m", "dl4ad_slides", "-C", str(project), "build", "-o", str(output)]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        summary = process.stdout.read() if process.stdout else ""
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - started, usage.ru_maxrss / 1024, summary.strip()


def _print_weights(site: Path) -> None:
    for page in sorted(site.glob("*.html")):
        html = page.read_text(encoding="utf-8")
        sizes = {".js": 0, ".css": 0}
        for reference in re.findall(r'(?:src|href)="(_static/[^"?]+)', html):
            sizes[Path(reference).suffix] += (site / reference).stat().st_size
        print(f"{page.name}: HTML {len(html.encode())}, JavaScript {sizes['.js']}, CSS {sizes['.css']} bytes")


if __name__ == "__main__":
    main()
