"""The preview never lies: after any edits it holds what a fresh load gives, for everybody and for the public.

While something is broken, its last good state stays on purpose, and the comparison waits until it is mended.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from random_courses import courses, edits, renames, retitlings

from dl4ad_slides.course import load_course
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.model.audience import EVERYBODY, PUBLIC, Audience
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.model.project import Project
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from dl4ad_slides.serve.course import LiveCourse
from helpers import FUZZ

ENGINES = Engines(KATEX_JS, VEGA_JS)
CHANGES = st.one_of(edits(), edits(), edits(), renames(), retitlings())
# For each audience, in parts that workers share; fewer in the everyday run.
COURSES = 160 if os.environ.get("CI") else 16
PARTS = 8
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def project_findings(project: Project) -> tuple[Diagnostic, ...]:
    """Return what is wrong with what was read."""
    return (*project.findings, *project.library.findings, *project.bibliographies.findings)


def is_broken(project: Project) -> bool:
    """Tell whether something cannot be read, so that the preview stays with what it was."""
    return any(finding.severity is Severity.ERROR for finding in project_findings(project))


def freshly_rendered(project: Project) -> dict[str, RenderedDeck]:
    """Return all decks and pages of a project, rendered without any memory."""
    facts = CourseFacts(project)
    return {deck.name: render_deck(deck, facts, ENGINES, RenderMemory()) for deck in project.texts}


def compare(live: LiveCourse, root: Path, audience: Audience) -> bool:
    """Compare the live course with a fresh load; tell whether that could be done."""
    project = load_course(root, audience=audience)
    if is_broken(project):
        return False
    fresh = freshly_rendered(project)
    for name in fresh:
        live.latest(name)
    assert [deck.name for deck in live.project.decks] == [deck.name for deck in project.decks]
    for name, rendered in fresh.items():
        latest = live.latest(name)
        assert latest is not None
        assert latest.title == rendered.title
        for was, now in zip(latest.slides, rendered.slides, strict=True):
            assert was == now
        assert latest == rendered
    findings = {*project_findings(project), *(finding for one in fresh.values() for finding in one.findings)}
    assert {*live.all_findings()} == findings
    return True


def apply(root: Path, edit: tuple[str, str | None]) -> Iterator[str]:
    """Change a file on disk; yield what has changed.

    Where the content is the path of another file, it goes on there; where it is front matter alone, the text stays.
    """
    path, content = edit
    target = root / path
    if content is None:
        target.unlink(missing_ok=True)
    elif content.startswith("decks/") and content.endswith(".md"):
        if target.is_file():
            target.replace(root / content)
            yield content
    elif content.endswith("\n---"):
        if target.is_file():
            target.write_text(
                f"{content}\n{_FRONT_MATTER.sub('', target.read_text(encoding='utf-8'))}", encoding="utf-8"
            )
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    yield path


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("live")


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("audience", [EVERYBODY, PUBLIC], ids=["everybody", "public"])
def test_edits_lead_where_a_fresh_load_leads(root: Path, audience: Audience, part: int) -> None:
    """Every deck, every page and every finding is that of a fresh load, whenever nothing is broken.

    A comparison costs a fresh load, and so stands behind a burst of edits: what is stale stays stale.
    """

    @seed(part)
    @settings(
        max_examples=COURSES * FUZZ // PARTS,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        database=None,
    )
    @given(files=courses(), bursts=st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=1, max_size=4))
    def edits_lead(files: dict[str, str], bursts: list[list[tuple[str, str | None]]]) -> None:
        shutil.rmtree(root)
        root.mkdir()
        for path, content in files.items():
            list(apply(root, (path, content)))
        live = LiveCourse(root, audience=audience)
        compare(live, root, audience)
        for burst in bursts:
            for change in burst:
                live.update(set(apply(root, change)))
            compare(live, root, audience)
        # In the end all is mended: what cannot be read is as it was in the beginning, or gone.
        broken = {finding.position.file for finding in project_findings(load_course(root, audience=audience))}
        mended: set[str] = set()
        for path in broken:
            mended.update(apply(root, (path, files.get(path))))
        live.update(mended)
        compare(live, root, audience)

    edits_lead()
