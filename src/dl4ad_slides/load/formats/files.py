"""Read one text file of the author into a `Source`, with a finding for everything that is wrong with it as a file."""

from __future__ import annotations

import re
from pathlib import Path

from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.sentinels import FORBIDDEN
from dl4ad_slides.model.source import Position, Source

_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
# The same in UTF-8: single bytes, and the beginnings of the non-characters.
_FORBIDDEN_BYTES = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_SUSPECT = (b"\xef\xb7", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
# With more forbidden characters, and more of the text, a file is no text: another encoding, a picture.
_STRAY, _SHARE = 10, 20
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def read_source(path: Path, shown: str, area: str, findings: list[Diagnostic]) -> Source | None:
    """Return the text of `path`, or None where it cannot be read at all.

    `shown` is the path in findings; `area` the first word of their codes. Invalid bytes and forbidden characters
    are reported once each and replaced, so that the rest of the file can still be used; a few stray characters are a
    warning.
    """
    if (name := shown.encode("utf-8", "replace").decode()) != shown:
        findings.append(error(f"{area}-unreadable", "its name is not valid UTF-8", Position(name), "Rename it."))
        return None
    try:
        raw = path.read_bytes()
    except OSError as problem:
        findings.append(_unreadable(path, shown, area, problem))
        return None
    text = _normalised(_decode(raw, shown, area, findings))
    if bad := [] if _is_clean(raw) else list(_FORBIDDEN.finditer(text)):
        source = Source(shown, text)
        is_text = len(bad) <= _STRAY or len(bad) * _SHARE < len(text)
        report = warning if is_text else error
        lines = list(dict.fromkeys(source.at(one.start()).line for one in bad[: _STRAY + 1]))[1:]
        others = f"more of them on line {', '.join(map(str, lines))}" + (" and below" if len(bad) > _STRAY + 1 else "")
        findings.append(
            report(
                "deck-nul" if area == "deck" else f"{area}-unreadable",
                f"the character U+{ord(bad[0][0]):04X} may not stand in a text file",
                source.at(bad[0].start()),
                "Delete it; an editor that shows invisible characters helps.",
                *([others] if lines else []),
            )
        )
        text = _FORBIDDEN.sub(_REPLACEMENT, text)
    return Source(shown, text)


def _normalised(text: str) -> str:
    """Return `text` without a byte order mark, and with every line end as `\\n`."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _is_clean(raw: bytes) -> bool:
    """Tell at a glance whether there is nothing forbidden in UTF-8 text: a large deck is looked at with every edit."""
    has_control = len(raw.translate(None, _FORBIDDEN_BYTES)) < len(raw)
    return not has_control and (raw.isascii() or not any(start in raw for start in _SUSPECT))


def _decode(raw: bytes, shown: str, area: str, findings: list[Diagnostic]) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = _normalised(raw[: problem.start].decode("utf-8"))
        place = Source(shown, before).at(len(before))
        findings.append(
            error(
                "deck-encoding" if area == "deck" else f"{area}-unreadable",
                f"the byte 0x{raw[problem.start]:02X} is not valid UTF-8",
                place,
                "Save the file as UTF-8.",
            )
        )
        return raw.decode("utf-8", "replace")


def _unreadable(path: Path, shown: str, area: str, problem: OSError) -> Diagnostic:
    hint = ""
    if path.is_dir():
        hint = "This is a folder; a file is expected."
    elif isinstance(problem, PermissionError):
        hint = "Check the file's permissions."
    elif path.is_symlink():
        hint = "The symbolic link leads nowhere or to itself; replace it by a file."
    reason = (problem.strerror or str(problem)).lower()
    return error(f"{area}-unreadable", f"cannot be read: {reason}", Position(shown), hint)
