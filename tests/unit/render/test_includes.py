"""Texts of other files, where they can stand and where they cannot."""

from __future__ import annotations

import time

import pytest

from conftest import MakeCourse


def test_no_text_stands_in_an_attribute(course: MakeCourse) -> None:
    """Its HTML would end the tag."""
    made = course({"decks/a.md": '# A\n\n<b title="<<INCLUDE:_c.md>>">b</b>\n', "decks/_c.md": 'a "b" <i>c</i>\n'})
    outcome = made.build()
    assert [line for line in outcome.findings if "placeholder-syntax" in line] == outcome.findings
    assert outcome.findings[0].startswith("decks/a.md:3:11: error[placeholder-syntax]")


@pytest.mark.parametrize("text", ["## C\n\nText\n", "- one\n- two\n", "```\ncode\n```\n"])
def test_blocks_do_not_stand_amid_a_line(course: MakeCourse, text: str) -> None:
    """They would end the paragraph; on a line of its own the same text is welcome."""
    files = {"decks/a.md": "# A\n\nSay <<INCLUDE:_c.md>>.\n\n<<INCLUDE:_c.md>>\n", "decks/_c.md": text}
    (finding,) = course(files).build().findings
    assert finding.startswith("decks/a.md:3:5: error[placeholder-syntax]")


def test_no_text_comes_back_to_its_own_file(course: MakeCourse) -> None:
    """Through another file as little as at once: lines of the slide count from its first one, those of texts do not."""
    files = {
        "decks/a.md": "# A\n\n---\n\n## X\n\n<<INCLUDE:b.md#y>>\n\n---\n\n## W\n\n$\\fraccc$\n",
        "decks/b.md": "# B\n\n---\n\n## Y\n\n<<INCLUDE:a.md#w>>\n",
    }
    findings = course(files).build().findings
    assert [finding.partition(": ")[0] for finding in findings] == ["decks/a.md:13:2", "decks/b.md:7:1"]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("above", ["", "Text\n\n"])
def test_a_long_chain_ends(course: MakeCourse, above: str, count: int) -> None:
    """Whether it is deeper than the stack, or would double a slide sixty times."""
    files = {f"decks/_{number}.md": _including(number + 1, above, count) for number in range(400)}
    made = course({"decks/a.md": _including(0, above, count), **files, "decks/_400.md": "end\n"})
    started = time.process_time()
    findings = made.build().findings
    assert time.process_time() - started < 30
    assert {finding.partition(": ")[2].partition(":")[0] for finding in findings} == {"error[include-cycle]"}


def _including(number: int, above: str, count: int) -> str:
    between = "\n" if above else "\n---\n\n"
    return above + between.join([f"<<INCLUDE:_{number}.md>>\n"] * count)
