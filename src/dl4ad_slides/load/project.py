"""Find a project and read all of it: settings, decks, timelines, theme, the index of its assets."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dl4ad_slides.load.files import read_source
from dl4ad_slides.load.settings import SETTINGS_FILE, load_settings, read_front_matter, split_front_matter
from dl4ad_slides.load.theme import load_theme
from dl4ad_slides.load.timelines import load_timeline
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.settings import Settings
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Timeline


class ProjectNotFoundError(Exception):
    """Neither the folder nor one above it has a `slides.yaml` or a `decks/`."""


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards with a `slides.yaml` or a `decks/`. Raises ProjectNotFoundError."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file() or (folder / "decks").is_dir():
            return folder
    raise ProjectNotFoundError(f"{start} is not in a project: there is no {SETTINGS_FILE} and no decks/ here or above")


def load_project(root: Path, only: Sequence[str] = ()) -> Project:
    """Return the project at `root`. With `only`, names or paths of decks, the others are left out.

    Raises VendorMissingError where the package lacks Reveal.js and KaTeX.
    """
    findings: list[Diagnostic] = []
    settings = load_settings(root, findings)
    paths = settings.paths
    timelines, broken = _load_timelines(root, paths.timelines, findings)
    return Project(
        root=root,
        settings=settings,
        decks=_load_decks(root, settings, only, findings),
        timelines=timelines,
        broken_timelines=broken,
        theme=load_theme(root / paths.theme, paths.theme, findings),
        assets=dict(_find_assets(root, paths.assets)),
        findings=tuple(findings),
    )


def _load_decks(root: Path, settings: Settings, only: Sequence[str], findings: list[Diagnostic]) -> tuple[Deck, ...]:
    folder = settings.paths.decks
    files = [path for path in _walk(root / folder) if path.suffix == ".md"]
    if not files:
        hint = f"Write a lecture into {folder}/01-first.md."
        findings.append(error("config-no-decks", f"there is no deck in {folder}/", Position(folder), hint))
    chosen = _choose(files, only, findings)
    decks: dict[str, Deck] = {}
    for path in chosen:
        shown = path.relative_to(root).as_posix()
        source = read_source(path, shown, "deck", findings)
        if source is None:
            continue
        value, body = split_front_matter(source, findings)
        front_matter = read_front_matter(value, settings, findings)
        deck = Deck(path.stem, source, front_matter, body)
        if (first := decks.get(deck.name.lower())) is not None:
            message = f"this deck would write the same page as {first.source.path}"
            findings.append(error("deck-duplicate-page", message, Position(shown), "Rename one of the two files."))
        elif only or not front_matter.draft:
            decks[deck.name.lower()] = deck
    return tuple(sorted(decks.values(), key=_deck_order))


def _deck_order(deck: Deck) -> tuple[bool, int | float, str]:
    order = deck.front_matter.order
    return order is None, order or 0, deck.name


def _choose(files: Sequence[Path], only: Sequence[str], findings: list[Diagnostic]) -> list[Path]:
    if not only:
        return list(files)
    by_name = {path.stem: path for path in files}
    chosen: list[Path] = []
    for wanted in only:
        name = Path(wanted).stem if wanted.endswith(".md") else Path(wanted).name
        if name in by_name:
            chosen.append(by_name[name])
            continue
        hint = did_you_mean(name, by_name) or known_names(by_name, "decks")
        findings.append(error("deck-not-found", f"there is no deck `{name}`", Position(wanted), hint))
    return sorted(set(chosen))


def _load_timelines(root: Path, folder: str, findings: list[Diagnostic]) -> tuple[dict[str, Timeline], frozenset[str]]:
    timelines: dict[str, Timeline] = {}
    broken: set[str] = set()
    for path in _walk(root / folder):
        if path.suffix not in {".yaml", ".yml"}:
            continue
        timeline = load_timeline(path, path.relative_to(root).as_posix(), findings)
        if timeline is None:
            broken.add(path.stem)
        else:
            timelines[path.stem] = timeline
    return timelines, frozenset(broken)


def _find_assets(root: Path, folder: str) -> Iterator[tuple[str, Path]]:
    for path in _walk(root / folder, with_underscores=True):
        yield path.relative_to(root).as_posix(), path


def _walk(folder: Path, *, with_underscores: bool = False) -> list[Path]:
    """Return the files below `folder` in order of their paths; no hidden files, and not behind links to folders.

    Names that begin with `_` are left out too, unless `with_underscores`.
    """
    skipped = (".",) if with_underscores else (".", "_")
    found: list[Path] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(skipped))
        found.extend(Path(parent, name) for name in files if not name.startswith(skipped))
    return sorted(found)
