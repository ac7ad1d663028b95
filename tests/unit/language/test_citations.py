"""Finding citations: what is one, what its parts are, and what only looks like one."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.citations import CitationItem, find_citations
from dl4ad_slides.language.regions import scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage, Position

FILE = "decks/a.md"


def find(text: str) -> tuple[list[tuple[str, bool, tuple[CitationItem, ...]]], list[Diagnostic]]:
    findings: list[Diagnostic] = []
    clusters = find_citations(Passage.of(text, FILE), scan_regions(text), findings)
    return [(text[cluster.start : cluster.end], cluster.at_foot, cluster.items) for cluster in clusters], findings


def item(text: str) -> CitationItem:
    ((_, _, (only,)),), findings = find(text)
    assert findings == []
    return only


def parts(text: str) -> tuple[str, str, str, str, str]:
    found = item(text)
    return found.prefix, found.key, found.label, found.locator, found.suffix


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@legg2007]", ("", "legg2007", "", "", "")),
        ("[@virtanen2018, p. 170]", ("", "virtanen2018", "page", "170", "")),
        ("[@a, pp. 3-5]", ("", "a", "page", "3–5", "")),
        ("[@a, pp. 33--35, 38]", ("", "a", "page", "33–35, 38", "")),
        ("[@a, S. 12 und 14]", ("", "a", "page", "12 und 14", "")),
        ("[@a, 12]", ("", "a", "page", "12", "")),
        ("[@a p. iv]", ("", "a", "page", "iv", "")),
        ("[@b, ch. 2]", ("", "b", "chapter", "2", "")),
        ("[@b, Kap. 2.3]", ("", "b", "chapter", "2.3", "")),
        ("[@b, sec. 4 and elsewhere]", ("", "b", "section", "4", " and elsewhere")),
        ("[@b, §§4-5]", ("", "b", "section", "4–5", "")),
        ("[@b, fig. 3a]", ("", "b", "figure", "3a", "")),
        ("[@b, I think]", ("", "b", "", "", ", I think")),
        ("[@b, 12 f.]", ("", "b", "page", "12", " f.")),
        ("[@b, 2nd edition]", ("", "b", "", "", ", 2nd edition")),
        ("[@b 2]", ("", "b", "", "", " 2")),
        ("[@b, an appendix]", ("", "b", "", "", ", an appendix")),
        ("[see @a]", ("see ", "a", "", "", "")),
        ("[see also,\ne.g., @a]", ("see also, e.g., ", "a", "", "", "")),
        ("[\\[so\\] @a]", ("[so] ", "a", "", "", "")),
        ("[@Müller:2007_x.y/z]", ("", "Müller:2007_x.y/z", "", "", "")),
        ("[@a.]", ("", "a", "", "", ".")),
        ("[@_x, p. 3]", ("", "_x", "page", "3", "")),
        ("[@2001]", ("", "2001", "", "", "")),
    ],
)
def test_one_work(text: str, expected: tuple[str, ...]) -> None:
    """Prefix, key, locator with its label, suffix."""
    assert parts(text) == expected


def test_only_the_year() -> None:
    """A minus before the sign suppresses the author."""
    assert item("[-@a]").suppress_author
    assert item("[see -@a, p. 3]").suppress_author
    assert not item("[@a-b]").suppress_author


def test_several_works_and_where_their_keys_stand() -> None:
    """Semicolons part works; each knows the place of its `@`."""
    ((text, at_foot, items),), findings = find("# A\n\nAs in [see @a; @b,\nch. 2]{cite-foot}.")
    assert (text, at_foot, findings) == ("[see @a; @b,\nch. 2]{cite-foot}", True, [])
    assert [(one.key, one.label, one.position) for one in items] == [
        ("a", "", Position(FILE, 3, 12)),
        ("b", "chapter", Position(FILE, 3, 16)),
    ]


@pytest.mark.parametrize(
    "text", ["[@a]{.cite-foot}", "<div>[@a]</div>", "> [@a\n> b]", "shown in [@a]: so", "[x] [@a]"]
)
def test_one_cluster(text: str) -> None:
    """In HTML, in quotes, before a colon."""
    assert [items[0].key for _, _, items in find(text)[0]] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]`",
        "```\n[@a]\n```",
        "<!-- [@a] -->",
        '<b title="[@a]">b</b>',
        "$x[@a]$",
        "<<NAME:[@a]>>",
        r"\[@a]",
        "[text @x](https://example.org)",
        "[@x](https://example.org)",
        "![@x](a.png)",
        "[text][@x]",
        "[@x][text]",
        "[^@x]",
        "[@x]: https://example.org",
        "[mail](mailto:a@b.de)",
        "[a@b.de]",
        "[first.last+x@b.de]",
        r"[\@a]",
        "[at @ noon]",
        "[@fig-cell]",
        "[see @fig-cell and @fig-x]",
        "[@fig-cell",
        "a@b.de @a [ ] [x]",
        "[a\n\n@b]",
    ],
)
def test_no_citation(text: str) -> None:
    """Code, comments, tags, math, links, images, footnotes, definitions, mail addresses, what is escaped."""
    assert find(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("[@a; b]", 6, "`b` in `[@a; b]` has no key"),
        ("[@a; ]", 6, "a work is missing in `[@a; ]`"),
        ("x [@]", 4, "`@` in `[@]` has no key"),
        ("[-@ a]", 2, "`-@ a` in `[-@ a]` has no key"),
        ("[@a @b]", 2, "`@a @b` holds two keys"),
        ("x [@a, p. 3", 3, "`[@a` is never closed, or holds other brackets"),
        ("[@a, [b]]", 1, "`[@a` is never closed, or holds other brackets"),
    ],
)
def test_what_cannot_be_read(text: str, column: int, message: str) -> None:
    """It stays text, and is told at its place."""
    clusters, (finding,) = find(text)
    assert clusters == []
    assert (finding.code, finding.message, finding.position) == ("cite-syntax", message, Position(FILE, 1, column))
    assert finding.hint
