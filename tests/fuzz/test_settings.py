"""Settings and front matter of any text: checked settings come out, and every finding is at a place that exists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.settings import load_settings, read_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import FrontMatter, Settings
from dl4ad_slides.model.source import NO_BREAK_SPACES, Source
from helpers import FUZZ, pieces

KEYS = st.sampled_from(
    [
        *Settings.__dataclass_fields__,
        *FrontMatter.__dataclass_fields__,
        *pieces("math macros left right light dark engine extensions decks output titel a·b"),
    ]
)
SCALARS = st.sampled_from(
    [
        *pieces(r"""
            ~ yes no 1 -1.5 1e9 0x1 2026-10-15 2026-13-45 .nan .inf auto drak keep 'a' "a\0" "\ud800" "\U00110000"
            &a·x *a !!int·x !!bool·x !!timestamp·x !x·y | > { } [ ] a:·b -·a #·c @ ` % é .. /abs a/../b C:\x <<:·*a
            commonmark python-markdown [toc,·{toc:·{permalink:·yes}},·{a:·1,·b:·2}] &r·{r:·*r}
        """),
        *("", "\u2028", "\x85", "\x7f", "\ufeff"),
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda fields: "{" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}"
        )
    ),
    max_leaves=6,
)
LINES = st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]}: {pair[1]}") | st.text(max_size=12)
_PLAIN = str.maketrans(dict.fromkeys(NO_BREAK_SPACES, " "))
TEXTS = st.lists(LINES, max_size=8).map("\n".join)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("course")


def check(findings: Sequence[Diagnostic], text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert 1 <= finding.position.line <= len(lines), finding
        assert 1 <= finding.position.column <= len(lines[finding.position.line - 1]) + 1, finding
        assert len(str(finding).split("\n")) <= 2 + len(finding.notes)


@settings(max_examples=300 * FUZZ)
@given(TEXTS)
def test_any_text_is_a_settings_file(root: Path, text: str) -> None:
    """Settings come out of everything; what goes through to Reveal.js can be written as JSON."""
    (root / "slides.yaml").write_bytes(text.encode())
    findings: list[Diagnostic] = []
    read = load_settings(root, findings)
    check(findings, text)
    json.dumps(read.reveal, allow_nan=False)
    for folder in (read.paths.decks, read.paths.output):
        assert not Path(folder).is_absolute()
        assert ".." not in Path(folder).parts


@settings(max_examples=300 * FUZZ)
@given(TEXTS)
@example("\N{NO-BREAK SPACE}")
def test_any_text_is_front_matter(text: str) -> None:
    """The text behind the front matter is what comes after its closing line, at its own line numbers.

    No-break spaces may have become plain ones.
    """
    whole = f"---\n{text}\n---\n# Behind\n"
    source = Source("decks/a.md", whole.replace("\r\n", "\n").replace("\r", "\n"))
    findings: list[Diagnostic] = []
    value, body = split_front_matter(source, findings)
    read_front_matter(value, Settings(), findings)
    check(findings, whole)
    assert source.text.translate(_PLAIN).endswith(body.text.translate(_PLAIN))
    assert body.lines[-1] == source.text.count("\n") + 1
