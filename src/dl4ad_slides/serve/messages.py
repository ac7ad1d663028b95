"""What the server tells open pages, as the difference of two values.

Takes two states of a deck; gives the message that turns a page of the one into a page of the other. `client.js`
documents the messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import RenderedDeck, RenderedSlide
from dl4ad_slides.report import finding_as_json

Message = Mapping[str, object]

_EXCERPT = 2


def deck_message(before: RenderedDeck, after: RenderedDeck) -> Message | None:
    """Return the message for open pages of a deck, or None where they need none."""
    if len(before.slides) == len(after.slides):
        others = [pair for pair in zip(before.slides, after.slides, strict=True) if pair[0] is not pair[1]]
        if all((old.id, old.below) == (new.id, new.below) for old, new in others):
            return _message_in_place(before, after, others)
    same = {id(slide) for slide in before.slides}
    fresh = [slide for slide in after.slides if id(slide) not in same]
    if _needs_reload(before, after, fresh):
        return reload_message(after.deck.name)
    old = {slide.id: slide.section for slide in before.slides}
    renamed = _renamed(before.slides, after.slides) if any(slide.id not in old for slide in fresh) else {}
    changed = [slide for slide in fresh if old.get(slide.id) != slide.section]
    order, order_before = stacks(after.slides), stacks(before.slides)
    if renamed:
        order_before = [[renamed.get(slide_id, slide_id) for slide_id in stack] for stack in order_before]
    is_same_order = order == order_before
    if not changed and is_same_order and before.title == after.title:
        return None
    return _slides_message(after, changed, None if is_same_order else order, renamed)


def _message_in_place(
    before: RenderedDeck, after: RenderedDeck, others: Sequence[tuple[RenderedSlide, RenderedSlide]]
) -> Message | None:
    """Return the message where only the content of slides is another: `others` are the slides before and after."""
    if _needs_reload(before, after, [new for _, new in others]):
        return reload_message(after.deck.name)
    changed = [new for old, new in others if old.section != new.section]
    return _slides_message(after, changed) if changed or before.title != after.title else None


def _slides_message(
    after: RenderedDeck,
    changed: Sequence[RenderedSlide],
    order: list[list[str]] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Message:
    return {
        "type": "slides",
        "page": after.deck.name,
        "changed": {slide.id: slide.section for slide in changed},
        "order": order,
        "renamed": renamed or {},
        "title": after.title,
        "focus": changed[0].id if changed else None,
    }


def reload_message(page: str | None) -> Message:
    """Return the message that reloads the pages of one deck, or all pages."""
    return {"type": "reload", "page": page}


def findings_message(page: str, findings: Sequence[Diagnostic], texts: Mapping[str, str]) -> Message:
    """Return the message that shows `findings` over a page; `texts` are the files that they stand in."""
    shown = [{**finding_as_json(finding), "excerpt": _excerpt(finding, texts)} for finding in findings]
    return {"type": "findings", "page": page, "findings": shown}


def stacks(slides: Sequence[RenderedSlide]) -> list[list[str]]:
    """Return the ids of slides, those that stand below each other together."""
    grouped: list[list[str]] = []
    for slide in slides:
        if slide.below and grouped:
            grouped[-1].append(slide.id)
        else:
            grouped.append([slide.id])
    return grouped


def _renamed(before: Sequence[RenderedSlide], after: Sequence[RenderedSlide]) -> dict[str, str]:
    """Return the ids that changed in place, where no slide came or went."""
    if len(before) != len(after):
        return {}
    old, new = {slide.id for slide in before}, {slide.id for slide in after}
    pairs = zip((slide.id for slide in before), (slide.id for slide in after), strict=True)
    return {one: other for one, other in pairs if one != other and other not in old and one not in new}


def _needs_reload(before: RenderedDeck, after: RenderedDeck, fresh: Sequence[RenderedSlide]) -> bool:
    """Tell whether something outside of the slides changed: the frame of the page, its policy, its style sheets.

    `fresh` are the slides of `after` that are not in `before`.
    """
    if before.deck.front_matter != after.deck.front_matter:
        return True
    if any(slide.formula_count for slide in fresh) and not before.formula_count:
        return True
    needed = _allowed(fresh)
    return bool(needed) and not needed <= _allowed(before.slides)


def _allowed(slides: Sequence[RenderedSlide]) -> set[str]:
    needed = ((*slide.script_hashes, *slide.frame_hosts, *sorted(slide.media_hosts)) for slide in slides)
    return {source for each in needed for source in each}


def _excerpt(finding: Diagnostic, texts: Mapping[str, str]) -> list[dict[str, object]]:
    lines = texts.get(finding.position.file, "").split("\n")
    at = finding.position.line - 1
    first = max(0, at - _EXCERPT)
    return [{"line": number, "text": text} for number, text in enumerate(lines[first : at + _EXCERPT + 1], first + 1)]
