"""Read again what has changed of a project, and keep the rest: the live preview reads one file for one edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from dl4ad_slides.language.paths import is_markdown
from dl4ad_slides.load.bibliography.load import load_bibliographies
from dl4ad_slides.load.deck_files import deck_names
from dl4ad_slides.load.library import load_library
from dl4ad_slides.load.pages import load_pages
from dl4ad_slides.load.project import (
    arrange_decks,
    check_names,
    find_decks,
    find_nameable,
    find_pages,
    find_timelines,
    is_part_of_course,
    load_deck,
    load_project,
    load_timelines,
    report_no_decks,
)
from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.load.settings import cannot_be_read
from dl4ad_slides.load.theme import load_theme
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.project import Deck, Project

_OF_ALL_DECKS = {"deck-duplicate-page", "config-no-decks"}


def reload_project(project: Project, changed: Collection[str]) -> Project:
    """Return the project, drafts included, with the files `changed` as they are now; they may be new or gone.

    Paths are relative to the root. A deck that is there and cannot be read stays as it was, with a finding; so do
    settings that cannot be read. What its texts name is for `reload_named`, when it is known which texts are shown.
    """
    if SETTINGS_FILE in changed or not project.extensions.files.isdisjoint(changed):
        before = project.extensions
        fresh = load_project(project.root, project.built_in, drafts=True, audience=project.audience, before=before)
        if not any(map(cannot_be_read, fresh.findings)):
            return fresh
        news = [finding for finding in fresh.findings if finding.position.file == SETTINGS_FILE]
        old = [finding for finding in project.findings if finding.position.file != SETTINGS_FILE]
        project = replace(project, findings=(*old, *news))
    paths, decks_before = project.settings.paths, project.decks
    if decks := [path for path in _below(paths.decks, changed) if is_markdown(path)]:
        project = _reload_decks(project, decks)
    if timelines := _below(paths.timelines, changed):
        project = _reload_timelines(project, timelines)
    if any(_is_news_to_theme(project, folder, changed) for folder in project.theme_folders):
        findings = [finding for finding in project.findings if finding.code != "theme-unreadable"]
        theme = load_theme(project.root, paths.theme, findings, project.extensions.themes)
        project = replace(project, theme=theme, findings=tuple(findings))
    project = _reload_files(project, changed)
    if _below(paths.pages, changed) or _has_other_decks(project, decks_before):
        project = _reload_pages(project)
    return project


def reload_named(project: Project, changed: Collection[str]) -> Project:
    """Return the project with the files that its texts and settings name, those in `changed` as they are now."""
    return check_names(_reload_bibliographies(_reload_library(project, changed), changed))


def _below(folder: str, paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path.startswith(f"{folder}/")]


def _reload_decks(project: Project, changed: Collection[str]) -> Project:
    decks = {deck.source.path: deck for deck in project.decks}
    names = {path: deck.name for path, deck in decks.items()}
    wanted = set(changed)
    # A deck that comes or goes may bring another out of its shadow: then all that are not loaded are looked at.
    if (
        any(finding.code in _OF_ALL_DECKS for finding in project.findings)
        or not wanted <= decks.keys()
        or _is_gone(project, wanted)
    ):
        names = deck_names(find_decks(project.root, project.settings.paths.decks), project.settings.paths.decks)
        there = set(names)
        wanted = (wanted | (there - decks.keys())) & there
        decks = {path: replace(deck, name=names[path]) for path, deck in decks.items() if path in there}
    findings = [
        finding
        for finding in project.findings
        if finding.position.file not in wanted | set(changed) and finding.code not in _OF_ALL_DECKS
    ]
    for path in sorted(wanted):
        if not (project.root / path).exists():
            decks.pop(path, None)
        elif deck := load_deck(project.root, path, names[path], project.settings, findings):
            decks[path] = deck
    if not decks:
        report_no_decks(project.settings.paths.decks, findings)
    return replace(project, decks=arrange_decks(decks.values(), findings), findings=tuple(findings))


def _is_gone(project: Project, paths: Iterable[str]) -> bool:
    return not all((project.root / path).exists() for path in paths)


def _has_other_decks(project: Project, before: Iterable[Deck]) -> bool:
    """Tell whether other names are free for pages than `before`."""
    return {deck.name for deck in project.decks} != {deck.name for deck in before}


def _reload_pages(project: Project) -> Project:
    """Read all pages of text anew: they are few, and one that goes may make room for another."""
    folder = project.settings.paths.pages
    findings = _findings_elsewhere(project, f"{folder}/")
    names = project.others.union(deck.name for deck in project.decks)
    paths = find_pages(project.root, folder)
    known = {page.deck.source.path: page for page in project.pages}
    fresh = load_pages(project.root, paths, project.settings, names, findings)
    pages = tuple(page if (old := known.get(page.deck.source.path)) != page else old for page in fresh)
    return replace(project, pages=pages, findings=tuple(findings))


def _reload_timelines(project: Project, changed: Collection[str]) -> Project:
    """Read the timelines anew whose files, or files of the same name, have changed."""
    names = {PurePosixPath(path).stem for path in changed}
    paths = [
        path for path in find_timelines(project.root, project.settings.paths.timelines) if Path(path).stem in names
    ]
    findings = [finding for finding in project.findings if finding.position.file not in {*changed, *paths}]
    fresh, broken = load_timelines(project.root, paths, findings)
    kept = {name: timeline for name, timeline in project.timelines.items() if name not in names}
    return replace(
        project,
        timelines=dict(sorted({**kept, **fresh}.items())),
        broken_timelines=(project.broken_timelines - names) | broken,
        findings=tuple(findings),
    )


def _is_news_to_theme(project: Project, folder: str, changed: Collection[str]) -> bool:
    """Tell whether the theme is another one than before, and not the content of its static files in `folder` alone."""
    for path in _below(folder, changed):
        file = project.root / path
        if project.theme.static.get(path.removeprefix(f"{folder}/")) != file or not file.is_file():
            return True
    return False


def _reload_files(project: Project, changed: Collection[str]) -> Project:
    """Look again at the assets among the files `changed`, and at those that lie elsewhere."""
    assets = dict(project.assets)
    for path in _below(project.settings.paths.assets, changed):
        file = project.root / path
        if is_part_of_course(path, skipped=(".",)) and file.is_file():
            assets[path] = file
        else:
            assets.pop(path, None)
    assets = dict(sorted(assets.items()))
    sizes, tones = project.sizes.after(assets, changed), project.tones.after(assets, changed)
    files = project.files.after(changed)
    if sizes is project.sizes and tones is project.tones and files is project.files:
        return project
    return replace(project, assets=assets, files=files, sizes=sizes, tones=tones)


def _reload_library(project: Project, changed: Collection[str]) -> Project:
    """Read anew what decks name, where one of them or of these files has changed."""
    library, paths = project.library, project.settings.paths
    nameable = [*_below(paths.data, changed), *filter(is_markdown, _below(paths.decks, changed))]
    comes_or_goes = any((path in library.files) != (project.root / path).is_file() for path in nameable)
    known = library.mentions
    is_same = all(deck.source.path in known and known[deck.source.path].body is deck.body for deck in project.texts)
    if is_same and not comes_or_goes and library.wanted.isdisjoint(changed):
        return project
    files = find_nameable(project.root, paths) if comes_or_goes else library.files
    schedule = project.settings.schedule
    fresh = load_library(
        project.root, paths, project.texts, files, project.placeholders, library, changed, schedule=schedule
    )
    return replace(project, library=fresh)


def _reload_bibliographies(project: Project, changed: Collection[str]) -> Project:
    """Read anew what decks cite from, where one of these files has changed, or a deck names others or elsewhere."""
    known = project.bibliographies
    names = {deck.front_matter.bibliography_name for deck in project.texts if deck.front_matter.bibliography}
    told_of = {finding.position.file for finding in known.findings}
    if names == known.named.keys() and (known.wanted | told_of).isdisjoint(changed):
        return project
    return replace(project, bibliographies=load_bibliographies(project.root, project.texts))


def _findings_elsewhere(project: Project, prefix: str) -> list[Diagnostic]:
    return [finding for finding in project.findings if not finding.position.file.startswith(prefix)]
