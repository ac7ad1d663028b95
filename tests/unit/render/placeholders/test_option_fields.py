"""The dataclass of a placeholder type declares its options, with types, bounds and defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

import pytest

from dl4ad_slides.language.placeholders import parse_placeholder
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.placeholder_type import Between, NoOptions
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.placeholders.option_fields import read_fields
from dl4ad_slides.render.placeholders.options import Options


@dataclass(frozen=True)
class Declared:
    """One option of each type."""

    text: str = "t"
    x_label: str | None = None
    size: Annotated[int | None, Between(1, 9)] = None
    share: Annotated[float, Between(0, 1)] = 0.5
    flag: bool = False
    level: Literal["low", "high"] = "low"
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default_factory=tuple)


def read(written: str, declared: type[object] = Declared) -> tuple[object, list[str]]:
    findings: list[Diagnostic] = []
    placeholder = parse_placeholder(f"<<N:a {written}>>", Position("decks/a.md", 3), findings)
    return read_fields(declared, Options(placeholder, findings)), [str(finding) for finding in findings]


def test_reads_each_type() -> None:
    """As it is declared; a field with an underscore is an option with a hyphen."""
    written = 'text=a x-label="b c" size=3 share=0.25 flag=yes level=high names="d, e" others=f'
    assert read(written) == (Declared("a", "b c", 3, 0.25, True, "high", ("d", "e"), ("f",)), [])


def test_takes_the_defaults() -> None:
    """Where nothing is written."""
    assert read("") == (Declared(), [])
    assert read("", NoOptions) == (NoOptions(), [])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("size=12", "`size` must be a whole number from 1 to 9, not `12`"),
        ("share=2", "`share` must be a number from 0 to 1, not `2`"),
        ("flag=maybe", "`flag` must be true or false, not `maybe`"),
        ("level=mid", "`level` must be one of `low`, `high`, not `mid`"),
        ("x_label=a", "`N` has no option `x_label`"),
    ],
)
def test_reports_what_is_wrong_and_goes_on_with_the_default(written: str, told: str) -> None:
    """One finding at the option."""
    value, (finding,) = read(written)
    assert value == Declared()
    assert finding.startswith("decks/a.md:3:7: error[placeholder-")
    assert told in finding


@dataclass(frozen=True)
class NoDefault:
    """An option that must be given: there is no such thing."""

    text: str


@dataclass(frozen=True)
class NoType:
    """An option that nobody can write."""

    text: bytes = b""


@pytest.mark.parametrize("declared", [NoDefault, NoType])
def test_a_declaration_that_cannot_be_is_an_error_of_its_author(declared: type[object]) -> None:
    """It is raised when the placeholder is first used, and told as a failure of the extension."""
    with pytest.raises(TypeError, match="the option `text`"):
        read("", declared)
