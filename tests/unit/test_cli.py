"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeCourse
from dl4ad_slides import __version__
from dl4ad_slides.cli import main

DECK = {"decks/a.md": "# A\n\n$x$\n"}
WARNING = {"decks/a.md": "# A\n\n![](assets/b.png)\n"}
ERROR = {"decks/a.md": "# A\n\n$\\nope$\n"}


@pytest.mark.parametrize(
    ("option", "words"), [("--version", __version__), ("--help", "slides build"), ("-h", "-C DIR")]
)
def test_version_and_help(option: str, words: str) -> None:
    """Help has examples."""
    result = CliRunner().invoke(main, [option])
    assert (words in result.output, result.exit_code) == (True, 0)


def test_as_a_module() -> None:
    """`python -m dl4ad_slides` is the same command."""
    run = subprocess.run(
        [sys.executable, "-m", "dl4ad_slides", "--version"], capture_output=True, text=True, check=True
    )
    assert run.stdout == f"slides, version {__version__}\n"


@pytest.mark.parametrize(
    ("files", "strict", "code"),
    [(DECK, True, 0), (WARNING, False, 0), (WARNING, True, 1), (ERROR, False, 1), (ERROR, True, 1)],
)
def test_exit_codes(course: MakeCourse, files: dict[str, str], strict: bool, code: int) -> None:
    """0 where there is nothing to mend, 1 for errors, and for warnings when they count."""
    assert course(files).build(*["--strict"][: int(strict)]).exit_code == code


def test_one_summary_line_on_standard_output(course: MakeCourse) -> None:
    """Findings go to standard error; the page to open stands at the end."""
    outcome = course({**ERROR, "decks/b.md": "# B\n---\n![](assets/b.png)"}).build()
    counts = "2 decks, 3 slides, 1 formula, 1 warning, 1 error"
    assert re.fullmatch(rf"{counts} in \d+\.\d s: build/index\.html\n", outcome.stdout)
    assert len(outcome.findings) == 2


def test_numbers_have_their_plural(course: MakeCourse) -> None:
    """One deck, two decks, no formulas."""
    assert course({"decks/a.md": ""}).build().stdout.startswith("1 deck, 1 slide, 0 formulas, 1 warning, 0 errors in ")


def test_no_colour_where_there_is_no_terminal(course: MakeCourse) -> None:
    """Nor a progress bar: what is piped can be read."""
    outcome = course(ERROR).build()
    assert "\x1b" not in outcome.stderr + outcome.stdout


def test_json(course: MakeCourse) -> None:
    """Counts, decks and findings for machines, in ASCII."""
    made = course({"decks/a.md": "# Ä\n---\n![](assets/b.png)\n"})
    outcome = made.build("--format", "json")
    read = json.loads(outcome.stdout)
    assert outcome.stdout.isascii()
    assert read["counts"] == {"decks": 1, "slides": 2, "formulas": 0, "warnings": 1, "errors": 0}
    assert read["output"] == str((made.root / "build").resolve())
    assert read["decks"] == [{"name": "a", "title": "Ä", "page": "a.html", "slides": 2}]
    assert read["findings"] == [
        {
            "code": "asset-missing",
            "severity": "warning",
            "message": "there is no file `assets/b.png`",
            "file": "decks/a.md",
            "line": 3,
            "column": 5,
            "hint": "Put the file at assets/b.png.",
            "notes": [],
        }
    ]


def test_another_output_folder(course: MakeCourse) -> None:
    """Relative to where the command runs."""
    made = course(DECK)
    assert made.build("-o", "deep/public").exit_code == 0
    assert (made.root / "deep" / "public" / "a.html").is_file()
    assert not (made.root / "build").exists()


def test_the_output_folder_of_the_settings(course: MakeCourse) -> None:
    """Relative to the project."""
    made = course({**DECK, "slides.yaml": "paths: {output: public}\n"})
    made.build()
    assert (made.root / "public" / "a.html").is_file()


def test_from_a_folder_of_the_project(course: MakeCourse) -> None:
    """The root is found upwards."""
    made = course(DECK)
    result = CliRunner().invoke(main, ["-C", str(made.root / "decks"), "build"], catch_exceptions=False)
    assert result.exit_code == 0
    assert (made.root / "build" / "a.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-C", "nowhere", "build"), "nowhere is not a folder"),
        (("-C", Path.cwd().anchor, "build"), "is not in a project"),
        (("build", "--nope"), "No such option"),
        (("build", "--format", "xml"), "'xml' is not one of"),
        (("schema", "deck"), "'deck' is not"),
        (("nope",), "No such command"),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str) -> None:
    """Exit code 2, and a sentence on standard error."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("wanted", ["b", "decks/b.md"])
def test_one_deck(course: MakeCourse, wanted: str) -> None:
    """Its page alone, drafts too; links to the others are no finding."""
    made = course({"decks/a.md": "# A\n", "decks/b.md": "---\ndraft: true\n---\n[a](a.md)\n"})
    outcome = made.build(wanted, "--strict")
    assert (outcome.stderr, outcome.exit_code) == ("", 0)
    assert made.built == {"b.html", "b.read.html"}


def test_a_deck_that_is_not_there(course: MakeCourse) -> None:
    """A finding with the nearest name; the others that were asked for are built."""
    made = course({"decks/intro.md": "# A\n", "decks/b.md": "# B\n"})
    outcome = made.build("intr", "b")
    assert outcome.stderr.splitlines() == [
        "intr:1:1: error[deck-not-found]: there is no deck `intr`",
        "  hint: Did you mean `intro`?",
    ]
    assert (outcome.exit_code, made.built) == (1, {"b.html", "b.read.html"})


def test_no_deck_of_those_named(course: MakeCourse) -> None:
    """Nothing is written."""
    made = course(DECK)
    assert made.build("nope").exit_code == 1
    assert made.built == set()


@pytest.mark.parametrize("kind", ["timeline", "schedule"])
def test_schema(course: MakeCourse, kind: str) -> None:
    """A JSON Schema on standard output, also outside of a project."""
    outcome = course({}).run("schema", kind)
    assert json.loads(outcome.stdout)["title"] == kind.capitalize()
    assert outcome.exit_code == 0
