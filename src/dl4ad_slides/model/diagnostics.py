"""Findings: what is wrong, where, and what to do about it. Building one is apart from showing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from dl4ad_slides.model.codes import CODES, HOLDING_BACK
from dl4ad_slides.model.source import Position

_LONGEST = 400  # characters of a message or a hint


class Severity(StrEnum):
    """How grave a finding is: an error fails the build, a warning only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is a key of `CODES`; `message` one terse sentence without a full stop; `hint` an action; `notes` say more;
    `included_from` are the places of the placeholders that took the text in, the innermost first. `check` is the prefix
    of the check of an extension that found it, which declares its codes itself, or that failed.
    """

    code: str
    severity: Severity
    message: str
    position: Position
    hint: str = ""
    notes: tuple[str, ...] = ()
    included_from: tuple[Position, ...] = ()
    check: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES and not (self.check and self.code.startswith(f"{self.check}-")):
            raise ValueError(f"the finding code {self.code!r} is not in the table of codes")

    def moved(self, lines: int, file: str) -> Diagnostic:
        """Return the same finding, all that it says of `file` `lines` further down."""
        if not lines:
            return self
        chain = tuple(_moved(place, lines, file) for place in self.included_from)
        return replace(self, position=_moved(self.position, lines, file), included_from=chain)

    def taken_in(self, chain: tuple[Position, ...]) -> Diagnostic:
        """Return the same finding in a text that was included at the places `chain`, the innermost first."""
        return replace(self, included_from=self.included_from + chain) if chain else self

    @property
    def holds_back(self) -> bool:
        """Tell whether a deck with this finding is not published: it may leave open who may see what."""
        return self.code in HOLDING_BACK and self.severity is Severity.ERROR

    @property
    def kind(self) -> str:
        """Return severity and code as reports write them."""
        return f"{self.severity}[{self.code}]"

    @property
    def advice(self) -> list[str]:
        """Return hint and notes as the lines of a report below the first."""
        return [f"  hint: {self.hint}"] * bool(self.hint) + [f"  note: {note}" for note in self.remarks]

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return the notes, with the chain of inclusion behind them."""
        return (*self.notes, *(f"included from {place}" for place in self.included_from))

    def __str__(self) -> str:
        return "\n".join((f"{self.position}: {self.kind}: {self.message}", *self.advice))


def _moved(place: Position, lines: int, file: str) -> Position:
    return Position(place.file, place.line + lines, place.column) if place.file == file else place


def error(code: str, message: str, position: Position, hint: str = "", *notes: str) -> Diagnostic:
    """Return a finding that fails the build."""
    return Diagnostic(code, Severity.ERROR, _one_line(message), position, _one_line(hint), notes)


def warning(code: str, message: str, position: Position, hint: str = "", *notes: str) -> Diagnostic:
    """Return a finding that fails the build only with `--strict`."""
    return Diagnostic(code, Severity.WARNING, _one_line(message), position, _one_line(hint), notes)


def found_by_check(
    check: str, code: str, severity: Severity, message: str, position: Position, hint: str = ""
) -> Diagnostic:
    """Return a finding of the check with the prefix `check`, which an extension brings."""
    return Diagnostic(code, severity, _one_line(message), position, _one_line(hint), check=check)


def _one_line(text: str) -> str:
    """Return `text` as one line of a report, although it may quote several lines of an author, or very long ones.

    What is too long loses its middle: the quotation, not what is said of it.
    """
    line = " ".join(part.strip() for part in text.splitlines())
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half]}…{line[-half:]}"


def did_you_mean(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str:
    """Return `Did you mean “…”?` with the nearest of the real names, or an empty string.

    `cutoff` says how near, from 0 to 1: where there are hundreds of names, some are always near.
    """
    names = list(candidates)
    near = get_close_matches(word, names, n=2, cutoff=cutoff) or [
        name for name in names if name.lower() == word.lower()
    ]
    if not near:
        return ""
    return "Did you mean " + " or ".join(f"`{name}`" for name in near) + "?"


def known_names(candidates: Iterable[str], noun: str) -> str:
    """Return a sentence that lists what there is, for a hint where nothing is near."""
    names = sorted(candidates)
    if not names:
        return f"There are no {noun} yet."
    shown = ", ".join(f"`{name}`" for name in names[:8])
    return f"The {noun} are {shown}" + (", …" if len(names) > 8 else ".")
