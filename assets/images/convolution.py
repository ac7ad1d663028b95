#!/usr/bin/env python3
"""Draw the figures on convolution of decks/04-convolutional-and-recurrent-layers.md.

    python assets/images/convolution.py            write the drawings beside this file
    python assets/images/convolution.py --check    write nothing; exit 1 if one is not up to date

Only the standard library is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from drawing.figures import Figures
from drawing.palettes import Palette
from drawing.sheet import Sheet, num, signed

figures = Figures(__file__)


@figures.pair("dense-vs-convolution")
def dense_vs_convolution(p: Palette) -> Sheet:
    """Without words: what they are, the caption says."""
    s = Sheet(
        p, 1600, 280, "A dense layer connects everything, a convolutional layer only neighbours with shared weights"
    )
    colours = p.accents
    for left, dense in ((40, True), (860, False)):
        xs = [left + 50 + i * 86 for i in range(8)]
        outs = xs[1:-1]
        for j, xo in enumerate(outs):
            for i, xi in enumerate(xs):
                k = i - j
                if dense or 0 <= k < 3:
                    s.path(f"M{xi} 240L{xo} 40", p.line if dense else colours[k], 2 if dense else 5)
        for x in xs:
            s.circle(x, 240, 19, p.surface, p.ink)
        for x in outs:
            s.circle(x, 40, 19, p.soft(p.teal) if not dense else p.surface, p.ink)
    s.path("M800 20L800 260", p.faint, 3)
    return s


@figures.inline("fir")
def fir(p: Palette) -> Sheet:
    s = Sheet(p, 1500, 440, "Block diagram of an FIR filter with four taps")
    taps = (250, 540, 830, 1120)
    top, mid, low = 70, 215, 370
    s.math(70, top, "x[n]", 42)
    s.wire([(120, top), (taps[-1], top), (taps[-1], mid - 30)], p.ink, arrow=True)
    for k, x in enumerate(taps):
        if k < 3:
            s.dot(x, top)
            s.wire([(x, top), (x, mid - 30)], p.ink, arrow=True)
            s.rect(x + 92, top - 40, 106, 80, p.soft(p.violet), p.violet, 3, 12)
            s.math(x + 145, top, "z^{−1}", 44)
            s.path(f"M{x + 60} {top}H{x + 90}", p.ink, 3, arrow=True)
        s.operator(x, mid, "×", p.teal, 28)
        s.math(x + 48, mid - 4, f"h[{k}]", 38, p.teal, "start")
        if k == 0:
            s.wire([(x, mid + 30), (x, low), (taps[1] - 30, low)], p.ink, arrow=True)
        else:
            s.wire([(x, mid + 30), (x, low - 30)], p.ink, arrow=True)
            end = taps[k + 1] - 30 if k < 3 else 1370
            s.wire([(x + 28, low), (end, low)], p.ink, arrow=True)
            s.operator(x, low, "+", p.coral, 28)
    s.math(1430, low, "y[n]", 42)
    return s


@figures.inline("conv1d")
def conv1d(p: Palette) -> Sheet:
    s = Sheet(p, 1480, 590, "Convolution worked out: the reversed kernel slides along the signal")
    x = [2, 0, 1, 3, -1]
    h = [1, 2, -1]
    size, x0 = 100, 250
    for n, value in enumerate(x):
        s.text(x0 + n * 112 + size / 2, 24, str(n), 32, p.muted)
        s.cell(x0 + n * 112, 50, size, signed(value), font=40)
    s.math(x0 - 40, 24, "n", 34, p.muted, "end")
    s.math(x0 - 40, 100, "x[n]", 44, anchor="end")
    s.text(x0 - 40, 382, "h, reversed", 32, anchor="end")
    for row, (n, colour) in enumerate(((2, p.teal), (3, p.violet), (4, p.coral))):
        y = 200 + row * 132
        total = 0
        terms = []
        for m in range(n - 2, n + 1):
            weight = h[n - m]
            total += weight * x[m]
            terms.append(f"{_paren(weight)}·{_paren(x[m])}")
            s.cell(x0 + m * 112, y, size, signed(weight), colour, font=40)
        s.path(f"M{x0 + (n + 1) * 112 + 8} {y + 50}L{x0 + 5 * 112 + 42} {y + 50}", colour, 3, arrow=True)
        s.math(x0 + 5 * 112 + 66, y + 50, f"y[{n}] = {' + '.join(terms)} = {signed(total)}", 40, anchor="start")
    return s


def _paren(value: float) -> str:
    return f"({signed(value)})" if value < 0 else signed(value)


def _sweep(
    p: Palette, title: str, n: int, k: int, pad: int = 0, stride: int = 1, dilation: int = 1, lit: Iterable[int] = ()
) -> Sheet:
    """Input cells below, output cells above; the lit outputs show what they see."""
    s = Sheet(p, 1500, 400, title)
    step, size = 104, 88
    total = n + 2 * pad
    count = (total - dilation * (k - 1) - 1) // stride + 1
    x0 = 170 + (1330 - total * step) / 2
    low, high = 292, 20
    colours = dict(zip(lit, (p.teal, p.coral, p.violet), strict=False))
    inputs: dict[int, list[str]] = {}
    centre = [x0 + (j * stride + dilation * (k - 1) / 2) * step + size / 2 for j in range(count)]
    for j, colour in colours.items():
        for t in range(k):
            i = j * stride + t * dilation
            inputs.setdefault(i, []).append(colour)
            s.path(f"M{num(x0 + i * step + size / 2)} {low - 4}L{num(centre[j])} {high + size + 4}", colour, 5)
    for i in range(total):
        ghost = i < pad or i >= pad + n
        seen_by = inputs.get(i, [])
        s.cell(x0 + i * step, low, size, "0" if ghost else "", seen_by[0] if seen_by else None, ghost)
        if len(seen_by) == 2:  # the right half belongs to the second output
            x, end = x0 + i * step + size / 2, x0 + (i + 1) * step - (step - size)
            s.path(
                f"M{num(x)} {low}H{num(end - 10)}q10 0 10 10V{low + size - 10}q0 10 -10 10H{num(x)}",
                seen_by[1],
                4,
                p.soft(seen_by[1]),
            )
        if not ghost:
            s.math(x0 + i * step + size / 2, low + size / 2, f"x_{{{i - pad}}}", 42)
    for j in range(count):
        s.cell(centre[j] - size / 2, high, size, "", colours.get(j))
        s.math(centre[j], high + size / 2, f"y_{{{j}}}", 42)
    s.text(20, low + size / 2, "input", 32, p.muted, "start")
    s.text(20, high + size / 2, "output", 32, p.muted, "start")
    return s


@figures.inline("conv-padding")
def conv_padding(p: Palette) -> Sheet:
    return _sweep(p, "Padding: one zero on each side keeps the length", 8, 3, pad=1, lit=(0, 7))


@figures.inline("conv-stride")
def conv_stride(p: Palette) -> Sheet:
    return _sweep(p, "Stride 2: the kernel moves by two samples", 9, 3, stride=2, lit=(0, 1))


@figures.inline("conv-dilation")
def conv_dilation(p: Palette) -> Sheet:
    return _sweep(p, "Dilation 2: the taps are two samples apart", 9, 3, dilation=2, lit=(0, 3))


@figures.inline("conv2d")
def conv2d(p: Palette) -> Sheet:
    s = Sheet(p, 1640, 600, "A three by three kernel marks onsets in a spectrogram")
    frames, bins, size = 12, 8, 52
    gram = [[0.0] * frames for _ in range(bins)]
    for start, partials in ((2, (0, 2, 4)), (7, (1, 3, 6))):
        for order, b in enumerate(partials):
            for t in range(start, min(start + 5, frames)):
                gram[b][t] = (1.0, 0.8, 0.6)[order] * 0.84 ** (t - start)
    kernel = [[-1, 0, 1]] * 3
    result = [
        [sum(kernel[i][j] * gram[b + i][t + j] for i in range(3) for j in range(3)) for t in range(frames - 2)]
        for b in range(bins - 2)
    ]

    def grid(
        values: Sequence[Sequence[float]], x: float, y: float, scale: float, lit: tuple[int, int, int, int]
    ) -> None:
        rows = len(values)
        for b, row in enumerate(values):
            for t, value in enumerate(row):
                share = 0.14 + 0.76 * min(abs(value) / scale, 1)
                fill = p.mix(p.teal if value > 0 else p.violet, share) if abs(value) > 1e-9 else p.surface
                s.rect(x + t * size, y + (rows - 1 - b) * size, size - 4, size - 4, fill, r=6)
        b, t, h, w = lit
        s.rect(x + t * size - 4, y + (rows - b - h) * size - 4, w * size + 4, h * size + 4, "none", p.coral, 6, 10)

    gx, gy, ky, ox, oy = 70.0, 60.0, 190.0, 1092.0, 112.0
    lit_b, lit_t = 1, 5
    grid(gram, gx, gy, 1.0, (lit_b, lit_t, 3, 3))
    kx = 818.0
    for i in range(3):
        for j in range(3):
            value = kernel[i][j]
            fill = p.soft(p.teal) if value > 0 else p.soft(p.violet) if value < 0 else p.surface
            s.rect(kx + j * 60, ky + i * 60, 56, 56, fill, p.coral, 2.5, 8)
            s.text(kx + j * 60 + 28, ky + i * 60 + 28, signed(value), 32)
    grid(result, ox, oy, 1.6, (lit_b, lit_t, 1, 1))
    middle = ky + 88
    s.path(f"M{num(gx + frames * size + 14)} {num(middle)}H{num(kx - 14)}", p.coral, 4, arrow=True)
    s.path(f"M{num(kx + 190)} {num(middle)}H{num(ox - 36)}", p.coral, 4, arrow=True)
    s.text(gx + frames * size / 2, gy - 34, "input: 8 bins × 12 frames", 32, weight=700)
    s.text(kx + 88, ky - 36, "kernel: 3 × 3", 32, weight=700)
    s.text(ox + 10 * size / 2, oy - 34, "output: 6 × 10", 32, weight=700)
    for left, bottom, w, h in (
        (gx, gy + bins * size, frames * size, bins * size),
        (ox, oy + 6 * size, 10 * size, 6 * size),
    ):
        s.path(f"M{num(left)} {num(bottom + 18)}L{num(left + w - 8)} {num(bottom + 18)}", p.muted, 3, arrow=True)
        s.path(f"M{num(left - 22)} {num(bottom - 4)}L{num(left - 22)} {num(bottom - h)}", p.muted, 3, arrow=True)
        s.text(left + w, bottom + 48, "time", 28, p.muted, "end")
    s.add(
        f'<text transform="translate(34 {num(gy + bins * size)}) rotate(-90)" '
        f'font-size="28" fill="{p.muted}">frequency</text>'
    )
    y = 572
    s.rect(520, y - 16, 32, 32, p.mix(p.teal, 0.8), r=6)
    s.text(566, y, "positive: energy rises", 28, p.muted, "start")
    s.rect(900, y - 16, 32, 32, p.mix(p.violet, 0.8), r=6)
    s.text(946, y, "negative: energy falls", 28, p.muted, "start")
    return s


@figures.inline("pooling")
def pooling(p: Palette) -> Sheet:
    s = Sheet(p, 1300, 520, "Max pooling and average pooling of a four by four input")
    values = ((1, 3, 2, 0), (5, 2, 1, 4), (0, 1, 6, 3), (2, 1, 2, 1))
    colours = ((p.teal, p.violet), (p.coral, p.line))
    size, x0, y0 = 104, 30, 70
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            colour = colours[i // 2][j // 2]
            x, y = x0 + j * size + j // 2 * 16, y0 + i * size + i // 2 * 16
            s.rect(x, y, size - 6, size - 6, p.soft(colour), r=10)
            s.text(x + 49, y + 49, str(value), 40)
    for i in range(2):
        for j in range(2):
            s.rect(
                x0 + j * (2 * size + 16) - 5,
                y0 + i * (2 * size + 16) - 5,
                2 * size + 4,
                2 * size + 4,
                "none",
                colours[i][j],
                5,
                14,
            )
    s.text(x0 + 2 * size, 26, "input: 4 × 4", 38, weight=700)
    for x, name, reduce in ((640, "maximum", max), (990, "average", lambda v: sum(v) / 4)):
        s.text(x + 122, 24 + 104, name, 38, weight=700)
        for i in range(2):
            for j in range(2):
                block = [values[2 * i + a][2 * j + b] for a in (0, 1) for b in (0, 1)]
                s.rect(x + j * 124, y0 + 104 + i * 124, 114, 114, p.soft(colours[i][j]), colours[i][j], 4, 12)
                s.text(x + j * 124 + 57, y0 + 104 + i * 124 + 57, f"{reduce(block):g}", 40)
    s.path("M494 290H606", p.ink, 4, arrow=True)
    s.text(550, 248, "2 × 2", 38, p.muted)
    return s


@figures.inline("receptive-field")
def receptive_field(p: Palette) -> Sheet:
    s = Sheet(p, 1660, 520, "Receptive field of three layers without and with growing dilation")
    rows = (430, 320, 210, 100)
    for i, name in enumerate(("input", "layer 1", "layer 2", "layer 3")):
        s.text(10, rows[i], name, 30, p.muted, "start")
    for left, dilations, colour, head in (
        (160, (1, 1, 1), p.teal, "dilation 1, 1, 1"),
        (960, (1, 2, 4), p.violet, "dilation 1, 2, 4"),
    ):
        xs = [left + i * 48 for i in range(15)]
        lit = {3: {7}}
        for layer in (3, 2, 1):
            lit[layer - 1] = set()
            d = dilations[layer - 1]
            for i in sorted(lit[layer]):
                for j in (i - d, i, i + d):
                    lit[layer - 1].add(j)
                    s.path(f"M{xs[j]} {rows[layer - 1]}L{xs[i]} {rows[layer]}", colour, 4)
        for layer, y in enumerate(rows):
            for i, x in enumerate(xs):
                on = i in lit[layer]
                s.circle(x, y, 15, colour if on else p.surface, colour if on else p.faint, 3)
        first, last = xs[min(lit[0])], xs[max(lit[0])]
        s.path(f"M{first} 462v14H{last}v-14", colour, 3)
        s.text(xs[7], 26, head, 34, weight=700)
        s.text(xs[7], 500, f"sees {len(lit[0])} samples", 30, colour, weight=700)
    return s


if __name__ == "__main__":
    figures.write_or_check()
