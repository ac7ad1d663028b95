"""V8: a program ends while its engines are still there."""

from __future__ import annotations

import subprocess
import sys


def test_python_ends_with_engines_running() -> None:
    """What is freed only when Python ends would wait for ever, more often than not."""
    script = (
        "from dl4ad_slides.render.engines.v8 import start_v8\n"
        "engines = [start_v8() for _ in range(4)]\n"
        "print(*(engine.eval('1 + 1') for engine in engines))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["2"] * 4
