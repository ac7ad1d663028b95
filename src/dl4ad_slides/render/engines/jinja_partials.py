"""Render the Jinja partials of the theme: sandboxed, autoescaped, with findings that name both lines."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Mapping

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplateNotFound
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.source import Position, Source

_SUFFIX = ".html.j2"
_REMEMBERED = 200  # more views than most courses have; a live preview would otherwise keep every keystroke
_MARKDOWN_MARK = "{# markdown #}"


class PartialError(Exception):
    """A partial could not be rendered; `finding_at` makes the finding for the placeholder that asked for it."""

    def __init__(self, code: str, message: str, place: Position) -> None:
        super().__init__(message)
        self.code, self.message, self.place = code, message, place

    def finding_at(self, position: Position) -> Diagnostic:
        """Return the finding; the partial's own line stands in a note."""
        return error(self.code, self.message, position, f"Mend {self.place}.", f"in the partial at {self.place}")


class Partials:
    """The partials of a theme by name, whatever its case, compiled when first used."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = {
            path.removesuffix(_SUFFIX).lower(): source for path, source in sources.items() if path.endswith(_SUFFIX)
        }
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._known: dict[tuple[str, Hashable], str] = {}

    @property
    def names(self) -> frozenset[str]:
        """Return the names that placeholders can use, in lower case."""
        return frozenset(self._sources)

    def is_markdown(self, name: str) -> bool:
        """Tell whether the partial says on its first line that it gives Markdown."""
        return self._sources[name].text.split("\n", 1)[0].strip() == _MARKDOWN_MARK

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """Return the output of the partial `name`. Raises PartialError."""
        try:
            return self._environment.get_template(name).render(context)
        except TemplateSyntaxError as problem:
            place = Position(problem.filename or self._sources[name].path, problem.lineno)
            message = f"the partial `{name}` has a syntax error: {problem.message}"
            raise PartialError("placeholder-template", message, place) from problem
        except Exception as problem:  # a partial is foreign code: anything may be raised
            message = f"the partial `{name}` failed: {_describe(problem)}"
            raise PartialError("placeholder-runtime", message, self._failing_line(name, problem)) from problem

    def render_view(self, name: str, view: Hashable) -> str:
        """Return the output of the partial `name` for a value that it knows by its own name, rendered once.

        Raises PartialError.
        """
        if (name, view) not in self._known:
            html = self.render(name, {name: view})
            if len(self._known) >= _REMEMBERED:
                del self._known[next(iter(self._known))]  # the oldest
            self._known[name, view] = html
        return self._known[name, view]

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]]:
        source = self._sources.get(name.removesuffix(_SUFFIX).lower())
        if source is None:
            raise TemplateNotFound(name)
        return source.text, source.path, lambda: True

    def _failing_line(self, name: str, problem: Exception) -> Position:
        paths = {source.path for source in self._sources.values()}
        for frame in reversed(traceback.extract_tb(problem.__traceback__)):
            if frame.filename in paths:
                return Position(frame.filename, frame.lineno or 1)
        return Position(self._sources[name].path)


def _describe(problem: Exception) -> str:
    if isinstance(problem, TemplateNotFound):
        return f"there is no partial `{problem.name}`"
    if isinstance(problem, TemplateError):
        return problem.message or type(problem).__name__
    return f"{type(problem).__name__}: {problem}"
