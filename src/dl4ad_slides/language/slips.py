"""Find what looks like the deck language and is text: slips that would otherwise be seen on stage first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from dl4ad_slides.language.callouts import KINDS, how_to_write
from dl4ad_slides.language.regions import Kind, Scan
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage

BUILT_IN = ("AGENDA", "CHART", "CREDITS", "INCLUDE", "QR", "REFERENCES", "SCHEDULE", "TABLE", "TIMELINE")
# Those that are no element of HTML in capitals either.
NO_ELEMENTS = tuple(name for name in BUILT_IN if name != "TABLE")
_TEXT_KINDS = frozenset(Kind) - {Kind.LITERAL}
_MARKS = {
    **dict.fromkeys(("section", "abschnitt", "sección", "seccion", "sezione", "sectie"), "section"),
    **dict.fromkeys(("subsection", "unterabschnitt", "subsección", "subseccion", "sottosezione"), "subsection"),
}
_TITLES = ("section", "subsection")
_CLASSES = ("incremental", "nonincremental", "fragment", "unnumbered", "together", "inline")

_PLACEHOLDER = re.compile(r"<<[ \t]*([A-Za-z]+)(?=[:>])")
# Points alone in a paragraph, as many and as close as nobody writes a pause.
_PAUSE = re.compile(r"(?:\A|\n[ \t]*\n)\n? {0,3}(\.(?:[ \t]*\.)+|…)[ \t]*(?=\n[ \t]*\n|\n?\Z)")
_COMMENT = re.compile(r"<!--\s*(([^\W\d_]+)[ \t]*):")
_CODE = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.RAW, Kind.DISPLAY_MATH, Kind.INLINE_MATH, Kind.LITERAL})
# One bracket too few, before or behind; with arguments and two brackets before, it is told as never closed.
_BRACKETS = re.compile(rf"(?<!<)(?:<<({'|'.join(BUILT_IN)})>|<({'|'.join(NO_ELEMENTS)})(?:[:\s][^<>\n]*)?>>?)(?!>)")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_CLASS = re.compile(r"(?<=[\s{])\.([a-z-]+)(?=[\s}])")
# Classes of Quarto.
FOREIGN_CLASSES = {
    **{f"callout-{kind.lower()}": how_to_write(kind) for kind in KINDS},
    "panel-tabset": "Write `::: columns`, and `::: column` for each of them, or a heading for each: all is shown.",
    "aside": "Write `::: small`, or a footnote, `[^1]`.",
    "absolute": "Write `::: overlay`, or `::: columns`.",
    "column-margin": "Write `::: columns`, or a footnote, `[^1]`.",
    "column-page": "Delete it: a slide has no margins beside its text.",
}


def slips(slide: Passage, scan: Scan) -> Iterator[Diagnostic]:
    """Yield a warning for each slip in the text of a slide, notes included; `scan` has looked at it."""
    text = slide.text
    for found in _outside(_PLACEHOLDER, text, scan):
        if found[1].upper() in BUILT_IN and found[0] != f"<<{found[1].upper()}":
            hint = f"Write `<<{found[1].upper()}`, in capitals and without a space."
            yield _slip(f"`{found[0]}` is no placeholder", slide, found, hint)
    for found in _outside(_PAUSE, text, scan):
        if found[1] != ". . .":
            hint = "Write `. . .` for a pause, or `\\...` for the points themselves."
            yield _slip(f"`{found[1]}` is no pause, and stands on the slide", slide, found, hint, 1)
    for found in _BRACKETS.finditer(text):
        if not scan.covers(found.start(), _CODE):
            hint = f"Write `<<{found[0].strip('<>')}>>`, with two brackets on both sides."
            yield _slip(f"`{found[0]}` is no placeholder", slide, found, hint)
    for region in scan.regions:
        if region.kind is Kind.COMMENT and (word := _COMMENT.match(text, region.start)):
            near = word[1] not in _TITLES and get_close_matches(word[2].lower(), _MARKS, n=1, cutoff=0.75)
            if near:
                hint = f"Write `<!-- {_MARKS[near[0]]}: … -->`, in every language."
                yield _slip(f"`{word[1]}:` sets no running title", slide, word, hint)
    for attributes in _outside(_ATTRIBUTES, text, scan):
        for name in _CLASS.finditer(attributes[0]):
            if hint := FOREIGN_CLASSES.get(name[1], ""):
                where = slide.at(attributes.start() + name.start())
                yield warning("text-foreign", f"the class `{name[1]}` is of Quarto, and does nothing", where, hint)
            near = name[1] not in _CLASSES and get_close_matches(name[1], _CLASSES, cutoff=0.82)
            if near:
                yield _slip(f"the class `{name[1]}` does nothing", slide, attributes, f"Did you mean `.{near[0]}`?")


def _outside(pattern: re.Pattern[str], text: str, scan: Scan) -> Iterator[re.Match[str]]:
    return (found for found in pattern.finditer(text) if not scan.covers(found.start(), _TEXT_KINDS))


def _slip(message: str, slide: Passage, found: re.Match[str], hint: str, group: int = 0) -> Diagnostic:
    return warning("deck-slip", message, slide.at(found.start(group)), hint)
