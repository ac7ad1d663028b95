"""What to say where a placeholder names a data file that cannot be used."""

from __future__ import annotations

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.render.context import SlideContext


def missing_file(placeholder: Placeholder, endings: tuple[str, ...], context: SlideContext) -> Diagnostic:
    """Return the finding for a placeholder whose file is not in the library; `endings` are those that it could have."""
    path, facts = placeholder.argument, context.facts
    if facts.is_broken_file(path):
        message = f"the file `{path}` has errors"
        return error("data-not-found", message, placeholder.position, "Mend the file first.")
    message = f"there is no file `{path}`" if path else "this placeholder names no file"
    files = [file for file in facts.nameable_files() if file.endswith(endings)]
    hint = did_you_mean(path, files) or known_names(files, "data files")
    return error("data-not-found", message, placeholder.position, hint)
