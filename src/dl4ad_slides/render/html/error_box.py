"""The visible box that stands on a slide for something that could not be made."""

from __future__ import annotations

from html import escape

from dl4ad_slides.model.diagnostics import Diagnostic


def error_block(finding: Diagnostic) -> str:
    """Return the box with the code and the message of `finding`."""
    return f'<div class="slide-error" role="alert"><strong>{finding.code}</strong> {escape(finding.message)}</div>'


def error_span(finding: Diagnostic) -> str:
    """Return the same for the midst of a line."""
    return f'<span class="slide-error" role="alert"><strong>{finding.code}</strong> {escape(finding.message)}</span>'
