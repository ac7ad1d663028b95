"""What extensions bring to a course: placeholders, checks, Markdown plugins and layers of the theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dl4ad_slides.model.checked import CheckedDeck, Finding
from dl4ad_slides.model.origin import NO_ORIGIN, Origin
from dl4ad_slides.model.placeholder_type import PlaceholderType

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PREFIX = re.compile(r"[a-z][a-z0-9]*")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Check:
    """A check of finished decks: `run` takes a deck and gives findings.

    `codes` are those of its findings, each with a sentence that says what it means. They begin with `prefix`, which is
    one word that no other check has, and a hyphen. `origin` is filled in when the extension is loaded.
    """

    prefix: str
    codes: Mapping[str, str]
    run: Callable[[CheckedDeck], Iterable[Finding]]
    origin: Origin = field(default=NO_ORIGIN, compare=False, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError(f"the prefix of a check is one word of small letters, not {self.prefix!r}")
        for code in self.codes:
            if not code.startswith(f"{self.prefix}-") or not _CODE.fullmatch(code):
                raise ValueError(f"a code of this check is a word such as {f'{self.prefix}-quiet'!r}, not {code!r}")


@dataclass(frozen=True, slots=True)
class MarkdownPlugin:
    """A plugin for the default Markdown engine: `plugin` adds rules to it, behind all of ours.

    `name` is what findings call it. `origin` is filled in when the extension is loaded.
    """

    name: str
    plugin: Callable[[MarkdownIt], None] = field(hash=False)  # it need not have one
    origin: Origin = field(default=NO_ORIGIN, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ThemeLayer:
    """A folder of templates, partials, CSS, JavaScript, fonts and images, laid out as `theme/` of a course is.

    Its files stand in front of ours, and those of the course in front of them. A relative `folder` is looked for
    beside the file of the extension; `name` is what findings call the layer. `origin` is filled in when the extension
    is loaded.
    """

    name: str
    folder: Path
    origin: Origin = field(default=NO_ORIGIN, compare=False, repr=False, kw_only=True)


def states(brought: Iterable[PlaceholderType[Any] | Check | MarkdownPlugin]) -> tuple[tuple[str, ...], ...]:
    """Return what tells them, and findings about them, from those of another state of their extensions."""
    named = ((one.prefix if isinstance(one, Check) else one.name, one.origin) for one in brought)
    return tuple((name, origin.name, origin.state, str(origin.position)) for name, origin in named)


Extension = PlaceholderType[Any] | Check | MarkdownPlugin | ThemeLayer


@dataclass(frozen=True, slots=True)
class CourseFile:
    """An extension that is a file of the course, as it was when it last could be run: its bytes, and what it brings."""

    content: bytes
    brought: tuple[tuple[Extension, Origin], ...]


@dataclass(frozen=True, slots=True)
class Extensions:
    """All that the extensions of a course bring, in the order in which its settings name them.

    `files` are the paths of the extensions that are files of the course,
    whether they can be run or not, and `good` those that could be; `layer_folders` are the folders in the course that
    are theme layers. All paths are relative to its root.
    """

    placeholders: Mapping[str, PlaceholderType[Any]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    markdown: tuple[MarkdownPlugin, ...] = ()
    themes: tuple[ThemeLayer, ...] = ()
    files: frozenset[str] = field(default=frozenset(), compare=False)
    layer_folders: tuple[str, ...] = field(default=(), compare=False)
    good: Mapping[str, CourseFile] = field(default_factory=dict, compare=False)
