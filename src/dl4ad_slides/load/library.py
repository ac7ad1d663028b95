"""Read the files that decks name in placeholders: only these, so that a folder of data may be as large as it likes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dl4ad_slides.language.paths import (
    MARKDOWN,
    file_paths,
    included_paths,
    is_inside,
    is_markdown,
    named_drawings,
    named_in_placeholders,
)
from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.schedules import SCHEDULE
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.failure import report_failure
from dl4ad_slides.model.library import Library, Mentions, NamedFile
from dl4ad_slides.model.origin import NO_ORIGIN, Origin
from dl4ad_slides.model.placeholder_type import FileFormat, PlaceholderType, Report
from dl4ad_slides.model.project import Deck
from dl4ad_slides.model.settings import FileName, Paths
from dl4ad_slides.model.source import Passage, Position, Source

_MOST_TEXTS = 1000  # files that include each other; a chain that long is a mistake


def _load_text(source: Source, report: Report) -> Passage | None:
    return split_front_matter(source, report.findings)[1] if is_markdown(source.path) else None


def _load_drawing(source: Source, report: Report) -> Source | None:
    return None if report.findings else source


TEXT = FileFormat("text", MARKDOWN, _load_text, is_beside=True, area="deck")
DRAWING = FileFormat("drawing", (".svg",), _load_drawing, area="asset")


def load_library(
    root: Path,
    paths: Paths,
    decks: Iterable[Deck],
    files: frozenset[str],
    placeholders: Mapping[str, PlaceholderType[Any]],
    before: Library | None = None,
    changed: Collection[str] = frozenset(),
    *,
    schedule: FileName | None = None,
) -> Library:
    """Return what `decks` name, and what the texts name that they include; `files` are all that could be named.

    `placeholders` are the types by name; `schedule` is the one of the home page, if it has one.

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
        for name, written in found.names:
            kind = placeholders.get(name)
            file_format = kind.file if kind else None if name else DRAWING
            if file_format is None:
                continue
            if file_format is DRAWING:
                candidates = file_paths(written, body.file, paths.assets)
            elif file_format.is_beside:
                candidates = included_paths(written, body.file, paths.decks)
            else:
                candidates = _plain(written)
            text = reader.read(file_format, candidates, kind.origin if kind else NO_ORIGIN)
            if isinstance(text, Passage):
                waiting.append(text)
    if schedule and schedule.path and reader.read(SCHEDULE, _plain(schedule.path)) is None:
        reader.report_missing_schedule(schedule, files)
    return Library(
        named=reader.found,
        broken=frozenset(reader.broken),
        files=files,
        wanted=frozenset(reader.wanted),
        mentions=mentions,
        findings=tuple(reader.findings),
    )


def read_named_file(
    root: Path, path: str, file_format: FileFormat[Any], findings: list[Diagnostic], origin: Origin = NO_ORIGIN
) -> NamedFile | None:
    """Return the file at `path` of the project at `root` in its format, or None where nothing of it can be used.

    `origin` is who brought the format.
    """
    for ending, hint in file_format.refused.items():
        if path.lower().endswith(ending):
            message = f"this is a `{ending}` file, not a {file_format.name} as text"
            findings.append(error(f"{file_format.area}-unreadable", message, Position(path), hint))
            return None
    own: list[Diagnostic] = []
    source = read_source(root / path, path, file_format.area, own)
    value = _loaded(file_format, source, own, origin) if source else None
    findings.extend(own)
    return NamedFile(value, _digest(source.text)) if source and value is not None else None


def _loaded(file_format: FileFormat[Any], source: Source, findings: list[Diagnostic], origin: Origin) -> object | None:
    try:
        value: object | None = file_format.load(source, Report(findings))
    except Exception as problem:  # an extension is foreign code: anything may be raised
        if origin is NO_ORIGIN:
            raise
        what = f"the {file_format.name} `{source.path}` cannot be read by `{origin.name}`"
        findings.append(report_failure("extension-failed", what, problem, origin))
        return None
    return value


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(written: str) -> tuple[str, ...]:
    return (written,) if is_inside(written) else ()


class _Reader:
    """Reads each file once; what is known and has not changed is not read at all."""

    def __init__(self, root: Path, decks: Mapping[str, Passage], before: Library, changed: frozenset[str]) -> None:
        self._root, self._decks, self._before, self._changed = root, decks, before, changed
        self.found: dict[str, dict[str, NamedFile]] = {}
        self.broken: set[str] = set()
        self.wanted: set[str] = set()
        self.findings: list[Diagnostic] = []

    def mentions(self, body: Passage) -> Mentions:
        """Return what a text names; drawings under no name of a placeholder."""
        known = self._before.mentions.get(body.file)
        if known and known.body is body:
            return known
        drawings = (("", path) for path in named_drawings(body.text))
        return Mentions(body, tuple(dict.fromkeys((*named_in_placeholders(body.text), *drawings))))

    def read(
        self, file_format: FileFormat[Any], candidates: Iterable[str], origin: Origin = NO_ORIGIN
    ) -> object | None:
        """Return what is in the first of the files that exists; None where none does, or it was read before."""
        found = self.found.setdefault(file_format.name, {})
        for path in candidates:
            self.wanted.add(path)
            if path in found:
                return None
            if path in self._decks and file_format is TEXT:
                body = self._decks[path]
                found[path] = NamedFile(body, _digest(f"{body.lines[0]} {body.text}"))
                return body
            if self._is_file(path):
                return self._take(file_format, path, origin)
        return None

    def report_missing_schedule(self, schedule: FileName, files: Collection[str]) -> None:
        """Add the finding for a schedule of the home page that is not there; one that is broken says so itself."""
        if schedule.path not in self.broken and schedule.path not in self.found.get(SCHEDULE.name, ()):
            near = [path for path in files if path.endswith(SCHEDULE.endings)]
            hint = did_you_mean(schedule.path, near) or known_names(near, "schedules")
            message = f"there is no schedule `{schedule.path}`"
            self.findings.append(error("data-not-found", message, schedule.position, hint))

    def _take(self, file_format: FileFormat[Any], path: str, origin: Origin) -> object | None:
        before = self._before.find(file_format.name, path)
        if before is not None and path not in self._changed:
            file: NamedFile | None = before
            self.findings.extend(each for each in self._before.findings if each.position.file == path)
        else:
            file = read_named_file(self._root, path, file_format, self.findings, origin) or before
        if file is None:
            self.broken.add(path)
            return None
        self.found[file_format.name][path] = file
        return file.value

    def _is_file(self, path: str) -> bool:
        """Tell whether there is such a file, and not behind a link that leads out of the project."""
        file = self._root / path
        try:
            return file.is_file() and file.resolve().is_relative_to(self._root.resolve())
        except (OSError, ValueError):
            return False
