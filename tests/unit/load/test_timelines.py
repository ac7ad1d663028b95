"""Timeline files: what is read, and where each mistake is reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dl4ad_slides.load.timeline_schema import timeline_schema
from dl4ad_slides.load.timelines import load_timeline
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.timeline import Timeline

ROOT = Path(__file__).parents[3]
SHOWN = "timelines/t.yaml"

VALID = """\
title: Calculus & Linear Algebra
description: >
  Basis for
  optimization
events:
  - {year: -350, name: Syllogism, author: Aristotle}
  - {year: 1847, name: Descent, author: "Cauchy, A. L.", url: "https://x.org/?a&b", key: gd, note: Two pages}
  - {year: 1847, name: Something Else}
  - {year: 1969.5, name: 1984, label: 1969}
"""


def load(text: str | bytes, folder: Path) -> tuple[Timeline | None, list[Diagnostic]]:
    path = folder / "t.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    findings: list[Diagnostic] = []
    return load_timeline(path, SHOWN, findings), findings


def event_line(line: str) -> str:
    return f"events:\n  - {{year: 1676, name: Chain Rule}}\n  - {line}\n  - {{year: 1951, name: Last}}\n"


def test_reads_a_whole_timeline(tmp_path: Path) -> None:
    """Every key arrives, text is one line, years keep their decimals, and the name is that of the file."""
    timeline, findings = load(VALID, tmp_path)
    assert findings == []
    assert timeline is not None
    assert (timeline.name, timeline.title, timeline.description) == (
        "t",
        "Calculus & Linear Algebra",
        "Basis for optimization",
    )
    assert [event.year for event in timeline.events] == [-350, 1847, 1847, 1969.5]
    assert [event.label for event in timeline.events] == ["", "", "", "1969"]
    descent = timeline.events[1]
    assert (descent.author, descent.url, descent.key, descent.note) == (
        "Cauchy, A. L.",
        "https://x.org/?a&b",
        "gd",
        "Two pages",
    )
    assert (descent.position.line, descent.position.column) == (7, 5)
    assert timeline.events[3].name == "1984"


# text, code, line, column, a part of message and hint, how many events stay (None: no timeline)
BAD = [
    ("", "timeline-empty", 1, 1, "holds nothing", None),
    ("# nothing yet\n", "timeline-empty", 1, 1, "holds nothing", None),
    ("~\n", "timeline-empty", 1, 1, "holds nothing", None),
    ("title: A\nevents: []\n", "timeline-empty", 2, 9, "has no events", 0),
    ("title: A\nevents:\n", "timeline-empty", 2, 8, "has no events", 0),
    ("title: A\n", "timeline-missing-key", 1, 1, "no `events`", 0),
    ("- {year: 1847, name: A}\n", "timeline-wrong-type", 1, 1, "must be a mapping", None),
    ("just words\n", "timeline-wrong-type", 1, 1, "must be a mapping", None),
    ("events: {year: 1847, name: A}\n", "timeline-wrong-type", 1, 9, "must be a list", 0),
    ("title: [a]\n" + event_line("{year: 1847, name: B}"), "timeline-wrong-type", 1, 8, "must be text", 3),
    ("titel: A\n" + event_line("{year: 1847, name: B}"), "timeline-unknown-key", 1, 1, "Did you mean `title`", 3),
    ("events: [\n", "timeline-yaml", 2, 1, "not valid YAML", None),
    ("events:\n\t- a\n", "timeline-yaml", 2, 1, "spaces", None),
    ("title: a: b\n", "timeline-yaml", 1, 9, "quotes", None),
    ("--- \na: 1\n---\nb: 2\n", "timeline-yaml", 3, 1, "not valid YAML", None),
    ("events: [{url: a?b}]", "timeline-yaml", 1, 17, "holds `?` in quotes", None),
    ("title: a\ntitle: b\n" + event_line("{year: 1847, name: B}"), "timeline-duplicate-key", 2, 1, "second time", 3),
    (event_line("{year: eighteen, name: B}"), "timeline-wrong-type", 3, 12, "Write digits", 2),
    (event_line("{year: '1847', name: B}"), "timeline-wrong-type", 3, 12, "without quotes", 2),
    (event_line("{year: 1847-48, name: B}"), "timeline-wrong-type", 3, 12, "must be a number", 2),
    (event_line("{year: .inf, name: B}"), "timeline-wrong-type", 3, 12, "must be a number", 2),
    (event_line("{year: 1234567890123456, name: B}"), "timeline-wrong-type", 3, 12, "at most 15 digits", 2),
    (event_line("{year: [1847], name: B}"), "timeline-wrong-type", 3, 12, "a list", 2),
    (event_line("{name: B}"), "timeline-missing-key", 3, 5, "no `year`", 2),
    (event_line("{year: , name: B}"), "timeline-missing-key", 3, 5, "no `year`", 2),
    (event_line("{year: 1847}"), "timeline-missing-key", 3, 5, "no `name`", 2),
    (event_line("{year: 1847, name: ' '}"), "timeline-wrong-type", 3, 24, "is empty", 2),
    (event_line("{year: 1847, name: {a: b}}"), "timeline-wrong-type", 3, 24, "a mapping", 2),
    (
        event_line("{year: 1743, name: B, author: d'Alembert, J., R.}"),
        "timeline-unknown-key",
        3,
        47,
        'Put text that holds a comma in quotes: `author: "d\'Alembert, J., R."`.',
        3,
    ),
    (event_line("{year: 1847, name: B, auther: C}"), "timeline-unknown-key", 3, 27, "Did you mean `author`", 3),
    (event_line("{year: 1847, name: B, key: 3d}"), "timeline-wrong-type", 3, 32, "must be a word", 3),
    (event_line("{year: 1847, name: B, key: 'a,b'}"), "timeline-wrong-type", 3, 32, "must be a word", 3),
    (event_line("{year: 1847, name: B, url: 'javascript:x'}"), "timeline-wrong-type", 3, 32, "must be a link", 3),
    (event_line('{year: 1847, name: "B\\0"}'), "timeline-wrong-type", 3, 24, "U+0000", 3),
    (event_line('{year: 1847, name: "B\\ud800"}'), "timeline-wrong-type", 3, 24, "U+D800", 3),
    (event_line("{year: 1847, name: B, label: [1847]}"), "timeline-wrong-type", 3, 34, "must be text", 3),
    (event_line("1847 Gradient Descent"), "timeline-wrong-type", 3, 5, "an event must be a mapping", 2),
    (event_line("{year: 1600, name: B}"), "timeline-order", 3, 5, "1600 stands after 1676", 3),
    (event_line("{year: 1676, name: Chain Rule}"), "timeline-duplicate-event", 3, 5, "line 2", 3),
    (
        "events:\n  - {year: 1, name: A, key: k}\n  - {year: 2, name: B, key: k}\n",
        "timeline-duplicate-key",
        3,
        29,
        "line 2",
        2,
    ),
    ("events: &a [*a]\n", "timeline-wrong-type", 1, 9, "contains itself", 0),
    (b"title: \xff\n" + event_line("{year: 1847, name: B}").encode(), "timeline-unreadable", 1, 8, "UTF-8", 3),
    (b"title: a\x00b\n" + event_line("{year: 1847, name: B}").encode(), "timeline-unreadable", 1, 9, "U+0000", 3),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "words", "left"), BAD)
def test_reports_each_mistake_at_its_place(
    text: str | bytes, code: str, line: int, column: int, words: str, left: int | None, tmp_path: Path
) -> None:
    """A mistake is an error with code, line, column and an action, and whatever is sound stays."""
    timeline, findings = load(text, tmp_path)
    first = findings[0]
    assert (first.code, first.position.file, first.position.line, first.position.column) == (code, SHOWN, line, column)
    assert words in str(first)
    assert (None if timeline is None else len(timeline.events)) == left


def test_collects_all_mistakes_of_a_file(tmp_path: Path) -> None:
    """One broken event does not hide the next."""
    _, findings = load("events:\n  - {year: x, name: A}\n  - {yaer: 1, name: B}\n  - {year: 3, nam: C}\n", tmp_path)
    assert [(finding.code, finding.position.line) for finding in findings] == [
        ("timeline-wrong-type", 2),
        ("timeline-missing-key", 3),
        ("timeline-unknown-key", 3),
        ("timeline-missing-key", 4),
        ("timeline-unknown-key", 4),
    ]


def test_sorts_events_and_keeps_the_order_within_a_year(tmp_path: Path) -> None:
    """Events out of order are reported, and drawn in order of time all the same."""
    timeline, findings = load(
        "events:\n  - {year: 1901, name: A}\n  - {year: 1847, name: B}\n  - {year: 1847, name: C}\n", tmp_path
    )
    assert timeline is not None
    assert [event.name for event in timeline.events] == ["B", "C", "A"]
    assert [(finding.code, finding.position.line) for finding in findings] == [("timeline-order", 3)]


@pytest.mark.parametrize("kind", ["missing", "folder", "loop"])
def test_reports_a_file_that_cannot_be_read(kind: str, tmp_path: Path) -> None:
    """A missing file, a folder and a link to itself are findings, not tracebacks."""
    path = tmp_path / "t.yaml"
    if kind == "folder":
        path.mkdir()
    if kind == "loop":
        path.symlink_to(path)
    findings: list[Diagnostic] = []
    assert load_timeline(path, SHOWN, findings) is None
    assert [finding.code for finding in findings] == ["timeline-unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        '"\\U00110000"',
        "[" * 5000,
        "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        + "".join(f"{chr(c + 1)}: &{chr(c + 1)} [{','.join(['*' + chr(c)] * 9)}]\n" for c in range(98, 110)),
        "%YAML 9.9\n---\na: 1",
        "? [a]\n: b",
        "!!python/object:os.system {}",
        "events: [{year: " + "9" * 5000 + ", name: A}]",
        "<<: *nothing",
    ],
)
def test_survives_hostile_yaml(text: str, tmp_path: Path) -> None:
    """What makes YAML libraries raise, recurse or grow gives findings at once."""
    _, findings = load(text, tmp_path)
    assert findings


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("ev:ntsyarm {}[]-,'\"\n\\0u1&*!|>?#~", max_size=120)))
def test_never_raises(tmp_path: Path, text: str | bytes) -> None:
    """Any bytes give a timeline or findings; a timeline without events always has one."""
    timeline, findings = load(text, tmp_path)
    if timeline is None or not timeline.events:
        assert findings
    else:
        years = [event.year for event in timeline.events]
        assert years == sorted(years)


# Beyond a schema: order, keys given twice, twins, unreadable bytes.
BEYOND = {f"timeline-{kind}" for kind in ("order", "duplicate-key", "duplicate-event", "unreadable", "yaml")}
SEEN = [row[0] for row in BAD if row[1] not in BEYOND and not re.search(r"&a|\\", str(row[0]))]


def editor_accepts(text: str) -> bool:
    jsonschema = pytest.importorskip("jsonschema", reason="the package jsonschema is not installed")
    jsonschema.Draft202012Validator.check_schema(timeline_schema())
    return bool(jsonschema.Draft202012Validator(timeline_schema()).is_valid(yaml.safe_load(text)))


def test_schema_accepts_what_the_loader_accepts() -> None:
    """A sound file is sound for the editor too."""
    assert editor_accepts(VALID)


@pytest.mark.parametrize("text", SEEN)
def test_schema_refuses_what_the_loader_refuses(text: str) -> None:
    """A mistake that a schema can see is marked in the editor too."""
    assert not editor_accepts(text)


@pytest.mark.parametrize("path", sorted((ROOT / "timelines").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_timelines_are_sound(path: Path) -> None:
    """Loader and schema have nothing to say about the timelines of this repository."""
    findings: list[Diagnostic] = []
    assert load_timeline(path, path.name, findings) is not None
    assert findings == []
    assert editor_accepts(path.read_text("utf-8"))
