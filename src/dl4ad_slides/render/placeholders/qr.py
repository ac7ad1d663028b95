"""QR codes: `<<QR:https://… caption="…" size=420 level=M>>` as a figure with inline SVG.

Dark modules on white paper in both themes, for scanners read nothing else; every module is a whole number of pixels of
the canvas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.diagnostics import error
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.error_box import error_block
from dl4ad_slides.render.placeholders.captions import caption_html
from dl4ad_slides.render.placeholders.options import Options

_QUIET = 4  # modules around the code, ISO/IEC 18004
_SIZE = 420
_SIZES = (120, 860)  # px of the canvas; the larger is what a heading leaves
_SMALLEST = 3  # px of a module that a phone tells apart from the first rows
_LEVELS = ("L", "M", "Q", "H")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ADDRESS_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"


def qr_html(placeholder: Placeholder, context: SlideContext) -> str:
    """Return the figure of a QR code; what cannot be one becomes a box that says why, and a finding."""
    options = Options(placeholder, context.findings)
    caption = options.text("caption", "")
    size = options.whole("size", None, *_SIZES)
    level = options.choice("level", _LEVELS, "M")
    options.done()
    text = placeholder.argument.strip()
    is_link = bool(_LINK.match(text))
    problem = ""
    if not text:
        problem, hint = "this placeholder has no text for a QR code", "Write `<<QR:https://example.org>>`."
    else:
        modules = _modules(quote(text, safe=_ADDRESS_CHARACTERS) if is_link else text, level)
        if not modules:
            problem = f"{len(text)} characters are too many for a QR code of level {level}"
            hint = "Shorten the address" + ("." if level == "L" else ", or write level=L.")
    if problem:
        finding = error("placeholder-value", problem, placeholder.position, hint)
        context.findings.append(finding)
        return error_block(finding)
    side = len(modules) + 2 * _QUIET
    if size is not None and size < _SMALLEST * side:
        demand = f"at least {_SMALLEST * side} for a text of {len(text)} characters"
        options.wrong("size", demand, "Make it larger, or shorten the text.")
    pixels = max(_SMALLEST, (size or _SIZE) // side) * side
    shown = caption_html(caption, placeholder, context) if caption else escape(_short(text))
    label = escape(f"{context.words.qr_code}: {_short(text)}")
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
