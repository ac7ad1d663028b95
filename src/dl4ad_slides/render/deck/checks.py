"""Run the checks that extensions bring on a finished deck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dl4ad_slides.model.checked import AuthorText, CheckedDeck, CheckedSlide, Finding
from dl4ad_slides.model.diagnostics import Diagnostic, Severity, found_by_check
from dl4ad_slides.model.extension import Check
from dl4ad_slides.model.failure import report_failure, safe
from dl4ad_slides.model.output import RenderedDeck, RenderedSlide
from dl4ad_slides.model.source import Passage, Position


def run_checks(rendered: RenderedDeck, checks: Sequence[Check]) -> tuple[Diagnostic, ...]:
    """Return what `checks` find in a deck, and a finding for each that fails; what it found before that is kept."""
    if not checks:
        return ()
    deck = checked_deck(rendered)
    return tuple(finding for check in checks for finding in _run(check, deck))


def checked_deck(rendered: RenderedDeck) -> CheckedDeck:
    """Return what a check sees of a deck."""
    deck, front_matter = rendered.deck, rendered.deck.front_matter
    return CheckedDeck(
        name=deck.name,
        path=deck.source.path,
        title=rendered.title,
        language=front_matter.language,
        date=front_matter.date,
        authors=front_matter.authors,
        slides=tuple(map(_checked_slide, rendered.slides, rendered.starts)),
    )


def _checked_slide(slide: RenderedSlide, start: Position) -> CheckedSlide:
    content, notes = _text(slide.passages[0], start), slide.notes
    return CheckedSlide(
        id=slide.id,
        title=slide.title,
        position=content.at(len(content.text) - len(content.text.lstrip())),
        html=slide.section,
        content=content,
        notes=_text(notes, start) if notes else None,
    )


def _text(passage: Passage, start: Position) -> AuthorText:
    """Return a text whose lines count from 1 within its slide, which begins at `start`."""
    return AuthorText(passage.moved(start.line - 1))


def _run(check: Check, deck: CheckedDeck) -> Iterator[Diagnostic]:
    try:
        for finding in check.run(deck):
            yield _diagnostic(finding, check)
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as problem:  # a check is foreign code: anything may be raised, SystemExit too
        what = f"the check `{check.prefix}` of `{check.origin.name}` failed on {deck.path}"
        yield replace(report_failure("extension-failed", what, problem, check.origin), check=check.prefix)


def _diagnostic(finding: object, check: Check) -> Diagnostic:
    """Return the finding of a check as one of ours. Raises what tells its author where it is none."""
    if not isinstance(finding, Finding) or not isinstance(finding.position, Position):
        raise TypeError(f"a check gives findings with a position, not {finding!r}")
    if finding.code not in check.codes:
        raise LookupError(f"the check does not declare the code `{finding.code}`")
    severity, message, hint = Severity(finding.severity), safe(str(finding.message)), safe(str(finding.hint))
    return found_by_check(check.prefix, finding.code, severity, message, finding.position, hint)
