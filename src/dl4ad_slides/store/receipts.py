"""Receipts of builds: with one, the next build knows without looking into any file that there is nothing to do.

A receipt says what was asked for, how every file was that the build depended on, how it left the files of the site, and
what it had to say. It holds for as long as all of that is so.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.outcome import BuiltDeck, NotWritten, Outcome
from dl4ad_slides.model.source import Position
from dl4ad_slides.store.folder import NAME, cache_folder, put
from dl4ad_slides.store.survey import Inputs, Stamp, Survey, changed, digests, stamps_of, survey

_KIND = "builds"
_MOST = 16  # receipts that are kept
# How far times of files may be behind the clock (in nanoseconds): what was written later may have been read before.
_CLOCK = 20_000_000
_DAY = 86_400 * 10**9


@dataclass(frozen=True, slots=True)
class Receipt:
    """One build: its inputs, and how they were; the stamps of its files by name; and its outcome.

    `digests` are those of small inputs by path, so that one which was only touched is no other.
    """

    inputs: Inputs
    before: Survey
    digests: Mapping[str, str]
    written: Mapping[str, Stamp | None]
    outcome: Outcome

    def holds(self) -> bool:
        """Tell whether a build would find everything as this one did, and change nothing."""
        if stamps_of(Path(self.outcome.folder), self.written) != self.written:
            return False
        now = survey(self.inputs)
        touched = [*changed(self.before, now)]
        same = digests(touched, now.stamps)
        return all(
            path in same and same[path] == self.digests.get(path) and _day(self.before, path) == _day(now, path)
            for path in touched
        )


@dataclass(frozen=True, slots=True)
class Receipts:
    """The receipts of a course for one request: whatever text tells what was asked for, and by what it was built."""

    root: Path
    request: Sequence[object]
    problems: list[str] = field(default_factory=list)

    @property
    def _name(self) -> str:
        return f"{blake2b(repr(tuple(self.request)).encode(), digest_size=16).hexdigest()}.json"

    def find(self) -> Outcome | None:
        """Return the outcome of the last such build where nothing has changed since."""
        file = self.root / NAME / _KIND / self._name
        try:
            receipt = _receipt_of(json.loads(file.read_bytes()))
        except OSError:
            return None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.problems.append(f"{NAME}/{_KIND}/{file.name} cannot be read; it will be written anew")
            return None
        return receipt.outcome if receipt.holds() else None

    def keep(self, inputs: Inputs, names: Sequence[str], outcome: Outcome, started: int) -> None:
        """Remember a build that began at `started` (nanoseconds since the epoch) and wrote the files `names`.

        Where an input has changed since then, nobody knows what the build has seen of it: nothing is remembered.
        """
        before = survey(inputs)
        folder = cache_folder(self.root, _KIND)
        if folder is None or before.newest() > started - _CLOCK:
            return
        own = [path for path in before.stamps if path.startswith(f"{self.root}{os.sep}")]
        written = stamps_of(Path(outcome.folder), names)
        receipt = Receipt(inputs, before, digests(own, before.stamps), written, outcome)
        with contextlib.suppress(OSError):
            put(folder / self._name, json.dumps(asdict(receipt), separators=(",", ":")).encode())
            _forget_oldest(folder)


def _day(files: Survey, path: str) -> int | None:
    """Return the day (since the epoch, in UTC) on which a file was written: a course may be dated by it."""
    stamp = files.stamps.get(path)
    return stamp[1] // _DAY if stamp else None


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[_MOST:]:
        file.unlink()


def _receipt_of(data: Mapping[str, Any]) -> Receipt:
    inputs, before, outcome = data["inputs"], data["before"], data["outcome"]
    return Receipt(
        Inputs(**{name: tuple(value) for name, value in inputs.items()}),
        Survey(_stamps(before["stamps"]), {folder: tuple(names) for folder, names in before["names"].items()}),
        dict(data["digests"]),
        _stamps(data["written"]),
        Outcome(
            folder=str(outcome["folder"]),
            decks=tuple(BuiltDeck(**deck) for deck in outcome["decks"]),
            formulas=int(outcome["formulas"]),
            publishes_notes=bool(outcome["publishes_notes"]),
            not_written=tuple(NotWritten(**one) for one in outcome["not_written"]),
            findings=tuple(map(_finding, outcome["findings"])),
        ),
    )


def _stamps(data: Mapping[str, Sequence[int] | None]) -> dict[str, Stamp | None]:
    return {path: (stamp[0], stamp[1], stamp[2]) if stamp else None for path, stamp in data.items()}


def _finding(data: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        data["code"],
        Severity(data["severity"]),
        data["message"],
        Position(**data["position"]),
        data["hint"],
        tuple(data["notes"]),
        tuple(Position(**place) for place in data["included_from"]),
        data["check"],
    )
