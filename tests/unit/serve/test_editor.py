"""The editor is opened by fixed commands only."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.serve.editor import COMMANDS, open_in_editor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for editors is a shell script")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of programs, the only one in the path; each writes its arguments, a line for each."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in (*COMMANDS, "rm", "sh -c"):
        program = folder / name
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "{name}" "$@" > "{tmp_path}/part"\n/bin/mv "{tmp_path}/part" "{tmp_path}/ran"\n'
        )
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return tmp_path


def ran(folder: Path) -> list[str]:
    """Return name and arguments of the program that ran."""
    end = time.monotonic() + 60
    while not (folder / "ran").exists():
        assert time.monotonic() < end
        time.sleep(0.005)  # between two looks
    return (folder / "ran").read_text().splitlines()


@pytest.mark.parametrize("editor", sorted(COMMANDS))
def test_opens_each_editor_at_the_line(tools: Path, editor: str) -> None:
    """Every editor gets file and line, each as an argument or a part of one."""
    file = tools / "decks" / "a b.md"
    assert open_in_editor(editor, file, 41, 7)
    name, *arguments = ran(tools)
    assert name == editor
    assert any(str(file) in argument for argument in arguments)
    assert any("41" in argument for argument in arguments)
    assert "{" not in "".join(arguments)


@pytest.mark.parametrize("editor", ["rm", "sh -c", "code; rm", "../code", "/bin/sh", ""])
def test_runs_no_other_program(tools: Path, editor: str) -> None:
    """A program that is not in the table does not run, even if it exists."""
    assert not open_in_editor(editor, tools / "a.md", 1, 1)
    assert not (tools / "ran").exists()


def test_takes_no_part_of_a_name_for_a_command(tools: Path) -> None:
    """The name of a file is one argument, whatever stands in it, and never an option or a command."""
    file = tools / "decks" / "$(rm -rf x); `rm` --wait {line}.md"
    assert open_in_editor("emacsclient", file, 2, 3)
    assert ran(tools) == ["emacsclient", "--no-wait", "+2:3", str(file)]


def test_says_that_an_editor_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that is not installed is not opened."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not open_in_editor("code", tmp_path / "a.md", 1, 1)


def test_says_that_an_editor_does_not_start(tools: Path) -> None:
    """A program that cannot run is not opened."""
    (tools / "bin" / "code").write_text("#!/nowhere/at/all\n")
    assert not open_in_editor("code", tools / "a.md", 1, 1)


def test_starts_the_editor_in_a_session_of_its_own(tools: Path) -> None:
    """Ctrl-C in the terminal of the preview does not reach the editor."""
    program = tools / "bin" / "code"
    program.write_text(
        f'#!/bin/sh\nread -r stat < /proc/self/stat\necho "$stat" > {tools}/part\n/bin/mv {tools}/part {tools}/ran\n'
    )
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system has no /proc")
    assert open_in_editor("code", tools / "a.md", 1, 1)
    session = int(ran(tools)[0].rpartition(")")[2].split()[3])
    assert session != os.getsid(0)


def test_refuses_an_editor_it_does_not_know_before_it_says_an_address(course: MakeCourse) -> None:
    """`--editor vi` is wrong usage at once, not behind an address that nobody serves."""
    outcome = course({"decks/a.md": "# A\n"}).run("serve", "--port", "0", "--editor", "vi")
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "--editor must be one of code, " in outcome.stderr
