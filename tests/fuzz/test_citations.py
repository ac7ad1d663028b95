"""Citations and bibliographies of any text: read without an exception, and set as HTML that holds no foreign markup."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dl4ad_slides.language.citations import KEY, find_citations
from dl4ad_slides.language.regions import scan_regions
from dl4ad_slides.load.bibliography.bibtex import read_bibtex
from dl4ad_slides.load.bibliography.csl_json import read_csl_json
from dl4ad_slides.load.bibliography.fields import csl_fields
from dl4ad_slides.load.bibliography.load import load_style
from dl4ad_slides.load.settings import FileName
from dl4ad_slides.model.bibliography import Bibliography, Entry
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage, Source
from dl4ad_slides.render.citations.citations import Citations, link_citations
from helpers import FUZZ, ROOT, pieces

CLUSTERS = st.sampled_from(pieces("[ ] @ - ; , @a @b-c @1 p. ·1-3 ·see· { } {cite-foot} ( ) : ! \\ ` $ ⏎ ⏎⏎ > <b> ^ §"))
TEXTS = st.lists(CLUSTERS | st.text(max_size=2), max_size=20).map("".join)
BIB = st.sampled_from(
    pieces(
        "@ @book{ @article{a, @misc( @string{ @comment{ title author year date pages doi url eprint month ⏎ ·and· · , #"
    )
    + pieces(
        '= { } ( ) " and others - -- \\ \\" \\emph \\url \\\'e ~ $ ^ _ % 2007 2007-05 von <i> </i> & https://a.b/ 10.1'
    )
)
BIBTEX = st.lists(BIB | st.text(max_size=2), max_size=40).map("".join)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["<i>a</i>", "2007"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "given", "literal", "date-parts", "raw"]), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = (
    "type",
    "title",
    "author",
    "editor",
    "issued",
    "accessed",
    "page",
    "volume",
    "DOI",
    "URL",
    "language",
    "id",
    "key",
)
ENTRIES = st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6), max_size=3)
STYLES = {name: load_style(ROOT, FileName(name), []) for name in ("author-date", "numeric")}
WAYS = (st.sampled_from(sorted(STYLES)), st.sampled_from(["en", "de"]))
# What a style makes; everything else is text and escaped.
TAGS = re.compile(r'</?(?:i|b|sup|sub|span|a|strong|u)(?: (?:class|href|rel)="[^"<>]*")*>')


def cite_all(entries: list[Entry], style: str, language: str) -> None:
    """Cite all entries in every way; a style may fail on none of them."""
    keys = [entry.key for entry in entries if re.fullmatch(KEY, entry.key)]
    text = " ".join(f"[@{key}] [-@{key}, p. 3] [see @{key}; @nope]" for key in keys)
    clusters = find_citations(Passage.of(text, "a.md"), scan_regions(text), [])
    bibliography = Bibliography({entry.key: entry for entry in entries}, STYLES[style])
    cited = Citations(bibliography, language).cite([cluster.items for cluster in clusters])
    assert [finding for finding in cited.findings if finding.code == "cite-style"] == []
    for html in (*cited.clusters, *(reference.content for reference in cited.references)):
        assert "<" not in TAGS.sub("", link_citations(html, {}))
        assert not re.search("[\ufdd0-\ufdef]", link_citations(html, {}))


@settings(max_examples=1000 * FUZZ)
@given(TEXTS)
def test_clusters_are_pieces_of_the_text(text: str) -> None:
    """From left to right, in brackets, each key where it is said to stand."""
    findings: list[Diagnostic] = []
    passage = Passage.of(text, "a.md")
    at = 0
    for cluster in find_citations(passage, scan_regions(text), findings):
        assert at <= cluster.start < cluster.end <= len(text)
        at = cluster.end
        written = text[cluster.start : cluster.end]
        assert written.startswith("[")
        assert cluster.at_foot == written.endswith("}")
        for item in cluster.items:
            line = text.split("\n")[item.position.line - 1]
            assert line[item.position.column - 1 :].startswith(f"@{item.key}")
    assert {finding.code for finding in findings} <= {"cite-syntax"}


@settings(max_examples=300 * FUZZ, deadline=None)
@given(BIBTEX, *WAYS)
def test_any_bibtex_can_be_read_and_cited(text: str, style: str, language: str) -> None:
    """What can be read is cited, what cannot is a finding."""
    findings: list[Diagnostic] = []
    entries = [Entry(one.key, csl_fields(one), one.position) for one in read_bibtex(Source("r.bib", text), findings)]
    assert {finding.code for finding in findings} <= {"cite-entry"}
    cite_all(entries, style, language)


@settings(max_examples=200 * FUZZ, deadline=None)
@given(ENTRIES, *WAYS)
def test_any_json_can_be_read_and_cited(values: list[dict[str, object]], style: str, language: str) -> None:
    """Fields of wrong types are left out, whatever they hold."""
    import json

    findings: list[Diagnostic] = []
    text = json.dumps([{"id": f"k{number}", **value} for number, value in enumerate(values)])
    cite_all(read_csl_json(Source("r.json", text), findings), style, language)
    assert {finding.code for finding in findings} <= {"cite-entry", "cite-bibliography"}


@given(st.text(max_size=60))
def test_any_text_is_no_bibliography(text: str) -> None:
    """Neither reader raises."""
    read_bibtex(Source("r.bib", text), [])
    read_csl_json(Source("r.json", text), [])


@pytest.mark.parametrize(
    "text",
    [
        "@a{b, t = {\n" * 5000,
        '@a{b, t = "' * 20_000,
        "@a{b, t = {" + "{" * 100_000,
        "@a{b, author = {" + "A and " * 20_000 + "}}",
        "@a{b, title = {" + "\\'" * 50_000 + "}}",
        "@a{b, title = {" + "x" * 100_000 + "{A}}}",
    ],
    ids=("unclosed", "quotes", "braces", "names", "accents", "a word"),
)
def test_no_bibtex_takes_long(text: str) -> None:
    """What once took minutes takes a moment."""
    started = time.process_time()
    for entry in read_bibtex(Source("r.bib", text), []):
        csl_fields(entry)
    assert time.process_time() - started < 5
