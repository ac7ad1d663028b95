"""V8, which must end before Python does: an engine that is freed later waits for a thread that is no more."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

_running: WeakSet[MiniRacer] = WeakSet()


def start_v8() -> MiniRacer:
    """Return a new engine, which is closed when nobody holds it any more, and at the latest when Python ends."""
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    _running.add(engine)
    return engine


@atexit.register
def _close_all() -> None:
    for engine in tuple(_running):
        engine.close()
