"""What the stages of one slide share: its text, what it may ask of its deck and course, and where findings go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from dl4ad_slides.language.slides import SlideSource, Texts
from dl4ad_slides.model.audience import EVERYBODY, Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.notes import NOTES_FOR_EVERYBODY, NOTES_FOR_INSTRUCTORS, NOTES_FOR_NOBODY
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.model.timeline import Timeline
from dl4ad_slides.render.engines.jinja_partials import Partials
from dl4ad_slides.render.engines.vega import Draw
from dl4ad_slides.render.facts import Facts
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.words import Words


@dataclass(frozen=True)  # without slots: what is worked out of it is kept
class SlideText:
    """What its author wrote on a slide, and what stands in the place of its `INCLUDE` placeholders.

    `attributes` are those that the slide gets from the one that took it in.
    """

    source: SlideSource
    included: Texts = ()
    attributes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def texts(self) -> Mapping[tuple[str, str], Passage | Diagnostic]:
        """Return the texts of other files, or why there is none, by file and argument of the placeholder."""
        return dict(self.included)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the author's text on the slide, what it took in from other files last."""
        return (*self.source.passages, *(text for _, text in self.included if isinstance(text, Passage)))

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
        return None if self.included else self.source.content.start

    def locate_before(self, needle: str, place: Position) -> Position | None:
        """Return the last place at or above the line of `place` where the slide's text holds `needle`."""
        last: Position | None = None
        for passage in self.passages:
            for found in re.finditer(re.escape(needle), passage.text):
                position = passage.at(found.start())
                if position.line <= place.line:
                    last = position
        return last


@dataclass(frozen=True, slots=True)
class Tools:
    """What renders foreign languages for a slide: its Markdown engine, the partials of the theme, and charts.

    `placeholders` are the types of placeholders that the course has besides its partials, by name.
    """

    engine: Engine
    placeholders: Mapping[str, PlaceholderType[Any]]
    partials: Partials
    draw: Draw


@dataclass(slots=True)
class SlideContext:
    """One slide on its way through the stages, for `audience`.

    All that a stage needs to know beside the text it asks of `facts`. Stages add to `findings`, to `assets` the paths
    that the slide refers to, and to `slots` what they take out of its text. A page of text `is_page`: it has no notes.
    """

    text: SlideText
    facts: Facts
    tools: Tools
    audience: Audience = EVERYBODY
    is_page: bool = False
    findings: list[Diagnostic] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    slots: Slots = field(default_factory=Slots)

    @property
    def words(self) -> Words:
        """Return the words of the deck's language."""
        return self.facts.words

    @property
    def notes(self) -> str:
        """Return who gets notes of the slide: the fewest that one of the decks it is from allows."""
        files = dict.fromkeys(passage.file for passage in self.text.passages)
        said = {str(self.facts.front_matter("notes")), *map(self.facts.notes_of, files)}
        return next((one for one in (NOTES_FOR_NOBODY, NOTES_FOR_INSTRUCTORS) if one in said), NOTES_FOR_EVERYBODY)

    @property
    def keeps_notes(self) -> bool:
        """Tell whether the audience gets notes of the slide."""
        who = self.notes
        return who == NOTES_FOR_EVERYBODY or (who == NOTES_FOR_INSTRUCTORS and self.audience.sees_everything)

    def has_asset(self, path: str) -> bool:
        """Tell whether there is an asset at `path`, to which the slide refers."""
        self.assets.add(path)
        return self.facts.has_asset(path)

    def find_timeline(self, argument: str) -> Timeline | None:
        """Return the timeline that a placeholder on the slide names."""
        return next(filter(None, map(self.facts.timeline, timeline_names(argument))), None)

    def render_partial(self, name: str, values: Mapping[str, object]) -> str:
        """Return the output of a partial. Raises PartialError."""
        self.facts.partials()
        return self.tools.partials.render(name, values)

    def locate(self, needle: str, nth: int = 0) -> Position:
        """Return where the slide's text holds `needle` for the nth time (from 0); its start where it does not."""
        return self.text.locate(needle, nth)


def timeline_names(argument: str) -> tuple[str, str]:
    """Return the names that a placeholder may mean: the prefix `timeline_` of file names may be left out."""
    return argument, f"timeline_{argument}"
