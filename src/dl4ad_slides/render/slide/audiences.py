"""For whom slides and elements on them are, by their attribute `data-audience`, in the tree of a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.mentions import ATTRIBUTE, Mention, find_colons, find_false_marks, find_mentions
from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.model.audience import INSTRUCTOR, audience_names, known_audiences
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.notes import NOTES_FOR_EVERYBODY
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.balance import find_imbalances
from dl4ad_slides.render.html.hidden_parts import cut_parts, implied_parts, without_marks
from dl4ad_slides.render.html.nodes import is_in_code
from dl4ad_slides.render.html.tree import HtmlTree, comment_attributes
from dl4ad_slides.render.markdown.containers import is_container_fence
from dl4ad_slides.render.words import Words

_VALUE = r"""(?:"[^"]+"|'[^']+'|[\w:-]+(?=[\s>}]))"""
_WELL_SPELT = re.compile(rf"{ATTRIBUTE}={_VALUE}")
_COLONS = re.compile(r":{3,}")


def settle_audiences(tree: HtmlTree, parts: Sequence[str], context: SlideContext) -> tuple[str | None, tuple[str, ...]]:
    """Take out elements that the audience does not see, and label the others.

    Returns for whom the slide is, None for everybody, and for whom its parts are; `parts` are those that were marked.
    """
    elements = tree.select(f"[{ATTRIBUTE}]")
    named = [*parts, *(node.attributes.get(ATTRIBUTE) or "" for node in elements)]
    of_slide = tree.attributes.get(ATTRIBUTE)
    for written in dict.fromkeys([*([] if of_slide is None else [of_slide]), *named]):
        place = context.locate(written or ATTRIBUTE)
        context.findings.extend(_audience_findings(written, place, context.facts.audiences()))
    for node in elements:
        if not context.audience.sees(node.attributes.get(ATTRIBUTE) or ""):
            node.decompose()
        elif node.tag == "div":
            _label(node, context.words)
    return of_slide, tuple(named)


def check_mentions(passage: Passage, html: str, context: SlideContext) -> None:
    """Add a finding for each marker of an audience in `passage` that is none in the HTML that was made of it."""
    context.findings.extend(_unread_mentions(passage, html, context.facts.audiences()))
    for mark in find_false_marks(passage):
        message = f"`{passage.text[mark.start : mark.end]}` hides nothing"
        hint = f'Write `::: solution`, or `{ATTRIBUTE}="{INSTRUCTOR}"`; take another name for a class of your own.'
        context.findings.append(error("deck-audience", message, passage.at(mark.start), hint))
    _check_colons(passage, html, context)


def _unread_mentions(passage: Passage, html: str, audiences: Sequence[str]) -> Iterator[Diagnostic]:
    mentions = find_mentions(passage, known_audiences(audiences))
    missing = len(mentions) - _understood(html) if mentions else 0
    if missing > 0:
        doubtful = [one for one in mentions if not _is_well_spelt(passage.text, one)] or mentions
        for mention in doubtful[:missing]:
            message = f"this marker cannot be read: `{passage.text[mention.start : mention.end]}`"
            hint = f'Write `<!-- .slide: {ATTRIBUTE}="{INSTRUCTOR}" -->`, on one line; or put it in backticks as text.'
            yield error("deck-audience", message, passage.at(mention.start), hint)


def _check_colons(passage: Passage, html: str, context: SlideContext) -> None:
    """Add a finding for colons that open no container, and stand in the text of the HTML, or in code by mistake."""
    colons = find_colons(passage)
    swallowed = [one for one in colons if one.is_swallowed]
    shown = len(swallowed) or (_shown_colons(html) if colons else 0)
    if not shown:
        return
    has_containers = context.facts.markdown_engine() == "commonmark"
    hint = "Begin a container at the start of a line: `::: name`. As text, write `\\:::` or put it in backticks."
    if not has_containers:
        hint = f'Write `<div {ATTRIBUTE}="{INSTRUCTOR}">`, or another element: this engine has no containers.'
    unread = swallowed or [
        one for one in colons if not (has_containers and one.begins_line and is_container_fence(one.line))
    ]
    openings = [one for one in unread if one.line.strip(": \t")]
    for one in (openings or unread or colons)[:shown]:
        message = "these colons open no container, and stand on the slide as text"
        context.findings.append(error("layout-colons", message, passage.at(one.start), hint))


def check_balance(html: str, filled: str, context: SlideContext) -> None:
    """Add a finding where an element may end early that is not for everybody; what stands in marks cannot.

    `filled` is the HTML without the marks, with its placeholders filled: a block in a paragraph ends that.
    """
    bare, _ = cut_parts(html, lambda _: False)
    has_hidden_notes = context.notes != NOTES_FOR_EVERYBODY and "notes" in bare.lower()
    if ATTRIBUTE not in bare.lower() and not has_hidden_notes:
        return
    hidden = f'[{ATTRIBUTE}], [class~="notes" i]' if has_hidden_notes else f"[{ATTRIBUTE}]"
    tree = HtmlTree(bare)
    tree.apply_comments()
    is_balanced = not find_imbalances(bare) and len(find_imbalances(filled)) <= len(
        find_imbalances(without_marks(html))
    )
    if (found := tree.select(hidden)) and not is_balanced:
        message = "tags are not balanced, so that more than is meant might be shown to everybody"
        sought = ATTRIBUTE if any(ATTRIBUTE in node.attributes for node in found) else "notes"
        hint = f"Close each tag where it belongs, or use `::: {'solution' if sought == ATTRIBUTE else 'notes'}`."
        context.findings.append(error("deck-audience", message, context.locate(sought), hint))


def slide_attributes(
    passage: Passage, audiences: Sequence[str], findings: list[Diagnostic]
) -> tuple[str | None, dict[str, str]]:
    """Return for whom a slide is that holds nothing but comments and a placeholder, and what else these say of it.

    None is for everybody. `audiences` are those of the course.
    """
    text = passage.text
    comments = "".join(text[one.start : one.end] for one in scan_passage(passage).regions if one.kind is Kind.COMMENT)
    tree = HtmlTree(comments)
    tree.apply_comments()
    audience = tree.attributes.pop(ATTRIBUTE, None)
    findings.extend(_unread_mentions(passage, comments, audiences))
    if audience is not None:
        place = passage.at(max(0, text.find(ATTRIBUTE)))
        findings.extend(_audience_findings(audience, place, audiences))
    return audience, tree.attributes


def _audience_findings(written: str, place: Position, audiences: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each audience in `written` that is none of the `audiences` of the course."""
    known = known_audiences(audiences)
    if not audience_names(written):
        hint = f'Write `{ATTRIBUTE}="{INSTRUCTOR}"`.'
        yield error("deck-audience", f"this `{ATTRIBUTE}` names nobody", place, hint)
    for name in audience_names(written):
        if name not in known:
            others = f"{known_names(known, 'audiences')} `audiences` in slides.yaml adds more."
            hint = did_you_mean(name, known) or others
            yield error("deck-audience", f"there is no audience `{name}`", place, hint)


def drop_unused_footnotes(tree: HtmlTree) -> None:
    """Leave out the footnotes to which nothing leads any more; the others keep their numbers."""
    notes = list(enumerate(tree.select(":is(.footnotes, .footnote) > ol > li[id]"), 1))
    used = len(notes) + 1
    while len(notes) < used:
        used = len(notes)
        for number, note in list(notes):
            links = tree.select("a[href]")
            if not any(_leads_to(link, note) for link in links):
                note.decompose()
                notes.remove((number, note))
    for number, note in notes:
        note.attrs["value"] = str(number)
    if not notes:
        for empty in tree.select("div:is(.footnotes, .footnote):not(:has(li))"):
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
    """Return how many attributes of elements and comments in `html` say for whom something is."""
    tree = HtmlTree(without_marks(html))
    comments = (node.comment_content or "" for node in tree.nodes() if node.is_comment_node)
    return len(tree.select(f"[{ATTRIBUTE}]")) - implied_parts(html) + sum(map(_is_read, comments))


def _shown_colons(html: str) -> int:
    """Return how often the text of `html` has the colons of a container, outside of code."""
    nodes = (node for node in HtmlTree(without_marks(html)).nodes() if node.is_text_node)
    found = ((node, len(_COLONS.findall(node.text_content or ""))) for node in nodes)
    return sum(count for node, count in found if count and not is_in_code(node))


def _is_read(comment: str) -> bool:
    """Tell whether a comment says for whom something is; not one that speaks of a slide and of an element."""
    return ATTRIBUTE in comment_attributes(comment) and not (".slide" in comment and ".element" in comment)


def _is_well_spelt(text: str, mention: Mention) -> bool:
    """Tell whether a mention looks right, so that another one is rather to blame."""
    start = text.rfind("<!--", 0, mention.start)
    if start > text.rfind("-->", 0, mention.start):
        return _is_read(text[start + len("<!--") :].split("-->", 1)[0].strip())
    return _WELL_SPELT.match(text, mention.start) is not None


def _label(node: LexborNode, words: Words) -> None:
    is_solution = "solution" in (node.attributes.get("class") or "").split()
    text = words.solution if is_solution else label_of(node.attributes.get(ATTRIBUTE) or "", words)
    label = HtmlTree(f'<p class="audience-label">{escape(text)}</p>').select("p")[0]
    if (first := node.first_child) is not None:
        first.insert_before(label)
