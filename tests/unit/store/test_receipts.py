"""A build does nothing where nothing has changed, and everything where anything has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import MakeCourse
from dl4ad_slides import make
from dl4ad_slides.load.inputs import inputs_of
from dl4ad_slides.model.project import Project
from dl4ad_slides.store import receipts
from helpers import Course

EXTENSION = """from pathlib import Path
from dl4ad_slides.api import ThemeLayer
LAYER = ThemeLayer("layer", Path("../look"))
"""
FILES: dict[str, str | bytes] = {
    "slides.yaml": "title: Course\nlogo: assets/logo.svg\nbibliography: works.bib\nschedule: data/dates.yaml\n"
    "extensions: [extensions/own.py]\n",
    "decks/01-a.md": "# A\n\n<<TIMELINE:t>>\n\n---\n\n## B\n\n![](dot.svg)\n\n![](gone.svg)\n\n[@one]\n\n---\n\n"
    "<<TABLE:data/t.csv>>\n\n---\n\n<<INCLUDE:_c.md>>\n",
    "decks/_c.md": "## Taken in\n",
    "decks/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"/>',
    "pages/more.md": "# More\n",
    "timelines/t.yaml": "title: T\nevents:\n  - {year: 1943, name: N}\n",
    "data/t.csv": "a,b\n1,2\n",
    "data/dates.yaml": "entries: [{date: 2026-10-15, topic: T}]\n",
    "assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "works.bib": "@book{one, title={One}, author={A, B}, year=2001}\n",
    "theme/css/own.css": "p { color: red }\n",
    "theme/partials/box.html.j2": "<p>{{ argument }}</p>\n",
    "look/css/layer.css": "p { margin: 0 }\n",
    "extensions/own.py": EXTENSION,
}


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as old that a test has written a moment ago."""
    monkeypatch.setattr(receipts, "_CLOCK", -(10**15))


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Give a list that grows whenever a course is loaded, which a build that has nothing to do does not do."""
    seen: list[Path] = []
    load = make.load_course

    def count(root: Path, *arguments: Any, **options: Any) -> Project:
        seen.append(root)
        return load(root, *arguments, **options)

    monkeypatch.setattr(make, "load_course", count)
    return seen


@pytest.fixture
def made(course: MakeCourse, loads: list[Path]) -> Course:
    """Give a course that was built once."""
    made = course(FILES)
    assert made.build().stderr.count("error") == 0
    loads.clear()
    return made


def site(made: Course) -> dict[str, bytes]:
    folder = made.root / "build"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_has_changed(made: Course, loads: list[Path]) -> None:
    """Nothing is loaded or written, and the same is said."""
    before = made.build("--no-cache")
    written = {path: path.stat().st_mtime_ns for path in (made.root / "build").rglob("*")}
    loads.clear()
    after = made.build()
    assert loads == []
    assert (after.stderr, after.exit_code) == (before.stderr, before.exit_code)
    assert "[asset-missing]" in after.stderr
    assert re.sub(r"\d+\.\d s", "", after.stdout) == re.sub(r"\d+\.\d s", "", before.stdout)
    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert made.build("--strict").exit_code == 1  # a warning is one all the same
    data = json.loads(made.build("--format", "json").stdout)
    assert (data["counts"]["decks"], data["decks"][0]["slides"]) == (1, 4)
    assert loads == []


@pytest.mark.parametrize("path", [*FILES, "decks/gone.svg", "decks/02-new.md", "assets/new.svg", "theme/js/new.js"])
def test_a_file_has_changed(made: Course, loads: list[Path], path: str) -> None:
    """Whatever it is, what is built then is what a build without a memory makes."""
    content = FILES.get(path, b"")
    more = {".svg": b"<!-- more -->\n", ".yaml": b"\n# more\n", ".py": b"\n# more\n"}.get(Path(path).suffix, b"\n\n")
    made.write({path: (content if isinstance(content, bytes) else content.encode()) + more})
    outcome = made.build()
    assert loads
    remembered = site(made)
    assert made.build("--no-cache").stderr == outcome.stderr
    assert site(made) == remembered


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_gone(made: Course, loads: list[Path], path: str) -> None:
    """It is noticed, also where nobody but a deck names it."""
    (made.root / path).unlink()
    made.build()
    assert loads


def test_a_file_was_only_touched(made: Course, loads: list[Path]) -> None:
    """It holds what it held, and was written on the same day."""
    file = made.root / "decks/01-a.md"
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns // (86_400 * 10**9) * (86_400 * 10**9)))
    made.build()
    assert loads == []
    os.utime(file, ns=(0, 0))  # a course may be dated by its newest file
    made.build()
    assert loads


@pytest.mark.parametrize("path", ["01-a.html", "index.html", "assets/logo.svg", ".slides-manifest.json"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_the_site_has_changed(made: Course, loads: list[Path], path: str, *, is_gone: bool) -> None:
    """What somebody deletes or changes there is made again."""
    before = site(made)
    if is_gone:
        (made.root / "build" / path).unlink()
    else:
        (made.root / "build" / path).write_bytes(before[path] + b" ")
    made.build()
    assert loads
    if path != "assets/logo.svg" or is_gone:
        assert site(made) == before


def test_requests_are_apart(made: Course, loads: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For others, elsewhere, of one deck, or with another date: each has a receipt of its own."""
    requests = [("--audience", "instructor"), ("-o", str(tmp_path / "other")), ("01-a", "-o", str(tmp_path / "one"))]
    for arguments in requests:
        made.build(*arguments)
    assert len(loads) == len(requests)
    for arguments in [(), *requests]:
        made.build(*arguments)
    assert len(loads) == len(requests)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    made.build()
    assert len(loads) > len(requests)


def test_a_copy_is_another_course(made: Course, loads: list[Path], tmp_path: Path) -> None:
    """With all that the first remembers, it has a site of its own to build."""
    copy = Course(Path(shutil.copytree(made.root, tmp_path / "copy", copy_function=shutil.copy2)))
    copy.build()
    assert loads


def test_errors_are_told_again(course: MakeCourse, loads: list[Path]) -> None:
    """With their places, and what is not written."""
    made = course({"decks/01-a.md": "# A\n\n$\\frac$\n", "decks/02-b.md": "# B\n\n::: nope\n:::\n"})
    first = made.build()
    loads.clear()
    again = made.build()
    assert loads == []
    assert (again.exit_code, again.stderr) == (1, first.stderr)
    assert "1 deck not written: decks/02-b.md" in again.stdout


def test_what_changes_during_a_build(made: Course, loads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows what of it was read: the next build looks again."""
    monkeypatch.setattr(receipts, "_CLOCK", 10**12)  # as if all had been written while the clock stood still
    made.write({"decks/01-a.md": "# Another\n"})
    made.build()
    made.build()
    assert len(loads) == 2


def test_a_commit_dates_a_course(course: MakeCourse, loads: list[Path]) -> None:
    """The day of the last one stands on the pages."""
    made = course(FILES)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "decks"], ["commit", "-qm", "One", "--date", "2020-01-01T00:00:00Z"]):
        subprocess.run([*git, *command], cwd=made.root, check=True)
    made.build()
    made.build()
    assert len(loads) == 1
    assert "2020-01-01" in made.page("index.html")
    message = ["commit", "-q", "--allow-empty", "--amend", "--no-edit", "--date", "2021-01-01T00:00:00Z"]
    subprocess.run([*git, *message], cwd=made.root, check=True)
    made.build()
    assert "2021-01-01" in made.page("index.html")


def test_a_receipt_that_cannot_be_read(made: Course, loads: list[Path]) -> None:
    """It is told in a line, and written anew; the outcome is what it would be without."""
    (receipt,) = (made.root / ".slides-cache/builds").glob("*.json")
    for broken in (b"", b"\xff", b"{}", b"[]", b'{"inputs": 1}', receipt.read_bytes()[:-9]):
        receipt.write_bytes(broken)
        outcome = made.build()
        assert f"slides: .slides-cache/builds/{receipt.name} cannot be read" in outcome.stderr
        assert outcome.exit_code == 0
    count = len(loads)
    assert "slides:" not in made.build().stderr
    assert len(loads) == count


def test_without_a_memory(made: Course, loads: list[Path]) -> None:
    """`--no-cache` neither reads nor writes; `clean` takes all away; a folder that nobody can write is no fault."""
    made.build("--no-cache")
    assert len(loads) == 1
    assert made.run("clean").stdout == "Deleted .slides-cache/.\n"
    assert made.run("clean").stdout == "There is no .slides-cache/.\n"
    made.build("--no-cache")
    assert not (made.root / ".slides-cache").exists()
    (made.root / ".slides-cache").write_text("in the way")
    assert made.build().exit_code == 0
    made.build()
    assert len(loads) == 4


def test_is_ignored_by_git_and_bounded(made: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself; the oldest receipts go."""
    assert (made.root / ".slides-cache/.gitignore").read_text() == "*\n"
    monkeypatch.setattr(receipts, "_MOST", 2)
    for number in range(4):
        made.build("-o", str(made.root / f"build-{number}"))
    assert len([*(made.root / ".slides-cache/builds").iterdir()]) == 2


def test_other_code_that_ran(made: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that an extension imports, or the package of one that is being written, is an input as well."""
    module = ModuleType("elsewhere")
    module.__file__ = str(tmp_path / "elsewhere.py")
    monkeypatch.setitem(sys.modules, "elsewhere", module)
    inputs = inputs_of(made.load())
    assert inputs is not None
    assert module.__file__ in inputs.files
    assert not any(file.endswith(("json/__init__.py", "click/core.py")) for file in inputs.files)
