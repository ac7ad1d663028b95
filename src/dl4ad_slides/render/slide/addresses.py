"""What an address on a slide leads to: a file of the project, a page of the site, or a place that we cannot know.

A file is looked for beside the text that names it, and then from the root of the project. What is found gets the
address that it has in the site; what is not is a finding that says where it was looked for, and what to write.
"""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches

from dl4ad_slides.language.paths import asset_path, is_host, path_in
from dl4ad_slides.model.diagnostics import did_you_mean, known_names, warning
from dl4ad_slides.render.context import SlideContext

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OURS = ("_static/", "index.html")  # what every site has besides decks and files
# Places on somebody's own disk, as the systems call them.
_DISK = re.compile(r"[A-Za-z]:[\\/]|file:|~/|/(?:home|Users|Volumes)/[^/]+/[^/]", re.IGNORECASE)
_MARKUP = "Write nothing but the address between the round brackets."
_MAIL = re.compile(r"[^\s/@:]+@[\w-]+(?:\.[\w-]+)+")


def local_address(value: str, context: SlideContext, *, is_link: bool = False) -> str:
    """Return the address as the page needs it; say so where it leads to no file.

    A link may lead out of the course, to a folder or to a page beside it; what a slide shows may not.
    """
    if not value or value.startswith(("#", "?")):
        return value
    path = path_in(value)
    if _DISK.match(path):
        _report_disk(value, path, context)
        return value
    if SCHEME.match(value):
        return value
    if "\\" in path:
        _report_backslashes(value, path, context)
        return value
    if path.startswith("/"):
        if not is_link or path.startswith(f"/{context.facts.asset_folder()}/"):
            _report_top(value, path, context)
        return value
    if _is_page(asset_path(value), context):
        return value
    if found := context.find_file(path, value):
        return _settled(value, found, context)
    if is_link and (_is_no_path(value, path, context) or _may_lead_elsewhere(value, path)):
        return value
    _report_missing(value, path, context)
    return value


def other_half(path: str, address: str, context: SlideContext) -> str:
    """Return a hint where one picture of a pair for light and dark is there, and the other is not."""
    pair = twins(path)
    there = {theme: found for theme, one in pair.items() if (found := context.find_file(one, address))}
    if len(there) != 1:
        return ""
    ((theme, found),) = there.items()
    missing = posixpath.basename(pair["dark" if theme == "light" else "light"])
    return f"Put `{missing}` beside `{found}`, or write the name of that one."


def twins(path: str) -> dict[str, str]:
    """Return what the pictures of a pair are called, by their themes."""
    stem, ending = posixpath.splitext(path)
    return {theme: f"{stem}-{theme}{ending}" for theme in ("light", "dark")}


def as_written(path: str, address: str, context: SlideContext) -> str:
    """Return a path as it is to be written: from the file in which an address stands, or from the root."""
    folder = posixpath.dirname(context.text.file_of(address))
    return path.removeprefix(f"{folder}/")


def _settled(value: str, found: str, context: SlideContext) -> str:
    """Return the address of a file as its author wrote it where it can stay, and what stands behind the path."""
    address = context.address_of(found)
    path = re.split(r"[?#]", value, maxsplit=1)[0]
    behind = value[len(path) :]
    while path.startswith(("./", "../")):
        path = path.partition("/")[2]
    return f"{path if path_in(path) == path_in(address) else address}{behind}"


def _is_page(path: str, context: SlideContext) -> bool:
    if path.startswith(_OURS):
        return True
    return path.endswith(".html") and context.facts.page_kind(path.removesuffix(".html")) in {"deck", "text"}


def _is_no_path(value: str, path: str, context: SlideContext) -> bool:
    """Tell, and report, whether a link is an address of another kind without its beginning."""
    if is_host(value):
        hint = f"Write `https://{value}`."
    elif _MAIL.fullmatch(path):
        hint = f"Write `mailto:{value}`."
    else:
        return False
    message = f"`{value}` is looked for in the course"
    context.findings.append(warning("asset-missing", message, context.locate(value), hint))
    return True


def _may_lead_elsewhere(value: str, path: str) -> bool:
    """Tell whether a link may lead to what we cannot know: above the course, to a folder, to a route of the host."""
    return value.startswith("../") or not posixpath.splitext(path)[1]


def _report_missing(value: str, path: str, context: SlideContext) -> None:
    candidates = context.candidates(path, value)
    shown = asset_path(value)
    folder = context.facts.asset_folder()
    notes: tuple[str, ...] = ()
    if _name(path) in {"", ".", ".."}:
        message, hint = f"`{path}` is a folder", "Write the name of a file in it."
    elif not candidates:
        message = f"`{path}` leads out of the project"
        hint = _same_name(path, value, context) or f"Copy the file into {folder}/, and write `{_in(folder, path)}`."
    elif shown.startswith(f"{folder}/"):
        message = f"there is no file `{shown}`"
        hint = _near(shown, value, context) or f"Put the file at {shown}."
    else:
        message = f"there is no file `{path}`"
        near = _page_of(value, path, context) or _near(path, value, context) or _deck_of(path, context)
        hint = _MARKUP if "](" in value else near or f"Put it at {candidates[0]}."
        notes = (f"looked for {' and '.join(candidates)}",) if len(candidates) > 1 else ()
    context.findings.append(warning("asset-missing", message, context.locate(value), hint, *notes))


def _page_of(value: str, path: str, context: SlideContext) -> str:
    """Return a hint where the name of a deck or a page of text was written without its ending."""
    name = posixpath.basename(path)
    return f"Write `{path}.md{value[len(path) :]}`." if context.facts.page_kind(name) in {"deck", "text"} else ""


def _deck_of(path: str, context: SlideContext) -> str:
    """Return a hint where an address looks like the page of a deck, and no deck is called like it."""
    name, ending = posixpath.splitext(path)
    if ending != ".html" or "/" in name:
        return ""
    decks = context.facts.page_names()
    if near := get_close_matches(name, decks, n=1, cutoff=0.75):
        return f"Did you mean `{near[0]}.md`?"
    return f"No deck is called `{name}`. " + known_names([f"{one}.md" for one in decks], "decks and pages")


def _report_disk(value: str, path: str, context: SlideContext) -> None:
    folder = context.facts.asset_folder()
    message = f"`{path}` lies on your own disk, where nobody else can open it"
    hint = _same_name(path, value, context) or f"Copy the file into {folder}/, and write `{_in(folder, path)}`."
    context.findings.append(warning("asset-missing", message, context.locate(value), hint))


def _report_backslashes(value: str, path: str, context: SlideContext) -> None:
    straight = path.replace("\\", "/")
    message = f"`{path}` has backslashes, which do not separate folders in an address"
    is_there = context.find_file(straight, value)
    hint = "" if is_there else _near(asset_path(straight), value, context)
    context.findings.append(warning("asset-missing", message, context.locate(value), hint or f"Write `{straight}`."))


def _report_top(value: str, path: str, context: SlideContext) -> None:
    message = f"`{path}` is looked for at the top of the host, not in the course"
    bare = path.lstrip("/")
    hint = f"Write `{bare}`, without the slash."
    if not context.find_file(bare, value) and not bare.startswith(f"{context.facts.asset_folder()}/"):
        hint = _same_name(path, value, context) or "Write where it lies in the project, without a slash in front."
    context.findings.append(warning("asset-missing", message, context.locate(value), hint))


def _in(folder: str, path: str) -> str:
    return f"{folder}/{_name(path)}"


def _name(path: str) -> str:
    return re.split(r"[\\/]", path)[-1]


def _near(path: str, address: str, context: SlideContext) -> str:
    """Return a hint that names files which may be meant by a path."""
    names = dict.fromkeys(as_written(one, address, context) for one in context.facts.file_names())
    stems = {_stem(name) for name in names}  # a file in the same folder is not near for that alone
    alike = get_close_matches(_stem(path), stems, n=len(stems) or 1)
    near = did_you_mean(path, [name for name in names if _stem(name) in alike])
    return other_half(path, address, context) or _same_name(path, address, context) or near


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].casefold()


def _same_name(path: str, address: str, context: SlideContext) -> str:
    """Return a hint that names the files of the project that are called like the one at a path."""
    name = _name(path).casefold()
    same = [one for one in context.facts.file_names() if posixpath.basename(one).casefold() == name]
    found = " or ".join(f"`{as_written(one, address, context)}`" for one in same[:2])
    return f"Write {found}." if found else ""
