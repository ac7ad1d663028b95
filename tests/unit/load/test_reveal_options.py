"""Options for Reveal.js: what has an effect here, and what is said of all others."""

from __future__ import annotations

import re

import pytest

from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.reveal_options import OPTIONS, REFUSED
from dl4ad_slides.load.settings import read_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.settings import Settings
from dl4ad_slides.model.source import Source
from helpers import ROOT


def read(head: str) -> tuple[dict[str, object], list[str]]:
    findings: list[Diagnostic] = []
    value, _ = split_front_matter(Source("decks/a.md", f"---\n{head}\n---\n# A\n"), findings)
    front_matter = read_front_matter(value, Settings(), findings)
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    told = [f"{each.position.line}:{each.position.column} {each.message} – {each.hint}" for each in findings]
    return dict(front_matter.reveal), told


def test_every_option_of_reveal_is_known() -> None:
    """All of its `config.js` either works or is refused, and none of them twice."""
    script = (ROOT / "src/dl4ad_slides/_vendor/reveal/reveal.js").read_text("utf-8")
    config = re.search(r"=\{(width:960,height:.*?plugins:\[\])\}", script)
    assert config is not None
    names = set(re.findall(r"(?:^|,)(\w+):", config[1]))
    assert len(names) > 60
    assert names - {*OPTIONS, *REFUSED} == set()
    assert not OPTIONS.keys() & REFUSED.keys()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("loop: true", {"loop": True}),
        ("autoSlide: 5000", {"autoSlide": 5000}),
        ("autoSlide: false", {"autoSlide": False}),
        ("autoPlayMedia: null", {"autoPlayMedia": None}),
        ("transition: slide-in fade-out", {"transition": "slide-in fade-out"}),
        ("slideNumber: c/t", {"slideNumber": "c/t"}),
        ("keyboard: {13: next, 27: null}", {"keyboard": {"13": "next", "27": None}}),
        ("viewDistance: 2.5", {"viewDistance": 2.5}),
        # What happens anyway is not told.
        ("width: 1920, height: 1080, center: false, showNotes: false, view: null, margin: 0.0, plugins: null", {}),
    ],
)
def test_options_with_an_effect(written: str, expected: dict[str, object]) -> None:
    """They go to Reveal.js as they are."""
    assert read(f"reveal: {{{written}}}") == (expected, [])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("view: scroll", "2:10 `view` has no effect here – The reading page shows a deck as one page that scrolls"),
        ("width: 960", "2:10 `width` has no effect here – Slides measure 1920 × 1080"),
        ("showNotes: separate-page", "2:10 `showNotes` has no effect here – The speaker view (key S) shows notes"),
        ("totalTime: 600", "2:10 `totalTime` has no effect here – Delete it: the speaker view shows no pace."),
        ("embedded: true", "2:10 `embedded` has no effect here – A deck is a page of its own"),
        ("margin: false", "2:10 `margin` has no effect here – Slides measure"),
        ("plugins: [RevealMath]", "2:10 `plugins` has no effect here – What Reveal.js' usual plugins do"),
        ("loop: 'true'", "2:16 `loop` cannot be `true` – Write `true` or `false`."),
        ("loop: true, transition: fad", "2:34 `transition` cannot be `fad` – Write `none`, `fade`, `slide`"),
        ("autoSlide: true", "2:21 `autoSlide` cannot be `true` – Write milliseconds"),
        ("autoSlide: 5s", "2:21 `autoSlide` cannot be `5s` – Write milliseconds"),
        ("viewDistance: true", "2:24 `viewDistance` cannot be `true` – Write a number."),
        ("transitoin: fade", "2:10 Reveal.js has no option `transitoin` – Did you mean `transition`"),
        ("loopt: true", "2:10 Reveal.js has no option `loopt` – Did you mean `loop`?"),
        ("qwertz: 1", "2:10 Reveal.js has no option `qwertz` – Delete it."),
    ],
)
def test_options_without_an_effect(written: str, told: str) -> None:
    """Each is a warning at its name, or at a value that it cannot have, and Reveal.js does not get it."""
    options, findings = read(f"reveal: {{{written}}}")
    assert [finding.startswith(told) for finding in findings] == [True], findings
    assert options.keys() <= {"loop"}


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("revealOptions:\n  width: 960\n  loop: true", ["3:3 `width` has no effect here"]),
        ("revealOptions: {center: false, height: 1080}", []),
        ("totalTime: 60", ["2:1 `totalTime` has no effect here"]),
        ("preview-links: auto", ["2:1 `previewLinks` has no effect here"]),
        ("slideOptions: {lop: true}", ["2:16 Reveal.js has no option `lop`"]),
    ],
)
def test_options_in_the_front_matter_of_other_tools(head: str, told: list[str]) -> None:
    """They are read alike, where they stand."""
    assert [finding.partition(" – ")[0] for finding in read(head)[1]] == told
