"""What the stages of one slide share: where it stands, what it may refer to, and where findings go."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote

from dl4ad_slides.language.slides import SlideSource
from dl4ad_slides.model.audience import EVERYBODY, Audience
from dl4ad_slides.model.data import DataTable
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.library import Library
from dl4ad_slides.model.schedule import Schedule
from dl4ad_slides.model.settings import FrontMatter, Settings
from dl4ad_slides.model.source import Passage, Position, Source
from dl4ad_slides.model.timeline import Timeline
from dl4ad_slides.render.engines.jinja_partials import Partials
from dl4ad_slides.render.engines.vega import Draw
from dl4ad_slides.render.html.stash import Holes
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.words import Words, words_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DeckContext:
    """What is the same for all slides of a deck. `pages` are the names of all decks and pages of text, which are the
    `texts` among them; `drafts` those of decks that are left out as drafts; `assets` all asset paths; `stripped` are
    the files of decks whose notes are left out.

    Two contexts are equal where a slide comes out the same that has no placeholders and refers to nothing.
    """

    name: str
    title: str = field(compare=False)
    front_matter: FrontMatter
    settings: Settings
    engine: Engine
    assets: Collection[str] = field(compare=False)
    pages: Collection[str] = field(compare=False)
    texts: Collection[str] = field(compare=False)
    drafts: Collection[str] = field(compare=False)
    partials: Partials = field(compare=False)
    timelines: Mapping[str, Timeline] = field(compare=False)
    broken_timelines: frozenset[str] = field(compare=False)
    library: Library = field(compare=False)
    draw: Draw = field(compare=False)
    stripped: frozenset[str] = frozenset()

    @property
    def words(self) -> Words:
        """Return the words of the deck's language."""
        return words_of(self.front_matter.language)


@dataclass(frozen=True, slots=True)
class SlideContext:
    """One slide on its way through the stages; `number` counts from 1.

    Stages add to `findings` while the slide is drafted, and to `references` the assets and pages that it refers to,
    each with whether that is there, to `absent` the assets in whose place it shows others; to `timelines` what the
    names of timelines that it shows lead to; to `lookups` what it found in the library, by shelf and path. `texts` are
    what stands in the place of its `INCLUDE` placeholders, by file and argument; `attributes` those of the slide that
    took it in; `holes` what was taken out of it; `audience` who sees it.
    """

    deck: DeckContext
    number: int
    source: SlideSource
    texts: Mapping[tuple[str, str], Passage | Diagnostic] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    references: dict[tuple[str, str], bool] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    timelines: dict[str, Timeline | None] = field(default_factory=dict)
    lookups: dict[tuple[str, str], object] = field(default_factory=dict)
    holes: Holes = field(default_factory=Holes)
    audience: Audience = EVERYBODY

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the author's text on the slide, what it took in from other files last."""
        return (*self.source.passages, *(text for text in self.texts.values() if isinstance(text, Passage)))

    @property
    def has_notes(self) -> bool:
        """Tell whether notes of the slide are kept: not where one of the decks that it is from strips them."""
        files = {passage.file for passage in self.passages}
        return self.deck.front_matter.notes != "strip" and files.isdisjoint(self.deck.stripped)

    def has_asset(self, path: str) -> bool:
        """Tell whether there is an asset at `path`, to which the slide refers."""
        return self.references.setdefault(("asset", path), path in self.deck.assets)

    def has_page(self, name: str) -> bool:
        """Tell whether there is a deck of this name, to which the slide refers."""
        return self.references.setdefault(("page", name), name in self.deck.pages)

    def find_timeline(self, argument: str) -> Timeline | None:
        """Return the timeline that a placeholder on the slide names."""
        return self.timelines.setdefault(argument, _timeline_of(argument, self.deck.timelines))

    def find_drawing(self, path: str) -> Source | None:
        """Return the SVG file that the slide shows inline."""
        return self._look_up("drawings", path, self.deck.library.drawings)

    def find_table(self, path: str) -> DataTable | None:
        """Return the data file that a placeholder on the slide names."""
        return self._look_up("tables", path, self.deck.library.tables)

    def find_schedule(self, path: str) -> Schedule | None:
        """Return the schedule that the slide shows."""
        return self._look_up("schedules", path, self.deck.library.schedules)

    def _look_up(self, shelf: str, path: str, files: Mapping[str, T]) -> T | None:
        found = files.get(path)
        self.lookups[shelf, path] = found
        return found

    def holds(self, deck: DeckContext) -> bool:
        """Tell whether the slide comes out the same in another state of its deck's surroundings."""
        return (
            self._finds_its_references(deck)
            and self._finds_its_timelines(deck)
            and self._finds_its_files(deck)
            and self._finds_its_partials(deck)
        )

    def _finds_its_files(self, deck: DeckContext) -> bool:
        now, before = deck.library, self.deck.library
        if any(getattr(now, shelf).get(path) is not found for (shelf, path), found in self.lookups.items()):
            return False
        return None not in self.lookups.values() or (now.files, now.broken) == (before.files, before.broken)

    def _finds_its_references(self, deck: DeckContext) -> bool:
        """Tell whether all that the slide refers to was there and still is: what was not may have a near miss now."""
        there = {"asset": deck.assets, "page": deck.pages}
        return self.absent.isdisjoint(deck.assets) and all(
            found and name in there[kind] for (kind, name), found in self.references.items()
        )

    def _finds_its_timelines(self, deck: DeckContext) -> bool:
        if any(_timeline_of(argument, deck.timelines) != found for argument, found in self.timelines.items()):
            return False
        # Where one is missing, the slide says what is wrong, and what there is instead.
        return None not in self.timelines.values() or (
            deck.timelines.keys() == self.deck.timelines.keys() and deck.broken_timelines == self.deck.broken_timelines
        )

    def _finds_its_partials(self, deck: DeckContext) -> bool:
        return not self.source.placeholders or deck.partials is self.deck.partials

    def locate(self, needle: str, nth: int = 0) -> Position:
        """Return where the slide's text holds `needle` for the nth time (from 0); its start where it does not.

        Markdown has escaped addresses by then: `ü.png` is `%C3%BC.png`, and found as what the author wrote.
        """
        for written in dict.fromkeys((needle, unquote(needle))):
            for passage in self.passages:
                for index, found in enumerate(re.finditer(re.escape(written), passage.text)):
                    if index == nth:
                        return passage.at(found.start())
        return self.source.content.start

    def locate_id(self, name: str, nth: int = 0) -> Position | None:
        """Return where the slide's own text gives the id `name` for the nth time (from 0).

        None where it came in with the text of another file.
        """
        given = re.compile(rf"""(?:#|\bid\s*=\s*["']?)({re.escape(name)})(?![\w-])""")
        places = [
            passage.at(found.start(1)) for passage in self.source.passages for found in given.finditer(passage.text)
        ]
        if nth < len(places):
            return places[nth]
        return None if self.texts else self.source.content.start

    def locate_before(self, needle: str, place: Position) -> Position | None:
        """Return the last place at or above the line of `place` where the slide's text holds `needle`."""
        last: Position | None = None
        for passage in self.passages:
            for found in re.finditer(re.escape(needle), passage.text):
                position = passage.at(found.start())
                if position.line <= place.line:
                    last = position
        return last


def timeline_names(argument: str) -> tuple[str, str]:
    """Return the names that a placeholder may mean: the prefix `timeline_` of file names may be left out."""
    return argument, f"timeline_{argument}"


def _timeline_of(argument: str, timelines: Mapping[str, Timeline]) -> Timeline | None:
    return next((timelines[name] for name in timeline_names(argument) if name in timelines), None)
