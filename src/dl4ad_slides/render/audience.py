"""For whom slides and elements on them are, by their attribute `data-audience`, in the tree of a slide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.solutions import is_solution
from dl4ad_slides.model.audience import INSTRUCTOR, audience_names, known_audiences
from dl4ad_slides.model.diagnostics import did_you_mean, error, known_names
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.island import Island
from dl4ad_slides.render.words import Words

ATTRIBUTE = "data-audience"
_CONTAINER = re.compile(r"^[ \t>*+-]*(:{3,} *([^\s:{}]+))", re.MULTILINE)
_UNDERSTOOD = re.compile(rf'\.(?:slide:|element)(?:[^"]|"[^"]*")*?\b{ATTRIBUTE}(?:="[^"]+"|\s|$)')


def settle_audiences(island: Island, parts: Sequence[str], context: SlideContext) -> tuple[str | None, tuple[str, ...]]:
    """Take out elements that the audience does not see, and label the others.

    Returns for whom the slide is, None for everybody, and for whom its parts are; `parts` are those that were marked.
    A comment that speaks of an audience and cannot be read keeps the slide from all but instructors.
    """
    elements = island.select(f"[{ATTRIBUTE}]")
    named = [*parts, *(node.attributes.get(ATTRIBUTE) or "" for node in elements)]
    of_slide = island.attributes.get(ATTRIBUTE)
    for written in dict.fromkeys([*([] if of_slide is None else [of_slide]), *named]):
        check_audience(written, context.locate(written or ATTRIBUTE), context)
    for node in elements:
        if not context.audience.sees(node.attributes.get(ATTRIBUTE) or ""):
            node.decompose()
        elif node.tag == "div":
            _label(node, context.deck.words)
    if context.deck.front_matter.markdown.engine != "commonmark":
        for passage in context.passages:
            for found in _CONTAINER.finditer(passage.text):
                if found[2] != "audience" and not is_solution(found[2]):
                    continue
                message = "this engine of Markdown has no containers, and would show this to everybody"
                hint = f'Write `<div {ATTRIBUTE}="{INSTRUCTOR}">`; until then instructors alone see the slide.'
                context.findings.append(error("deck-audience", message, passage.at(found.start(1)), hint))
                of_slide = ""
    for comment in _misread(island):
        hint = f'Write `<!-- .slide: {ATTRIBUTE}="{INSTRUCTOR}" -->`; until then instructors alone see the slide.'
        place = context.locate(comment.strip())
        context.findings.append(error("deck-audience", f"this `{ATTRIBUTE}` cannot be read", place, hint))
        of_slide = ""
    return of_slide, tuple(named)


def slide_attributes(text: str) -> tuple[str | None, dict[str, str]]:
    """Return for whom a slide is that holds nothing but comments and a placeholder, and what else these say of it.

    None is for everybody.
    """
    island = Island(text)
    island.apply_comments()
    audience = island.attributes.pop(ATTRIBUTE, None)
    return "" if _misread(island) else audience, island.attributes


def check_audience(written: str, place: Position, context: SlideContext) -> None:
    """Add a finding for each audience in `written` that the course does not have."""
    known = known_audiences(context.deck.settings.audiences)
    unknown = [name for name in audience_names(written) if name not in known]
    if not audience_names(written):
        hint = f'Write `{ATTRIBUTE}="{INSTRUCTOR}"`.'
        context.findings.append(error("deck-audience", f"this `{ATTRIBUTE}` names nobody", place, hint))
    for name in unknown:
        hint = did_you_mean(name, known) or f"{known_names(known, 'audiences')} `audiences` in slides.yaml adds more."
        context.findings.append(error("deck-audience", f"there is no audience `{name}`", place, hint))


def drop_unused_footnotes(island: Island) -> None:
    """Leave out the footnotes to which nothing leads any more; the others keep their numbers."""
    notes = list(enumerate(island.select(":is(.footnotes, .footnote) > ol > li[id]"), 1))
    used = len(notes) + 1
    while len(notes) < used:
        used = len(notes)
        for number, note in list(notes):
            links = island.select("a[href]")
            if not any(_leads_to(link, note) for link in links):
                note.decompose()
                notes.remove((number, note))
    for number, note in notes:
        note.attrs["value"] = str(number)
    if not notes:
        for empty in island.select("div:is(.footnotes, .footnote):not(:has(li))"):
            empty.decompose()


def label_of(audiences: str, words: Words) -> str:
    """Return in words for whom something is."""
    return ", ".join(
        words.instructor if name == INSTRUCTOR else name.capitalize() for name in audience_names(audiences)
    )


def _leads_to(link: LexborNode, note: LexborNode) -> bool:
    if link.attributes.get("href") != f"#{note.attributes['id']}":
        return False
    around = link.parent
    while around is not None:
        if around == note:
            return False
        around = around.parent
    return True


def _misread(island: Island) -> list[str]:
    comments = (node.comment_content or "" for node in island.nodes() if node.is_comment_node)
    return [text for text in comments if ATTRIBUTE in text and not _UNDERSTOOD.search(text)]


def _label(node: LexborNode, words: Words) -> None:
    is_solution = "solution" in (node.attributes.get("class") or "").split()
    text = words.solution if is_solution else label_of(node.attributes.get(ATTRIBUTE) or "", words)
    label = Island(f'<p class="audience-label">{escape(text)}</p>').select("p")[0]
    if (first := node.first_child) is not None:
        first.insert_before(label)
