"""One build from its request to its outcome: load, render, write, and remember for the next one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dl4ad_slides.build import build_site, outcome_of
from dl4ad_slides.course import load_course
from dl4ad_slides.load.inputs import inputs_of, program
from dl4ad_slides.model.audience import PUBLIC_NAME, Audience
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.outcome import Outcome
from dl4ad_slides.model.output import BuildResult
from dl4ad_slides.model.project import Project
from dl4ad_slides.store.receipts import Receipts
from dl4ad_slides.store.values import Values
from dl4ad_slides.write import OutputError, Written, check_output, write_site


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: the course at `root`, or some of its `decks`, for `audience`, into `output` if not as usual.

    It may take `jobs` processes, and began at `began` (nanoseconds since the epoch). Without `receipts` nothing is
    remembered, nor looked up.
    """

    root: Path
    decks: Sequence[str]
    output: Path | None
    audience: Audience
    began: int
    receipts: Receipts | None
    jobs: int = 1


@dataclass(slots=True)
class Made:
    """What came of a request, and what went wrong with the memory of earlier builds."""

    outcome: Outcome
    problems: list[str] = field(default_factory=list)


def make_site(request: Request, on_decks: Callable[[int], Callable[[str], None]]) -> Made:
    """Build and write a site. Raises VendorMissingError, and WorkerError as `build_site` does.

    `on_decks` is told how many decks there are, and returns what is told the name of each when it is its turn.
    """
    root, audience = request.root, request.audience
    with contextlib.redirect_stdout(sys.stderr):  # an extension may print; standard output is for the outcome
        project = load_course(root, request.decks, audience=audience)
        kept = Values(root, f"decks-{_name_of(audience)}", program()) if request.receipts else None
        step = on_decks(len(project.decks))
        result = build_site(
            project,
            with_index=not request.decks,
            on_deck=lambda deck: step(deck.name),
            kept=kept,
            jobs=request.jobs,
        )
        if request.decks and not result.is_whole:  # an earlier build may have put it into the index, and the assets
            result = result.within(build_site(load_course(root, audience=audience), jobs=request.jobs))
    own = f"-{_name_of(audience)}" if audience.names else ""
    folder = request.output or root / f"{project.settings.paths.output}{own}"
    findings = list(result.findings)
    written = _written(request, project, result, folder, findings)
    outcome = outcome_of(result, findings, folder, audience)
    if request.receipts and written and not written.findings and (inputs := inputs_of(project)):
        request.receipts.keep(inputs, written.files, outcome, request.began)
    if kept:
        kept.tidy()
    return Made(outcome, kept.problems if kept else [])


def _written(
    request: Request, project: Project, result: BuildResult, folder: Path, findings: list[Diagnostic]
) -> Written | None:
    """Write the site; None where there is nothing to write, or nowhere."""
    if not result.complete or (request.decks and not project.decks):
        return None
    try:
        check_output(folder, project)
        # After an error a page may be missing that the next build makes again: only what is withheld is removed.
        prune = not request.decks and not result.count(Severity.ERROR)
        written = write_site(result.files, folder, prune=prune, withheld=result.withheld)
    except OutputError as problem:
        findings.append(problem.finding)
        return None
    findings.extend(written.findings)
    return written


def _name_of(audience: Audience) -> str:
    return "-".join(sorted(audience.names)) or PUBLIC_NAME
