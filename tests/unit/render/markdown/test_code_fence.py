"""The info string of a code fence."""

from __future__ import annotations

import pytest

from dl4ad_slides.render.markdown.code_fence import FenceInfo, parse_fence_info


@pytest.mark.parametrize(
    ("info", "language", "steps", "first_line"),
    [
        ("", "", None, None),
        ("python", "python", None, None),
        ("python [1|3-5|7]", "python", "1|3-5|7", None),
        ("python[1]", "python", "1", None),
        ("[1,2]", "", "1,2", None),
        ("python []", "python", "", None),
        ("python [10: 1|2]", "python", "1|2", 10),
        ("python [ln=10]", "python", None, 10),
        ("python [ ln = 10 ] [2]", "python", "2", 10),
        ("python title=x", "python", None, None),
        ("python{1,3}", "python", None, None),
        ("{python}", "{python}", None, None),
        ("python [x]", "python", None, None),
        ("python [1|x|3]", "python", "1|x|3", None),
        ("python [10: 1|2+]", "python", "1|2+", 10),
        ("python [1;2] a [b]", "python", "1;2", None),
        ("python [²]", "python", None, None),
    ],
)
def test_reads(info: str, language: str, steps: str | None, first_line: int | None) -> None:
    """Language, line steps (broken ones too, for a finding), number of the first line; the rest is passed over."""
    assert parse_fence_info(info) == FenceInfo(language, steps, first_line)


@pytest.mark.parametrize("info", [f"python [ln={'9' * 5000}]", f"python [{'9' * 5000}:1]", "python [1|²]"])
def test_numbers_that_nobody_can_read_are_steps_that_nobody_can_read(info: str) -> None:
    """They reach the highlighter, which reports them."""
    read = parse_fence_info(info)
    assert (read.language, read.first_line) == ("python", None)
    assert read.steps
