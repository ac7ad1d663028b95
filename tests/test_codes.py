"""Every finding code is produced by a project of its own, from the files of an author to the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

import pytest
from filelock import FileLock

from conftest import MakeCourse
from dl4ad_slides.model.codes import CODES
from dl4ad_slides.model.diagnostics import error
from dl4ad_slides.model.source import Position
from helpers import Course

AREAS = {
    "config",
    "deck",
    "placeholder",
    "include",
    "figure",
    "timeline",
    "data",
    "layout",
    "page",
    "cite",
    "html",
    "math",
    "code",
    "asset",
    "link",
    "extension",
    "text",
    "theme",
    "export",
    "server",
}
DECK = {"decks/a.md": "# A\n"}
ENTRY = "entries:\n  - {date: 2026-10-15, topic: T}\n"
WORK = "@book{a, author = {Legg, S.}, title = {A}, year = 2007}\n"
STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><citation><layout>'
    '<names variable="author"><name form="short"/></names></layout></citation></style>'
)
EVENT = "events:\n  - {year: 1900, name: N}\n"


def deck(text: str | bytes) -> dict[str, str | bytes]:
    return {"decks/a.md": text}


def settings(text: str) -> dict[str, str | bytes]:
    return {**DECK, "slides.yaml": text}


def timeline(text: str, use: str = "") -> dict[str, str | bytes]:
    return {"decks/a.md": f"# A\n\n{use}\n", "timelines/t.yaml": text}


def schedule(text: str) -> dict[str, str | bytes]:
    return {"decks/a.md": "# A\n\n<<SCHEDULE:data/s.yaml>>\n", "data/s.yaml": text}


def partial(text: str | bytes) -> dict[str, str | bytes]:
    return {"decks/a.md": "# A\n\n<<P>>\n", "theme/partials/p.html.j2": text}


def extension(text: str) -> dict[str, str | bytes]:
    return {**settings("extensions: [extensions/e.py]"), "extensions/e.py": text}


def cite(text: str, bib: str, csl: str = "author-date") -> dict[str, str | bytes]:
    files = {"slides.yaml": f"bibliography: r.bib\ncsl: {csl}\n", "r.bib": bib}
    return {"decks/a.md": f"# A\n\n{text}\n", **files}


# For each code the files of a project that produces it; it may be an error or a warning, but it must be there.
FILES: dict[str, Mapping[str, str | bytes]] = {
    "config-yaml": settings("a: b: c"),
    "config-unreadable": settings("title: \x00"),
    "config-unknown-key": settings("titel: A"),
    "config-wrong-type": settings("theme: [a]"),
    "config-language": settings("language: german"),
    "config-cut-value": settings("title: Course #7"),
    "config-duplicate-key": settings("title: A\ntitle: B"),
    "config-markdown-extension": settings("markdown: {engine: python-markdown, extensions: [nope]}"),
    "config-no-decks": {"slides.yaml": ""},
    "config-missing-key": settings("teachers: [{role: Lectures}]"),
    "config-reveal-option": settings("reveal: {view: scroll}"),
    "config-home-block": settings("home: [intro, contents]"),
    "page-taken": {**DECK, "pages/a.md": "# B"},
    "deck-encoding": deck(b"\xff"),
    "deck-nul": deck("\x00"),
    "deck-empty": deck(""),
    "deck-engine": {**settings("markdown: {engine: python-markdown}"), "decks/a.md": "# A\n\n- B\n{.incremental}"},
    "deck-notes-only": deck("Note: a"),
    "deck-front-matter": deck("---\na: b: c\n---\n"),
    "deck-separator": deck("# A\n\n+++\n\n# B\n\n+++\n\n# C\n"),
    "config-separator": settings("separators: {slide: '('}"),
    "deck-format": {**DECK, "decks/b.qmd": "# B\n"},
    "deck-foreign-key": deck("---\nhighlightTheme: monokai\n---\n# A"),
    "deck-unknown-key": deck("---\ntitel: A\n---\n# A"),
    "deck-reveal-option": deck("---\nreveal: {lop: true}\n---\n# A\n"),
    "deck-wrong-type": deck("---\norder: first\n---\n# A"),
    "deck-language": deck("---\nlanguage: de_DE\n---\n# A"),
    "deck-cut-value": deck("---\ntitle: Sheet #2\n---\n# A"),
    "deck-attribute": deck("# A\n\n<!-- .slide: data-background-color=red -->"),
    "deck-duplicate-key": deck("---\ntitle: A\ntitle: B\n---\n# A"),
    "deck-duplicate-page": {**DECK, "decks/part/a.md": "# B"},
    "deck-separator-space": deck("# A\n\n--- \n\nB"),
    "deck-unclosed-comment": deck("# A <!--"),
    "deck-duplicate-id": deck('<!-- .slide: id="a" -->\n\n---\n\n<!-- .slide: id="a" -->'),
    "deck-slip": deck("> [!TIPP]\n> A"),
    "deck-empty-list": deck("# A\n\n<<AGENDA>>"),
    "deck-notes": {**deck("# A\n\n**Note:** n"), "slides.yaml": "notes: strip\n"},
    "deck-audience": deck('<!-- .slide: data-audience="tutors" -->\n# A'),
    "placeholder-unknown": deck("<<NOPE>>"),
    "placeholder-unterminated": deck("<<NOPE:"),
    "placeholder-syntax": {**partial("x"), "decks/a.md": "<<P:a b>>"},
    "placeholder-option": deck("<<QR:https://a.example siez=300>>"),
    "placeholder-value": deck("<<QR:https://a.example size=big>>"),
    "placeholder-template": partial("{% if %}"),
    "placeholder-runtime": partial("{{ nope }}"),
    "include-not-found": deck("<<INCLUDE:b.md>>"),
    "include-range": {"decks/a.md": "<<INCLUDE:_b.md#two..one>>", "decks/_b.md": "# One\n---\n# Two"},
    "include-cycle": deck("<<INCLUDE:a.md>>"),
    "include-many-slides": {"decks/a.md": "# A\n\n<<INCLUDE:_b.md>>", "decks/_b.md": "# One\n---\n# Two"},
    "figure-unknown": deck("# A\n\nSee @fig-b."),
    "figure-duplicate-id": deck('<figure id="fig-a"></figure>\n\n---\n\n<figure id="fig-a"></figure>'),
    "figure-attributes": deck("![a](assets/a.svg){inlnie licence=„CC BY“}"),
    "figure-not-alone": deck("# A\n\nText ![a](assets/a.svg){#fig-a}"),
    "figure-inline": {"decks/a.md": '# A\n\n<img class="inline" src="assets/a.png">', "assets/a.png": b""},
    "timeline-not-found": deck("<<TIMELINE:t>>"),
    "timeline-unreadable": timeline("title: \x00\n" + EVENT),
    "timeline-yaml": timeline("a: b: c"),
    "timeline-unknown-key": timeline("titel: T\n" + EVENT),
    "timeline-wrong-type": timeline("events: {a: b}"),
    "timeline-missing-key": timeline("title: T"),
    "timeline-cut-value": timeline("title: Hits #1\n" + EVENT),
    "timeline-duplicate-key": timeline("title: T\ntitle: U\n" + EVENT),
    "timeline-duplicate-event": timeline(EVENT + "  - {year: 1900, name: N}\n"),
    "timeline-duplicate-name": {**timeline(EVENT), "timelines/t.yml": EVENT},
    "timeline-order": timeline(EVENT + "  - {year: 1800, name: M}\n"),
    "timeline-empty": timeline(""),
    "timeline-selection": timeline(EVENT, "<<TIMELINE:t select=1900>>"),
    "timeline-unknown-year": timeline(EVENT, "<<TIMELINE:t select=1901:0>>"),
    "timeline-ambiguous-year": timeline(EVENT + "  - {year: 1900, name: M}\n", "<<TIMELINE:t select=1900:0>>"),
    "timeline-out-of-range": timeline(EVENT, "<<TIMELINE:t start=1950 end=1960>>"),
    "timeline-range": timeline(EVENT, "<<TIMELINE:t start=soon>>"),
    "timeline-option": timeline(EVENT, '<<TIMELINE:t variant="a b">>'),
    "data-not-found": deck("<<SCHEDULE:data/nope.yaml>>"),
    "data-unreadable": schedule("columns: \x00\n" + ENTRY),
    "data-rows": {"decks/a.md": "<<TABLE:data/t.csv>>", "data/t.csv": "a\n" + "1\n" * 20},
    "data-format": {"decks/a.md": "<<TABLE:data/x.csv>>", "data/x.csv": "a,b\n1\n"},
    "data-column": {"decks/a.md": "<<TABLE:data/x.csv columns=c>>", "data/x.csv": "a,b\n1,2\n"},
    "data-value": {"decks/a.md": "<<CHART:data/x.csv kind=line x=a y=b>>", "data/x.csv": "a,b\n1,x\n"},
    "data-yaml": schedule("a: b: c"),
    "data-unknown-key": schedule("rows: []\n" + ENTRY),
    "data-wrong-type": schedule("entries: {a: b}"),
    "data-missing-key": schedule("columns: {date: D}"),
    "data-cut-value": schedule(ENTRY + "  - date: 2026-10-22\n    topic: Exercise #1\n"),
    "data-duplicate-key": schedule("columns: {date: D, date: E}\n" + ENTRY),
    "data-order": schedule(ENTRY + "  - {date: 2025-10-15, topic: T}\n"),
    "data-empty": schedule(""),
    "layout-pause": deck("# A\n\n. . .\n\nB\n\n::: fragment 2\nC\n:::"),
    "layout-unknown": deck("::: til\nA\n:::"),
    "layout-argument": deck("::: column wide\nA\n:::"),
    "layout-unclosed": deck("::: tile\nA"),
    "layout-stray": deck("# A\n\n:::"),
    "layout-colons": deck("# A\n\nText ::: solution"),
    "layout-incremental": deck('<!-- .slide: data-incremental="al" -->'),
    "cite-bibliography": deck("[@a]"),
    "cite-style": cite("[@a]", WORK, "numerik"),
    "cite-entry": cite("[@a]", "@book{a, title = {A}"),
    "cite-duplicate-key": cite("[@a]", WORK + WORK),
    "cite-syntax": cite("[@a @a]", WORK),
    "cite-unknown-key": cite("[@b]", WORK),
    "cite-ambiguous": {**cite("[@a] [@b]", WORK + WORK.replace("{a", "{b"), "own.csl"), "own.csl": STYLE},
    "html-unbalanced": deck("</div>"),
    "html-inline-handler": deck('<b onclick="a()">b</b>'),
    "html-remote-script": deck('<script src="https://a.example/b.js"></script>'),
    "html-remote-frame": deck('<iframe src="https://a.example/"></iframe>'),
    "html-remote-media": deck("![](https://a.example/b.png)"),
    "math-parse": deck(r"$\nope$"),
    "text-math": deck(r"\(x^2\)"),
    "text-markdown": deck("![](my plot.png)"),
    "text-foreign": deck("{{< pagebreak >}}"),
    "math-step": deck(r"$\step{a}{b}$"),
    "math-unclosed": deck("$$ a"),
    "code-unclosed-fence": deck("```\na"),
    "code-unknown-language": deck("```nope\na\n```"),
    "code-too-long": deck("```text\n" + "a\n" * 99 + "```"),
    "code-line-range": deck("```text [9]\na\n```"),
    "link-missing-deck": deck("[a](nope.md)"),
    "link-missing-slide": deck("# A\n\n[a](#nope)"),
    "asset-missing": deck("![](assets/nope.png)"),
    "asset-format": {"decks/a.md": "# A\n\n![](a.tif)\n", "decks/a.tif": "x"},
    "extension-not-found": settings("extensions: [extensions/e.py]"),
    "extension-import": extension("import nope"),
    "extension-empty": extension("pass"),
    "extension-clash": extension('from dl4ad_slides.api import Check\nCHECK = Check("deck", {}, lambda deck: ())'),
    "extension-failed": extension(
        'from dl4ad_slides.api import Check\nCHECK = Check("house", {}, lambda deck: deck.nope)'
    ),
    "theme-template": {**DECK, "theme/templates/deck.html.j2": "{{ nope }}"},
    "theme-unreadable": partial(b"\xff"),
    "export-output": {**DECK, "build": "a file"},
}


def _link_to_nowhere(path: str) -> Callable[[Course], str]:
    def report(course: Course) -> str:
        (course.root / path).parent.mkdir(parents=True, exist_ok=True)
        (course.root / path).symlink_to("nowhere")
        return course.build().stderr

    return report


def _build_while_locked(course: Course) -> str:
    course.build()
    with FileLock(course.root / "build" / ".slides.lock"):
        return course.build().stderr


# What takes more than files.
ACTS: dict[str, Callable[[Course], str]] = {
    "deck-unreadable": _link_to_nowhere("decks/b.md"),
    "deck-not-found": lambda course: course.build("nope").stderr,
    "asset-unreadable": _link_to_nowhere("assets/a.png"),
    "export-locked": _build_while_locked,
}


def test_every_code_has_a_project() -> None:
    """No code without a project that produces it, and none that left the table."""
    assert sorted([*FILES, *ACTS]) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_project_produces_the_code(course: MakeCourse, code: str) -> None:
    """The report names the code, and says at least where, what and one thing to do about it or a note."""
    made = course(FILES.get(code, DECK))
    report = ACTS[code](made) if code in ACTS else made.build().stderr
    assert re.search(rf"^\S+:\d+:\d+: (error|warning)\[{code}\]: \S.+$", report, re.MULTILINE), report


@pytest.mark.parametrize("code", CODES)
def test_codes_are_words_with_an_area_in_front(code: str) -> None:
    """Kebab-case, a known area first, and one sentence that says what it means."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    assert code.split("-")[0] in AREAS
    assert re.fullmatch(r"[A-Z`].+\.", CODES[code])


def test_a_code_outside_of_the_table_cannot_be_reported() -> None:
    """A finding without an entry is a mistake of ours, and stops at once."""
    with pytest.raises(ValueError, match="'deck-nope' is not in the table"):
        error("deck-nope", "m", Position("a"))


def test_findings_for_machines(course: MakeCourse) -> None:
    """`--format json` gives the same findings as data, and nothing on standard error."""
    made = course({"decks/a.md": "# Ä\n\n$\\nope$\n\n![](assets/ü.png)\n"})
    text, data = made.build(), made.build("--format", "json")
    assert (data.stderr, data.exit_code) == ("", text.exit_code)
    read = json.loads(data.stdout)
    assert [finding["code"] for finding in read["findings"]] == ["math-parse", "asset-missing"]
    first = read["findings"][0]
    assert f"{first['file']}:{first['line']}:{first['column']}: {first['severity']}" in text.stderr
    assert read["counts"] == {"decks": 1, "slides": 1, "formulas": 1, "warnings": 1, "errors": 1}
