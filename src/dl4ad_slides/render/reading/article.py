"""The reading page of a deck: all its slides as one document, in its final state, without a script.

Takes a rendered deck; gives the HTML of an article whose headings make an outline, and its contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from dl4ad_slides.model.output import Article, Entry, RenderedDeck, RenderedSlide
from dl4ad_slides.model.pictures import Sizes
from dl4ad_slides.render.reading.slide import ReadingSlide, settle_ids
from dl4ad_slides.render.slide.ids import slug, unique_id
from dl4ad_slides.render.words import Words

# What the page itself calls its parts.
_EAGER = 3  # so many slides load their pictures at once: those that are on the first screen
_TOP = 2  # the level of headings right below that of the lecture


@dataclass(slots=True)
class _Line:
    """A line of the contents while these are written."""

    title: str
    anchor: str
    below: list[_Line] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        return Entry(self.title, self.anchor, tuple(line.entry for line in self.below))


def reading_article(rendered: RenderedDeck, words: Words, sizes: Sizes) -> Article:
    """Return the slides of a deck as one document; hidden ones are left out, as on the deck.

    Pictures whose size is among `sizes` have their room before they are loaded.
    """
    shown = [slide for slide in rendered.slides if not _is_hidden(slide)]
    slides = [ReadingSlide(slide, number, sizes, is_eager=number <= _EAGER) for number, slide in enumerate(shown, 1)]
    anchors = settle_ids(slides, rendered.deck.href)
    heading, is_bare = escape(rendered.title), True
    if slides and slides[0].is_title:
        heading = slides[0].take_title()
        is_bare = slides[0].is_empty
    writer = _Writer(rendered, words, set(anchors))
    parts = [part for slide in slides for part in writer.write(slide)]
    return Article(
        heading,
        is_bare,
        "\n".join(parts),
        tuple(line.entry for line in writer.contents),
        has_math=rendered.formula_count > 0,
        media_hosts=tuple(sorted({host for slide in rendered.slides for host in slide.media_hosts})),
    )


def _is_hidden(slide: RenderedSlide) -> bool:
    start, _, _ = slide.section.partition(">")
    return 'data-visibility="hidden"' in start


class _Writer:
    """Writes slides one after the other, with headings for the sections that they begin."""

    def __init__(self, rendered: RenderedDeck, words: Words, taken: set[str]) -> None:
        self._deck = quote(rendered.deck.href)
        self._words = words
        self._taken = taken
        self._section = self._subsection = ""
        self._is_open = False  # a slide with a heading of level 1 has begun a section that has no other name yet
        self._level = _TOP  # of the headings of slides
        self.contents: list[_Line] = []

    def write(self, slide: ReadingSlide) -> Iterator[str]:
        """Return the HTML of one slide, and before it that of the sections it begins."""
        if slide.begins_part:
            self._section = self._subsection = ""
            self._is_open = True
            self._level = _TOP
            yield self._slide(slide)
            self._level = _TOP + 1
            return
        yield from self._headings(slide)
        yield self._slide(slide)

    def _headings(self, slide: ReadingSlide) -> Iterator[str]:
        section, subsection = slide.running
        if slide.is_title:
            return
        if section != self._section:
            self._section, self._subsection = section, ""
            if not self._is_open:
                self._level = _TOP
                if section:
                    yield self._heading(section, _TOP)
                    self._level = _TOP + 1
        self._is_open = self._is_open and not section
        if subsection != self._subsection:
            self._subsection = subsection
            self._level = _TOP + 1 if section or self._level > _TOP else _TOP
            if subsection:
                yield self._heading(subsection, self._level)
                self._level += 1

    def _heading(self, title: str, level: int) -> str:
        anchor = unique_id(slug(title) or "section", self._taken)
        self._taken.add(anchor)
        if level == _TOP:
            self.contents.append(_Line(title, anchor))
        kind = "reading-part" if level == _TOP else "reading-subpart"
        return f'<h{level} class="{kind}" id="{escape(anchor)}">{escape(title)}</h{level}>'

    def _slide(self, slide: ReadingSlide) -> str:
        level = self._level
        notes, html = slide.settle(level, self._words)
        if slide.is_title and not notes and not html:  # the heading of the page says all of it
            return f'<span id="{escape(slide.anchor)}"></span>'
        if slide.title and not slide.continues and not slide.is_title:
            self._note(_Line(slide.title, slide.anchor), level)
        words, anchor = self._words, escape(slide.anchor)
        has_place = bool(html) or not slide.is_title  # else it stands right below the head, which leads to the slides
        link = f'<a href="{self._deck}#/{quote(slide.id)}">{escape(words.slide_number.format(number=slide.number))}</a>'
        role = f'<span class="reading-role">{escape(slide.role)}</span>' if slide.role else ""
        if notes:
            label = f'<p class="reading-label">{escape(words.notes)}</p>'
            html += f'\n<div class="reading-notes" role="note">{label}\n{notes}</div>'
        classes = escape(" ".join(("reading-slide", *slide.classes)))
        place = f'\n<p class="reading-place">{role}{link}</p>' if has_place else ""
        return f'<section class="{classes}" id="{anchor}">{place}\n{html.strip()}\n</section>'

    def _note(self, line: _Line, level: int) -> None:
        """Put a slide into the contents; slides of one title that follow each other have one line."""
        below = self.contents if level == _TOP or not self.contents else self.contents[-1].below
        if not below or below[-1].title != line.title or below[-1].below:
            below.append(line)
