"""Generate a course of any size, each slide with text, formulas that differ, a list, and code on every fifth."""

from __future__ import annotations

from pathlib import Path

_SLIDE = """## Slide {slide} of lecture {deck}

The loss at step ${slide}$ is $\\mathcal{{L}}_{{{deck},{slide}}}(\\theta)$, and its gradient
$\\nabla_\\theta \\mathcal{{L}}_{{{deck},{slide}}}$ points uphill.

$$\\theta_{{t+1}} = \\theta_t - \\eta_{{{deck},{slide}}} \\, \\frac{{\\partial \\mathcal{{L}}}}{{\\partial \\theta_t}}$$

- A step of $\\eta = {deck}.{slide}$ is **too long** for this valley
- A shorter one needs *patience*
{code}
Note:
Say why the step length matters before you show the formula.
"""
_CODE = """
```python [1|2-3]
for step in range({slide}):
    loss = model(batch).mean()
    loss.backward()
```
"""


def write_course(root: Path, decks: int, slides: int) -> None:
    """Write a course of `decks` decks with `slides` slides of five formulas each below `root`."""
    folder = root / "decks"
    folder.mkdir(parents=True)
    (root / "slides.yaml").write_text("title: A generated course\n", encoding="utf-8")
    for deck in range(1, decks + 1):
        parts = [f"# Lecture {deck}\n"]
        for slide in range(1, slides):
            code = _CODE.format(slide=slide) if slide % 5 == 0 else ""
            parts.append(_SLIDE.format(deck=deck, slide=slide, code=code))
        (folder / f"{deck:03}-lecture.md").write_text("\n---\n\n".join(parts), encoding="utf-8")
