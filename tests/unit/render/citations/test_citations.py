"""Citations and lists of works, set by styles: what stands in the text, and what is listed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.language.citations import find_citations
from dl4ad_slides.language.regions import scan_regions
from dl4ad_slides.load.bibliography.load import load_bibliography
from dl4ad_slides.model.bibliography import Bibliography, CitationStyle, Entry
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import FileName
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.citations.citations import Citations, Cited, link_citations

REAL = r"""
@article{legg2007, author = {Legg, Shane and Hutter, Marcus},
  title = {Universal Intelligence: A Definition of {M}achine Intelligence}, journal = {Minds and Machines},
  year = 2007, volume = 17, number = 4, pages = {391--444}, doi = {10.1007/s11023-007-9079-x}}
@inproceedings{legg2007b, author = {Legg, Shane and Hutter, Marcus}, title = {A Collection of Definitions},
  booktitle = {Proceedings of AGI}, year = 2007, pages = {17--24}}
@article{goedel, author = {Kurt G{\"o}del}, title = {{\"U}ber formal unentscheidbare S{\"a}tze}, date = {1931},
  journaltitle = {Monatshefte}}
@book{capek, author = {\v{C}apek, Karel}, title = {R.U.R.}, publisher = {Aventinum \& <b>}, year = 1920}
@book{neumann, author = {von Neumann, John and Morgenstern, Oskar}, title = {Games}, publisher = {PUP}, year = 1944}
@misc{vaswani, author = {Ashish Vaswani and others}, title = {Attention Is All You Need?}, year = 2017,
  eprint = {1706.03762}, archiveprefix = {arXiv}}
@online{w3c, author = {{World Wide Web Consortium}}, title = {MathML}, date = {2023}, url = {https://w3.org/?a&b}}
@phdthesis{hinton, author = {Hinton, G. E.}, title = {Relaxation}, school = {Edinburgh}, year = 1977}
@book{many, author = {A. A and B. B and C. C}, editor = {D. D}, title = {Many}, publisher = {P}, year = {in press}}
@book{bare, title = {Nothing Else}}
"""


def bibliography(folder: Path, csl: str = "") -> Bibliography:
    (folder / "r.bib").write_text(REAL)
    return load_bibliography(folder, [FileName("r.bib")], FileName(csl), [])


@pytest.fixture
def works(tmp_path: Path) -> Bibliography:
    return bibliography(tmp_path)


@pytest.fixture
def numbered(tmp_path: Path) -> Bibliography:
    return bibliography(tmp_path, "numeric")


def cite(works: Bibliography, text: str, language: str = "en") -> Cited:
    clusters = find_citations(Passage.of(text, "a.md"), scan_regions(text), [])
    return Citations(works, language).cite([cluster.items for cluster in clusters])


def test_keys_without_brackets(course: MakeCourse) -> None:
    """A warning for those that the bibliography has, and none for addresses, handles and figures."""
    text = "As @goedel shows, see @goedel2, me@goedel.org, \\@goedel, `@goedel`, [@goedel], @fig-goedel, x/@goedel."
    svg = "<figure id='fig-goedel' class='figure'><figcaption>A</figcaption></figure>"
    made = course({"slides.yaml": "bibliography: r.bib\n", "r.bib": REAL, "decks/a.md": f"# A\n\n{text}\n\n{svg}\n"})
    assert made.build().findings == [
        "decks/a.md:3:4: warning[cite-syntax]: `@goedel` is text without brackets, and the bibliography has that key"
    ]


def inline(works: Bibliography, text: str, language: str = "en") -> list[str]:
    html = [link_citations(cluster, {}) for cluster in cite(works, text, language).clusters]
    return [one.replace('<span class="citation">', "").replace("</span>", "") for one in html]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[@legg2007]", "(Legg &amp; Hutter, 2007)"),
        ("[@legg2007, p. 391]", "(Legg &amp; Hutter, 2007, p. 391)"),
        ("[@legg2007, 391-3]", "(Legg &amp; Hutter, 2007, pp. 391–3)"),
        ("[see @goedel; @capek, ch. 2]", "(see Gödel, 1931; Čapek, 1920, chap. 2)"),
        ("[-@legg2007]", "(2007)"),
        ("[-@legg2007, p. 3]", "(2007, p. 3)"),
        ("[-@bare]", "(<i>Nothing Else</i>, n.d.)"),
        ("[@neumann]", "(von Neumann &amp; Morgenstern, 1944)"),
        ("[@vaswani]", "(Vaswani et al., 2017)"),
        ("[@many]", "(A et al., in press)"),
        ("[@w3c]", "(World Wide Web Consortium, 2023)"),
        ("[1 < 2 @capek, and <b> more]", "(1 &lt; 2 Čapek, 1920, and &lt;b&gt; more)"),
    ],
)
def test_in_the_text(works: Bibliography, text: str, shown: str) -> None:
    """Author and year, with what the author writes around them."""
    text = text.replace("<b>", "\\<b\\>")
    assert inline(works, text) == [shown]


def test_in_the_language_of_the_deck(works: Bibliography) -> None:
    """Labels, `et al.` and `no date` follow the language; one that nobody knows is English."""
    text = "[@legg2007, S. 3] [@vaswani] [@bare]"
    assert inline(works, text, "de") == [
        "(Legg &amp; Hutter, 2007, S. 3)",
        "(Vaswani u.\N{NO-BREAK SPACE}a., 2017)",
        "(<i>Nothing Else</i>, o.\N{NO-BREAK SPACE}J.)",
    ]
    assert inline(works, "[@vaswani]", "tlh-Qaak") == ["(Vaswani et al., 2017)"]


def test_entries(works: Bibliography) -> None:
    """Authors, year, title, where it appeared, and a link; by author, whatever the accents."""
    cited = cite(works, "[@w3c; @neumann; @legg2007; @hinton; @capek; @vaswani; @goedel]")
    assert [reference.content for reference in cited.references] == [
        "Čapek, K. (1920). <i>R.U.R.</i> Aventinum &amp; &lt;b&gt;.",
        "Gödel, K. (1931). Über formal unentscheidbare Sätze. <i>Monatshefte</i>.",
        "Hinton, G. E. (1977). <i>Relaxation</i>. PhD thesis, Edinburgh.",
        "Legg, S. &amp; Hutter, M. (2007). Universal Intelligence: A Definition of Machine Intelligence. "
        "<i>Minds and Machines</i>, 17(4), 391–444. "
        '<a href="https://doi.org/10.1007/s11023-007-9079-x" rel="noopener">doi.org/10.1007/s11023-007-9079-x</a>',
        "Vaswani, A. et al. (2017). Attention Is All You Need? <i>arXiv:1706.03762</i>. "
        '<a href="https://arxiv.org/abs/1706.03762" rel="noopener">arxiv.org/abs/1706.03762</a>',
        "von Neumann, J. &amp; Morgenstern, O. (1944). <i>Games</i>. PUP.",
        "World Wide Web Consortium (2023). <i>MathML</i>. "
        '<a href="https://w3.org/?a&amp;b" rel="noopener">w3.org/?a&amp;b</a>',
    ]
    assert cited.references[0].text == "Čapek, K. (1920). R.U.R. Aventinum & <b>."
    assert cited.findings == ()


def test_letters_tell_works_apart(works: Bibliography) -> None:
    """Two works of one year get letters in the order of the list, everywhere; one alone gets none."""
    cited = cite(works, "[@legg2007; @legg2007b]")
    assert "Hutter, 2007b</a>; " in cited.clusters[0]
    assert "Hutter, 2007a</a>)" in cited.clusters[0]
    assert [reference.key for reference in cited.references] == ["legg2007b", "legg2007"]
    assert "(2007a)" in cited.references[0].content


def test_numbers(numbered: Bibliography) -> None:
    """A numeric style counts in the order of citation, and lists in that order."""
    cited = cite(numbered, "[@legg2007b] [@capek; @legg2007b, p. 3] [@legg2007]")
    assert [link_citations(one, {}) for one in cited.clusters][2] == '[<span class="citation">3</span>]'
    assert inline(numbered, "[@legg2007b] [@capek; @legg2007b, p. 3]") == ["[1]", "[1, p. 3, 2]"]
    assert [(reference.key, reference.label) for reference in cited.references] == [
        ("legg2007b", "[1]"),
        ("capek", "[2]"),
        ("legg2007", "[3]"),
    ]
    assert cited.references[1].text.startswith("[2] Čapek, K.")


def test_links_lead_to_the_slides_of_the_entries(works: Bibliography) -> None:
    """A citation is a link where its entry stands on a slide, whatever signs are in its key."""
    key = "a/b&c<d"
    odd = Bibliography({key: Entry(key, {"title": "T"}, Position("r.bib"))}, works.style)
    (html,) = cite(odd, f"[@{key}]").clusters
    assert link_citations(html, {key: "#/x&y"}) == '(<a class="citation" href="#/x&amp;y"><i>T</i>, n.d.</a>)'
    assert link_citations(html, {}) == '(<span class="citation"><i>T</i>, n.d.</span>)'


def test_unknown_keys(works: Bibliography) -> None:
    """They are reported where they stand and shown as missing; the others are cited."""
    text = "[@legg2007; @leg2007, p. 3]"
    (cluster,) = find_citations(Passage.of(text, "a.md"), scan_regions(text), [])
    findings: list[Diagnostic] = []
    Citations(works, "en").check_keys(cluster.items, findings)
    assert [(str(one.position), one.code, one.hint) for one in findings] == [
        ("a.md:1:13", "cite-unknown-key", "Did you mean `legg2007` or `legg2007b`?")
    ]
    assert inline(works, text) == ['(Legg &amp; Hutter, 2007; <strong class="citation-missing">leg2007?</strong>)']
    assert inline(works, "[@nope]") == ['(<strong class="citation-missing">nope?</strong>)']


def test_what_entries_lack_is_told_when_they_are_cited(works: Bibliography) -> None:
    """A warning at the entry, and none for entries that nobody cites."""
    (finding,) = cite(works, "[@bare] [@bare]").findings
    assert (finding.code, finding.message) == ("cite-entry", "the entry `bare` has no author and no date")
    assert finding.position == works.entries["bare"].position
    assert cite(works, "[@capek]").findings == ()


def test_sources_for_the_foot_of_a_slide(works: Bibliography, numbered: Bibliography) -> None:
    """The entries of some keys, once each, in the order of the list; with numbers, where there are such."""
    cited = cite(works, "[@goedel] [@capek]")
    assert cited.sources(["goedel", "goedel", "nope"]) == (
        '<ul class="sources"><li><span>Gödel, K. (1931). Über formal unentscheidbare Sätze. '
        "<i>Monatshefte</i>.</span></li></ul>"
    )
    assert cited.sources([]) == ""
    html = cite(numbered, "[@capek]").sources(["capek"])
    assert html.startswith('<ul class="sources numbered"><li><span class="reference-label">[1]</span>')


def test_a_style_that_fails_is_told_once_and_keys_are_shown(works: Bibliography) -> None:
    """What no processor can set leaves the keys and titles of the works."""
    broken = CitationStyle("own.csl", '<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout>'
        '<text macro="nope"/></layout></citation></style>')  # fmt: skip
    cited = cite(Bibliography(works.entries, broken), "[@capek] [@capek; @goedel]")
    assert [finding.code for finding in cited.findings] == ["cite-style", "cite-style"]
    assert "own.csl" in cited.findings[0].message
    assert [link_citations(one, {}).count("capek") for one in cited.clusters] == [1, 1]
    assert [reference.text for reference in cited.references] == ["R.U.R.", "Über formal unentscheidbare Sätze"]


def _style(citation: str, more: str = "") -> CitationStyle:
    attributes = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"'
    return CitationStyle("own.csl", f"<style {attributes}>{citation}{more}</style>")


def test_years_get_letters_where_a_style_does_not_say_where(works: Bibliography) -> None:
    """`disambiguate-add-year-suffix` alone puts them behind the year."""
    date = '<names variable="author"><name form="short" and="text"/></names><date variable="issued" prefix=" " ' \
        'suffix="!"><date-part name="year"/></date>'  # fmt: skip
    style = _style(f'<citation disambiguate-add-year-suffix="true"><layout delimiter="; ">{date}</layout></citation>')
    assert inline(Bibliography(works.entries, style), "[@legg2007; @legg2007b]") == [
        "Legg and Hutter 2007a!; Legg and Hutter 2007b!"
    ]


def test_works_that_a_style_cannot_tell_apart_are_told(works: Bibliography) -> None:
    """Without letters two works in the same words are a warning at the second entry."""
    names = '<citation><layout><names variable="author"><name form="short"/></names></layout></citation>'
    cited = cite(Bibliography(works.entries, _style(names)), "[@legg2007] [@legg2007b]")
    (finding,) = cited.findings
    assert (finding.code, finding.position) == ("cite-ambiguous", works.entries["legg2007b"].position)


def test_a_style_without_a_list_cites(works: Bibliography) -> None:
    """The list then shows titles."""
    style = _style('<citation><layout prefix="{"><text variable="title"/></layout></citation>')
    cited = cite(Bibliography(works.entries, style), "[@capek]")
    assert link_citations(cited.clusters[0], {}) == '{<span class="citation">R.U.R.</span>'
    assert [reference.content for reference in cited.references] == ["R.U.R."]


def test_nothing_cited(works: Bibliography) -> None:
    """No clusters, no list, and no work."""
    assert cite(works, "no citation") == Cited()


def test_the_same_clusters_are_not_set_twice(works: Bibliography) -> None:
    """A deck that is rendered again with the same citations gets the same value."""
    clusters: Sequence = [find_citations(Passage.of("[@capek]", "a.md"), scan_regions("[@capek]"), [])[0].items]
    citations = Citations(works, "en")
    assert citations.cite(clusters) is citations.cite(list(clusters))


def test_a_title_that_is_an_address_makes_no_link_in_a_link(works: Bibliography) -> None:
    """In the text it is a title; in the list it is a link."""
    site = Entry("site", {"title": "https://a.example", "issued": {"date-parts": [[2020]]}}, Position("r.bib"))
    cited = cite(Bibliography({"site": site}, works.style), "[@site]")
    assert link_citations(cited.clusters[0], {}) == '(<span class="citation"><i>https://a.example</i>, 2020</span>)'
    assert '<a href="https://a.example" rel="noopener">a.example</a>' in cited.references[0].html


def test_no_link_stands_in_a_link(course: MakeCourse) -> None:
    """A citation or a reference to a figure in one is text."""
    text = (
        '# A\n\n[See @fig-a, and [@a]](https://a.example)\n\n![A](assets/a.svg "C"){#fig-a}\n\n---\n\n<<REFERENCES>>\n'
    )
    work = "@book{a, author = {Legg, S.}, title = {A}, year = 2007}\n"
    made = course({"decks/a.md": text, "slides.yaml": "bibliography: r.bib\n", "r.bib": work, "assets/a.svg": "<svg/>"})
    assert made.build().findings == []
    paragraph = made.slides("a.html")[0].css_first("p")
    assert paragraph is not None
    assert [link.text() for link in paragraph.css("a")] == ["See Figure\N{NO-BREAK SPACE}1, and (Legg, 2007)"]


@pytest.mark.parametrize("behind", ["{cite-foo}", " {cite-foot}", "{cite-foot .x}"])
def test_what_stands_behind_a_citation_is_text(behind: str) -> None:
    """But `{cite-foot}` at once behind it."""
    findings: list[Diagnostic] = []
    passage = Passage.of(f"See [@a]{behind}.", "a.md")
    assert len(find_citations(passage, scan_regions(passage.text), findings)) == 1
    (finding,) = findings
    assert (finding.code, finding.position.column) == ("cite-syntax", 9 + behind.index("{"))
