"""Read the files that decks name in placeholders: only these, so that a folder of data may be as large as it likes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from dl4ad_slides.language.paths import DRAWING, SCHEDULE, TABLE, included_paths, is_inside, named_files
from dl4ad_slides.language.slides import INCLUDE
from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.schedules import load_schedule
from dl4ad_slides.load.tables import load_table
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.library import Library, Mentions
from dl4ad_slides.model.project import Deck
from dl4ad_slides.model.settings import FileName, Paths
from dl4ad_slides.model.source import Passage, Source

_MOST_TEXTS = 1000  # files that include each other; a chain that long is a mistake


def load_library(
    root: Path,
    paths: Paths,
    decks: Iterable[Deck],
    files: frozenset[str],
    before: Library | None = None,
    changed: Collection[str] = frozenset(),
    *,
    schedule: FileName | None = None,
) -> Library:
    """Return what `decks` name, and what the texts name that they include; `files` are all that could be named.

    `schedule` is the one of the home page, if it has one.

    Of the library `before`, everything is taken over that is not among the `changed` paths; a file that was good and
    cannot be read any more stays as it was, with a finding.
    """
    reader = _Reader(root, {deck.source.path: deck.body for deck in decks}, before or Library(), frozenset(changed))
    mentions: dict[str, Mentions] = {}
    waiting = [deck.body for deck in decks]
    while waiting and len(mentions) < _MOST_TEXTS:
        body = waiting.pop()
        if body.file in mentions:
            continue
        mentions[body.file] = found = reader.mentions(body)
        for kind, written in found.names:
            candidates = included_paths(written, body.file, paths.decks) if kind == INCLUDE else _plain(written)
            text = reader.read(kind, candidates)
            if kind == INCLUDE and isinstance(text, Passage):
                waiting.append(text)
    if schedule and schedule.path and reader.read(SCHEDULE, _plain(schedule.path)) is None:
        reader.report_missing_schedule(schedule, files)
    return Library(
        texts=reader.found.get(INCLUDE, {}),
        drawings=reader.found.get(DRAWING, {}),
        tables=reader.found.get(TABLE, {}),
        schedules=reader.found.get(SCHEDULE, {}),
        broken=frozenset(reader.broken),
        files=files,
        wanted=frozenset(reader.wanted),
        mentions=mentions,
        findings=tuple(reader.findings),
    )


def _plain(written: str) -> tuple[str, ...]:
    return (written,) if is_inside(written) else ()


class _Reader:
    """Reads each file once; what is known and has not changed is not read at all."""

    def __init__(self, root: Path, decks: Mapping[str, Passage], before: Library, changed: frozenset[str]) -> None:
        self._root, self._decks, self._before, self._changed = root, decks, before, changed
        self._known: Mapping[str, Mapping[str, object]] = {
            INCLUDE: before.texts,
            DRAWING: before.drawings,
            TABLE: before.tables,
            SCHEDULE: before.schedules,
        }
        self.found: dict[str, dict[str, Any]] = {}
        self.broken: set[str] = set()
        self.wanted: set[str] = set()
        self.findings: list[Diagnostic] = []

    def mentions(self, body: Passage) -> Mentions:
        """Return what a text names."""
        known = self._before.mentions.get(body.file)
        return known if known and known.body is body else Mentions(body, tuple(dict.fromkeys(named_files(body.text))))

    def read(self, kind: str, candidates: Iterable[str]) -> object | None:
        """Return what is in the first of the files that exists; None where none does, or it was read before."""
        for path in candidates:
            self.wanted.add(path)
            if path in self.found.get(kind, ()):
                return None
            if path in self._decks and kind == INCLUDE:
                self.found.setdefault(kind, {})[path] = self._decks[path]
                return self._decks[path]
            if self._is_file(path):
                return self._take(kind, path)
        return None

    def report_missing_schedule(self, schedule: FileName, files: Collection[str]) -> None:
        """Add the finding for a schedule of the home page that is not there; one that is broken says so itself."""
        if schedule.path not in self.broken and schedule.path not in self.found.get(SCHEDULE, ()):
            near = [path for path in files if path.endswith((".yaml", ".yml"))]
            hint = did_you_mean(schedule.path, near) or known_names(near, "schedules")
            message = f"there is no schedule `{schedule.path}`"
            self.findings.append(error("data-not-found", message, schedule.position, hint))

    def _take(self, kind: str, path: str) -> object | None:
        before = self._known[kind].get(path)
        if before is not None and path not in self._changed:
            value: object | None = before
            self.findings.extend(each for each in self._before.findings if each.position.file == path)
        else:
            value = _LOADERS[kind](self._root, path, self.findings) or before
        if value is None:
            self.broken.add(path)
        else:
            self.found.setdefault(kind, {})[path] = value
        return value

    def _is_file(self, path: str) -> bool:
        """Tell whether there is such a file, and not behind a link that leads out of the project."""
        file = self._root / path
        try:
            return file.is_file() and file.resolve().is_relative_to(self._root.resolve())
        except (OSError, ValueError):
            return False


def _load_text(root: Path, path: str, findings: list[Diagnostic]) -> Passage | None:
    source = read_source(root / path, path, "deck", findings)
    return split_front_matter(source, findings)[1] if source and path.endswith(".md") else None


def _load_drawing(root: Path, path: str, findings: list[Diagnostic]) -> Source | None:
    before = len(findings)
    source = read_source(root / path, path, "asset", findings)
    return source if len(findings) == before else None


_LOADERS: Mapping[str, Callable[[Path, str, list[Diagnostic]], object | None]] = {
    INCLUDE: _load_text,
    DRAWING: _load_drawing,
    TABLE: load_table,
    SCHEDULE: load_schedule,
}
