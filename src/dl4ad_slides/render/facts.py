"""What a slide may ask of its course and its deck; each question is noted together with the answer.

A slide that is made of nothing but its own text and of these answers comes out the same wherever they are the same:
`render/memory.py` builds on that. So nothing else of a project is in reach of a slide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from unicodedata import normalize

from dl4ad_slides.model.bibliography import Bibliography
from dl4ad_slides.model.library import NamedFile
from dl4ad_slides.model.notes import NOTES_FOR_EVERYBODY
from dl4ad_slides.model.pictures import Size, Tone
from dl4ad_slides.model.placeholder_type import FileFormat
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.settings import Separators
from dl4ad_slides.model.source import Dialect, Source
from dl4ad_slides.model.timeline import Timeline
from dl4ad_slides.render.memory import Question, Reads, fingerprint
from dl4ad_slides.render.words import Words, words_of

P = ParamSpec("P")
T = TypeVar("T")
F = TypeVar("F")

# What templates and partials see of settings and front matter.
_PUBLIC = ("title", "subtitle", "authors", "date", "language", "description", "part")
_ANSWERS: dict[str, Callable[..., Any]] = {}
# Questions whose answers follow from the deck itself and what it includes; all others are about the course.
_OF_DECK = frozenset(
    {
        *("deck_name", "deck_title", "front_matter", "public_front_matter", "markdown_engine"),
        *("slide_number", "is_first_slide"),
    }
)
_OF_SLIDE = frozenset({"slide_number", "is_first_slide"})


def _fact(answer: Callable[Concatenate[Facts, P], T]) -> Callable[Concatenate[Facts, P], T]:
    """Make a question of a method: what it is asked and what it answers is noted."""
    name = answer.__name__
    _ANSWERS[name] = answer

    @wraps(answer)
    def ask(facts: Facts, /, *args: P.args, **kwargs: P.kwargs) -> T:
        value = answer(facts, *args, **kwargs)
        facts.noted[(name, *(str(arg) for arg in args))] = value
        return value

    return ask


class CourseFacts:
    """One state of a course, indexed for questions; fingerprints of large values are taken over from the state before.

    `answers` are the fingerprints of answers that are the same for all decks, as far as they were asked for; `held`
    tells of reads, by their identity, whether such answers hold.
    """

    def __init__(self, project: Project, before: CourseFacts | None = None) -> None:
        self.project = project
        self._fingerprints: dict[int, tuple[object, str]] = {}
        self._older = before._fingerprints if before else {}
        self.answers: dict[Question, str] = {}
        self.held: dict[int, tuple[Reads, bool]] = {}

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Return what there is by name: `deck` for decks, `text` for pages of text, `draft` for decks left out."""
        project = self.project
        return {
            **dict.fromkeys(project.withheld, "draft"),
            **dict.fromkeys((*project.others, *(deck.name for deck in project.decks)), "deck"),
            **{page.deck.name: "text" for page in project.pages},
        }

    @cached_property
    def page_names(self) -> tuple[str, ...]:
        """Return the names of all decks and pages to which links can lead."""
        return tuple(sorted(name for name, kind in self.pages.items() if kind != "draft"))

    @cached_property
    def file_names(self) -> tuple[str, ...]:
        """Return the paths of all assets, and of the files that lie beside decks and pages of text."""
        project = self.project
        folders = dict.fromkeys((project.settings.paths.decks, project.settings.paths.pages))
        return tuple(dict.fromkeys((*project.assets, *(path for one in folders for path in project.files.below(one)))))

    @cached_property
    def timeline_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of all timelines, and of those that cannot be read."""
        return tuple(self.project.timelines), tuple(sorted(self.project.broken_timelines))

    @cached_property
    def nameable_files(self) -> tuple[str, ...]:
        """Return the files that decks may name in placeholders."""
        return tuple(sorted(self.project.library.files))

    @cached_property
    def partials(self) -> tuple[Source, ...]:
        """Return all partials of the theme."""
        return tuple(self.project.theme.partials.values())

    @cached_property
    def notes(self) -> Mapping[str, str]:
        """Return who gets the notes of decks by path."""
        return {deck.source.path: deck.front_matter.notes for deck in self.project.course}

    @cached_property
    def held_back(self) -> frozenset[str]:
        """Return the files whose front matter leaves open who may see them."""
        project = self.project
        broken = (finding.position.file for finding in project.library.findings if finding.holds_back)
        return frozenset(deck.source.path for deck in (*project.course, *project.texts) if deck.is_held_back).union(
            broken
        )

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """Return the languages of decks by path."""
        return {deck.source.path: deck.front_matter.language for deck in self.project.decks}

    @cached_property
    def bibliographies(self) -> Mapping[str, Bibliography]:
        """Return the bibliographies by the text of what settings call them."""
        return {str(name): one for name, one in self.project.bibliographies.named.items()}

    @cached_property
    def deck_files(self) -> Mapping[str, str]:
        """Return the names of decks by path."""
        return {deck.source.path: deck.name for deck in self.project.course}

    @cached_property
    def separators(self) -> Mapping[str, Separators]:
        """Return what separates the slides of decks by path."""
        return {deck.source.path: deck.front_matter.separators for deck in self.project.course}

    @cached_property
    def dialects(self) -> Mapping[str, Dialect]:
        """Return how the text of decks is read, by path."""
        return {deck.source.path: deck.front_matter.dialect for deck in self.project.course}

    @cached_property
    def public_settings(self) -> tuple[tuple[str, object], ...]:
        """Return what partials see of the settings."""
        return _public(self.project.settings)

    def fingerprint(self, value: object) -> str:
        """Return the fingerprint of an answer; that of a value which stays from state to state is made once."""
        if value is None or isinstance(value, (str, int)):
            return fingerprint(value)
        known = self._fingerprints.get(id(value)) or self._older.get(id(value))
        if known is None or known[0] is not value:
            known = value, fingerprint(value)
        self._fingerprints[id(value)] = known
        return known[1]


class DeckFacts:
    """A deck in a course, under the title by which it is shown; answers about it are the same for all of its slides."""

    def __init__(self, course: CourseFacts, deck: Deck, title: str = "") -> None:
        self.course, self.deck, self.title = course, deck, title
        self._answers: dict[Question, str] = {}
        self._held: dict[int, bool] = {}  # by the identity of reads, whether their answers hold for every slide

    def titled(self, title: str) -> DeckFacts:
        """Return the same deck under another title."""
        return self if title == self.title else DeckFacts(self.course, self.deck, title)

    def of_slide(self, number: int = 1) -> Facts:
        """Return what the slide of this number (from 1) may ask, with nothing noted yet."""
        return Facts(self, number)

    def holds(self, reads: Reads) -> bool:
        """Tell whether the deck as a whole would get the same answers now; they are all about the course."""
        known = self.course.held.get(id(reads))
        if known is None:  # the reads are kept with the answer, lest others get their identity
            known = self.course.held[id(reads)] = reads, self.holds_for(1)(reads)
        return known[1]

    def holds_for(self, number: int) -> Callable[[Reads], bool]:
        """Return what tells whether the slide of this number would get the same answers now."""

        def holds(reads: Reads) -> bool:
            known = self._held.get(id(reads))
            if known is None:
                ask = self.asked_by(number)
                known = all(ask(question) == answer for question, answer in reads)
                if not any(question[0] in _OF_SLIDE for question, _ in reads):
                    self._held[id(reads)] = known
            return known

        return holds

    def asked_by(self, number: int) -> Callable[[Question], str]:
        """Return what answers the questions of the slide of this number with fingerprints."""

        def ask(question: Question) -> str:
            known = self._answers.get(question)
            if known is None:
                known = self._answer(question, number)
                if question[0] not in _OF_SLIDE:
                    self._answers[question] = known
            return known

        return ask

    def _answer(self, question: Question, number: int) -> str:
        kind, *names = question
        answers = self.course.answers
        if question in answers:
            return answers[question]
        answer = self.course.fingerprint(_ANSWERS[kind](Facts(self, number), *names))
        if kind not in _OF_DECK:
            answers[question] = answer
        return answer


class Facts:
    """What one slide asks; `noted` are its questions so far, with the answers."""

    def __init__(self, deck: DeckFacts, number: int) -> None:
        self._deck, self._number = deck, number
        self._project = deck.course.project
        self.noted: dict[Question, object] = {}

    @property
    def reads(self) -> dict[Question, str]:
        """Return the questions that were asked, with the fingerprints of the answers."""
        fingerprint = self._deck.course.fingerprint
        return {question: fingerprint(answer) for question, answer in self.noted.items()}

    # The slide in its deck

    @_fact
    def slide_number(self) -> int:
        """Return the number of the slide, from 1."""
        return self._number

    @_fact
    def is_first_slide(self) -> bool:
        """Tell whether the deck begins with this slide: then its media load at once."""
        return self._number == 1

    @_fact
    def deck_name(self) -> str:
        """Return the name of the deck."""
        return self._deck.deck.name

    @_fact
    def deck_title(self) -> str:
        """Return the title of the deck as plain text."""
        return self._deck.title

    @_fact
    def front_matter(self, name: str) -> object:
        """Return one value of the front matter."""
        value: object = getattr(self._deck.deck.front_matter, name)
        return value

    @_fact
    def public_front_matter(self) -> tuple[tuple[str, object], ...]:
        """Return what partials see of the front matter."""
        return _public(self._deck.deck.front_matter)

    @_fact
    def markdown_engine(self) -> str:
        """Return the name of the deck's Markdown engine."""
        return self._deck.deck.front_matter.markdown.engine

    @property
    def language(self) -> str:
        """Return the language of the deck, as a tag such as `de`."""
        return str(self.front_matter("language"))

    @property
    def words(self) -> Words:
        """Return the words of the deck's language."""
        return words_of(self.language)

    # The settings

    @_fact
    def asset_folder(self) -> str:
        """Return the folder of the assets."""
        return self._project.settings.paths.assets

    @_fact
    def deck_folder(self) -> str:
        """Return the folder of the decks."""
        return self._project.settings.paths.decks

    @_fact
    def embed_hosts(self) -> tuple[str, ...]:
        """Return the hosts whose frames may load."""
        return self._project.settings.embed_hosts

    @_fact
    def media_hosts(self) -> tuple[str, ...]:
        """Return the hosts whose pictures, films and sounds may be shown."""
        return self._project.settings.media_hosts

    @_fact
    def audiences(self) -> tuple[str, ...]:
        """Return the audiences that the course names."""
        return self._project.settings.audiences

    @_fact
    def macros(self) -> tuple[tuple[str, str], ...]:
        """Return the author's macros for formulas."""
        return tuple(self._project.settings.macros.items())

    @_fact
    def public_settings(self) -> tuple[tuple[str, object], ...]:
        """Return what partials see of the settings."""
        return self._deck.course.public_settings

    # Files

    @_fact
    def find_file(self, path: str) -> str:
        """Return the file of the project at this path, as the disk spells it; nothing where none may be shown."""
        assets = self._project.assets
        if path in assets:
            return path
        if path.startswith(f"{self._project.settings.paths.assets}/"):
            wanted = normalize("NFC", path)  # some systems write `ü` as two characters
            return "" if path.isascii() else next((one for one in assets if normalize("NFC", one) == wanted), "")
        return self._project.files.find(path)

    @_fact
    def picture_tone(self, path: str) -> Tone | None:
        """Return how dark and how light the picture at this path is, if it can be told."""
        return self._project.tones.get(path)

    @_fact
    def file_names(self) -> tuple[str, ...]:
        """Return the paths of all assets, and of the files that lie beside decks and pages of text."""
        return self._deck.course.file_names

    @_fact
    def view_box_of(self, path: str) -> Size | None:
        """Return the size of the view box of a drawing by its path in the site, if the drawing gives itself no size."""
        return self._project.sizes.view_box(path)

    @_fact
    def page_kind(self, name: str) -> str:
        """Return what has this name: a `deck`, a page of `text`, a deck left out as a `draft`, or nothing."""
        return self._deck.course.pages.get(name, "")

    @_fact
    def page_names(self) -> tuple[str, ...]:
        """Return the names of all decks and pages to which links can lead."""
        return self._deck.course.page_names

    @_fact
    def timeline(self, name: str) -> Timeline | None:
        """Return the timeline in the file of this name."""
        return self._project.timelines.get(name)

    @_fact
    def timeline_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of all timelines, and of those that cannot be read."""
        return self._deck.course.timeline_names

    @_fact
    def partials(self) -> tuple[Source, ...]:
        """Return all partials of the theme: one may use any other."""
        return self._deck.course.partials

    @_fact
    def has_own_styles(self) -> bool:
        """Tell whether the theme has style sheets besides ours, whatever they hold."""
        return bool(self._project.theme.own_css)

    @_fact
    def named_file(self, file_format: str, path: str) -> NamedFile | None:
        """Return the file at a path that decks name, in the format of this name."""
        return self._project.library.find(file_format, path)

    def file(self, file_format: FileFormat[F], path: str) -> F | None:
        """Return what is in the file at a path that decks name, as its format reads it."""
        found = self.named_file(file_format.name, path)
        return cast("F", found.value) if found else None

    @_fact
    def is_broken_file(self, path: str) -> bool:
        """Tell whether there is such a file that cannot be used."""
        return path in self._project.library.broken

    @_fact
    def nameable_files(self) -> tuple[str, ...]:
        """Return the files that decks may name in placeholders."""
        return self._deck.course.nameable_files

    @_fact
    def notes_of(self, path: str) -> str:
        """Return who gets the notes of the deck in this file, if it is one: everybody for all others."""
        return self._deck.course.notes.get(path, NOTES_FOR_EVERYBODY)

    @_fact
    def is_held_back(self, path: str) -> bool:
        """Tell whether the front matter of this file leaves open who may see it."""
        return path in self._deck.course.held_back

    @_fact
    def language_of(self, path: str) -> str:
        """Return the language of the deck in this file, or nothing where it is no deck."""
        return self._deck.course.languages.get(path, "")

    @_fact
    def name_of_deck(self, path: str) -> str:
        """Return the name of the deck in this file, or nothing where it is no deck."""
        return self._deck.course.deck_files.get(path, "")

    @_fact
    def separators_of(self, path: str) -> Separators:
        """Return what separates slides in this file, which may be no deck."""
        course = self._deck.course
        return course.separators.get(path, course.project.settings.separators)

    @_fact
    def dialect_of(self, path: str) -> Dialect:
        """Return how the text of this file is read, which may be no deck."""
        course = self._deck.course
        return course.dialects.get(path, course.project.settings.dialect)

    @_fact
    def bibliography(self, name: str) -> Bibliography | None:
        """Return what a deck cites from; `name` is the text of what settings call it."""
        return self._deck.course.bibliographies.get(name)


def about_course(reads: Iterable[Reads]) -> dict[Question, str]:
    """Return, of the questions of many slides, those whose answers do not follow from their deck itself."""
    each = {id(one): one for one in reads}.values()
    return {question: answer for one in each for question, answer in one if question[0] not in _OF_DECK}


def _public(settings: object) -> tuple[tuple[str, object], ...]:
    names = (name for name in _PUBLIC if getattr(settings, name, ""))
    return tuple((name, getattr(settings, name)) for name in names)
