"""The documentation says what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.codes import CODES
from dl4ad_slides.model.output import BuildResult

ROOT = Path(__file__).parent.parent


def test_the_reference_is_what_the_code_says() -> None:
    """`docs/reference.md` is what `tools/reference.py` writes."""
    check = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_every_finding_code_is_documented() -> None:
    """The reference has a row for each code of a finding."""
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f"| `{code}` |" not in reference] == []


SCRIPTS = sorted(str(path.relative_to(ROOT)) for path in (*ROOT.glob("data/*.py"), *ROOT.glob("assets/**/*.py")))


@pytest.mark.parametrize("script", SCRIPTS)
def test_figures_and_data_are_what_their_scripts_make(script: str) -> None:
    """The figures and tables of our decks are those that the scripts beside them draw and compute."""
    check = subprocess.run([sys.executable, script, "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout + check.stderr


PAGES = ["README.md", "CHANGELOG.md", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    """Every relative link and every file named in a document exists."""
    file = ROOT / page
    prose = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", file.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", prose):
        assert (file.parent / target).exists(), f"{page} links to {target}"


def test_files_named_in_the_architecture_exist() -> None:
    """What `docs/architecture.md` says to look at is there."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    homes = (ROOT, ROOT / "src" / "dl4ad_slides")
    written = re.findall(r"`([\w./*-]+/[\w./*-]*|[\w-]+\.py)`", text)
    named = {name for name in written if not name.startswith(("/", "."))}
    beside = {name for name in named if "/" not in name}
    assert named
    for name in named - beside:
        assert any(next(home.glob(name.rstrip("/")), None) for home in homes), name
    for name in beside:
        assert next((ROOT / "src").rglob(name), None) or (ROOT / "tools" / name).exists(), name


def test_slides_named_in_the_documentation_exist(our_result: BuildResult) -> None:
    """Every `deck#id` that `docs/seeds.md` names is a slide of our decks."""
    page = (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\d\d-[\w-]+#[\w-]+)`", page))
    slides = {f"{deck.deck.name}#{name}" for deck in our_result.decks for name in deck.ids}
    assert named
    assert named - slides == set()


def _sections() -> dict[str, list[str]]:
    """Return the examples of Markdown in each section of the description of the language."""
    language = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in language.split("\n## ")[1:])
    found = {title: re.findall(r"(?s)```markdown\n(.*?)```", text) for title, text in sections.items()}
    return {title: examples for title, examples in found.items() if examples}


# What the examples of the documentation take for granted.
EXAMPLE_FILES: dict[str, str | bytes] = {
    "assets/images/wave.svg": "<svg/>",
    **dict.fromkeys(("decks/film.mp4", "decks/tone.mp3"), b""),
    "data/results.csv": "model,error\na,1\nb,2\nc,3\nd,4\n",
    "data/activations.csv": "t,sigmoid,tanh,relu\n-1,0.27,-0.76,0\n1,0.73,0.76,1\n",
    "data/flowers.csv": "length,width,species\n1.4,0.2,setosa\n4.7,1.4,versicolor\n",
    "slides.yaml": "bibliography: references.bib",
    "references.bib": "".join(
        f"@book{{{key}, author = {{Able, A.}}, title = {{T}}, publisher = {{P}}, year = 2016}}\n"
        for key in ("legg2007", "goodfellow2016", "he2016")
    ),
    "decks/02-machine-learning.md": "# ML\n---\n## Overfitting\n---\n## The neuron\n---\n## Training loop\n",
}


@pytest.mark.parametrize("section", _sections())
def test_examples_of_the_language_build(course: MakeCourse, section: str) -> None:
    """What the documentation shows makes slides without a finding."""
    made = course({**EXAMPLE_FILES, "decks/a.md": "\n---\n\n".join(_sections()[section])})
    assert made.build("--strict").findings == []


def test_versions_in_the_changelog_are_those_we_ship() -> None:
    """The changelog names the versions of Reveal.js, KaTeX and Vega that `package.json` locks."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    package = (ROOT / "package.json").read_text(encoding="utf-8")
    for name, shown in (("reveal.js", "Reveal.js"), ("katex", "KaTeX"), ("vega", "Vega")):
        version = re.search(rf'"{re.escape(name)}": "([\d.]+)"', package)
        assert version is not None
        assert f"{shown} {version[1]}" in changelog


def test_nothing_that_npm_brings_is_committed() -> None:
    """Reveal.js, KaTeX and fonts come from their packages, and no lock file names a host."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    files = tracked.stdout.split("\n")
    assert not [
        name for name in files if name.endswith((".woff2", ".min.js")) or "_vendor/" in name or name == "uv.lock"
    ]
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_the_dark_palette_is_the_same_by_system_and_by_choice() -> None:
    """CSS cannot share the dark colours between a media query and a selector, so they stand twice, equal."""
    css = (ROOT / "theme" / "css" / "tokens.css").read_text(encoding="utf-8")
    palettes = re.findall(r"color-scheme: dark;([^}]*)\}", css)
    assert len(palettes) == 2
    by_system, by_choice = (re.findall(r"--[\w-]+:[^;]+;", palette) for palette in palettes)
    assert by_system == by_choice
    assert "--teal-text" in palettes[0]
