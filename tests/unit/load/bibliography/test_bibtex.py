"""BibTeX and biblatex: what entries say, in the terms of CSL-JSON, and where each mistake is reported."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dl4ad_slides.load.bibliography.bibtex import read_bibtex
from dl4ad_slides.load.bibliography.dates import read_date, read_year
from dl4ad_slides.load.bibliography.fields import csl_fields
from dl4ad_slides.load.bibliography.inherit import inherit
from dl4ad_slides.load.bibliography.names import read_names
from dl4ad_slides.load.bibliography.tex_text import tex_to_text, tex_to_title
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position, Source

FILE = "references.bib"

LEGG = r"""
This is a comment, and so is a lone mail@example.org.
@string{mm = "Minds and" # { Machines}}
@comment{ignored, @article{never, title = {x}} }
@preamble{"\newcommand{\x}{y}"}

@Article{legg2007,
  author  = {Legg, Shane and Hutter, Marcus},
  title   = {Universal Intelligence: A Definition of {M}achine Intelligence},
  journal = mm,
  year    = 2007,
  month   = dec,
  volume  = "17", number = {4},
  pages   = {391--444},
  doi     = {https://doi.org/10.1007/s11023-007-9079-x},
}
"""


def read(text: str) -> tuple[dict[str, Mapping[str, object]], list[Diagnostic]]:
    findings: list[Diagnostic] = []
    entries = inherit(read_bibtex(Source(FILE, text), findings), findings)
    return {entry.key: csl_fields(entry) for entry in entries}, findings


def entry(text: str) -> Mapping[str, object]:
    entries, findings = read(text)
    assert findings == []
    (only,) = entries.values()
    return only


def test_reads_an_article() -> None:
    """Strings are joined and looked up, months are numbers, a DOI loses its address."""
    assert entry(LEGG) == {
        "type": "article-journal",
        "author": [{"family": "Legg", "given": "Shane"}, {"family": "Hutter", "given": "Marcus"}],
        "title": 'Universal Intelligence: A Definition of <span class="nocase">Machine</span> Intelligence',
        "container-title": "Minds and Machines",
        "issued": {"date-parts": [[2007, 12]]},
        "volume": "17",
        "issue": "4",
        "page": "391-444",
        "DOI": "10.1007/s11023-007-9079-x",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "@book{b, editor = {Ann Smith}, title = {A}, subtitle = {B}, publisher = {P \\& Q}, address = {Wien}}",
            {"type": "book", "title": "A: B", "publisher": "P & Q", "publisher-place": "Wien"},
        ),
        (
            "@phdthesis{t, author = {Doe, J}, title = {T}, school = {TU Berlin}, date = {2020-05-17}}",
            {
                "type": "thesis",
                "genre": "PhD thesis",
                "publisher": "TU Berlin",
                "issued": {"date-parts": [[2020, 5, 17]]},
            },
        ),
        (
            "@misc{v, title = {A}, author = {A. V. and others}, eprint = {1706.03762}, archiveprefix = {arXiv}}",
            {"type": "article", "container-title": "arXiv:1706.03762", "URL": "https://arxiv.org/abs/1706.03762"},
        ),
        (
            "@article{v, title = {A}, author = {B}, journal = {arXiv preprint arXiv:1706.03762}, year = 2017}",
            {"container-title": "arXiv preprint arXiv:1706.03762", "URL": "https://arxiv.org/abs/1706.03762"},
        ),
        (
            "@online{w, author = {{W3C}}, title = {MathML}, url = {https://w3.org/a\\_b}, urldate = {2024-05-01}}",
            {"type": "webpage", "URL": "https://w3.org/a_b", "accessed": {"date-parts": [[2024, 5, 1]]}},
        ),
        (
            "@misc{w, title = {A}, howpublished = {\\url{https://a.example/x}}, year = {n.d.}}",
            {"type": "webpage", "URL": "https://a.example/x", "issued": {"literal": "n.d."}},
        ),
        (
            "@inproceedings{p, title = {A}, booktitle = {Proc.}, year = 1999, pages = {1 -- 10}}",
            {"type": "paper-conference", "container-title": "Proc.", "page": "1-10"},
        ),
        ("@techreport{r, title = {A}, number = {42}, institution = {NASA}}", {"number": "42", "publisher": "NASA"}),
        ("@article(k, title = {A}, langid = {ngerman})", {"title": "A", "language": "de"}),
    ],
)
def test_kinds_of_works(text: str, expected: Mapping[str, object]) -> None:
    """Books, theses, preprints, pages of the web, proceedings, reports; biblatex names beside BibTeX's."""
    assert expected.items() <= entry(text).items()


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Shane Legg", ["given=Shane family=Legg"]),
        ("Legg, S. and Hutter, M.", ["family=Legg given=S.", "family=Hutter given=M."]),
        ("Ludwig van Beethoven", ["given=Ludwig non-dropping-particle=van family=Beethoven"]),
        ("von Neumann, John", ["non-dropping-particle=von family=Neumann given=John"]),
        (r"de la Vall{\'e}e Poussin, Charles", ["non-dropping-particle=de la family=Vallée Poussin given=Charles"]),
        ("King, Jr., Martin Luther", ["family=King suffix=Jr. given=Martin Luther"]),
        (r"Kurt G{\"o}del", ["given=Kurt family=Gödel"]),
        (r"{\O}rsted, Hans", ["family=Ørsted given=Hans"]),
        (r"{\'E}variste Galois", ["given=Évariste family=Galois"]),
        ("{Google {DeepMind}}", ["literal=Google DeepMind"]),
        ("{Barnes and Noble} and Plato", ["literal=Barnes and Noble", "family=Plato"]),
        ("A. Vaswani and others", ["given=A. family=Vaswani", "literal=others"]),
        ("Jean~Paul  Sartre\nand\tAnderson, P.", ["given=Jean Paul family=Sartre", "family=Anderson given=P."]),
        (" and , ", []),
        ("", []),
    ],
)
def test_names(field: str, names: list[str]) -> None:
    """Particles, suffixes, organisations, those who are not named."""
    read_ = [sorted(f"{part}={text}" for part, text in name.items()) for name in read_names(field)]
    expected = [sorted(_parts(name)) for name in names]
    assert [[part.replace("\N{NO-BREAK SPACE}", " ") for part in name] for name in read_] == expected


def _parts(written: str) -> list[str]:
    parts: list[str] = []
    for word in written.split(" "):
        parts = [*parts, word] if "=" in word else [*parts[:-1], f"{parts[-1]} {word}"]
    return parts


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"G\"odel, Erd\H{o}s, \v{C}apek, \c{C}a, Pok{\'e}mon", "Gödel, Erdős, Čapek, Ça, Pokémon"),
        (r"na\"{\i}ve, {\aa}, Stra{\ss}e, \O re", "naïve, å, Straße, Øre"),
        (r"pages 3--5 --- ``so'' \& 50\% of \$1", "pages 3–5 — “so” & 50% of $1"),
        (r"\emph{a} \textbf{b} \textsuperscript{c} \foo{d} \foo e", "<i>a</i> <b>b</b> <sup>c</sup> d e"),
        (r"$\alpha^{2}_i \times x$ and a_b", "α<sup>2</sup><sub>i</sub> ×x and a_b"),
        ("a < b\n\tc", "a < b c"),
        (r"\url{https://a.example/~x}", "https://a.example/\N{NO-BREAK SPACE}x"),
        (r"{\noopsort{1973}}1975", "1975"),
        (r"unclosed {\em x", "unclosed x"),
        ("\\", ""),
        (r"\'", ""),
        ("{" * 99 + "x" + "}" * 99, "x"),
    ],
)
def test_tex(tex: str, text: str) -> None:
    """Accents, symbols, dashes, quotes, emphasis, formulas."""
    assert tex_to_text(tex) == text


def test_titles_keep_what_braces_protect() -> None:
    """Braces around letters protect the whole word; braces of accents, commands and formulas protect nothing."""
    assert tex_to_title(r"The {LSTM}s of {\"O}tzi, \emph{new} ${x}$") == (
        'The <span class="nocase">LSTMs</span> of Ötzi, <i>new</i> x'
    )
    assert tex_to_title("{All of It}") == '<span class="nocase">All of It</span>'


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2018", {"date-parts": [[2018]]}),
        ("2018-09-06", {"date-parts": [[2018, 9, 6]]}),
        ("2018-09/2018-10", {"date-parts": [[2018, 9]]}),
        ("2018/2020", {"date-parts": [[2018], [2020]]}),
        ("-0350", {"date-parts": [[-350]]}),
        ("2018-13-99", {"date-parts": [[2018]]}),
        ("1890~", {"date-parts": [[1890]]}),
        ("in press", {"literal": "in press"}),
        ("", None),
    ],
)
def test_dates(date: str, expected: object) -> None:
    """ISO dates and ranges; other words stay words."""
    assert read_date(date) == expected


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        ("2007", "12", [2007, 12]),
        ("2007", "September", [2007, 9]),
        ("2007", "5 may", [2007, 5, 5]),
        ("2007", "dec. 24", [2007, 12, 24]),
        ("2007", "spring", [2007]),
        ("2007", "13", [2007]),
    ],
)
def test_years_and_months(year: str, month: str, expected: list[int]) -> None:
    """Months by number, by name, with a day."""
    assert read_year(year, month) == {"date-parts": [expected]}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("@book{a, title = {x}\n@book{good, title = {y}}", (2, 1), "a comma or `}` must follow the value of `title`"),
        ("@book{a, title = {x\n\n@book{good, title = {y}}", (1, 1), "this entry is never closed"),
        ('@book{a, title = "x}\n@book{good, title = {y}}', (1, 1), "this entry is never closed"),
        ("@book{, title = {x}}\n@book{good, title = {y}}", (1, 1), "this `@book` has no key"),
        ("@book{a title = {x}}\n@book{good, title = {y}}", (1, 9), "a comma must follow the key `a`"),
        ("@book{a, title {x}}\n@book{good, title = {y}}", (1, 16), "`=` must follow the field `title`"),
        ("@book{a, title = }\n@book{good, title = {y}}", (1, 18), "expected a value in braces, found `}`"),
        ("@book{a, ?}\n@book{good, title = {y}}", (1, 10), "expected a field or `}`, found `?`"),
        ("@book{good, title = {y}}\n@book{a, title = ", (2, 1), "this entry is never closed"),
        ("@book{good, title = nope}", (1, 21), "no `@string` defines `nope`"),
    ],
)
def test_mistakes(text: str, place: tuple[int, int], message: str) -> None:
    """A broken entry is told at its place and left out; the next one is read."""
    entries, (finding,) = read(text)
    assert list(entries) == ["good"]
    assert (finding.code, finding.message, finding.position) == ("cite-entry", message, Position(FILE, *place))
    assert finding.hint


def test_an_unclosed_comment_costs_its_line() -> None:
    """As in BibTeX, where comments are not read at all."""
    assert list(read("@comment{ never closed\n@book{good, title = {y}}")[0]) == ["good"]


PROCEEDINGS = """
@inproceedings{c, title = {Z}, author = {X, Y}, pages = {1--2}, crossref = {p}, xdata = {place}}
@inproceedings{d, title = {Z}, author = {X, Y}, year = 2017, booktitle = {Own}, crossref = {p}}
@proceedings{p, title = {Proc of Q}, subtitle = {All}, editor = {E, F}, date = {2018-05}, crossref = {c},
  doi = {10.1/x}}
@xdata{place, location = {Rome}}
"""


def test_entries_take_from_others() -> None:
    """The title of the whole is that of the container, dates are one thing, and what a child says itself stays."""
    entries, findings = read(PROCEEDINGS)
    assert findings == []
    assert entries["c"] == {
        "type": "paper-conference",
        "author": [{"family": "X", "given": "Y"}],
        "editor": [{"family": "E", "given": "F"}],
        "title": "Z",
        "container-title": "Proc of Q: All",
        "publisher-place": "Rome",
        "page": "1-2",
        "issued": {"date-parts": [[2018, 5]]},
    }
    assert entries["d"]["container-title"] == "Own"
    assert entries["d"]["issued"] == {"date-parts": [[2017]]}


def test_a_parent_that_is_not_there() -> None:
    """It is reported with the nearest key, and the entry stays."""
    entries, (finding,) = read("@book{parent, title = {A}}\n@inbook{c, title = {B}, crossref = {paren}}")
    assert entries["c"]["title"] == "B"
    assert (finding.code, finding.position, finding.hint) == ("cite-entry", Position(FILE, 2), "Did you mean `parent`?")
