"""The built wheel, in a clean environment and without a network, builds a course; the source archive is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = shutil.which("uv")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the source archive of this checkout, and of the wheel that is built from that archive."""
    if UV is None:
        pytest.skip("uv is not installed")
    folder = tmp_path_factory.mktemp("packages")
    built = _run([UV, "build", "--quiet", "--out-dir", str(folder), str(ROOT)], folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(packages: Path) -> Path:
    return next(packages.glob("*.whl"))


def test_the_wheel_carries_theme_reveal_katex_vega_and_fonts(wheel: Path) -> None:
    """Everything that pages and builds need is in the wheel, and nothing that only tests need."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "_theme/templates/deck.html.j2",
        "_theme/partials/timeline.html.j2",
        "_theme/css/tokens.css",
        "_vendor/reveal/reveal.js",
        "_vendor/katex/katex.min.js",
        "_vendor/vega/vega.min.js",
        "_vendor/fonts/lato-latin-400-normal.woff2",
        "serve/client/client.js",
        "py.typed",
    ):
        assert f"dl4ad_slides/{wanted}" in names
    assert not [
        name
        for name in names
        if name.endswith(("markdown.js", "axe.min.js", "tsc.js", ".d.ts")) or name.startswith("tests/")
    ]


def test_the_wheel_builds_a_course_without_a_network(wheel: Path, tmp_path: Path) -> None:
    """Installed into an empty environment, `slides build` works with the network cut off."""
    assert UV is not None
    environment = tmp_path / "env"
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    assert _run([UV, "venv", "--quiet", "--python", sys.executable, str(environment)], tmp_path).returncode == 0
    installed = _run([UV, "pip", "install", "--quiet", "--python", str(python), str(wheel)], tmp_path)
    assert installed.returncode == 0, installed.stderr
    deck = tmp_path / "course" / "decks" / "01-first.md"
    deck.parent.mkdir(parents=True)
    chart = "<<CHART:data/x.csv kind=line x=t y=a>>"
    deck.write_text(f"# Hello\n\n---\n\n## Math\n\n$E = mc^2$\n\n{chart}\n", encoding="utf-8")
    (tmp_path / "course" / "data").mkdir()
    (tmp_path / "course" / "data" / "x.csv").write_text("t,a\n1,2\n2,3\n", encoding="utf-8")
    offline = ["unshare", "--map-root-user", "--net"]
    if _run([*offline, "true"], tmp_path).returncode:
        offline = []
    built = _run([*offline, str(python), "-m", "dl4ad_slides", "build", "--strict"], deck.parent)
    assert built.returncode == 0, built.stderr
    assert built.stdout.startswith("1 deck, 2 slides, 1 formula, 0 warnings, 0 errors")
    page = (tmp_path / "course" / "build" / "01-first.html").read_text(encoding="utf-8")
    assert 'class="katex"' in page
    assert '<figure class="figure chart"><svg ' in page


def test_the_source_archive_holds_our_course(packages: Path, tmp_path: Path) -> None:
    """Every file of it that is committed, byte by byte, and nothing beside them."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    unpacked = _run(["tar", "-xzf", str(next(packages.glob("*.tar.gz")))], tmp_path)
    assert unpacked.returncode == 0, unpacked.stderr
    sources = next(path.parent for path in tmp_path.glob("*/slides.yaml"))
    folders = ("decks", "pages", "timelines", "assets", "data", "theme")
    committed = _run(["git", "ls-files", "-z", "slides.yaml", ":(glob)*.bib", *folders], ROOT).stdout.split("\0")[:-1]
    assert len(committed) > 100
    for name in committed:
        assert (sources / name).read_bytes() == (ROOT / name).read_bytes(), name
    for folder in folders:
        held = {path.relative_to(sources).as_posix() for path in (sources / folder).rglob("*") if path.is_file()}
        assert held <= {*committed}


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as problem:
        return subprocess.CompletedProcess(command, 127, "", str(problem))
