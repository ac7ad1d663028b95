"""Find a project and read all of it: settings, decks, timelines, theme, the index of its assets."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from posixpath import normpath
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from dl4ad_slides.language.paths import file_paths, is_host, is_markdown, path_in, without_ending
from dl4ad_slides.load.bibliography.load import load_bibliographies
from dl4ad_slides.load.changed import day_of_change
from dl4ad_slides.load.deck_files import deck_names, foreign_decks, is_deck
from dl4ad_slides.load.extensions import load_extensions
from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.library import load_library
from dl4ad_slides.load.pages import load_pages
from dl4ad_slides.load.picture_sizes import PictureSizes
from dl4ad_slides.load.picture_tones import PictureTones
from dl4ad_slides.load.project_files import ProjectFiles
from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.load.settings import load_settings, read_front_matter
from dl4ad_slides.load.theme import load_theme
from dl4ad_slides.load.timelines import load_timeline
from dl4ad_slides.model.audience import PUBLIC, Audience
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.extension import Extensions
from dl4ad_slides.model.files import site_path
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.project import Deck, Project
from dl4ad_slides.model.settings import Link, Paths, Settings
from dl4ad_slides.model.source import Position, Source
from dl4ad_slides.model.timeline import Timeline

# Where the template of a block of the home page lies, before and behind its name.
HOME_TEMPLATE = ("home/", ".html.j2")
_OF_NAMES = {"asset-missing", "config-home-block"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def load_project(
    root: Path,
    placeholders: Mapping[str, PlaceholderType[Any]],
    only: Sequence[str] = (),
    *,
    drafts: bool = False,
    audience: Audience = PUBLIC,
    before: Extensions | None = None,
) -> Project:
    """Return the project at `root` as it is for `audience`; its drafts too if asked for, or if they see everything.

    `placeholders` are the types that all courses have. With `only`, names or paths of decks, the others are left out.
    `before` are its extensions as they were last loaded, where they were. Raises VendorMissingError where the package
    lacks Reveal.js and KaTeX.
    """
    findings: list[Diagnostic] = []
    settings = load_settings(root, findings)
    paths = settings.paths
    extensions = load_extensions(root, settings, findings, placeholders, before)
    types = {**placeholders, **extensions.placeholders}
    timelines, broken = load_timelines(root, find_timelines(root, paths.timelines), findings)
    assets = find_assets(root, paths.assets)
    drafts = drafts or audience.sees_everything
    decks, withheld = _load_decks(root, settings, only, findings, drafts=drafts)
    there = find_decks(root, paths.decks)
    others = set(deck_names(there, paths.decks).values()) if only else set()
    left_out = _left_out(root, settings, decks) if only else ()
    names = others.union(deck.name for deck in decks)
    all_pages = load_pages(root, find_pages(root, paths.pages), settings, names, findings)
    pages = tuple(page for page in all_pages if drafts or not page.front_matter.draft)
    withheld |= {page.deck.name for page in all_pages if page not in pages}
    texts = (*decks, *(page.deck for page in pages))
    nameable = find_nameable(root, paths)
    project = Project(
        root=root,
        settings=settings,
        decks=decks,
        timelines=timelines,
        broken_timelines=broken,
        theme=load_theme(root, paths.theme, findings, extensions.themes),
        assets=assets,
        files=ProjectFiles(root, paths.output),
        sizes=PictureSizes(assets, root=root),
        tones=PictureTones(assets, root=root),
        findings=tuple(findings),
        others=frozenset(others),
        left_out=left_out,
        library=load_library(root, paths, texts, nameable, types, schedule=settings.schedule),
        bibliographies=load_bibliographies(root, texts),
        pages=pages,
        changed=day_of_change(root, _sources(settings), _files(root, settings, assets, nameable)),
        audience=audience,
        is_whole=len(decks) == len(there) and not withheld,
        withheld=withheld,
        placeholders=types,
        extensions=extensions,
    )
    return check_names(project)


def load_deck(root: Path, path: str, name: str, settings: Settings, findings: list[Diagnostic]) -> Deck | None:
    """Return the deck in the file `path` (relative to the root) by this name, or None where it cannot be read."""
    source = read_source(root / path, path, "deck", findings)
    return deck_of(name, source, settings, findings) if source else None


def deck_of(name: str, source: Source, settings: Settings, findings: list[Diagnostic]) -> Deck:
    """Return the deck of this name with the text of `source`."""
    told = len(findings)
    value, body = split_front_matter(source, findings)
    front_matter = read_front_matter(value, settings, findings)
    is_held_back = any(finding.holds_back for finding in findings[told:]) or front_matter.separators.is_broken
    return Deck(name, source, front_matter, replace(body, dialect=front_matter.dialect), is_held_back)


def arrange_decks(decks: Iterable[Deck], findings: list[Diagnostic]) -> tuple[Deck, ...]:
    """Return the decks in the order of the course; of two that would write the same page, the first."""
    pages: dict[str, Deck] = {}
    decks = sorted(decks, key=lambda deck: deck.source.path)
    taken = {
        normalize("NFC", deck.reading_href).casefold(): f"the reading page of {deck.source.path}" for deck in decks
    }
    taken |= {"index.html": "the index of the course", "404.html": "the page for addresses that do not exist"}
    for deck in decks:
        # Some file systems do not tell upper from lower case, or the two spellings of `ä` from each other.
        page = normalize("NFC", deck.href).casefold()
        other = taken.get(page) or pages.setdefault(page, deck).source.path
        if other != deck.source.path:
            message = f"this deck would write the same page as {other}"
            findings.append(error("deck-duplicate-page", message, Position(deck.source.path), "Rename the file."))
    return tuple(sorted(pages.values(), key=lambda deck: deck.place))


def load_timelines(
    root: Path, paths: Iterable[str], findings: list[Diagnostic]
) -> tuple[dict[str, Timeline], frozenset[str]]:
    """Return the timelines in the files `paths` by name, and the names of those that cannot be read."""
    timelines: dict[str, Timeline] = {}
    broken: set[str] = set()
    first: dict[str, str] = {}
    for path in paths:
        other = first.setdefault(Path(path).stem, path)
        if other != path:
            message = f"the timeline `{Path(path).stem}` is already in {other}"
            findings.append(error("timeline-duplicate-name", message, Position(path), "Rename one of the two files."))
            continue
        timeline = load_timeline(root / path, path, findings)
        if timeline is None:
            broken.add((root / path).stem)
        else:
            timelines[timeline.name] = timeline
    return timelines, frozenset(broken)


def find_decks(root: Path, folder: str) -> tuple[str, ...]:
    """Return the paths of all decks in `folder`, relative to the root."""
    return tuple(filter(is_deck, _walk(root, folder, skipped=(".", "_"))))


def find_timelines(root: Path, folder: str) -> tuple[str, ...]:
    """Return the paths of all timelines in `folder`, relative to the root."""
    return tuple(path for path in _walk(root, folder, skipped=(".", "_")) if path.endswith((".yaml", ".yml")))


def find_nameable(root: Path, paths: Paths) -> frozenset[str]:
    """Return the files that decks may name in placeholders: Markdown below the decks, and everything below the data."""
    texts = filter(is_markdown, _walk(root, paths.decks, skipped=(".",)))
    return frozenset((*texts, *_walk(root, paths.data, skipped=(".",))))


def find_assets(root: Path, folder: str) -> dict[str, Path]:
    """Return all files in `folder` by their paths relative to the root."""
    return {path: root / path for path in _walk(root, folder, skipped=(".",))}


def find_pages(root: Path, folder: str) -> tuple[str, ...]:
    """Return the paths of all pages of text in `folder`, relative to the root."""
    return tuple(filter(is_markdown, _walk(root, folder, skipped=(".", "_"))))


def check_names(project: Project) -> Project:
    """Return the project with a finding for each file that settings name and that is not there, and for each block.

    What was found before is forgotten: all of it is told anew. The links of decks know the files that they lead to.
    """
    project = replace(project, decks=tuple(_with_files_of_links(deck, project) for deck in project.decks))
    findings = [finding for finding in project.findings if finding.code not in _OF_NAMES]
    for what, written, place in _named_assets(project):
        path = unquote(re.split(r"[?#]", written, maxsplit=1)[0])
        if not {normpath(written), normpath(path)}.intersection(project.assets):
            folder = project.settings.paths.assets
            hint = did_you_mean(path, project.assets) or f"Put it into {folder}/, and write its path."
            hint = f"Write `https://{written}`." if what == "file" and is_host(written) else hint
            findings.append(warning("asset-missing", f"there is no {what} `{written}`", place, hint))
    prefix, ending = HOME_TEMPLATE
    blocks = [
        name.removeprefix(prefix).removesuffix(ending) for name in project.theme.templates if name.startswith(prefix)
    ]
    for block in project.settings.home:
        if block.name not in blocks:
            hint = did_you_mean(block.name, blocks) or known_names(blocks, "blocks")
            message = f"the home page has no block `{block.name}`"
            findings.append(error("config-home-block", message, block.position, hint))
    return replace(project, findings=tuple(findings))


def _with_files_of_links(deck: Deck, project: Project) -> Deck:
    """Return a deck whose links in the front matter know where the site has the files that they name."""
    links = tuple(replace(link, path=_file_of(link, deck, project)) for link in deck.front_matter.links)
    if links == deck.front_matter.links:
        return deck
    return replace(deck, front_matter=replace(deck.front_matter, links=links))


def _file_of(link: Link, deck: Deck, project: Project) -> str:
    assets = project.settings.paths.assets
    candidates = file_paths(path_in(link.href), deck.source.path, assets) if _is_path(link.href) else ()
    found = (path if path in project.assets else project.files.find(path) for path in candidates)
    return next((site_path(path, assets) for path in found if path), "")


def _named_assets(project: Project) -> Iterator[tuple[str, str, Position]]:
    """Yield what settings and front matter name in the folder of assets: what it is, its path as written, and where."""
    settings = project.settings
    if logo := settings.logo:
        yield from (("logo", each, logo.position) for each in dict.fromkeys((logo.light, logo.dark)) if _is_path(each))
    links = [link for deck in project.decks for link in deck.front_matter.links if not link.path]
    for teacher in settings.teachers:
        links.extend(teacher.links)
        if _is_path(teacher.picture):
            yield "picture", teacher.picture, teacher.position
    yield from (("file", link.href, link.position) for link in links if _is_path(link.href) and not _is_page(link.href))


def _is_path(written: str) -> bool:
    return bool(written) and not _SCHEME.match(written)


def _is_page(path: str) -> bool:
    """Tell whether a link leads to a page or a folder, which may lie beside the course."""
    return path.startswith(("../", "/", "#")) or path.endswith(("/", ".html"))


def _sources(settings: Settings) -> tuple[str, ...]:
    """Return the folders and files whose change is a change of the course."""
    paths = settings.paths
    folders = paths.decks, paths.pages, paths.timelines, paths.data, paths.assets
    return (*folders, SETTINGS_FILE, *(file.path for file in settings.bibliography))


def _files(root: Path, settings: Settings, assets: Iterable[str], nameable: Iterable[str]) -> Iterator[str]:
    """Yield all files among them."""
    paths = settings.paths
    yield SETTINGS_FILE
    yield from (file.path for file in settings.bibliography)
    yield from (*find_pages(root, paths.pages), *find_timelines(root, paths.timelines), *assets, *nameable)


def is_part_of_course(path: str, *, skipped: tuple[str, ...]) -> bool:
    """Tell whether no folder or file in `path` (relative to the root) begins with `skipped`."""
    return not any(part.startswith(skipped) for part in path.split("/"))


def report_no_decks(folder: str, findings: list[Diagnostic]) -> None:
    """Add the finding for a project without decks."""
    hint = f"Write a lecture into {folder}/01-first.md."
    findings.append(error("config-no-decks", f"there is no deck in {folder}/", Position(folder), hint))


def _load_decks(
    root: Path, settings: Settings, only: Sequence[str], findings: list[Diagnostic], *, drafts: bool
) -> tuple[tuple[Deck, ...], frozenset[str]]:
    """Return the decks in their order, and the names of those that are left out as drafts."""
    folder = settings.paths.decks
    paths = find_decks(root, folder)
    if not paths:
        report_no_decks(folder, findings)
    names = deck_names(paths, folder)
    chosen = _choose(root, names, only, findings)
    decks = [load_deck(root, path, names[path], settings, findings) for path in chosen]
    if not only:
        findings.extend(foreign_decks([*_walk(root, folder, skipped=(".", "_"))]))
    shown = [deck for deck in decks if deck and (drafts or only or not deck.front_matter.draft)]
    return arrange_decks(shown, findings), frozenset(deck.name for deck in decks if deck and deck not in shown)


def _left_out(root: Path, settings: Settings, decks: Sequence[Deck]) -> tuple[Deck, ...]:
    """Return the lectures of the course that are not in `decks`; what is wrong with them is not told."""
    names = {deck.name for deck in decks}
    return tuple(deck for deck in _load_decks(root, settings, (), [], drafts=False)[0] if deck.name not in names)


def _choose(root: Path, names: Mapping[str, str], only: Sequence[str], findings: list[Diagnostic]) -> list[str]:
    """Return the paths of the decks that `only` asks for; `names` are those of all decks by path."""
    if not only:
        return list(names)
    by_name: dict[str, list[str]] = {}
    for path, name in names.items():
        for each in dict.fromkeys((name, Path(path).stem)):
            by_name.setdefault(each, []).append(path)
    chosen: set[str] = set()
    for wanted in only:
        meant = {wanted.replace("\\", "/"), normpath(wanted), *_inside(root, wanted)}.intersection(names)
        if meant:
            chosen |= meant
            continue
        name = without_ending(Path(wanted).name)
        if name in by_name:
            chosen.update(by_name[name])  # several would write the same page: that is told
            continue
        hint = did_you_mean(name, by_name) or known_names(by_name, "decks")
        findings.append(error("deck-not-found", f"there is no deck `{name}`", Position(wanted), hint))
    return sorted(chosen)


def _inside(root: Path, wanted: str) -> Iterator[str]:
    """Yield the path `wanted`, as the shell means it, relative to the root; nothing where it leads elsewhere."""
    with contextlib.suppress(ValueError, OSError):
        yield Path(os.path.realpath(wanted)).relative_to(os.path.realpath(root)).as_posix()


def _walk(root: Path, folder: str, *, skipped: tuple[str, ...]) -> Iterator[str]:
    """Yield the files below `folder` in order; not those that begin with `skipped`, and not behind links to folders."""
    found: list[Path] = []
    for parent, folders, files in os.walk(root / folder):
        folders[:] = [name for name in folders if not name.startswith(skipped)]
        found.extend(Path(parent, name) for name in files if not name.startswith(skipped))
    yield from (path.relative_to(root).as_posix() for path in sorted(found))
