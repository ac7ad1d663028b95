"""Bibliographies and styles: which files are read, and what is said of those that cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.load.bibliography.csl_json import read_csl_json
from dl4ad_slides.load.bibliography.load import load_bibliography
from dl4ad_slides.model.bibliography import Bibliography
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import FileName
from dl4ad_slides.model.source import Position, Source

PLACE = Position("slides.yaml", 3, 15)
BIB = "@book{a, title = {A}}\n@book{b, title = {B}}\n"
CSL = '<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout/></citation></style>'


def load(folder: Path, *files: str, csl: str = "") -> tuple[Bibliography, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    names = tuple(FileName(file, PLACE) for file in files)
    return load_bibliography(folder, names, FileName(csl, PLACE), findings), findings


def found(text: str) -> tuple[dict[str, object], list[tuple[str, int, int]]]:
    findings: list[Diagnostic] = []
    entries = read_csl_json(Source("a.json", text), findings)
    places = [(finding.code, finding.position.line, finding.position.column) for finding in findings]
    return {entry.key: entry.fields for entry in entries}, places


def test_several_files_make_one_bibliography(tmp_path: Path) -> None:
    """BibTeX and CSL-JSON side by side; of two entries of one key the first counts."""
    (tmp_path / "a.bib").write_text(BIB)
    (tmp_path / "b.json").write_text('[{"id": "b", "title": "X"},\n {"id": "c", "title": "C"}]')
    bibliography, (finding,) = load(tmp_path, "a.bib", "b.json")
    assert [(entry.key, entry.fields["title"]) for entry in bibliography.entries.values()] == [
        ("a", "A"),
        ("b", "B"),
        ("c", "C"),
    ]
    assert bibliography.entries["c"].position == Position("b.json", 2, 2)
    assert (finding.code, finding.position) == ("cite-duplicate-key", Position("b.json", 1, 2))
    assert "a.bib:2:1" in finding.message


def test_equal_files_make_equal_bibliographies(tmp_path: Path) -> None:
    """A bibliography is compared by what it says, and by where it says so: findings stand there."""
    (tmp_path / "a.bib").write_text(BIB)
    before, _ = load(tmp_path, "a.bib")
    assert load(tmp_path, "a.bib")[0] == before
    (tmp_path / "a.bib").write_text("\n" + BIB)
    assert load(tmp_path, "a.bib")[0] != before
    (tmp_path / "a.bib").write_text(BIB.replace("{B}", "{C}"))
    assert load(tmp_path, "a.bib")[0] != before


@pytest.mark.parametrize(
    ("file", "message", "hint"),
    [
        ("refs.bib", "there is no bibliography `refs.bib`", "Did you mean `ref.bib`?"),
        ("sub/x.bib", "there is no bibliography `sub/x.bib`", "The bibliographies are `ref.bib`."),
        ("notes.txt", "`notes.txt` is no bibliography", "Name a BibTeX file (.bib) or a CSL-JSON file (.json)."),
    ],
)
def test_files_that_are_not_there(tmp_path: Path, file: str, message: str, hint: str) -> None:
    """The finding stands where the author names the file, and names those that there are."""
    (tmp_path / "ref.bib").write_text(BIB)
    (tmp_path / "notes.txt").write_text("x")
    bibliography, (finding,) = load(tmp_path, file)
    assert (bibliography.entries, bibliography.is_whole) == ({}, False)
    assert (finding.code, finding.message, finding.hint) == ("cite-bibliography", message, hint)
    assert finding.position == PLACE


def test_a_missing_file_is_told_once(course: MakeCourse) -> None:
    """Not every work that is cited, and not the list of them."""
    made = course({"slides.yaml": "bibliography: r.bib\n", "decks/a.md": "# A\n\n[@a] [@b]\n\n<<REFERENCES>>\n"})
    assert [line.split()[1] for line in made.build().findings] == ["error[cite-bibliography]:"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder, and bytes that are no text."""
    (tmp_path / "a.bib").mkdir()
    assert [finding.code for finding in load(tmp_path, "a.bib")[1]] == ["cite-bibliography"]
    (tmp_path / "b.bib").write_bytes(BIB.encode() + b"@book{c, title = {\xff}}")
    bibliography, (finding,) = load(tmp_path, "b.bib")
    assert list(bibliography.entries) == ["a", "b", "c"]
    assert (finding.code, finding.position.line) == ("cite-bibliography", 3)


def test_styles_of_ours_and_of_the_author(tmp_path: Path) -> None:
    """Without a style, author and date; a name is one of ours, a path a file."""
    assert load(tmp_path)[0].style.name == "author-date"
    assert "citation-number" in load(tmp_path, csl="numeric")[0].style.csl
    (tmp_path / "own.csl").write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{CSL}')
    bibliography, findings = load(tmp_path, csl="own.csl")
    assert (bibliography.style.name, bibliography.style.position, findings) == ("own.csl", PLACE, [])


@pytest.mark.parametrize(
    ("name", "text", "message", "place"),
    [
        ("numerik", None, "there is no citation style `numerik`", PLACE),
        ("x.csl", None, "there is no citation style `x.csl`", PLACE),
        ("a.csl", "<style>", "this is not valid XML: no element found", Position("a.csl", 1, 8)),
        ("a.csl", "<a/>", "this is no citation style: its root is not `<style>` of CSL 1.0", Position("a.csl", 1, 1)),
        (
            "a.csl",
            CSL.replace("<citation>", '<info><link rel="independent-parent" href="x"/></info><citation>'),
            "this style only names another one, which holds its rules",
            Position("a.csl", 1, 1),
        ),
        (
            "a.csl",
            CSL.replace("<layout/>", ""),
            "this style does not say how to cite: it has no `<citation>` with a `<layout>`",
            Position("a.csl", 1, 1),
        ),
    ],
)
def test_styles_that_cannot_be_used(tmp_path: Path, name: str, text: str | None, message: str, place: Position) -> None:
    """The default takes their place."""
    if text:
        (tmp_path / name).write_text(text)
    bibliography, (finding,) = load(tmp_path, csl=name)
    assert bibliography.style.name == "author-date"
    assert (finding.code, finding.message, finding.position) == ("cite-style", message, place)
    assert finding.hint


def test_reads_csl_json() -> None:
    """Names and dates as they are; numbers become text; what nobody can cite is left out."""
    entry = {
        "id": 7,
        "type": "book",
        "title": "A <i>b</i>",
        "author": [{"family": "Müller", "given": "Ä.", "parse-names": True}, {"literal": "W3C"}],
        "issued": {"date-parts": [["2007", 12]]},
        "accessed": {"raw": "2024-05-01"},
        "volume": 3,
        "custom": {"x": 1},
    }
    entries, findings = found(json.dumps([entry]))
    assert findings == []
    assert entries == {
        "7": {
            "type": "book",
            "title": "A <i>b</i>",
            "author": [{"family": "Müller", "given": "Ä."}, {"literal": "W3C"}],
            "issued": {"date-parts": [[2007, 12]]},
            "accessed": {"date-parts": [[2024, 5, 1]]},
            "volume": "3",
        }
    }


@pytest.mark.parametrize(
    ("text", "keys", "places"),
    [
        ("[]", [], []),
        ('{"items": []}', [], [("cite-bibliography", 1, 1)]),
        ("", [], [("cite-bibliography", 1, 1)]),
        (
            '[{"id": "a"},\n {"title": "x"},\n "y",\n {"id": "b"}]',
            ["a", "b"],
            [("cite-entry", 2, 2), ("cite-entry", 3, 2)],
        ),
        ('[{"id": "a"},\n {"id": b}]', ["a"], [("cite-bibliography", 2, 9)]),
        ('[{"id": "a"}\n {"id": "b"}]', ["a"], [("cite-bibliography", 2, 2)]),
        ('[{"id": "a"}', ["a"], [("cite-bibliography", 1, 13)]),
        ('[{"id": "a", "author": "Legg", "issued": 2007}]', ["a"], [("cite-entry", 1, 2)]),
        ("[" * 100_000, [], [("cite-bibliography", 1, 2)]),
        (f'[{{"id": {"1" * 5000}}}]', [], [("cite-bibliography", 1, 2)]),
    ],
)
def test_mistakes_in_csl_json(text: str, keys: list[str], places: list[tuple[str, int, int]]) -> None:
    """An entry that is none is left out; where the file is no JSON any more, reading ends."""
    entries, found_places = found(text)
    assert (list(entries), found_places) == (keys, places)


def test_no_forbidden_character_comes_out_of_json() -> None:
    """Escapes cannot smuggle in what no page may hold."""
    entries, _ = found(r'[{"id": "a\u0000", "title": "\ufdd0 \ud800"}]')
    assert entries == {"a�": {"title": "� �"}}
