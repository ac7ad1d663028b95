"""What rendering makes: slides, pages and the files of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from dl4ad_slides.model.codes import TOLD_FOR_ALL
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.packed import Packed
from dl4ad_slides.model.project import Deck
from dl4ad_slides.model.source import Passage, Position


@dataclass(frozen=True, slots=True)
class SlideLink:
    """A link to the id `target` in the deck or page of text `page`; `included_from` as in findings."""

    page: str
    target: str
    position: Position
    included_from: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedSlide:
    """One slide, finished: `section` is the whole `<section>` element.

    `title` is the text of its first heading; `below` says that it stands below the one before it;
    `script_hashes` are CSP sources (`'sha256-…'`) of the scripts that its author wrote; `passages` are the author's
    text, the content first, and `notes` is the one that holds speaker notes; `has_notes` tells
    that the section has any, wherever they stand; `ids` are all in its section, `links`
    those that lead to slides; `assets` are the files of the project that it refers to. Lines of passages, links and
    findings count from 1 within the slide.
    """

    id: str
    title: str
    heading_html: str
    section: str
    aliases: tuple[str, ...]
    below: bool
    formula_count: int
    script_hashes: tuple[str, ...] = ()
    frame_hosts: tuple[str, ...] = ()
    media_hosts: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()
    notes: Passage | None = None
    has_notes: bool = False
    findings: tuple[Diagnostic, ...] = ()
    ids: frozenset[str] = frozenset()
    links: tuple[SlideLink, ...] = ()
    assets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderedDeck:
    """A deck with all its slides rendered; `title` is plain text, `starts` are where the slides begin.

    `is_whole` tells that all of it is there. Else some is for other audiences than that of the build, and nothing of
    that may be published: only `title` and `slides` (of these neither `passages` nor `notes`) are free of it. `ids` and
    `links` are those of the whole deck, for all audiences; `assets` are those that all of it shows. One that
    `is_held_back` has an error that leaves open who may see what: it has no slides, and its pages stay as they were
    published last.
    """

    deck: Deck
    title: str
    slides: tuple[RenderedSlide, ...]
    starts: tuple[Position, ...]
    findings: tuple[Diagnostic, ...]
    is_whole: bool = True
    ids: frozenset[str] = frozenset()
    links: tuple[SlideLink, ...] = ()
    assets: frozenset[str] = frozenset()
    is_held_back: bool = False

    @property
    def shown_assets(self) -> frozenset[str]:
        """Return the files of the project to which its slides and its front matter refer, if it has slides to show."""
        linked: frozenset[str] = self.deck.linked_files if self.slides else frozenset()
        return linked.union(*(slide.assets for slide in self.slides))

    @property
    def slide_count(self) -> int:
        """Return how many slides it has."""
        return len(self.slides)

    @property
    def formula_count(self) -> int:
        """Return how many formulas its slides show."""
        return sum(slide.formula_count for slide in self.slides)

    @property
    def summary(self) -> DeckSummary:
        """Return what the index says of the deck."""
        return summarize(self.deck, self.title, self.slides, len(self.slides))


@dataclass(frozen=True, slots=True)
class DeckSummary:
    """What the index says of a deck; `heading` is its first heading as text, `heading_html` as the slide has it."""

    deck: Deck
    title: str
    slide_count: int
    heading: str
    heading_html: str


@dataclass(frozen=True, slots=True)
class DeckBody:
    """What the page of a deck holds, and what it must allow: hashes and hosts are those of its slides."""

    sections: str
    first_section: str
    has_math: bool
    script_hashes: tuple[str, ...]
    frame_hosts: tuple[str, ...]
    media_hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents of a reading page: the text of a heading and its anchor, and the lines below it."""

    title: str
    anchor: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A deck as a document: `heading` is the HTML of its title; `is_bare` says that the title slide has no more."""

    heading: str
    is_bare: bool
    html: str
    contents: tuple[Entry, ...]
    has_math: bool = False
    media_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedDeck:
    """What a site needs of a rendered deck, with its slides in their pages: the other decks are not known yet.

    `heading` and `heading_html` are as in its summary, `words` is what the search index holds of it; `shown_assets` are
    the files that it refers to where anybody sees it. All else is as in `RenderedDeck`.
    """

    deck: Deck
    title: str
    heading: str
    heading_html: str
    slide_count: int
    formula_count: int
    has_notes: bool
    findings: tuple[Diagnostic, ...]
    is_whole: bool
    ids: frozenset[str]
    links: tuple[SlideLink, ...]
    assets: frozenset[str]
    shown_assets: frozenset[str]
    is_held_back: bool
    body: Packed[DeckBody]
    article: Packed[Article]
    words: str

    @property
    def summary(self) -> DeckSummary:
        """Return what the index says of the deck."""
        return DeckSummary(self.deck, self.title, self.slide_count, self.heading, self.heading_html)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site: `path` relative to its root, and its bytes, which may be packed, or the file to copy."""

    path: str
    held: bytes | Packed[bytes] | Path

    @property
    def content(self) -> bytes | Path:
        """Return the bytes, or the file to copy."""
        return self.held.value if isinstance(self.held, Packed) else self.held


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The outcome of a build: the files of the site, and what was found on the way.

    `complete` is False where a page could not be made at all; such a result must not replace a good site. `withheld`
    are files that no site may hold, be it from an earlier build; `is_whole` tells that nothing of them is left out.
    `held_back` are decks, and `held_texts` pages of text, that must not be written: their last pages stay.
    """

    decks: tuple[FinishedDeck, ...]
    files: tuple[OutputFile, ...]
    findings: tuple[Diagnostic, ...]
    complete: bool = True
    withheld: frozenset[str] = frozenset()
    is_whole: bool = True
    held_back: tuple[Deck, ...] = ()
    held_texts: tuple[Deck, ...] = ()

    @property
    def has_notes(self) -> bool:
        """Tell whether speaker notes are among what is written."""
        return any(deck.has_notes for deck in self.decks)

    def within(self, site: BuildResult) -> BuildResult:
        """Return this result of some decks with the files of the whole site, and what that must not hold."""
        there = {file.path for file in site.files}
        files = (*site.files, *(file for file in self.files if file.path not in there))
        return replace(self, files=files, withheld=site.withheld, complete=self.complete and site.complete)

    def count(self, severity: Severity) -> int:
        """Return how many findings have `severity`."""
        return sum(finding.severity is severity for finding in self.findings)


def summarize(deck: Deck, title: str, slides: Sequence[RenderedSlide], slide_count: int) -> DeckSummary:
    """Return the summary of a deck of `slide_count` slides, of which `slides` are the first ones."""
    for slide in slides:
        if slide.title:
            return DeckSummary(deck, title, slide_count, slide.title, slide.heading_html)
    return DeckSummary(deck, title, slide_count, title, escape(title))


def unique(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings by file and line, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: (finding.position, finding.code)))


def told_once(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the same, but one for each mistake, however many decks take it in: the one with the shortest way there."""
    told: dict[Diagnostic, Diagnostic] = {}
    for finding in sorted(unique(findings), key=lambda finding: len(finding.included_from)):
        told.setdefault(replace(finding, included_from=()), finding)
    return unique(list(_told_for_all(unique([*told.values()]))))


def _told_for_all(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, and of those that one line of settings cures only the first, with how many say the same."""
    alike: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.code in TOLD_FOR_ALL:
            alike.setdefault(finding.message, []).append(finding)
        else:
            yield finding
    for first, *others in alike.values():
        places = ", ".join(f"{one.position.file}:{one.position.line}" for one in others[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        yield replace(first, notes=(*first.notes, f"the same in {places}{more}")) if others else first
