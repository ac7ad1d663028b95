"""Turn what an extension raised into a finding that says who failed, where, and how."""

from __future__ import annotations

import re
import traceback

from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.origin import Origin
from dl4ad_slides.model.sentinels import FORBIDDEN, SURROGATES
from dl4ad_slides.model.source import Position

# What no page and no terminal may be given, and the non-characters that mark slots in a slide.
_UNSAFE = re.compile(f"[{FORBIDDEN}{SURROGATES}]")


def report_failure(code: str, what: str, problem: BaseException, origin: Origin) -> Diagnostic:
    """Return the finding that `what`, an extension or a part of one, has raised `problem`.

    It stands at the last line of the extension that ran. Where the extension is an installed package, it stands at
    `origin`, and a note names the line.
    """
    frame = frame_of(problem, origin)
    message, hint = f"{what}: {describe(problem)}", _hint(problem, origin)
    if frame is None:
        return error(code, message, origin.position, hint)
    file, line = frame
    if origin.file:
        return error(code, message, Position(origin.file, line), hint)
    return error(code, message, origin.position, hint, f"raised in {file}, line {line}")


def frame_of(problem: BaseException, origin: Origin) -> tuple[str, int] | None:
    """Return file and line of the last frame in the traceback of `problem` that is of the module or package `origin`.

    None where no frame is.
    """
    found: tuple[str, int] | None = None
    for frame, line in traceback.walk_tb(problem.__traceback__):
        name = str(frame.f_globals.get("__name__", ""))
        if origin.module and f"{name}.".startswith(f"{origin.module}."):
            found = frame.f_code.co_filename, line
    return found


def describe(problem: BaseException) -> str:
    """Return the kind of an exception and what it says, if it can say it."""
    try:
        said = str(problem)
    except Exception:  # the exception is foreign code, too
        said = ""
    return safe(f"{type(problem).__name__}: {said}" if said else type(problem).__name__)


def safe(text: str) -> str:
    """Return foreign text without the characters that no page may hold."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _hint(problem: BaseException, origin: Origin) -> str:
    if isinstance(problem, ModuleNotFoundError):
        return "Install it beside this program; an extension cannot import files beside it."
    return f"Fix it in {origin.file}." if origin.file else "Report it to whoever maintains the package."
