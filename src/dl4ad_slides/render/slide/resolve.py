"""From an unresolved slide to a finished `<section>`: all of its slots are filled, in the surround of its deck."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from dl4ad_slides.language.direction import direction_of
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.output import RenderedSlide
from dl4ad_slides.model.sentinels import HEADING_ID, OWN_ID
from dl4ad_slides.render.engines.formula_steps import without_steps
from dl4ad_slides.render.engines.highlight import highlight_code
from dl4ad_slides.render.engines.katex import Formula, FormulaKey, error_box, formula_finding, formula_key
from dl4ad_slides.render.html.error_box import error_block
from dl4ad_slides.render.html.slots import DECK_SLOTS, MATH_SLOTS, SLOT, SlotKind, Slots
from dl4ad_slides.render.html.tree import HtmlTree, is_sealed
from dl4ad_slides.render.slide.surround import Surround
from dl4ad_slides.render.slide.unresolved import ALIASES, UnresolvedSlide

_HEADING_ID = re.compile(f"{HEADING_ID}([0-9]+){HEADING_ID}")
_ID = re.compile(r"""<[^<>]*\sid="([^"]+)\"""")


def resolve_slide(slide: UnresolvedSlide, formulas: Mapping[FormulaKey, Formula], surround: Surround) -> RenderedSlide:
    """Return the slide with its slots filled, in its surround."""
    findings, filled = [*slide.findings, *surround.findings], dict(surround.filled)
    slide_id, equations = surround.id, dict(surround.equations)
    html = fill_slots(slide.html, slide.slots, formulas, filled, equations, findings).replace(OWN_ID, escape(slide_id))
    html = _HEADING_ID.sub(lambda found: escape(surround.headings[int(found[1])]), html)
    attributes = {name: value for name, value in slide.attributes.items() if name not in ALIASES}
    aliases = slide.aliases if surround.sheet == 1 else ()
    anchors = "".join(f'<span id="{escape(alias)}" hidden></span>' for alias in aliases)
    kinds = [surround.kind, attributes.get("class", ""), surround.role]
    if surround.language:
        attributes.setdefault("lang", surround.language)
        attributes.setdefault("dir", direction_of(surround.language))
    if classes := " ".join(filter(None, kinds)):
        attributes["class"] = classes
    attributes = {**attributes, **surround.outline}
    rest = "".join(f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes.items())
    start = f'<section id="{escape(slide_id)}"{rest}>{anchors}'
    section = f"{start}{surround.head}{html}</section>"
    if not is_sealed(section):
        message = "an unclosed element would hide the following slides"
        hint = "Delete `<plaintext>`, or the `<!--` in a script."
        findings.append(error("html-unbalanced", message, slide.text.source.content.start, hint))
        source = "" if slide.audiences.is_cut else f"<pre>{escape(slide.text.source.content.text)}</pre>"
        section = f"{start}{error_block(findings[-1])}{source}</section>"
    return RenderedSlide(
        id=slide_id,
        title=slide.heading.title,
        heading_html=_for_other_pages(fill_slots(slide.heading.html, slide.slots, formulas, filled, equations, [])),
        section=section,
        aliases=aliases,
        below=surround.below,
        formula_count=len(slide.math),
        script_hashes=slide.needs.script_hashes,
        frame_hosts=slide.needs.frame_hosts,
        media_hosts=slide.media_hosts,
        passages=slide.text.passages,
        notes=slide.text.source.notes,
        has_notes=slide.has_notes,
        findings=tuple(findings),
        ids=frozenset(unescape(found) for found in _ID.findall(section)),
        links=slide.needs.links,
        assets=slide.assets,
    )


def fill_slots(
    html: str,
    slots: Slots,
    formulas: Mapping[FormulaKey, Formula],
    filled: Mapping[int, str],
    equations: Mapping[int, int],
    findings: list[Diagnostic],
) -> str:
    """Return `html` with its slots filled.

    `filled` are those that the deck has filled, `equations` the first equation of formulas that have numbers, both by
    the number of the slot.
    """

    def fill(match: re.Match[str]) -> str:
        number = int(match[1])
        slot = slots[number]
        if slot.kind in DECK_SLOTS:
            return filled.get(number, "")
        if slot.kind in MATH_SLOTS:
            formula = formulas[formula_key(slot)]
            if not formula.html:
                findings.append(formula_finding(slot, formula))
            return formula.numbered(equations.get(number)) or error_box(slot, formula)
        if slot.kind is SlotKind.CODE:
            return highlight_code(slot, findings)
        if slot.kind is SlotKind.BROKEN:
            return f'<span class="slide-error" role="alert">{escape(slot.content)}</span>'
        return escape(slot.content, quote=False)

    return SLOT.sub(fill, html)


def _for_other_pages(heading: str) -> str:
    """Return the HTML of a heading without what belongs to its own page: links, ids, footnotes, steps."""
    heading = without_steps(heading)
    if "<a" not in heading and " id=" not in heading:
        return heading
    tree = HtmlTree(heading)
    for mark in tree.select(".footnote-ref"):
        mark.decompose()
    for link in tree.select("a"):
        link.unwrap()
    for node in tree.select("[id]"):
        del node.attrs["id"]
    return tree.html
