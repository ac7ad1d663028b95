"""One placeholder on a slide while it is rendered: what it asks for, and where to say what is wrong with that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.failure import report_failure
from dl4ad_slides.model.origin import NO_ORIGIN
from dl4ad_slides.model.placeholder_type import FileFormat, PlaceholderError, PlaceholderType
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.error_box import error_block
from dl4ad_slides.render.placeholders.captions import option_html
from dl4ad_slides.render.placeholders.option_fields import read_fields
from dl4ad_slides.render.placeholders.options import Options

OptionsT = TypeVar("OptionsT")
F = TypeVar("F")


class RefusedError(Exception):
    """What a placeholder asks for cannot be shown; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class SlideRequest(Generic[OptionsT, F]):
    """A placeholder with its options and file, on the slide of `context`.

    `written` reads the options by name; `container` is the nearest element around the placeholder of the class that its
    type asks for. It is what `Request` promises to extensions, and more.
    """

    placeholder: Placeholder
    options: OptionsT
    file: F
    context: SlideContext
    written: Options
    container: LexborNode | None = None

    @property
    def argument(self) -> str:
        """Return what stands behind the colon."""
        return self.placeholder.argument

    @property
    def position(self) -> Position:
        """Return where the placeholder stands."""
        return self.placeholder.position

    @property
    def language(self) -> str:
        """Return the language of the deck."""
        return self.context.facts.language

    def markdown(self, text: str, option: str = "") -> str:
        """Return one line of Markdown as HTML with slots; `option` is the one that holds it."""
        return option_html(text, option, self.placeholder, self.context)

    def warn(self, message: str, hint: str = "", option: str = "") -> None:
        """Report something about the placeholder that does not keep it from being shown."""
        place = self.placeholder.place_of(option)
        self.context.findings.append(warning("placeholder-value", message, place, hint))

    def wrong(self, option: str, demand: str, hint: str) -> None:
        """Report that the value of an option is not what it must be, such as `a whole number`."""
        self.written.wrong(option, demand, hint)


def render_placeholder(
    kind: PlaceholderType[Any], placeholder: Placeholder, context: SlideContext, container: LexborNode | None = None
) -> str:
    """Return what stands in the place of a placeholder of this type: the box that says why, where it cannot be shown.

    All that is wrong is added to the findings of `context`.
    """
    written = Options(placeholder, context.findings)
    try:
        file = _file(kind.file, placeholder, context) if kind.file and not kind.takes_in else None
        options = read_fields(kind.options, written) if kind.options else None
        html: object = kind.render(SlideRequest(placeholder, options, file, context, written, container))
        if isinstance(html, str):
            return html
        raise TypeError(f"it returned {type(html).__name__}, not str")
    except RefusedError as problem:
        finding = problem.finding
    except PlaceholderError as problem:
        place = placeholder.place_of(problem.option)
        finding = error("placeholder-value", problem.message, place, problem.hint)
    except Exception as problem:  # an extension is foreign code: anything may be raised
        if kind.origin is NO_ORIGIN:
            raise
        finding = _failure(kind, placeholder, problem)
    context.findings.append(finding)
    return error_block(finding)


def _failure(kind: PlaceholderType[Any], placeholder: Placeholder, problem: Exception) -> Diagnostic:
    """Return the finding at a placeholder whose extension has failed; a note names the extension's own line."""
    failure = report_failure("extension-failed", f"the placeholder `{kind.name}` failed", problem, kind.origin)
    where = f"in the extension at {failure.position}"
    return error("extension-failed", failure.message, placeholder.position, failure.hint, *failure.notes, where)


def _file(file_format: FileFormat[F], placeholder: Placeholder, context: SlideContext) -> F:
    """Return the file that the placeholder names. Raises RefusedError."""
    path, facts = placeholder.argument, context.facts
    if (found := facts.file(file_format, path)) is not None:
        return found
    if facts.is_broken_file(path):
        message = f"the file `{path}` has errors"
        raise RefusedError(error("data-not-found", message, placeholder.position, "Mend the file first."))
    message = f"there is no file `{path}`" if path else "this placeholder names no file"
    files = [file for file in facts.nameable_files() if file.endswith(file_format.endings)]
    hint = did_you_mean(path, files) or known_names(files, "data files")
    raise RefusedError(error("data-not-found", message, placeholder.position, hint))
