"""QR codes: `<<QR:https://… caption="…" size=420 level=M>>` as a figure with inline SVG.

Dark modules on white paper in both themes, for scanners read nothing else; every module is a whole number of pixels of
the canvas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Annotated, Literal
from urllib.parse import quote

from dl4ad_slides.model.placeholder_type import Between, PlaceholderError, PlaceholderType
from dl4ad_slides.render.placeholders.request import SlideRequest

_QUIET = 4  # modules around the code, ISO/IEC 18004
_SIZE = 420
_SIZES = (120, 860)  # px of the canvas; the larger is what a heading leaves
_SMALLEST = 3  # px of a module that a phone tells apart from the first rows
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ADDRESS_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class QrOptions:
    """`size` in px of the canvas; `level` is how much of the code may be damaged (ISO/IEC 18004)."""

    caption: str = ""
    size: Annotated[int | None, Between(*_SIZES)] = None
    level: Literal["L", "M", "Q", "H"] = "M"


def _render(request: SlideRequest[QrOptions, None]) -> str:
    """Return the figure of a QR code."""
    size, level = request.options.size, request.options.level
    text = request.argument.strip()
    is_link = bool(_LINK.match(text))
    if not text:
        hint = "Write `<<QR:https://example.org>>`."
        raise PlaceholderError("this placeholder has no text for a QR code", hint)
    modules = _modules(quote(text, safe=_ADDRESS_CHARACTERS) if is_link else text, level)
    if not modules:
        message = f"{len(text)} characters are too many for a QR code of level {level}"
        raise PlaceholderError(message, "Shorten the address" + ("." if level == "L" else ", or write level=L."))
    side = len(modules) + 2 * _QUIET
    if size is not None and size < _SMALLEST * side:
        demand = f"at least {_SMALLEST * side} for a text of {len(text)} characters"
        request.wrong("size", demand, "Make it larger, or shorten the text.")
    pixels = max(_SMALLEST, (size or _SIZE) // side) * side
    caption = request.options.caption
    shown = request.markdown(caption, "caption") if caption else escape(_short(text))
    label = escape(f"{request.context.words.qr_code}: {_short(text)}")
    below = f'<a href="{escape(text)}">{shown}</a>' if is_link and "<a" not in shown else shown
    return (
        '<figure class="qr">'
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {side} {side}" width="{pixels}" height="{pixels}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{"".join(_runs(modules))}"/></svg>'
        f"<figcaption>{below}</figcaption></figure>"
    )


def _short(text: str) -> str:
    """Return an address as people say it: without its scheme and the slash at its end."""
    short = _SCHEME.sub("", text, count=1)
    return short.removesuffix("/") if short.count("/") == 1 else short


def _modules(text: str, level: str) -> Sequence[bytes]:
    """Return the rows of a QR code of at least `level`; nothing where the text is too long for one."""
    from segno import DataOverflowError, make_qr

    try:
        return tuple(bytes(row) for row in make_qr(text, error=level, encoding=_encoding(text)).matrix)
    except DataOverflowError:
        return ()


def _encoding(text: str) -> str | None:
    return None if text.isascii() else "utf-8"


def _runs(modules: Sequence[bytes]) -> Iterator[str]:
    """Return each run of dark modules in a row as a piece of an SVG path."""
    for y, row in enumerate(modules, _QUIET):
        for run in re.finditer(b"\x01+", row):
            length = run.end() - run.start()
            yield f"M{run.start() + _QUIET} {y}h{length}v1h-{length}z"


QR = PlaceholderType("QR", _render, QrOptions)
