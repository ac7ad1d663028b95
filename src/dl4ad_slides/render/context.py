"""What the stages of one slide share: its text, what it may ask of its deck and course, and where findings go."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote, unquote

from dl4ad_slides.language.paths import file_paths
from dl4ad_slides.language.regions import Kind, Scan, scan_passage
from dl4ad_slides.language.slides import SlideSource, Texts
from dl4ad_slides.model.audience import EVERYBODY, Audience
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.files import site_path
from dl4ad_slides.model.notes import NOTES_FOR_EVERYBODY, NOTES_FOR_INSTRUCTORS, NOTES_FOR_NOBODY
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.source import Dialect, Passage, Position
from dl4ad_slides.model.timeline import Timeline
from dl4ad_slides.render.engines.jinja_partials import Partials
from dl4ad_slides.render.engines.vega import Draw
from dl4ad_slides.render.facts import Facts
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.words import Words

_IN_ADDRESS = r"[\w./\\%~:@#?&-]"
_BEFORE_TARGET = ("(", "(<", '"', "'", "=", "]: ", "]: <")
_CODE = frozenset({Kind.FENCE, Kind.CODE})
_SHOW = frozenset({Kind.TAG, Kind.RAW, Kind.COMMENT})
_IN_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([ \t]*<?\Z")
_LONGEST = 500  # characters that tell one address from others


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

    @property
    def dialect(self) -> Dialect:
        """Return how the slide's own text is read."""
        return self.source.content.dialect

    def locate(self, needle: str, *, is_shown: bool = False) -> Position:
        """Return where the slide's text holds `needle`, such as an address; its start where it does not.

        A whole address is taken before a part of another one, the target of a link or a picture before words that read
        the same, these before code; and for what `is_shown` on the slide, such as a frame, no link to it. Markdown has
        escaped addresses by then: `ü.png` is `%C3%BC.png`, and found as what the author wrote.
        """
        found = [
            (_rank(one, needle, passage, self._scans[index], is_shown=is_shown), index, one.start())
            for index, passage in enumerate(self.passages)
            for one in _spellings(needle).finditer(passage.text)
        ]
        if not found:
            return self.source.content.start
        _, index, offset = min(found)
        return self.passages[index].at(offset)

    def file_of(self, needle: str) -> str:
        """Return the file in which an address stands: that of the slide itself where no text has it."""
        files = {passage.file for passage in self.passages}
        return self.locate(needle).file if len(files) > 1 else self.source.content.file

    @cached_property
    def _scans(self) -> Sequence[Scan]:
        return [scan_passage(passage) for passage in self.passages]

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

    All that a stage needs to know beside the text it asks of `facts`. Stages add to `findings`, to `assets` the files
    that the slide refers to, to `media_hosts` other hosts of what it shows, and to `slots` what they take out of its
    text. A page of text `is_page`: it has no notes.
    """

    text: SlideText
    facts: Facts
    tools: Tools
    audience: Audience = EVERYBODY
    is_page: bool = False
    findings: list[Diagnostic] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    media_hosts: set[str] = field(default_factory=set)
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

    def candidates(self, path: str, address: str) -> tuple[str, ...]:
        """Return what the path of an `address` on the slide may mean, the likeliest first; `address` tells its file."""
        return file_paths(path, self.text.file_of(address), self.facts.asset_folder())

    def find_file(self, path: str, address: str) -> str:
        """Return the file of the project that the path of an `address` means; nothing where there is none."""
        return next(filter(None, map(self.facts.find_file, self.candidates(path, address))), "")

    def address_of(self, file: str) -> str:
        """Return the address of a file of the project in the site, to which the slide refers from now on."""
        self.assets.add(file)
        return quote(site_path(file, self.facts.asset_folder()))

    def find_timeline(self, argument: str) -> Timeline | None:
        """Return the timeline that a placeholder on the slide names."""
        return next(filter(None, map(self.facts.timeline, timeline_names(argument))), None)

    def render_partial(self, name: str, values: Mapping[str, object]) -> str:
        """Return the output of a partial. Raises PartialError."""
        self.facts.partials()
        return self.tools.partials.render(name, values)

    def render_view(self, name: str, view: Hashable) -> str:
        """Return the output of a partial for a value that many slides may show. Raises PartialError."""
        self.facts.partials()
        return self.tools.partials.render_view(name, view)

    def locate(self, needle: str, *, is_shown: bool = False) -> Position:
        """Return where the slide's text holds `needle`, as best as can be told; its start where it does not."""
        return self.text.locate(needle, is_shown=is_shown)


@lru_cache(256)
def _spellings(needle: str) -> re.Pattern[str]:
    """Return a pattern for `needle` with any of its characters escaped or not, as in an address or in HTML."""
    return re.compile("".join(map(_spelling, unquote(needle)[:_LONGEST])) if needle else r"(?!)")


def _spelling(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    escaped = "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
    return f"(?:{re.escape(char)}|(?i:{escaped}){'|&amp;' if char == '&' else ''})"


def _shows(text: str, start: int, scan: Scan) -> bool:
    """Tell whether an address stands in a tag, in a comment that sets attributes, or is that of a picture."""
    return scan.covers(start, _SHOW) or _IN_PICTURE.search(text, max(0, start - _LONGEST), start) is not None


def _rank(
    found: re.Match[str], needle: str, passage: Passage, scan: Scan, *, is_shown: bool
) -> tuple[bool, bool, bool, bool, bool]:
    """Return what tells a worse place from a better one; the best one has nothing but False."""
    text, (start, end) = passage.text, found.span()
    before = text[max(0, start - 4) : start].endswith(_BEFORE_TARGET)
    # Only in `<…>` and in quotes may a target hold a space.
    is_target = before and not (" " in found[0] and text[start - 1] in "( ")
    is_part = bool(re.match(_IN_ADDRESS, text[max(0, start - 1) : start])) and bool(re.match(_IN_ADDRESS, needle[:1]))
    goes_on = bool(re.compile(r"[\w/\\%#?&-]|\.\w").match(text, end)) and len(needle) < _LONGEST
    is_link = is_shown and not _shows(text, start, scan)
    return scan.covers(start, _CODE), is_part or goes_on, is_link, not is_target, found[0] != needle


def timeline_names(argument: str) -> tuple[str, str]:
    """Return the names that a placeholder may mean: the prefix `timeline_` of file names may be left out."""
    return argument, f"timeline_{argument}"
