"""Walk a built site as a browser and a crawler do, and tell which of its addresses lead nowhere.

The site is thought to lie under a path of a host. Every `href`, `src`, `srcset`, `poster`, `data` and `url(…)` of every
page, style sheet and SVG is resolved; so is what stands behind `#`: an id of the page, or the id of a slide of a deck.
Addresses of other hosts are not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ATTRIBUTES = ("href", "src", "data-src", "poster", "data", "data-background-image", "data-background-video")
_CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""")
# Of several files for one font browsers take the first that they understand; ours come first, in WOFF2.
_OTHER_FONTS = re.compile(r"(src:\s*url\([^)]*\)(?:\s*format\([^)]*\))?)[^;}]*")
_SITE = "https://walk.example"
_READ = {".html", ".css", ".svg"}


@dataclass(frozen=True)
class Walk:
    """What a walk found: how many pages and links there are, and the links that are broken, each with its page."""

    pages: int
    links: int
    broken: tuple[str, ...]


def walk(folder: Path, under: str = "/course/") -> Walk:
    """Walk the site in `folder` as if it lay at the path `under` of a host."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    broken: list[str] = []
    pages = links = 0
    for name, path in sorted(files.items()):
        if path.suffix not in _READ:
            continue
        pages += path.suffix == ".html"
        for link in dict.fromkeys(_links(path)):
            if (target := _resolved(link, name, under)) is None:
                continue
            links += 1
            if problem := _problem(*target, files, under):
                broken.append(f"{name}: {link}: {problem}")
    return Walk(pages, links, tuple(broken))


def _resolved(link: str, name: str, under: str) -> tuple[str, str] | None:
    """Return path and fragment of a link in the file `name`; None for one that leaves the site."""
    parts = urlsplit(urljoin(f"{_SITE}{under}{name}", link.strip()))
    return (unquote(parts.path), unquote(parts.fragment)) if f"{parts.scheme}://{parts.netloc}" == _SITE else None


def _problem(path: str, fragment: str, files: dict[str, Path], under: str) -> str:
    if not path.startswith(under):
        return f"is not below {under}"
    name = path.removeprefix(under)
    name = name if name and not name.endswith("/") else f"{name}index.html"
    if name not in files:
        return "there is no such file"
    if fragment and name.endswith(".html") and not _has(files[name], fragment):
        return f"{name} has no `{fragment}`"
    return ""


def _has(page: Path, fragment: str) -> bool:
    """Tell whether a page has what `#fragment` names; `#/id` and `#/2` are slides to Reveal.js."""
    ids, slides = _anchors(page)
    if not fragment.startswith("/"):
        return fragment in ids
    wanted = fragment[1:].split("/")[0]
    return wanted in ids or not wanted or (wanted.isdecimal() and int(wanted) <= slides)


@cache
def _anchors(page: Path) -> tuple[frozenset[str], int]:
    """Return all ids of a page, and how many slides it has."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    ids = frozenset(node.attributes["id"] or "" for node in tree.css("[id]"))
    return ids, len(tree.css(".slides > section"))


def _links(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        yield from _css(text)
        return
    for node in LexborHTMLParser(text).css("*"):
        yield from _of_element(node)


def _of_element(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    rel = (attributes.get("rel") or "").split()
    for name in _ATTRIBUTES:
        value = attributes.get(name)
        if value and not (name == "href" and "canonical" in rel) and not (name == "data" and node.tag != "object"):
            yield value
    for candidate in (attributes.get("srcset") or "").split(","):
        if candidate.strip():
            yield candidate.split()[0]
    yield from _css(attributes.get("style") or "")
    if node.tag == "style":
        yield from _css(node.text(deep=True))


def _css(text: str) -> Iterator[str]:
    for found in _CSS_URL.finditer(_OTHER_FONTS.sub(r"\1", text)):
        if address := found[1] or found[2] or found[3]:
            yield address
