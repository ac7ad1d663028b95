"""Two Markdown engines behind one interface: the text of a slide in, HTML with slots out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.extension import MarkdownPlugin
from dl4ad_slides.model.failure import describe, frame_of, report_failure
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.html.slots import Slots

# An engine renders one passage. It adds a slot for each block of code and leaves the other slots where they are.
# The text is the prefix of ids that the engine makes (footnotes), unique within the deck; the list takes findings about
# the passage. It may raise MarkdownError.
Engine = Callable[[Passage, Slots, str, list[Diagnostic]], str]


class MarkdownError(Exception):
    """A passage could not be rendered, by no fault of ours: an extension of an engine failed; the message says how."""

    def finding_at(self, place: Position) -> Diagnostic:
        """Return the finding for a passage that begins at `place`."""
        hint = "Mend what the extension asks for, or take it off the list of extensions."
        message = f"a Markdown extension failed on this slide: {self}"
        return error("config-markdown-extension", message, place, hint)


class PluginError(MarkdownError):
    """One of the Markdown plugins of a course's extensions could not be applied, or failed on a passage."""

    def __init__(self, plugins: Sequence[MarkdownPlugin], problem: BaseException, *, is_applied: bool = True) -> None:
        super().__init__(describe(problem))
        self._plugins, self._problem, self._is_applied = plugins, problem, is_applied

    def finding_at(self, place: Position) -> Diagnostic:
        """Return the finding: for a passage that begins at `place`, or for the plugin that no passage can have."""
        what, origin = " or ".join(f"`{plugin.name}`" for plugin in self._plugins), self._plugins[0].origin
        if not self._is_applied:
            return report_failure(
                "extension-failed", f"the Markdown plugin {what} cannot be applied", self._problem, origin
            )
        frame = frame_of(self._problem, origin)
        note = f"raised in {origin.file or frame[0]}, line {frame[1]}" if frame else f"brought by `{origin.name}`"
        message = f"the Markdown plugin {what} failed on this slide: {self}"
        hint = f"Fix the plugin, or take `{origin.name}` off `extensions`."
        return error("extension-failed", message, place, hint, note)
