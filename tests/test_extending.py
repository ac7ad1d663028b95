"""What `docs/extending.md` shows is what happens: its examples are built as courses."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides import api
from helpers import ROOT, Course

TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
# Headings; what looks like one in a block of code is a slide.
_HEADINGS = [found for found in re.finditer(r"(?ms)^```.*?^```$|^## (\S[^\n]*)", TEXT) if found[1]]
_ENDS = [*(found.start() for found in _HEADINGS[1:]), len(TEXT)]
SECTIONS = {found[1]: TEXT[found.end() : end] for found, end in zip(_HEADINGS, _ENDS, strict=True)}
# A block of code that is a file begins with a comment that names it, and that is part of it.
_FILE = re.compile(r"(?ms)^```\w+\n((?:# |/\* |<!-- )([\w./-]+\.\w+)(?: \*/| -->)?\n.*?)^```$")


def files(text: str) -> dict[str, str]:
    """Return the files in the examples of some text."""
    return {path: content for content, path in _FILE.findall(text)}


def example(title: str) -> dict[str, str | bytes]:
    """Return the course that the example of a section makes."""
    shown = files(SECTIONS[title])
    extensions = [path for path in shown if path.endswith(".py")]
    return {**shown, "slides.yaml": f"extensions: [{', '.join(extensions)}]\n"}


def test_placeholders(course: MakeCourse) -> None:
    """The placeholder of the document shows its file, and finds what the document says."""
    made = course(example("Placeholders"))
    outcome = made.build()
    (told,) = re.findall(r"(?ms)^```text\n(decks/.*?)^```$", SECTIONS["Placeholders"])
    assert (outcome.stderr, outcome.exit_code) == (told, 1)
    page = made.page("01-first.html")
    assert '<dl class="glossary" style="columns: 2"><dt>period</dt><dd>the time <span class="katex">' in page
    made.write({"data/waves.txt": "# data\nperiod: x\nnothing\n"})
    assert "data/waves.txt:3:1: error[data-format]: this line has no colon" in made.build().findings


def test_checks(course: MakeCourse) -> None:
    """The check of the document finds what the document says."""
    made = course(example("Checks"))
    outcome = made.build()
    (told,) = re.findall(r"(?ms)^```text\n(.*?)^```$", SECTIONS["Checks"])
    assert (outcome.stderr, outcome.exit_code) == (told, 1)


def test_markdown_plugins(course: MakeCourse) -> None:
    """The plugin of the document turns its brackets into keys."""
    made = course(example("Markdown plugins"))
    assert made.build("--strict").findings == []
    (slide,) = made.slides("01-first.html")
    assert "Press <kbd>Ctrl+S</kbd>." in (slide.html or "")


def test_theme_layers(course: MakeCourse) -> None:
    """The layer of the document brings its style sheet and its partial."""
    made = course(example("Theme layers"))
    assert made.build("--strict").findings == []
    page = made.page("01-first.html")
    assert '<p class="warn">Mind the step</p>' in page
    assert re.search(r'<link [^>]*data-parts="[^"]* css/large\.css"', page)
    assert "48px" in (made.root / "build/_static/css/large.css").read_text(encoding="utf-8")


def test_packages(course: MakeCourse, tmp_path: Path) -> None:
    """The package of the document, installed, brings its check."""
    project = tomllib.loads(files(SECTIONS["Packages"])["pyproject.toml"])["project"]
    module = project["entry-points"]["slides.checks"]["house"].partition(":")[0]
    site = tmp_path / "site"
    install(site, project["name"], project["entry-points"], {f"{module}.py": files(TEXT)["extensions/house.py"]})
    made = course({"decks/a.md": "# A\n\nTODO\n\nNote: n\n", "slides.yaml": f"extensions: [{project['name']}]\n"})
    # In a Python of its own: what is installed there is nothing to other tests.
    script = f"import sys; sys.path.insert(0, {str(site)!r}); from dl4ad_slides.cli import main; main(['build'])"
    run = subprocess.run([sys.executable, "-c", script], cwd=made.root, capture_output=True, text=True, check=False)
    assert run.stderr.startswith("decks/a.md:3:1: error[house-todo]: "), run.stderr


def install(site: Path, name: str, groups: Mapping[str, Mapping[str, str]], modules: Mapping[str, str]) -> None:
    """Put an installed package into the folder `site`, as pip would."""
    information = site / f"{name.replace('-', '_')}-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    points = (
        "\n".join([f"[{group}]", *(f"{key} = {value}" for key, value in of.items())]) for group, of in groups.items()
    )
    (information / "entry_points.txt").write_text("\n".join(points))
    for path, text in modules.items():
        (site / path).write_text(text)


def test_the_settings_that_it_shows_take_all_examples_together(course: MakeCourse) -> None:
    """The files that the settings at its top name are those of the document, and one course can have them all."""
    shown = files(TEXT)
    assert re.findall(r"[\w/]+\.py", shown["slides.yaml"]) == [path for path in shown if path.endswith(".py")]
    assert course({**shown, "decks/01-first.md": "# A\n\nNote: n\n"}).build("--strict").findings == []


@pytest.mark.parametrize("path", [path for path in files(TEXT) if path.endswith(".py")])
def test_examples_need_nothing_else_of_the_package(path: str) -> None:
    """What an extension imports of this package is `dl4ad_slides.api`."""
    imported = [
        node for node in ast.walk(ast.parse(files(TEXT)[path])) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = [node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imported]
    assert {name for name in names if name and name.startswith("dl4ad_slides")} == {"dl4ad_slides.api"}


def test_examples_are_typed(tmp_path: Path) -> None:
    """mypy, strict, has nothing to say of an extension that is written like them."""
    paths = [path for path in files(TEXT) if path.endswith(".py")]
    Course(tmp_path).write({path: files(TEXT)[path] for path in paths})
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache")]
    check = subprocess.run([*command, *paths], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout


def test_the_surface_is_what_it_was() -> None:
    """A name that goes, or means something else, asks for a new major version; a new name for a minor one."""
    assert api.__all__ == [
        "AuthorText",
        "Between",
        "Check",
        "CheckedDeck",
        "CheckedSlide",
        "FileFormat",
        "Finding",
        "MarkdownPlugin",
        "PlaceholderError",
        "PlaceholderType",
        "Position",
        "Report",
        "Request",
        "Severity",
        "Source",
        "ThemeLayer",
    ]


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_of_the_surface_says_what_it_is(name: str) -> None:
    """Each name, and each method and property of it, has a docstring of its own."""
    kind = getattr(api, name)
    parts = [
        part
        for key, part in vars(kind).items()
        if not key.startswith("_") and (callable(part) or isinstance(part, property))
    ]
    for part in (kind, *parts):
        assert part.__doc__, part
        assert not part.__doc__.startswith(f"{name}("), f"{name} has the docstring that dataclasses make"


def test_the_surface_imports_no_library() -> None:
    """An extension is imported as cheaply as it is written."""
    script = "import sys; before = {*sys.modules}; import dl4ad_slides.api; print(*{*sys.modules} - before)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in run.stdout.split()}
    assert tops - sys.stdlib_module_names == {"dl4ad_slides"}
