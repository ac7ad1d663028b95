"""What a check sees of a finished deck, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass

from dl4ad_slides.model.diagnostics import Severity
from dl4ad_slides.model.source import Passage, Position


@dataclass(frozen=True, slots=True)
class AuthorText:
    """Text of a slide as its author wrote it, which knows where each of its characters stands."""

    _passage: Passage

    @property
    def text(self) -> str:
        """Return the text itself; it is Markdown."""
        return self._passage.text

    def at(self, offset: int) -> Position:
        """Return where the character at `offset` (from 0) stands in the author's file."""
        return self._passage.at(max(0, min(offset, len(self._passage.text))))

    def at_line(self, number: int) -> Position:
        """Return where the line `number` (from 1) of the text begins in the author's file."""
        return self._passage.row(number - 1)


@dataclass(frozen=True, slots=True)
class CheckedSlide:
    """One finished slide. `title` is its first heading as plain text, `html` the whole `<section>` element.

    `content` and `notes` are what its author wrote; `position` is where that begins. Where the slide comes from another
    file, these are positions in that file.
    """

    id: str
    title: str
    position: Position
    html: str
    content: AuthorText
    notes: AuthorText | None


@dataclass(frozen=True, slots=True)
class CheckedDeck:
    """One finished deck: what it is called, where it stands, and its slides in order.

    `path` is that of its file, relative to the root of the course; `date` an ISO date, or any text, or empty. All
    slides are there, whoever they are for.
    """

    name: str
    path: str
    title: str
    language: str
    date: str
    authors: tuple[str, ...]
    slides: tuple[CheckedSlide, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has found, and where.

    `code` is one that the check declares, `message` one terse sentence without a full stop, `hint` says what to do. An
    error fails the build; a warning does so only with `--strict`.
    """

    code: str
    message: str
    position: Position
    hint: str = ""
    severity: Severity = Severity.WARNING
