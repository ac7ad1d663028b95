"""What a placeholder type is: its name, the file that it names, its options, and how it renders."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.origin import NO_ORIGIN, Origin
from dl4ad_slides.model.source import Position, Source

_NAME = re.compile(r"[A-Z][A-Z0-9_-]*")
F = TypeVar("F")
R = TypeVar("R")
OptionsT_co = TypeVar("OptionsT_co", covariant=True)
FileT_co = TypeVar("FileT_co", covariant=True)


class Report:
    """Takes what is wrong with one file: what, where, and what to write instead."""

    def __init__(self, findings: list[Diagnostic], code: str = "data-format") -> None:
        self.findings = findings
        self._code = code

    def error(self, message: str, position: Position, hint: str = "") -> None:
        """Add an error, which fails the build."""
        self.findings.append(error(self._code, message, position, hint))

    def warning(self, message: str, position: Position, hint: str = "") -> None:
        """Add a warning."""
        self.findings.append(warning(self._code, message, position, hint))


@dataclass(frozen=True, slots=True)
class FileFormat(Generic[F]):
    """A kind of file that placeholders name.

    `name` is what messages call such a file; `endings` are those of its names, the usual one first. `load` makes a
    value of its text, and None where nothing of it can be used, which it reports. `refused` are endings of files that
    are of another kind, with a hint what to do. A file is looked for from the root of the course; one that `is_beside`
    also beside the file that names it and in the folder of the decks. `area` begins the codes of findings about it.
    """

    name: str
    endings: tuple[str, ...]
    load: Callable[[Source, Report], F | None]
    refused: Mapping[str, str] = field(default_factory=dict)
    is_beside: bool = False
    area: str = "data"


class PlaceholderError(Exception):
    """What a placeholder asks for cannot be shown; its slide shows the message in its place.

    `option` is the name of the option that is to blame, if one is.
    """

    def __init__(self, message: str, hint: str = "", option: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.option = message, hint, option


@dataclass(frozen=True, slots=True)
class Between:
    """The numbers that an option may have: `Annotated[int, Between(1, 3)]`."""

    least: float = float("-inf")
    most: float = float("inf")


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of a placeholder that has none."""


class Request(Protocol[OptionsT_co, FileT_co]):
    """One placeholder on a slide, as the function that renders it sees it."""

    @property
    def argument(self) -> str:
        """What stands behind the colon: `data/quiz.yaml` in `<<QUIZ:data/quiz.yaml columns=2>>`."""

    @property
    def options(self) -> OptionsT_co:
        """The options, read and checked; one that is wrong has been reported, and has its default."""

    @property
    def file(self) -> FileT_co:
        """What the file holds that the argument names."""

    @property
    def position(self) -> Position:
        """Where the placeholder stands."""

    @property
    def language(self) -> str:
        """The language of the deck, such as `en`."""

    def markdown(self, text: str, option: str = "") -> str:
        """Return one line of Markdown as HTML, with formulas and citations; `option` is the one that holds it."""

    def warn(self, message: str, hint: str = "", option: str = "") -> None:
        """Report something about the placeholder that does not keep it from being shown."""


@dataclass(frozen=True, slots=True)
class PlaceholderType(Generic[R]):
    """A placeholder that is written `<<NAME:argument option=value>>`, with `name` in capitals.

    `render` returns what stands in its place, HTML or Markdown as `output` says; it may raise PlaceholderError.
    `options` is a frozen dataclass: its fields are the options, with their types and defaults (a field `x_label` is the
    option `x-label`); types are str, bool, int, float, `Literal[…]` and `tuple[str, ...]` for a list with commas. With
    None, any option may be given, and `render` reads them. `file` is the format of the file that the argument names.
    `container` is the class of an element around the placeholder whose attributes are options, too. `is_inline` tells
    that it may stand amid a line of text; `takes_in` that slides or text of its file stand in its place, put there
    before anything is rendered. `origin` is filled in when an extension is loaded.
    """

    name: str
    render: Callable[[R], str]
    options: type[Any] | None = NoOptions
    file: FileFormat[Any] | None = None
    output: Literal["html", "markdown"] = "html"
    container: str = ""
    is_inline: bool = False
    takes_in: bool = False
    origin: Origin = field(default=NO_ORIGIN, compare=False, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"the name of a placeholder is in capitals, such as 'QUIZ', not {self.name!r}")
