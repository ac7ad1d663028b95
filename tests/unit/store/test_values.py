"""What is kept from build to build comes back as it was, or not at all."""

from __future__ import annotations

import os
import pickle
import zlib
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import BuildResult
from dl4ad_slides.render.deck import deck as deck_module
from dl4ad_slides.store import values
from dl4ad_slides.store.values import Values
from helpers import ROOT, Course


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list that grows with the text of each slide that is composed."""
    seen: list[str] = []
    compose = deck_module.compose_slide

    def count(context: deck_module.SlideContext) -> deck_module.UnresolvedSlide:
        seen.append(context.text.source.text)
        return compose(context)

    monkeypatch.setattr(deck_module, "compose_slide", count)
    return seen


def test_our_course_comes_back(our_result: BuildResult, composed: list[str], tmp_path: Path) -> None:
    """All that slides are made of can be kept: no slide is composed again, and the site is the same."""
    kept = Values(tmp_path, "decks", "us")
    first = build_site(load_course(ROOT), kept=kept)
    assert len(composed) > 100
    composed.clear()
    second = build_site(load_course(ROOT), kept=kept)
    assert composed == []
    for result in (first, second):
        assert result.files == our_result.files
        assert result.findings == our_result.findings
    assert kept.problems == []


def test_one_slide_is_composed(course: MakeCourse, composed: list[str]) -> None:
    """The one that has changed, in any deck that takes it in; what it says of others is said of them."""
    made = course(
        {"decks/a.md": "# A\n\n---\n\n## B\n\n---\n\n## C\n", "decks/b.md": "# D\n\n---\n\n<<INCLUDE:_c.md>>\n"}
    )
    made.write({"decks/_c.md": "# E\n\nx\n"})
    made.build()
    composed.clear()
    made.write({"decks/a.md": "# A\n\n---\n\n## B b\n\n---\n\n## C\n"})
    made.build()
    assert composed == ["\n## B b\n"]
    composed.clear()
    made.write({"decks/_c.md": "# E\n\ny\n"})
    made.build()
    assert [text for text in composed if "E" not in text] == []
    assert "<p>y</p>" in made.page("b.html")


def test_of_another_program_nothing_is_read(tmp_path: Path) -> None:
    """It may have set slides otherwise."""
    Values(tmp_path, "decks", "one").write("a", ("x", 1))
    assert Values(tmp_path, "decks", "one").read("a") == ("x", 1)
    assert Values(tmp_path, "decks", "one").read("b") is None
    assert Values(tmp_path, "decks", "two").read("a") is None


class _Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("ran",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        zlib.compress(b""),
        zlib.compress(b"x"),
        zlib.compress(pickle.dumps(1)),
        zlib.compress(pickle.dumps(("us", 1)))[:-5],
        zlib.compress(pickle.dumps(("us", _Runs()))),
        zlib.compress(pickle.dumps(("us", Path("x")))),
        zlib.compress(pickle.dumps(("us", Values))),
        zlib.compress(pickle.dumps(("us", Course))),
        zlib.compress(b"cdl4ad_slides.render.memory\nfingerprint\n(I1\ntR."),
    ],
)
def test_what_cannot_be_read(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and nothing of it is done: a course may come from anybody."""
    monkeypatch.chdir(tmp_path)
    kept = Values(tmp_path, "decks", "us")
    kept.write("a", 1)
    (file,) = (tmp_path / ".slides-cache/decks").iterdir()
    file.write_bytes(content)
    assert kept.read("a") is None
    assert [problem.partition(" ")[2] for problem in kept.problems] == ["cannot be read; it will be written anew"]
    assert not (tmp_path / "ran").exists()


def test_broken_values_are_made_anew(course: MakeCourse) -> None:
    """With a line for each, and no finding: the outcome is that of any other build."""
    made = course({"decks/a.md": "# A\n"})
    made.build()
    for file in (made.root / ".slides-cache/decks-public").iterdir():
        file.write_bytes(b"x")
    made.write({"decks/a.md": "# Another\n"})
    outcome = made.build("--strict")
    assert outcome.exit_code == 0
    assert outcome.stderr.count("cannot be read; it will be written anew") == 1
    assert "Another" in made.page("a.html")
    made.write({"decks/a.md": "# And another\n"})
    assert made.build().stderr == ""


def test_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go first."""
    kept = Values(tmp_path, "decks", "us")
    for number in range(5):
        kept.write(str(number), os.urandom(1000))
        for file in (tmp_path / ".slides-cache/decks").iterdir():
            os.utime(file, ns=(0, file.stat().st_mtime_ns - 10**9))
    monkeypatch.setattr(values, "_LARGEST", 2500)
    kept.tidy()
    assert [kept.read(str(number)) is not None for number in range(5)] == [False, False, False, True, True]
