"""What looks like syntax and is text: each kind of slip that must be told, and what is near to it and must not.

A file of `tests/slips` holds kinds, each a heading and its examples: slides in fences of four tildes. In one marked
`slip`, `▸` stands where a finding must point, and one of the texts in backticks behind the colon must be in its hint.
Of one marked `fine`, nothing may be told. Two lists name what does not hold yet; each of their lines must be true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from dl4ad_slides.model.diagnostics import Diagnostic
from helpers import Course, Workshop

SLIPS = Path(__file__).parent / "slips"
COURSE = Path(__file__).parent / "prose"  # has the pictures and the bibliography that the examples name
_EXAMPLE = re.compile(
    r"^~~~~ (?:slip: (?P<hint>[^\n]*`)|fine)\n(?P<slide>.*?)^~~~~\n|^## (?P<kind>[^\n]+)$", re.DOTALL | re.MULTILINE
)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)( ?)(?P<code>.*?)\2(?<!`)\1(?!`)")
_MARK = "▸"
LEAST = 2  # examples of a kind, and one near to it


@dataclass(frozen=True)
class Example:
    """A slide with its slip marked, or one without any; one of `hints` must be in the hint of a finding."""

    file: str
    kind: str
    marked: str
    hints: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return by what the lists name the example: its file, its kind, and its marked line or its first one."""
        lines = self.marked.strip().splitlines()
        line = next((line for line in lines if _MARK in line), lines[0])
        return f"{self.file}: {self.kind}: {line.strip()}"

    @property
    def slide(self) -> str:
        return self.marked.replace(_MARK, "")

    @property
    def places(self) -> set[tuple[int, int]]:
        """Return line and column of each mark, from 1."""
        places = set()
        for number, line in enumerate(self.marked.splitlines(), 1):
            columns = [found.start() + 1 for found in re.finditer(_MARK, line)]
            places |= {(number, column - earlier) for earlier, column in enumerate(columns)}
        return places


def read_examples(file: Path) -> list[Example]:
    """Return the examples of a file in their order."""
    examples, kind = [], ""
    for found in _EXAMPLE.finditer(file.read_text(encoding="utf-8")):
        if found["kind"]:
            kind = found["kind"]
        else:
            hints = tuple(span["code"] for span in _CODE_SPAN.finditer(found["hint"] or ""))
            examples.append(Example(file.stem, kind, found["slide"], hints))
    return examples


def read_list(name: str) -> set[str]:
    """Return the lines of a list of examples."""
    return set((SLIPS / name).read_text(encoding="utf-8").splitlines())


EXAMPLES = [example for file in sorted(SLIPS.glob("*.md")) for example in read_examples(file)]
TO_BE_TOLD = [example for example in EXAMPLES if example.hints]
FINE = [example for example in EXAMPLES if not example.hints]
NOT_YET_FOUND = read_list("not-yet-found.txt")
FALSE_ALARMS = read_list("false-alarms.txt")


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(Course(COURSE))


def told_of(example: Example, workshop: Workshop) -> Sequence[Diagnostic]:
    return workshop.render_text(example.slide)[1]


def in_words(findings: Sequence[Diagnostic]) -> str:
    return "\n".join(f"{one.position}: {one.code}: {one.message} – {one.hint}" for one in findings) or "nothing"


@pytest.mark.parametrize("example", TO_BE_TOLD, ids=lambda example: example.name)
def test_a_slip_is_told_where_it_stands(example: Example, workshop: Workshop) -> None:
    """A finding points at each mark, one says what to write, and nothing else is told; unless the list excuses it."""
    findings = told_of(example, workshop)
    places = {(one.position.line, one.position.column) for one in findings}
    found = places == example.places and any(hint in one.hint for one in findings for hint in example.hints)
    if example.name in NOT_YET_FOUND:
        assert not found, f"delete this line from not-yet-found.txt: {example.name}"
    else:
        assert found, f"expected {example.places} with one of {example.hints} in a hint, told was\n{in_words(findings)}"


@pytest.mark.parametrize("example", FINE, ids=lambda example: example.name)
def test_nothing_is_told_of_what_is_near_to_a_slip(example: Example, workshop: Workshop) -> None:
    """What is only near to a slip has no finding; unless the list excuses it."""
    findings = told_of(example, workshop)
    if example.name in FALSE_ALARMS:
        assert findings, f"delete this line from false-alarms.txt: {example.name}"
    else:
        assert not findings, in_words(findings)


def test_the_lists_name_examples() -> None:
    """Every line of the lists is the name of an example, and no two examples have the same one."""
    assert not NOT_YET_FOUND - {example.name for example in TO_BE_TOLD}
    assert not FALSE_ALARMS - {example.name for example in FINE}
    assert [name for name, count in Counter(example.name for example in EXAMPLES).items() if count > 1] == []


def test_every_kind_is_shown_twice_and_has_a_neighbour() -> None:
    """Each kind has two slips or more and one slide that is near to them; every mark and fence could be read."""
    slips, fine = Counter(one.file + one.kind for one in TO_BE_TOLD), Counter(one.file + one.kind for one in FINE)
    assert [kind for kind in slips | fine if slips[kind] < LEAST or not fine[kind]] == []
    assert [one.name for one in TO_BE_TOLD if _MARK not in one.marked] == []
    assert [one.name for one in FINE if _MARK in one.marked] == []
    fences = sum(file.read_text(encoding="utf-8").count("\n~~~~ ") for file in SLIPS.glob("*.md"))
    assert len(EXAMPLES) == fences
