"""Find the files of the theme: those of a course in front of its extensions' and ours, and what npm packages bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.extension import ThemeLayer
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


def is_ours(file: Path) -> bool:
    """Tell whether a file of a theme is our own, or of an npm package."""
    return file.is_relative_to(VENDOR) or file.is_relative_to(default_theme())


def load_theme(root: Path, folder: str, findings: list[Diagnostic], between: Sequence[ThemeLayer] = ()) -> ThemeFiles:
    """Return the theme: ours, the layers `between`, and in front that of the course in `folder`, which need not exist.

    Raises VendorMissingError.
    """
    if not KATEX_JS.is_file():
        raise VendorMissingError
    ours, own = default_theme(), root / folder
    others = [(layer.folder, _shown(root, layer)) for layer in between]
    if own.is_dir() and own.resolve() != ours.resolve():
        others.append((own, folder))
    templates: dict[str, Source] = {}
    partials: dict[str, Source] = {}
    static = dict(_vendored())
    brought: list[dict[str, Path]] = []
    for layer, shown in [(ours, "theme"), *others]:
        templates |= _sources(layer, "templates", shown, findings)
        partials |= _sources(layer, "partials", shown, findings)
        files = dict(_files(layer))
        static |= {path: file for path, file in files.items() if file.suffix in _STATIC.get(path.split("/")[0], set())}
        brought.append(files)
    known, *more = brought
    added = [path for path in dict.fromkeys(path for files in more for path in sorted(files)) if path not in known]
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


def _shown(root: Path, layer: ThemeLayer) -> str:
    """Return what findings call the folder of a layer: its path where it is in the course, else its name."""
    inside = layer.folder.is_relative_to(root.absolute())
    return layer.folder.relative_to(root.absolute()).as_posix() if inside else layer.name


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        yield from ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())


def _sources(folder: Path, kind: str, shown: str, findings: list[Diagnostic]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for path, file in _files(folder / kind):
        if path.endswith(".j2") and (source := read_source(file, f"{shown}/{kind}/{path}", "theme", findings)):
            found[path] = source
    return found
