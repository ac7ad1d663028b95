"""Read again what has changed of a project, and keep the rest: the live preview reads one file for one edit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dl4ad_slides.load.project import (
    arrange_decks,
    find_assets,
    find_timelines,
    load_deck,
    load_project,
    load_timelines,
)
from dl4ad_slides.load.settings import SETTINGS_FILE
from dl4ad_slides.load.theme import load_theme
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.project import Project


def reload_project(project: Project, changed: Collection[str]) -> Project:
    """Return the project, drafts included, with the files `changed` as they are now; they may be new or gone.

    Paths are relative to the root. A deck that cannot be read any more is gone, with a finding.
    """
    if SETTINGS_FILE in changed:
        return load_project(project.root, drafts=True)
    paths = project.settings.paths
    if decks := _below(paths.decks, changed):
        project = _reload_decks(project, decks)
    if _below(paths.timelines, changed):
        project = _reload_timelines(project)
    if _below(paths.theme, changed):
        findings = _findings_elsewhere(project, f"{paths.theme}/")
        theme = load_theme(project.root / paths.theme, paths.theme, findings)
        project = replace(project, theme=theme, findings=tuple(findings))
    if any(path not in project.assets or not project.assets[path].exists() for path in _below(paths.assets, changed)):
        project = replace(project, assets=find_assets(project.root, paths.assets))
    return project


def _below(folder: str, paths: Collection[str]) -> list[str]:
    return [path for path in paths if path.startswith(f"{folder}/")]


def _reload_decks(project: Project, changed: Collection[str]) -> Project:
    findings = [finding for finding in project.findings if finding.position.file not in changed]
    decks = {deck.source.path: deck for deck in project.decks if deck.source.path not in changed}
    for path in changed:
        is_deck = path.endswith(".md") and not any(part.startswith((".", "_")) for part in path.split("/")[1:])
        if is_deck and (project.root / path).exists():
            deck = load_deck(project.root, path, project.settings, findings)
            if deck is not None:
                decks[path] = deck
    return replace(project, decks=arrange_decks(decks.values(), findings), findings=tuple(findings))


def _reload_timelines(project: Project) -> Project:
    folder = project.settings.paths.timelines
    findings = _findings_elsewhere(project, f"{folder}/")
    timelines, broken = load_timelines(project.root, find_timelines(project.root, folder), findings)
    return replace(project, timelines=timelines, broken_timelines=broken, findings=tuple(findings))


def _findings_elsewhere(project: Project, prefix: str) -> list[Diagnostic]:
    return [finding for finding in project.findings if not finding.position.file.startswith(prefix)]
