"""Watch the files that a course is made of, and say which have changed once they are whole.

Editors save in many ways: in place, by a temporary file that takes the name, in two writes, with a backup beside it.
Reports are by path relative to the root. A file that was closed after writing counts at once; one that is only known
to be modified counts when it has been quiet for a moment; a deck that looks half written gets a little time.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from dl4ad_slides.load.settings import SETTINGS_FILE
from dl4ad_slides.model.project import Project

_QUIET_SECONDS = 0.03
_LONGEST_SECONDS = 0.6
_HALF_WRITTEN_SECONDS = 0.08
_MANY = 3
# Backup, lock and swap files of editors, and the hidden ones.
_PASSING = re.compile(
    r"(^|/)(\.[^/]*|[^/]*~|#[^/]*#|[^/]*\.(swp|swx|tmp|bak|orig|part|crdownload)|4913|__pycache__)(/|$)"
)
_REPORTED = {"created", "deleted", "modified", "moved", "closed"}


class Watcher:
    """Calls `on_change` with the changed paths, in a thread of its own."""

    def __init__(self, current: Callable[[], Project], on_change: Callable[[frozenset[str]], None]) -> None:
        self._current, self._on_change = current, on_change
        self._root = current().root
        self._events: queue.Queue[tuple[str, bool] | None] = queue.Queue()
        self._observer = Observer()
        self._watched: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._observer.schedule(_Handler(self._note), str(self._root), recursive=False)
        self._watch_folders()
        self._observer.start()
        self._thread.start()

    def stop(self) -> None:
        """End watching; returns when the thread is gone."""
        self._events.put(None)
        self._observer.stop()
        self._observer.join(timeout=2)
        self._thread.join(timeout=2)

    def _watch_folders(self) -> None:
        """Watch the folders of the project that exist by now."""
        paths = self._current().settings.paths
        for name in (paths.decks, paths.timelines, paths.assets, paths.theme):
            if name not in self._watched and (self._root / name).is_dir():
                self._watched.add(name)
                self._observer.schedule(_Handler(self._note), str(self._root / name), recursive=True)

    def _note(self, path: str, is_whole: bool) -> None:
        try:
            relative = Path(path).relative_to(self._root).as_posix()
        except ValueError:
            return
        if not _PASSING.search(relative):
            self._events.put((relative, is_whole))

    def _run(self) -> None:
        while (first := self._events.get()) is not None:
            changed = self._gather(first)
            if changed is None:
                return
            self._watch_folders()
            mine = frozenset(path for path in changed if self._is_ours(path))
            if mine:
                self._on_change(mine)

    def _gather(self, first: tuple[str, bool]) -> set[str] | None:
        """Return the paths that belong together with the first one; None where watching has ended."""
        changed = {first[0]}
        waits_for = set() if first[1] else {first[0]}
        deadline = time.monotonic() + _LONGEST_SECONDS
        patience = self._patience(changed, waits_for)
        while time.monotonic() < deadline:
            try:
                event = self._events.get(timeout=patience) if patience else self._events.get_nowait()
            except queue.Empty:
                waits_for.clear()
                if not patience or (patience := self._patience(changed, waits_for, waited=True)) == 0:
                    break
                continue
            if event is None:
                return None
            changed.add(event[0])
            waits_for.discard(event[0]) if event[1] else waits_for.add(event[0])
            patience = self._patience(changed, waits_for)
        return changed

    def _patience(self, changed: Iterable[str], waits_for: set[str], *, waited: bool = False) -> float:
        """Return for how many seconds of quiet to wait: none where all files are whole."""
        changed = set(changed)
        if any(self._is_half_written(path) for path in changed):
            return 0 if waited else _HALF_WRITTEN_SECONDS
        if waited:
            return 0
        return _QUIET_SECONDS if waits_for or len(changed) > _MANY else 0

    def _is_half_written(self, path: str) -> bool:
        """Tell whether a deck is cut off: it is empty, or the beginning of what it was."""
        known = next((deck.source.text for deck in self._current().decks if deck.source.path == path), "")
        if not known:
            return False
        try:
            text = (self._root / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return True
        return len(text) < len(known) and known.startswith(text.rstrip("\N{REPLACEMENT CHARACTER}"))

    def _is_ours(self, path: str) -> bool:
        paths = self._current().settings.paths
        if path.startswith(f"{paths.decks}/"):
            return path.endswith(".md")
        return path == SETTINGS_FILE or path.startswith((f"{paths.timelines}/", f"{paths.assets}/", f"{paths.theme}/"))


class _Handler(FileSystemEventHandler):
    """Turns events of watchdog into paths, and whether the file is whole by now."""

    def __init__(self, note: Callable[[str, bool], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _REPORTED or (event.is_directory and event.event_type != "moved"):
            return
        is_whole = event.event_type in {"closed", "deleted", "moved"}
        for path in (event.src_path, event.dest_path):
            if path:
                self._note(str(path), is_whole)
