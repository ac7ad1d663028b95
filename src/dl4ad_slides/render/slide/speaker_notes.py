"""Speaker notes: find them by their class, and gather them where Reveal.js and the speaker view look for them.

That is one `<aside class="notes">`, a child of the section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.mentions import ATTRIBUTE as AUDIENCE
from dl4ad_slides.language.note_marks import find_false_notes
from dl4ad_slides.model.audience import INSTRUCTOR
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.notes import NOTES_FOR_EVERYBODY
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.nodes import (
    children_of,
    classes_of,
    elements_around,
    is_in_code,
    is_pause,
    replace_node,
    set_classes,
)
from dl4ad_slides.render.html.tree import HtmlTree

_NOTES = "aside.notes"
_ATTRIBUTE = "data-notes"
STEP = "data-step-notes"
# On notes at the end of a slide, while it is made: they are for the whole of it.
_WHOLE = "data-whole-notes"
# On the parts of notes, how many steps of the slide are shown by then.
_AFTER = "data-notes-after"
_WRITE = "Write `Note:` at the start of the line, in every language."
_CLASS = "notes"
_LIST = re.compile(r"\{[^{}\n]*\.notes(?![\w-])[^{}\n]*\}", re.IGNORECASE)
# Of other elements more than their content makes the notes: a list is one there, too.
_PLAIN = frozenset({"div", "section", "article", "aside", "main", "li", "dd", "dt", "td", "th", "figure"})
# What is seen without a word in it.
_SEEN = frozenset({"img", "svg", "video", "audio", "iframe", "embed", "canvas", "object", "hr", "input"})
_PHRASES = frozenset({"span", "a", "b", "strong", "i", "em", "small", "mark", "code", "u", "s", "del", "ins"})


def mark_notes(tree: HtmlTree) -> None:
    """Make notes in their one spelling of all elements of the class `notes`, in capitals too."""
    named = [node for node in tree.select(f'[class~="{_CLASS}" i]') if not _stands_in_notes(node)]
    for node in named:
        if node.tag == "aside" and _CLASS in classes_of(node):
            continue
        set_classes(node, [name for name in classes_of(node) if name.lower() != _CLASS])
        html = (node.inner_html if node.tag in _PLAIN else node.html) or ""
        replace_node(node, f'<aside class="{_CLASS}">{f"<p>{html}</p>" if node.tag in _PHRASES else html}</aside>')


def check_notes(tree: HtmlTree, context: SlideContext) -> None:
    """Add a finding for what looks like the beginning of notes and is shown to everybody.

    Where notes are not published to all, that is an error, so that none of them gets out by a slip of the pen.
    """
    are_public = context.notes == NOTES_FOR_EVERYBODY
    for passage in context.text.passages:
        if passage is context.text.source.notes:
            continue
        for mark in find_false_notes(passage):
            written, place = passage.text[mark.start : mark.end], passage.at(mark.start)
            message = f"`{written}` begins no speaker notes, so everybody sees what follows"
            if not are_public:
                hint = f"{_WRITE} To show it to everybody, write `{_shown(written)}`."
                context.findings.append(error("deck-notes", message, place, hint))
            elif mark.is_slip:
                context.findings.append(warning("deck-slip", message, place, _WRITE))
    if not are_public:
        context.findings.extend(_unread_lists(tree, context))


def has_notes(tree: HtmlTree) -> bool:
    """Tell whether the slide has notes, be it in an attribute."""
    return _ATTRIBUTE in tree.attributes or bool(tree.select(f"{_NOTES}, [{_ATTRIBUTE}]"))


def mark_whole_notes(tree: HtmlTree, *, has_text: bool) -> None:
    """Mark the notes that are for the whole slide though they may stand behind a pause.

    These are the text behind `Note:`, the last notes of a slide that `has_text`; and all notes, where they stand below
    all that the slide shows.
    """
    outer = [aside for aside in tree.select(_NOTES) if not is_in_notes(aside)]
    whole = outer[-1:] if has_text else []
    others = outer[: len(outer) - len(whole)]
    if others and not _is_shown_below(others[0], tree):
        whole = outer
    for aside in whole:
        aside.attrs[_WHOLE] = ""


def gather_notes(tree: HtmlTree) -> None:
    """Put the notes of the slide into one element at its end, in the order in which they stand.

    Those of a fragment are for its step: both have the same name in an attribute. A pause in notes is for the next
    step.
    """
    asides = tree.select(_NOTES)
    if not asides or (len(asides) == 1 and _is_settled(asides[0])):
        return
    outer = [aside for aside in asides if not is_in_notes(aside)]
    for aside in asides:
        if is_in_notes(aside):
            aside.unwrap()
    text = "".join(_notes_html(aside, step) for step, aside in enumerate(outer, 1))
    for aside in outer:
        aside.decompose()
    tree.append(f'<aside class="notes">{text}</aside>')


def _notes_html(aside: LexborNode, number: int) -> str:
    html = _notes_in_parts(aside)
    if _WHOLE in aside.attributes:
        return html
    if step := aside.attributes.get(STEP):
        return _step_notes(step, html)
    fragment = next((around for around in elements_around(aside) if "fragment" in classes_of(around)), None)
    if fragment is None:
        return html
    step = fragment.attributes.get(STEP) or str(number)
    fragment.attrs[STEP] = step
    return _step_notes(step, html)


def _notes_in_parts(aside: LexborNode) -> str:
    """Return what notes hold; what stands behind the pauses in them, as parts with the numbers of these steps."""
    parts = [""]
    for child in children_of(aside):
        if is_pause(child):
            parts.append("")
        else:
            parts[-1] += child.html or ""
    first, *others = parts
    return first + "".join(f'<div {_AFTER}="{step}">{html}</div>' for step, html in enumerate(others, 1))


def _step_notes(step: str, html: str) -> str:
    return f'<div class="step-notes" {STEP}="{step}">{html}</div>'


def is_for_step(aside: LexborNode) -> bool:
    """Tell whether notes behind a pause are for its step."""
    return aside.tag == "aside" and "notes" in classes_of(aside) and _WHOLE not in aside.attributes


def _is_settled(aside: LexborNode) -> bool:
    """Tell whether the only notes of a slide stand where they belong, with nothing in them that has a step."""
    if aside.parent is not None or STEP in aside.attributes or any(map(is_pause, children_of(aside))):
        return False
    if _WHOLE in aside.attributes:
        del aside.attrs[_WHOLE]
    return True


def _is_shown_below(aside: LexborNode, tree: HtmlTree) -> bool:
    """Tell whether the slide shows anything below some notes."""
    is_below = False
    for node in tree.nodes():
        if node == aside:
            is_below = True
        elif is_below and not is_in_notes(node) and (_is_text(node) or node.tag in _SEEN):
            return all("footnotes" not in classes_of(around) for around in elements_around(node))
    return False


def _is_text(node: LexborNode) -> bool:
    return bool(node.is_text_node and (node.text_content or "").strip())


def strip_notes(tree: HtmlTree) -> None:
    """Leave the notes of the slide out, those in attributes too."""
    for notes in [aside for aside in tree.select(_NOTES) if not is_in_notes(aside)]:
        notes.decompose()
    tree.attributes.pop(_ATTRIBUTE, None)
    for node in tree.select(f"[{_ATTRIBUTE}]"):
        del node.attrs[_ATTRIBUTE]


def is_in_notes(node: LexborNode) -> bool:
    """Tell whether `node` stands in speaker notes."""
    return any(around.tag == "aside" and "notes" in classes_of(around) for around in elements_around(node))


def _stands_in_notes(node: LexborNode) -> bool:
    return any(_CLASS in map(str.lower, classes_of(around)) for around in elements_around(node))


def _unread_lists(tree: HtmlTree, context: SlideContext) -> Iterator[Diagnostic]:
    """Yield an error for each list of attributes that would make notes, had it not become text; and for the slide."""
    texts = (node for node in tree.nodes() if node.is_text_node and not is_in_code(node) and not is_in_notes(node))
    for found in (found for node in texts for found in _LIST.finditer(node.text_content or "")):
        message = f"`{found[0]}` makes no speaker notes of anything, so everybody sees them"
        hint = "Write it on the line above a block, or put the notes into a container `::: notes`."
        yield error("deck-notes", message, _place_in_text(found[0], context), hint)
    if _CLASS in tree.attributes.get("class", "").lower().split():
        message = "a slide as a whole cannot be speaker notes"
        hint = f'Write `<!-- .slide: {AUDIENCE}="{INSTRUCTOR}" -->` for a slide that only instructors see.'
        yield error("deck-notes", message, context.locate(_CLASS), hint)


def _place_in_text(attributes: str, context: SlideContext) -> Position:
    """Return where a list of attributes stands that is not that of a container, which would have been read."""
    for passage in context.text.passages:
        for found in re.finditer(re.escape(attributes), passage.text):
            if ":::" not in passage.text[passage.text.rfind("\n", 0, found.start()) + 1 : found.start()]:
                return passage.at(found.start())
    return context.locate(attributes)


def _shown(written: str) -> str:
    """Return the same as text that looks like no notes to us, and like itself to all others."""
    return f"&#{ord(written[0])};{written[1:]}" if written.endswith("?") else f"{written[:-1]}&#{ord(written[-1])};"
