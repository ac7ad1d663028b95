"""A project as it was found on disk: everything is indexed before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dl4ad_slides.model.audience import PUBLIC, Audience
from dl4ad_slides.model.bibliography import Bibliographies
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.extension import Extensions
from dl4ad_slides.model.files import FOLDER, Files
from dl4ad_slides.model.library import Library
from dl4ad_slides.model.pictures import Sizes, Tones
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.settings import FrontMatter, PageFrontMatter, Settings
from dl4ad_slides.model.source import Passage, Source
from dl4ad_slides.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Deck:
    """One deck file: its front matter, and the text behind it.

    `name` is the file name without its ending and the name of the page; `number` the digits it begins with.
    `is_held_back` tells that an error in the front matter leaves open who may see the deck.
    """

    name: str
    source: Source
    front_matter: FrontMatter
    body: Passage
    is_held_back: bool = False

    @property
    def href(self) -> str:
        """Return the name of the page, relative to the site."""
        return f"{self.name}.html"

    @property
    def reading_href(self) -> str:
        """Return the name of the page that shows all slides as one document, relative to the site."""
        return f"{self.name}.read.html"

    @property
    def linked_files(self) -> frozenset[str]:
        """Return the files of the project to which its front matter links and that are no assets."""
        paths = (link.path for link in self.front_matter.links)
        return frozenset(path.removeprefix(f"{FOLDER}/") for path in paths if path.startswith(f"{FOLDER}/"))

    @property
    def number(self) -> str:
        """Return the leading digits of the name, such as `04`, or nothing."""
        return self.name[: len(self.name) - len(self.name.lstrip("0123456789"))]

    @property
    def place(self) -> tuple[bool, int | float, str]:
        """Return what orders the decks of a course: `order` of those that have one, then names."""
        order = self.front_matter.order
        return order is None, order or 0, self.name


HOME_TEXT = "index"  # the page whose text stands on the home page


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of text: its front matter, and its text as that of a deck of one slide."""

    front_matter: PageFrontMatter
    deck: Deck

    @property
    def is_home(self) -> bool:
        """Tell whether this is the text of the home page."""
        return self.deck.name == HOME_TEXT


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The files of the theme by their path inside it; those of the course stand in front of ours."""

    templates: Mapping[str, Source]
    partials: Mapping[str, Source]
    static: Mapping[str, Path]
    own_css: tuple[str, ...]
    own_js: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Everything a build needs, read and checked; `findings` are what was wrong with it.

    `broken_timelines` are those that exist and could not be read; `assets` maps `assets/…` to the file, `files` are
    those elsewhere that texts may show, `sizes` tells how large the pictures among both are, `tones` how light;
    `library` holds the files that decks name, `bibliographies` what they cite from, both with findings of their own;
    `others` names decks that are there and not part of this build, `left_out` are the lectures among them. The build
    is for `audience`; `is_whole` tells that no deck is left out, and `withheld` names the decks and pages that are, as
    drafts. `changed` is the day on which its sources last changed; `extensions` holds what the extensions that its
    settings name bring, `placeholders` all types that decks can use, by name.
    """

    root: Path
    settings: Settings
    decks: tuple[Deck, ...]
    timelines: Mapping[str, Timeline]
    broken_timelines: frozenset[str]
    theme: ThemeFiles
    assets: Mapping[str, Path]
    files: Files
    sizes: Sizes
    tones: Tones
    findings: tuple[Diagnostic, ...]
    others: frozenset[str] = frozenset()
    left_out: tuple[Deck, ...] = ()
    library: Library = field(default_factory=Library)
    bibliographies: Bibliographies = field(default_factory=Bibliographies)
    audience: Audience = PUBLIC
    is_whole: bool = True
    withheld: frozenset[str] = frozenset()
    pages: tuple[TextPage, ...] = ()
    changed: date | None = None
    placeholders: Mapping[str, PlaceholderType[Any]] = field(default_factory=dict)
    extensions: Extensions = field(default_factory=Extensions)

    @property
    def built_in(self) -> Mapping[str, PlaceholderType[Any]]:
        """Return the types of placeholders that no extension brings."""
        brought = self.extensions.placeholders
        return {name: one for name, one in self.placeholders.items() if name not in brought}

    @property
    def course(self) -> tuple[Deck, ...]:
        """Return all lectures in their order, those that are not part of this build too."""
        return tuple(sorted((*self.decks, *self.left_out), key=lambda deck: deck.place))

    @property
    def theme_folders(self) -> tuple[str, ...]:
        """Return the folders in the course whose files are part of the theme, relative to its root."""
        return self.settings.paths.theme, *self.extensions.layer_folders

    @property
    def texts(self) -> tuple[Deck, ...]:
        """Return all that is rendered: decks, and pages as decks."""
        return (*self.decks, *(page.deck for page in self.pages))
