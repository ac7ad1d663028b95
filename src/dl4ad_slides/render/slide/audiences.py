"""For whom slides and elements on them are, by their attribute `data-audience`, in the tree of a slide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.mentions import Mention, find_mentions
from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.model.audience import INSTRUCTOR, audience_names, known_audiences
from dl4ad_slides.model.diagnostics import did_you_mean, error, known_names
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.balance import find_imbalances
from dl4ad_slides.render.html.hidden_parts import cut_parts, without_marks
from dl4ad_slides.render.html.tree import Island, comment_attributes
from dl4ad_slides.render.words import Words

ATTRIBUTE = "data-audience"
_VALUE = r"""(?:"[^"]+"|'[^']+'|[\w:-]+(?=[\s>}]))"""
_WELL_SPELT = re.compile(rf"{ATTRIBUTE}={_VALUE}|:{{3,}}[ \t]*(?:solution|audience)\b")
_UNTIL_THEN = "Until then only instructors see the slide."


def settle_audiences(island: Island, parts: Sequence[str], context: SlideContext) -> tuple[str | None, tuple[str, ...]]:
    """Take out elements that the audience does not see, and label the others.

    Returns for whom the slide is, None for everybody, and for whom its parts are; `parts` are those that were marked.
    Where anything is wrong about audiences, only instructors see the slide.
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
            _label(node, context.words)
    if any(finding.code == "deck-audience" for finding in context.findings):
        of_slide = ""
    return of_slide, tuple(named)


def check_mentions(passage: Passage, html: str, context: SlideContext) -> None:
    """Add a finding where `passage` speaks of an audience and the HTML that was made of it does not."""
    known = known_audiences(context.facts.audiences())
    mentions = find_mentions(passage.text, known)
    missing = len(mentions) - _understood(html) if mentions else 0
    if missing > 0:
        doubtful = [one for one in mentions if not _is_well_spelt(passage.text, one)] or mentions
        for mention in doubtful[:missing]:
            what = "container" if mention.is_container else f"`{ATTRIBUTE}`"
            message, hint = f"this {what} cannot be read", _hint(mention, context)
            context.findings.append(error("deck-audience", message, passage.at(mention.start), hint))


def check_balance(html: str, filled: str, context: SlideContext) -> None:
    """Add a finding where an element may end early that is not for everybody; what stands in marks cannot.

    `filled` is the HTML without the marks, with its placeholders filled: a block in a paragraph ends that.
    """
    bare, _ = cut_parts(html, lambda _: False)
    if ATTRIBUTE not in bare.lower():
        return
    island = Island(bare)
    island.apply_comments()
    is_balanced = not find_imbalances(bare) and len(find_imbalances(filled)) <= len(
        find_imbalances(without_marks(html))
    )
    if island.select(f"[{ATTRIBUTE}]") and not is_balanced:
        message = "tags are not balanced, so that more than is meant might be shown to everybody"
        hint = f"Close each tag where it belongs, or use `::: solution`. {_UNTIL_THEN}"
        context.findings.append(error("deck-audience", message, context.locate(ATTRIBUTE), hint))


def slide_attributes(text: str) -> tuple[str | None, dict[str, str]]:
    """Return for whom a slide is that holds nothing but comments and a placeholder, and what else these say of it.

    None is for everybody.
    """
    comments = "".join(text[one.start : one.end] for one in scan_regions(text).regions if one.kind is Kind.COMMENT)
    island = Island(comments)
    island.apply_comments()
    audience = island.attributes.pop(ATTRIBUTE, None)
    is_read = _understood(comments) >= len(find_mentions(text, known_audiences(())))
    return audience if is_read else "", island.attributes


def check_audience(written: str, place: Position, context: SlideContext) -> None:
    """Add a finding for each audience in `written` that the course does not have."""
    known = known_audiences(context.facts.audiences())
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


def _understood(html: str) -> int:
    """Return how many elements and comments in `html` say for whom something is."""
    island = Island(without_marks(html))
    comments = (node.comment_content or "" for node in island.nodes() if node.is_comment_node)
    return len(island.select(f"[{ATTRIBUTE}]")) + sum(map(_is_read, comments))


def _is_read(comment: str) -> bool:
    """Tell whether a comment says for whom something is; not one that speaks of a slide and of an element."""
    return ATTRIBUTE in comment_attributes(comment) and not (".slide" in comment and ".element" in comment)


def _is_well_spelt(text: str, mention: Mention) -> bool:
    """Tell whether a mention looks right, so that another one is rather to blame."""
    start = text.rfind("<!--", 0, mention.start)
    if start > text.rfind("-->", 0, mention.start):
        return _is_read(text[start + len("<!--") :].split("-->", 1)[0].strip())
    return _WELL_SPELT.match(text, mention.start) is not None


def _hint(mention: Mention, context: SlideContext) -> str:
    if mention.is_container and context.facts.markdown_engine() != "commonmark":
        return f'Write `<div {ATTRIBUTE}="{INSTRUCTOR}">`: this engine of Markdown has no containers. {_UNTIL_THEN}'
    right = "::: solution" if mention.is_container else f'<!-- .slide: {ATTRIBUTE}="{INSTRUCTOR}" -->'
    return f"Write `{right}`, on one line; or put it in backticks, if it is meant to be seen. {_UNTIL_THEN}"


def _label(node: LexborNode, words: Words) -> None:
    is_solution = "solution" in (node.attributes.get("class") or "").split()
    text = words.solution if is_solution else label_of(node.attributes.get(ATTRIBUTE) or "", words)
    label = Island(f'<p class="audience-label">{escape(text)}</p>').select("p")[0]
    if (first := node.first_child) is not None:
        first.insert_before(label)
