"""Load the extensions that the settings of a course name: files of the course, and installed packages.

Nothing is imported that is not named. What an extension does wrong is a finding: its code is foreign.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from posixpath import normpath
from types import CodeType, ModuleType
from typing import Any

from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue, texts
from dl4ad_slides.model.codes import CODES
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error
from dl4ad_slides.model.extension import (
    Check,
    CourseFile,
    Extension,
    Extensions,
    MarkdownPlugin,
    ThemeLayer,
)
from dl4ad_slides.model.failure import report_failure
from dl4ad_slides.model.origin import Origin
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.model.settings import FileName, Settings
from dl4ad_slides.model.source import Position

GROUPS: Mapping[str, type[Extension]] = {
    "slides.placeholders": PlaceholderType,
    "slides.checks": Check,
    "slides.markdown": MarkdownPlugin,
    "slides.themes": ThemeLayer,
}
_KINDS = tuple(GROUPS.values())
_DISTRIBUTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_OUR_PREFIXES = frozenset(code.partition("-")[0] for code in CODES)


def extension_names(fields: Fields, key: str, value: YamlValue) -> tuple[FileName, ...] | None:
    """Read the extensions of a course: paths of files inside the project, or names of installed packages."""
    if texts(fields, key, value) is None:
        return None
    names: dict[str, FileName] = {}
    for item in value.items if value.kind == "sequence" else (value,):
        name = _name_of(item.text)
        if not name:
            hint = "Write the path of a Python file, such as extensions/quiz.py, or the name of an installed package."
            message = f"an extension is a Python file inside the project or a package, not {item.describe()}"
            fields.wrong(item, message, hint)
        elif name in names:
            fields.wrong(item, f"the extension {item.describe()} is named twice", "Delete one of the two.")
        else:
            names[name] = FileName(name, item.position)
    return tuple(names.values())


def _name_of(written: str) -> str:
    """Return the normal form of a path or of a package's name (PEP 503); nothing where it is neither."""
    path = written.replace("\\", "/")
    if not path.endswith(".py"):
        return re.sub(r"[-_.]+", "-", written).lower() if _DISTRIBUTION.fullmatch(written) else ""
    parts = normpath(path).split("/")
    return "" if ":" in path or path.startswith("/") or any(part.startswith(".") for part in parts) else normpath(path)


def load_extensions(
    root: Path,
    settings: Settings,
    findings: list[Diagnostic],
    built_in: Collection[str],
    before: Extensions | None = None,
) -> Extensions:
    """Return what the extensions bring that `settings` name; names of placeholders in `built_in` are taken.

    Of a file that is as it was `before`, that stays the same; one that could be run then and cannot be any more
    brings what it did.
    """
    good = dict(before.good) if before else {}
    gathered = _Gathered(root, built_in, findings)
    for entry in settings.extensions:
        if entry.path.endswith(".py"):
            brought = _of_course(root, entry, good, findings)
        else:
            brought = tuple(_of_package(entry, findings))
        for item, origin in brought:
            gathered.add(item, origin)
    files = frozenset(entry.path for entry in settings.extensions if entry.path.endswith(".py"))
    return gathered.extensions(files, {path: file for path, file in good.items() if path in files})


def _of_course(
    root: Path, entry: FileName, good: dict[str, CourseFile], findings: list[Diagnostic]
) -> tuple[tuple[Extension, Origin], ...]:
    """Return what a file of the course brings, and note it in `good` where it could be run."""
    path = (root / entry.path).absolute()
    try:
        content = path.read_bytes()
    except OSError as problem:
        good.pop(entry.path, None)
        message = f"`{entry.path}` cannot be read: {(problem.strerror or str(problem)).lower()}"
        if isinstance(problem, FileNotFoundError):
            message = f"there is no file `{entry.path}`"
        hint = "Write the path of a Python file, relative to slides.yaml."
        findings.append(error("extension-not-found", message, entry.position, hint))
        return ()
    known = good.get(entry.path)
    if known is None or known.content != content:
        try:
            brought = tuple(_brought(_run(path, content), entry, content))
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # an extension is foreign code: anything may be raised, SystemExit too
            findings.append(_report_import(problem, entry, path))
            return known.brought if known else ()
        known = good[entry.path] = CourseFile(content, brought)
    if not known.brought:
        findings.append(_report_empty(entry, Position(entry.path)))
    return known.brought


class _AsItIs(SourceFileLoader):
    """Runs source that was read before; bytecode is neither looked for, which may be older, nor written."""

    def __init__(self, name: str, path: Path, content: bytes) -> None:
        super().__init__(name, str(path))
        self._content = content

    def get_code(self, fullname: str) -> CodeType | None:  # noqa: ARG002 - the signature is importlib's
        return self.source_to_code(self._content, self.path)


def _module_name(path: Path) -> str:
    return f"_slides_extension_{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}"


def _run(path: Path, content: bytes) -> ModuleType:
    """Return the module that a file makes, known to Python by a name of its own until another takes its place."""
    name = _module_name(path)
    loader = _AsItIs(name, path, content)
    spec = spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    module, before = module_from_spec(spec), sys.modules.get(name)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        if before:
            sys.modules[name] = before
        raise
    return module


def _brought(module: ModuleType, entry: FileName, content: bytes) -> Iterator[tuple[Extension, Origin]]:
    """Yield what the names of a module stand for, in their order, each thing once."""
    lines, seen, state = _lines(content), set[int](), hashlib.sha256(content).hexdigest()
    for name, item in vars(module).items():
        if isinstance(item, _KINDS) and id(item) not in seen:
            seen.add(id(item))
            place = Position(entry.path, lines.get(name, 1))
            origin = Origin(entry.path, module.__name__, entry.path, state, place)
            yield _known(item, module, origin), origin


def _lines(content: bytes) -> dict[str, int]:
    """Return the line on which each name of a module gets its value."""
    lines: dict[str, int] = {}
    for node in ast.parse(content).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        lines |= {target.id: node.lineno for target in targets if isinstance(target, ast.Name)}
    return lines


def _report_import(problem: BaseException, entry: FileName, path: Path) -> Diagnostic:
    what = f"the extension `{entry.path}` cannot be imported"
    if isinstance(problem, SyntaxError) and problem.filename == str(path):
        place = Position(entry.path, problem.lineno or 1, problem.offset or 1)
        return error("extension-import", f"{what}: {problem.msg}", place, f"Fix it in {entry.path}.")
    origin = Origin(entry.path, _module_name(path), entry.path, position=Position(entry.path))
    return report_failure("extension-import", what, problem, origin)


def _of_package(entry: FileName, findings: list[Diagnostic]) -> Iterator[tuple[Extension, Origin]]:
    """Yield what the entry points of an installed package bring."""
    from importlib.metadata import PackageNotFoundError, distribution, distributions

    try:
        package = distribution(entry.path)
    except PackageNotFoundError:
        names = {str(found.name) for found in distributions()}
        hint = did_you_mean(entry.path, names) or f"Install it beside this program: `pip install {entry.path}`."
        message = f"no package `{entry.path}` is installed"
        findings.append(error("extension-not-found", message, entry.position, hint))
        return
    points = package.entry_points
    ours = [(point, kind) for group, kind in GROUPS.items() for point in points.select(group=group)]
    if not ours:
        findings.append(_report_empty(entry, entry.position))
    for point, kind in ours:
        what = f"the entry point `{point.name}` of `{entry.path}` ({point.group})"
        origin = Origin(entry.path, point.module.partition(".")[0], "", package.version, entry.position)
        try:
            item = point.load()
            if not isinstance(item, _KINDS) or not isinstance(item, kind):
                raise TypeError(f"`{point.value}` is a {type(item).__name__}, not a {kind.__name__}")
            item = _known(item, sys.modules[point.module], origin)
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # foreign code: anything may be raised, SystemExit too
            findings.append(report_failure("extension-import", f"{what} cannot be imported", problem, origin))
        else:
            yield item, origin


def _known(item: Extension, module: ModuleType, origin: Origin) -> Extension:
    """Return `item` with its origin; a layer of the theme with an absolute path, a relative one beside its module."""
    if isinstance(item, ThemeLayer):
        folder = Path(os.path.normpath(Path(module.__file__ or "").parent / item.folder))
        return replace(item, folder=folder, origin=origin)
    return replace(item, origin=origin)


def _report_empty(entry: FileName, place: Position) -> Diagnostic:
    message = f"the extension `{entry.path}` brings nothing"
    if entry.path.endswith(".py"):
        hint = "Assign a PlaceholderType, Check, MarkdownPlugin or ThemeLayer to a name on the top level of the file."
    else:
        hint = f"Take it off `extensions`: it has no entry points in {', '.join(GROUPS)}."
    return error("extension-empty", message, place, hint)


class _Gathered:
    """What the extensions loaded so far bring; each name once."""

    def __init__(self, root: Path, built_in: Collection[str], findings: list[Diagnostic]) -> None:
        self._root, self._built_in, self._findings = root, built_in, findings
        self._placeholders: dict[str, PlaceholderType[Any]] = {}
        self._checks: dict[str, Check] = {}
        self._markdown: list[MarkdownPlugin] = []
        self._themes: list[ThemeLayer] = []
        self._layer_folders: list[str] = []

    def add(self, item: Extension, origin: Origin) -> None:
        """Take in one thing; where its name is taken, add a finding instead."""
        if isinstance(item, PlaceholderType):
            if self._is_free(f"placeholder `{item.name}`", item.name in self._built_in, item.name, origin):
                self._placeholders[item.name] = item
        elif isinstance(item, Check):
            if self._is_free(f"prefix `{item.prefix}`", item.prefix in _OUR_PREFIXES, item.prefix, origin):
                self._checks[item.prefix] = item
        elif isinstance(item, MarkdownPlugin):
            self._markdown.append(item)
        else:
            self._add_layer(item)

    def _is_free(self, what: str, is_ours: bool, name: str, origin: Origin) -> bool:
        """Tell whether nobody has a name; names of placeholders and prefixes cannot be mistaken for each other."""
        taken = self._placeholders.get(name) or self._checks.get(name)
        other = taken.origin if taken else None
        if not is_ours and other is None:
            return True
        by = f"`{other.name}`" if other else "this program"
        message = f"the {what} of `{origin.name}` is taken by {by}"
        hint = "Choose another name." if origin.file or not other else "Take one of the two off `extensions`."
        self._findings.append(error("extension-clash", message, origin.position, hint))
        return False

    def _add_layer(self, layer: ThemeLayer) -> None:
        inside = _inside(self._root, layer.folder)
        if inside:
            self._layer_folders.append(inside)
        if layer.folder.is_dir():
            self._themes.append(layer)
            return
        message = f"the theme layer `{layer.name}` has no folder `{inside or layer.folder}`"
        hint = "Create it, or write its path relative to the file of the extension."
        self._findings.append(error("extension-not-found", message, layer.origin.position, hint))

    def extensions(self, files: Iterable[str], good: Mapping[str, CourseFile]) -> Extensions:
        """Return all that was taken in."""
        return Extensions(
            placeholders=self._placeholders,
            checks=tuple(self._checks.values()),
            markdown=tuple(self._markdown),
            themes=tuple(self._themes),
            files=frozenset(files),
            layer_folders=tuple(self._layer_folders),
            good=good,
        )


def _inside(root: Path, folder: Path) -> str:
    """Return the path of a folder of the course, relative to its root; nothing where it is none."""
    for base in (root.absolute(), root.resolve()):
        if folder.is_relative_to(base) and folder != base:
            return folder.relative_to(base).as_posix()
    return ""
