"""Schedule files: what is read, and where each mistake is reported."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dl4ad_slides.load.schedule_schema import schedule_schema
from dl4ad_slides.load.schedules import SCHEDULE
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.schedule import Schedule
from helpers import read_file

ROOT = Path(__file__).parents[3]

VALID = """\
columns: {date: Wann, topic: Was}
entries:
  - {date: 2026-10-15, topic: Introduction}
  - {date: Week 2, topic: 1984, note: "Bring
     headphones"}
  - {date: 2026-12-17, time: "14:00–18:00", topic: Project pitches, deadline: true, url: "https://x.org/?a&b"}
  - {date: 2026-12-17, topic: Dinner, deadline: false, time: 20:00}
"""


def load(text: str | bytes, folder: Path) -> tuple[Schedule | None, list[Diagnostic]]:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/s.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    findings: list[Diagnostic] = []
    return read_file(folder, "data/s.yaml", SCHEDULE, findings), findings


def entry_line(line: str) -> str:
    return f"entries:\n  - {{date: 2026-10-15, topic: First}}\n  - {line}\n  - {{date: 2026-10-29, topic: Last}}\n"


def test_reads_a_whole_schedule(tmp_path: Path) -> None:
    """Every key arrives, text is one line, and a date that is no day of the calendar stays as it is."""
    schedule, findings = load(VALID, tmp_path)
    assert findings == []
    assert schedule is not None
    assert (schedule.path, schedule.date_head, schedule.topic_head) == ("data/s.yaml", "Wann", "Was")
    first, second, pitches, dinner = schedule.entries
    assert (first.when, first.day, first.deadline) == ("2026-10-15", date(2026, 10, 15), False)
    assert (second.when, second.day, second.topic, second.note) == ("Week 2", None, "1984", "Bring headphones")
    assert (pitches.time, pitches.deadline, pitches.url) == ("14:00–18:00", True, "https://x.org/?a&b")
    assert (pitches.position.line, pitches.position.column) == (6, 5)
    assert (dinner.time, dinner.deadline) == ("20:00", False)


def test_heads_may_be_left_out(tmp_path: Path) -> None:
    """One of them, or both."""
    schedule, findings = load("columns: {topic: Was}\n" + entry_line("{date: 2026-10-22, topic: B}"), tmp_path)
    assert (schedule and (schedule.date_head, schedule.topic_head), findings) == (("", "Was"), [])


# text, code, line, column, a part of message and hint, how many entries stay (None: no schedule)
BAD = [
    ("", "data-empty", 1, 1, "holds nothing", None),
    ("~\n", "data-empty", 1, 1, "holds nothing", None),
    ("entries: []\n", "data-empty", 1, 10, "has no entries", 0),
    ("entries:\n", "data-empty", 1, 9, "has no entries", 0),
    ("columns: {date: A}\n", "data-missing-key", 1, 1, "no `entries`", 0),
    ("- {date: A, topic: B}\n", "data-wrong-type", 1, 1, "must be a mapping", None),
    ("entries: {date: A, topic: B}\n", "data-wrong-type", 1, 10, "must be a list", 0),
    ("entrys: []\n" + entry_line("{date: A, topic: B}"), "data-unknown-key", 1, 1, "Did you mean `entries`", 3),
    (
        "columns: {day: A}\n" + entry_line("{date: A, topic: B}"),
        "data-unknown-key",
        1,
        11,
        "`columns` has no key `day`",
        3,
    ),
    ("columns: A, B\n" + entry_line("{date: A, topic: B}"), "data-wrong-type", 1, 10, "must be a mapping", 3),
    ("entries: [\n", "data-yaml", 2, 1, "not valid YAML", None),
    ("columns:\ncolumns:\n" + entry_line("{date: A, topic: B}"), "data-duplicate-key", 2, 1, "second time", 3),
    (entry_line("{date: A, topic: B, date: C}"), "data-duplicate-key", 3, 25, "second time", 3),
    (entry_line("{date: 2026-02-30, topic: B}"), "data-wrong-type", 3, 12, "must be a day of the calendar", 2),
    (entry_line("{date: 2026-13-01, topic: B}"), "data-wrong-type", 3, 12, "must be a day of the calendar", 2),
    (entry_line("{date: [a], topic: B}"), "data-wrong-type", 3, 12, "must be text", 2),
    (entry_line("{date: ' ', topic: B}"), "data-wrong-type", 3, 12, "is empty", 2),
    (entry_line("{topic: B}"), "data-missing-key", 3, 5, "no `date`", 2),
    (entry_line("{date: A}"), "data-missing-key", 3, 5, "no `topic`", 2),
    (entry_line("{date: A, topic: B, deadline: soon}"), "data-wrong-type", 3, 35, "must be true or false", 3),
    (entry_line("{date: A, topic: B, url: 'javascript:x'}"), "data-wrong-type", 3, 30, "must be a link", 3),
    (entry_line("{date: A, topic: B, dedline: true}"), "data-unknown-key", 3, 25, "Did you mean `deadline`", 3),
    (entry_line("15 October: Introduction"), "data-missing-key", 3, 5, "no `date`", 2),
    (entry_line("Introduction"), "data-wrong-type", 3, 5, "an entry must be a mapping", 2),
    (entry_line("{date: 2026-10-14, topic: B}"), "data-order", 3, 5, "2026-10-14 stands after 2026-10-15", 3),
    (b"a: \xff\n" + entry_line("{date: A, topic: B}").encode(), "data-unreadable", 1, 4, "UTF-8", 3),
    ("entries: &a [*a]\n", "data-wrong-type", 1, 10, "contains itself", 0),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "words", "left"), BAD)
def test_reports_each_mistake_at_its_place(
    text: str | bytes, code: str, line: int, column: int, words: str, left: int | None, tmp_path: Path
) -> None:
    """With code, line, column and an action, and whatever is sound stays; the order alone is a warning."""
    schedule, findings = load(text, tmp_path)
    first = findings[0]
    place = first.position
    assert (first.code, place.file, place.line, place.column) == (code, "data/s.yaml", line, column)
    assert words in str(first)
    assert (None if schedule is None else len(schedule.entries)) == left
    assert first.severity is (Severity.WARNING if code == "data-order" else Severity.ERROR)


def test_a_day_may_be_written_short(tmp_path: Path) -> None:
    """Zeros in front may be left out; dates that are text do not disturb the order."""
    schedule, findings = load(
        "entries:\n  - {date: 2026-9-7, topic: A}\n  - {date: Week 2, topic: B}\n  - {date: 2026-9-8, topic: C}\n",
        tmp_path,
    )
    assert findings == []
    assert schedule is not None
    assert [entry.when for entry in schedule.entries] == ["2026-09-07", "Week 2", "2026-09-08"]


def test_a_day_in_another_spelling(tmp_path: Path) -> None:
    """It stays, with a warning."""
    schedule, (finding,) = load("entries:\n  - {date: 7.9.2026, topic: A}\n", tmp_path)
    assert schedule is not None
    assert [entry.when for entry in schedule.entries] == ["7.9.2026"]
    assert str(finding).startswith("data/s.yaml:2:12: warning[data-wrong-type]: `7.9.2026` looks like a date")


def test_reports_a_file_that_is_not_there(tmp_path: Path) -> None:
    """As one that cannot be read."""
    findings: list[Diagnostic] = []
    assert read_file(tmp_path, "data/nope.yaml", SCHEDULE, findings) is None
    assert [finding.code for finding in findings] == ["data-unreadable"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("entris: dat-opc{}[],'\"\n\\0126&*!|>?#~", max_size=120)))
def test_never_raises(tmp_path: Path, text: str | bytes) -> None:
    """Any bytes give a schedule or findings; a schedule without entries always has one."""
    schedule, findings = load(text, tmp_path)
    assert findings or (schedule and schedule.entries)


# Beyond a schema: order, days that no calendar has, keys given twice, unreadable bytes.
BEYOND = {"data-order", "data-duplicate-key", "data-unreadable", "data-yaml"}
SEEN = [row[0] for row in BAD if row[1] not in BEYOND and not re.search("&a|calendar", f"{row[0]!r}{row[4]}")]


def editor_accepts(text: str) -> bool:
    jsonschema = pytest.importorskip("jsonschema", reason="the package jsonschema is not installed")
    jsonschema.Draft202012Validator.check_schema(schedule_schema())
    value = json.loads(json.dumps(yaml.safe_load(text), default=str))  # editors read a date as text
    return bool(jsonschema.Draft202012Validator(schedule_schema()).is_valid(value))


def test_schema_accepts_what_the_loader_accepts() -> None:
    """A sound file is sound for the editor too."""
    assert editor_accepts(VALID)


@pytest.mark.parametrize("text", SEEN)
def test_schema_refuses_what_the_loader_refuses(text: str) -> None:
    """A mistake that a schema can see is marked in the editor too."""
    assert not editor_accepts(text)


def test_our_own_dates_are_sound() -> None:
    """Loader and schema have nothing to say about the dates of this repository."""
    findings: list[Diagnostic] = []
    assert read_file(ROOT, "data/dates.yaml", SCHEDULE, findings) is not None
    assert findings == []
    assert editor_accepts((ROOT / "data/dates.yaml").read_text("utf-8"))
