"""From the author's text to HTML with slots: partials, Markdown, and the texts of other files that it takes in."""

from __future__ import annotations

import re
from html import escape

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.language.slides import INCLUDE
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.sentinels import ESCAPED, SLOT_OPEN
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.error_box import error_block, error_span
from dl4ad_slides.render.html.slots import SLOT, Slots, leave_slots
from dl4ad_slides.render.markdown import MarkdownError
from dl4ad_slides.render.slide.audiences import check_mentions
from dl4ad_slides.render.slide.leftovers import report_leftovers
from dl4ad_slides.render.slide.placeholders import (
    BLOCK,
    HTML_TAG,
    as_block,
    expand_markdown_placeholders,
    is_in_paragraph,
)
from dl4ad_slides.render.slide.raw_code import leave_raw_code

_INCLUDED = re.compile(rf"<p((?:\s[^<>{SLOT_OPEN}]*)?)>\s*{SLOT.pattern}\s*</p>|{HTML_TAG.pattern}|{SLOT.pattern}")
# A text brings no name of a slide along, but where its heading becomes that of the slide.
TAKEN_ID = "data-taken-id"
_HEADING_ID = re.compile(r"(<h[1-6]\b[^<>]*? )id=")
_SLIDE_COMMENT = re.compile(r"<!--\s*\.slide:.*?-->", re.DOTALL)
_NAMES = re.compile(r'\s(?:id|aliases|data-aliases)="[^"]*"')
_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>)[\s\S])*)</p>")


def text_html(passage: Passage, context: SlideContext, slots: Slots, prefix: str) -> str:
    """Return the HTML of a passage, with slots; `prefix` begins the ids in it that the engine makes (footnotes)."""
    expanded = expand_markdown_placeholders(passage, context)
    slotted = leave_slots(leave_raw_code(expanded, slots, context.findings), slots, context.findings)
    try:
        html = context.tools.engine(slotted, slots, prefix, context.findings)
    except MarkdownError as problem:
        begin = len(passage.text) - len(passage.text.lstrip())
        finding = problem.finding_at(passage.at(begin))
        context.findings.append(finding)
        check_mentions(passage, f"<p>{escape(passage.text)}</p>", context)
        return f"{error_block(finding)}<pre>{escape(passage.text)}</pre>"
    context.findings.extend(report_leftovers(slotted, html, slots))
    html = html.replace(ESCAPED, "")
    check_mentions(expanded, html, context)
    return _take_in_texts(html, context, slots, prefix) if context.text.included else html


def _take_in_texts(html: str, context: SlideContext, slots: Slots, prefix: str) -> str:
    """Put the texts of other files in the place of their `INCLUDE` placeholders."""

    def take_in(found: re.Match[str]) -> str:
        placeholder = slots[int(found[found.lastindex])].placeholder if found.lastindex else None
        if placeholder is None or placeholder.name != INCLUDE:
            return found[0]
        text = context.text.texts.get((placeholder.position.file, placeholder.argument))
        is_paragraph = found[1] is not None
        if not isinstance(text, Passage):
            context.findings.extend([text] if text else [])
            box = error_block if is_paragraph else error_span
            return box(text) if text else found[0]
        own, context.findings[:] = list(context.findings), []
        inner = text_html(text, context, slots, f"{prefix}-{found[found.lastindex or 1]}").strip()
        inner = _without_names(inner)
        chain = (placeholder.position,)
        context.findings[:] = [*own, *(finding.taken_in(chain) for finding in context.findings)]
        if is_paragraph:
            return as_block(found[1], inner)
        line = _LONE_PARAGRAPH.sub(r"\1", inner)
        if BLOCK.search(line) and is_in_paragraph(html, found.start()):
            context.findings.append(_report_block(placeholder))
            return error_span(context.findings[-1])
        return line

    return _INCLUDED.sub(take_in, html)


def _without_names(html: str) -> str:
    html = _SLIDE_COMMENT.sub(lambda comment: _NAMES.sub("", comment[0]), html)
    return _HEADING_ID.sub(rf"\1{TAKEN_ID}=", html)


def _report_block(placeholder: Placeholder) -> Diagnostic:
    message = f"`{placeholder.argument}` holds more than a line of text, and cannot stand amid one"
    hint = "Put the placeholder on a line of its own, with blank lines around it."
    return error("placeholder-syntax", message, placeholder.position, hint)
