"""One style sheet and one script a page: files of the theme, joined.

What cannot be joined without meaning something else stays a file of its own: style sheets that import others or do not
end where their last rule does, and scripts that are not ours, since one that fails would take ours along. A page names
the parts of each joined file, so that the files of a site are known by its pages alone.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, unquote

from dl4ad_slides.load.theme import is_ours
from dl4ad_slides.model.project import ThemeFiles

_FOLDER = "joined"
_TAG = re.compile(r'<(?:link rel="stylesheet" href|script(?P<defer> defer)? src)="(?P<href>[^"]*)">(?:</script>)?')
_VERSION = r"\?v=[0-9a-f]{8}"
_ASKED = re.compile(rf'{_VERSION}(?:" data-parts="(?P<parts>[^"]*)")?')
_BEFORE_ADDRESS = re.compile(r"[\"'()\s<>=]")
_LONGEST = 1000  # characters of an address
_CSS = re.compile(
    r"""(?P<comment>/\*.*?\*/)
    | (?P<escape>\\.)
    | (?P<url>url\(\s*(?P<address>"[^"\\\n]*"|'[^'\\\n]*'|[^"'\\\s()]+)\s*\))
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<alone>@import|@namespace|image-set\(|url\(|/\*|["'])
    | (?P<open>[({\[])
    | (?P<close>[)}\]])""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_PAIRS = {")": "(", "}": "{", "]": "["}
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]", re.IGNORECASE)


def join_tags(html: str, theme: ThemeFiles, prefix: str) -> str:
    """Return a part of a page in which one tag loads what those beside each other loaded.

    Nothing but spaces may stand between such tags. Addresses of files of the theme begin with `prefix`.
    """
    tags = [_Tag(match, theme, prefix) for match in _TAG.finditer(html)]
    out, at = [], 0
    for _, group in groupby(_numbered(tags, html), key=lambda pair: pair[0]):
        run = [tag for _, tag in group]
        out.append(html[at : run[0].start])
        out.append(_joined(run, theme, prefix) if len(run) > 1 else html[run[0].start : run[0].end])
        at = run[-1].end
    return "".join((*out, html[at:]))


class _Tag:
    """What loads one file; `path` is that of a file of the theme that can be joined with others, or empty."""

    def __init__(self, match: re.Match[str], theme: ThemeFiles, prefix: str) -> None:
        self.start, self.end = match.span()
        self.kind = f"{match[0][1:5]}{match['defer'] or ''}"
        path = re.sub(rf"{_VERSION}$", "", unescape(match["href"])).removeprefix(prefix)
        self.path = path if path in theme.static and _can_be_joined(path, theme.static[path]) else ""

    def goes_on_with(self, other: _Tag) -> bool:
        """Tell whether both load files of one kind that can be joined."""
        return self.kind == other.kind and self.path != "" and other.path != ""


def _numbered(tags: Iterable[_Tag], html: str) -> Iterator[tuple[int, _Tag]]:
    """Yield each tag with the number of the run that it is in."""
    number = 0
    before: _Tag | None = None
    for tag in tags:
        if before is None or not before.goes_on_with(tag) or html[before.end : tag.start].strip():
            number += 1
        yield number, tag
        before = tag


def _joined(run: list[_Tag], theme: ThemeFiles, prefix: str) -> str:
    paths = tuple(tag.path for tag in run)
    ending = paths[0].rpartition(".")[2]
    name = f"{_FOLDER}/{_digest(chr(10).join(paths).encode())}.{ending}"
    address = escape(f"{prefix}{name}?v={_digest(joined_content(paths, theme.static))}")
    parts = " ".join(quote(path) for path in paths)
    if ending == "css":
        return f'<link rel="stylesheet" href="{address}" data-parts="{parts}">'
    return f'<script{run[0].kind[4:]} src="{address}" data-parts="{parts}"></script>'


def inline_script(files: Iterable[Path]) -> str:
    """Return scripts as they can stand in a page, one behind the other."""
    script = "".join(f";{file.read_text(encoding='utf-8-sig').strip()}\n" for file in files)
    return re.sub(r"<(?=/?script|!--)", r"\\x3c", script, flags=re.IGNORECASE)


def static_files(theme: ThemeFiles, pages: Mapping[str, str], folder: str) -> dict[str, Path | bytes]:
    """Return what stands in `folder` of a site with these `pages`: HTML by path.

    Style sheets and scripts of ours are there where a page asks for them; what a course adds is there in any case.
    """
    asked: dict[str, Path | bytes] = {}
    for page, html in pages.items():
        for match in _ASKED.finditer(html):
            address = _BEFORE_ADDRESS.split(html[max(0, match.start() - _LONGEST) : match.start()])[-1]
            full = posixpath.join(posixpath.dirname(page), unescape(address))
            path = f"/{full}".rpartition(f"/{folder}/")[2]
            if match["parts"]:
                asked.setdefault(path, joined_content(tuple(map(unquote, match["parts"].split())), theme.static))
            elif path in theme.static:
                asked.setdefault(path, theme.static[path])
    own = {*theme.own_css, *theme.own_js}
    others = {path: file for path, file in theme.static.items() if path in own or not path.endswith((".css", ".js"))}
    return {**others, **asked}


def joined_content(paths: tuple[str, ...], files: Mapping[str, Path]) -> bytes:
    """Return the files of the theme at `paths` as one."""
    return _join(tuple((path, files[path], *_state(files[path])) for path in paths))


@lru_cache(maxsize=64)
def _join(parts: tuple[tuple[str, Path, int, int], ...]) -> bytes:
    is_css = parts[0][0].endswith(".css")
    texts = (file.read_text(encoding="utf-8-sig") for _, file, _, _ in parts)
    if is_css:
        moved = (_moved(text, posixpath.dirname(path)).strip() for text, (path, *_) in zip(texts, parts, strict=True))
        return ("\n".join(moved) + "\n").encode()
    # The semicolon in front keeps "use strict" of one file from the others; those between end what a file leaves open.
    return "".join(f";{text.strip()}\n" for text in texts).encode()


def _moved(sheet: str, folder: str) -> str:
    """Return a style sheet of `folder` for a joined one: addresses lead there from here; of comments, licences stay."""

    def replaced(match: re.Match[str]) -> str:
        if match["comment"]:
            return match[0] if match[0].startswith("/*!") else " "
        address = (match["address"] or "").strip("\"'")
        if not match["url"] or _ABSOLUTE.match(address):
            return match[0]
        way, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
        return f'url("{posixpath.relpath(posixpath.join(folder, way), _FOLDER)}{mark}{rest}")'

    return re.sub(r"\n\s*\n", "\n", _CSS.sub(replaced, sheet))


def _can_be_joined(path: str, file: Path) -> bool:
    return _is_closed(file, *_state(file)) if path.endswith(".css") else is_ours(file)


@lru_cache(maxsize=256)
def _is_closed(file: Path, changed: int, size: int) -> bool:  # noqa: ARG001 - the file as it was at that time
    """Tell whether a style sheet means the same with others around it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return False
    open_ones: list[str] = []
    for match in _CSS.finditer(text):
        if match["alone"]:
            return False
        if match["open"]:
            open_ones.append(match["open"])
        elif match["close"] and (not open_ones or open_ones.pop() != _PAIRS[match["close"]]):
            return False
    end = _CSS.sub(lambda match: "" if match["comment"] else match[0], text).rstrip()
    return not open_ones and (not end or end[-1] in "};")


def _state(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
