"""The options by which placeholders become figures of the deck: `id`, `caption`, `source` and `license`.

Captions and sources are Markdown of one line, with formulas, references and citations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.sentinels import ESCAPED, OWN_ID
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.slots import leave_slots
from dl4ad_slides.render.markdown import MarkdownError
from dl4ad_slides.render.placeholders.options import Options
from dl4ad_slides.render.words.licenses import deed

_ID = re.compile(r"fig-\w(?:[\w-]*\w)?")
_URL = re.compile(r"https?://\S+")
_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>)[\s\S])*)</p>")


@dataclass(frozen=True, slots=True)
class CaptionOptions:
    """The options of a placeholder that becomes a figure."""

    id: str = ""
    caption: str = ""
    source: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """What a figure says of itself: its id, and its caption, source and licence as HTML with slots."""

    id: str
    parts: tuple[tuple[str, str], ...]

    def figure(self, classes: str, content: str) -> str:
        """Return the figure that holds `content`."""
        own = f' id="{escape(self.id)}"' if self.id else ""
        spans = "".join(f'<span class="figure-{name}">{html}</span>' for name, html in self.parts)
        caption = f"<figcaption>{spans}</figcaption>" if spans else ""
        return f'<figure class="figure {classes}"{own}>{content}{caption}</figure>'


def read_caption(options: CaptionOptions, written: Options, placeholder: Placeholder, context: SlideContext) -> Caption:
    """Return the caption that the options of a placeholder give it."""
    figure_id = options.id
    if figure_id and not _ID.fullmatch(figure_id):
        written.wrong("id", "an id that begins with `fig-`", f"Write id=fig-{figure_id.removeprefix('fig')}.")
        figure_id = ""
    texts = {"caption": options.caption, "source": options.source, "license": options.license}
    parts = tuple((name, option_html(text, name, placeholder, context)) for name, text in texts.items() if text)
    return Caption(figure_id, parts)


def option_html(text: str, key: str, placeholder: Placeholder, context: SlideContext) -> str:
    """Return an option as HTML with slots: a name of a licence or an address as a link, everything else as Markdown."""
    if _URL.fullmatch(text):
        return f'<a href="{escape(text)}">{escape(urlsplit(text).hostname or text)}</a>'
    if key == "license" and (address := deed(text)):
        return f'<a href="{address}">{escape(text)}</a>'
    place = placeholder.place_of(key)
    passage = Passage.of(text, place.file, place.line, place.column, dialect=context.text.dialect)
    slotted = leave_slots(passage, context.slots, context.findings)
    try:
        html = context.tools.engine(slotted, context.slots, OWN_ID, context.findings).strip().replace(ESCAPED, "")
    except MarkdownError as problem:
        context.findings.append(problem.finding_at(passage.start))
        return escape(slotted.text, quote=False)
    line = _PARAGRAPH.fullmatch(html)
    return line[1] if line else escape(slotted.text, quote=False)
