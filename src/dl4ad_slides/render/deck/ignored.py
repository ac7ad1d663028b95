"""Leave out the warnings that the author of a slide has seen and does not want to see again.

`<!-- slides-ignore: text-markdown, asset-missing -->` on a slide leaves out warnings of these codes about the slide.
Errors are always told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.codes import CODES
from dl4ad_slides.model.diagnostics import Diagnostic, Severity, did_you_mean, known_names, warning
from dl4ad_slides.model.output import SlideLink
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.deck.links import DEAD_LINK

_WORD = "slides-ignore"
_COMMENT = re.compile(rf"<!--\s*{_WORD}\s*:([^>]*?)-->")
_CODE = re.compile(r"[^\s,]+")


class Ignored(NamedTuple):
    """Codes of warnings that are not told about lines of a file, from `first` up to and including `last`."""

    file: str
    first: int
    last: int
    codes: frozenset[str]

    def has(self, code: str, place: Position) -> bool:
        """Tell whether a warning with this code is not to be told at `place`."""
        return code in self.codes and place.file == self.file and self.first <= place.line <= self.last


def find_ignored(
    slides: Iterable[PlacedSlide], known: Collection[str], findings: list[Diagnostic]
) -> Sequence[Ignored]:
    """Return what the comments of `slides` ignore; codes that are not `known` to any check get a finding."""
    commented = [slide for slide in slides if _WORD in slide.source.text]
    return [ignored for slide in commented for ignored in _of_slide(slide, known, findings)]


def without_ignored(findings: Iterable[Diagnostic], ignored: Sequence[Ignored]) -> Iterator[Diagnostic]:
    """Yield the findings that are told."""
    for finding in findings:
        is_error = finding.severity is Severity.ERROR
        if is_error or not any(one.has(finding.code, finding.position) for one in ignored):
            yield finding


def links_to_check(links: Iterable[SlideLink], ignored: Sequence[Ignored]) -> Iterator[SlideLink]:
    """Yield the links of which it is told if they lead to nothing."""
    return (link for link in links if not any(one.has(DEAD_LINK, link.position) for one in ignored))


def _of_slide(slide: PlacedSlide, known: Collection[str], findings: list[Diagnostic]) -> Iterator[Ignored]:
    text = slide.source.text
    scan, passage = scan_regions(text), Passage.of(text, slide.start.file, slide.line)
    for comment in _COMMENT.finditer(text):
        if not scan.covers(comment.start(), {Kind.COMMENT}):
            continue
        codes = frozenset(_CODE.findall(comment[1]))
        for code in _CODE.finditer(comment[1]):
            if code[0] not in CODES and code[0] not in known:
                hint = did_you_mean(code[0], CODES) or known_names(CODES, "codes")
                place = passage.at(comment.start(1) + code.start())
                findings.append(warning("deck-slip", f"there is no finding called `{code[0]}`", place, hint))
        yield Ignored(slide.start.file, slide.line, slide.line + text.count("\n"), codes)
