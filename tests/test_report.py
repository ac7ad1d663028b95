"""How findings are printed."""

from __future__ import annotations

import click
import pytest

from dl4ad_slides.model.diagnostics import error
from dl4ad_slides.model.source import Position
from dl4ad_slides.report import print_findings


@pytest.mark.parametrize("file", ["decks/a.md", "decks/04: layers.md"])
def test_place_and_severity_stand_out(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place is bold and the severity coloured, whatever characters a file name has."""
    told: list[str] = []
    monkeypatch.setattr(click, "echo", lambda text, err: told.append(text))  # noqa: ARG005
    finding = error("deck-empty", "this deck is empty: yes", Position(file, 3, 7), "Write a heading.", "in b")
    print_findings([finding])
    first, *rest = told[0].split("\n")
    place, kind = click.style(f"{file}:3:7", bold=True), click.style("error[deck-empty]", fg="red")
    assert first == f"{place}: {kind}: this deck is empty: yes"
    assert rest == ["  hint: Write a heading.", "  note: in b"]
    assert click.unstyle(told[0]) == str(finding)
