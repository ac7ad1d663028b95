"""Generate courses of any size: text, formulas that differ, a list; on some slides code, pictures, timelines."""

from __future__ import annotations

import random
from pathlib import Path

_SLIDE = """## Slide {slide} of lecture {deck}

The loss at step ${slide}$ is $\\mathcal{{L}}_{{{deck},{slide}}}(\\theta)$, and its gradient
$\\nabla_\\theta \\mathcal{{L}}_{{{deck},{slide}}}$ points uphill.

$$\\theta_{{t+1}} = \\theta_t - \\eta_{{{deck},{slide}}} \\, \\frac{{\\partial \\mathcal{{L}}}}{{\\partial \\theta_t}}$$

- A step of $\\eta = {deck}.{slide}$ is **too long** for this valley
- A shorter one needs *patience*
{extra}
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
_PICTURE = "\n![A noisy measurement](../assets/images/{name})\n"
_TIMELINE = '\n<<TIMELINE:steps select="{year}:0">>\n'
_EVENT = "  - {{year: {year}, name: Step {at}, author: Somebody {at}}}\n"
_PIXELS = (1600, 900)


def write_course(root: Path, decks: int, slides: int) -> None:
    """Write a course of `decks` decks with `slides` slides of five formulas each below `root`."""
    _write_decks(root, decks, slides, extras={})


def write_illustrated_course(root: Path, decks: int = 13, slides: int = 30, pictures: int = 60) -> None:
    """Write a course that has pictures of about 1 MB and one timeline on many slides, too, below `root`."""
    (root / "timelines").mkdir(parents=True)
    events = "".join(_EVENT.format(year=1950 + 5 * at, at=at) for at in range(15))
    (root / "timelines" / "steps.yaml").write_text(f"title: Steps\nevents:\n{events}", encoding="utf-8")
    names = _write_pictures(root / "assets" / "images", pictures)
    extras = {
        (1 + at % decks, 1 + 5 * (at // decks) % (slides - 1)): _PICTURE.format(name=name)
        for at, name in enumerate(names)
    }
    for deck in range(1, decks + 1):
        for at in range(6):
            extras[deck, 3 + 4 * at] = _TIMELINE.format(year=1950 + 5 * at)
    _write_decks(root, decks, slides, extras)


def _write_decks(root: Path, decks: int, slides: int, extras: dict[tuple[int, int], str]) -> None:
    folder = root / "decks"
    folder.mkdir(parents=True)
    (root / "slides.yaml").write_text("title: A generated course\n", encoding="utf-8")
    for deck in range(1, decks + 1):
        parts = [f"# Lecture {deck}\n"]
        for slide in range(1, slides):
            extra = extras.get((deck, slide), _CODE.format(slide=slide) if slide % 5 == 0 else "")
            parts.append(_SLIDE.format(deck=deck, slide=slide, extra=extra))
        (folder / f"{deck:03}-lecture.md").write_text("\n---\n\n".join(parts), encoding="utf-8")


def _write_pictures(folder: Path, count: int) -> list[str]:
    """Write photographs and screenshots, as it were, the same ones at each call; return their names."""
    from PIL import Image

    folder.mkdir(parents=True)
    chance, names = random.Random(1), []
    for at in range(count):
        width, height = _PIXELS
        grain = Image.frombytes("L", (width // 2, height), chance.randbytes(width * height // 2))
        picture = Image.merge("RGB", (grain.resize(_PIXELS), *(Image.new("L", _PIXELS, 4 * at) for _ in "gb")))
        names.append(f"{at:03}.{'jpg' if at % 4 == 0 else 'png'}")
        picture.save(folder / names[-1], compress_level=1)
    return names
