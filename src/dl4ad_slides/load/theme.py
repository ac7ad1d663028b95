"""Find the files of the theme: those of a course in front of ours, and what npm packages bring."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.project import ThemeFiles
from dl4ad_slides.model.source import Source

_PACKAGE = Path(__file__).resolve().parent.parent
VENDOR = _PACKAGE / "_vendor"
KATEX_JS = VENDOR / "katex" / "katex.min.js"
VEGA_JS = VENDOR / "vega" / "vega.min.js"
_VENDOR_PAGE_FILES = (".css", ".woff2", "reveal.js", "LICENSE")
_BUILD_ONLY = "vega/"  # what pages do not load
_STATIC = {"css": {".css"}, "js": {".js"}, "fonts": {".woff2"}, "images": {".svg", ".png", ".jpg", ".webp"}}


class VendorMissingError(Exception):
    """Reveal.js, KaTeX and fonts are not in the package: it was not built by its build hook."""


def default_theme() -> Path:
    """Return the folder of our own theme: inside an installed package, or beside the sources of an editable one."""
    installed = _PACKAGE / "_theme"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "theme"


def load_theme(own: Path, shown: str, findings: list[Diagnostic]) -> ThemeFiles:
    """Return the theme; `own` is the folder of the course, which need not exist, and `shown` its name in findings.

    Raises VendorMissingError.
    """
    if not KATEX_JS.is_file():
        raise VendorMissingError
    ours = default_theme()
    is_override = own.is_dir() and own.resolve() != ours.resolve()
    layers = [(ours, "theme"), (own, shown)] if is_override else [(ours, "theme")]
    templates: dict[str, Source] = {}
    partials: dict[str, Source] = {}
    static = dict(_vendored())
    for folder, name in layers:
        templates |= _sources(folder, "templates", name, findings)
        partials |= _sources(folder, "partials", name, findings)
        static |= {path: file for path, file in _files(folder) if file.suffix in _STATIC.get(path.split("/")[0], set())}
    known = {path for path, _ in _files(ours)}
    added = sorted(path for path, _ in _files(own) if path not in known) if is_override else []
    return ThemeFiles(
        templates=templates,
        partials=partials,
        static=static,
        own_css=tuple(path for path in added if path.startswith("css/") and path.endswith(".css")),
        own_js=tuple(path for path in added if path.startswith("js/") and path.endswith(".js")),
    )


@cache
def _vendored() -> tuple[tuple[str, Path], ...]:
    """Return what pages load of npm packages, which stays while the program runs."""
    brought = ((path, file) for path, file in _files(VENDOR) if path.endswith(_VENDOR_PAGE_FILES))
    return tuple((path, file) for path, file in brought if not path.startswith(_BUILD_ONLY))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        yield from ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())


def _sources(folder: Path, kind: str, shown: str, findings: list[Diagnostic]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for path, file in _files(folder / kind):
        if path.endswith(".j2") and (source := read_source(file, f"{shown}/{kind}/{path}", "theme", findings)):
            found[path] = source
    return found
