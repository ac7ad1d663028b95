"""Settings and front matter: every key, every default, every mistake at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.settings import load_settings, read_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import Footer, FrontMatter, Logo, Paths, Settings
from dl4ad_slides.model.source import Source

ALL = """\
title: Course
subtitle: Winter
language: no
authors: [A, B]
logo: {light: assets/l.svg, dark: assets/d.svg}
footer: {left: l, right: r}
theme: dark
math:
  macros: {R: "\\\\mathbb{R}", "\\\\E": "\\\\mathbb{E}", 1: x}
markdown:
  engine: python-markdown
  extensions: [tables, {toc: {permalink: true}}]
reveal: {controls: false, autoSlide: 500, keyboard: {13: next}}
notes: strip
embed_hosts: [example.org]
paths: {decks: lectures, timelines: data/times/, assets: ./media//, theme: look, output: out/site}
"""


def load(text: str, root: Path) -> tuple[Settings, list[str]]:
    (root / "slides.yaml").write_text(text, encoding="utf-8")
    findings: list[Diagnostic] = []
    return load_settings(root, findings), shown(findings)


def shown(findings: list[Diagnostic]) -> list[str]:
    return [f"{each.position.line}:{each.position.column} {each.message}" for each in findings]


def front_matter(text: str, settings: Settings | None = None) -> tuple[FrontMatter, str, list[str]]:
    findings: list[Diagnostic] = []
    value, body = split_front_matter(Source("a.md", text), findings)
    return read_front_matter(value, settings or Settings(), findings), body.text, shown(findings)


def test_reads_every_setting(tmp_path: Path) -> None:
    """In the author's spelling: `no` is Norwegian, and a date is text."""
    settings, findings = load(ALL, tmp_path)
    assert findings == []
    assert (settings.title, settings.subtitle, settings.language) == ("Course", "Winter", "no")
    assert (settings.authors, settings.embed_hosts) == (("A", "B"), ("example.org",))
    assert settings.logo == Logo("assets/l.svg", "assets/d.svg")
    assert settings.footer == Footer("l", "r")
    assert (settings.theme, settings.notes) == ("dark", "strip")
    assert settings.macros == {"\\R": "\\mathbb{R}", "\\E": "\\mathbb{E}", "\\1": "x"}
    assert settings.markdown.engine == "python-markdown"
    assert settings.markdown.extensions == (("tables", {}), ("toc", {"permalink": True}))
    assert settings.reveal == {"controls": False, "autoSlide": 500, "keyboard": {"13": "next"}}
    assert settings.paths == Paths("lectures", "data/times", "media", theme="look", output="out/site")


@pytest.mark.parametrize("text", ["", "# nothing\n", "title:\nlogo: ~\nauthors: null\nmath:\n"])
def test_every_key_has_a_default(tmp_path: Path, text: str) -> None:
    """An empty file, a file of comments, and keys without a value."""
    assert load(text, tmp_path) == (Settings(), [])


def test_hosts_are_in_lower_case(tmp_path: Path) -> None:
    """As browsers write them; one that is no host is left out, and the others stay."""
    settings, _ = load("embed_hosts: [WWW.Example.org, 'a b', localhost]", tmp_path)
    assert settings.embed_hosts == ("www.example.org", "localhost")


def test_no_file_is_no_finding(tmp_path: Path) -> None:
    """The defaults are a project, too."""
    findings: list[Diagnostic] = []
    assert (load_settings(tmp_path, findings), findings) == (Settings(), [])


def test_one_logo_serves_both_themes(tmp_path: Path) -> None:
    """As a word, or as one of the pair."""
    for text in ("logo: a.svg", "logo: {light: a.svg}", "logo: {dark: a.svg}"):
        assert load(text, tmp_path)[0].logo == Logo("a.svg", "a.svg")


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("embed_hosts: https://a.example", "1:14 `embed_hosts` must name hosts, not `https://a.example`"),
        ("embed_hosts: [a.b, a.b/c]", "1:20 `embed_hosts` must name hosts, not `a.b/c`"),
        ("embed_hosts: a.b:80", "1:14 `embed_hosts` must name hosts, not `a.b:80`"),
        ("embed_hosts: [a.b; x, '']", "1:15 `embed_hosts` must name hosts, not `a.b; x`"),
        ("embed_hosts: ['*.a.b']", "1:15 `embed_hosts` must name hosts, not `*.a.b`"),
        ("titel: A", "1:1 slides.yaml has no key `titel`"),
        ("title: [A]", "1:8 `title` must be text, not a list"),
        ("authors: {a: b}", "1:10 `authors` must be text or a list of texts, not a mapping"),
        ("authors: [[a]]", "1:10 `authors` must be text or a list of texts, not a list"),
        ("theme: drak", "1:8 `theme` must be one of `auto`, `light`, `dark`, not `drak`"),
        ("footer: a", "1:9 `footer` must be a mapping of keys to values, not `a`"),
        ("footer: {middle: a}", "1:10 `footer` has no key `middle`"),
        ("math: 1", "1:7 `math` must be true or false, not `1`"),
        ("math: {macros: {a: [b]}}", "1:16 `macros` must map names to text, not a mapping"),
        ("reveal: 1", "1:9 `reveal` must be a mapping, not `1`"),
        ("reveal: {a: .nan}", "1:9 `reveal` cannot be read: Out of range float values are not JSON compliant"),
        ("markdown: {extensions: [{a: 1, b: 2}]}", "1:25 an extension is a name, or one name with its options"),
        ("paths: {decks: /etc}", "1:16 `decks` must be a folder inside the project, not `/etc`"),
        ("paths: {decks: a/../../b}", "1:16 `decks` must be a folder inside the project, not `a/../../b`"),
        ("paths: {decks: 'C:\\x'}", "1:16 `decks` must be a folder inside the project, not `C:\\x`"),
        ("paths: {decks: .}", "1:16 `decks` must be a folder inside the project, not `.`"),
        ("paths: {decks: ./}", "1:16 `decks` must be a folder inside the project, not `./`"),
        ("paths: {decks: ''}", "1:16 `decks` must be a folder inside the project, not ``"),
        ("- a", "1:1 slides.yaml must be a mapping of keys to values, not a list"),
        ("a: b: c", "1:5 this is not valid YAML: mapping values are not allowed here"),
        ("title: a\ntitle: b", "2:1 the key `title` stands here a second time"),
        ('title: "\\0"', "1:8 the character U+0000 may not stand in a text"),
        ('title: "a\u2028\u0085b"\ntitel: c', "2:1 slides.yaml has no key `titel`"),
        ("reveal: &a {b: *a}", "1:9 this alias contains itself"),
    ],
)
def test_reports_a_mistake_where_it_stands(tmp_path: Path, text: str, finding: str) -> None:
    """What is wrong is left at its default, and everything else is read."""
    settings, findings = load(f"{text}\n", tmp_path)
    assert findings[0] == finding
    assert settings.paths == Paths()


DECK = """\
---
title: T
subtitle: S
authors: [A]
date: 2026-10-15
language: de
description: D
part: P
order: 1.5
draft: yes
theme: light
footer: {left: x}
markdown: {engine: python-markdown}
reveal: {controls: true}
notes: strip
---
# Body
"""


def test_reads_every_key_of_the_front_matter() -> None:
    """What a deck leaves open comes from the project."""
    project = Settings(authors=("B",), footer=Footer("l", "r"), reveal={"controls": False, "loop": True})
    read, body, findings = front_matter(DECK, project)
    assert (body, findings) == ("# Body\n", [])
    assert (read.title, read.subtitle, read.authors, read.date) == ("T", "S", ("A",), "2026-10-15")
    assert (read.language, read.description, read.part, read.order, read.draft) == ("de", "D", "P", 1.5, True)
    assert (read.theme, read.footer, read.notes) == ("light", Footer("x", "r"), "strip")
    assert read.markdown.engine == "python-markdown"
    assert read.reveal == {"controls": True, "loop": True}


def test_a_deck_without_front_matter_has_that_of_the_project() -> None:
    """All of it is text."""
    project = Settings(authors=("B",), theme="dark", notes="strip", language="de")
    read, body, findings = front_matter("# A\n", project)
    assert (read.authors, read.theme, read.notes, read.language) == (("B",), "dark", "strip", "de")
    assert (body, findings) == ("# A\n", [])


@pytest.mark.parametrize(
    ("text", "body", "findings"),
    [
        ("---\na\n", "a\n", ["1:1 the front matter is never closed"]),
        ("---\n---\nx", "x", []),
        ("---\n...\nx", "x", []),
        ("---", "", []),
        ("---\n\nx\n---\ny", "\nx\n---\ny", []),
        ("--- \ntitle: a\n--- \nx", "x", []),
        ("---\n# A\n---\nx", "x", ["2:1 the front matter holds nothing but comments"]),
        ("---\njust words\n---\nx", "x", ["2:1 the front matter is not a mapping"]),
        ("---\ntitle: a: b\n---\nx", "x", ["2:9 this is not valid YAML: mapping values are not allowed here"]),
        ("---\ntitle: \x80\n---\nx", "x", ["2:8 this is not valid YAML: the character U+0080 may not stand here"]),
        ("----\na", "----\na", []),
        (" ---\na: b\n---\n", " ---\na: b\n---\n", []),
        ("", "", []),
    ],
)
def test_front_matter_begins_and_ends(text: str, body: str, findings: list[str]) -> None:
    """Between `---` at the very top and the next `---` or `...`; a blank line behind the first one makes it a slide."""
    _, rest, found = front_matter(text)
    assert (rest, found) == (body, findings)


def test_the_text_behind_keeps_its_lines() -> None:
    """Line numbers are those of the file."""
    _, body = split_front_matter(Source("a.md", DECK), [])
    assert body.start.line == 17
