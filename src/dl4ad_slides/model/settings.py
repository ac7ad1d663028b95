"""What a course sets in `slides.yaml` and a deck in its front matter, checked and with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dl4ad_slides.model.source import Dialect, Position

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of a project, relative to its root."""

    decks: str = "decks"
    timelines: str = "timelines"
    assets: str = "assets"
    data: str = "data"
    pages: str = "pages"
    theme: str = "theme"
    output: str = "build"


@dataclass(frozen=True, slots=True)
class Logo:
    """The image of the header for each theme, as a path relative to the root (`assets/…`)."""

    light: str
    dark: str
    position: Position = field(default=Position("slides.yaml"), compare=False)


@dataclass(frozen=True, slots=True)
class Footer:
    """The plain text at both ends of the footer."""

    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """The Markdown engine; `extensions` are names and options for Python-Markdown."""

    engine: str = "commonmark"
    extensions: tuple[tuple[str, Mapping[str, object]], ...] = ()
    position: Position = field(default=Position("slides.yaml"), compare=False)


UNREADABLE_PATTERN = "("  # stands for one that could not be read


@dataclass(frozen=True, slots=True)
class Separators:
    """What begins slides, slides below and notes: regular expressions of JavaScript; empty for those of our own."""

    slide: str = ""
    vertical: str = ""
    notes: str = ""

    @property
    def is_broken(self) -> bool:
        """Tell whether one of them could not be read, so that nobody knows where notes begin."""
        return UNREADABLE_PATTERN in (self.slide, self.vertical, self.notes)


@dataclass(frozen=True, slots=True)
class FileName:
    """The path of a file relative to the root, or its name, as a setting gives it; empty for none."""

    path: str = ""
    position: Position = field(default=Position("slides.yaml"), compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Something to open: `label` as the author wrote it, `href` an address or the path of a file.

    `path` is where the site has that file, as soon as it is looked for and if it is there.
    """

    label: str
    href: str
    position: Position = field(default=Position("slides.yaml"), compare=False)
    path: str = ""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who teaches the course; everything but the name may be empty. `picture` is the path of an asset."""

    name: str
    role: str = ""
    picture: str = ""
    url: str = ""
    email: str = ""
    links: tuple[Link, ...] = ()
    position: Position = field(default=Position("slides.yaml"), compare=False)


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """The name of a block of the home page, which is that of its template."""

    name: str
    position: Position = field(default=Position("slides.yaml"), compare=False)


HOME_BLOCKS = tuple(HomeBlock(name) for name in ("intro", "content", "schedule", "text", "teachers"))


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project. `url` is where the site will be, with a slash at its end, or empty."""

    title: str = "Lectures"
    subtitle: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    logo: Logo | None = None
    footer: Footer = Footer()
    theme: str = "auto"
    math: bool = True
    figures: bool = True
    macros: Mapping[str, str] = field(default_factory=dict)
    markdown: MarkdownSettings = MarkdownSettings()
    reveal: Mapping[str, object] = field(default_factory=dict)
    notes: str = "keep"
    separators: Separators = Separators()
    incremental: str = "false"
    embed_hosts: tuple[str, ...] = ()
    media_hosts: tuple[str, ...] = ()
    bibliography: tuple[FileName, ...] = ()
    csl: FileName = FileName()
    citations: str = "inline"
    audiences: tuple[str, ...] = ()
    institution: str = ""
    term: str = ""
    teachers: tuple[Teacher, ...] = ()
    license: str = ""
    url: str = ""
    schedule: FileName = FileName()
    home: tuple[HomeBlock, ...] = HOME_BLOCKS
    extensions: tuple[FileName, ...] = ()
    paths: Paths = Paths()

    @property
    def dialect(self) -> Dialect:
        """Return how texts are read."""
        return Dialect(self.math, self.figures)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a deck; what a deck leaves open is already filled in from the project's settings.

    `title` is empty where the first heading is to be the title.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = "en"
    description: str = ""
    part: str = ""
    order: int | float | None = None
    draft: bool = False
    theme: str = "auto"
    footer: Footer = Footer()
    math: bool = True
    figures: bool = True
    markdown: MarkdownSettings = MarkdownSettings()
    reveal: Mapping[str, object] = field(default_factory=dict)
    notes: str = "keep"
    separators: Separators = Separators()
    incremental: str = "false"
    bibliography: tuple[FileName, ...] = ()
    csl: FileName = FileName()
    citations: str = "inline"
    links: tuple[Link, ...] = ()

    @property
    def dialect(self) -> Dialect:
        """Return how texts are read."""
        return Dialect(self.math, self.figures)

    @property
    def bibliography_name(self) -> tuple[tuple[str, ...], str]:
        """Return what the bibliography of the deck is called among those of the project."""
        return tuple(file.path for file in self.bibliography), self.csl.path


@dataclass(frozen=True, slots=True)
class PageFrontMatter:
    """The front matter of a page of text. `title` is empty where the first heading is to be the title."""

    title: str = ""
    description: str = ""
    order: int | float | None = None
    nav: bool = True
    draft: bool = False
