"""Watch the files that a course is made of, and say which have changed once they are whole.

Editors save in many ways: in place, by a temporary file that takes the name, in two writes, with a backup beside it.
Reports are by path relative to the root. A file that was closed after writing counts at once; one that is only known
to be modified counts when it has been quiet for a moment, and so do several at a time; what looks half written gets a
little longer.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import threading
import time
import warnings
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from posixpath import dirname

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from dl4ad_slides.language.paths import is_markdown
from dl4ad_slides.load.inputs import named_files, own_folders
from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.model.project import Project

# How long nothing may happen: behind one whole file, which may be the first of many; behind others; behind what looks
# half written, which its writer has closed or not.
_WHOLE_SECONDS = 0.002
_QUIET_SECONDS = 0.03
_HALF_WRITTEN_SECONDS = 0.08
_UNCLOSED_SECONDS = 0.25
_LONGEST_SECONDS = 0.6
_POLLING_SECONDS = 0.3
CLOCK_SECONDS = 0.02  # how far times of files may be behind the clock
_FAREWELL_SECONDS = 0.5
# Backup, lock and swap files of editors, and the hidden ones.
_PASSING = re.compile(
    r"(^|/)(\.[^/]*|[^/]*~|#[^/]*#|[^/]*\.(swp|swx|tmp|bak|orig|part|crdownload)|4913|__pycache__)(/|$)"
)
# A folder that comes while watchdog looks through the one above is met twice, which watchdog warns of and sets right.
_MET_TWICE = "Callback with id .* already exists for watch"
_NOTHING = "."
_REPORTED = {"created", "deleted", "modified", "moved", "closed"}


class Watcher:
    """Calls `on_change` with the changed paths, in a thread of its own.

    `since` is the time (in seconds since the epoch) at which the project was read: what has changed on disk between
    then and the first watch is reported too.
    """

    def __init__(
        self, current: Callable[[], Project], on_change: Callable[[frozenset[str]], None], *, since: float
    ) -> None:
        self._current, self._on_change, self._since = current, on_change, since
        self._root = current().root
        self._events: queue.Queue[tuple[str, bool] | None] = queue.Queue()
        self._observer: BaseObserver = Observer()
        self._watched: dict[str, ObservedWatch] = {}
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch; where the system has no more watches to give, look at all files from time to time."""
        warnings.filterwarnings("ignore", _MET_TWICE, RuntimeWarning)
        try:
            self._begin()
        except OSError:
            self._observer, self._watched = PollingObserver(timeout=_POLLING_SECONDS), {}
            self._begin()
        for path in self._missed():
            self._events.put((path, True))
        self._thread.start()

    def look_again(self) -> None:
        """Watch what the project names by now, which may lie elsewhere than what it named before."""
        self._events.put((_NOTHING, True))

    def stop(self) -> None:
        """End watching; what is being rendered is not waited for."""
        self._events.put(None)
        self._observer.stop()
        self._observer.join(timeout=_FAREWELL_SECONDS)
        self._thread.join(timeout=_FAREWELL_SECONDS)

    def _begin(self) -> None:
        self._observer.schedule(_Handler(self._note), str(self._root), recursive=False)
        self._watch_folders()
        self._observer.start()

    def _own_folders(self) -> tuple[str, ...]:
        return own_folders(self._current())

    def _folders(self) -> tuple[str, ...]:
        """Return the folders to watch: the course's own, and those of files that decks or settings name elsewhere."""
        own = self._own_folders()
        others = {dirname(path) for path in self._named() if not path.startswith(tuple(f"{name}/" for name in own))}
        return *own, *sorted(others - {"", *own})

    def _named(self) -> frozenset[str]:
        """Return the files that decks and settings name, whether there or not."""
        return named_files(self._current())

    def _watch_folders(self, renewed: Collection[str] = ()) -> None:
        """Watch the folders of the project that exist by now; those in `renewed` are others of the same name."""
        for name in self._folders():
            if name in renewed and (watch := self._watched.pop(name, None)):
                with contextlib.suppress(KeyError):
                    self._observer.unschedule(watch)
            if name not in self._watched and (self._root / name).is_dir():
                self._watched[name] = self._observer.schedule(
                    _Handler(self._note), str(self._root / name), recursive=True
                )

    def _note(self, path: str, is_whole: bool) -> None:
        """Take in an event; `path` ends with a slash where it is a folder."""
        try:
            relative = Path(path).relative_to(self._root).as_posix() + ("/" if path.endswith("/") else "")
        except ValueError:
            return
        if not _PASSING.search(relative) and (relative.endswith("/") or self._is_ours(relative)):
            self._events.put((relative, is_whole))

    def _run(self) -> None:
        while (first := self._events.get()) is not None:
            changed = self._gather(first)
            if changed is None:
                return
            watched = set(self._watched)
            self._try_to_watch({path.removesuffix("/") for path in changed if path.endswith("/")})
            mine = frozenset(part for path in changed for part in self._parts(path) if self._is_ours(part))
            if mine:
                self._on_change(mine)
                self._try_to_watch()  # the settings may name other folders now
            for name in self._watched.keys() - watched:
                self._events.put((f"{name}/", True))  # what happened there before was not seen

    def _try_to_watch(self, renewed: Collection[str] = ()) -> None:
        # A folder may go in between, or the watches run out: then the others are watched as before.
        with contextlib.suppress(OSError):
            self._watch_folders(renewed)

    def _gather(self, first: tuple[str, bool]) -> set[str] | None:
        """Return the paths that belong together with the first one; None where watching has ended."""
        changed: set[str] = set()
        unclosed: set[str] = set()
        deadline = time.monotonic() + _LONGEST_SECONDS
        event: tuple[str, bool] | None = first
        while event is not None:
            path, is_whole = event
            changed.add(path)
            (unclosed.discard if is_whole else unclosed.add)(path)
            try:
                event = self._next(_QUIET_SECONDS if unclosed or len(changed) > 1 else _WHOLE_SECONDS, deadline)
            except queue.Empty:
                try:
                    event = self._next(self._patience(changed, unclosed), deadline + _UNCLOSED_SECONDS)
                except queue.Empty:
                    return changed
        return None

    def _next(self, seconds: float, deadline: float) -> tuple[str, bool] | None:
        seconds = min(seconds, deadline - time.monotonic())
        if seconds <= 0:
            raise queue.Empty
        return self._events.get(timeout=seconds)

    def _patience(self, changed: set[str], unclosed: set[str]) -> float:
        """Return for how many seconds to wait for the rest of files: none where they seem to be whole."""
        known = {deck.source.path: deck.source.text for deck in self._current().texts}
        half_written = {path for path in changed if self._is_half_written(path, known.get(path, ""))}
        if not half_written:
            return 0
        return _UNCLOSED_SECONDS if half_written & unclosed else _HALF_WRITTEN_SECONDS

    def _is_half_written(self, path: str, known: str) -> bool:
        """Tell whether a file is empty or gone, or a deck is the beginning of what it was, its text `known`."""
        if path.endswith("/"):
            return False
        file = self._root / path
        try:
            size = file.stat().st_size
            if not known or size >= len(known.encode()):
                return size == 0
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return True
        return len(text) < len(known) and known.startswith(text.rstrip("\N{REPLACEMENT CHARACTER}"))

    def _parts(self, path: str) -> Iterator[str]:
        """Yield a path, and where it is a folder all files of the course that are or were in it."""
        yield path
        if not path.endswith("/"):
            return
        project = self._current()
        for folder in self._folders():
            top = path if path.startswith(f"{folder}/") else f"{folder}/" if folder.startswith(path) else ""
            if not top:
                continue
            yield top
            if folder == project.settings.paths.timelines:
                yield from (f"{folder}/{name}.yaml" for name in (*project.timelines, *project.broken_timelines))
            yield from (deck.source.path for deck in project.texts if deck.source.path.startswith(top))
            yield from (asset for asset in project.assets if asset.startswith(top))
            yield from (name for name in self._named() | project.library.files if name.startswith(top))
            for parent, _, files in os.walk(self._root / top):
                found = (Path(parent, name).relative_to(self._root).as_posix() for name in files)
                yield from (file for file in found if not _PASSING.search(file))

    def _missed(self) -> Iterator[str]:
        """Yield the files that came, changed or went since the project was read."""
        known = {*self._current().assets, *(deck.source.path for deck in self._current().texts)}
        for path in (SETTINGS_FILE, *(part for folder in self._folders() for part in self._parts(f"{folder}/"))):
            if not self._is_ours(path) or path.endswith("/"):
                continue
            try:
                if (self._root / path).stat().st_ctime >= self._since - CLOCK_SECONDS:
                    yield path
            except OSError:
                if path in known:
                    yield path

    def _is_ours(self, path: str) -> bool:
        project = self._current()
        if path.startswith(f"{project.settings.paths.decks}/"):
            is_listed = any(path.startswith(f"{folder}/") for folder in project.files.listed)
            return is_markdown(path) or is_listed or path in self._named()
        folders = tuple(f"{folder}/" for folder in self._own_folders())
        return path == SETTINGS_FILE or path in self._named() or path.startswith(folders)


class _Handler(FileSystemEventHandler):
    """Turns events of watchdog into paths, and whether the file is whole by now."""

    def __init__(self, note: Callable[[str, bool], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _REPORTED or (event.is_directory and event.event_type == "modified"):
            return
        is_whole = event.is_directory or event.event_type in {"closed", "deleted", "moved"}
        for path in (event.src_path, event.dest_path):
            if path:
                self._note(f"{os.fsdecode(path)}/" if event.is_directory else os.fsdecode(path), is_whole)
