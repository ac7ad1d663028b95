"""What is broken stays as it was last good until it is mended: decks and timelines as a whole, slides one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from dl4ad_slides.model.diagnostics import Diagnostic, Severity, warning
from dl4ad_slides.model.output import RenderedDeck, RenderedSlide, unique
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Timeline

# Where the text begins whose front matter is never closed; a closed one takes two lines at least.
_FIRST_LINE_OF_TEXT = 2


class LastGood:
    """Decks by path and timelines by name, each as it was when it was last good."""

    def __init__(self) -> None:
        self._decks: dict[str, Deck] = {}
        self._timelines: Mapping[str, Timeline] = {}

    def take(self, project: Project) -> Project:
        """Return `project` with decks and timelines that cannot be used as they were last good."""
        errors: dict[str, list[Diagnostic]] = {}
        for finding in project.findings:
            if finding.severity is Severity.ERROR and finding.code != "deck-duplicate-page":
                errors.setdefault(finding.position.file, []).append(finding)
        decks: list[Deck] = []
        findings = list(project.findings)
        for deck in project.decks:
            path = deck.source.path
            good = self._decks.get(path, deck)
            if good is not deck and not deck.body.text.strip() and good.body.text.strip():
                message, hint = "this deck is empty", "The preview shows what it was; write a heading: `# Title`."
                findings.append(warning("deck-empty", message, Position(path), hint))
                deck = good
            elif path in errors:
                deck = _as_far_as_good(deck, good, errors[path])
            else:
                self._decks[path] = deck
            decks.append(deck)
        timelines = self._good_timelines(project, errors)
        for path in self._decks.keys() - {deck.source.path for deck in decks}:
            del self._decks[path]
        return replace(
            project,
            decks=tuple(decks),
            timelines=timelines,
            broken_timelines=project.broken_timelines.difference(timelines),
            findings=unique(findings),
        )

    def _good_timelines(self, project: Project, errors: Collection[str]) -> Mapping[str, Timeline]:
        """Return the timelines of `project`, those in files with `errors` as they were last good."""
        folder = f"{project.settings.paths.timelines}/"
        broken = {PurePosixPath(path).stem for path in errors if path.startswith(folder)}
        kept = {name: self._timelines[name] for name in broken & self._timelines.keys()}
        self._timelines = {name: one for name, one in project.timelines.items() if name not in broken} | kept
        return {**project.timelines, **kept}


def last_good_slides(shown: RenderedDeck, latest: RenderedDeck) -> RenderedDeck:
    """Return `latest` with the slides that have errors as they were shown last; new ones show their errors.

    A deck that is held back from its audience stays as a whole.
    """
    if latest.is_held_back:
        return shown
    broken = _broken(latest)
    if not broken:
        return latest
    good = {slide.id: slide for slide in shown.slides if not _has_errors(slide)}
    ids = {slide.id for slide in latest.slides}
    has_same_shape = len(shown.slides) == len(latest.slides)

    def last(index: int, slide: RenderedSlide) -> RenderedSlide:
        if index not in broken:
            return slide
        # Where the heading changes together with what breaks the slide, its place tells which one it is.
        same_place = shown.slides[index].id if has_same_shape and shown.slides[index].id not in ids else ""
        before = good.get(slide.id) or good.get(same_place)
        return replace(before, below=slide.below) if before else slide

    return replace(latest, slides=tuple(last(index, slide) for index, slide in enumerate(latest.slides)))


def _has_errors(slide: RenderedSlide) -> bool:
    return any(finding.severity is Severity.ERROR for finding in slide.findings)


def _broken(rendered: RenderedDeck) -> set[int]:
    """Return the indices of the slides that have errors, those included that only the text of the deck shows.

    What a check finds wrong with a slide does not keep it from being shown.
    """
    if not any(finding.severity is Severity.ERROR for finding in rendered.findings):
        return set()
    broken = {index for index, slide in enumerate(rendered.slides) if _has_errors(slide)}
    told = {(finding.code, finding.message) for index in broken for finding in rendered.slides[index].findings}
    for finding in rendered.findings:
        is_error = finding.severity is Severity.ERROR and not finding.check
        if is_error and (finding.code, finding.message) not in told:
            broken |= _slides_at(rendered, finding)
    return broken


def _slides_at(rendered: RenderedDeck, finding: Diagnostic) -> set[int]:
    """Return the indices of the slides in which `finding` stands, or which take in the file in which it stands."""
    for place in (finding.position, *finding.included_from):
        lines = [start.line for start in rendered.starts if start.file == place.file]
        if lines:
            first = max((line for line in lines if line <= place.line), default=min(lines))
            return {index for index, start in enumerate(rendered.starts) if start == Position(place.file, first)}
    return {0}


def _as_far_as_good(deck: Deck, good: Deck, errors: Sequence[Diagnostic]) -> Deck:
    """Return `deck` with what its errors spoil as it was last good; they may stand in the front matter alone."""
    start = deck.body.start.line
    is_closed = start > _FIRST_LINE_OF_TEXT
    if not is_closed or any(finding.position.line >= start for finding in errors):
        return good
    return deck if deck.front_matter == good.front_matter else replace(deck, front_matter=good.front_matter)
